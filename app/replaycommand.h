// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "engine/methods/livecopy/replay.h"

namespace godwit {

//! Sends the documents of a job's rejected file again, with the job's plan and servers.
Result<ReplayOutcome> replayJob(const QString &folder, const QString &stateDir);

//! `godwit replay JOB`: sends the documents of the job's rejected file again. Exit code: 0 all are on the target now,
//! 4 some are still refused, 5 failed.
int runReplay(const CommandLine &line);

} // namespace godwit
