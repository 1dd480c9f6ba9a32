// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshotshelf.h"

#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

QByteArray addressOf(const Plan &plan, const QString &repository = {})
{
    const bool restore = plan.method == QLatin1String("restore");
    const QJsonObject json = plan.toJson();
    const QJsonObject key{{QStringLiteral("cluster"), json.value(QLatin1String(restore ? "target" : "source"))},
        {QStringLiteral("repository"), repository}};
    return QJsonDocument(key).toJson(QJsonDocument::Compact);
}

bool known(Loading state)
{
    return state == Loading::Asking || state == Loading::Ready;
}

} // namespace

SnapshotShelf::SnapshotShelf(MigrationDesk *desk, QThreadPool *pool, QObject *parent)
    : QObject(parent), m_desk(desk), m_pool(pool)
{
}

void SnapshotShelf::cancel()
{
    m_askRepositories.cancel();
    m_askSnapshots.cancel();
    m_register.cancel();
}

void SnapshotShelf::registerRepository(const Plan &plan, const RepositoryInfo &repository)
{
    if (m_registered.state == Loading::Asking)
        return; // one at a time: the first would be stopped in the middle
    m_registered.begin();
    Q_EMIT registeredChanged();
    m_register.ask(
        this, m_pool,
        [desk = m_desk, plan, repository](
            std::stop_token stop) { return desk->registerRepository(plan, repository, stop); },
        [this, plan, clock = startedClock()](Result<RepositoryCheck> answer) {
            m_registered.take(std::move(answer), clock);
            if (m_registered.state == Loading::Ready)
                askRepositories(plan, true);
            Q_EMIT registeredChanged();
        });
}

void SnapshotShelf::forgetRegistered()
{
    if (m_registered.state != Loading::Asking)
        m_registered = {};
}

void SnapshotShelf::askRepositories(const Plan &plan, bool again)
{
    const QByteArray address = addressOf(plan);
    if (!again && known(m_repositories.state) && address == m_repositoriesOf)
        return;
    m_repositories.begin();
    m_repositoriesOf = address;
    Q_EMIT changed();
    m_askRepositories.ask(
        this, m_pool, [desk = m_desk, plan](std::stop_token stop) { return desk->repositories(plan, stop); },
        [this, clock = startedClock()](Result<QList<RepositoryInfo>> answer) {
            m_repositories.take(std::move(answer), clock);
            std::sort(m_repositories.value.begin(), m_repositories.value.end(),
                [](const RepositoryInfo &a, const RepositoryInfo &b) { return a.name < b.name; });
            Q_EMIT changed();
        });
}

void SnapshotShelf::askSnapshots(const Plan &plan, const QString &repository, bool again)
{
    const QByteArray address = addressOf(plan, repository);
    // A name that is being typed is no question to the server.
    const bool there = m_repositories.state == Loading::Ready
        && std::any_of(m_repositories.value.begin(), m_repositories.value.end(),
            [&repository](const RepositoryInfo &info) { return info.name == repository; });
    if (!again && address == m_snapshotsOf && (known(m_snapshots.state) || !there))
        return;
    m_snapshotsOf = address;
    m_snapshots = {};
    m_askSnapshots.cancel();
    if (!there)
        return Q_EMIT changed();
    m_snapshots.begin();
    Q_EMIT changed();
    m_askSnapshots.ask(
        this, m_pool,
        [desk = m_desk, plan, repository](std::stop_token stop) { return desk->snapshots(plan, repository, stop); },
        [this, clock = startedClock()](Result<QList<SnapshotInfo>> answer) {
            m_snapshots.take(std::move(answer), clock);
            std::stable_sort(m_snapshots.value.begin(), m_snapshots.value.end(),
                [](const SnapshotInfo &a, const SnapshotInfo &b) { return a.startMs > b.startMs; });
            Q_EMIT changed();
        });
}

QString SnapshotShelf::stateText() const
{
    if (m_repositories.state == Loading::Asking)
        return tr("The repositories are being listed.");
    if (m_repositories.state == Loading::Failed)
        return tr("The repositories can't be listed: %1 Names can be typed.").arg(m_repositories.error.summary);
    if (m_snapshots.state == Loading::Asking)
        return tr("The snapshots are being listed.");
    if (m_snapshots.state == Loading::Failed)
        return tr("The snapshots can't be listed: %1 A name can be typed.").arg(m_snapshots.error.summary);
    if (m_repositories.state == Loading::Ready && m_repositories.value.isEmpty())
        return tr("The cluster has no repository yet.");
    return {};
}

} // namespace godwit
