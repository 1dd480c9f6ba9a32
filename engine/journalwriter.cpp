// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journalwriter.h"

#include "engine/journalreader.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>

#include <chrono>
#include <iterator>

namespace godwit {

Q_LOGGING_CATEGORY(journalLog, "godwit.journal")

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Journal)
};

constexpr auto gather = std::chrono::milliseconds(50);
constexpr auto pauseAfterFailure = std::chrono::seconds(1);

Result<void> writeCheckpoint(JournalDatabase &database, const ShardCheckpoint &c)
{
    static const QString sql = QStringLiteral(
        "INSERT OR REPLACE INTO checkpoint (source, shard, history_uuid, start_line, applied, base_done, delete_total,"
        " delete_node, read, written, already, rejected, filtered, deletes_found, deletes_applied, deletes_superseded,"
        " bytes, register_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    const Ledger &l = c.ledger;
    return database.run(sql,
        {c.index, c.shard, c.historyUuid, c.startLine, c.applied, c.baseDone ? 1 : 0, c.deleteTotal, c.deleteNode,
            l.read, l.written, l.already, l.rejected, l.filtered, l.deletesFound, l.deletesApplied, l.deletesSuperseded,
            c.bytes, c.registerBytes});
}

} // namespace

JournalWriter::JournalWriter(QString databasePath, QString findingsPath)
    : m_path(std::move(databasePath)), m_findingsPath(std::move(findingsPath)), m_thread([this] { work(); })
{
}

JournalWriter::~JournalWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_work.notify_all();
    m_thread.join();
}

void JournalWriter::add(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_batch.jobs.push_back(std::move(job));
    }
    m_work.notify_one();
}

void JournalWriter::addFinding(const Finding &finding)
{
    {
        const std::lock_guard lock(m_mutex);
        m_batch.findingLines += findingLine(finding);
        m_batch.jobs.push_back([finding](JournalDatabase &database) {
            return database.run(
                QStringLiteral("INSERT INTO finding (kind, source, document, detail) VALUES (?, ?, ?, ?)"),
                {finding.kind, finding.index, finding.id, finding.detail});
        });
    }
    m_work.notify_one();
}

void JournalWriter::clearFindings()
{
    {
        const std::lock_guard lock(m_mutex);
        m_batch.findingLines.clear();
        m_batch.linesAnew = true;
        m_batch.jobs.push_back(
            [](JournalDatabase &database) { return database.run(QStringLiteral("DELETE FROM finding"), {}); });
    }
    m_work.notify_one();
}

void JournalWriter::setCheckpoint(const ShardCheckpoint &checkpoint)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_batch.empty();
        m_batch.checkpoints.insert({checkpoint.index, checkpoint.shard}, checkpoint);
    }
    // The writer is awake while a batch gathers; waking it for every checkpoint would cost the caller a system call
    // each.
    if (first)
        m_work.notify_one();
}

Result<void> JournalWriter::wait(bool synced)
{
    std::unique_lock lock(m_mutex);
    const quint64 mine = ++m_asked;
    m_syncAsked = m_syncAsked || synced;
    m_work.notify_one();
    m_done.wait(lock, [this, mine] { return m_answered >= mine; });
    if (m_error)
        return fail(*m_error);
    return {};
}

void JournalWriter::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        const auto urgent = [this] { return m_stopping || m_asked > m_answered; };
        m_work.wait(lock, [&] { return urgent() || !m_batch.empty(); });
        m_work.wait_for(lock, m_error ? std::chrono::milliseconds(pauseAfterFailure) : gather, urgent);
        if (m_stopping && m_batch.empty() && m_asked == m_answered)
            break;

        Batch batch = std::exchange(m_batch, {});
        const quint64 covered = m_asked;
        const bool synced = std::exchange(m_syncAsked, false) || m_stopping;
        lock.unlock();
        auto written = write(batch, synced);
        lock.lock();

        m_error.reset();
        if (!written) {
            qCWarning(journalLog) << written.error().summary << written.error().detail;
            m_error = written.error();
            giveBack(std::move(batch));
        }
        m_answered = covered;
        m_done.notify_all();
        if (m_stopping && m_error)
            break; // the disk refuses; the job was told by every flush
    }
    m_database.reset();
}

void JournalWriter::giveBack(Batch batch)
{
    std::move(m_batch.jobs.begin(), m_batch.jobs.end(), std::back_inserter(batch.jobs));
    batch.checkpoints.insert(m_batch.checkpoints); // newer ones replace what was given back
    if (m_batch.linesAnew)
        batch.findingLines.clear();
    batch.linesAnew = batch.linesAnew || m_batch.linesAnew;
    batch.findingLines += m_batch.findingLines;
    m_batch = std::move(batch);
}

Result<void> JournalWriter::write(Batch &batch, bool synced)
{
    if (!m_database) {
        auto opened = JournalDatabase::open(m_path, JournalDatabase::Access::Write);
        if (!opened)
            return fail(opened.error());
        m_database = std::move(*opened);
    }
    if (!batch.jobs.empty() || !batch.checkpoints.isEmpty() || synced) {
        if (auto done = transact(batch, synced); !done) {
            // Fails when SQLite rolled back by itself, which is as good.
            const auto ignored = m_database->run(QStringLiteral("ROLLBACK"));
            Q_UNUSED(ignored)
            return done;
        }
        batch.jobs.clear();
        batch.checkpoints.clear();
    }
    return appendFindings(batch);
}

Result<void> JournalWriter::transact(const Batch &batch, bool synced)
{
    JournalDatabase &database = *m_database;
    const QString mode
        = synced ? QStringLiteral("PRAGMA synchronous=FULL") : QStringLiteral("PRAGMA synchronous=NORMAL");
    if (auto done = database.run(mode); !done)
        return done;
    if (auto done = database.run(QStringLiteral("BEGIN IMMEDIATE")); !done)
        return done;
    for (const Job &job : batch.jobs) {
        if (auto done = job(database); !done)
            return done;
    }
    for (const ShardCheckpoint &checkpoint : batch.checkpoints) {
        if (auto done = writeCheckpoint(database, checkpoint); !done)
            return done;
    }
    // A commit syncs only when it wrote something; this makes it sync earlier commits too.
    if (synced) {
        if (auto done = database.run(QStringLiteral("UPDATE synced SET count = count + 1")); !done)
            return done;
    }
    return database.run(QStringLiteral("COMMIT"));
}

Result<void> JournalWriter::appendFindings(Batch &batch) const
{
    if (batch.findingLines.isEmpty() && !batch.linesAnew)
        return {};
    QFile file(m_findingsPath);
    const bool open = file.open(QIODevice::Append | QIODevice::Unbuffered) && (!batch.linesAnew || file.resize(0));
    const qint64 before = file.size();
    if (open && file.write(batch.findingLines) == batch.findingLines.size() && file.flush()) {
        batch.findingLines.clear();
        batch.linesAnew = false;
        return {};
    }
    const QString reason = file.errorString();
    if (open)
        file.resize(before);
    return fail(ErrorKind::Storage,
        Tr::tr("The file of findings %1 can't be written: %2. Make room on the disk; the job can then go on.")
            .arg(m_findingsPath, reason));
}

} // namespace godwit
