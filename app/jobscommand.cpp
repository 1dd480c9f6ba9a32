// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobscommand.h"

#include "app/console.h"
#include "app/reportwriter.h"
#include "engine/journal.h"

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
    const auto written = writeReportOf(store.folderOf(line.job), line.outFile, line.logo);
    if (!written)
        return giveUp(written.error());
    const QString path = QFileInfo(line.outFile).absoluteFilePath();
    if (!line.json)
        printLine(*written == ReportSort::Certificate ? Tr::tr("Certificate written to %1.").arg(path)
                                                      : Tr::tr("Report written to %1.").arg(path));
    return 0;
}

} // namespace godwit
