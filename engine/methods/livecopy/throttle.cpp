// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/throttle.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

constexpr double lowestFactor = 1.0 / 64;
constexpr auto recoverEvery = std::chrono::seconds(2);

std::chrono::nanoseconds secondsAsTime(double seconds)
{
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

} // namespace

Throttle::Throttle(const JobControl &control) : m_control(control), m_measured(std::chrono::steady_clock::now()) { }

void Throttle::take(qint64 documents, qint64 bytes)
{
    const ThrottleLimits limits = m_control.throttle();
    const Moment now = std::chrono::steady_clock::now();
    Moment until = now;
    {
        const std::lock_guard lock(m_mutex);
        if (limits.documentsPerSecond > 0) {
            // Up to a quarter second may be caught up after an idle time, no more.
            m_documentsFree = std::max(m_documentsFree, now - std::chrono::milliseconds(250))
                + secondsAsTime(static_cast<double>(documents) / limits.documentsPerSecond);
            until = std::max(until, m_documentsFree);
        }
        if (limits.bytesPerSecond > 0) {
            m_bytesFree = std::max(m_bytesFree, now - std::chrono::milliseconds(250))
                + secondsAsTime(static_cast<double>(bytes) / limits.bytesPerSecond);
            until = std::max(until, m_bytesFree);
        }
        until = std::max(until, m_pushFree);
    }
    // In small sleeps: a changed limit or a stop must be felt at once.
    while (std::chrono::steady_clock::now() < until && !m_control.finishing()) {
        const ThrottleLimits newer = m_control.throttle();
        if (newer.documentsPerSecond != limits.documentsPerSecond || newer.bytesPerSecond != limits.bytesPerSecond) {
            const std::lock_guard lock(m_mutex);
            m_documentsFree = m_bytesFree = std::chrono::steady_clock::now();
            break;
        }
        const auto left = until - std::chrono::steady_clock::now();
        m_control.sleep(static_cast<int>(
            std::clamp<std::int64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count(), 1, 100)));
    }
    const std::lock_guard lock(m_mutex);
    m_waited += std::chrono::steady_clock::now() - now;
}

void Throttle::backOff(const QString &reason)
{
    const std::lock_guard lock(m_mutex);
    const Moment now = std::chrono::steady_clock::now();
    m_reason = reason;
    if (now - m_backedOff > std::chrono::milliseconds(250)) // several writers meet the same refusal
        m_factor = std::max(lowestFactor, m_factor / 2);
    m_backedOff = now;
    m_pushFree = now + secondsAsTime(std::min(2.0, 0.05 / m_factor));
}

void Throttle::wentWell()
{
    const std::lock_guard lock(m_mutex);
    if (m_factor >= 1)
        return;
    const Moment now = std::chrono::steady_clock::now();
    if (now - m_backedOff < recoverEvery) {
        m_pushFree = now + secondsAsTime(0.05 / m_factor - 0.05);
        return;
    }
    m_backedOff = now;
    m_factor = std::min(1.0, m_factor * 2);
    m_pushFree = m_factor < 1 ? now + secondsAsTime(0.05 / m_factor - 0.05) : now;
    if (m_factor >= 1)
        m_reason.clear();
}

ThrottleState Throttle::state() const
{
    const ThrottleLimits limits = m_control.throttle();
    const std::lock_guard lock(m_mutex);
    ThrottleState state{limits.documentsPerSecond, limits.bytesPerSecond, m_factor, m_reason};
    if (state.reason.isEmpty() && (limits.documentsPerSecond > 0 || limits.bytesPerSecond > 0))
        state.reason = QCoreApplication::translate("Throttle", "Limited by the operator.");
    return state;
}

double Throttle::waitedFraction()
{
    const std::lock_guard lock(m_mutex);
    const Moment now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> span = now - m_measured;
    const std::chrono::duration<double> waited = m_waited;
    m_measured = now;
    m_waited = {};
    return span.count() > 0 ? std::min(1.0, waited.count() / span.count()) : 0;
}

} // namespace godwit
