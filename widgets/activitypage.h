// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace godwit {

class RequestFilter;
class RequestModel;

//! Every request that Godwit sends, newest first.
class ActivityPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityPage(RequestModel *model, QWidget *parent = nullptr);

    void focusFilter();
    //! "SOURCE" or "TARGET" of an address, for the names of the variables in a copied command.
    void setRole(const QString &address, const QString &role) { m_roles.insert(address, role); }
    //! The chosen requests as shell lines, without secrets. Empty without a choice.
    QString curl() const;
    void copyAsCurl() const;

    RequestFilter *filter() const { return m_filter; }
    QTableView *table() const { return m_table; }
    QLineEdit *search() const { return m_search; }
    QPushButton *errorsOnly() const { return m_errors; }
    QPushButton *copyButton() const { return m_copy; }
    QString countText() const { return m_count->text(); }
    //! Writes what the filter lets through, oldest first; NDJSON by the name's end, else CSV. Empty: written.
    QString exportTo(const QString &path) const;

private:
    QWidget *makeToolbar();
    void makeTable();
    void updateClusters();
    void updateState();
    void askExport();

    RequestModel *m_model;
    RequestFilter *m_filter;
    QLineEdit *m_search;
    QComboBox *m_cluster;
    QComboBox *m_method;
    QPushButton *m_errors;
    QPushButton *m_copy;
    QPushButton *m_export;
    QTableView *m_table;
    TextLabel *m_count;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QHash<QString, QString> m_roles;
};

} // namespace godwit
