// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desktopnotices.h"
#include "models/settings.h"
#include "widgets/attention.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/pagestack.h"
#include "widgets/trayicon.h"
#include "widgets/windowmemory.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>

namespace godwit {

//! What has ended can be opened again from the page of all migrations.
void MainWindow::closeMigration()
{
    MigrationPage *page = currentMigration();
    if (!page || page->session()->phase() == JobSession::Phase::Running)
        return;
    const QString key = m_pages.key(page);
    m_pages.remove(key);
    m_navigation->removeMigration(key);
    showPage(QStringLiteral("migrations"));
    m_stack->removeWidget(page);
    page->hide();
    page->deleteLater();
    updateAll();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_memory->save(this);
    if (runningSessions() == 0) {
        event->accept();
        return;
    }
    event->ignore();
    if (m_closing)
        return;
    const QString wanted = m_settings->word(settingkeys::closing);
    if (wanted == QLatin1String("background"))
        keepInBackground();
    else if (wanted == QLatin1String("finish"))
        finishAndQuit();
    else
        askBeforeClosing();
}

void MainWindow::askBeforeClosing()
{
    bringForward();
    const int running = runningSessions();
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("A migration is running"),
        tr("%n migration(s) still run.", nullptr, running), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(m_tray->isUseful()
            ? tr("In the background it goes on, and the icon in the tray shows how far it is. Finished batches are "
                 "never read again: a job that was stopped can be resumed.")
            : tr("Minimized it goes on. Finished batches are never read again: a job that was stopped can be "
                 "resumed."));
    QPushButton *keep
        = box->addButton(m_tray->isUseful() ? tr("Keep in background") : tr("Minimize"), QMessageBox::AcceptRole);
    QPushButton *stop = box->addButton(tr("Finish batch and quit"), QMessageBox::DestructiveRole);
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(cancel);
    connect(keep, &QPushButton::clicked, this, &MainWindow::keepInBackground);
    connect(stop, &QPushButton::clicked, this, &MainWindow::finishAndQuit);
    box->open();
}

void MainWindow::keepInBackground()
{
    if (!m_tray->isUseful()) {
        showMinimized();
        return;
    }
    // Hidden is not closed: the program stays for the jobs.
    QApplication::setQuitOnLastWindowClosed(false);
    hide();
}

void MainWindow::bringForward()
{
    QApplication::setQuitOnLastWindowClosed(true);
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    QApplication::alert(this); // for desktops that let no program come forward by itself
}

void MainWindow::finishAndQuit()
{
    m_closing = true;
    for (MigrationPage *page : std::as_const(m_pages)) {
        if (page->session()->phase() == JobSession::Phase::Running)
            page->session()->finishAndStop();
    }
}

void MainWindow::endOfSession()
{
    m_memory->save(this);
    finishAndQuit();
}

void MainWindow::takeEnded()
{
    if (m_closing && runningSessions() == 0)
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::tellAttention(JobSession *session, StateTone tone, const QString &title, const QString &text)
{
    const bool seen = isActiveWindow() && currentMigration() && currentMigration()->session() == session;
    const QString &wanted = tone == StateTone::Waiting ? settingkeys::noticeWaiting
        : tone == StateTone::Error                     ? settingkeys::noticeFailed
                                                       : settingkeys::noticeEnded;
    if (!m_settings->flag(wanted))
        return;
    if (seen)
        return;
    const Notice notice{session->info().noticeKey,
        tone == StateTone::Error         ? NoticeWeight::Failure
            : tone == StateTone::Warning ? NoticeWeight::Warning
                                         : NoticeWeight::Usual,
        title, text};
    if (m_ports.notices)
        m_ports.notices->show(notice);
    else
        m_tray->notify(notice);
    QApplication::alert(this);
}

void MainWindow::connectNotices()
{
    connect(m_tray, &TrayIcon::noticeOpened, this, &MainWindow::openNotice);
    if (!m_ports.notices)
        return;
    connect(m_ports.notices, &DesktopNotices::refused, m_tray, &TrayIcon::notify);
    connect(m_ports.notices, &DesktopNotices::changed, this, &MainWindow::noteNotices);
    connect(m_ports.notices, &DesktopNotices::opened, this, [this](const QString &key, const QString &activation) {
        // Wayland lets a window come forward only for a token; Qt takes it from there, once. Not while a migration's
        // threads may read the environment: they must not meet one that moves. The window then asks for attention.
        if (!activation.isEmpty() && runningSessions() == 0
            && QGuiApplication::platformName().startsWith(QLatin1String("wayland")))
            qputenv("XDG_ACTIVATION_TOKEN", activation.toUtf8());
        openNotice(key);
    });
}

//! At the migration that the notice was about, unless its page was closed since.
void MainWindow::openNotice(const QString &key)
{
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
        if (page.value()->session()->info().noticeKey == key) {
            showPage(page.key());
            break;
        }
    }
    bringForward();
}

void MainWindow::updateTray()
{
    QList<const JobSession *> running;
    for (const MigrationPage *page : std::as_const(m_pages)) {
        if (page->session()->phase() == JobSession::Phase::Running)
            running.append(page->session());
    }
    m_tray->setSessions(running);
}

} // namespace godwit
