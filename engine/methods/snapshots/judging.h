// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"

#include <QSet>

namespace godwit {

//! State SUCCESS, and no shard that failed or is missing.
bool isWhole(const SnapshotInfo &snapshot);
//! In a snapshot's metadata: true where Godwit made it inside a write pause, so that the write block is in it.
inline QString takenWhileBlockedKey()
{
    return QStringLiteral("write_blocked");
}
//! Whether a round may be restored from it: whole, with every wanted index and so many primaries. Incomplete otherwise.
Result<void> judgeSnapshot(const SnapshotInfo &snapshot, const QStringList &wanted, int primaries);

//! Shards and bytes of each index, summed up from the status of the snapshot.
QHash<QString, SnapshotIndexSize> indexSizesOf(const SnapshotProgress &progress);

//! Shards by index, under its name on the target.
using ShardSet = QHash<QString, QSet<int>>;

//! What one answer of `_recovery` says about a restore. Shards are counted by index, under their names on the target.
struct RestoreLook
{
    struct Index
    {
        QSet<int> restored; //!< primaries whose last recovery was the one out of this very snapshot
        int done = 0; //!< these, and those that were seen so before and are still there
        qint64 bytes = 0; //!< reused files included
        qint64 totalBytes = 0;
    };
    QHash<QString, Index> indices;
    bool all = false; //!< every wanted primary is done; one that the answer leaves out is not
    bool settled = false; //!< no primary is under way, but some are missing or came by another way
    int done = 0;
    int wanted = 0;
    qint64 bytes = 0;
    qint64 totalBytes = 0;
};
//! `shards`: primaries of each index that is restored. `seen`: shards that a look at the same index found restored
//! before. `_recovery` knows only the last recovery of a copy: one that was moved since, or whose node was restarted,
//! shows another, and is still what was restored. One that began from nothing or from another snapshot is not.
RestoreLook lookAtRestore(const std::vector<ShardRecovery> &recoveries, const RestoreOrder &order,
    const QHash<QString, int> &shards, const ShardSet &seen = {});
//! Whether a shard came, or comes, out of the order's snapshot.
bool isOfOrder(const ShardRecovery &recovery, const RestoreOrder &order);

} // namespace godwit
