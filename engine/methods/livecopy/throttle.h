// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobcontrol.h"
#include "engine/jobsnapshot.h"

#include <chrono>
#include <mutex>

namespace godwit {

//! Two token buckets (documents and bytes) with the user's limits, and a factor of its own that falls while a cluster
//! pushes back and recovers by itself. Thread-safe.
class Throttle
{
public:
    explicit Throttle(const JobControl &control);

    //! Waits until that many documents and bytes may be sent.
    void take(qint64 documents, qint64 bytes);
    //! A cluster answered 429, 503 or "flood stage": halve, with the reason shown.
    void backOff(const QString &reason);
    //! A bulk went through.
    void wentWell();
    ThrottleState state() const;
    //! Fraction of the time since the last call that callers spent waiting here.
    double waitedFraction();

private:
    using Moment = std::chrono::steady_clock::time_point;
    const JobControl &m_control;
    mutable std::mutex m_mutex;
    Moment m_documentsFree;
    Moment m_bytesFree;
    Moment m_backedOff;
    Moment m_pushFree; //!< not before, while backed off
    Moment m_measured;
    std::chrono::nanoseconds m_waited{0};
    double m_factor = 1;
    QString m_reason;
};

} // namespace godwit
