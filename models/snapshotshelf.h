// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/asked.h"
#include "models/latestrequest.h"
#include "models/migrationdesk.h"

#include <QObject>

namespace godwit {

//! What there is to choose from for a migration by snapshots: the repositories that a cluster knows, and the snapshots
//! of the chosen one, the newest first. For a restore the target is asked, else the source. A repository that the
//! target lacks is registered through it. Never waits.
class SnapshotShelf final : public QObject
{
    Q_OBJECT
public:
    //! Both outlive the shelf's requests.
    SnapshotShelf(MigrationDesk *desk, QThreadPool *pool, QObject *parent = nullptr);

    //! Asks unless that cluster was asked; `again` asks in any case.
    void askRepositories(const Plan &plan, bool again = false);
    void askSnapshots(const Plan &plan, const QString &repository, bool again = false);
    //! Registers on the plan's target, verifies there, and lists the repositories anew.
    void registerRepository(const Plan &plan, const RepositoryInfo &repository);
    //! What came of the last registration.
    const Asked<RepositoryCheck> &registered() const { return m_registered; }
    void forgetRegistered();
    void cancel();
    const Asked<QList<RepositoryInfo>> &repositories() const { return m_repositories; }
    const Asked<QList<SnapshotInfo>> &snapshots() const { return m_snapshots; }
    //! Where the lists are, in a sentence; empty when both are there.
    QString stateText() const;

Q_SIGNALS:
    void changed();
    void registeredChanged();

private:
    MigrationDesk *m_desk;
    QThreadPool *m_pool;
    Asked<QList<RepositoryInfo>> m_repositories;
    Asked<QList<SnapshotInfo>> m_snapshots;
    QByteArray m_repositoriesOf;
    QByteArray m_snapshotsOf;
    LatestRequest<Result<QList<RepositoryInfo>>> m_askRepositories;
    LatestRequest<Result<QList<SnapshotInfo>>> m_askSnapshots;
    Asked<RepositoryCheck> m_registered;
    LatestRequest<Result<RepositoryCheck>> m_register;
};

} // namespace godwit
