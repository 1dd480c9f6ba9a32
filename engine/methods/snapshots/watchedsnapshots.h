// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"

#include <functional>
#include <memory>

namespace godwit {

//! A service whose answers about single shards are also told to whoever shows them. A job looks at its shards in
//! several places and for several reasons; what is shown is what it saw.
class WatchedSnapshots final : public SnapshotService
{
public:
    struct Watch
    {
        std::function<void(const std::vector<SnapshotShard> &shards)> made = {}; //!< of progress()
        std::function<void(const std::vector<ShardRecovery> &shards)> restored = {}; //!< of recoveries()
    };
    WatchedSnapshots(std::unique_ptr<SnapshotService> service, Watch watch);

    Result<QList<RepositoryInfo>> repositories() override;
    Result<void> putRepository(const RepositoryInfo &repository) override;
    Result<void> removeRepository(const QString &repository) override;
    Result<RepositoryCheck> verifyRepository(const QString &repository) override;
    Result<QList<SnapshotInfo>> snapshots(const QString &repository, const QString &pattern) override;
    Result<std::optional<SnapshotInfo>> snapshot(const QString &repository, const QString &name) override;
    Result<void> createSnapshot(const QString &repository, const QString &name, const QStringList &indices,
        const QJsonObject &metadata) override;
    Result<SnapshotProgress> progress(const QString &repository, const QString &name) override;
    Result<void> deleteSnapshot(const QString &repository, const QString &name) override;
    Result<QHash<QString, SnapshotIndexSize>> indexSizes(const QString &repository, const QString &name) override;
    Result<void> restore(const RestoreOrder &order) override;
    Result<std::vector<ShardRecovery>> recoveries(const QStringList &indices) override;
    Result<QStringList> restoring(const QString &repository, const QString &snapshot) override;
    Result<void> closeIndices(const QStringList &indices) override;
    Result<void> openIndices(const QStringList &indices) override;
    Result<int> busiestCpu() override;

private:
    std::unique_ptr<SnapshotService> m_service;
    Watch m_watch;
};

} // namespace godwit
