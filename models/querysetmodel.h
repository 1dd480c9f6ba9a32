// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/queryset.h"

#include <QAbstractTableModel>

#include <optional>

namespace godwit {

//! "same", "order differs", …
QString verdictText(QueryVerdict verdict);
//! "14 ms", or an en dash.
QString millisecondsText(qint64 milliseconds);
//! 312, "10,000 or more", or an en dash.
QString totalText(const QueryResult &result);

//! A set of queries and what each gave when it was run last.
class QuerySetModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, VerdictColumn, OverlapColumn, SourceTimeColumn, TargetTimeColumn, ColumnCount };
    enum Role {
        VerdictRole = Qt::UserRole, //!< a QueryVerdict as a number; nothing while it was not run
        RunningRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSet(const QuerySet &set);
    const QuerySet &set() const { return m_set; }
    void setName(const QString &name) { m_set.name = name; }
    int add(const SavedQuery &query);
    void replace(int row, const SavedQuery &query); //!< drops its result when the request is another
    void remove(int row);
    const SavedQuery &query(int row) const { return m_set.queries.at(row); }

    void setRunning(int row); //!< -1: none
    void setResult(int row, const QueryComparison &comparison);
    void forgetResults();
    const QueryComparison *result(int row) const;
    //! Over the queries that were run; empty when none was.
    std::optional<ReplayTotals> totals() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void touch(int row);

    QuerySet m_set;
    QList<std::shared_ptr<const QueryComparison>> m_results; //!< as long as the queries; null: not run
    int m_running = -1;
};

} // namespace godwit
