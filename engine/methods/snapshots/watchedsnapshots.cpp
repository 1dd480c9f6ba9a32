// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/watchedsnapshots.h"

namespace godwit {

WatchedSnapshots::WatchedSnapshots(std::unique_ptr<SnapshotService> service, Watch watch)
    : m_service(std::move(service)), m_watch(std::move(watch))
{
}

Result<SnapshotProgress> WatchedSnapshots::progress(const QString &repository, const QString &name)
{
    auto answer = m_service->progress(repository, name);
    if (answer && m_watch.made)
        m_watch.made(answer->shards);
    return answer;
}

Result<std::vector<ShardRecovery>> WatchedSnapshots::recoveries(const QStringList &indices)
{
    auto answer = m_service->recoveries(indices);
    if (answer && m_watch.restored)
        m_watch.restored(*answer);
    return answer;
}

Result<QList<RepositoryInfo>> WatchedSnapshots::repositories()
{
    return m_service->repositories();
}

Result<void> WatchedSnapshots::putRepository(const RepositoryInfo &repository)
{
    return m_service->putRepository(repository);
}

Result<void> WatchedSnapshots::removeRepository(const QString &repository)
{
    return m_service->removeRepository(repository);
}

Result<RepositoryCheck> WatchedSnapshots::verifyRepository(const QString &repository)
{
    return m_service->verifyRepository(repository);
}

Result<QList<SnapshotInfo>> WatchedSnapshots::snapshots(const QString &repository, const QString &pattern)
{
    return m_service->snapshots(repository, pattern);
}

Result<std::optional<SnapshotInfo>> WatchedSnapshots::snapshot(const QString &repository, const QString &name)
{
    return m_service->snapshot(repository, name);
}

Result<void> WatchedSnapshots::createSnapshot(
    const QString &repository, const QString &name, const QStringList &indices, const QJsonObject &metadata)
{
    return m_service->createSnapshot(repository, name, indices, metadata);
}

Result<void> WatchedSnapshots::deleteSnapshot(const QString &repository, const QString &name)
{
    return m_service->deleteSnapshot(repository, name);
}

Result<QHash<QString, SnapshotIndexSize>> WatchedSnapshots::indexSizes(const QString &repository, const QString &name)
{
    return m_service->indexSizes(repository, name);
}

Result<void> WatchedSnapshots::restore(const RestoreOrder &order)
{
    return m_service->restore(order);
}

Result<QStringList> WatchedSnapshots::restoring(const QString &repository, const QString &snapshot)
{
    return m_service->restoring(repository, snapshot);
}

Result<void> WatchedSnapshots::closeIndices(const QStringList &indices)
{
    return m_service->closeIndices(indices);
}

Result<void> WatchedSnapshots::openIndices(const QStringList &indices)
{
    return m_service->openIndices(indices);
}

Result<int> WatchedSnapshots::busiestCpu()
{
    return m_service->busiestCpu();
}

} // namespace godwit
