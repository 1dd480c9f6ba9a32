// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels.h"

class QTableView;
class QSortFilterProxyModel;

namespace godwit {

class LogModel;

//! The job's log, newest line first.
class LogPanel final : public Card
{
    Q_OBJECT
public:
    explicit LogPanel(LogModel *model, QWidget *parent = nullptr);
    QTableView *table() const { return m_table; }

private:
    void exportLog();

    LogModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QTableView *m_table;
    QLabel *m_hint;
    QPushButton *m_warnings;
};

} // namespace godwit
