// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectiontester.h"
#include "models/jobsession.h"
#include "models/practicestarter.h"
#include "models/profilestore.h"
#include "widgets/migrationspage.h"

#include <QHash>
#include <QMainWindow>

#include <functional>

class QStackedWidget;

namespace godwit {

class ConnectionsPage;
class EnvironmentStrip;
class MigrationDesk;
class FocusRing;
class JobServices;
class MigrationPage;
class MigrationWizard;
class Navigation;
class StatusPanel;
class WelcomePage;

//! What the window needs from whoever knows servers and journals.
struct WindowPorts
{
    ProfileStore profiles;
    SecretStore *secrets = nullptr; //!< outlives the window; null: secrets live in this session only
    ConnectionTester *tester = nullptr; //!< outlives the window
    JobServices *services = nullptr; //!< outlives the window; null: no replay, roll back and reports
    MigrationDesk *desk = nullptr; //!< outlives the window; null: no migration can be put together here
    PracticeStarter *practice = nullptr; //!< outlives the window; null: practice clusters are not offered
    //! A task that runs the plan, or goes on with a job when one is named.
    std::function<JobTask(const SessionInfo &info, const QString &resumeJob)> makeTask;
    std::function<QList<KnownJob>()> knownJobs;
    //! The plan of a job of the past.
    std::function<Result<Plan>(const QString &job)> planOfJob;
};

//! The window: menus, navigation, pages, status bar.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(WindowPorts ports, QWidget *parent = nullptr);
    ~MainWindow() override;

    //! Null with a message shown when the plan can't be used.
    MigrationPage *openPlan(const QString &path);
    MigrationPage *addSession(SessionInfo info, JobTask task);
    //! An empty wizard; null where no migration can be put together.
    MigrationWizard *newMigration();
    //! A plan in the wizard. Null with a message shown when it can't be used.
    MigrationWizard *editPlan(const QString &path);
    void showPage(const QString &key);
    void askForPlan();
    //! Shows how far it is on the welcome page, then opens the prepared plan.
    void startPractice();

    Navigation *navigation() const { return m_navigation; }
    WelcomePage *welcome() const { return m_welcome; }
    ConnectionsPage *connections() const { return m_connections; }
    MigrationPage *currentMigration() const;
    MigrationWizard *currentWizard() const;
    int runningSessions() const;

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Actions;
    void makeMenus();
    void makeViewMenu();
    void makeMigrationMenu();
    void makeCentre();
    void updateAll();
    void updateActions();
    void updateNavigation();
    void connectPractice();
    // windowwizard.cpp
    MigrationWizard *editPlan(Plan plan, const QString &path);
    void cloneJob(const QString &job);
    void closeWizard(MigrationWizard *wizard);
    void showWizards();

    void openJob(const QString &job);
    void restart(MigrationPage *page, bool resume);
    void takeEnded();
    void tellError(const QString &title, const Error &error);
    void switchPane();
    void find();
    void showShortcuts();
    void showAbout();

    WindowPorts m_ports;
    std::unique_ptr<Actions> m_actions;
    Navigation *m_navigation;
    EnvironmentStrip *m_strip;
    QStackedWidget *m_stack;
    WelcomePage *m_welcome;
    ConnectionsPage *m_connections;
    MigrationsPage *m_migrations;
    StatusPanel *m_status;
    FocusRing *m_ring;
    QHash<QString, MigrationPage *> m_pages;
    QHash<QString, MigrationWizard *> m_wizards;
    int m_nextPage = 1;
    bool m_closing = false;
    bool m_welcomed = false;
};

} // namespace godwit
