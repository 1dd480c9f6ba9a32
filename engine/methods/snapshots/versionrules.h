// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

namespace godwit {

//! Who made an index, from its setting index.version.created.
struct IndexOrigin
{
    Product product = Product::Unknown; //!< Unknown: the setting is missing
    int major = 0;
    int minor = 0;
};

//! Elasticsearch writes major·1,000,000 + minor·10,000 + …; OpenSearch the same with bit 27 set (its Version.MASK), and
//! keeps the numbers of indices made by Elasticsearch.
IndexOrigin originOf(const QString &versionCreated);

//! Why a cluster can't restore a snapshot that was made by such a version; empty when it can. A snapshot never goes to
//! an older cluster, and not between Elasticsearch after 7.10 and OpenSearch.
QString snapshotObstacle(Product product, Version madeBy, const ClusterInfo &to);
//! Why a cluster can't take an index of such an origin out of a snapshot; empty when it can, as an ordinary index that
//! takes writes. Rule: the index was created in the cluster's major or the one before (Elasticsearch's matrix of
//! snapshot compatibility; OpenSearch 1 counts as 7).
QString indexObstacle(const IndexOrigin &origin, const ClusterInfo &to);
//! Why nothing at all comes from one cluster to another in a snapshot; empty when something can. The youngest index
//! that a cluster can have is one of its own version.
QString pairObstacle(const ClusterInfo &from, const ClusterInfo &to);

} // namespace godwit
