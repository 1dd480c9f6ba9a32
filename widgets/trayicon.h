// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/desktopnotices.h"
#include "models/jobsession.h"

#include <QObject>
#include <QSystemTrayIcon>

class QMenu;

namespace godwit {

//! The icon in the desktop's tray: progress while something runs, and notices. Does nothing where there is no tray.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(QWidget *window);
    ~TrayIcon() override;

    bool isUseful() const { return m_wanted && QSystemTrayIcon::isSystemTrayAvailable(); }
    //! Whether it is wanted at all.
    void setWanted(bool wanted);
    //! What runs; empty hides the progress.
    void setSessions(const QList<const JobSession *> &running);
    void notify(const Notice &notice);
    QMenu *menu() const { return m_menu; }
    QString toolTip() const { return m_icon.toolTip(); }

    //! 0 to 1; below 0 while nothing can be said. Copied documents of all that runs.
    static double progressOf(const QList<const JobSession *> &running);
    static QPixmap picture(double progress, int size, double ratio);

Q_SIGNALS:
    void showRequested();
    void quitRequested();
    //! A person clicked on the notice that is shown.
    void noticeOpened(const QString &key);

private:
    QSystemTrayIcon m_icon;
    QMenu *m_menu;
    QString m_noticeKey; //!< of the newest notice
    int m_shownPercent = -2;
    bool m_wanted = true;
};

} // namespace godwit
