// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"
#include "models/joblist.h"
#include "models/whenready.h"
#include "widgets/aboutdialog.h"
#include "widgets/commandpalette.h"
#include "widgets/connectionspage.h"
#include "widgets/helpwindow.h"
#include "widgets/liveview.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/presentationmode.h"
#include "widgets/recoverydialog.h"
#include "widgets/reportdialog.h"
#include "widgets/rollbackjobdialog.h"
#include "widgets/shortcutsdialog.h"
#include "widgets/statelook.h"
#include "widgets/windowactions.h"
#include "widgets/windowmemory.h"
#include "widgets/wizard/migrationwizard.h"

#include <QMenuBar>
#include <QtConcurrentRun>

namespace godwit {
namespace {

QString plain(QString text)
{
    return text.remove(u'&');
}

void collectActions(const QMenu *menu, const QString &place, QList<Command> &commands)
{
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->menu())
            collectActions(action->menu(), plain(action->menu()->title()), commands);
        else if (!action->isSeparator() && action->isEnabled() && action->isVisible())
            commands.append({plain(action->text()), place, action->shortcut().toString(QKeySequence::NativeText), {},
                [guarded = QPointer<QAction>(action)] {
                    if (guarded)
                        guarded->trigger();
                }});
    }
}

} // namespace

QList<Command> MainWindow::commands()
{
    QList<Command> commands;
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
        const JobSession *session = page.value()->session();
        commands.append({session->info().plan.name, tr("Open migration"), {}, lookOfJob(session->snapshot().state).icon,
            [this, key = page.key()] { showPage(key); }});
    }
    const QList<QAction *> menus = menuBar()->actions();
    for (const QAction *menu : menus) {
        if (menu->menu())
            collectActions(menu->menu(), plain(menu->text()), commands);
    }
    const QList<Profile> profiles = m_ports.profiles.load();
    for (const Profile &profile : profiles)
        commands.append({profile.name(), tr("Connection"), {}, QStringLiteral("plug"), [this, id = profile.id] {
                             showPage(QStringLiteral("connections"));
                             m_connections->select(id);
                         }});
    for (const KnownJob &job : m_jobs->jobs()) {
        if (!job.goesOnHere())
            continue;
        commands.append({job.name.isEmpty() ? job.job : job.name,
            tr("Resume, %1").arg(QLocale().toString(job.updated.toLocalTime(), QLocale::ShortFormat)), {},
            QStringLiteral("arrow-right-left"), [this, id = job.job] { openJob(id, false); }});
    }
    return commands;
}

void MainWindow::withPlanOf(const QString &job, std::function<void(const Plan &plan)> use)
{
    if (m_plansAsked.contains(job)) // a second click
        return;
    m_plansAsked.insert(job);
    whenReady(
        QtConcurrent::run(m_ports.planOfJob, job), this, [this, job, use = std::move(use)](const Result<Plan> &plan) {
            m_plansAsked.remove(job);
            if (m_closing)
                return;
            if (plan)
                use(*plan);
            else
                tellError(tr("The job can't be opened"), plan.error());
        });
}

void MainWindow::openJob(const QString &job, bool start)
{
    withPlanOf(job, [this, job, start](const Plan &plan) {
        SessionInfo info;
        info.plan = plan;
        info.resumes = true;
        MigrationPage *page = addSession(info, m_ports.makeTask(info, job));
        if (start)
            page->start();
    });
}

void MainWindow::reportJob(const KnownJob &job)
{
    auto *dialog = new ReportDialog(
        job.comparison ? certificateOf(job.job, m_ports.services) : reportOf(job.job, m_ports.services), m_settings,
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, m_jobs, &JobList::refresh);
    dialog->open();
}

void MainWindow::rollBackJob(const KnownJob &job)
{
    withPlanOf(job.job, [this, job](const Plan &plan) {
        JobEnd end;
        end.summary.job = job.job;
        end.folder = job.folder;
        end.blocksLeft = job.blocksLeft;
        auto *dialog = new RollBackJobDialog(plan, end, m_ports.services, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::finished, m_jobs, &JobList::refresh);
        dialog->open();
    });
}

void MainWindow::openPalette()
{
    m_jobs->refresh(); // for the next time; this time it offers what is known
    m_palette->open(commands());
}

QString MainWindow::helpChapter() const
{
    if (const MigrationPage *page = currentMigration()) {
        switch (page->view()) {
        case MigrationPage::View::Plan:
        case MigrationPage::View::Preflight:
            return QStringLiteral("Start from a plan");
        case MigrationPage::View::Live:
            return page->session()->snapshot().state == JobState::WaitingForCutover ? QStringLiteral("Follow")
                                                                                    : QStringLiteral("Copy");
        case MigrationPage::View::Cutover:
            return QStringLiteral("Switch");
        case MigrationPage::View::Result:
            return QStringLiteral("Done");
        }
    }
    if (currentWizard())
        return QStringLiteral("New migration");
    const Entry *entry = shownEntry();
    return entry ? entry->page.help : QString();
}

void MainWindow::openHelp()
{
    if (!m_help) {
        m_help = new HelpWindow(this);
        m_help->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_help->showChapter(helpChapter());
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::learnNames()
{
    const QList<Profile> profiles = m_ports.profiles.load();
    for (const Profile &profile : profiles)
        Discretion::instance().learn(profile.endpoint);
    for (const MigrationPage *page : std::as_const(m_pages))
        Discretion::instance().learnMigration(page->session()->info().plan.name);
    for (const MigrationWizard *wizard : std::as_const(m_wizards))
        Discretion::instance().learnMigration(wizard->plan().name);
}

void MainWindow::setPresenting(bool on)
{
    if (on)
        learnNames();
    m_presentation->setActive(on);
    m_actions->present->setChecked(on);
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(m_ports.libraries ? m_ports.libraries() : QList<Library>(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::lookForCutOffJobs()
{
    if (!m_ports.cutOffJobs)
        return;
    whenReady(QtConcurrent::run(m_ports.cutOffJobs), this, [this](const QList<CutOffJob> &jobs) {
        if (jobs.isEmpty())
            return;
        auto *dialog = new RecoveryDialog(jobs, m_ports.discardJob, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &RecoveryDialog::resumeRequested, this, [this](const QString &job) { openJob(job, true); });
        connect(dialog, &RecoveryDialog::discarded, m_jobs, &JobList::refresh);
        dialog->open();
    });
}

void MainWindow::showConnection(const QString &name)
{
    m_welcomed = true;
    showPage(QStringLiteral("connections"));
    m_connections->selectByName(name);
}

void MainWindow::resetLayout()
{
    m_memory->reset();
    for (MigrationPage *page : std::as_const(m_pages))
        page->live()->resetLayout();
    setWindowState(windowState() & ~Qt::WindowMaximized);
    resize(1280, 800);
    m_memory->restore(this);
}

} // namespace godwit
