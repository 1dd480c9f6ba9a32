// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journalreader.h"

#include "engine/journaldatabase.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Journal)
};

QJsonObject objectOf(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

QDateTime timeOf(const QVariant &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

Result<void> readRows(const QString &path, const QString &sql, const std::function<void(const QSqlQuery &)> &row,
    const QVariantList &values = {})
{
    const auto database = JournalDatabase::open(path, JournalDatabase::Access::Read);
    if (!database)
        return fail(database.error());
    return (*database)->select(sql, values, row);
}

template <class T>
Result<T> whole(const Result<void> &done, T value)
{
    if (!done)
        return fail(done.error());
    return value;
}

ShardCheckpoint checkpointOf(const QSqlQuery &q)
{
    ShardCheckpoint checkpoint;
    int at = 0;
    const auto number = [&q, &at] { return q.value(at++).toLongLong(); };
    checkpoint.index = q.value(at++).toString();
    checkpoint.shard = q.value(at++).toInt();
    checkpoint.historyUuid = q.value(at++).toString();
    checkpoint.startLine = number();
    checkpoint.applied = number();
    checkpoint.baseDone = number() != 0;
    checkpoint.deleteTotal = number();
    checkpoint.deleteNode = q.value(at++).toString();
    Ledger &ledger = checkpoint.ledger;
    for (qint64 *part : {&ledger.read, &ledger.written, &ledger.already, &ledger.rejected, &ledger.filtered,
             &ledger.deletesFound, &ledger.deletesApplied, &ledger.deletesSuperseded, &checkpoint.bytes,
             &checkpoint.registerBytes})
        *part = number();
    return checkpoint;
}

} // namespace

QByteArray findingLine(const Finding &finding)
{
    const QJsonObject object{{QStringLiteral("kind"), finding.kind}, {QStringLiteral("index"), finding.index},
        {QStringLiteral("id"), finding.id}, {QStringLiteral("detail"), finding.detail}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QStringLiteral("");
}

JournalReader::JournalReader(const QString &jobFolder) : m_path(journalPath(jobFolder)) { }

Result<JobRecord> JournalReader::job() const
{
    JobRecord record;
    QByteArray plan;
    bool found = false;
    const auto done = readRows(m_path,
        QStringLiteral("SELECT job, name, method, created, updated, state, phase, reason, plan FROM job"),
        [&](const QSqlQuery &q) {
            record.job = q.value(0).toString();
            record.name = q.value(1).toString();
            record.method = q.value(2).toString();
            record.created = timeOf(q.value(3));
            record.updated = timeOf(q.value(4));
            record.state = q.value(5).toString();
            record.phase = q.value(6).toString();
            record.reason = q.value(7).toString();
            plan = q.value(8).toString().toUtf8();
            found = true;
        });
    if (!done)
        return fail(done.error());
    if (!found)
        return fail(ErrorKind::NotFound, Tr::tr("The journal %1 holds no job. Start the migration anew.").arg(m_path));
    auto read = Plan::fromJson(plan);
    if (!read)
        return fail(ErrorKind::Storage, Tr::tr("The journal %1 holds a plan that can't be read.").arg(m_path),
            read.error().summary);
    record.plan = *read;
    return record;
}

Result<std::vector<IndexRecord>> JournalReader::indices() const
{
    std::vector<IndexRecord> all;
    const auto done = readRows(m_path,
        QStringLiteral(
            "SELECT source, target, source_uuid, target_uuid, shards, definition, state, reason FROM job_index"
            " ORDER BY source"),
        [&all](const QSqlQuery &q) {
            all.push_back({q.value(0).toString(), q.value(1).toString(), q.value(2).toString(), q.value(3).toString(),
                q.value(4).toInt(), objectOf(q.value(5)), q.value(6).toString(), q.value(7).toString()});
        });
    return whole(done, std::move(all));
}

Result<std::vector<ShardCheckpoint>> JournalReader::checkpoints() const
{
    std::vector<ShardCheckpoint> all;
    const auto done = readRows(m_path,
        QStringLiteral(
            "SELECT source, shard, history_uuid, start_line, applied, base_done, delete_total, delete_node, read,"
            " written, already, rejected, filtered, deletes_found, deletes_applied, deletes_superseded, bytes, register_bytes"
            " FROM checkpoint ORDER BY source, shard"),
        [&all](const QSqlQuery &q) { all.push_back(checkpointOf(q)); });
    return whole(done, std::move(all));
}

Result<std::vector<UndoEntry>> JournalReader::undoList() const
{
    std::vector<UndoEntry> all;
    const auto done
        = readRows(m_path, QStringLiteral("SELECT id, cluster, source, uuid, kind, payload FROM undo ORDER BY id"),
            [&all](const QSqlQuery &q) {
                all.push_back({q.value(0).toLongLong(), q.value(1).toString(), q.value(2).toString(),
                    q.value(3).toString(), q.value(4).toString(), objectOf(q.value(5))});
            });
    return whole(done, std::move(all));
}

Result<QList<JobEvent>> JournalReader::events(int newest) const
{
    QList<JobEvent> all;
    const auto done
        = readRows(m_path, QStringLiteral("SELECT time, level, source, text FROM event ORDER BY id DESC LIMIT ?"),
            [&all](const QSqlQuery &q) {
                const int level = std::clamp(q.value(1).toInt(), 0, static_cast<int>(EventLevel::Error));
                all.append(
                    {timeOf(q.value(0)), static_cast<EventLevel>(level), q.value(2).toString(), q.value(3).toString()});
            },
            {newest});
    std::reverse(all.begin(), all.end());
    return whole(done, std::move(all));
}

Result<QList<Finding>> JournalReader::findings(int atMost) const
{
    QList<Finding> all;
    const auto done = readRows(m_path,
        QStringLiteral("SELECT kind, source, document, detail FROM finding ORDER BY id LIMIT ?"),
        [&all](const QSqlQuery &q) {
            all.append({q.value(0).toString(), q.value(1).toString(), q.value(2).toString(), q.value(3).toString()});
        },
        {atMost});
    return whole(done, std::move(all));
}

Result<qint64> JournalReader::findingCount() const
{
    qint64 count = 0;
    const auto done = readRows(m_path, QStringLiteral("SELECT count(*) FROM finding"),
        [&count](const QSqlQuery &q) { count = q.value(0).toLongLong(); });
    return whole(done, count);
}

Result<QJsonObject> JournalReader::summary() const
{
    QJsonObject summary;
    const auto done = readRows(m_path, QStringLiteral("SELECT json FROM summary"),
        [&summary](const QSqlQuery &q) { summary = objectOf(q.value(0)); });
    return whole(done, std::move(summary));
}

Result<QHash<QString, QJsonValue>> JournalReader::values() const
{
    QHash<QString, QJsonValue> all;
    const auto done = readRows(m_path, QStringLiteral("SELECT key, json FROM named_value"), [&all](const QSqlQuery &q) {
        // Kept as a list of one: JSON texts begin with a list or an object.
        all.insert(q.value(0).toString(), QJsonDocument::fromJson(q.value(1).toString().toUtf8()).array().at(0));
    });
    return whole(done, std::move(all));
}

} // namespace godwit
