// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"

#include <QString>

namespace godwit {

//! How a cluster is called in the window: by its profile, else by its address.
QString clusterName(const Endpoint &endpoint);
//! The source, or the snapshot that a restore without one begins from.
QString sourceName(const Plan &plan);
//! An arrow from a source that stands where the text begins to its target.
QString arrowText();
//! "[PROD → STAGING] "; empty without environments.
QString titlePrefix(const Plan &plan);
//! The strictest environment that the job can write to: the target; the source too once the write block can be set.
QString strictestWritten(const Plan &plan, const JobSnapshot &snapshot);

} // namespace godwit
