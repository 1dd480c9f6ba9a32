// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"

#include "engine/joblock.h"
#include "engine/journalreader.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace godwit {

JobStore::JobStore(const QString &stateDir)
    : m_root(stateDir.isEmpty() ? QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation))
                                      .filePath(QStringLiteral("jobs"))
                                : QDir::cleanPath(QDir(stateDir).absolutePath()))
{
}

QString JobStore::root() const
{
    return m_root;
}

QString JobStore::folderOf(const QString &job) const
{
    return QDir(m_root).filePath(job);
}

QString JobStore::newJob() const
{
    while (true) {
        const QString job = QStringLiteral("%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
        if (!QFileInfo::exists(folderOf(job)))
            return job;
    }
}

QList<JobRecord> JobStore::jobs() const
{
    static const QRegularExpression id(QStringLiteral("^[0-9a-f]{8}$"));
    QList<JobRecord> jobs;
    const auto folders = QDir(m_root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo &folder : folders) {
        if (!id.match(folder.fileName()).hasMatch() || !exists(folder.fileName()))
            continue;
        auto record = JournalReader(folder.filePath()).job();
        if (!record) {
            JobRecord damaged;
            damaged.state = QStringLiteral("damaged");
            damaged.reason = record.error().summary;
            damaged.created = damaged.updated = folder.lastModified().toUTC();
            record = damaged;
        }
        record->job = folder.fileName();
        jobs.append(*record);
    }
    std::stable_sort(
        jobs.begin(), jobs.end(), [](const JobRecord &a, const JobRecord &b) { return a.created > b.created; });
    return jobs;
}

bool JobStore::exists(const QString &job) const
{
    return !job.isEmpty() && QFileInfo::exists(journalPath(folderOf(job)));
}

bool JobStore::inUse(const QString &job) const
{
    return JobLock::held(folderOf(job));
}

} // namespace godwit
