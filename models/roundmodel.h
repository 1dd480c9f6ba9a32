// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/snapshots/roundfigures.h"
#include "models/mergedtablemodel.h"

#include <QCoreApplication>

namespace godwit {

//! A round with the write pause that was predicted when it was done.
struct RoundRow
{
    RoundFigures figures;
    double predictedPause = -1; //!< seconds
    friend bool operator==(const RoundRow &, const RoundRow &) = default;
};

//! The rounds of a migration by snapshots, the newest first.
class RoundModel final : public MergedTableModel<RoundRow>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RoundModel)
public:
    enum Column { NumberColumn, DurationColumn, ChangedColumn, ReusedColumn, PauseColumn, ColumnCount };

    using MergedTableModel::MergedTableModel;

    void setRounds(const QList<RoundFigures> &rounds);
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString identity(const RoundRow &row) const override { return QString::number(row.figures.number); }
};

} // namespace godwit
