// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/roundmodel.h"

#include "models/formats.h"

#include <QLocale>

namespace godwit {

void RoundModel::setRounds(const QList<RoundFigures> &rounds)
{
    if (rounds.size() == rowCount() && (rounds.isEmpty() || rounds.last() == row(0).figures))
        return;
    QList<RoundRow> rows;
    rows.reserve(rounds.size());
    for (qsizetype i = rounds.size(); i > 0; --i)
        rows.append({rounds.at(i - 1), predictPause(rounds.first(i))});
    merge(rows);
}

QVariant RoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RoundRow &row = this->row(index.row());
    const RoundFigures &figures = row.figures;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        const QString parts = tr("Snapshot %1, restore %2, closing %3.")
                                  .arg(formats::seconds(figures.snapshotSeconds),
                                      formats::seconds(figures.restoreSeconds), formats::seconds(figures.closeSeconds));
        return figures.begun.isValid()
            ? QString(tr("Begun %1.").arg(QLocale().toString(figures.begun.toLocalTime(), QLocale::ShortFormat)) + u' '
                + parts)
            : parts;
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NumberColumn:
        return formats::count(figures.number);
    case DurationColumn:
        return formats::seconds(figures.seconds());
    case ChangedColumn:
        return formats::bytes(figures.changedBytes);
    case ReusedColumn:
        return formats::bytes(figures.reusedBytes);
    default:
        return formats::seconds(row.predictedPause);
    }
}

QVariant RoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const QString hints[] = {tr("In their order; the first one is full."), tr("Snapshot, restore and closing."),
        tr("Bytes that the repository did not have before."), tr("Bytes that it had."),
        tr("The write pause that was predicted after this round.")};
    if (role == Qt::ToolTipRole)
        return hints[section];
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Round"), tr("Took"), tr("Changed"), tr("Reused"), tr("Pause")};
    return names[section];
}

} // namespace godwit
