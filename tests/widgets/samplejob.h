// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"

namespace godwit::sample {

//! A plan between two named clusters; tagged PROD and STAGING.
Plan plan();
//! Twelve indices in the middle of a copy.
JobSnapshot running();
//! The same job with everything copied and the gate open.
JobSnapshot gateOpen();
//! During and after the cutover.
JobSnapshot finished();
//! Snapshot rounds that rest between two of them.
JobSnapshot rounds();
JobEnd succeeded();
//! A job that shows this until it is stopped.
JobTask untilStopped(const JobSnapshot &snapshot);
//! `count` indices whose figures change with `round`.
JobSnapshot large(int count, int round);
QList<JobEvent> events();
//! A rejected file of so many lines, for three reasons; returns its path.
QString rejectedFile(const QString &folder, int lines);

} // namespace godwit::sample
