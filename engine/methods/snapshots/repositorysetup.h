// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"
#include "engine/snapshotservice.h"

namespace godwit {

//! Has every master and data node of a cluster look at a repository that is registered there. `side` is what messages
//! call the cluster: "target". A node that does not reach the place is an error that says why, where that is known.
Result<RepositoryCheck> verifyFromEveryNode(
    SnapshotService &service, const RepositoryInfo &repository, const QString &side);

//! Removes a registration that was made a moment ago, and adds to the error whether that worked.
Error takenBack(SnapshotService &service, const QString &repository, Error error);

//! Registers a repository on a target and verifies it from every node. A name that is taken is refused, whatever is
//! registered under it. Where a node does not reach the place, or `stop` comes in between, the registration is taken
//! back; the error says so.
Result<RepositoryCheck> registerRepository(
    SearchClusterFactory &target, const RepositoryInfo &repository, std::stop_token stop);

} // namespace godwit
