// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/jobending.h"

#include <QDir>

namespace godwit {

void failSummary(JobSummary &summary, const Error &error)
{
    summary.outcome = Outcome::Failed;
    summary.reason = error.summary;
    summary.errorKind = errorKindName(error.kind);
    summary.preflightBlocked = error.kind == ErrorKind::Preflight;
}

void closeSummary(JobSummary &summary, JobSetup &setup, bool failed)
{
    Journal &journal = setup.journal;
    summary.findingCount = journal.findingCount();
    if (summary.findingCount > 0)
        summary.findingsFile = QDir(journal.folder()).filePath(QStringLiteral("findings.ndjson"));
    if (const auto some = journal.findings(1'000))
        summary.findings = *some;
    journal.saveSummary(summary);
    journal.setState(outcomeName(summary.outcome), summary.reason);
    if (const auto flushed = journal.flush(); !flushed && !failed) {
        summary.outcome = Outcome::Failed;
        summary.reason = flushed.error().summary;
    }
}

} // namespace godwit
