// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preflightmodel.h"

#include "models/discretion.h"

#include <QHash>

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

PreflightFix PreflightModel::fixOf(const PreflightItem &item)
{
    static const QHash<QString, PreflightFix> fixes{
        {QStringLiteral("reach-source"), PreflightFix::SourceConnection},
        {QStringLiteral("privileges-source"), PreflightFix::SourceConnection},
        {QStringLiteral("privileges-block"), PreflightFix::SourceConnection},
        {QStringLiteral("reach-target"), PreflightFix::TargetConnection},
        {QStringLiteral("target-safety"), PreflightFix::TargetConnection},
        {QStringLiteral("privileges-target"), PreflightFix::TargetConnection},
        {QStringLiteral("same-cluster"), PreflightFix::Pair},
        {QStringLiteral("versions"), PreflightFix::Pair},
        {QStringLiteral("selection"), PreflightFix::Selection},
        {QStringLiteral("selection-entry"), PreflightFix::Selection},
        {QStringLiteral("data-streams"), PreflightFix::Selection},
        {QStringLiteral("closed"), PreflightFix::Selection},
        {QStringLiteral("rename"), PreflightFix::Rename},
        {QStringLiteral("target-name"), PreflightFix::Rename},
        {QStringLiteral("target-exists"), PreflightFix::ExistingTarget},
        {QStringLiteral("aliases"), PreflightFix::Aliases},
        {QStringLiteral("write-block"), PreflightFix::WriteBlock},
        {QStringLiteral("conversion"), PreflightFix::Mapping},
        {QStringLiteral("overrides"), PreflightFix::Mapping},
        {QStringLiteral("analysis"), PreflightFix::Mapping},
        {QStringLiteral("pipeline"), PreflightFix::Mapping},
        {QStringLiteral("lifecycle"), PreflightFix::Mapping},
        {QStringLiteral("policies"), PreflightFix::Mapping},
    };
    return item.state == CheckState::Pass ? PreflightFix::None : fixes.value(item.id, PreflightFix::None);
}

QString PreflightModel::fixText(PreflightFix fix)
{
    switch (fix) {
    case PreflightFix::None:
        return {};
    case PreflightFix::SourceConnection:
        return tr("Edit the source's connection");
    case PreflightFix::TargetConnection:
        return tr("Edit the target's connection");
    case PreflightFix::Pair:
        return tr("Choose other clusters");
    case PreflightFix::Selection:
        return tr("Change the selection");
    case PreflightFix::Rename:
        return tr("Change the rename rules");
    case PreflightFix::ExistingTarget:
        return tr("Choose what happens to it");
    case PreflightFix::Aliases:
        return tr("Change the alias option");
    case PreflightFix::WriteBlock:
        return tr("Change the write block option");
    case PreflightFix::Mapping:
        return tr("Edit the mappings");
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
        if (index.column() == FixColumn)
            return {}; // a button stands there
        return check.index.isEmpty() ? check.title
                                     : QString(check.title + QStringLiteral(": ") + discreet(check.index));
    case Qt::ToolTipRole:
        return discreet(check.fix.isEmpty() ? check.seen : check.fix);
    case Qt::AccessibleTextRole:
        return QString(
            stateName(check.state) + QStringLiteral(": ") + check.title + QStringLiteral(", ") + discreet(check.seen));
    case StateRole:
        return static_cast<int>(check.state);
    case FixRole:
        return static_cast<int>(fixOf(check));
    case FixTextRole:
        return fixText(fixOf(check));
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
    case FixColumn:
        return tr("Fix");
    default:
        return {};
    }
}

} // namespace godwit
