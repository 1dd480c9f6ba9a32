// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"

namespace godwit {

//! Whether a snapshot was made by this job: its name says so, and so does its metadata. 6.x and early 7.x keep no
//! metadata; there the snapshot has none at all, and the name with the job's id decides.
bool isOwnSnapshot(const SnapshotInfo &snapshot, const QString &job);

//! Deletes what this job made in a repository, and never anything else. Returns the names.
Result<QStringList> removeOwnSnapshots(SnapshotService &source, const QString &repository, const QString &job);

} // namespace godwit
