// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/preflight.h"

namespace godwit {

//! One index as it will lie on the target.
struct FitPart
{
    qint64 primaryBytes = -1; //!< -1 unknown
    int shards = 0;
    int replicas = 0; //!< after the copy
    bool there = false; //!< the target has it already, so it adds no shards
};

//! Whether a selection fits on a target: its disks and its limit of shards.
struct TargetFit
{
    CheckState disk = CheckState::Pass;
    bool diskKnown = true;
    double wanted = 0; //!< bytes, with replicas
    double usable = -1; //!< bytes before the flood stage; below 0 unknown
    CheckState shards = CheckState::Pass;
    qint64 shardsNow = 0;
    qint64 shardsMore = 0;
    qint64 shardLimit = 0; //!< 0: unknown
};

TargetFit fitOnTarget(const QList<FitPart> &parts, const ClusterRoom &room);
//! Parts before anything is converted: the replicas of the source.
QList<FitPart> fitParts(const QList<IndexSummary> &picked);

} // namespace godwit
