// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "models/indextablemodel.h"

namespace godwit {

//! The primary shards of one index on their way into a snapshot or out of it. Roles are those of IndexTableModel, so
//! that the same delegates paint them.
class ShardModel final : public MergedTableModel<ShardProgress>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ShardModel)
public:
    enum Column { NumberColumn, StageColumn, BytesColumn, ProgressColumn, ColumnCount };

    using MergedTableModel::MergedTableModel;

    void setShards(const QList<ShardProgress> &shards) { merge(shards); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static bool isDone(const ShardProgress &shard) { return shard.stage == QLatin1String("DONE"); }
    //! The server's word in ours; one that is not known stays as it is.
    static QString stageName(const QString &stage);
    //! -1 while the size is not told.
    static double fraction(const ShardProgress &shard);

protected:
    QString identity(const ShardProgress &row) const override { return QString::number(row.shard); }

private:
    static QString text(const ShardProgress &row, int column);
};

} // namespace godwit
