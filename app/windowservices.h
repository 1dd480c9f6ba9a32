// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "models/jobservices.h"

namespace godwit {

//! Replay, roll back and reports for the window, with the code of the command line.
class WindowServices final : public JobServices
{
public:
    explicit WindowServices(QString stateDir);

    QString rejectedFile(const QString &job) const override;
    QFuture<Result<ReplayOutcome>> replay(const QString &job) override;
    QFuture<Result<RollBackOutcome>> rollBack(const QString &job) override;
    QFuture<Result<void>> report(const QString &job, const QString &path, const QString &logo) override;

private:
    QString m_stateDir;
    JobStore m_jobs;
};

} // namespace godwit
