// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyfinding.h"
#include "models/profilestore.h"
#include "models/querysession.h"
#include "widgets/panels.h"

#include <functional>

class QMenu;
class QTabWidget;

namespace godwit {

class DefinitionsView;
class DocumentsPanel;
class FindingsPanel;
class IndicesPanel;
class JobList;
class PairBar;
class QueriesPanel;
class Settings;
class StatePill;
class VerifyActions;
struct VerifyRow;

//! What the page needs from whoever knows servers and journals.
struct VerifyPorts
{
    VerifyDesk *desk = nullptr; //!< outlives the page
    ProfileStore profiles;
    QString folder; //!< keeps query sets and the history; empty: nowhere
    JobList *jobs = nullptr; //!< of the past; outlives the page; null: none are offered
    std::function<Result<Plan>(const QString &job)> planOfJob = {}; //!< blocks: on a worker thread
    Settings *settings = nullptr; //!< remembers the logo; outlives the page
};

//! The verification workbench: two indices held against each other, on their own or as a migration has them.
class VerifyPage final : public QWidget
{
    Q_OBJECT
public:
    explicit VerifyPage(VerifyPorts ports, QWidget *parent = nullptr);

    //! Profiles may have changed.
    void refresh();
    //! Compares what a migration copied.
    void setPlan(const Plan &plan);
    void focusFilter();
    void runQuery();
    //! To the next or previous thing that differs.
    void step(bool forwards);
    //! Reads or runs again what is shown.
    void again();

    IndicesPanel *indices() const { return m_indices; }
    FindingsPanel *findings() const { return m_findings; }
    PairBar *pair() const { return m_pair; }
    QMenu *migrations() const { return m_menu; }
    QTabWidget *tabs() const { return m_tabs; }
    DefinitionsView *definitions() const { return m_definitions; }
    DocumentsPanel *documents() const { return m_documents; }
    QueriesPanel *queries() const { return m_queries; }
    VerifyActions *actions() const { return m_actions; }
    Note *note() const { return m_note; }
    QuerySession *session() const { return m_session; }

private:
    QWidget *makeHead();
    void connectIndices();
    void connectActions();
    void showRow(const VerifyRow &row);
    void updateState();
    void fillMigrations();
    void takeMigration(const QString &job);
    void takeIndices();

    VerifyPorts m_ports;
    QString m_wanted; //!< the job whose plan was asked for last
    QuerySession *m_session;
    PairBar *m_pair;
    TextLabel *m_title;
    StatePill *m_pill;
    IndicesPanel *m_indices;
    FindingsPanel *m_findings;
    VerifyActions *m_actions;
    DefinitionsView *m_definitions;
    QList<SideBySide> m_places; //!< where the definitions of the chosen row differ
    Note *m_note;
    QPushButton *m_migrations;
    QMenu *m_menu;
    QTabWidget *m_tabs;
    DocumentsPanel *m_documents;
    QueriesPanel *m_queries;
};

} // namespace godwit
