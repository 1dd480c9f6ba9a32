// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrationdesk.h"

#include <QAbstractTableModel>

namespace godwit {

//! The selected indices with what their conversion changes; those that need a look come first.
class ReviewModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { IndexColumn, TargetColumn, ChangesColumn, ColumnCount };
    enum Role { StateRole = Qt::UserRole, EditedRole, NameRole };
    enum class State { Same, Changed, Blocked };

    using QAbstractTableModel::QAbstractTableModel;

    void setReviewed(const QList<ReviewedIndex> &reviewed, const ClusterInfo &from, const ClusterInfo &to,
        const QMap<QString, IndexOverride> &overrides);
    //! What else decides about a conversion: a reindex may give the target another number of shards. Before
    //! setReviewed().
    void setPlan(const Plan &plan) { m_plan = plan; }
    const Plan &plan() const { return m_plan; }
    //! Converts one index again with what the plan says now.
    void setOverride(const QString &index, const IndexOverride &override);
    const ReviewedIndex &row(int row) const { return m_rows.at(row).reviewed; }
    //! With the plan's overrides.
    const ConvertedIndex & final(int row) const { return m_rows.at(row).final; }
    int rowOf(const QString &index) const;
    int blocked() const;
    int edited() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        ReviewedIndex reviewed;
        ConvertedIndex final;
        bool edited = false;
        State state() const;
    };
    ConvertedIndex convert(const ReviewedIndex &reviewed, const IndexOverride &override) const;

    QList<Row> m_rows;
    ClusterInfo m_from;
    ClusterInfo m_to;
    Plan m_plan;
};

} // namespace godwit
