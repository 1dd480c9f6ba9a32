// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalogue.h"

namespace godwit {

//! What a snapshot holds, as somebody chooses from it: names, shards and sizes; documents are not known. `cluster`
//! knows the repository; `options` are those of a restore (repository.name, snapshot). Only reads. A snapshot that is
//! not whole is an error.
Result<Catalogue> readSnapshotCatalogue(SearchCluster &cluster, const QJsonObject &options);

//! Product and version by the version that a snapshot names: OpenSearch numbers begin at 1, Elasticsearch's snapshots
//! here are of 5 or later.
ClusterInfo snapshotMaker(const SnapshotInfo &snapshot);

} // namespace godwit
