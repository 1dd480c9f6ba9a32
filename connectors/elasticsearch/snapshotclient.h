// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/elasticsearch/searchclient.h"
#include "engine/snapshotservice.h"

#include <QCoreApplication>

namespace godwit {

//! Snapshots over a search connection, whose requests, guard and stop token it uses. It must not outlive it.
class SnapshotClient final : public SnapshotService
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SnapshotClient)

public:
    explicit SnapshotClient(SearchClient &client);

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
    Result<void> postToIndices(const QStringList &indices, const QByteArray &call, const QString &refusal);

    SearchClient &m_client;
};

} // namespace godwit
