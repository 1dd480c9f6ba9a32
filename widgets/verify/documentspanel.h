// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/documentbrowsermodel.h"
#include "models/querysession.h"
#include "widgets/panels.h"

#include <QTimer>

class QLineEdit;
class QStackedLayout;
class QTableView;

namespace godwit {

class ComparedView;
class Segments;

//! Browses the documents of one side, and shows the chosen one as both sides have it.
class DocumentsPanel final : public QWidget
{
    Q_OBJECT
public:
    DocumentsPanel(VerifyDesk *desk, QuerySession *session, QWidget *parent = nullptr);

    //! The session has other indices now; they are read when this is shown.
    void setIndices(const QString &sourceName, const QString &targetName);
    void reload();
    void focusFilter();
    //! Shows a document of the pair, also one that is not in the list.
    void showDocument(const DocumentOnBoth &document);

    DocumentBrowserModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }
    QLineEdit *place() const { return m_place; }
    ComparedView *compared() const { return m_compared; }
    QString countText() const { return m_count->text(); }

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeToolbar();
    QWidget *makeFoot();
    void makeTable();
    void updateState();
    void goTo();
    void moveWindow(int by);
    void readCurrent();

    VerifyDesk *m_desk;
    QuerySession *m_session;
    DocumentBrowserModel *m_model;
    Segments *m_side;
    QLineEdit *m_filter;
    QLineEdit *m_place;
    QPushButton *m_before;
    QPushButton *m_behind;
    QTableView *m_table;
    TextLabel *m_count;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    ComparedView *m_compared;
    QTimer m_rest; //!< a document is read when the choice rests
    bool m_stale = true;
};

} // namespace godwit
