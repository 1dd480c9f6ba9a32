// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replaycommand.h"

#include "app/console.h"
#include "app/servers.h"
#include "engine/methods/common/sourceblock.h"
#include "engine/methods/livecopy/replay.h"
#include "engine/worker.h"

#include <QDir>
#include <QFileInfo>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ReplayCommand)
};

} // namespace

Result<ReplayOutcome> replayJob(const QString &folder, const QString &stateDir)
{
    // Held for the whole run: nobody else may append to the file meanwhile.
    const auto held = holdJob(folder, stateDir);
    if (!held)
        return fail(held.error());
    const auto job = held->journal->loadJob();
    if (!job)
        return fail(job.error());
    // Between the aliases' switch and its mark in the journal clients may write already.
    const bool switched = job->phase == CutoverPhase::switched() || job->phase == CutoverPhase::switching();
    const auto outcome
        = replayRejected(QDir(folder).filePath(QStringLiteral("rejected.ndjson")), *held->servers.target->open({}),
            switched ? ReplayTo::Switched : ReplayTo::Copy, [&](const QString &index, const QString &id) {
                if (!switched) // what ended is told as it ended
                    held->journal->retireRefusal(index, id);
            });
    const auto kept = held->journal->flush();
    return kept || !outcome ? outcome : fail(kept.error());
}

int runReplay(const CommandLine &line)
{
    const JobStore store(line.stateDir);
    if (!store.exists(line.job)) {
        return giveUp({ErrorKind::Usage,
            Tr::tr("There is no job %1 in %2; \"godwit jobs\" lists them.").arg(line.job, store.root()), {}, 0, false,
            {}});
    }
    const QString folder = store.folderOf(line.job);
    if (!QFileInfo::exists(QDir(folder).filePath(QStringLiteral("rejected.ndjson")))) {
        printLine(Tr::tr("Job %1 has no refused documents.").arg(line.job));
        return 0;
    }
    Result<ReplayOutcome> outcome;
    runOnWorker([&] { outcome = replayJob(folder, line.stateDir); });
    if (!outcome)
        return giveUp(outcome.error());
    if (line.json) {
        printLine(
            QJsonObject{{QStringLiteral("accepted"), outcome->accepted}, {QStringLiteral("already"), outcome->already},
                {QStringLiteral("left"), outcome->left}, {QStringLiteral("refused"), outcome->refused}});
    } else {
        printLine(Tr::tr("%1 accepted, %2 newer on the target already, %3 still refused.")
                      .arg(outcome->accepted)
                      .arg(outcome->already)
                      .arg(outcome->refused));
        if (outcome->left > 0)
            printLine(Tr::tr("%n left as it is on the target, where clients may have written it since the switch. "
                             "\"godwit verify\" shows what differs.",
                nullptr, static_cast<int>(outcome->left)));
    }
    return outcome->refused + outcome->left > 0 ? 4 : 0;
}

} // namespace godwit
