// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Indices: what there is, how it is defined, and the state of its shards.
#include "connectors/elasticsearch/searchclient.h"

#include <QJsonDocument>

#include <algorithm>

using namespace std::chrono_literals;

namespace godwit {

namespace {

qint64 numberOf(const QJsonValue &text)
{
    bool ok = false;
    const qint64 number = text.toString().toLongLong(&ok);
    return ok ? number : -1;
}

QString settingOf(const QJsonObject &settings, const char *name)
{
    return settings.value(QLatin1String(name)).toString();
}

//! A started primary; nothing for replicas and for shards on the way.
std::optional<ShardState> primaryState(const QJsonObject &copy)
{
    const QJsonValue routing = copy.value(QLatin1String("routing"));
    const QString state = routing[QLatin1String("state")].toString();
    // A relocating primary still serves on its old node until it has moved.
    if (!routing[QLatin1String("primary")].toBool()
        || (state != QLatin1String("STARTED") && state != QLatin1String("RELOCATING")))
        return std::nullopt;
    ShardState shard;
    shard.nodeId = routing[QLatin1String("node")].toString();
    shard.historyUuid
        = copy.value(QLatin1String("commit"))[QLatin1String("user_data")][QLatin1String("history_uuid")].toString();
    const QJsonValue numbers = copy.value(QLatin1String("seq_no"));
    if (!numbers.isObject() || shard.historyUuid.isEmpty() || shard.nodeId.isEmpty())
        return std::nullopt; // not yet to be known, which is not the same as empty
    shard.globalCheckpoint = numbers[QLatin1String("global_checkpoint")].toInteger(-1);
    shard.maxSeqNo = numbers[QLatin1String("max_seq_no")].toInteger(-1);
    shard.deleteTotal = copy.value(QLatin1String("indexing"))[QLatin1String("delete_total")].toInteger();
    shard.documents = copy.value(QLatin1String("docs"))[QLatin1String("count")].toInteger();
    shard.deletedDocuments = copy.value(QLatin1String("docs"))[QLatin1String("deleted")].toInteger(-1);
    shard.bytes = copy.value(QLatin1String("store"))[QLatin1String("size_in_bytes")].toInteger();
    return shard;
}

} // namespace

//! Settings of every index whose own name matches; an alias or a data stream matches nothing here.
Result<QHash<QString, QJsonObject>> SearchClient::settingsOf(const QStringList &patterns, const QByteArray &names) const
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QHash<QString, QJsonObject> found;
    for (const IndexChunk &chunk : indexChunks(patterns)) {
        const Result<QJsonObject> answer = get('/' + chunk.path + "/_settings/" + names,
            "flat_settings=true&ignore_unavailable=true&allow_no_indices=true&expand_wildcards="
                + (*spelling)->everyIndex());
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            continue;
        if (!answer)
            return fail(answer.error());
        for (auto it = answer->constBegin(); it != answer->constEnd(); ++it) {
            if (matchesAny(it.key(), patterns))
                found.insert(it.key(), it.value()[QLatin1String("settings")].toObject());
        }
    }
    return found;
}

Result<QList<IndexSummary>> SearchClient::listIndices(const QStringList &patterns)
{
    const auto settings = settingsOf(patterns,
        "index.uuid,index.hidden,index.number_of_shards,index.number_of_replicas,index.version.created");
    if (!settings)
        return fail(settings.error());
    QHash<QString, IndexSummary> summaries;
    for (auto it = settings->constBegin(); it != settings->constEnd(); ++it) {
        IndexSummary summary;
        summary.name = it.key();
        summary.uuid = settingOf(*it, "index.uuid");
        summary.hidden = settingOf(*it, "index.hidden") == QLatin1String("true");
        summary.primaries = settingOf(*it, "index.number_of_shards").toInt();
        summary.replicas = settingOf(*it, "index.number_of_replicas").toInt();
        summary.versionCreated = settingOf(*it, "index.version.created");
        summaries.insert(it.key(), summary);
    }
    if (const Result<void> done = addFigures(summaries.keys(), summaries); !done)
        return fail(done.error());
    QList<IndexSummary> list = summaries.values();
    std::sort(list.begin(), list.end(), [](const IndexSummary &a, const IndexSummary &b) { return a.name < b.name; });
    return list;
}

Result<void> SearchClient::addFigures(const QStringList &names, QHash<QString, IndexSummary> &summaries) const
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QByteArray query = "format=json&bytes=b&h=index,uuid,health,status,docs.count,pri.store.size";
    if ((*spelling)->hasHiddenIndices())
        query += "&expand_wildcards=all";
    for (const IndexChunk &chunk : indexChunks(names)) {
        HttpRequest request;
        request.path = "/_cat/indices/" + chunk.path;
        request.query = query;
        Result<QJsonArray> rows = askArray(request);
        if (!rows && rows.error().kind == ErrorKind::NotFound) { // one vanished meanwhile; the full list can't miss any
            request.path = "/_cat/indices";
            rows = askArray(request);
        }
        if (!rows)
            return fail(rows.error());
        for (const QJsonValue &row : *rows) {
            const auto it = summaries.find(row[QLatin1String("index")].toString());
            if (it == summaries.end() || it->uuid != row[QLatin1String("uuid")].toString())
                continue;
            it->open = row[QLatin1String("status")].toString() != QLatin1String("close");
            it->health = it->open ? row[QLatin1String("health")].toString() : QString();
            it->documents = numberOf(row[QLatin1String("docs.count")]);
            it->primaryBytes = numberOf(row[QLatin1String("pri.store.size")]);
        }
    }
    return {};
}

Result<QHash<QString, IndexDefinition>> SearchClient::definitions(const QStringList &indices)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QHash<QString, IndexDefinition> found;
    for (const IndexChunk &chunk : indexChunks(indices)) {
        const Result<QJsonObject> answer = get('/' + chunk.path,
            (*spelling)->typedQuery()
                + "flat_settings=true&ignore_unavailable=true&allow_no_indices=true&expand_wildcards="
                + (*spelling)->everyIndex());
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            continue;
        if (!answer)
            return fail(answer.error());
        for (auto it = answer->constBegin(); it != answer->constEnd(); ++it) {
            if (!matchesAny(it.key(), indices))
                continue;
            IndexDefinition definition;
            definition.name = it.key();
            definition.aliases = it.value()[QLatin1String("aliases")].toObject();
            definition.settings = it.value()[QLatin1String("settings")].toObject();
            definition.mappings
                = (*spelling)->typelessMappings(it.value()[QLatin1String("mappings")].toObject(), &definition.typeName);
            definition.uuid = settingOf(definition.settings, "index.uuid");
            found.insert(it.key(), definition);
        }
        if (const Result<void> done = addRoutingShards(chunk, found); !done)
            return fail(done.error());
    }
    return found;
}

//! A shrunk or split index keeps the routing of its parent, which only the cluster state tells.
Result<void> SearchClient::addRoutingShards(const IndexChunk &chunk, QHash<QString, IndexDefinition> &found) const
{
    const Result<QJsonObject> state = get("/_cluster/state/metadata/" + chunk.path,
        "filter_path=metadata.indices.*.routing_num_shards&ignore_unavailable=true&allow_no_indices=true&expand_"
        "wildcards="
            + (*dialect())->everyIndex());
    if (!state && (state.error().kind == ErrorKind::NotFound || state.error().kind == ErrorKind::Forbidden))
        return {};
    if (!state)
        return fail(state.error());
    const QJsonObject indices = state->value(QLatin1String("metadata"))[QLatin1String("indices")].toObject();
    for (auto it = indices.constBegin(); it != indices.constEnd(); ++it) {
        if (const auto definition = found.find(it.key()); definition != found.end())
            definition->routingShards = it.value()[QLatin1String("routing_num_shards")].toInt();
    }
    return {};
}

Result<QHash<QString, QByteArray>> SearchClient::mappings(const QStringList &indices)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QHash<QString, QByteArray> found;
    for (const IndexChunk &chunk : indexChunks(indices)) {
        const Result<QJsonObject> answer = get('/' + chunk.path + "/_mapping",
            (*spelling)->typedQuery()
                + "ignore_unavailable=true&allow_no_indices=true&expand_wildcards=" + (*spelling)->everyIndex());
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            continue;
        if (!answer)
            return fail(answer.error());
        for (auto it = answer->constBegin(); it != answer->constEnd(); ++it) {
            const QJsonObject mapping = (*spelling)->typelessMappings(it.value()[QLatin1String("mappings")].toObject());
            if (matchesAny(it.key(), indices))
                found.insert(it.key(), QJsonDocument(mapping).toJson(QJsonDocument::Compact));
        }
    }
    return found;
}

Result<std::vector<ShardState>> SearchClient::shardStates(const QStringList &indices)
{
    std::vector<ShardState> states;
    for (const IndexChunk &chunk : indexChunks(indices)) {
        static const QByteArray query
            = "level=shards&ignore_unavailable=true&filter_path=_shards,indices.*.uuid,indices.*.shards.*.routing,"
              "indices.*.shards.*.docs,indices.*.shards.*.store.size_in_bytes,"
              "indices.*.shards.*.indexing.delete_total,indices.*.shards.*.seq_no,"
              "indices.*.shards.*.commit.user_data.history_uuid";
        const Result<QJsonObject> answer = get('/' + chunk.path + "/_stats/docs,store,indexing", query);
        if (!answer)
            return fail(answer.error());
        const Result<void> whole
            = allShards(*answer, tr("Not every shard told its state, so the answer is not used. It is asked again."));
        if (!whole)
            return fail(whole.error());
        const QJsonObject found = answer->value(QLatin1String("indices")).toObject();
        for (auto index = found.constBegin(); index != found.constEnd(); ++index) {
            const QJsonObject shards = index.value()[QLatin1String("shards")].toObject();
            for (auto shard = shards.constBegin(); shard != shards.constEnd(); ++shard) {
                for (const QJsonValue &copy : shard.value().toArray()) {
                    if (auto state = primaryState(copy.toObject())) {
                        state->index = index.key();
                        state->indexUuid = index.value()[QLatin1String("uuid")].toString();
                        state->shard = shard.key().toInt();
                        states.push_back(std::move(*state));
                    }
                }
            }
        }
    }
    return states;
}

Result<void> SearchClient::refresh(const QStringList &indices, int wantedPrimaries)
{
    const QString refusal = tr("Not every shard was refreshed, so newer documents may be hidden. It is tried again.");
    const std::vector<IndexChunk> chunks = indexChunks(indices);
    const auto incomplete = [&](qint64 refreshed, qint64 copies, qint64 primaries) {
        Error error{ErrorKind::Incomplete, refusal,
            tr("refreshed %1 of %2 copies, active primaries %3, wanted %4")
                .arg(refreshed)
                .arg(copies)
                .arg(primaries)
                .arg(wantedPrimaries),
            0, true, {}};
        return fail(std::move(error));
    };
    // With a primary missing, the server would wait a minute and then not count it as failed.
    Result<std::pair<qint64, qint64>> active = activeShards(chunks);
    if (!active)
        return fail(active.error());
    if (active->first < wantedPrimaries)
        return incomplete(0, active->second, active->first);
    qint64 successful = 0;
    qint64 total = 0;
    for (const IndexChunk &chunk : chunks) {
        HttpRequest request;
        request.method = Method::Post;
        request.path = '/' + chunk.path + "/_refresh";
        request.idempotent = true;
        request.retries = 1;
        request.timeout = 90s; // longer than the server waits for a primary
        const Result<QJsonObject> answer = askObject(request);
        if (!answer)
            return fail(answer.error());
        if (const Result<void> whole = allShards(*answer, refusal); !whole)
            return whole;
        const QJsonValue shards = answer->value(QLatin1String("_shards"));
        successful += shards[QLatin1String("successful")].toInteger();
        total += shards[QLatin1String("total")].toInteger();
    }
    if (successful < total) {
        // Copies are missing, and the server does not say which: two copies of one shard must not pass for two
        // primaries.
        active = activeShards(chunks);
        if (!active)
            return fail(active.error());
        if (active->first < wantedPrimaries || successful < active->second)
            return incomplete(successful, total, active->first);
    }
    if (successful < wantedPrimaries)
        return incomplete(successful, total, active->first);
    return {};
}

//! Active primaries, and active copies in all.
Result<std::pair<qint64, qint64>> SearchClient::activeShards(const std::vector<IndexChunk> &chunks) const
{
    std::pair<qint64, qint64> active{0, 0};
    for (const IndexChunk &chunk : chunks) {
        const Result<QJsonObject> health = get("/_cluster/health/" + chunk.path, "timeout=5s");
        if (!health && health.error().httpStatus == 408)
            continue; // how the server says that an index is not there
        if (!health)
            return fail(health.error());
        active.first += health->value(QLatin1String("active_primary_shards")).toInteger();
        active.second += health->value(QLatin1String("active_shards")).toInteger();
    }
    return active;
}

Result<void> SearchClient::flush(const QStringList &indices)
{
    for (const IndexChunk &chunk : indexChunks(indices)) {
        HttpRequest request;
        request.method = Method::Post;
        request.path = '/' + chunk.path + "/_flush";
        request.idempotent = true;
        const Result<QJsonObject> answer = askObject(request);
        if (!answer)
            return fail(answer.error());
        if (const Result<void> whole = allShards(*answer, tr("Not every shard was flushed. It is tried again."));
            !whole)
            return whole;
    }
    return {};
}

} // namespace godwit
