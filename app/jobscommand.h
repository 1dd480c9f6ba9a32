// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace godwit {

//! `godwit jobs`: newest first.
int listJobs(const CommandLine &line);
//! `godwit report`. A PDF needs a QGuiApplication.
int writeReport(const CommandLine &line);

} // namespace godwit
