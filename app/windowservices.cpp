// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowservices.h"

#include "app/replaycommand.h"
#include "app/reportwriter.h"
#include "app/servers.h"

#include <QDir>
#include <QtConcurrent/QtConcurrentRun>

namespace godwit {

WindowServices::WindowServices(QString stateDir) : m_stateDir(std::move(stateDir)), m_jobs(m_stateDir) { }

QString WindowServices::rejectedFile(const QString &job) const
{
    return QDir(m_jobs.folderOf(job)).filePath(QStringLiteral("rejected.ndjson"));
}

QFuture<Result<ReplayOutcome>> WindowServices::replay(const QString &job)
{
    return QtConcurrent::run([folder = m_jobs.folderOf(job), state = m_stateDir] { return replayJob(folder, state); });
}

QFuture<Result<RollBackOutcome>> WindowServices::rollBack(const QString &job)
{
    return QtConcurrent::run([folder = m_jobs.folderOf(job), state = m_stateDir]() -> Result<RollBackOutcome> {
        const auto held = holdJob(folder, state);
        if (!held)
            return fail(held.error());
        return godwit::rollBack(*held->journal, *held->servers.source->open({}));
    });
}

QFuture<Result<void>> WindowServices::report(const QString &job, const QString &path, const QString &logo)
{
    return QtConcurrent::run([folder = m_jobs.folderOf(job), path, logo]() -> Result<void> {
        const auto written = writeReportOf(folder, path, logo);
        return written ? Result<void>() : fail(written.error());
    });
}

} // namespace godwit
