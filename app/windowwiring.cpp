// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowwiring.h"

#include "app/dbusnotices.h"
#include "app/dbussleepinhibitor.h"
#include "app/jobreport.h"
#include "app/servers.h"
#include "app/servertester.h"
#include "app/verifycommand.h"
#include "app/windowjob.h"
#include "app/windowlibraries.h"
#ifdef GODWIT_WITH_PRACTICE
#include "app/windowpractice.h"
#endif
#include "app/windowrecovery.h"
#include "app/windowservices.h"
#include "app/windowverify.h"
#include "app/wizarddesk.h"
#include "connectors/secrets/environmentsecrets.h"
#include "engine/job.h"
#include "engine/journalreader.h"
#include "engine/rollback.h"
#include "widgets/pairinfo.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QLocale>
#include <QStandardPaths>
#include <QThreadPool>

namespace godwit {
namespace {

Result<std::unique_ptr<SearchClusterFactory>> sourceOf(const Plan &plan, const QString &stateDir)
{
    auto servers = makeServers(plan, stateDir);
    if (!servers)
        return fail(servers.error());
    return std::move(servers->source);
}

} // namespace

WindowWiring::WindowWiring(const QString &stateDir)
    : m_stateDir(stateDir)
    , m_jobs(stateDir)
    , m_profiles(stateDir)
    , m_tester(std::make_unique<ServerTester>())
    , m_desk(std::make_unique<WizardDesk>(stateDir, m_profiles, m_secrets))
    , m_verify(std::make_unique<WindowVerify>(m_profiles, m_secrets))
    , m_services(std::make_unique<WindowServices>(stateDir))
    , m_sleep(std::make_unique<DBusSleepInhibitor>())
    , m_notices(std::make_unique<DBusNotices>())
{
#ifdef GODWIT_WITH_PRACTICE
    m_practice = std::make_unique<WindowPractice>(stateDir);
#endif
}

WindowWiring::~WindowWiring()
{
    // A keychain may still be asked, and it is gone with this object.
    QThreadPool::globalInstance()->waitForDone();
}

WindowPorts WindowWiring::ports()
{
    WindowPorts ports;
    ports.profiles = m_profiles;
    ports.secrets = &m_secrets;
    ports.tester = m_tester.get();
    ports.desk = m_desk.get();
    ports.verify = m_verify.get();
    ports.queryFolder = QString(
        (m_stateDir.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : m_stateDir)
        + QStringLiteral("/queries"));
    ports.practice = m_practice.get();
    ports.services = m_services.get();
    ports.sleep = m_sleep.get();
    ports.notices = m_notices.get();
    ports.makeTask = [this](const SessionInfo &info, const QString &job) { return makeTask(info, job); };
    ports.knownJobs = [this] { return knownJobs(); };
    ports.planOfJob = [this](const QString &job) { return planOfJob(job); };
    // By value: they run on threads of their own.
    const WindowRecovery recovery(
        m_jobs, [stateDir = m_stateDir](const Plan &plan) { return sourceOf(plan, stateDir); });
    ports.cutOffJobs = [recovery] { return recovery.look(); };
    ports.discardJob = [recovery](const QString &job, bool lift) { return recovery.discard(job, lift); };
    ports.jobEvents = [this](const QString &job) {
        constexpr int newest = 5000;
        return JournalReader(m_jobs.folderOf(job)).events(newest).value_or(QList<JobEvent>());
    };
    ports.knownSecrets = [this](const Plan *plan) { return knownSecrets(plan); };
    ports.libraries = builtWith;
    ports.settingsFile = m_stateDir.isEmpty()
        ? QString(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/window.ini"))
        : QString(m_stateDir + QStringLiteral("/window.ini"));
    return ports;
}

QStringList WindowWiring::knownSecrets(const Plan *plan)
{
    QStringList known;
    const auto take = [&known](const Secrets &secrets) {
        for (const auto part : secretParts)
            known.append(secrets.*part);
    };
    for (const char *role : {"SOURCE", "TARGET"})
        take(secretsFromEnvironment(QLatin1String(role)));
    if (plan) {
        for (const Endpoint *endpoint : {&plan->source, &plan->target}) {
            const auto profile = m_profiles.byName(endpoint->profile);
            if (const auto kept = profile ? m_secrets.read(profile->secretKey()) : fail({}); kept)
                take(*kept);
        }
    }
    return known;
}

JobTask WindowWiring::makeTask(const SessionInfo &info, const QString &resumeJob)
{
    WindowJob job{info.plan, info.planFile, resumeJob, m_jobs, m_profiles, m_secrets};
    return [job](JobOrders &orders, JobObserver &observer) mutable { return job.run(orders, observer); };
}

//! Read again only when the journal was written to: the page asks for all jobs at once, each time it is shown.
const WindowWiring::JobMemory &WindowWiring::memoryOf(const QString &job) const
{
    const QString file = journalPath(m_jobs.folderOf(job));
    const QList<QDateTime> written{
        QFileInfo(file).lastModified(), QFileInfo(QString(file + QStringLiteral("-wal"))).lastModified()};
    JobMemory &memory = m_memories[job];
    if (memory.written == written)
        return memory;
    memory = {written, -1, {}};
    const JournalReader reader(m_jobs.folderOf(job));
    if (const auto summary = reader.summary())
        memory.seconds = summary->value(QLatin1String("seconds")).toDouble(-1);
    if (const auto values = reader.values())
        memory.blocksLeft = blocksLeftBehind(*values);
    return memory;
}

QList<KnownJob> WindowWiring::knownJobs() const
{
    const std::scoped_lock lock(m_reading);
    QList<KnownJob> known;
    const QList<JobRecord> records = m_jobs.jobs();
    for (const JobRecord &record : records) {
        if (record.state == QLatin1String("running") && m_jobs.inUse(record.job))
            continue;
        KnownJob job{record.job, record.name,
            QString(clusterName(record.plan.source) + QStringLiteral(" → ") + clusterName(record.plan.target)),
            record.state, record.reason, record.updated, record.created};
        job.folder = m_jobs.folderOf(record.job);
        job.comparison = record.method == verifyMethod;
        job.resumable = resumable(record);
        job.reports = JobReport::written(job.folder);
        const JobMemory &memory = memoryOf(record.job);
        job.seconds = memory.seconds;
        job.blocksLeft = memory.blocksLeft;
        known.append(job);
    }
    return known;
}

Result<Plan> WindowWiring::planOfJob(const QString &job) const
{
    const auto record = JournalReader(m_jobs.folderOf(job)).job();
    if (!record)
        return fail(record.error());
    Plan plan = record->plan;
    for (Endpoint *endpoint : {&plan.source, &plan.target}) {
        const auto resolved = m_profiles.resolve(*endpoint);
        if (!resolved)
            return fail(resolved.error());
        *endpoint = *resolved;
    }
    return plan;
}

void dressApplication(QApplication &application, QTranslator &translator)
{
    QApplication::setApplicationDisplayName(QString());
    Theme::install(&application);
    // Plural forms live in a catalogue also for English.
    if (translator.load(QLocale(), QStringLiteral("godwit"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator.load(QStringLiteral(":/i18n/godwit_en.qm")))
        QApplication::installTranslator(&translator);
    QIcon picture(QStringLiteral(":/godwit/icon.svg"));
    picture.addFile(QStringLiteral(":/godwit/icon-32.svg"), QSize(32, 32));
    QApplication::setWindowIcon(picture);
    QGuiApplication::setDesktopFileName(QStringLiteral("godwit")); // the only way to an icon on Wayland
}

} // namespace godwit
