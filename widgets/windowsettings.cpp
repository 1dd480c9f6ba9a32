// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does with its settings.
#include "widgets/mainwindow.h"

#include "models/desktopnotices.h"
#include "models/requestmodel.h"
#include "models/settings.h"
#include "models/sleepinhibitor.h"
#include "widgets/migrationpage.h"
#include "widgets/presentationmode.h"
#include "widgets/settingsdialog.h"
#include "widgets/theme.h"
#include "widgets/trayicon.h"
#include "widgets/windowactions.h"

#include <algorithm>

namespace godwit {
namespace {

const std::pair<QLatin1String, Theme::Choice> themes[] = {{QLatin1String("system"), Theme::Choice::System},
    {QLatin1String("light"), Theme::Choice::Light}, {QLatin1String("dark"), Theme::Choice::Dark}};

} // namespace

void MainWindow::connectSettings()
{
    connect(m_settings, &Settings::changed, this, &MainWindow::applySetting);
    for (const Setting &setting : m_settings->all()) {
        // Whoever made the window may have chosen a theme before.
        if (setting.key != settingkeys::theme || !m_settings->isDefault(setting.key))
            applySetting(setting.key);
    }
    for (const auto &[word, choice] : themes) {
        for (QAction *action : std::as_const(m_actions->themes)) {
            if (action->data().toString() == word && choice == Theme::install(qApp)->choice())
                action->setChecked(true);
        }
    }
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        m_settings->setNote(settingkeys::tray, tr("This desktop has no tray: the window is minimized instead."));
    if (m_ports.sleep) {
        const auto tell = [this] { m_settings->setNote(settingkeys::sleep, m_ports.sleep->obstacle()); };
        connect(m_ports.sleep, &SleepInhibitor::changed, this, tell);
        tell();
    }
}

void MainWindow::applySetting(const QString &key)
{
    if (key == settingkeys::theme) {
        chooseTheme(m_settings->word(key));
    } else if (key == settingkeys::tray) {
        m_tray->setWanted(m_settings->flag(key));
        noteNotices();
    } else if (key == settingkeys::sleep) {
        updateSleep();
    } else if (key == settingkeys::recordRequests) {
        RequestLog::shared().setRecording(m_settings->flag(key));
        if (!m_settings->flag(key))
            m_requests->clear();
    } else if (key == settingkeys::presentationText) {
        m_presentation->setFactor(m_settings->number(key) / 100);
    }
    // The others are asked for when they are needed.
}

void MainWindow::noteNotices()
{
    const bool shown = m_tray->isUseful() || (m_ports.notices && m_ports.notices->isThere());
    for (const QString &key : {settingkeys::noticeWaiting, settingkeys::noticeEnded, settingkeys::noticeFailed})
        m_settings->setNote(key,
            shown
                ? QString()
                : tr("Only the window's entry in the taskbar asks for attention here: there is neither a notification "
                     "service nor an icon in the tray."));
}

void MainWindow::chooseTheme(const QString &word)
{
    for (const auto &[name, choice] : themes) {
        if (name == word)
            Theme::install(qApp)->choose(choice);
    }
    for (QAction *action : std::as_const(m_actions->themes)) {
        if (action->data().toString() == word)
            action->setChecked(true);
    }
}

//! Only what copies or follows keeps the machine awake; who pauses may go home.
void MainWindow::updateSleep()
{
    if (!m_ports.sleep)
        return;
    const bool works = std::any_of(m_pages.begin(), m_pages.end(), [](const MigrationPage *page) {
        return page->session()->phase() == JobSession::Phase::Running && !page->session()->pauseWanted();
    });
    if (works && m_settings->flag(settingkeys::sleep))
        m_ports.sleep->hold(tr("A migration is running"));
    else
        m_ports.sleep->release();
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace godwit
