// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/livecopy/context.h"

namespace godwit {

//! Finds the deletes of one shard and carries them over. The shard must be caught up to `state.globalCheckpoint` as
//! sampled before the refresh that made everything up to it visible. Costs two counts when there is nothing to find;
//! otherwise it grows with the number of changes, but for one histogram. Returns whether the pass is complete, so that
//! the delete counter of `state` need not be looked at again.
Result<bool> deletePass(LiveCopyContext &context, SearchCluster &source, SearchCluster &target,
    const std::shared_ptr<ShardCopy> &shard, const ShardState &state);

//! Before documents that changed are recorded and sent: what they replace under another routing may lie in another
//! shard of the target, where nothing overwrites it, and goes away. Of an index that is scattered there.
Result<void> deleteReplaced(LiveCopyContext &context, SearchCluster &source, SearchCluster &target, ShardCopy &shard,
    const std::vector<DocumentRegister::Entry> &entries);

//! Fills an emptied register from the ids and versions on the target, so that no delete is missed after it was lost.
Result<void> rebuildRegister(LiveCopyContext &context, SearchCluster &target, ShardCopy &shard);

} // namespace godwit
