// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/commandmodel.h"
#include "models/connectiontester.h"
#include "models/cutoffjob.h"
#include "models/jobsession.h"
#include "models/library.h"
#include "models/practicestarter.h"
#include "models/profilestore.h"
#include "widgets/bundledialog.h"
#include "widgets/migrationspage.h"
#include "widgets/windowpage.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>
#include <QSet>

#include <functional>

class QMenu;
class QStackedWidget;

namespace godwit {

class ActivityPage;
class Attention;
class CommandPalette;
class ConnectionsPage;
class DesktopNotices;
class EnvironmentStrip;
class MigrationDesk;
class FocusRing;
class HelpWindow;
class JobList;
class JobServices;
class MigrationPage;
class MigrationWizard;
class Navigation;
class RequestModel;
class PresentationMode;
class Settings;
class SleepInhibitor;
class StatusPanel;
class TrayIcon;
class VerifyDesk;
class VerifyPage;
class WelcomePage;
class WindowMemory;
enum class StateTone;

//! What the window needs from whoever knows servers and journals.
struct WindowPorts
{
    ProfileStore profiles;
    SecretStore *secrets = nullptr; //!< outlives the window; null: secrets live in this session only
    ConnectionTester *tester = nullptr; //!< outlives the window
    JobServices *services = nullptr; //!< outlives the window; null: no replay, roll back and reports
    MigrationDesk *desk = nullptr; //!< outlives the window; null: no migration can be put together here
    VerifyDesk *verify = nullptr; //!< outlives the window; null: there is no Verify page
    PracticeStarter *practice = nullptr; //!< outlives the window; null: practice clusters are not offered
    SleepInhibitor *sleep = nullptr; //!< outlives the window; null: the machine may fall asleep
    DesktopNotices *notices = nullptr; //!< outlives the window; null: only the tray shows them
    //! A task that runs the plan, or goes on with a job when one is named.
    std::function<JobTask(const SessionInfo &info, const QString &resumeJob)> makeTask;
    //! Blocks, and so is called on a worker thread, once at a time; empty: there are no jobs of the past.
    std::function<QList<KnownJob>()> knownJobs;
    //! The plan of a job of the past. Blocks, and so is called on a worker thread, also while an earlier call goes on.
    std::function<Result<Plan>(const QString &job)> planOfJob;
    //! Jobs that were cut off. Blocks, and so is called on a worker thread; empty: nobody looks.
    std::function<QList<CutOffJob>()> cutOffJobs = {};
    //! Marks such a job as stopped, and lifts Godwit's own write block when told. Blocks.
    std::function<Result<void>(const QString &job, bool liftBlocks)> discardJob = {};
    //! The newest events of a job, oldest first. Blocks.
    std::function<QList<JobEvent>(const QString &job)> jobEvents = {};
    //! Secrets that a diagnostic bundle must not hold: of the environment and of a plan's connections. Blocks.
    std::function<QStringList(const Plan *plan)> knownSecrets = {};
    QString queryFolder = {}; //!< where query sets and their history are kept; empty: nowhere
    QString settingsFile = {}; //!< where layouts and choices are kept; empty: nowhere
    std::function<QList<Library>()> libraries = {}; //!< for the about box
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
    //! Puts a page into the stack, the navigation, the View menu and the command palette. Takes the widget.
    void addPage(const WindowPage &page, QWidget *widget);
    void showPage(const QString &key);
    //! The page of connections with that one selected; says so when there is none of that name.
    void showConnection(const QString &name);
    void askForPlan();
    //! Shows how far it is on the welcome page, then opens the prepared plan.
    void startPractice();

    void openPalette();
    void openHelp();
    void setPresenting(bool on);
    void showSettings();
    void showBundle();
    void resetLayout();
    //! Asks what becomes of jobs that were cut off, if there are any.
    void lookForCutOffJobs();
    //! Everything that the palette offers now.
    QList<Command> commands();
    //! The desktop's session ends: what runs finishes its batch, and can be resumed.
    void endOfSession();
    //! Back from the tray or from behind other windows.
    void bringForward();

    Navigation *navigation() const { return m_navigation; }
    WelcomePage *welcome() const { return m_welcome; }
    ConnectionsPage *connections() const { return m_connections; }
    ActivityPage *activity() const { return m_activity; }
    VerifyPage *verify() const { return m_verify; }
    MigrationPage *currentMigration() const;
    MigrationWizard *currentWizard() const;
    int runningSessions() const;
    Settings *settings() const { return m_settings; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Actions;
    struct Entry
    {
        WindowPage page;
        QWidget *widget;
    };
    void addOwnPages();
    void keepStatusLast(QWidget *page);
    const Entry *shownEntry() const;
    void makeMenus();
    void makeViewMenu();
    void makeMigrationMenu();
    void makeVerifyMenu();
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

    // windowsettings.cpp
    void connectSettings();
    void applySetting(const QString &key);
    void chooseTheme(const QString &word);
    void updateSleep();
    void connectNotices();
    void noteNotices();
    // windowbundle.cpp
    QList<BundleJob> bundleJobs() const;
    std::function<BundleSources(const BundleJob &job)> bundleGatherer() const;

    // windowcommands.cpp
    //! Calls `use` with the plan of a job, or says why it can't be read. Until then the job is not asked for again.
    void withPlanOf(const QString &job, std::function<void(const Plan &plan)> use);
    void openJob(const QString &job, bool start);
    void reportJob(const KnownJob &job);
    void rollBackJob(const KnownJob &job);

    void restart(MigrationPage *page, bool resume);
    void takeEnded();
    void tellError(const QString &title, const Error &error);
    void switchPane(bool forwards);
    void find();
    void refresh();
    void showShortcuts();
    void showAbout();
    void makeThemeMenu(QMenu *view);
    void learnNames();
    QString helpChapter() const;
    void tellAttention(JobSession *session, StateTone tone, const QString &title, const QString &text);
    void openNotice(const QString &key);
    //! The shown migration if it runs, or else the one that was opened first of those that do; null where none runs.
    MigrationPage *runningPage() const;
    void closeMigration();
    void askBeforeClosing();
    void keepInBackground();
    void finishAndQuit();
    void updateTray();

    WindowPorts m_ports;
    Settings *m_settings;
    std::unique_ptr<Actions> m_actions;
    Navigation *m_navigation;
    EnvironmentStrip *m_strip;
    QStackedWidget *m_stack;
    WelcomePage *m_welcome;
    ConnectionsPage *m_connections;
    MigrationsPage *m_migrations;
    JobList *m_jobs;
    RequestModel *m_requests;
    ActivityPage *m_activity;
    VerifyPage *m_verify = nullptr; //!< null without a desk for it
    StatusPanel *m_status;
    FocusRing *m_ring;
    WindowMemory *m_memory;
    PresentationMode *m_presentation;
    CommandPalette *m_palette;
    Attention *m_attention;
    TrayIcon *m_tray;
    QPointer<HelpWindow> m_help;
    QList<Entry> m_entries; //!< pages in the navigation's order
    QMap<QString, MigrationPage *> m_pages; //!< open migrations
    QHash<QString, MigrationWizard *> m_wizards;
    QSet<QString> m_plansAsked; //!< jobs whose plans are being read
    int m_nextPage = 1;
    bool m_closing = false;
    bool m_welcomed = false;
};

} // namespace godwit
