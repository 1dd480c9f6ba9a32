// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

namespace godwit {

//! Looks at documents as a comparison means them: an id with its routing. What the server finds under another routing
//! is another document. It is not `found` then, and its numbers and its routing say what has the place: a shard holds
//! an id once. Not for LookAt::Numbers.
Result<std::vector<Lookup>> lookUpExactly(SearchCluster &cluster, const QString &index,
    const std::vector<DocumentKey> &keys, LookAt what = LookAt::Source);

//! Whether, after lookUpExactly(), the document's place is taken by one with another routing.
inline bool isTaken(const Lookup &look)
{
    return !look.found && look.seqNo >= 0;
}

} // namespace godwit
