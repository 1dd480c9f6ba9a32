// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/querycompare.h"
#include "models/documentonboth.h"

#include <QAbstractTableModel>

namespace godwit {

//! The hits of one query on both sides, place by place.
class RankModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        PlaceColumn,
        SourceColumn,
        SourceScoreColumn,
        RankColumn, //!< what became of the source's hit
        TargetColumn,
        TargetScoreColumn,
        ColumnCount
    };
    enum Role { ChangedRole = Qt::UserRole }; //!< the place differs, and not only among hits that are ordered alike

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(const QList<RankRow> &rows);
    void setNames(const QString &source, const QString &target);
    //! The hit of the side whose column it is, with the routing of the other side's hit where that has it, too.
    //! An empty id: that side has no hit there.
    DocumentOnBoth document(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<RankRow> m_rows;
    QString m_names[2];
};

//! Aggregation values that differ, by their path.
class AggregationModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PathColumn, SourceColumn, TargetColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(const QList<AggregationDifference> &rows);
    void setNames(const QString &source, const QString &target);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<AggregationDifference> m_rows;
    QString m_names[2];
};

} // namespace godwit
