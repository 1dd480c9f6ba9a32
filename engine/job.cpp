// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job.h"

#include "engine/methods/common/sourceblock.h"
#include "engine/methods/livecopy/advice.h"
#include "engine/methods/livecopy/livecopy.h"
#include "engine/methods/livecopy/rehearse.h"
#include "engine/methods/reindex/advice.h"
#include "engine/methods/reindex/reindexjob.h"
#include "engine/methods/snapshots/advice.h"
#include "engine/methods/snapshots/restorejob.h"
#include "engine/methods/snapshots/rounds.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

struct MethodEntry
{
    QLatin1String name;
    JobSummary (*run)(JobSetup &setup);
    MethodAdvice (*advise)(const MethodQuestion &question);
    void (*rehearse)(const Rehearsal &rehearsal) = nullptr; //!< null: does not tell its requests
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
    {QLatin1String("live-copy"), runWith<LiveCopy, LiveCopyOptions>, adviseLiveCopy, rehearseLiveCopy},
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

Result<QList<IndexDefinition>> openSelection(SearchCluster &source, const Plan &plan)
{
    const auto all = source.listIndices({QStringLiteral("*")});
    if (!all)
        return fail(all.error());
    QStringList names;
    for (const IndexSummary &index : *all) {
        if (index.open && plan.select.matches(index.name, index.hidden))
            names.append(index.name);
    }
    const auto definitions = source.definitions(names);
    if (!definitions)
        return fail(definitions.error());
    QList<IndexDefinition> selected;
    for (const QString &name : std::as_const(names))
        if (definitions->contains(name)) // else gone since it was listed
            selected.append(definitions->value(name));
    return selected;
}

Result<QList<PlannedRequest>> rehearseJob(
    const Plan &plan, SearchClusterFactory &source, SearchClusterFactory &target, std::stop_token stop)
{
    QList<PlannedRequest> requests;
    const auto method = std::find_if(std::begin(methods), std::end(methods),
        [&plan](const MethodEntry &entry) { return plan.method == entry.name; });
    if (method == std::end(methods) || !method->rehearse)
        return requests;
    const auto from = source.open(stop);
    const auto to = target.open(stop);
    const auto sourceInfo = from->info();
    const auto targetInfo = to->info();
    if (!sourceInfo || !targetInfo)
        return fail(sourceInfo ? targetInfo.error() : sourceInfo.error());
    const auto note = [&requests](bool onSource) {
        return [&requests, onSource](PlannedRequest request) {
            request.onSource = onSource;
            requests.append(request);
        };
    };
    const auto silentSource = source.rehearse(note(true));
    const auto silentTarget = target.rehearse(note(false));
    if (!silentSource || !silentTarget)
        return requests;
    const auto definitions = openSelection(*from, plan);
    if (!definitions)
        return fail(definitions.error());
    Rehearsal rehearsal{plan, {}, {}, {}, *silentSource, *silentTarget, requests};
    QStringList targets;
    for (const IndexDefinition &definition : *definitions) {
        rehearsal.sources.append(definition);
        rehearsal.indices.append(convertFor(plan, rehearsal.sources.last(), *sourceInfo, *targetInfo));
        targets.append(rehearsal.indices.last().target);
    }
    if (targets.isEmpty())
        return requests;
    const auto there = to->definitions(targets);
    if (!there)
        return fail(there.error());
    rehearsal.there = *there;
    method->rehearse(rehearsal);
    return requests;
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

bool resumable(const JobRecord &job)
{
    if (job.state == outcomeName(Outcome::Findings))
        return job.method == QLatin1String("live-copy") && job.phase != CutoverPhase::switched();
    return job.state != outcomeName(Outcome::Succeeded) && job.state != QLatin1String("damaged");
}

} // namespace godwit
