// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobscommand.h"

#include "app/console.h"
#include "app/jobreport.h"
#include "app/verificationcertificate.h"
#include "app/verifycommand.h"
#include "engine/journalreader.h"

#include <QFileInfo>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::JobsCommand)
};

//! A job that says "running" while nobody holds it was cut off.
QString shownState(const JobRecord &job, bool inUse)
{
    return job.state == QLatin1String("running") && !inUse ? QStringLiteral("interrupted") : job.state;
}

QJsonObject jobJson(const JobRecord &job, bool inUse)
{
    return {{QStringLiteral("job"), job.job}, {QStringLiteral("name"), job.name},
        {QStringLiteral("method"), job.method}, {QStringLiteral("state"), shownState(job, inUse)},
        {QStringLiteral("phase"), job.phase}, {QStringLiteral("reason"), job.reason},
        {QStringLiteral("created"), job.created.toString(Qt::ISODateWithMs)},
        {QStringLiteral("updated"), job.updated.toString(Qt::ISODateWithMs)}, {QStringLiteral("in_use"), inUse}};
}

QString jobLine(const JobRecord &job, bool inUse)
{
    const QString line = QStringLiteral("%1  %2  %3  %4")
                             .arg(job.job, job.created.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                                 shownState(job, inUse).leftJustified(11), job.name);
    return job.reason.isEmpty() ? line : QString(line % QLatin1String(": ") % job.reason);
}

//! A comparison's report is its certificate.
int writeCertificate(const CommandLine &line, const QString &folder)
{
    auto certificate = VerificationCertificate::load(folder);
    if (!certificate)
        return giveUp(certificate.error());
    if (const auto taken = certificate->setLogo(line.logo); !taken)
        return giveUp(taken.error());
    if (const auto written = certificate->write(line.outFile); !written)
        return giveUp(written.error());
    if (!line.json)
        printLine(Tr::tr("Certificate written to %1.").arg(QFileInfo(line.outFile).absoluteFilePath()));
    return 0;
}

} // namespace

int listJobs(const CommandLine &line)
{
    const JobStore store(line.stateDir);
    const QList<JobRecord> jobs = store.jobs();
    for (const JobRecord &job : jobs) {
        const bool inUse = store.inUse(job.job);
        if (line.json)
            printLine(jobJson(job, inUse));
        else
            printLine(jobLine(job, inUse));
    }
    if (jobs.isEmpty() && !line.json)
        printLine(Tr::tr("There are no jobs in %1.").arg(store.root()));
    return 0;
}

int writeReport(const CommandLine &line)
{
    const JobStore store(line.stateDir);
    if (!store.exists(line.job)) {
        return giveUp({ErrorKind::Usage,
            Tr::tr("There is no job %1 in %2; \"godwit jobs\" lists them.").arg(line.job, store.root()), {}, 0, false,
            {}});
    }
    if (const auto record = JournalReader(store.folderOf(line.job)).job(); record && record->method == verifyMethod)
        return writeCertificate(line, store.folderOf(line.job));
    auto report = JobReport::load(store.folderOf(line.job));
    if (!report)
        return giveUp(report.error());
    if (const auto taken = report->setLogo(line.logo); !taken)
        return giveUp(taken.error());
    if (const auto written = report->write(line.outFile); !written)
        return giveUp(written.error());
    if (!line.json)
        printLine(Tr::tr("Report written to %1.").arg(QFileInfo(line.outFile).absoluteFilePath()));
    return 0;
}

} // namespace godwit
