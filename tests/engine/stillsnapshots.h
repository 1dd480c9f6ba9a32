// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"

namespace godwit {

//! What there is to be asked for.
struct KnownSnapshots
{
    QList<RepositoryInfo> repositories;
    QList<SnapshotInfo> snapshots;
    Result<RepositoryCheck> check = RepositoryCheck{1, 1};
};

//! Only answers what a preflight asks; everything that writes is noted.
class StillSnapshots : public SnapshotService
{
public:
    explicit StillSnapshots(bool &touched, KnownSnapshots known = {})
        : m_touched(touched), m_known(std::move(known)) { }
    Result<QList<RepositoryInfo>> repositories() override { return m_known.repositories; }
    Result<void> putRepository(const RepositoryInfo &) override { return no(); }
    Result<void> removeRepository(const QString &) override { return no(); }
    Result<RepositoryCheck> verifyRepository(const QString &) override { return m_known.check; }
    Result<QList<SnapshotInfo>> snapshots(const QString &, const QString &) override { return m_known.snapshots; }
    Result<std::optional<SnapshotInfo>> snapshot(const QString &, const QString &name) override
    {
        for (const SnapshotInfo &info : m_known.snapshots)
            if (info.name == name)
                return info;
        return std::nullopt;
    }
    Result<void> createSnapshot(const QString &, const QString &, const QStringList &, const QJsonObject &) override
    {
        return no();
    }
    Result<SnapshotProgress> progress(const QString &, const QString &) override { return SnapshotProgress(); }
    Result<void> deleteSnapshot(const QString &, const QString &) override { return no(); }
    Result<QHash<QString, SnapshotIndexSize>> indexSizes(const QString &, const QString &) override
    {
        return QHash<QString, SnapshotIndexSize>();
    }
    Result<void> restore(const RestoreOrder &) override { return no(); }
    Result<std::vector<ShardRecovery>> recoveries(const QStringList &) override { return std::vector<ShardRecovery>(); }
    Result<QStringList> restoring(const QString &, const QString &) override { return QStringList(); }
    Result<void> closeIndices(const QStringList &) override { return no(); }
    Result<void> openIndices(const QStringList &) override { return no(); }
    Result<int> busiestCpu() override { return 5; }

private:
    tl::unexpected<Error> no()
    {
        m_touched = true;
        return fail(ErrorKind::Internal, QStringLiteral("not part of a preflight"));
    }
    bool &m_touched;
    KnownSnapshots m_known;
};

} // namespace godwit
