// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowrecovery.h"

#include "engine/job.h"
#include "engine/journalreader.h"

#include <QFileInfo>

namespace godwit {
namespace {

constexpr int shownEvents = 500;
const QString blockKind = QStringLiteral("write-block");

bool isPastSwitch(const JobRecord &record)
{
    return record.phase == QLatin1String("cutover:switching") || record.phase == QLatin1String("cutover:switched");
}

//! SQLite writes to the log beside the file first.
QDateTime lastWrite(const QString &folder)
{
    const QString path = journalPath(folder);
    const QDateTime file = QFileInfo(path).lastModified();
    const QFileInfo log(QString(path + QStringLiteral("-wal")));
    return log.exists() && log.size() > 0 ? std::max(file, log.lastModified()) : file;
}

} // namespace

CutOffJob WindowRecovery::describe(const JobRecord &record) const
{
    const QString folder = m_jobs.folderOf(record.job);
    const JournalReader reader(folder);
    CutOffJob cut;
    cut.job = record.job;
    cut.plan = record.plan;
    if (cut.plan.name.isEmpty())
        cut.plan.name = record.name;
    cut.lastSign = lastWrite(folder);
    cut.pastSwitch = isPastSwitch(record);
    if (const auto checkpoints = reader.checkpoints()) {
        for (const ShardCheckpoint &checkpoint : *checkpoints)
            cut.written += checkpoint.ledger.written;
    }
    if (const auto indices = reader.indices()) {
        for (const IndexRecord &index : *indices) {
            ++cut.indices;
            if (index.state == QLatin1String("following") || index.state == QLatin1String("finished"))
                ++cut.copied;
            if (!index.targetUuid.isEmpty() && record.plan.existing != ExistingTarget::Append)
                cut.targetIndices.append(index.target);
        }
    }
    if (const auto undo = reader.undoList()) {
        for (const UndoEntry &entry : *undo) {
            if (entry.kind == blockKind)
                cut.blockedIndices += entry.index.split(u',', Qt::SkipEmptyParts);
            else if (entry.cluster == QLatin1String("target"))
                cut.loweredIndices.append(entry.index);
        }
    }
    if (const auto events = reader.events(shownEvents))
        cut.events = *events;
    cut.stage = record.phase.startsWith(QLatin1String("cutover")) ? tr("Inside the cutover")
        : cut.indices == 0                                        ? tr("Before the first copy")
        : cut.copied < cut.indices                                ? tr("Copying")
                                                                  : tr("Following changes");
    return cut;
}

QList<CutOffJob> WindowRecovery::look() const
{
    QList<CutOffJob> found;
    const QList<JobRecord> records = m_jobs.jobs();
    for (const JobRecord &record : records) {
        if (record.state == QLatin1String("running") && knownMethods().contains(record.method)
            && !m_jobs.inUse(record.job))
            found.append(describe(record));
    }
    return found;
}

Result<void> WindowRecovery::lift(Journal &journal, const JobRecord &record) const
{
    const auto entries = journal.undoList();
    if (!entries)
        return fail(entries.error());
    std::unique_ptr<SearchClusterFactory> factory;
    std::unique_ptr<SearchCluster> source;
    for (const UndoEntry &entry : *entries) {
        if (entry.kind != blockKind)
            continue;
        if (!source) {
            auto made = m_source(record.plan);
            if (!made)
                return fail(made.error());
            factory = std::move(*made);
            source = factory->open({});
        }
        // One by one: an index that is gone must not leave the others blocked.
        const QStringList names = entry.index.split(u',', Qt::SkipEmptyParts);
        for (const QString &name : names) {
            if (const auto lifted = source->liftWriteBlock({name});
                !lifted && lifted.error().kind != ErrorKind::NotFound)
                return lifted;
        }
        journal.removeUndo(entry.id);
        journal.addEvent({QDateTime::currentDateTimeUtc(), EventLevel::Info, {},
            tr("Lifted the write block on the source. The job was cut off and then discarded.")});
    }
    return {};
}

Result<void> WindowRecovery::discard(const QString &job, bool liftBlocks) const
{
    // Takes the job's lock: somebody may have resumed it meanwhile.
    const auto journal = Journal::open(m_jobs.folderOf(job));
    if (!journal)
        return fail(journal.error());
    const auto record = (*journal)->loadJob();
    if (!record)
        return fail(record.error());
    if (liftBlocks && isPastSwitch(*record))
        return fail(ErrorKind::Usage,
            tr("The aliases may be on the target already, so the write block stays. Resume the job: it looks, and "
               "finishes what is missing."));
    if (liftBlocks) {
        if (const auto lifted = lift(**journal, *record); !lifted)
            return lifted;
    }
    (*journal)->setState(QStringLiteral("stopped"), tr("It was cut off and then discarded."));
    return (*journal)->flush();
}

} // namespace godwit
