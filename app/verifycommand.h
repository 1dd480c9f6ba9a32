// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "engine/journal.h"
#include "engine/searchcluster.h"
#include "engine/verify/verifyrequest.h"

namespace godwit {

//! Method of a job that compares. It has no place in the table of methods: it migrates nothing.
inline const QString verifyMethod = QStringLiteral("verify");

//! `godwit verify`: compares, and where asked repairs. Exit code.
int runVerify(const CommandLine &line);
//! `godwit resume` of such a job.
int resumeVerify(const CommandLine &line, const JobRecord &record);

//! The pairs that a selection means: its indices as the source has them now.
Result<QList<IndexPair>> pairsOf(const Selection &selection, SearchCluster &source);

} // namespace godwit
