// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queryresultmodels.h"

#include "models/formats.h"

namespace godwit {
namespace {

bool matters(RankRow::State state)
{
    return state == RankRow::State::Moved || state == RankRow::State::OnlyHere;
}

//! A score with two digits behind the point; as it was written where that would say less.
QString scoreText(const QByteArray &score)
{
    if (score.isEmpty())
        return formats::unknown();
    const double value = score.toDouble();
    return value >= 0.01 || value <= -0.01 || value == 0 ? formats::fixed(value, 2) : QString::fromLatin1(score);
}

//! "same", "tie", "+1", "gone", "new".
QString rankText(const RankRow &row, int place)
{
    if (row.source.id.isEmpty())
        return row.target.state == RankRow::State::OnlyHere ? RankModel::tr("≠ new") : RankModel::tr("tie");
    switch (row.source.state) {
    case RankRow::State::Same:
        return RankModel::tr("same");
    case RankRow::State::Tied:
        return RankModel::tr("tie");
    case RankRow::State::Moved: {
        const int change = row.source.elsewhere - (place + 1);
        return change > 0 ? RankModel::tr("≠ +%1").arg(change) : RankModel::tr("≠ −%1").arg(-change);
    }
    case RankRow::State::OnlyHere:
        break;
    }
    return RankModel::tr("≠ gone");
}

} // namespace

void RankModel::setRows(const QList<RankRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void RankModel::setNames(const QString &source, const QString &target)
{
    m_names[0] = source;
    m_names[1] = target;
    Q_EMIT headerDataChanged(Qt::Horizontal, SourceColumn, TargetColumn);
}

DocumentOnBoth RankModel::document(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool onTarget = index.column() >= TargetColumn;
    const RankRow &row = m_rows.at(index.row());
    const RankRow::Side &side = onTarget ? row.target : row.source;
    DocumentOnBoth document{side.id};
    std::optional<QString> &mine = onTarget ? document.targetRouting : document.sourceRouting;
    std::optional<QString> &other = onTarget ? document.sourceRouting : document.targetRouting;
    mine = side.routing;
    if (side.elsewhere > 0) {
        const RankRow &there = m_rows.at(side.elsewhere - 1);
        other = (onTarget ? there.source : there.target).routing;
    }
    return document;
}

int RankModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RankModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RankRow &row = m_rows.at(index.row());
    const auto id = [](const RankRow::Side &side) { return side.id.isEmpty() ? formats::unknown() : side.id; };
    if (role == ChangedRole)
        return matters(row.source.state) || matters(row.target.state);
    const int column = index.column();
    if (role == Qt::TextAlignmentRole
        && (column == PlaceColumn || column == SourceScoreColumn || column == TargetScoreColumn))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == RankColumn && row.source.state == RankRow::State::Tied)
        return tr("Hits that are ordered alike may stand in any order.");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case PlaceColumn:
        return formats::count(index.row() + 1);
    case SourceColumn:
        return id(row.source);
    case SourceScoreColumn:
        return scoreText(row.source.score);
    case RankColumn:
        return rankText(row, index.row());
    case TargetColumn:
        return id(row.target);
    default:
        return scoreText(row.target.score);
    }
}

QVariant RankModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole
        && (section == PlaceColumn || section == SourceScoreColumn || section == TargetScoreColumn))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PlaceColumn:
        return tr("#");
    case SourceColumn:
        return m_names[0];
    case RankColumn:
        return tr("Rank");
    case TargetColumn:
        return m_names[1];
    default:
        return tr("Score");
    }
}

void AggregationModel::setRows(const QList<AggregationDifference> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

void AggregationModel::setNames(const QString &source, const QString &target)
{
    m_names[0] = source;
    m_names[1] = target;
    Q_EMIT headerDataChanged(Qt::Horizontal, SourceColumn, TargetColumn);
}

int AggregationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AggregationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const AggregationDifference &row = m_rows.at(index.row());
    if (index.column() == PathColumn)
        return row.path;
    const QString &value = index.column() == SourceColumn ? row.source : row.target;
    return value.isEmpty() ? tr("not there") : value.left(1000);
}

QVariant AggregationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == PathColumn ? tr("Aggregation value") : m_names[section == TargetColumn ? 1 : 0];
}

} // namespace godwit
