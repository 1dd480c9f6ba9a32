// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/preflightmodel.h"
#include "widgets/panels.h"

class QTableView;

namespace godwit {

class StatePill;

//! What the checks before a start found, and why it was refused.
class PreflightPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit PreflightPanel(QWidget *parent = nullptr);
    void setItems(const QList<PreflightItem> &items, const QString &reason);
    QTableView *table() const { return m_table; }
    PreflightModel *model() const { return m_model; }

Q_SIGNALS:
    void checkAgainRequested();

private:
    void showItem(int row);

    PreflightModel *m_model;
    QTableView *m_table;
    StatePill *m_blockers;
    StatePill *m_warnings;
    StatePill *m_passed;
    StatePill *m_state;
    QLabel *m_reason;
    QLabel *m_title;
    QLabel *m_seen;
    QLabel *m_fix;
    QLabel *m_request;
    QPushButton *m_copy;
};

} // namespace godwit
