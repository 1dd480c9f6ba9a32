// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobcontrol.h"

#include <chrono>
#include <utility>

namespace godwit {

void JobControl::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    m_changed.notify_all();
}

void JobControl::resume()
{
    const std::lock_guard lock(m_mutex);
    m_paused = false;
    m_changed.notify_all();
}

void JobControl::finishAndStop()
{
    const std::lock_guard lock(m_mutex);
    m_finishing = true;
    m_changed.notify_all();
}

void JobControl::abort()
{
    m_abort.request_stop();
    const std::lock_guard lock(m_mutex);
    m_finishing = true;
    m_changed.notify_all();
}

void JobControl::orderCutover(CutoverOrder order)
{
    const std::lock_guard lock(m_mutex);
    m_order = order;
    m_ordered = true;
    m_changed.notify_all();
}

void JobControl::withdrawCutover()
{
    const std::lock_guard lock(m_mutex);
    m_ordered = false;
    m_changed.notify_all();
}

void JobControl::orderRound()
{
    const std::lock_guard lock(m_mutex);
    m_roundOrdered = true;
    m_changed.notify_all();
}

bool JobControl::takeRound()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_roundOrdered, false);
}

void JobControl::tick(const QString &integration, bool ticked)
{
    const std::lock_guard lock(m_mutex);
    m_ticks.insert(integration, ticked);
}

QHash<QString, bool> JobControl::takeTicks()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_ticks, {});
}

void JobControl::setThrottle(ThrottleLimits limits)
{
    const std::lock_guard lock(m_mutex);
    m_limits = limits;
    m_changed.notify_all();
}

bool JobControl::paused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool JobControl::finishing() const
{
    const std::lock_guard lock(m_mutex);
    return m_finishing;
}

ThrottleLimits JobControl::throttle() const
{
    const std::lock_guard lock(m_mutex);
    return m_limits;
}

bool JobControl::takeCutover(CutoverOrder *order)
{
    const std::lock_guard lock(m_mutex);
    if (!m_ordered)
        return false;
    m_ordered = false;
    *order = m_order;
    return true;
}

bool JobControl::cutoverOrdered() const
{
    const std::lock_guard lock(m_mutex);
    return m_ordered;
}

void JobControl::waitWhilePaused() const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_paused || m_finishing; });
}

void JobControl::sleep(int milliseconds) const
{
    std::unique_lock lock(m_mutex);
    if (m_finishing)
        return;
    m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds));
}

} // namespace godwit
