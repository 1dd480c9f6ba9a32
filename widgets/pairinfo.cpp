// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pairinfo.h"

#include "models/discretion.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QUrl>

namespace godwit {

QString clusterName(const Endpoint &endpoint)
{
    if (!endpoint.profile.isEmpty())
        return discreet(endpoint.profile);
    const QUrl url(endpoint.url);
    const QString host = discreet(url.host());
    return url.port() < 0 ? host : QString(host + u':' + QString::number(url.port()));
}

QString sourceName(const Plan &plan)
{
    if (plan.hasSource())
        return clusterName(plan.source);
    const QString snapshot = plan.options.value(QLatin1String("snapshot")).toString();
    return snapshot.isEmpty() ? QString() : QCoreApplication::translate("PairInfo", "snapshot %1").arg(snapshot);
}

QString arrowText()
{
    return QGuiApplication::layoutDirection() == Qt::RightToLeft ? QStringLiteral("←") : QStringLiteral("→");
}

QString titlePrefix(const Plan &plan)
{
    const QString from = plan.source.environment;
    const QString to = plan.target.environment;
    if (from.isEmpty() && to.isEmpty())
        return {};
    const QString none = QStringLiteral("–");
    return QString(u'[' + (from.isEmpty() ? none : from) + QStringLiteral(" → ") + (to.isEmpty() ? none : to)
        + QStringLiteral("] "));
}

QString strictestWritten(const Plan &plan, const JobSnapshot &snapshot)
{
    const bool source = snapshot.state == JobState::WaitingForCutover || snapshot.state == JobState::CuttingOver;
    const QString target = strictestWritable({plan.target});
    // The write block may be set on a read-only connection too.
    return source ? stricterEnvironment(target, plan.source.environment) : target;
}

} // namespace godwit
