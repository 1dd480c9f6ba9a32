// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/jobnotes.h"
#include "engine/searchcluster.h"

#include <QJsonArray>

namespace godwit {

//! The point of no return: one call for all aliases, then `indices` of the target are read again until it is known
//! whether the call took effect. Without an answer it is said and `undecided` becomes true: the write block must
//! neither be lifted nor released, a resume decides.
Result<void> moveAliases(
    JobNotes &notes, SearchCluster &target, const QStringList &indices, const QJsonArray &actions, bool *undecided);

//! Whether a job that was interrupted inside its cutover was past that point, by its journal or by what the target has.
Result<bool> wasSwitched(JobNotes &notes, SearchCluster &target, const QStringList &indices, const QJsonArray &actions);

//! Says how long writes were paused, and how long each step of it took.
void tellPause(JobNotes &notes, double seconds);

} // namespace godwit
