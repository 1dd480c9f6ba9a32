// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "engine/methods/snapshots/options.h"

namespace godwit {

//! One line of the course of snapshot rounds.
struct TimelineEntry
{
    QDateTime at; //!< local time; invalid: nobody can know yet
    QString what;
    bool done = false; //!< the time is when it was
    friend bool operator==(const TimelineEntry &, const TimelineEntry &) = default;
};

//! What the full round will take before anything was measured: 40 MB/s into the repository and as much out of it, the
//! servers' own limit for one node. Below 0 where the size is not known.
double unmeasuredTransferSeconds(qint64 bytes);

//! First snapshot, its restore, rounds, cutover, as planned: `now` is when the migration would begin, `transferSeconds`
//! what the first snapshot, and again its restore, takes (below 0: not known).
QList<TimelineEntry> plannedTimeline(const RoundsOptions &options, double transferSeconds, const QDateTime &now);

//! The same while it runs: what was, with its time, and what comes, by what was measured.
QList<TimelineEntry> measuredTimeline(const RoundsOptions &options, const JobSnapshot &snapshot, const QDateTime &now);

//! One entry as a line: "09:30  Restore on the target"; "about" and a dash where that is so.
QString timelineText(const TimelineEntry &entry, const QDateTime &now);

} // namespace godwit
