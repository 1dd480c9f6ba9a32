// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trayicon.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "widgets/statelook.h"
#include "widgets/theme.h"

#include <QMenu>
#include <QPainter>
#include <QSvgRenderer>

namespace godwit {

TrayIcon::TrayIcon(QWidget *window) : QObject(window), m_menu(new QMenu(window))
{
    connect(m_menu->addAction(tr("Show Godwit")), &QAction::triggered, this, &TrayIcon::showRequested);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitRequested);
    m_icon.setContextMenu(m_menu);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT noticeOpened(m_noticeKey); });
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT showRequested();
    });
    setSessions({});
    if (isUseful())
        m_icon.show();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::setWanted(bool wanted)
{
    m_wanted = wanted;
    m_icon.setVisible(isUseful());
}

double TrayIcon::progressOf(const QList<const JobSession *> &running)
{
    double copied = 0;
    double total = 0;
    for (const JobSession *session : running) {
        const JobSnapshot &s = session->snapshot();
        if (s.totalDocuments < 0)
            return -1;
        copied += static_cast<double>(std::min(s.copiedDocuments, s.totalDocuments));
        total += static_cast<double>(s.totalDocuments);
    }
    return total > 0 ? copied / total : -1;
}

QPixmap TrayIcon::picture(double progress, int size, double ratio)
{
    QPixmap picture(QSize(size, size) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(QStringLiteral(":/godwit/icon-32.svg")).render(&painter, QRectF(0, 0, size, size));
    if (progress < 0)
        return picture;
    const double height = std::max(3.0, size / 6.0);
    const QRectF track(0, size - height, size, height);
    painter.fillRect(track, Theme::tokens().base);
    painter.fillRect(QRectF(track.topLeft(), QSizeF(size * progress, height)), Theme::tokens().accent);
    painter.setPen(QPen(Theme::tokens().control, 1));
    painter.drawRect(track.adjusted(0.5, 0.5, -0.5, -0.5));
    return picture;
}

void TrayIcon::setSessions(const QList<const JobSession *> &running)
{
    QStringList lines;
    for (const JobSession *session : running) {
        const JobSnapshot &s = session->snapshot();
        const QString share = s.totalDocuments > 0
            ? formats::percent(static_cast<double>(s.copiedDocuments) / static_cast<double>(s.totalDocuments))
            : jobStateName(s);
        lines.append(tr("%1: %2, lag %3").arg(session->info().plan.name, share, formats::seconds(s.lagSeconds)));
    }
    m_icon.setToolTip(lines.isEmpty() ? tr("Godwit: nothing is running") : discreet(lines.join(u'\n')));
    const double progress = progressOf(running);
    const int percent = progress < 0 ? -1 : static_cast<int>(progress * 100);
    if (percent == m_shownPercent)
        return;
    m_shownPercent = percent;
    QIcon icon;
    for (const int size : {22, 32, 64})
        icon.addPixmap(picture(progress, size, 1));
    m_icon.setIcon(icon);
}

void TrayIcon::notify(const Notice &notice)
{
    if (!isUseful())
        return;
    const auto kind = notice.weight == NoticeWeight::Failure ? QSystemTrayIcon::Critical
        : notice.weight == NoticeWeight::Warning             ? QSystemTrayIcon::Warning
                                                             : QSystemTrayIcon::Information;
    m_noticeKey = notice.key;
    m_icon.showMessage(discreet(notice.title), discreet(notice.text), kind);
}

} // namespace godwit
