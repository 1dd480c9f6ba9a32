// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilemodel.h"

#include "models/discretion.h"
#include "models/formats.h"

#include <QMimeData>
#include <QUrl>

namespace godwit {

namespace {

const QString mimeType = QStringLiteral("application/x-godwit-connections"); // ids, one a line

} // namespace

QStringList ProfileModel::ids() const
{
    QStringList ids;
    for (const Profile &profile : rows())
        ids.append(profile.id);
    return ids;
}

//! Between the rows, never on one.
Qt::ItemFlags ProfileModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled;
}

QStringList ProfileModel::mimeTypes() const
{
    return {mimeType};
}

QMimeData *ProfileModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArrayList moved;
    for (const QModelIndex &index : indexes)
        moved.append(row(index.row()).id.toUtf8());
    auto *data = new QMimeData;
    data->setData(mimeType, moved.join('\n'));
    return data;
}

bool ProfileModel::dropMimeData(
    const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (parent.isValid() || !canDropMimeData(data, action, row, column, parent))
        return false;
    const QStringList before = ids();
    const QStringList moved = QString::fromUtf8(data->data(mimeType)).split(u'\n', Qt::SkipEmptyParts);
    QStringList order;
    const auto take = [&order](const QStringList &more) {
        for (const QString &id : more)
            order.append(id);
    };
    const qsizetype place = row < 0 ? before.size() : row;
    for (qsizetype i = 0; i <= before.size(); ++i) {
        if (i == place)
            take(moved);
        if (i < before.size() && !moved.contains(before.at(i)))
            order.append(before.at(i));
    }
    if (order.size() != before.size()) // something that is not in this list
        return false;
    if (order != before)
        Q_EMIT orderDropped(order);
    return true;
}

int ProfileModel::rowOf(const QString &id) const
{
    for (int i = 0; i < rowCount(); ++i) {
        if (row(i).id == id)
            return i;
    }
    return -1;
}

ProfileModel::Tone ProfileModel::toneOf(const ProfileHealth &health)
{
    if (!health.tested.isValid())
        return Untested;
    if (!health.problem.isEmpty())
        return health.failed ? Failed : Warned;
    return health.color == QLatin1String("yellow") || health.color == QLatin1String("red") ? Warned : Good;
}

QString ProfileModel::healthText(const ProfileHealth &health)
{
    if (!health.tested.isValid())
        return tr("not tested");
    QString text;
    if (health.problem == QLatin1String("name"))
        text = tr("name unknown");
    else if (health.problem == QLatin1String("tcp"))
        text = tr("no answer");
    else if (health.problem == QLatin1String("tls"))
        text = health.failed ? tr("TLS failed") : tr("TLS warning");
    else if (health.problem == QLatin1String("authentication"))
        text = tr("sign-in refused");
    else if (health.problem == QLatin1String("version"))
        text = tr("not supported");
    else if (health.problem == QLatin1String("privileges"))
        text = tr("right missing");
    else if (!health.color.isEmpty())
        text = health.nodes < 0
            ? health.color
            : QString(health.color + QStringLiteral(", ") + tr("%n node(s)", nullptr, health.nodes));
    else
        text = tr("answers");
    const bool old = health.tested.daysTo(QDateTime::currentDateTime()) >= 1;
    return old ? QString(text + QStringLiteral(", ") + formats::ago(health.tested)) : text;
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Profile &profile = row(index.row());
    const QUrl url(profile.endpoint.url);
    const QString place
        = profile.endpoint.product == Product::Unknown ? url.host() : productName(profile.endpoint.product);
    const QString detail = profile.lastSeen.isEmpty() ? discreet(place) : profile.lastSeen;
    switch (role) {
    case Qt::DisplayRole:
        return discreet(profile.name());
    case Qt::ToolTipRole: {
        const ProfileHealth &health = profile.health;
        const QString tested = health.tested.isValid()
            ? tr("Tested %1; last success: %2.")
                  .arg(formats::ago(health.tested),
                      health.succeeded.isValid() ? formats::ago(health.succeeded) : formats::unknown())
            : tr("Not tested yet.");
        return QString(discreet(profile.endpoint.url) + u'\n' + tested);
    }
    case Qt::AccessibleTextRole: {
        QStringList words{discreet(profile.name()), profile.endpoint.environment, detail, healthText(profile.health)};
        if (safetyOf(profile.endpoint) == Safety::ReadOnly)
            words.append(tr("read only"));
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case HealthRole:
        return healthText(profile.health);
    case ToneRole:
        return toneOf(profile.health);
    case SearchRole: // what the filter looks through
        return QString(
            profile.name() + u' ' + profile.endpoint.url + u' ' + profile.endpoint.environment + u' ' + detail);
    case IdRole:
        return profile.id;
    case EnvironmentRole:
        return profile.endpoint.environment;
    case SafetyRole:
        return profile.endpoint.safety;
    case DetailRole:
        return detail;
    default:
        return {};
    }
}

} // namespace godwit
