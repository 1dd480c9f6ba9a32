// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <string>
#include <thread>

namespace godwit {

//! Posts an event to the thread that made it every 5 ms, one at a time, and keeps the longest time until one was
//! handled.
class StallWatchdog final : public QObject
{
    Q_OBJECT
public:
    StallWatchdog();
    ~StallWatchdog() override;

    double longestMs() const { return static_cast<double>(m_longestNs) / 1e6; }
    //! The same without the time in which the thread could run and other programs had the processors, so that a busy
    //! machine is not taken for a slow program. What the thread itself computed or waited for counts.
    double longestOwnMs() const { return static_cast<double>(m_longestOwnNs) / 1e6; }
    int beats() const { return m_beats; }
    //! Forgets what was measured.
    void reset();

protected:
    bool event(QEvent *event) override;

private:
    void run();
    qint64 waitedForProcessor() const;

    std::string m_schedule; //!< the kernel's book-keeping of the watched thread
    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_waiting = false;
    std::atomic<qint64> m_posted = 0;
    std::atomic<qint64> m_waitedBefore = 0;
    std::atomic<qint64> m_longestNs = 0;
    std::atomic<qint64> m_longestOwnNs = 0;
    std::atomic<int> m_beats = 0;
    std::thread m_thread;
};

} // namespace godwit
