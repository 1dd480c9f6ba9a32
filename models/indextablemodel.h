// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "models/mergedtablemodel.h"

#include <QCoreApplication>

namespace godwit {

//! The indices of a migration. Rows are identified by the source's name. Text, sort key, fraction and state are
//! separate roles, so that views sort raw values and delegates paint from numbers.
class IndexTableModel final : public MergedTableModel<IndexProgress>
{
    Q_DECLARE_TR_FUNCTIONS(godwit::IndexTableModel)
public:
    enum Column {
        NameColumn,
        TargetColumn,
        StateColumn,
        ProgressColumn,
        DocumentsColumn,
        ReadColumn,
        WrittenColumn,
        RejectedColumn,
        DeletesColumn,
        BytesColumn,
        RateColumn,
        LagColumn,
        VerifiedColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,
        FractionRole, //!< 0 to 1; invalid while the total is unknown
        StateRole, //!< int of IndexState
        VerificationRole, //!< int of Verification
        ReasonRole,
        QuietRole //!< true where the figure says nothing of interest: 0 or unknown
    };

    using MergedTableModel::MergedTableModel;

    void setIndices(const QList<IndexProgress> &indices) { merge(indices); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString stateName(IndexState state);
    static QString verificationName(Verification verification);
    //! -1 while the total is unknown.
    static double fraction(const IndexProgress &row);
    //! Orders two rows by a column's raw value, equal ones by name. Direct, since it runs for ten thousand rows.
    bool lessThan(int one, int other, int column) const;
    //! False for columns whose order does not change while a job runs.
    static bool changesWhileRunning(int column) { return column > TargetColumn; }

protected:
    QString identity(const IndexProgress &row) const override { return row.source; }

private:
    QString text(const IndexProgress &row, int column) const;
    static double value(const IndexProgress &row, int column);
    static QVariant sortKey(const IndexProgress &row, int column);
};

} // namespace godwit
