// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/repairrun.h"
#include "models/pagedrows.h"

#include <QAbstractTableModel>

namespace godwit {

//! Each document that a repair, or taking one back, is about to write: what is deleted first. Lines are read from the
//! plan's file when they come into view. Of more than `windowRows` documents the rows are a window of that many.
class RepairListModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr qint64 windowRows = 1'000'000; //!< a view keeps a few bytes a row

    explicit RepairListModel(RepairPlan plan, QObject *parent = nullptr);

    qint64 total() const { return m_plan.documents(); }
    qint64 windowStart() const { return m_start; }
    //! By so many windows; nothing happens at either end.
    void moveWindow(int by);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    //! Nothing: a view that looks for what is typed would read the whole file.
    QModelIndexList match(const QModelIndex &, int, const QVariant &, int, Qt::MatchFlags) const override { return {}; }

private:
    void takePage(qint64 page, const Result<void> &read);
    QString text(const VerifyFinding &finding) const;

    const RepairPlan m_plan;
    qint64 m_start = 0;
    QString m_problem; //!< why lines can't be read
    mutable PagedRows<VerifyFinding> m_rows;
};

} // namespace godwit
