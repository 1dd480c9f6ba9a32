// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

namespace godwit {

//! A job that is paused, was stopped or failed, as the pages show it: nothing in it runs any more. Its last word still
//! has the steps and rates of the moment at which it came to rest. Any other snapshot stays as it is.
JobSnapshot atRest(JobSnapshot snapshot);

} // namespace godwit
