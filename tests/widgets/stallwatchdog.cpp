// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stallwatchdog.h"

#include <QCoreApplication>
#include <QEvent>

#include <chrono>

namespace godwit {
namespace {

const auto beatType = static_cast<QEvent::Type>(QEvent::registerEventType());

qint64 now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace

StallWatchdog::StallWatchdog() : m_thread([this] { run(); }) { }

StallWatchdog::~StallWatchdog()
{
    m_stop = true;
    m_thread.join();
    QCoreApplication::removePostedEvents(this);
}

void StallWatchdog::run()
{
    while (!m_stop) {
        if (!m_waiting) {
            m_waiting = true;
            m_posted = now();
            QCoreApplication::postEvent(this, new QEvent(beatType));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

bool StallWatchdog::event(QEvent *event)
{
    if (event->type() != beatType)
        return QObject::event(event);
    m_longestNs = std::max<qint64>(m_longestNs, now() - m_posted);
    ++m_beats;
    m_waiting = false;
    return true;
}

} // namespace godwit
