// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/targetfit.h"

#include <algorithm>

namespace godwit {

TargetFit fitOnTarget(const QList<FitPart> &parts, const ClusterRoom &room)
{
    TargetFit fit;
    fit.diskKnown = room.diskFree >= 0 && room.diskTotal > 0;
    for (const FitPart &part : parts) {
        fit.diskKnown = fit.diskKnown && part.primaryBytes >= 0;
        // A replica without a node of its own is never made.
        const int copies = 1 + std::clamp(part.replicas, 0, std::max(0, room.dataNodes - 1));
        fit.wanted += double(std::max<qint64>(0, part.primaryBytes)) * copies;
        if (!part.there)
            fit.shardsMore += qint64(part.shards) * (1 + part.replicas);
    }
    const double usable = double(room.diskFree) - (1 - room.floodStage) * double(room.diskTotal);
    if (room.diskFree >= 0)
        fit.usable = std::max(0.0, usable);
    if (!fit.diskKnown)
        fit.disk = CheckState::Warning;
    else if (fit.wanted > usable)
        fit.disk = CheckState::Blocker;
    else if (fit.wanted > 0.8 * usable)
        fit.disk = CheckState::Warning;
    fit.shardsNow = room.shards;
    fit.shardLimit = qint64(room.maxShardsPerNode) * room.dataNodes;
    if (room.dataNodes > 0 && fit.shardsNow + fit.shardsMore > fit.shardLimit)
        fit.shards = CheckState::Blocker;
    return fit;
}

QList<FitPart> fitParts(const QList<IndexSummary> &picked)
{
    QList<FitPart> parts;
    for (const IndexSummary &index : picked) {
        if (index.open)
            parts.append({index.primaryBytes, index.primaries, index.replicas, false});
    }
    return parts;
}

} // namespace godwit
