// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/clock.h"
#include "engine/jobcontrol.h"
#include "engine/jobsnapshot.h"
#include "engine/quiethours.h"

#include <chrono>
#include <mutex>

namespace godwit {

//! Two token buckets (documents and bytes) with the user's limits, and a factor of its own that falls while a cluster
//! pushes back and recovers by itself. At a change of hours it sets the limits of the plan's schedule; what the
//! operator sets holds until the next one. Thread-safe.
class Throttle
{
public:
    //! Control and clock outlive it.
    Throttle(JobControl &control, const Clock &clock, ThrottleSchedule schedule);

    //! Waits until that many documents and bytes may be sent.
    void take(qint64 documents, qint64 bytes);
    //! A cluster answered 429, 503 or "flood stage": halve, with the reason shown.
    void backOff(const QString &reason);
    //! A bulk went through.
    void wentWell();
    ThrottleState state();
    //! Fraction of the time since the last call that callers spent waiting here.
    double waitedFraction();

private:
    using Moment = std::chrono::steady_clock::time_point;
    void followHours();
    QString hoursText() const;
    QString untilText() const;
    QString reasonFor(ThrottleLimits limits) const;

    JobControl &m_control;
    const Clock &m_clock;
    const ThrottleSchedule m_schedule;
    mutable std::mutex m_mutex;
    Moment m_documentsFree;
    Moment m_bytesFree;
    Moment m_backedOff;
    Moment m_pushFree; //!< not before, while backed off
    Moment m_measured;
    std::chrono::nanoseconds m_waited{0};
    double m_factor = 1;
    QString m_reason;
    ThrottleSchedule::Now m_hours; //!< that hold
    std::chrono::system_clock::time_point m_hoursFrom; //!< m_hours is right from here …
    std::chrono::system_clock::time_point m_hoursUntil; //!< … to here
    int m_hoursChanges = 0;
};

} // namespace godwit
