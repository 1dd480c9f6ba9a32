// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionspage.h"
#include "widgets/liveview.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/windowactions.h"

#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
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
    makeViewMenu();
    QMenu *connection = menuBar()->addMenu(tr("&Connection"));
    add(connection, tr("&New connection"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), this, [this] {
        m_welcomed = true;
        showPage(QStringLiteral("connections"));
        m_connections->newConnection();
    });
    m_actions->save = add(connection, tr("&Save"), QKeySequence::Save, m_connections, &ConnectionsPage::save);
    m_actions->test = add(connection, tr("&Test"), QKeySequence(Qt::Key_F5), m_connections, &ConnectionsPage::test);
    makeMigrationMenu();
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    add(help, tr("&Keyboard"), QKeySequence(Qt::CTRL | Qt::Key_Slash), this, &MainWindow::showShortcuts);
    add(help, tr("&About Godwit"), {}, this, &MainWindow::showAbout)->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    add(view, tr("&Connections"), QKeySequence(Qt::CTRL | Qt::Key_1), this,
        [this] { showPage(QStringLiteral("connections")); });
    add(view, tr("&Migrations"), QKeySequence(Qt::CTRL | Qt::Key_2), this,
        [this] { showPage(QStringLiteral("migrations")); });
    add(view, tr("&Next pane"), QKeySequence(Qt::Key_F6), this, &MainWindow::switchPane);
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
    m_actions->resetLayout = add(view, tr("&Reset layout"), {}, this, [this] {
        if (const MigrationPage *page = currentMigration())
            page->live()->resetLayout();
    });
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
    migration->addSeparator();
    m_actions->finalize = add(migration, tr("Fina&lize…"), {}, this,
        withPage([](MigrationPage *page) { page->showView(MigrationPage::View::Cutover); }));
    migration->addSeparator();
    m_actions->abort = add(migration, tr("&Abort…"), {}, this, withPage([](MigrationPage *page) { page->askAbort(); }));
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
    m_actions->save->setEnabled(connections);
    m_actions->test->setEnabled(connections);
    for (QAction *action : {m_actions->showLog, m_actions->showCharts, m_actions->resetLayout})
        action->setEnabled(live);
    const bool ready = page && page->session()->phase() == JobSession::Phase::Ready;
    m_actions->start->setEnabled(ready);
    m_actions->pause->setEnabled(
        page && (page->header()->pause()->isEnabled() || page->header()->resume()->isEnabled()));
    m_actions->finish->setEnabled(page && page->header()->finish()->isEnabled());
    m_actions->finalize->setEnabled(page && !ready && page->header()->primary()->isEnabled());
    m_actions->abort->setEnabled(page && page->header()->abort()->isEnabled());
}

void MainWindow::showShortcuts()
{
    QString rows;
    const QList<QAction *> actions = findChildren<QAction *>();
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            rows += QStringLiteral("<tr><td style='padding-right:24px'>%1</td><td><b>%2</b></td></tr>")
                        .arg(QString(action->text()).remove(u'&').remove(u'…').toHtmlEscaped(),
                            action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped());
    }
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keyboard"),
        QString(QStringLiteral("<table>") + rows + QStringLiteral("</table>")), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Godwit"),
        tr("Godwit %1, with Qt %2. Moves search clusters while they stay in use.")
            .arg(QStringLiteral(GODWIT_VERSION), QString::fromLatin1(qVersion())),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("Licence: GPL-3.0-or-later. Sends nothing anywhere but to the clusters that you connect."));
    box->open();
}

} // namespace godwit
