// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/jobsnapshot.h"

#include <QJsonArray>
#include <QJsonObject>

namespace godwit {

enum class Outcome { Succeeded, Findings, Failed, Stopped };

//! How a job ended; the last line of `--progress json`.
struct JobSummary
{
    Outcome outcome = Outcome::Failed;
    QString job;
    Ledger ledger;
    double writePauseSeconds = -1; //!< -1: there was none; null in JSON
    double seconds = 0;
    qint64 readInAll = 0; //!< documents read by all runs of the job, those read again after a crash too
    QString rejectedFile; //!< empty when nothing was rejected
    QString findingsFile; //!< empty when there are no findings
    QList<Finding> findings; //!< at most 1,000; all are in the file
    qint64 findingCount = 0;
    QString reason; //!< one sentence when it failed or stopped
    QString errorKind; //!< "expired", "changed", "connection", … when it failed
    QJsonArray rounds; //!< of snapshot rounds: duration, changed and reused bytes of each
    QStringList writeBlocked; //!< of a restore: indices that came with the write block of their snapshot
    bool preflightBlocked = false; //!< exit code 3

    [[nodiscard]] QJsonObject toJson() const;
    //! 0 succeeded, 3 preflight blocker, 4 findings, 5 failed, 6 stopped.
    [[nodiscard]] int exitCode() const;
};

QString outcomeName(Outcome outcome);
//! Stable lower-case word for plans, logs and JSON: "connection", "expired", …
QString errorKindName(ErrorKind kind);

//! `{"t":…,"stage":…,"step":…,"index":…,"read":…,"written":…,"rejected":…,"lag_s":…,"rate":…}`
QJsonObject progressLine(const JobSnapshot &snapshot);

} // namespace godwit
