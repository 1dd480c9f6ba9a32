// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/verify/verifier.h"

#include <QFile>

#include <mutex>

namespace godwit {

//! A comparison as a job: its findings go into the journal and, with everything that a repair needs, one a line into
//! `differences.ndjson` of the job's folder; its result stays there as `verification.json`.
class VerifyJob final : public VerifyObserver
{
public:
    //! `shown` gets everything as well, on the comparison's threads. Journal and `shown` outlive it.
    VerifyJob(Journal &journal, VerifyObserver &shown);

    //! Runs to its end on the calling thread. A folder with a state is resumed.
    VerifyResult run(
        const VerifyRequest &request, SearchClusterFactory &source, SearchClusterFactory &target, JobControl &control);
    //! Keeps the summary of this result in the journal.
    JobSummary keep(const VerifyResult &result, const QString &job, const QString &findingsFile = {});

    static QString differencesFile(const QString &jobFolder);

    void progress(const VerifyProgress &progress) override;
    void finding(const VerifyFinding &finding) override;
    void kept(const QList<VerifyRow> &rows) override;
    void event(const JobEvent &event) override;

private:
    Journal &m_journal;
    VerifyObserver &m_shown;
    std::mutex m_mutex;
    QFile m_differences;
};

} // namespace godwit
