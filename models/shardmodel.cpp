// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shardmodel.h"

#include "models/formats.h"

#include <algorithm>

namespace godwit {
namespace {

bool isNumber(int column)
{
    return column == ShardModel::NumberColumn || column == ShardModel::BytesColumn;
}

} // namespace

QString ShardModel::stageName(const QString &stage)
{
    if (stage == QLatin1String("INIT"))
        return tr("Waiting");
    if (stage == QLatin1String("STARTED") || stage == QLatin1String("INDEX"))
        return tr("Copying");
    if (stage == QLatin1String("VERIFY_INDEX"))
        return tr("Being checked");
    if (stage == QLatin1String("TRANSLOG"))
        return tr("Opening");
    if (stage == QLatin1String("FINALIZE"))
        return tr("Finishing");
    if (stage == QLatin1String("DONE"))
        return tr("Done");
    return stage == QLatin1String("FAILURE") ? tr("Failed") : stage;
}

double ShardModel::fraction(const ShardProgress &shard)
{
    if (isDone(shard))
        return 1;
    if (shard.totalBytes <= 0)
        return -1;
    // The last per cent is the server's to give.
    return std::min(static_cast<double>(shard.bytes) / static_cast<double>(shard.totalBytes), 0.999);
}

QString ShardModel::text(const ShardProgress &row, int column)
{
    switch (column) {
    case NumberColumn:
        return formats::count(row.shard);
    case StageColumn:
        return stageName(row.stage);
    case BytesColumn:
        if (row.totalBytes <= 0)
            return isDone(row) ? tr("nothing new") : formats::unknown();
        return isDone(row) ? formats::bytes(row.totalBytes)
                           : tr("%1 of %2").arg(formats::bytes(row.bytes), formats::bytes(row.totalBytes));
    default:
        return fraction(row) < 0 ? formats::unknown() : formats::percent(fraction(row));
    }
}

QVariant ShardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ShardProgress &item = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(item, index.column());
    case Qt::AccessibleTextRole:
        return QString(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u' '
            + text(item, index.column()));
    case Qt::TextAlignmentRole:
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case IndexTableModel::FractionRole:
        return fraction(item) < 0 ? QVariant() : QVariant(fraction(item));
    case IndexTableModel::StateRole:
        return static_cast<int>(
            item.stage == QLatin1String("FAILURE") ? IndexState::Failed : IndexState::Copying);
    default:
        return {};
    }
}

QVariant ShardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Shard"), tr("Stage"), tr("Bytes"), tr("Progress")};
    return names[section];
}

} // namespace godwit
