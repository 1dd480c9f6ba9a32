// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/querysession.h"
#include "widgets/panels.h"

class QLineEdit;
class QListView;
class QMenu;
class QPlainTextEdit;
class QStackedLayout;

namespace godwit {

class JsonHighlighter;
class QueryHistoryModel;
class QueryResultView;
class QuerySetModel;
class Segments;

//! A set of queries, an editor, and what both sides answer.
class QueriesPanel final : public QWidget
{
    Q_OBJECT
public:
    //! `folder` keeps the set and the history; empty: they live in this session only.
    QueriesPanel(QuerySession *session, const QString &folder, QWidget *parent = nullptr);

    void setIndices(const QString &sourceName, const QString &targetName);
    void run();
    void runAll();
    //! Puts it into the editor.
    void showQuery(const SavedQuery &query);
    SavedQuery query() const; //!< as the editor has it
    //! Empty: done; else what went wrong.
    QString importFrom(const QString &path);
    QString exportTo(const QString &path) const;

    QuerySetModel *set() const { return m_set; }
    QueryHistoryModel *history() const { return m_history; }
    QueryResultView *result() const { return m_result; }
    QPlainTextEdit *editor() const { return m_editor; }
    QListView *list() const { return m_list; }
    QPushButton *runButton() const { return m_run; }
    QPushButton *runAllButton() const { return m_runAll; }
    QString totals() const { return m_totals->text(); }

Q_SIGNALS:
    void documentChosen(const godwit::DocumentOnBoth &document);

private:
    QWidget *makeList();
    QWidget *makeEditor();
    QMenu *makeSetMenu();
    void connectSession();
    void addToSet();
    void removeFromSet();
    void askImport();
    void askExport();
    void chooseRow(int row);
    void showResult(const QueryComparison &comparison);
    void updateState();
    void keepSet() const;
    void fillHistory();
    int currentRow() const;

    QuerySession *m_session;
    QString m_folder;
    QuerySetModel *m_set;
    QueryHistoryModel *m_history;
    QListView *m_list;
    EmptyState *m_noSet;
    QStackedLayout *m_listStack;
    TextLabel *m_setName;
    TextLabel *m_totals;
    QPushButton *m_runAll;
    QPushButton *m_run;
    Segments *m_kind;
    QLineEdit *m_name;
    QPlainTextEdit *m_editor;
    JsonHighlighter *m_highlighter;
    TextLabel *m_fault;
    TextLabel *m_request;
    QMenu *m_past;
    QPushButton *m_pastButton;
    QueryResultView *m_result;
    QueryComparison m_shown; //!< of the editor's query
    bool m_hasShown = false;
};

} // namespace godwit
