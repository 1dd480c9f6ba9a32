// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job.h"

#include "engine/methods/livecopy/advice.h"
#include "engine/methods/livecopy/livecopy.h"
#include "engine/methods/reindex/advice.h"
#include "engine/methods/reindex/reindexjob.h"
#include "engine/methods/snapshots/advice.h"
#include "engine/methods/snapshots/restorejob.h"
#include "engine/methods/snapshots/rounds.h"

#include <QCoreApplication>

namespace godwit {
namespace {

struct MethodEntry
{
    QLatin1String name;
    JobSummary (*run)(JobSetup &setup);
    MethodAdvice (*advise)(const MethodQuestion &question);
};

JobSummary failedSummary(const JobSetup &setup, const Error &error)
{
    JobSummary summary;
    summary.job = setup.job;
    summary.outcome = Outcome::Failed;
    summary.reason = error.summary;
    summary.errorKind = errorKindName(error.kind);
    setup.journal.saveSummary(summary);
    setup.journal.setState(outcomeName(summary.outcome), summary.reason);
    return summary;
}

template <class Method, class Options>
JobSummary runWith(JobSetup &setup)
{
    const auto options = Options::from(setup.plan.options);
    if (!options)
        return failedSummary(setup, options.error());
    return Method(setup, *options).run();
}

JobSummary runReindex(JobSetup &setup)
{
    const auto options = ReindexOptions::from(setup.plan.options, isLocalReindex(setup.plan.method));
    if (!options)
        return failedSummary(setup, options.error());
    return ReindexJob(setup, *options).run();
}

//! Adding a method is one folder and one line here, in the order of recommendation.
const MethodEntry methods[] = {
    {QLatin1String("live-copy"), runWith<LiveCopy, LiveCopyOptions>, adviseLiveCopy},
    {QLatin1String("snapshot-rounds"), runWith<SnapshotRounds, RoundsOptions>, adviseSnapshotRounds},
    {QLatin1String("remote-reindex"), runReindex, adviseRemoteReindex},
    {QLatin1String("local-reindex"), runReindex, adviseLocalReindex},
    {QLatin1String("restore"), runWith<RestoreJob, RestoreOptions>, adviseRestore},
};

} // namespace

QStringList knownMethods()
{
    QStringList names;
    for (const MethodEntry &entry : methods)
        names.append(entry.name);
    return names;
}

QList<MethodAdvice> adviseMethods(const MethodQuestion &question)
{
    QList<MethodAdvice> all;
    bool recommended = false;
    for (const MethodEntry &entry : methods) {
        MethodAdvice advice = entry.advise(question);
        advice.id = entry.name;
        advice.recommended = advice.possible && !recommended;
        recommended = recommended || advice.possible;
        all.append(advice);
    }
    return all;
}

JobSummary runJob(JobSetup &setup)
{
    for (const MethodEntry &entry : methods)
        if (setup.plan.method == entry.name)
            return entry.run(setup);
    return failedSummary(setup,
        {ErrorKind::Usage,
            QCoreApplication::translate("Job", "\"%1\" is not a method of this version. Known: %2.")
                .arg(setup.plan.method, knownMethods().join(QStringLiteral(", "))),
            {}, 0, false, {}});
}

} // namespace godwit
