// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "models/indexfilterproxy.h"
#include "widgets/panels.h"

#include <QTableView>
#include <QTimer>

class QLineEdit;
class QStackedLayout;

namespace godwit {

class IconText;
class IndexTableModel;
class ShardPanel;

//! The table of a migration's indices with filter, chips, column chooser and the ledger below.
class IndexPanel final : public Card
{
    Q_OBJECT
public:
    explicit IndexPanel(IndexTableModel *model, QWidget *parent = nullptr);

    void setSnapshot(const JobSnapshot &snapshot);
    QTableView *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }
    IndexFilterProxy *proxy() const { return m_proxy; }
    QPushButton *chip(IndexFilterProxy::Chip chip) const { return m_chips.value(static_cast<int>(chip)); }
    //! Below the table, of an index that goes through a snapshot.
    ShardPanel *shards() const { return m_shards; }
    QString ledgerText() const { return m_ledger->text(); }
    QString ledgerVerdict() const;

Q_SIGNALS:
    void rejectedRequested();

private:
    QWidget *makeToolbar();
    void makeTable();
    void placeColumns();
    void showColumnMenu();
    void updateChips();
    void updateLedger(const JobSnapshot &snapshot);
    void updateEmpty();
    void updateShards();

    IndexTableModel *m_model;
    IndexFilterProxy *m_proxy;
    QTableView *m_table;
    QLineEdit *m_filter;
    QHash<int, QPushButton *> m_chips;
    QPushButton *m_columns;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    ShardPanel *m_shards;
    QLabel *m_ledger;
    IconText *m_verdict;
    QTimer m_settle;
};

} // namespace godwit
