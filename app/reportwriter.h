// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

namespace godwit {

//! What is handed over of a job: of a migration its report, of a comparison its certificate.
enum class ReportSort { Report, Certificate };

//! Writes it by the path's suffix, .html, .pdf or .json, and notes it with the job. `logo` is a picture or empty.
//! Blocks. Fails for a comparison that has not ended. Returns what it was.
Result<ReportSort> writeReportOf(const QString &jobFolder, const QString &path, const QString &logo);

} // namespace godwit
