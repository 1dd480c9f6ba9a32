// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"

#include <optional>

namespace godwit {

//! The error as the reason of a failed job.
void failSummary(JobSummary &summary, const Error &error);

//! Puts the findings in and makes the summary durable. `failed`: there was an error already, which a full disk must not
//! hide.
void closeSummary(JobSummary &summary, JobSetup &setup, bool failed);

} // namespace godwit
