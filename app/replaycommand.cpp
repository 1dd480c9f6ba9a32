// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replaycommand.h"

#include "app/console.h"
#include "app/headlessrunner.h"
#include "app/servers.h"
#include "engine/methods/livecopy/replay.h"

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
    return replayRejected(QDir(folder).filePath(QStringLiteral("rejected.ndjson")), *held->servers.target->open({}));
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
        printLine(QJsonObject{{QStringLiteral("accepted"), outcome->accepted},
            {QStringLiteral("already"), outcome->already}, {QStringLiteral("refused"), outcome->refused}});
    } else {
        printLine(Tr::tr("%1 accepted, %2 newer on the target already, %3 still refused.")
                      .arg(outcome->accepted)
                      .arg(outcome->already)
                      .arg(outcome->refused));
    }
    return outcome->refused > 0 ? 4 : 0;
}

} // namespace godwit
