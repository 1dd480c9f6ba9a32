// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QTableView;

namespace godwit {

class ChartCard;

//! The points of a chart as they were when it was opened, newest first, for whoever reads figures rather than lines.
class ChartTable final : public QDialog
{
    Q_OBJECT
public:
    explicit ChartTable(const ChartCard &chart, QWidget *parent = nullptr);
    QTableView *table() const { return m_table; }

private:
    QTableView *m_table;
};

} // namespace godwit
