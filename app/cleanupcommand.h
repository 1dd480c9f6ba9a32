// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace godwit {

//! `godwit cleanup JOB`: deletes the snapshots that the job made on its source, and nothing else. Exit code: 0 done, 5
//! failed.
int runCleanup(const CommandLine &line);

} // namespace godwit
