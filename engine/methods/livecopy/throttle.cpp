// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/throttle.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace godwit {
namespace {

constexpr double lowestFactor = 1.0 / 64;
constexpr auto recoverEvery = std::chrono::seconds(2);

std::chrono::nanoseconds secondsAsTime(double seconds)
{
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

bool same(ThrottleLimits a, ThrottleLimits b)
{
    return a.documentsPerSecond == b.documentsPerSecond && a.bytesPerSecond == b.bytesPerSecond;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Throttle", text);
}

} // namespace

Throttle::Throttle(JobControl &control, const Clock &clock, ThrottleSchedule schedule)
    : m_control(control), m_clock(clock), m_schedule(std::move(schedule)), m_measured(std::chrono::steady_clock::now())
{
    followHours();
}

void Throttle::followHours()
{
    if (m_schedule.isEmpty())
        return;
    const auto now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    if (m_hoursChanges > 0 && now >= m_hoursFrom && now < m_hoursUntil)
        return;
    const ThrottleSchedule::Now hours = m_schedule.at(now);
    // A clock that is put back, and a machine that slept, are looked at anew; only other hours take the operator's
    // limits away.
    const bool changed = m_hoursChanges == 0 || hours.hours != m_hours.hours;
    m_hours = hours;
    m_hoursFrom = now;
    m_hoursUntil = now + std::chrono::hours(24);
    if (hours.until.isValid())
        m_hoursUntil = std::min(m_hoursUntil,
            std::chrono::system_clock::time_point(std::chrono::milliseconds(hours.until.toMSecsSinceEpoch())));
    if (!changed)
        return;
    ++m_hoursChanges;
    m_control.setThrottle(hours.limits);
}

QString Throttle::hoursText() const
{
    const QString limits = limitsText(m_hours.limits);
    if (m_hours.hours < 0)
        return tr("Quiet hours are over: %1").arg(limits);
    if (!m_hours.until.isValid())
        return tr("Quiet hours: %1").arg(limits);
    return tr("Quiet hours until %1: %2").arg(untilText(), limits);
}

//! "18:00", or "Mon 18:00" when that is not today.
QString Throttle::untilText() const
{
    const QDateTime &until = m_hours.until;
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now().time_since_epoch()).count(),
        until.timeZone());
    const QString time = until.toString(QStringLiteral("HH:mm"));
    return until.date() == today.date()
        ? time
        : QString(QLocale().dayName(until.date().dayOfWeek(), QLocale::ShortFormat) + u' ' + time);
}

QString Throttle::reasonFor(ThrottleLimits limits) const
{
    const bool limited = limits.documentsPerSecond > 0 || limits.bytesPerSecond > 0;
    if (!m_schedule.isEmpty() && !same(limits, m_hours.limits))
        return m_hours.until.isValid()
            ? tr("Set by the operator. The hours of the plan hold again from %1.").arg(untilText())
            : tr("Set by the operator.");
    if (!m_schedule.isEmpty() && m_hours.hours >= 0)
        return hoursText();
    return limited ? tr("Limited by the operator.") : QString();
}

void Throttle::take(qint64 documents, qint64 bytes)
{
    followHours();
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
        followHours();
        if (!same(m_control.throttle(), limits)) {
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

ThrottleState Throttle::state()
{
    followHours();
    const ThrottleLimits limits = m_control.throttle();
    const std::lock_guard lock(m_mutex);
    ThrottleState state{limits.documentsPerSecond, limits.bytesPerSecond, m_factor, m_reason};
    if (state.reason.isEmpty())
        state.reason = reasonFor(limits);
    state.hoursChanges = m_hoursChanges;
    if (m_hours.hours >= 0 || m_hoursChanges > 1)
        state.hours = hoursText();
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
