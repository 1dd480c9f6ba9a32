// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stallwatchdog.h"

#include <QCoreApplication>
#include <QEvent>

#include <chrono>
#include <fstream>

#include <unistd.h>

namespace godwit {
namespace {

const auto beatType = static_cast<QEvent::Type>(QEvent::registerEventType());

qint64 now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace

StallWatchdog::StallWatchdog()
    : m_schedule("/proc/self/task/" + std::to_string(::gettid()) + "/schedstat"), m_thread([this] { run(); })
{
}

StallWatchdog::~StallWatchdog()
{
    m_stop = true;
    m_thread.join();
    QCoreApplication::removePostedEvents(this);
}

void StallWatchdog::reset()
{
    m_longestNs = 0;
    m_longestOwnNs = 0;
    m_beats = 0;
}

qint64 StallWatchdog::waitedForProcessor() const
{
    // Time on the processor, time waiting for one, both in nanoseconds.
    std::ifstream file(m_schedule);
    qint64 ran = 0;
    qint64 waited = 0;
    file >> ran >> waited;
    return file ? waited : 0;
}

void StallWatchdog::run()
{
    while (!m_stop) {
        if (!m_waiting) {
            m_waitedBefore = waitedForProcessor();
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
    const qint64 took = now() - m_posted;
    m_longestNs = std::max<qint64>(m_longestNs, took);
    if (took > m_longestOwnNs)
        m_longestOwnNs = std::max<qint64>(m_longestOwnNs, took - (waitedForProcessor() - m_waitedBefore));
    ++m_beats;
    m_waiting = false;
    return true;
}

} // namespace godwit
