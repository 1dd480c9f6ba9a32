// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"

#include "engine/joblock.h"
#include "engine/journalreader.h"
#include "engine/journalwriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <atomic>
#include <mutex>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Journal)
};

QString nowText()
{
    return timeText(QDateTime::currentDateTimeUtc());
}

Result<void> makeFolder(const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        return fail(ErrorKind::Storage,
            Tr::tr("The folder %1 can't be made. Choose another place, or give this user the right to write there.")
                .arg(folder));
    }
    // Ids and reasons from other people's data end up here.
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

//! After a crash the file may lack lines that the journal has, or end in the middle of one. Then it is written anew.
Result<void> alignFindings(const QString &folder, qint64 count)
{
    QFile file(findingsPath(folder));
    qint64 lines = 0;
    bool whole = true;
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd()) {
            whole = file.readLine().endsWith('\n');
            ++lines;
        }
        file.close();
    }
    if (lines == count && whole)
        return {};
    const auto findings = JournalReader(folder).findings(-1);
    if (!findings)
        return fail(findings.error());
    QSaveFile anew(findingsPath(folder));
    bool written = anew.open(QIODevice::WriteOnly);
    for (const Finding &finding : *findings)
        written = written && anew.write(findingLine(finding)) > 0;
    if (!written || !anew.commit()) {
        return fail(ErrorKind::Storage,
            Tr::tr("The file of findings %1 can't be written: %2. Check the disk.")
                .arg(anew.fileName(), anew.errorString()));
    }
    return {};
}

} // namespace

struct Journal::Private
{
    QString folder;
    std::unique_ptr<QLockFile> lock; //!< released last
    mutable std::mutex mutex;
    QHash<QString, QJsonValue> values;
    std::atomic<qint64> lastUndo{0};
    std::atomic<qint64> findingCount{0};
    std::unique_ptr<JournalWriter> writer;

    Result<void> load();
};

Result<void> Journal::Private::load()
{
    {
        auto database = JournalDatabase::open(journalPath(folder), JournalDatabase::Access::Write);
        if (!database)
            return fail(database.error());
        if (auto done = (*database)->upgrade(); !done)
            return done;
        const auto undo = (*database)->single(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'undo'"));
        if (!undo)
            return fail(undo.error());
        lastUndo = undo->toLongLong();
    }
    const JournalReader reader(folder);
    const auto known = reader.values();
    if (!known)
        return fail(known.error());
    values = *known;
    const auto count = reader.findingCount();
    if (!count)
        return fail(count.error());
    findingCount = *count;
    return alignFindings(folder, *count);
}

Result<std::unique_ptr<Journal>> Journal::open(const QString &jobFolder)
{
    if (auto made = makeFolder(jobFolder); !made)
        return fail(made.error());
    auto lock = JobLock::take(jobFolder);
    if (!lock)
        return fail(lock.error());
    auto opened = std::make_unique<Private>();
    opened->folder = jobFolder;
    opened->lock = std::move(*lock);
    if (auto loaded = opened->load(); !loaded)
        return fail(loaded.error());
    opened->writer = std::make_unique<JournalWriter>(journalPath(jobFolder), findingsPath(jobFolder));
    return std::unique_ptr<Journal>(new Journal(std::move(opened)));
}

Journal::Journal(std::unique_ptr<Private> opened) : d(std::move(opened)) { }

Journal::~Journal() = default;

Result<void> Journal::saveJob(const JobRecord &job)
{
    const QString created = timeText(job.created.isValid() ? job.created : QDateTime::currentDateTimeUtc());
    d->writer->add([job, created, plan = jsonText(job.plan.toJson())](JournalDatabase &database) {
        return database.run(
            QStringLiteral(
                "INSERT OR REPLACE INTO job (one, job, name, method, created, updated, state, phase, reason, plan)"
                " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {job.job, job.name, job.method, created, nowText(), job.state, job.phase, job.reason, plan});
    });
    return flush();
}

Result<JobRecord> Journal::loadJob() const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).job();
}

void Journal::setState(const QString &state, const QString &reason)
{
    d->writer->add([state, reason](JournalDatabase &database) {
        return database.run(
            QStringLiteral("UPDATE job SET state = ?, reason = ?, updated = ?"), {state, reason, nowText()});
    });
}

void Journal::setPhase(const QString &phase)
{
    d->writer->add([phase](JournalDatabase &database) {
        return database.run(QStringLiteral("UPDATE job SET phase = ?, updated = ?"), {phase, nowText()});
    });
}

void Journal::setValue(const QString &key, const QJsonValue &value)
{
    {
        const std::lock_guard lock(d->mutex);
        d->values.insert(key, value);
    }
    const QString json = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    d->writer->add([key, json](JournalDatabase &database) {
        return database.run(
            QStringLiteral("INSERT OR REPLACE INTO named_value (key, json) VALUES (?, ?)"), {key, json});
    });
}

QJsonValue Journal::value(const QString &key) const
{
    const std::lock_guard lock(d->mutex);
    return d->values.value(key, QJsonValue(QJsonValue::Undefined));
}

void Journal::saveIndex(const IndexRecord &index)
{
    d->writer->add([index](JournalDatabase &database) {
        return database.run(
            QStringLiteral(
                "INSERT OR REPLACE INTO job_index (source, target, source_uuid, target_uuid, shards, definition,"
                " state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
            {index.source, index.target, index.sourceUuid, index.targetUuid, index.shards, jsonText(index.definition),
                index.state, index.reason});
    });
}

Result<std::vector<IndexRecord>> Journal::indices() const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).indices();
}

void Journal::saveCheckpoint(const ShardCheckpoint &checkpoint)
{
    d->writer->setCheckpoint(checkpoint);
}

Result<std::vector<ShardCheckpoint>> Journal::checkpoints() const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).checkpoints();
}

Result<qint64> Journal::addUndo(const UndoEntry &entry)
{
    const qint64 id = ++d->lastUndo;
    d->writer->add([entry, id](JournalDatabase &database) {
        return database.run(
            QStringLiteral("INSERT INTO undo (id, cluster, source, uuid, kind, payload) VALUES (?, ?, ?, ?, ?, ?)"),
            {id, entry.cluster, entry.index, entry.indexUuid, entry.kind, jsonText(entry.payload)});
    });
    if (auto done = flush(); !done)
        return fail(done.error());
    return id;
}

void Journal::removeUndo(qint64 id)
{
    d->writer->add([id](JournalDatabase &database) {
        return database.run(QStringLiteral("DELETE FROM undo WHERE id = ?"), {id});
    });
}

Result<std::vector<UndoEntry>> Journal::undoList() const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).undoList();
}

void Journal::addEvent(const JobEvent &event)
{
    d->writer->add([event](JournalDatabase &database) {
        return database.run(QStringLiteral("INSERT INTO event (time, level, source, text) VALUES (?, ?, ?, ?)"),
            {timeText(event.time), static_cast<int>(event.level), event.index, event.text});
    });
}

Result<QList<JobEvent>> Journal::events(int newest) const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).events(newest);
}

void Journal::addFinding(const Finding &finding)
{
    ++d->findingCount;
    d->writer->addFinding(finding);
}

void Journal::clearFindings()
{
    d->findingCount = 0;
    d->writer->clearFindings();
}

void Journal::retireRefusal(const QString &index, const QString &id)
{
    d->writer->add([index, id](JournalDatabase &database) {
        if (auto indexed
            = database.run(QStringLiteral("CREATE INDEX IF NOT EXISTS finding_document ON finding (document)"), {});
            !indexed)
            return indexed;
        return database.run(
            QStringLiteral("DELETE FROM finding WHERE kind = 'rejected' AND source = ? AND document = ?"), {index, id});
    });
}

Result<QList<Finding>> Journal::findings(int atMost) const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).findings(atMost);
}

qint64 Journal::findingCount() const
{
    return d->findingCount;
}

void Journal::saveSummary(const JobSummary &summary)
{
    d->writer->add([json = jsonText(summary.toJson())](JournalDatabase &database) {
        return database.run(QStringLiteral("INSERT OR REPLACE INTO summary (one, json) VALUES (1, ?)"), {json});
    });
}

Result<QJsonObject> Journal::summary() const
{
    if (auto ready = readable(); !ready)
        return fail(ready.error());
    return JournalReader(d->folder).summary();
}

Result<void> Journal::flush()
{
    return d->writer->wait(true);
}

Result<void> Journal::readable() const
{
    return d->writer->wait(false);
}

QString Journal::folder() const
{
    return d->folder;
}

QString Journal::findingsFile() const
{
    return findingsPath(d->folder);
}

} // namespace godwit
