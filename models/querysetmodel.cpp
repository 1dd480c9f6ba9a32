// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/querysetmodel.h"

#include "models/formats.h"

namespace godwit {

QString verdictText(QueryVerdict verdict)
{
    switch (verdict) {
    case QueryVerdict::Same:
        return QuerySetModel::tr("same");
    case QueryVerdict::ScoresDiffer:
        return QuerySetModel::tr("same order, scores differ");
    case QueryVerdict::OrderDiffers:
        return QuerySetModel::tr("order differs");
    case QueryVerdict::HitsDiffer:
        return QuerySetModel::tr("hits differ");
    case QueryVerdict::TotalDiffers:
        return QuerySetModel::tr("number of hits differs");
    case QueryVerdict::AggregationsDiffer:
        return QuerySetModel::tr("aggregations differ");
    case QueryVerdict::Unknown:
        return QuerySetModel::tr("no whole answer");
    }
    return {};
}

QString millisecondsText(qint64 milliseconds)
{
    return milliseconds < 0 ? formats::unknown() : QuerySetModel::tr("%1 ms").arg(formats::count(milliseconds));
}

QString totalText(const QueryResult &result)
{
    if (result.total < 0)
        return formats::unknown();
    return result.atLeast ? QuerySetModel::tr("%1 or more").arg(formats::count(result.total))
                          : formats::count(result.total);
}

void QuerySetModel::setSet(const QuerySet &set)
{
    beginResetModel();
    m_set = set;
    m_results = QList<std::shared_ptr<const QueryComparison>>(set.queries.size());
    m_running = -1;
    endResetModel();
}

int QuerySetModel::add(const SavedQuery &query)
{
    const auto row = static_cast<int>(m_set.queries.size());
    beginInsertRows({}, row, row);
    m_set.queries.append(query);
    m_results.append(nullptr);
    endInsertRows();
    return row;
}

void QuerySetModel::replace(int row, const SavedQuery &query)
{
    SavedQuery &old = m_set.queries[row];
    if (old.text != query.text || old.lucene != query.lucene)
        m_results[row] = nullptr;
    old = query;
    touch(row);
}

void QuerySetModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_set.queries.removeAt(row);
    m_results.removeAt(row);
    endRemoveRows();
}

void QuerySetModel::touch(int row)
{
    if (row >= 0 && row < rowCount())
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void QuerySetModel::setRunning(int row)
{
    touch(std::exchange(m_running, row));
    touch(row);
}

void QuerySetModel::setResult(int row, const QueryComparison &comparison)
{
    m_results[row] = std::make_shared<QueryComparison>(comparison);
    touch(row);
}

void QuerySetModel::forgetResults()
{
    m_results.fill(nullptr);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const QueryComparison *QuerySetModel::result(int row) const
{
    return row >= 0 && row < m_results.size() ? m_results.at(row).get() : nullptr;
}

std::optional<ReplayTotals> QuerySetModel::totals() const
{
    QList<QueryComparison> run;
    for (const auto &result : m_results) {
        if (result)
            run.append(*result);
    }
    return run.isEmpty() ? std::nullopt : std::optional(totalsOf(run));
}

int QuerySetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_set.queries.size());
}

QVariant QuerySetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SavedQuery &query = m_set.queries.at(index.row());
    const QueryComparison *result = m_results.at(index.row()).get();
    const bool running = m_running == index.row();
    if (role == RunningRole)
        return running;
    if (role == VerdictRole)
        return result ? QVariant(static_cast<int>(result->verdict)) : QVariant();
    if (role == Qt::ToolTipRole)
        return query.text.left(1000);
    if (role == Qt::TextAlignmentRole && index.column() >= OverlapColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == NameColumn)
        return query.name;
    if (index.column() == VerdictColumn)
        return running ? tr("running") : result ? verdictText(result->verdict) : tr("not run");
    const bool known = result && result->verdict != QueryVerdict::Unknown;
    if (!known)
        return formats::unknown();
    switch (index.column()) {
    case OverlapColumn:
        return formats::fixed(result->rankOverlap, 2);
    case SourceTimeColumn:
        return millisecondsText(result->source.tookMs);
    default:
        return millisecondsText(result->target.tookMs);
    }
}

QVariant QuerySetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= OverlapColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Query");
    case VerdictColumn:
        return tr("Result");
    case OverlapColumn:
        return tr("Rank overlap");
    case SourceTimeColumn:
        return tr("Source");
    case TargetTimeColumn:
        return tr("Target");
    default:
        return {};
    }
}

} // namespace godwit
