// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"
#include "engine/secretstore.h"

#include "models/jobsession.h"
#include "models/profilestore.h"
#include <QCoreApplication>

namespace godwit {

class SecretStore;

//! Secrets of a side ("SOURCE" or "TARGET") from the environment and the store of the profiles. Settles the way of
//! signing in where only the environment tells it. Asks the keychain, so it blocks.
Result<Secrets> secretsOf(Endpoint &endpoint, const QString &role, const ProfileStore &profiles, SecretStore &store);

//! One run of a plan for the window: connectors, journal, the method, and what is left to do after it.
class WindowJob final
{
    Q_DECLARE_TR_FUNCTIONS(godwit::WindowJob)
public:
    WindowJob(
        Plan plan, QString planFile, QString resumeJob, JobStore jobs, ProfileStore profiles, SecretStore &secrets);

    //! Blocks until the job has ended; on a worker thread.
    JobEnd run(JobOrders &orders, JobObserver &observer);

private:
    void tellVersions(const JobOrders &orders, SearchClusterFactory &source, SearchClusterFactory &target) const;
    Result<void> begin(Journal &journal, const QString &job) const;
    //! What the result page shows besides the summary.
    void takeFacts(const Journal &journal, JobEnd &end) const;
    //! Deletes the indices that the journal says this job created, if they are still the same ones.
    QString removeFromTarget(const Journal &journal, SearchClusterFactory &target) const;
    static JobEnd failed(const QString &job, const Error &error);

    Plan m_plan;
    QString m_planFile;
    QString m_resumeJob;
    JobStore m_jobs;
    ProfileStore m_profiles;
    SecretStore *m_secrets;
};

} // namespace godwit
