// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reviewmodel.h"

#include "engine/methods/reindex/options.h"

#include <algorithm>

namespace godwit {

ReviewModel::State ReviewModel::Row::state() const
{
    return !final.blockers.isEmpty() ? State::Blocked : final.changes.isEmpty() ? State::Same : State::Changed;
}

ConvertedIndex ReviewModel::convert(const ReviewedIndex &reviewed, const IndexOverride &override) const
{
    if (isReindex(m_plan.method)) {
        Plan plan = m_plan;
        plan.overrides = {{reviewed.source.name, override}};
        return convertFor(plan, reviewed.source, m_from, m_to);
    }
    return override.isEmpty() ? reviewed.converted
                              : convertIndex(reviewed.source, reviewed.converted.target, m_from, m_to, override);
}

void ReviewModel::setReviewed(const QList<ReviewedIndex> &reviewed, const ClusterInfo &from, const ClusterInfo &to,
    const QMap<QString, IndexOverride> &overrides)
{
    beginResetModel();
    m_from = from;
    m_to = to;
    m_rows.clear();
    for (const ReviewedIndex &index : reviewed) {
        const IndexOverride override = overrides.value(index.source.name);
        m_rows.append({index, convert(index, override), !override.isEmpty()});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.state() > b.state(); });
    endResetModel();
}

void ReviewModel::setOverride(const QString &index, const IndexOverride &override)
{
    const int at = rowOf(index);
    if (at < 0)
        return;
    // The row stays where it is: it would jump away under the edit.
    m_rows[at].final = convert(m_rows.at(at).reviewed, override);
    m_rows[at].edited = !override.isEmpty();
    Q_EMIT dataChanged(this->index(at, 0), this->index(at, ColumnCount - 1));
}

int ReviewModel::rowOf(const QString &index) const
{
    const auto it = std::find_if(
        m_rows.begin(), m_rows.end(), [&index](const Row &row) { return row.reviewed.source.name == index; });
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

int ReviewModel::blocked() const
{
    return int(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.state() == State::Blocked; }));
}

int ReviewModel::edited() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.edited; }));
}

int ReviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const auto changes = int(row.final.changes.size());
    const QString state = row.state() == State::Blocked ? tr("%n blocker(s)", nullptr, int(row.final.blockers.size()))
        : changes > 0                                   ? tr("%n change(s)", nullptr, changes)
                                                        : tr("same");
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == IndexColumn)
            return row.reviewed.source.name;
        if (index.column() == TargetColumn)
            return row.final.target == row.reviewed.source.name ? tr("same") : row.final.target;
        return row.edited ? tr("%1, edited").arg(state) : state;
    case Qt::AccessibleTextRole:
        if (index.column() == IndexColumn)
            return QString(row.reviewed.source.name + QStringLiteral(", ") + state);
        return {};
    case StateRole:
        return static_cast<int>(row.state());
    case EditedRole:
        return row.edited;
    case NameRole:
        return row.reviewed.source.name;
    default:
        return {};
    }
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Index"), tr("New name"), tr("Conversion")};
    return names[section];
}

} // namespace godwit
