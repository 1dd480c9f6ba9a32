// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/advice.h"
#include "engine/methods/reindex/options.h"
#include "engine/preflightrun.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QSet>

#include <cmath>

namespace godwit {

namespace {

QString described(const ClusterInfo &info)
{
    return QString(productName(info.product) + QLatin1Char(' ') + info.version.toString());
}

bool isEmptyUuid(const QString &uuid)
{
    return uuid.isEmpty() || uuid == QLatin1String("_na_");
}

//! Cluster time minus the time of this process, in milliseconds, seen from the middle of the call.
Result<qint64> offsetOf(SearchCluster &cluster, const QElapsedTimer &timer)
{
    const qint64 before = timer.elapsed();
    const Result<qint64> clock = cluster.clock();
    if (!clock)
        return clock;
    return *clock - (before + timer.elapsed()) / 2;
}

} // namespace

void PreflightRun::checkSafety()
{
    if (m_target.isReadOnly())
        add(QStringLiteral("target-safety"), tr("The target may be written"), CheckState::Blocker,
            tr("The connection to the target is read-only, so nothing can be written there."),
            tr("Choose another target, or set the safety level of its connection to Confirm or Free."));
}

void PreflightRun::checkReach()
{
    const auto reach = [this](SearchCluster &cluster, const QString &id, const QString &title) {
        std::optional<ClusterInfo> found;
        if (const Result<ClusterInfo> info = cluster.info()) {
            found = *info;
            add(id, title, CheckState::Pass, described(*info) + QLatin1String(", ") + info->clusterName);
        } else {
            addFailure(id, title, CheckState::Blocker, info.error());
        }
        return found;
    };
    m_from = reach(m_source, QStringLiteral("reach-source"), tr("The source answers"));
    if (m_cancelled)
        return;
    m_to = reach(m_target, QStringLiteral("reach-target"), tr("The target answers"));
}

void PreflightRun::checkVersions()
{
    const QString id = QStringLiteral("versions");
    const QString title = tr("These versions go together");
    const QString seen = tr("%1 to %2").arg(described(*m_from), described(*m_to));
    if (isReindex(m_plan.method) && liveCopyWrites(*m_to)) {
        add(id, title, CheckState::Pass, seen); // the pair has a check of its own
    } else if (!liveCopyReads(*m_from)) {
        add(id, title, CheckState::Blocker, seen,
            tr("Changes can be followed from Elasticsearch 6.7 on and from OpenSearch. Upgrade the source, or use "
               "another method."));
    } else if (!liveCopyWrites(*m_to)) {
        add(id, title, CheckState::Blocker, seen, tr("Choose a target of Elasticsearch 7 or later, or OpenSearch."));
    } else if (m_from->product == m_to->product && m_to->version.major < m_from->version.major) {
        add(id, title, CheckState::Warning, seen,
            tr("The target is older than the source. What it does not know is listed below; read that list before you "
               "start."));
    } else {
        add(id, title, CheckState::Pass, seen);
    }
}

void PreflightRun::checkSameCluster()
{
    const QString id = QStringLiteral("same-cluster");
    const QString title = tr("Source and target are two clusters");
    if (isEmptyUuid(m_from->clusterUuid) || isEmptyUuid(m_to->clusterUuid)) {
        add(id, title, CheckState::Blocker, tr("a cluster without a UUID"),
            tr("The cluster has not formed yet. Wait for its master."));
        return;
    }
    if (isLocalReindex(m_plan.method) && m_from->clusterUuid != m_to->clusterUuid)
        return void(add(id, tr("Source and target are one cluster"), CheckState::Blocker,
            tr("%1 and %2").arg(m_from->clusterUuid, m_to->clusterUuid),
            tr("A local reindex stays on one cluster. Choose remote reindex or live copy for two.")));
    if (m_from->clusterUuid != m_to->clusterUuid)
        return void(add(id, title, CheckState::Pass, tr("%1 and %2").arg(m_from->clusterUuid, m_to->clusterUuid)));
    const QString seen = tr("both have the UUID %1").arg(m_from->clusterUuid);
    QStringList kept;
    QStringList crossed; // one of them written by the copy of another, or deleted for it
    const QStringList picked = pickedNames();
    const QSet<QString> names(picked.begin(), picked.end());
    const Renamer rename(m_plan.select.rename);
    for (const QString &name : picked) {
        const QString target = rename(name);
        if (target == name)
            kept.append(name);
        else if (names.contains(target))
            crossed.append(tr("%1 onto %2").arg(name, target));
    }
    if (kept.isEmpty() && !crossed.isEmpty())
        add(id, title, CheckState::Blocker,
            seen + tr("; selected indices would be copied onto each other: %1").arg(crossed.join(QLatin1String(", "))),
            tr("Choose another target, or rename the indices with a rule."));
    else if (kept.isEmpty())
        add(id, title, CheckState::Warning, seen,
            tr("Every index gets another name, so the copy lands beside its source."));
    else
        add(id, title, CheckState::Blocker,
            seen + tr("; %1 would be copied onto itself").arg(kept.join(QLatin1String(", "))),
            tr("Choose another target, or rename the indices with a rule."));
}

void PreflightRun::checkPrivileges()
{
    if (m_picked.isEmpty())
        return;
    const auto check = [this](SearchCluster &cluster, const QStringList &names, const QStringList &wanted,
                           const QString &id, const QString &title, CheckState state, const QString &fix) {
        const Result<PrivilegeCheck> answer = cluster.privileges(names, wanted);
        if (!answer)
            addFailure(id, title, CheckState::Warning, answer.error());
        else if (!answer->known)
            add(id, title, CheckState::Pass,
                tr("the cluster has no interface that tells; nothing known to be missing"));
        else if (!answer->missing.isEmpty())
            add(id, title, state, tr("missing: %1").arg(answer->missing.join(QLatin1String(", "))), fix).cause
                = m_plan.select.rename.isEmpty() || &cluster != &m_target
                ? tr("The role of this user names other indices, or fewer privileges.")
                : tr("The role of this user names index patterns that the new names may not match.");
        else if (!answer->narrowed.isEmpty())
            add(id, title, CheckState::Blocker,
                tr("hidden from this user: %1").arg(answer->narrowed.join(QLatin1String(", "))),
                tr("Its role shows only some documents or fields, and what is hidden would be missing without an "
                   "error. Choose a user that sees all of them."));
        else
            add(id, title, CheckState::Pass, tr("%1: there").arg(wanted.join(QLatin1String(", "))));
        return !m_cancelled;
    };
    const QStringList read{QStringLiteral("read"), QStringLiteral("monitor"), QStringLiteral("view_index_metadata"),
        QStringLiteral("maintenance")};
    const QStringList write{
        QStringLiteral("create_index"), QStringLiteral("read"), QStringLiteral("write"), QStringLiteral("manage")};
    if (!check(m_source, pickedNames(), read, QStringLiteral("privileges-source"), tr("The source user may read"),
            CheckState::Blocker, tr("Give the user these privileges on the source, or choose another user.")))
        return;
    if (!check(m_source, pickedNames(), {QStringLiteral("manage")}, QStringLiteral("privileges-block"),
            tr("The source user may set the write block"), CheckState::Warning,
            tr("Without \"manage\" Godwit can't stop writes itself. Stop the writers by hand before the cutover, or "
               "give the "
               "privilege.")))
        return;
    check(m_target, targetNames(), write, QStringLiteral("privileges-target"), tr("The target user may write"),
        CheckState::Blocker, tr("Give the user these privileges on the target, or choose another user."));
}

void PreflightRun::checkClocks()
{
    const QString id = QStringLiteral("clocks");
    const QString title = tr("The clocks agree");
    QElapsedTimer timer;
    timer.start();
    const Result<qint64> source = offsetOf(m_source, timer);
    if (!source)
        return addFailure(id, title, CheckState::Warning, source.error());
    const Result<qint64> target = offsetOf(m_target, timer);
    if (!target)
        return addFailure(id, title, CheckState::Warning, target.error());
    const double seconds = double(*target - *source) / 1000;
    const QString seen = tr("target minus source: %1 s").arg(QLocale().toString(seconds, 'f', 1));
    if (std::abs(seconds) > 5)
        add(id, title, CheckState::Warning, seen,
            tr("Lag is measured on one clock and stays right, but times in logs and in the report will not match. Set "
               "the clocks."))
            .cause
            = tr("One of the machines does not follow a time server.");
    else
        add(id, title, CheckState::Pass, seen);
}

} // namespace godwit
