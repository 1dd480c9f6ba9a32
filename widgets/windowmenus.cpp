// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"
#include "models/settings.h"
#include "widgets/activitypage.h"
#include "widgets/connectionspage.h"
#include "widgets/liveview.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationoptionsdialog.h"
#include "widgets/migrationpage.h"
#include "widgets/presentationmode.h"
#include "widgets/verify/verifypage.h"
#include "widgets/windowactions.h"
#include "widgets/windowmemory.h"
#include "widgets/wizard/migrationwizard.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMenuBar>
#include <QStackedWidget>

namespace godwit {
namespace {

template <class Receiver, class Slot>
QAction *add(QMenu *menu, const QString &text, const QKeySequence &keys, Receiver *receiver, Slot slot)
{
    QAction *action = menu->addAction(text);
    action->setShortcut(keys);
    QObject::connect(action, &QAction::triggered, receiver, slot);
    return action;
}

} // namespace

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    add(file, tr("&New migration"), QKeySequence::New, this, &MainWindow::newMigration);
    add(file, tr("&Open plan…"), QKeySequence::Open, this, &MainWindow::askForPlan);
    if (m_ports.practice)
        m_actions->practice = add(file, tr("Start &practice clusters"), {}, this, &MainWindow::startPractice);
    file->addSeparator();
    add(file, tr("&Quit"), QKeySequence::Quit, this, &QWidget::close)->setMenuRole(QAction::QuitRole);
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    add(edit, tr("&Filter"), QKeySequence::Find, this, &MainWindow::find);
    m_actions->copyCurl = add(edit, tr("Copy request as c&URL"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        m_activity, &ActivityPage::copyAsCurl);
    edit->addSeparator();
    // Only some desktops have keys of their own for this.
    const QKeySequence preferences(QKeySequence::Preferences);
    add(edit, tr("Settin&gs…"), preferences.isEmpty() ? QKeySequence(Qt::CTRL | Qt::Key_Comma) : preferences, this,
        &MainWindow::showSettings)
        ->setMenuRole(QAction::PreferencesRole);
    makeViewMenu();
    QMenu *connection = menuBar()->addMenu(tr("&Connection"));
    add(connection, tr("&New connection"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), this, [this] {
        m_welcomed = true;
        showPage(QStringLiteral("connections"));
        m_connections->newConnection();
    });
    m_actions->save = add(connection, tr("&Save"), QKeySequence::Save, m_connections, &ConnectionsPage::save);
    m_actions->test = add(connection, tr("&Test"), {}, m_connections, &ConnectionsPage::test);
    connection->addSeparator();
    connection->addActions(m_connections->ownActions());
    makeMigrationMenu();
    if (m_ports.verify)
        makeVerifyMenu();
    QMenu *tools = menuBar()->addMenu(tr("&Tools"));
    add(tools, tr("&Command palette…"), QKeySequence(Qt::CTRL | Qt::Key_K), this, &MainWindow::openPalette);
    m_actions->present = tools->addAction(tr("&Presentation mode"));
    m_actions->present->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    m_actions->present->setCheckable(true);
    connect(m_actions->present, &QAction::triggered, this, &MainWindow::setPresenting);
    const QString maskKey = QStringLiteral("mask_indices");
    m_actions->maskIndices = tools->addAction(tr("Mask &index and migration names too"));
    m_actions->maskIndices->setCheckable(true);
    m_actions->maskIndices->setToolTip(tr("In presentation mode: \"index 1\" in place of the name"));
    connect(m_actions->maskIndices, &QAction::toggled, this, [this, maskKey](bool on) {
        m_memory->setValue(maskKey, on);
        learnNames();
        Discretion::instance().setMasksIndices(on);
        m_presentation->refresh();
    });
    m_actions->maskIndices->setChecked(m_memory->value(maskKey).toBool());
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    add(help, tr("&Help of this page"), QKeySequence(Qt::Key_F1), this, &MainWindow::openHelp);
    add(help, tr("&What can move, and how…"), {}, this,
        [this] { showMigrationOptions(currentWizard() ? currentWizard()->draft() : nullptr, this); });
    add(help, tr("&Keyboard"), QKeySequence(Qt::CTRL | Qt::Key_Slash), this, &MainWindow::showShortcuts);
    add(help, tr("&Diagnostic bundle…"), {}, this, &MainWindow::showBundle);
    add(help, tr("&About Godwit"), {}, this, &MainWindow::showAbout)->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    m_actions->view = view;
    m_actions->endOfPages = view->addSeparator();
    add(view, tr("&Next pane"), QKeySequence(Qt::Key_F6), this, [this] { switchPane(true); });
    add(view, tr("&Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6), this, [this] { switchPane(false); });
    m_actions->refresh = add(view, tr("Check a&gain"), QKeySequence(Qt::Key_F5), this, &MainWindow::refresh);
    view->addSeparator();
    const auto toggle = [this](QDockWidget *(LiveView::*dock)() const) {
        if (const MigrationPage *page = currentMigration()) {
            QDockWidget *widget = (page->live()->*dock)();
            widget->setVisible(!widget->isVisible());
        }
    };
    m_actions->showLog
        = add(view, tr("&Log"), QKeySequence(Qt::CTRL | Qt::Key_L), this, [toggle] { toggle(&LiveView::logDock); });
    m_actions->showCharts = add(
        view, tr("C&harts and throttle"), QKeySequence(Qt::Key_F9), this, [toggle] { toggle(&LiveView::sideDock); });
    makeThemeMenu(view);
    add(view, tr("&Reset layout"), {}, this, &MainWindow::resetLayout);
}

void MainWindow::makeThemeMenu(QMenu *view)
{
    QMenu *menu = view->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(menu);
    const std::pair<QString, QString> choices[] = {{QStringLiteral("system"), tr("&System")},
        {QStringLiteral("light"), tr("&Light")}, {QStringLiteral("dark"), tr("&Dark")}};
    for (const auto &[choice, text] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(choice);
        group->addAction(action);
        m_actions->themes.append(action);
        connect(action, &QAction::triggered, this, [this, word = choice] {
            m_settings->set(settingkeys::theme, word);
            chooseTheme(word); // also when it was chosen before and another window changed it
        });
    }
}

void MainWindow::makeMigrationMenu()
{
    QMenu *migration = menuBar()->addMenu(tr("&Migration"));
    const auto withPage = [this](auto call) {
        return [this, call] {
            if (MigrationPage *page = currentMigration())
                call(page);
        };
    };
    m_actions->start = add(migration, tr("&Start"), {}, this, withPage([](MigrationPage *page) { page->start(); }));
    m_actions->pause = add(migration, tr("&Pause or resume"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), this,
        withPage([](MigrationPage *page) { page->pauseOrResume(); }));
    m_actions->finish = add(migration, tr("&Finish batch and stop"), QKeySequence(Qt::CTRL | Qt::Key_Period), this,
        withPage([](MigrationPage *page) { page->finishAndStop(); }));
    m_actions->round
        = add(migration, tr("&Run a round now"), {}, this, withPage([](MigrationPage *page) { page->runRound(); }));
    migration->addSeparator();
    m_actions->finalize = add(migration, tr("Fina&lize…"), {}, this,
        withPage([](MigrationPage *page) { page->showView(MigrationPage::View::Cutover); }));
    migration->addSeparator();
    m_actions->abort = add(migration, tr("&Abort…"), {}, this, withPage([](MigrationPage *page) { page->askAbort(); }));
    migration->addSeparator();
    m_actions->close
        = add(migration, tr("&Close this page"), QKeySequence(QKeySequence::Close), this, &MainWindow::closeMigration);
}

void MainWindow::makeVerifyMenu()
{
    QMenu *verify = menuBar()->addMenu(tr("&Verify"));
    m_actions->verify = {
        add(verify, tr("&Run query"), QKeySequence(Qt::CTRL | Qt::Key_Return), this, [this] { m_verify->runQuery(); }),
        add(verify, tr("&Next difference"), QKeySequence(Qt::Key_F8), this, [this] { m_verify->step(true); }),
        add(verify, tr("&Previous difference"), QKeySequence(Qt::SHIFT | Qt::Key_F8), this,
            [this] { m_verify->step(false); })};
}

void MainWindow::updateActions()
{
    if (!m_actions->abort)
        return;
    const MigrationPage *page = currentMigration();
    const bool live = page && page->view() == MigrationPage::View::Live;
    const bool connections = m_stack->currentWidget() == m_connections;
    if (m_actions->practice)
        m_actions->practice->setEnabled(!m_ports.practice->isStarting() && runningSessions() == 0);
    const Entry *entry = shownEntry();
    m_actions->refresh->setEnabled(entry && entry->page.refresh);
    m_actions->save->setEnabled(connections);
    m_actions->test->setEnabled(connections);
    for (QAction *action : m_connections->ownActions())
        action->setEnabled(connections && m_connections->showsSaved());
    m_actions->copyCurl->setEnabled(m_stack->currentWidget() == m_activity);
    for (QAction *action : std::as_const(m_actions->verify))
        action->setEnabled(m_stack->currentWidget() == m_verify);
    for (QAction *action : {m_actions->showLog, m_actions->showCharts})
        action->setEnabled(live);
    const bool ready = page && page->session()->phase() == JobSession::Phase::Ready;
    m_actions->start->setEnabled(ready);
    m_actions->pause->setEnabled(
        page && (page->header()->pause()->isEnabled() || page->header()->resume()->isEnabled()));
    m_actions->finish->setEnabled(page && page->header()->finish()->isEnabled());
    m_actions->finalize->setEnabled(page && !ready && page->header()->primary()->isEnabled());
    m_actions->round->setEnabled(page && page->canRunRound());
    m_actions->abort->setEnabled(page && page->header()->abort()->isEnabled());
    m_actions->close->setEnabled(page && page->session()->phase() != JobSession::Phase::Running);
}

} // namespace godwit
