// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/searchcluster.h"

#include <functional>

namespace godwit {

//! Until the switch nobody but the job writes to the target, and versions tell what is newer. After it a client's write
//! of a document that the job never wrote has a small version of its own: only what is absent is written then.
enum class ReplayTo {
    Copy,
    Switched,
};

struct ReplayOutcome
{
    qint64 accepted = 0;
    qint64 already = 0; //!< the target has a newer state by now
    qint64 refused = 0; //!< still refused; they stay in the file, with the new reason
    qint64 left = 0; //!< after the switch: the target has them; they stay in the file
};

//! Told of each document that is on the target now, by the source's index and id.
using ReplayAccepted = std::function<void(const QString &index, const QString &id)>;

//! Sends the documents of a rejected file again, so that nothing newer is overwritten. What is accepted leaves the
//! file; an empty file is removed. Storage when the file can't be read or replaced.
Result<ReplayOutcome> replayRejected(
    const QString &file, SearchCluster &target, ReplayTo to, const ReplayAccepted &accepted);

} // namespace godwit
