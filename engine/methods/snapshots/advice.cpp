// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/advice.h"

#include "engine/methods/snapshots/rounds.h"
#include "engine/methods/snapshots/versionrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SnapshotAdvice)
};

//! Restores are held at 40 MB/s a node unless the cluster says otherwise (indices.recovery.max_bytes_per_sec, and
//! max_snapshot_bytes_per_sec for the way there).
constexpr double usualBytesPerSecond = 40e6;

//! Why nothing of the source can come this way; empty when something can. The youngest index that a source can have is
//! one of its own version.
QString obstacleFor(const MethodQuestion &question)
{
    const ClusterInfo &from = question.from;
    if (const QString obstacle = snapshotObstacle(from.product, from.version, question.to); !obstacle.isEmpty())
        return obstacle;
    return indexObstacle({from.product, from.version.major, from.version.minor}, question.to);
}

} // namespace

MethodAdvice adviseSnapshotRounds(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = Tr::tr("Incremental snapshots");
    if (const QString obstacle = obstacleFor(question); !obstacle.isEmpty()) {
        advice.possible = false;
        advice.reasons = {obstacle};
        return advice;
    }
    qint64 bytes = 0;
    for (const IndexSummary &index : question.picked)
        bytes += std::max<qint64>(0, index.primaryBytes);
    advice.reasons = {Tr::tr("The clusters move the data themselves: for more than this machine should carry."),
        Tr::tr("Needs a repository that every node of both clusters reaches."),
        Tr::tr("Every index must have been created in the target's major version or the one before.")};
    advice.seconds = 2 * double(bytes) / usualBytesPerSecond;
    advice.basis = Tr::tr("not measured here: 40 MB/s into the repository and out of it, for one node each");
    advice.pauseBasis = Tr::tr("the rounds show it: the last one is the pause");
    advice.pauseSteps = pauseSteps(roundStages());
    advice.notCarried = {Tr::tr("index templates"), Tr::tr("ingest pipelines and lifecycle policies"),
        Tr::tr("users and roles"), Tr::tr("closed indices")};
    return advice;
}

MethodAdvice adviseRestore(const MethodQuestion &question)
{
    MethodAdvice advice;
    advice.title = Tr::tr("Restore from a snapshot");
    if (const QString obstacle = obstacleFor(question); !obstacle.isEmpty()) {
        advice.possible = false;
        advice.reasons = {obstacle};
        return advice;
    }
    advice.reasons = {Tr::tr("Brings what a snapshot holds; works also when the source is down or gone."),
        Tr::tr("Changes since the snapshot stay behind.")};
    advice.notCarried = {Tr::tr("all changes since the snapshot")};
    return advice;
}

} // namespace godwit
