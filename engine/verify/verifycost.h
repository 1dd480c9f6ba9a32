// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"
#include "engine/verify/verifyrequest.h"

namespace godwit {

//! What one level costs on top of nothing, both sides together.
struct LevelCost
{
    VerifyLevel level = VerifyLevel::Existence;
    qint64 requests = 0;
    qint64 documents = 0; //!< read
    qint64 bytes = 0; //!< over the wire, about
    qint64 diskBytes = 0; //!< kept while it runs
    double seconds = -1; //!< from a sample; -1 unknown
};

//! Cost of every level for these pairs, from `_cat/indices` and a sample of the largest source index. Reads only.
Result<QList<LevelCost>> verifyCost(const VerifyRequest &request, SearchCluster &source, SearchCluster &target);

} // namespace godwit
