// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

namespace godwit {

//! What to do with a refused item of a bulk, be it a document or a delete.
enum class Verdict {
    Later, //!< again, as long as it takes
    LaterBounded, //!< again, up to `boundedTries` times
    Already, //!< a version conflict: the register tells whether that is fine
    Reject,
    StopIndex,
    StopJob, //!< resumable
};

constexpr int boundedTries = 8;

Verdict judge(const BulkItem &item);
//! Why the job ends, for an item that stops it.
Error refusedWrites(const BulkItem &item, const QString &target);
//! Why the index stops, for an item that stops it.
QString refusedIndex(const BulkItem &item);

} // namespace godwit
