// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels.h"

class QComboBox;
class QLineEdit;
class QModelIndex;
class QTableView;

namespace godwit {

class LogFilterProxy;
class LogModel;

//! The job's log, newest line first, with filters by level and text. Held, its lines stay where they are.
class LogPanel final : public Card
{
    Q_OBJECT
public:
    explicit LogPanel(LogModel *model, QWidget *parent = nullptr);
    QTableView *table() const { return m_table; }
    QComboBox *level() const { return m_level; }
    QLineEdit *filter() const { return m_filter; }
    QPushButton *holdButton() const { return m_hold; }

private:
    QLayout *makeHead();
    void keepPlace(const QModelIndex &parent, int first, int last);
    void fitTime();
    void hold(bool on);
    void exportLog();

    LogModel *m_model;
    LogFilterProxy *m_proxy;
    QTableView *m_table;
    QComboBox *m_level;
    QLineEdit *m_filter;
    QPushButton *m_hold;
    QLabel *m_missed;
    qint64 m_since = 0; //!< lines that came since it is held
};

} // namespace godwit
