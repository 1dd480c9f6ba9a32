// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/snapshotclient.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace std::chrono_literals;

namespace godwit {

namespace {

QByteArray repositoryPath(const QString &repository)
{
    return "/_snapshot/" + QUrl::toPercentEncoding(repository);
}

//! `*` in a pattern stays what it is.
QByteArray snapshotPath(const QString &repository, const QString &name)
{
    return repositoryPath(repository) + '/' + QUrl::toPercentEncoding(name, "*");
}

QStringList texts(const QJsonValue &list)
{
    QStringList all;
    for (const QJsonValue &entry : list.toArray())
        all.append(entry.toString());
    return all;
}

HttpRequest requestWith(Method method, const QByteArray &path, const QJsonObject &body = {})
{
    HttpRequest request;
    request.method = method;
    request.path = path;
    if (!body.isEmpty())
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.retries = 0;
    return request;
}

SnapshotInfo snapshotFrom(const QJsonObject &entry)
{
    SnapshotInfo info;
    info.name = entry.value(QLatin1String("snapshot")).toString();
    info.uuid = entry.value(QLatin1String("uuid")).toString();
    info.state = entry.value(QLatin1String("state")).toString();
    info.version = entry.value(QLatin1String("version")).toString();
    info.indices = texts(entry.value(QLatin1String("indices")));
    info.metadata = entry.value(QLatin1String("metadata")).toObject();
    info.startMs = entry.value(QLatin1String("start_time_in_millis")).toInteger();
    info.globalState = entry.value(QLatin1String("include_global_state")).toBool();
    const QJsonValue shards = entry.value(QLatin1String("shards"));
    info.shards = shards[QLatin1String("total")].toInt();
    info.successful = shards[QLatin1String("successful")].toInt();
    info.failed = shards[QLatin1String("failed")].toInt();
    for (const QJsonValue &failure : entry.value(QLatin1String("failures")).toArray())
        info.failures.append(QStringLiteral("%1[%2]: %3")
                                 .arg(failure[QLatin1String("index")].toString())
                                 .arg(failure[QLatin1String("shard_id")].toInt())
                                 .arg(failure[QLatin1String("reason")].toString()));
    for (const QJsonValue &feature : entry.value(QLatin1String("feature_states")).toArray()) {
        const QString name = feature[QLatin1String("feature_name")].toString();
        info.featureStates.append(name);
        info.featureIndices.insert(name, texts(feature[QLatin1String("indices")]));
    }
    info.dataStreams = texts(entry.value(QLatin1String("data_streams")));
    return info;
}

SnapshotShard shardFrom(const QString &index, const QString &number, const QJsonValue &shard)
{
    SnapshotShard made;
    made.index = index;
    made.shard = number.toInt();
    made.stage = shard[QLatin1String("stage")].toString();
    const QJsonValue stats = shard[QLatin1String("stats")];
    made.newBytes = stats[QLatin1String("incremental")][QLatin1String("size_in_bytes")].toInteger();
    made.totalBytes = stats[QLatin1String("total")][QLatin1String("size_in_bytes")].toInteger();
    // "processed" is left out when it equals the incremental part, or nothing was processed yet.
    const QJsonValue processed = stats[QLatin1String("processed")];
    if (processed.isObject())
        made.processedBytes = processed[QLatin1String("size_in_bytes")].toInteger();
    else if (made.stage == QLatin1String("DONE"))
        made.processedBytes = made.newBytes;
    return made;
}

ShardRecovery recoveryFrom(const QString &index, const QJsonValue &shard)
{
    ShardRecovery made;
    made.index = index;
    made.shard = shard[QLatin1String("id")].toInt(-1);
    made.primary = shard[QLatin1String("primary")].toBool();
    made.type = shard[QLatin1String("type")].toString();
    made.stage = shard[QLatin1String("stage")].toString();
    made.repository = shard[QLatin1String("source")][QLatin1String("repository")].toString();
    made.snapshot = shard[QLatin1String("source")][QLatin1String("snapshot")].toString();
    const QJsonValue size = shard[QLatin1String("index")][QLatin1String("size")];
    made.totalBytes = size[QLatin1String("total_in_bytes")].toInteger();
    made.reusedBytes = size[QLatin1String("reused_in_bytes")].toInteger();
    made.recoveredBytes = size[QLatin1String("recovered_in_bytes")].toInteger();
    return made;
}

} // namespace

SnapshotClient::SnapshotClient(SearchClient &client) : m_client(client) { }

std::unique_ptr<SnapshotService> SearchClient::snapshots(const SnapshotPermit &permit)
{
    m_guard.allowSnapshots(permit);
    return std::make_unique<SnapshotClient>(*this);
}

Result<QList<RepositoryInfo>> SnapshotClient::repositories()
{
    const Result<QJsonObject> answer = m_client.get("/_snapshot");
    if (!answer)
        return fail(answer.error());
    QList<RepositoryInfo> all;
    for (auto it = answer->constBegin(); it != answer->constEnd(); ++it)
        all.append(
            {it.key(), it.value()[QLatin1String("type")].toString(), it.value()[QLatin1String("settings")].toObject()});
    return all;
}

Result<void> SnapshotClient::putRepository(const RepositoryInfo &repository)
{
    HttpRequest request = requestWith(Method::Put, repositoryPath(repository.name),
        {{QStringLiteral("type"), repository.type}, {QStringLiteral("settings"), repository.settings}});
    request.query = "verify=false&";
    const auto done = m_client.acknowledged(
        request, tr("The repository %1 was not acknowledged in time. Try again.").arg(repository.name));
    if (done)
        m_client.m_guard.noteRegistered(repository.name);
    return done;
}

Result<void> SnapshotClient::removeRepository(const QString &repository)
{
    return m_client.acknowledged(requestWith(Method::Delete, repositoryPath(repository)),
        tr("Taking back the registration of %1 was not acknowledged in time. Try again.").arg(repository));
}

Result<RepositoryCheck> SnapshotClient::verifyRepository(const QString &repository)
{
    HttpRequest request = requestWith(Method::Post, repositoryPath(repository) + "/_verify");
    request.query = "timeout=60s&master_timeout=60s";
    request.timeout = 90s;
    const Result<QJsonObject> answer = m_client.askObject(request);
    if (!answer)
        return fail(answer.error());
    const Result<QJsonObject> nodes = m_client.get("/_nodes", "filter_path=nodes.*.roles");
    if (!nodes)
        return fail(nodes.error());
    RepositoryCheck check;
    check.verified = int(answer->value(QLatin1String("nodes")).toObject().size());
    for (const QJsonValue &node : nodes->value(QLatin1String("nodes")).toObject()) {
        const QStringList roles = texts(node[QLatin1String("roles")]);
        const bool wanted = std::any_of(roles.begin(), roles.end(), [](const QString &role) {
            return role == QLatin1String("master") || role == QLatin1String("cluster_manager")
                || role.startsWith(QLatin1String("data"));
        });
        check.wanted += wanted ? 1 : 0;
    }
    return check;
}

Result<QList<SnapshotInfo>> SnapshotClient::snapshots(const QString &repository, const QString &pattern)
{
    HttpRequest request = requestWith(Method::Get, snapshotPath(repository, pattern));
    request.query = "ignore_unavailable=false";
    request.timeout = 300s; // a repository with many snapshots takes its time
    const Result<QJsonObject> answer = m_client.askObject(request);
    if (!answer)
        return fail(answer.error());
    QJsonArray list = answer->value(QLatin1String("snapshots")).toArray();
    // 7.6 to 7.13 put the answer of each repository below "responses".
    for (const QJsonValue &response : answer->value(QLatin1String("responses")).toArray()) {
        if (response.toObject().contains(QLatin1String("error")))
            return fail(ErrorKind::NotFound,
                tr("The repository %1 did not list its snapshots. Check its registration.").arg(repository),
                QString(response[QLatin1String("error")][QLatin1String("type")].toString() + QLatin1String(": ")
                    + response[QLatin1String("error")][QLatin1String("reason")].toString()));
        for (const QJsonValue &entry : response[QLatin1String("snapshots")].toArray())
            list.append(entry);
    }
    QList<SnapshotInfo> all;
    for (const QJsonValue &entry : list)
        all.append(snapshotFrom(entry.toObject()));
    return all;
}

Result<std::optional<SnapshotInfo>> SnapshotClient::snapshot(const QString &repository, const QString &name)
{
    const auto found = snapshots(repository, name);
    if (!found && found.error().detail.contains(QLatin1String("snapshot_missing_exception")))
        return std::nullopt;
    if (!found)
        return fail(found.error());
    for (const SnapshotInfo &info : *found)
        if (info.name == name)
            return info;
    return std::nullopt;
}

Result<void> SnapshotClient::createSnapshot(
    const QString &repository, const QString &name, const QStringList &indices, const QJsonObject &metadata)
{
    const auto spelling = m_client.dialect();
    if (!spelling)
        return fail(spelling.error());
    QJsonObject body{{QStringLiteral("indices"), indices.join(u',')}, {QStringLiteral("include_global_state"), false},
        {QStringLiteral("partial"), false}, {QStringLiteral("ignore_unavailable"), false}};
    if ((*spelling)->hasSnapshotMetadata())
        body.insert(QStringLiteral("metadata"), metadata);
    if ((*spelling)->hasFeatureStates())
        body.insert(QStringLiteral("feature_states"), QJsonArray{QStringLiteral("none")});
    HttpRequest request = requestWith(Method::Put, snapshotPath(repository, name), body);
    request.query = "wait_for_completion=false&master_timeout=60s";
    request.timeout = 120s;
    const Result<QJsonObject> answer = m_client.askObject(request);
    if (answer)
        return {};
    Error error = answer.error();
    if (error.detail.contains(QLatin1String("already exists")) || error.detail.contains(QLatin1String("in_use"))
        || error.detail.contains(QLatin1String("already in-progress"))) {
        error.kind = ErrorKind::Conflict;
        error.retryable = false;
    } else if (error.detail.contains(QLatin1String("concurrent_snapshot_execution"))) {
        error.kind = ErrorKind::Busy;
        error.retryable = true;
    }
    return fail(std::move(error));
}

Result<SnapshotProgress> SnapshotClient::progress(const QString &repository, const QString &name)
{
    const Result<QJsonObject> answer = m_client.get(snapshotPath(repository, name) + "/_status");
    if (!answer)
        return fail(answer.error());
    const QJsonObject status = answer->value(QLatin1String("snapshots")).toArray().first().toObject();
    if (status.value(QLatin1String("snapshot")).toString() != name)
        return fail(ErrorKind::Protocol, tr("The status of snapshot %1 can't be read. It is asked again.").arg(name));
    SnapshotProgress progress;
    progress.state = status.value(QLatin1String("state")).toString();
    const QJsonObject indices = status.value(QLatin1String("indices")).toObject();
    for (auto index = indices.constBegin(); index != indices.constEnd(); ++index) {
        const QJsonObject shards = index.value()[QLatin1String("shards")].toObject();
        for (auto shard = shards.constBegin(); shard != shards.constEnd(); ++shard)
            progress.shards.push_back(shardFrom(index.key(), shard.key(), shard.value()));
    }
    return progress;
}

Result<void> SnapshotClient::deleteSnapshot(const QString &repository, const QString &name)
{
    HttpRequest request = requestWith(Method::Delete, snapshotPath(repository, name));
    request.query = "master_timeout=60s";
    request.timeout = 600s; // answers when the files are gone
    const Result<QJsonObject> answer = m_client.askObject(request);
    if (!answer)
        return fail(answer.error());
    if (!answer->value(QLatin1String("acknowledged")).toBool())
        return fail(ErrorKind::Incomplete, tr("Deleting the snapshot %1 was not acknowledged. Try again.").arg(name));
    return {};
}

Result<QHash<QString, SnapshotIndexSize>> SnapshotClient::indexSizes(const QString &repository, const QString &name)
{
    const auto spelling = m_client.dialect();
    if (!spelling)
        return fail(spelling.error());
    QHash<QString, SnapshotIndexSize> sizes;
    if (!(*spelling)->hasSnapshotIndexDetails())
        return sizes;
    const Result<QJsonObject> answer = m_client.get(snapshotPath(repository, name), "index_details=true");
    if (!answer)
        return fail(answer.error());
    QJsonValue first = answer->value(QLatin1String("snapshots")).toArray().first();
    if (first.isUndefined())
        first = answer->value(QLatin1String("responses")).toArray().first()[QLatin1String("snapshots")][0];
    const QJsonObject details = first[QLatin1String("index_details")].toObject();
    for (auto it = details.constBegin(); it != details.constEnd(); ++it)
        sizes.insert(it.key(),
            {it.value()[QLatin1String("shard_count")].toInt(), it.value()[QLatin1String("size_in_bytes")].toInteger()});
    return sizes;
}

Result<void> SnapshotClient::restore(const RestoreOrder &order)
{
    const auto spelling = m_client.dialect();
    if (!spelling)
        return fail(spelling.error());
    QJsonObject body{{QStringLiteral("indices"), order.indices.join(u',')},
        {QStringLiteral("include_aliases"), order.aliases}, {QStringLiteral("include_global_state"), order.globalState},
        {QStringLiteral("partial"), false}, {QStringLiteral("ignore_unavailable"), false}};
    if (!order.renamePattern.isEmpty()) {
        body.insert(QStringLiteral("rename_pattern"), order.renamePattern);
        body.insert(QStringLiteral("rename_replacement"), order.renameReplacement);
    }
    if (!order.indexSettings.isEmpty())
        body.insert(QStringLiteral("index_settings"), order.indexSettings);
    if (!order.ignoreSettings.isEmpty())
        body.insert(QStringLiteral("ignore_index_settings"), QJsonArray::fromStringList(order.ignoreSettings));
    if ((*spelling)->hasFeatureStates())
        body.insert(QStringLiteral("feature_states"),
            order.featureStates.isEmpty() ? QJsonArray{QStringLiteral("none")}
                                          : QJsonArray::fromStringList(order.featureStates));
    HttpRequest request = requestWith(Method::Post, snapshotPath(order.repository, order.snapshot) + "/_restore", body);
    request.query = "wait_for_completion=false&master_timeout=60s";
    request.timeout = 120s;
    const Result<QJsonObject> answer = m_client.askObject(request);
    if (!answer) {
        Error error = answer.error();
        // An index is there by now. An order whose answer was lost may have made it, so whoever asked is to look.
        if (error.detail.contains(QLatin1String("with same name already exists"))) {
            error.kind = ErrorKind::Conflict;
            error.retryable = true;
            error.summary = tr("The target has an index of that name by now. It is looked at.");
        }
        // A refusal for good is told as a fault of the server: SnapshotRestoreException has no status of its own.
        if (error.kind == ErrorKind::Server && error.detail.contains(QLatin1String("snapshot_restore_exception"))) {
            error.kind = ErrorKind::Refused;
            error.retryable = false;
            error.summary
                = tr("The target refuses to restore %1 as it was asked. It says: %2").arg(order.snapshot, error.detail);
        }
        return fail(std::move(error));
    }
    if (!answer->value(QLatin1String("accepted")).toBool() && !answer->contains(QLatin1String("snapshot")))
        return fail(ErrorKind::Incomplete, tr("The restore of %1 was not accepted. Try again.").arg(order.snapshot));
    return {};
}

Result<std::vector<ShardRecovery>> SnapshotClient::recoveries(const QStringList &indices)
{
    const auto spelling = m_client.dialect();
    if (!spelling)
        return fail(spelling.error());
    std::vector<ShardRecovery> all;
    for (const IndexChunk &chunk : indexChunks(indices)) {
        const Result<QJsonObject> answer = m_client.get('/' + chunk.path + "/_recovery",
            "ignore_unavailable=true&allow_no_indices=true&expand_wildcards=" + (*spelling)->everyIndex()
                + "&filter_path=*.shards.id,*.shards.primary,*.shards.type,*.shards.stage,*.shards.source,"
                  "*.shards.index.size");
        if (!answer && answer.error().kind == ErrorKind::NotFound)
            continue;
        if (!answer)
            return fail(answer.error());
        for (auto it = answer->constBegin(); it != answer->constEnd(); ++it)
            for (const QJsonValue &shard : it.value()[QLatin1String("shards")].toArray())
                all.push_back(recoveryFrom(it.key(), shard));
    }
    return all;
}

Result<QStringList> SnapshotClient::restoring(const QString &repository, const QString &snapshot)
{
    const Result<QJsonObject> answer = m_client.get("/_cluster/state/customs", "filter_path=restore.snapshots");
    if (!answer)
        return fail(answer.error());
    QStringList names;
    const QJsonValue running = answer->value(QLatin1String("restore"))[QLatin1String("snapshots")];
    for (const QJsonValue &entry : running.toArray())
        if (entry[QLatin1String("repository")].toString() == repository
            && entry[QLatin1String("snapshot")].toString() == snapshot)
            names += texts(entry[QLatin1String("indices")]);
    return names;
}

Result<void> SnapshotClient::postToIndices(const QStringList &indices, const QByteArray &call, const QString &refusal)
{
    for (const IndexChunk &chunk : indexChunks(indices)) {
        HttpRequest request = requestWith(Method::Post, '/' + chunk.path + call);
        request.idempotent = true;
        request.retries = 2;
        if (const Result<void> done = m_client.acknowledged(request, refusal); !done)
            return done;
    }
    return {};
}

Result<void> SnapshotClient::closeIndices(const QStringList &indices)
{
    auto closed = postToIndices(
        indices, "/_close", tr("Closing the indices on the target was not acknowledged in time. It is tried again."));
    if (closed || closed.error().httpStatus != 400)
        return closed;
    // A restore or a snapshot that somebody began, perhaps this job before it was killed, ends by itself.
    // (RestoreService.restoringIndices, SnapshotsService.snapshottingIndices; both are illegal_argument_exception.)
    const QString said = closed.error().summary + closed.error().detail;
    if (!said.contains(QLatin1String("being restored")) && !said.contains(QLatin1String("being snapshotted")))
        return closed;
    Error error = closed.error();
    error.kind = ErrorKind::Busy;
    error.summary
        = tr("The target still restores or snapshots indices that are to be closed. They are when it has ended.");
    error.retryable = true;
    return fail(std::move(error));
}

Result<int> SnapshotClient::busiestCpu()
{
    const Result<QJsonObject> answer = m_client.get("/_nodes/stats/os", "filter_path=nodes.*.os.cpu.percent");
    if (!answer)
        return fail(answer.error());
    int busiest = -1;
    for (const QJsonValue &node : answer->value(QLatin1String("nodes")).toObject())
        busiest
            = std::max(busiest, node[QLatin1String("os")][QLatin1String("cpu")][QLatin1String("percent")].toInt(-1));
    return busiest;
}

Result<void> SnapshotClient::openIndices(const QStringList &indices)
{
    return postToIndices(
        indices, "/_open", tr("Opening the indices on the target was not acknowledged in time. It is tried again."));
}

} // namespace godwit
