// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cleanupcommand.h"

#include "app/console.h"
#include "app/servers.h"
#include "engine/methods/snapshots/cleanup.h"
#include "engine/methods/snapshots/options.h"
#include "engine/worker.h"

#include <QJsonArray>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::CleanupCommand)
};

Result<QStringList> cleanUp(const QString &folder, const QString &stateDir)
{
    const auto held = holdJob(folder, stateDir);
    if (!held)
        return fail(held.error());
    const auto record = held->journal->loadJob();
    if (!record)
        return fail(record.error());
    if (record->method != QLatin1String("snapshot-rounds"))
        return fail(ErrorKind::Usage, Tr::tr("Job %1 made no snapshots.").arg(record->job));
    const auto options = RoundsOptions::from(record->plan.options);
    if (!options)
        return fail(options.error());
    const QString &repository = options->repository.own.name;
    const auto source = held->servers.source->open({});
    const auto snapshots = source->snapshots({repository, QStringLiteral("godwit-%1-").arg(record->job)});
    return removeOwnSnapshots(*snapshots, repository, record->job);
}

} // namespace

int runCleanup(const CommandLine &line)
{
    const JobStore store(line.stateDir);
    if (!store.exists(line.job)) {
        return giveUp({ErrorKind::Usage,
            Tr::tr("There is no job %1 in %2; \"godwit jobs\" lists them.").arg(line.job, store.root()), {}, 0, false,
            {}});
    }
    Result<QStringList> removed;
    runOnWorker([&] { removed = cleanUp(store.folderOf(line.job), line.stateDir); });
    if (!removed)
        return giveUp(removed.error());
    if (line.json)
        printLine(QJsonObject{{QStringLiteral("deleted"), QJsonArray::fromStringList(*removed)}});
    else if (removed->isEmpty())
        printLine(Tr::tr("There was no snapshot of job %1 left.").arg(line.job));
    else
        printLine(Tr::tr("Deleted: %1.").arg(removed->join(QStringLiteral(", "))));
    return 0;
}

} // namespace godwit
