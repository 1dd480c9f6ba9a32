// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preflightmodel.h"

#include "models/discretion.h"

#include <algorithm>

namespace godwit {

QString PreflightModel::stateName(CheckState state)
{
    switch (state) {
    case CheckState::Pass:
        return tr("Passed");
    case CheckState::Warning:
        return tr("Warning");
    case CheckState::Blocker:
        return tr("Blocker");
    }
    return {};
}

void PreflightModel::setItems(QList<PreflightItem> items)
{
    std::stable_sort(
        items.begin(), items.end(), [](const PreflightItem &a, const PreflightItem &b) { return a.state > b.state; });
    // A check is a new list as a whole: nothing in it is the same thing as before.
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int PreflightModel::countOf(CheckState state) const
{
    return static_cast<int>(
        std::count_if(m_items.begin(), m_items.end(), [&](const PreflightItem &item) { return item.state == state; }));
}

int PreflightModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant PreflightModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PreflightItem &check = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == ResultColumn)
            return stateName(check.state);
        if (index.column() == SeenColumn)
            return discreet(check.seen);
        return check.index.isEmpty() ? check.title : QString(check.title + QStringLiteral(": ") + check.index);
    case Qt::ToolTipRole:
        return discreet(check.fix.isEmpty() ? check.seen : check.fix);
    case Qt::AccessibleTextRole:
        return QString(
            stateName(check.state) + QStringLiteral(": ") + check.title + QStringLiteral(", ") + discreet(check.seen));
    case StateRole:
        return static_cast<int>(check.state);
    default:
        return {};
    }
}

QVariant PreflightModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ResultColumn:
        return tr("Result");
    case CheckColumn:
        return tr("Check");
    case SeenColumn:
        return tr("Seen");
    default:
        return {};
    }
}

} // namespace godwit
