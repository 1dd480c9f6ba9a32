// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window puts into a diagnostic bundle.
#include "widgets/mainwindow.h"

#include "models/joblist.h"
#include "models/requestmodel.h"
#include "models/settings.h"
#include "widgets/migrationpage.h"

#include <QGuiApplication>
#include <QLocale>
#include <QScreen>
#include <QSysInfo>
#include <QTimeZone>

namespace godwit {
namespace {

constexpr int mostRequests = 5000;

//! On the GUI thread: screens belong to it.
QString systemLine()
{
    QStringList screens;
    const QList<QScreen *> all = QGuiApplication::screens();
    for (const QScreen *screen : all)
        screens.append(QStringLiteral("%1x%2@%3")
                           .arg(screen->size().width())
                           .arg(screen->size().height())
                           .arg(screen->devicePixelRatio()));
    return QStringList{QSysInfo::prettyProductName(),
               QString(QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion()), QSysInfo::currentCpuArchitecture(),
               QGuiApplication::platformName(), screens.join(u' '), QLocale().name(),
               QString::fromLatin1(QTimeZone::systemTimeZoneId())}
               .join(QStringLiteral("; "))
        + u'\n';
}

} // namespace

QList<BundleJob> MainWindow::bundleJobs() const
{
    QList<BundleJob> jobs;
    QStringList known;
    for (const MigrationPage *page : std::as_const(m_pages)) {
        const JobSession *session = page->session();
        const QString job = session->snapshot().job.isEmpty() ? session->end().summary.job : session->snapshot().job;
        const BundleJob entry{session->info().plan.name, job, session->info().plan};
        known.append(job);
        if (page == currentMigration())
            jobs.prepend(entry); // this one is meant, most likely
        else
            jobs.append(entry);
    }
    for (const KnownJob &job : m_jobs->jobs()) {
        if (!known.contains(job.job))
            jobs.append({tr("%1, %2", "migration, date")
                             .arg(job.name.isEmpty() ? job.job : job.name,
                                 QLocale().toString(job.updated.toLocalTime(), QLocale::ShortFormat)),
                job.job, {}});
    }
    return jobs;
}

std::function<BundleSources(const BundleJob &job)> MainWindow::bundleGatherer() const
{
    BundleSources base;
    base.versions = tr("Godwit %1").arg(QStringLiteral(GODWIT_VERSION)) + u'\n' + QStringLiteral("Qt ")
        + QString::fromLatin1(qVersion()) + u'\n';
    const QList<Library> libraries = m_ports.libraries ? m_ports.libraries() : QList<Library>();
    for (const Library &library : libraries)
        base.versions += library.name + u' ' + library.version + u'\n';
    base.system = systemLine();
    const int rows = std::min(m_requests->rowCount(), mostRequests);
    for (int row = rows - 1; row >= 0; --row) // the newest stands first
        base.requests.append(m_requests->record(row));
    for (const Setting &setting : m_settings->all())
        base.settings.append({setting.key, m_settings->value(setting.key).toString()});
    const QList<Profile> profiles = m_ports.profiles.load();
    for (const Profile &profile : profiles)
        base.endpoints.append(profile.endpoint);
    return [base, planOfJob = m_ports.planOfJob, jobEvents = m_ports.jobEvents, knownSecrets = m_ports.knownSecrets](
               const BundleJob &job) {
        BundleSources sources = base;
        sources.job = job.job;
        sources.plan = job.plan;
        if (!sources.plan && !job.job.isEmpty() && planOfJob) {
            if (const auto plan = planOfJob(job.job))
                sources.plan = *plan;
        }
        if (!job.job.isEmpty() && jobEvents)
            sources.events = jobEvents(job.job);
        if (knownSecrets)
            sources.secrets = knownSecrets(sources.plan ? &*sources.plan : nullptr);
        return sources;
    };
}

void MainWindow::showBundle()
{
    auto *dialog = new BundleDialog(bundleJobs(), bundleGatherer(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace godwit
