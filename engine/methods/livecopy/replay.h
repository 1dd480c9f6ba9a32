// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/searchcluster.h"

namespace godwit {

struct ReplayOutcome
{
    qint64 accepted = 0;
    qint64 already = 0; //!< the target has a newer state by now
    qint64 refused = 0; //!< still refused; they stay in the file, with the new reason
};

//! Sends the documents of a rejected file again, with the versions they had, so that nothing newer is overwritten. What
//! is accepted leaves the file; an empty file is removed. Storage when the file can't be read or replaced.
Result<ReplayOutcome> replayRejected(const QString &file, SearchCluster &target);

} // namespace godwit
