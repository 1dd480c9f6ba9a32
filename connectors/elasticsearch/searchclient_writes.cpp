// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What changes a cluster, and the write block.
#include "connectors/elasticsearch/searchclient.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>

using namespace std::chrono_literals;

namespace godwit {

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

HttpRequest put(const QByteArray &path, const QJsonObject &body)
{
    HttpRequest request;
    request.method = Method::Put;
    request.path = path;
    request.body = compact(body);
    return request;
}

constexpr QLatin1String BlockSetting("index.blocks.write");
constexpr QLatin1String WriteBlockId("8"); // IndexMetadata.INDEX_WRITE_BLOCK of both products
constexpr auto OlderWritesLimit = 30s;
constexpr auto LiftLimit = 120s;

} // namespace

Result<void> SearchClient::createIndex(const QString &index, const QJsonObject &body)
{
    // Every request is guarded on its way out; this only spares asking who the server is.
    if (const auto allowed = m_guard.admitWriting(); !allowed)
        return allowed;
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    HttpRequest request = put('/' + encodedIndex(index), body);
    request.query = (*spelling)->typelessQuery() + "wait_for_active_shards=0&";
    const Result<void> done = acknowledged(
        request, tr("The creation of %1 was not acknowledged in time. Check the health of the target.").arg(index));
    if (!done && done.error().detail.contains(QLatin1String("resource_already_exists"))) {
        Error error = done.error();
        error.kind = ErrorKind::Conflict;
        error.summary = tr("The index %1 exists already. Choose what to do with existing indices.").arg(index);
        return fail(std::move(error));
    }
    return done;
}

Result<void> SearchClient::deleteIndex(const QString &index)
{
    HttpRequest request;
    request.method = Method::Delete;
    request.path = '/' + encodedIndex(index);
    request.retries = 0; // a second try would find nothing and report that
    return acknowledged(
        request, tr("Deleting the index %1 was not acknowledged. Look whether it is still there.").arg(index));
}

Result<void> SearchClient::putMapping(const QString &index, const QJsonObject &mappings)
{
    if (const auto allowed = m_guard.admitWriting(); !allowed)
        return allowed;
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    HttpRequest request = put('/' + encodedIndex(index) + "/_mapping", mappings);
    request.query = (*spelling)->typelessQuery();
    request.idempotent = true;
    return acknowledged(request, tr("The mapping of %1 was not acknowledged in time. It is sent again.").arg(index));
}

Result<void> SearchClient::putSettings(const QString &index, const QJsonObject &settings)
{
    HttpRequest request = put('/' + encodedIndex(index) + "/_settings", settings);
    request.idempotent = true;
    return acknowledged(
        request, tr("The settings of %1 were not acknowledged in time. They are sent again.").arg(index));
}

Result<void> SearchClient::updateAliases(const QJsonArray &actions)
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = "/_aliases";
    request.body = compact({{QStringLiteral("actions"), actions}});
    return acknowledged(request, tr("The aliases were not acknowledged in time. Read them back before anything else."));
}

Result<BulkAnswer> SearchClient::bulk(const QByteArray &body, int operations)
{
    if (const auto allowed = m_guard.admitWriting(); !allowed)
        return fail(allowed.error());
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    HttpRequest request;
    request.method = Method::Post;
    request.path = (*spelling)->bulkPath();
    request.query = "pipeline=_none&filter_path=took,errors,items.*.status,items.*.error,items.*._shards.failed";
    request.contentType = "application/x-ndjson";
    request.body = body;
    request.retries = 0; // the caller decides: it knows what a repeated request means
    request.timeout = 120s; // a write may wait for a minute for its shard
    Result<HttpResponse> response = send(request);
    if (!response)
        return fail(response.error());
    return m_bulks.read(std::move(response->body), operations);
}

Result<void> SearchClient::setWriteBlock(const QStringList &indices)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    const QString refusal
        = tr("The write block was not acknowledged, so writes may still be accepted. It is set again.");
    QStringList blockedBefore;
    for (const IndexChunk &chunk : indexChunks(indices)) {
        if ((*spelling)->hasBlockApi()) {
            const Result<QStringList> rest = blockSome(chunk);
            if (!rest)
                return fail(rest.error());
            blockedBefore += *rest;
        } else {
            HttpRequest request = put('/' + chunk.path + "/_settings", {{BlockSetting, true}});
            request.idempotent = true;
            if (const Result<void> done = acknowledged(request, refusal); !done)
                return done;
        }
    }
    return blockedBefore.isEmpty() ? Result<void>() : confirmOlderBlocks(blockedBefore);
}

//! Sets the block and returns the indices that the server left out, which it does with those blocked before.
Result<QStringList> SearchClient::blockSome(const IndexChunk &chunk)
{
    HttpRequest request;
    request.method = Method::Put;
    request.path = '/' + chunk.path + "/_block/write";
    request.query = "timeout=60s&master_timeout=60s";
    request.timeout = 90s;
    request.idempotent = true;
    const Result<QJsonObject> answer = askObject(request);
    if (!answer)
        return fail(answer.error());
    QStringList rest = chunk.names;
    bool refused = !answer->value(QLatin1String("acknowledged")).toBool();
    const QJsonArray results = answer->value(QLatin1String("indices")).toArray();
    for (const QJsonValue &result : results) {
        rest.removeAll(result[QLatin1String("name")].toString());
        refused = refused || !result[QLatin1String("blocked")].toBool();
    }
    if (refused || (!results.isEmpty() && !answer->value(QLatin1String("shards_acknowledged")).toBool())) {
        Error error{ErrorKind::Incomplete,
            tr("The write block was not acknowledged, so writes may still be accepted. It is set again."),
            QString::fromUtf8(compact(*answer)), 0, true, {}};
        return fail(std::move(error));
    }
    return rest;
}

//! An index that was blocked before is safe once every write that ran when the block was seen has ended.
Result<void> SearchClient::confirmOlderBlocks(const QStringList &indices)
{
    const auto settings = settingsOf(indices, "index.blocks.write");
    if (!settings)
        return fail(settings.error());
    for (const QString &index : indices) {
        if (settings->value(index).value(BlockSetting).toVariant().toString() != QLatin1String("true")) {
            Error error{ErrorKind::Incomplete,
                tr("The server did not say that %1 is blocked for writes. It is set again.").arg(index), {}, 0, true,
                {}};
            return fail(std::move(error));
        }
    }
    const Result<QJsonObject> tasks = writeTasks();
    if (!tasks)
        return fail(tasks.error());
    std::set<QString> running;
    for (auto it = tasks->constBegin(); it != tasks->constEnd(); ++it)
        running.insert(it.key());
    return awaitWritesOf(std::move(running));
}

Result<void> SearchClient::awaitWritesOf(std::set<QString> tasks) const
{
    const QDeadlineTimer deadline(OlderWritesLimit);
    while (!tasks.empty()) {
        const Result<QJsonObject> now = writeTasks();
        if (!now)
            return fail(now.error());
        std::erase_if(tasks, [&now](const QString &task) { return !now->contains(task); });
        if (tasks.empty())
            break;
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled, tr("Stopped while waiting for running writes."));
        if (deadline.hasExpired()) {
            Error error{ErrorKind::Incomplete,
                tr("Writes that began before the block was confirmed are still running. It is tried again."), {}, 0,
                true, {}};
            return fail(std::move(error));
        }
        QThread::msleep(50);
    }
    return {};
}

Result<void> SearchClient::liftWriteBlock(const QStringList &indices)
{
    for (const IndexChunk &chunk : indexChunks(indices)) {
        if (const auto done = unsetBlock(chunk); !done)
            return done;
        if (m_note)
            continue;
        if (const auto lifted = awaitLifted(chunk); !lifted)
            return lifted;
    }
    return {};
}

Result<void> SearchClient::unsetBlock(const IndexChunk &chunk)
{
    HttpRequest request = put('/' + chunk.path + "/_settings", {{BlockSetting, QJsonValue::Null}});
    request.query = "ignore_unavailable=true&"; // a vanished index must not keep the others blocked
    request.idempotent = true;
    return acknowledged(request, tr("Lifting the write block was not acknowledged in time. Lift it again."));
}

//! While writes run, `_block/write` first sets a temporary block of its own. Where it was cut off or those writes did
//! not end in its time, that one stays: no setting shows it, and taking the setting back does not remove it (seen on
//! 7.17, 8.3 and OpenSearch 2.19; Elasticsearch's MetadataIndexStateService). Only a block that is completed goes.
Result<void> SearchClient::awaitLifted(const IndexChunk &chunk)
{
    const QDeadlineTimer deadline(LiftLimit);
    for (;;) {
        const auto blocked = blockedForWrites(chunk);
        if (!blocked)
            return fail(blocked.error());
        if (blocked->isEmpty())
            return {};
        if (deadline.hasExpired()) {
            Error error{ErrorKind::Incomplete,
                tr("The server still blocks writes to %1, though it acknowledged that the block was lifted. Lift it "
                   "again.")
                    .arg(blocked->join(QStringLiteral(", "))),
                {}, 0, true, {}};
            return fail(std::move(error));
        }
        for (const IndexChunk &rest : indexChunks(*blocked)) {
            if (const auto completed = blockSome(rest); !completed && completed.error().kind != ErrorKind::Incomplete)
                return fail(completed.error());
            if (const auto done = unsetBlock(rest); !done)
                return done;
        }
    }
}

//! By the cluster's state; nothing where it may not be read.
Result<QStringList> SearchClient::blockedForWrites(const IndexChunk &chunk) const
{
    const auto state = get("/_cluster/state/blocks/" + chunk.path,
        "filter_path=blocks.indices&ignore_unavailable=true&allow_no_indices=true");
    if (!state && (state.error().kind == ErrorKind::Forbidden || state.error().kind == ErrorKind::NotFound))
        return QStringList();
    if (!state)
        return fail(state.error());
    QStringList blocked;
    const QJsonObject indices = state->value(QLatin1String("blocks"))[QLatin1String("indices")].toObject();
    for (const QString &name : chunk.names)
        if (indices.value(name).toObject().contains(WriteBlockId))
            blocked.append(name);
    return blocked;
}

QString SearchClient::liftWriteBlockCommand(const QStringList &indices) const
{
    return QStringLiteral("PUT /%1/_settings {\"index.blocks.write\":null}").arg(indices.join(QLatin1Char(',')));
}

//! Running write tasks of all nodes, by task id.
Result<QJsonObject> SearchClient::writeTasks() const
{
    const Result<QJsonObject> answer = get("/_tasks", "actions=indices:data/write*&detailed=false");
    if (!answer)
        return fail(answer.error());
    if (answer->contains(QLatin1String("node_failures")) || answer->contains(QLatin1String("task_failures"))) {
        Error error{ErrorKind::Incomplete, tr("Not every node told its running writes. They are asked again."), {}, 0,
            true, {}};
        return fail(std::move(error));
    }
    QJsonObject tasks;
    const QJsonObject nodes = answer->value(QLatin1String("nodes")).toObject();
    for (const QJsonValue &node : nodes) {
        const QJsonObject ofNode = node[QLatin1String("tasks")].toObject();
        for (auto it = ofNode.constBegin(); it != ofNode.constEnd(); ++it)
            tasks.insert(it.key(), it.value());
    }
    return tasks;
}

Result<std::vector<RunningWrite>> SearchClient::runningWrites(const QStringList &)
{
    // The list can't be narrowed to indices safely: only descriptions name them. Too many is safe, too few is not.
    const Result<QJsonObject> tasks = writeTasks();
    if (!tasks)
        return fail(tasks.error());
    std::vector<RunningWrite> writes;
    for (const QJsonValue &task : *tasks) {
        writes.push_back({task[QLatin1String("node")].toString(), task[QLatin1String("action")].toString(),
            task[QLatin1String("start_time_in_millis")].toInteger()});
    }
    return writes;
}

} // namespace godwit
