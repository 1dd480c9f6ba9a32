// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/dataoptionsmodel.h"

#include "models/formats.h"

#include <algorithm>

namespace godwit {

void DataOptionsModel::setOptions(const QList<DataKindOptions> &kinds)
{
    QStringList ways;
    for (const DataKindOptions &kind : kinds) {
        for (const MigrationOption &option : kind.options) {
            if (!ways.contains(option.way))
                ways.append(option.way);
        }
    }
    // Another answer for the same table keeps what is selected.
    if (ways == m_ways && kinds.size() == m_kinds.size() && !kinds.isEmpty()) {
        m_kinds = kinds;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_kinds = kinds;
    m_ways = ways;
    endResetModel();
}

int DataOptionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_kinds.size());
}

int DataOptionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_ways.size());
}

int DataOptionsModel::columnOf(const QString &way) const
{
    const qsizetype at = m_ways.indexOf(way);
    return at < 0 ? -1 : static_cast<int>(at) + 1;
}

QString DataOptionsModel::stateText(CheckState state)
{
    switch (state) {
    case CheckState::Pass:
        return tr("possible");
    case CheckState::Warning:
        return tr("conditional");
    case CheckState::Blocker:
        break;
    }
    return tr("not possible");
}

const MigrationOption *DataOptionsModel::option(const QModelIndex &index) const
{
    const QList<MigrationOption> &options = m_kinds.at(index.row()).options;
    const auto found = std::find_if(options.begin(), options.end(),
        [&](const MigrationOption &each) { return each.way == m_ways.at(index.column() - 1); });
    return found == options.end() ? nullptr : &*found;
}

QVariant DataOptionsModel::kindData(const DataKindOptions &kind, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return kind.title;
    case Qt::ToolTipRole:
    case WhyRole:
        return kind.what;
    default:
        return {};
    }
}

QVariant DataOptionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DataKindOptions &kind = m_kinds.at(index.row());
    if (index.column() == 0)
        return kindData(kind, role);
    const QString title = tr("%1, %2", "kind of data, way").arg(kind.title, m_ways.at(index.column() - 1));
    const MigrationOption *option = this->option(index);
    if (!option) {
        if (role == Qt::DisplayRole)
            return formats::unknown();
        if (role == TitleRole)
            return title;
        return role == WhyRole ? QVariant(tr("This way is none for this kind of data.")) : QVariant();
    }
    const QString by = option->method.isEmpty() ? tr("outside Godwit") : tr("with Godwit");
    const QString state = stateText(option->state);
    switch (role) {
    case Qt::DisplayRole:
        return state;
    case StateRole:
        return static_cast<int>(option->state);
    case TitleRole:
        return title;
    case Qt::ToolTipRole:
    case WhyRole:
        return QString(tr("%1, %2.", "state, by what").arg(QString(state.left(1).toUpper() + state.mid(1)), by) + u' '
            + option->why);
    case Qt::AccessibleTextRole:
        return QString(
            title + QStringLiteral(": ") + state + QStringLiteral(", ") + by + QStringLiteral(". ") + option->why);
    default:
        return {};
    }
}

QVariant DataOptionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return section == 0 ? tr("Data") : m_ways.at(section - 1);
    return {};
}

} // namespace godwit
