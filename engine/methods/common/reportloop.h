// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"

#include <QDateTime>

#include <functional>
#include <stop_token>

namespace godwit {

//! Calls `report` five times a second on the calling thread until `stop`; it wakes at once when asked to stop.
void reportUntil(std::stop_token stop, const std::function<void()> &report);

//! What every method's snapshot begins with: whose it is, both addresses, the state as people see it (a running job
//! that was told to pause is paused).
JobSnapshot snapshotOf(const JobSetup &setup, const QDateTime &started, JobState state);

} // namespace godwit
