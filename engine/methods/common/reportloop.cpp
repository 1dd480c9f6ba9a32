// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/reportloop.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace godwit {

void reportUntil(std::stop_token stop, const std::function<void()> &report)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        report();
        changed.wait_for(lock, stop, std::chrono::milliseconds(200), [] { return false; });
    }
}

JobSnapshot snapshotOf(const JobSetup &setup, const QDateTime &started, JobState state)
{
    JobSnapshot shot;
    shot.job = setup.job;
    shot.name = setup.plan.name;
    shot.sourceAddress = setup.source.address();
    shot.targetAddress = setup.target.address();
    shot.started = started;
    shot.state = state;
    if (setup.control.paused() && (state == JobState::Running || state == JobState::WaitingForCutover))
        shot.state = JobState::Paused;
    return shot;
}

} // namespace godwit
