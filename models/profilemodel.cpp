// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilemodel.h"

#include <QUrl>

namespace godwit {

int ProfileModel::rowOf(const QString &id) const
{
    for (int i = 0; i < rowCount(); ++i) {
        if (row(i).id == id)
            return i;
    }
    return -1;
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Profile &profile = row(index.row());
    const QString detail = profile.lastSeen.isEmpty()
        ? (profile.endpoint.product == Product::Unknown ? tr("Not tested") : productName(profile.endpoint.product))
        : profile.lastSeen;
    switch (role) {
    case Qt::DisplayRole:
        return profile.name();
    case Qt::ToolTipRole:
        return profile.endpoint.url;
    case Qt::AccessibleTextRole:
        return QString(profile.name() + u' ' + profile.endpoint.environment + u' ' + detail);
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
