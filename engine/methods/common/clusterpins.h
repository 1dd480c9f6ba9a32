// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"

namespace godwit {

//! Keeps the UUIDs of both clusters in the journal. From then on a resume goes on where the job was.
void pinClusters(Journal &journal, const ClusterInfo &source, const ClusterInfo &target);

//! Whether a resumed job had pinned its clusters. One that was killed during its checks has not, knows nothing and has
//! changed nothing: it begins as a new one.
bool resumesPinned(const JobSetup &setup);

//! Changed where one of the addresses leads to another cluster than the journal has.
Result<void> checkPinnedClusters(const Journal &journal, const ClusterInfo &source, const ClusterInfo &target);

//! Whether a journal's values have these two.
bool pinnedTo(const QHash<QString, QJsonValue> &values, const QString &sourceUuid, const QString &targetUuid);

} // namespace godwit
