// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace godwit {

class CutoverPanel;
class JobServices;
class LiveView;
class MigrationHeader;
class Note;
class PlanPanel;
class PreflightPanel;
class RejectedDialog;
class ResultPanel;
class Settings;
class StageRail;

//! One migration: header, stages, and below them the plan, the running tables, the cutover, the result, or the checks
//! that refused the start.
class MigrationPage final : public QWidget
{
    Q_OBJECT
public:
    enum class View { Plan, Live, Cutover, Result, Preflight };

    //! Takes the session.
    explicit MigrationPage(JobSession *session, QWidget *parent = nullptr);
    ~MigrationPage() override;

    JobSession *session() const { return m_session; }
    View view() const { return m_view; }
    void showView(View view);
    //! Replay, roll back and reports; outlives the page. Without it they are off.
    void setServices(JobServices *services) { m_services = services; }
    //! Where the logo of reports is kept; outlives the page.
    void setSettings(Settings *settings) { m_settings = settings; }
    void showRejected();
    void exportReport();
    void start();
    void pauseOrResume();
    void finishAndStop();
    void askAbort();
    //! The next round of a method that goes in rounds, while it rests.
    void runRound();
    bool canRunRound() const;

    MigrationHeader *header() const { return m_header; }
    LiveView *live() const { return m_live; }
    CutoverPanel *cutover() const { return m_cutover; }
    ResultPanel *result() const { return m_result; }
    PreflightPanel *preflight() const { return m_preflight; }
    Note *note() const { return m_note; }

Q_SIGNALS:
    void stateChanged(); //!< for navigation, title and status bar
    void restartRequested(bool resume);

private:
    void connectSession();
    void connectHeader();
    void takeSnapshot(const JobSnapshot &snapshot);
    void takePhase();
    void primaryClicked();
    void resumeClicked();
    void stopDataSync();
    void showEnd();
    void updateNote();
    void showOther();
    bool goesInRounds() const;

    JobSession *m_session;
    MigrationHeader *m_header;
    StageRail *m_rail;
    Note *m_note;
    QStackedWidget *m_stack;
    qsizetype m_learned = 0; //!< indices whose names the presentation knows
    PlanPanel *m_plan;
    LiveView *m_live;
    CutoverPanel *m_cutover;
    ResultPanel *m_result;
    PreflightPanel *m_preflight;
    QTimer m_chartTimer;
    View m_view = View::Plan;
    JobServices *m_services = nullptr;
    Settings *m_settings = nullptr;
    QPointer<RejectedDialog> m_rejected;
};

} // namespace godwit
