// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/secrets/keychainstore.h"
#include "engine/journal.h"
#include "models/desktopnotices.h"
#include "models/jobservices.h"
#include "models/migrationdesk.h"
#include "models/practicestarter.h"
#include "models/sleepinhibitor.h"
#include "models/verifydesk.h"
#include "widgets/mainwindow.h"

#include <QDateTime>
#include <QHash>
#include <QTranslator>

#include <memory>
#include <mutex>

class QApplication;

namespace godwit {

//! What the window is given: servers, secrets, journals. Outlives the window.
class WindowWiring final
{
public:
    explicit WindowWiring(const QString &stateDir);
    ~WindowWiring();
    Q_DISABLE_COPY_MOVE(WindowWiring)

    WindowPorts ports();

private:
    JobTask makeTask(const SessionInfo &info, const QString &resumeJob);
    //! On a worker thread.
    QList<KnownJob> knownJobs() const;
    struct JobMemory
    {
        QList<QDateTime> written; //!< when the journal and its log were
        double seconds = -1;
        QStringList blocksLeft;
    };
    const JobMemory &memoryOf(const QString &job) const;
    Result<Plan> planOfJob(const QString &job) const;
    QStringList knownSecrets(const Plan *plan);

    QString m_stateDir;
    JobStore m_jobs;
    mutable std::mutex m_reading; //!< held while jobs are read
    mutable QHash<QString, JobMemory> m_memories; //!< by job
    ProfileStore m_profiles;
    KeychainStore m_secrets;
    std::unique_ptr<ConnectionTester> m_tester;
    std::unique_ptr<MigrationDesk> m_desk;
    std::unique_ptr<VerifyDesk> m_verify;
    std::unique_ptr<PracticeStarter> m_practice;
    std::unique_ptr<JobServices> m_services;
    std::unique_ptr<SleepInhibitor> m_sleep;
    std::unique_ptr<DesktopNotices> m_notices;
};

//! Style, icon, names and translation of the application.
void dressApplication(QApplication &application, QTranslator &translator);

} // namespace godwit
