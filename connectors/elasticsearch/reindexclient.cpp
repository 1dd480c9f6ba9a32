// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/reindexclient.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace godwit {

namespace {

const QLatin1String action("indices:data/write/reindex");

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray perSecondText(double perSecond)
{
    return perSecond > 0 ? QByteArray::number(perSecond, 'f', 6) : QByteArray("-1");
}

//! "a,b" or ["a", "b"].
QStringList listOf(const QJsonValue &value)
{
    QStringList list;
    if (value.isString())
        list = value.toString().split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    for (QString &entry : list)
        entry = entry.trimmed();
    return list;
}

ReindexFailure failureOf(const QJsonObject &entry)
{
    // A refused document has "cause"; a page that could not be read has "reason".
    const QJsonObject why
        = entry.value(QLatin1String(entry.contains(QLatin1String("cause")) ? "cause" : "reason")).toObject();
    QString reason = why.value(QLatin1String("reason")).toString();
    const QString deeper = why.value(QLatin1String("caused_by")).toObject().value(QLatin1String("reason")).toString();
    if (!deeper.isEmpty())
        reason += QLatin1String(": ") + deeper;
    return {entry.value(QLatin1String("id")).toString(), entry.value(QLatin1String("status")).toInt(),
        why.value(QLatin1String("type")).toString(), reason};
}

//! The innermost cause says most: the outer ones are wrappers.
void flatten(const QJsonObject &error, QStringList &reasons)
{
    const QString text = error.value(QLatin1String("reason")).toString();
    const QString type = error.value(QLatin1String("type")).toString();
    const QString both = text.isEmpty() ? type : QString(type + QLatin1String(": ") + text);
    if (!both.isEmpty() && !reasons.contains(both))
        reasons.append(both);
    const QJsonObject cause = error.value(QLatin1String("caused_by")).toObject();
    if (!cause.isEmpty())
        flatten(cause, reasons);
}

Error errorOf(const QJsonObject &error)
{
    QStringList reasons;
    flatten(error, reasons);
    const QString detail = reasons.join(QLatin1String(" ← "));
    const bool large = detail.contains(QLatin1String("too large")) || detail.contains(QLatin1String("too long"));
    const auto says = [&detail](const char *text) { return detail.contains(QLatin1String(text)); };
    const bool passing = says("timeout") || says("timed_out") || says("connect") || says("unavailable")
        || says("rejected_execution") || says("circuit_break") || says("search_context_missing")
        || says("No search context") || says("node_") || says("shard_not");
    Error made{large  ? ErrorKind::TooLarge
            : passing ? ErrorKind::Server
                      : ErrorKind::Refused,
        ReindexClient::tr("The reindex task ended early: %1").arg(reasons.isEmpty() ? QString() : reasons.last()),
        detail, 0, passing, {}};
    return made;
}

} // namespace

std::unique_ptr<ReindexService> SearchClient::reindexing()
{
    return std::make_unique<ReindexClient>(*this);
}

ReindexClient::ReindexClient(SearchClient &client) : m_client(client) { }

QJsonObject ReindexClient::bodyOf(const ReindexOrder &order, const QJsonObject &remote)
{
    QJsonObject source{{QStringLiteral("index"), order.from}, {QStringLiteral("size"), order.batch}};
    if (!remote.isEmpty())
        source.insert(QStringLiteral("remote"), remote);
    if (!order.query.isEmpty())
        source.insert(QStringLiteral("query"), order.query);
    if (order.slice >= 0)
        source.insert(QStringLiteral("slice"),
            QJsonObject{{QStringLiteral("id"), order.slice}, {QStringLiteral("max"), order.slices}});
    if (!order.fields.isEmpty())
        source.insert(QStringLiteral("_source"), QJsonArray::fromStringList(order.fields));
    // Either way a part that runs twice, or late, never writes an older state over a newer one.
    const QJsonObject dest{{QStringLiteral("index"), order.to},
        {QStringLiteral("version_type"), QLatin1String(order.overSame ? "external_gte" : "external")},
        // Named always: without it the documents take the default_pipeline of the index (known since 6.5, and so on all
        // targets). A final_pipeline can't be left out by a request.
        {QStringLiteral("pipeline"), order.pipeline.isEmpty() ? QStringLiteral("_none") : order.pipeline}};
    QJsonObject body{{QStringLiteral("source"), source}, {QStringLiteral("dest"), dest},
        {QStringLiteral("conflicts"), QStringLiteral("proceed")}};
    if (!order.script.isEmpty())
        body.insert(QStringLiteral("script"), order.script);
    return body;
}

Result<QJsonObject> ReindexClient::remoteOf(const ReindexOrder &order, const SearchClient &remote) const
{
    const auto header = authorizationHeader(remote.m_endpoint, remote.m_secrets);
    if (!header)
        return fail(header.error());
    QUrl url(order.remoteUrl.isEmpty() ? remote.m_endpoint.url : order.remoteUrl);
    url.setUserInfo({});
    if (url.port() < 0) // the server wants one
        url.setPort(url.scheme() == QLatin1String("https") ? 443 : 80);
    QJsonObject made{{QStringLiteral("host"), url.toString(QUrl::StripTrailingSlash)},
        {QStringLiteral("socket_timeout"), QStringLiteral("90s")},
        {QStringLiteral("connect_timeout"), QStringLiteral("20s")}};
    if (remote.m_endpoint.auth == AuthKind::Basic) {
        made.insert(QStringLiteral("username"), remote.m_endpoint.user);
        made.insert(QStringLiteral("password"), remote.m_secrets.password);
    } else if (!header->isEmpty()) {
        made.insert(
            QStringLiteral("headers"), QJsonObject{{QStringLiteral("Authorization"), QString::fromUtf8(*header)}});
    }
    return made;
}

Result<QString> ReindexClient::start(const ReindexOrder &order, const SearchCluster *remote)
{
    QJsonObject from;
    QStringList secrets;
    if (remote) {
        const auto *source = dynamic_cast<const SearchClient *>(remote);
        if (!source)
            return fail(ErrorKind::Internal, tr("The source is no search cluster."));
        const auto made = remoteOf(order, *source);
        if (!made)
            return fail(made.error());
        from = *made;
        secrets = {source->m_secrets.password, source->m_secrets.apiKey, source->m_secrets.bearer,
            from.value(QLatin1String("headers"))[QLatin1String("Authorization")].toString().section(u' ', 1)};
    }
    HttpRequest request;
    request.method = Method::Post;
    request.path = "/_reindex";
    request.query = "wait_for_completion=false&requests_per_second=" + perSecondText(order.perSecond);
    request.body = compact(bodyOf(order, from));
    request.opaqueId = order.mark.toLatin1();
    request.retries = 0; // a second try could start a second task
    Result<QJsonObject> answer = m_client.askObject(request);
    if (!answer) { // the request holds the source's credentials: whatever the server repeats of it must not
        Error error = answer.error();
        for (const QString &secret : std::as_const(secrets)) {
            for (QString *text : {&error.summary, &error.detail})
                if (!secret.isEmpty())
                    text->replace(secret, QStringLiteral("•••"));
        }
        if (interfaceMissing(error))
            error.summary = tr("The target has no _reindex interface. Use the live copy, which needs none.");
        return fail(error);
    }
    const QString task = answer->value(QLatin1String("task")).toString();
    if (task.isEmpty())
        return fail(ErrorKind::Protocol, tr("The answer to a reindex names no task."));
    return task;
}

ReindexTask ReindexClient::readTask(const QJsonObject &answer)
{
    const QJsonObject task = answer.value(QLatin1String("task")).toObject();
    ReindexTask made;
    made.id = task.value(QLatin1String("node")).toString() + u':'
        + QString::number(task.value(QLatin1String("id")).toInteger());
    made.mark = task.value(QLatin1String("headers"))[QLatin1String("X-Opaque-Id")].toString();
    made.completed = answer.value(QLatin1String("completed")).toBool();
    // The result says how it ended; while it runs the status says how far it is.
    const QJsonObject response = answer.value(QLatin1String("response")).toObject();
    const QJsonObject status = response.isEmpty() ? task.value(QLatin1String("status")).toObject() : response;
    const auto number = [&status](const char *key) { return status.value(QLatin1String(key)).toInteger(); };
    made.total = number("total");
    made.created = number("created");
    made.updated = number("updated");
    made.deleted = number("deleted");
    made.noops = number("noops");
    made.conflicts = number("version_conflicts");
    made.batches = number("batches");
    made.throttledSeconds = double(number("throttled_millis")) / 1000;
    made.cancelled = status.contains(QLatin1String("canceled")) || task.value(QLatin1String("cancelled")).toBool();
    for (const QJsonValue &failure : response.value(QLatin1String("failures")).toArray())
        made.failures.push_back(failureOf(failure.toObject()));
    if (const QJsonObject error = answer.value(QLatin1String("error")).toObject(); !error.isEmpty())
        made.error = errorOf(error);
    if (response.value(QLatin1String("timed_out")).toBool() && !made.error)
        made.error = Error{ErrorKind::Timeout, tr("The reindex task timed out on the server."), {}, 0, true, {}};
    return made;
}

Result<ReindexTask> ReindexClient::task(const QString &id)
{
    const Result<QJsonObject> answer = m_client.get("/_tasks/" + QUrl::toPercentEncoding(id, ":"));
    if (!answer)
        return fail(answer.error());
    if (!answer->value(QLatin1String("task")).isObject())
        return fail(ErrorKind::Protocol, tr("The answer about a task can't be read."));
    return readTask(*answer);
}

Result<QHash<QString, QString>> ReindexClient::runningMarks()
{
    const Result<QJsonObject> answer
        = m_client.get("/_tasks", "group_by=none&actions=" + QUrl::toPercentEncoding(action, ":/"));
    if (!answer)
        return fail(answer.error());
    if (answer->contains(QLatin1String("node_failures"))) {
        Error error{ErrorKind::Incomplete, tr("Not every node told its tasks. They are asked again."), {}, 0, true, {}};
        return fail(std::move(error));
    }
    QHash<QString, QString> marks;
    for (const QJsonValue &task : answer->value(QLatin1String("tasks")).toArray()) {
        const QString mark = task[QLatin1String("headers")][QLatin1String("X-Opaque-Id")].toString();
        if (!mark.isEmpty() && !task.toObject().contains(QLatin1String("parent_task_id")))
            marks.insert(mark,
                QString(task[QLatin1String("node")].toString() + u':'
                    + QString::number(task[QLatin1String("id")].toInteger())));
    }
    return marks;
}

Result<void> ReindexClient::rethrottle(const QString &id, double perSecond)
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = "/_reindex/" + QUrl::toPercentEncoding(id, ":") + "/_rethrottle";
    request.query = "requests_per_second=" + perSecondText(perSecond);
    request.idempotent = true;
    const Result<QJsonObject> answer = m_client.askObject(request);
    return answer ? Result<void>() : fail(answer.error());
}

Result<void> ReindexClient::cancel(const QString &id)
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = "/_tasks/" + QUrl::toPercentEncoding(id, ":") + "/_cancel";
    request.idempotent = true;
    const Result<QJsonObject> answer = m_client.askObject(request);
    return answer || answer.error().kind == ErrorKind::NotFound ? Result<void>() : fail(answer.error());
}

Result<QList<ReindexNode>> ReindexClient::nodes()
{
    const Result<QJsonObject> answer = m_client.get(
        "/_nodes/settings", "filter_path=nodes.*.name,nodes.*.roles,nodes.*.settings.reindex,nodes.*.settings.node");
    if (!answer)
        return fail(answer.error());
    const Result<QJsonObject> state = m_client.get("/_cluster/state/master_node", "filter_path=master_node");
    const QString master = state ? state->value(QLatin1String("master_node")).toString() : QString();
    QList<ReindexNode> nodes;
    const QJsonObject all = answer->value(QLatin1String("nodes")).toObject();
    for (auto it = all.constBegin(); it != all.constEnd(); ++it) {
        ReindexNode node;
        node.name = it.value()[QLatin1String("name")].toString();
        for (const QJsonValue &role : it.value()[QLatin1String("roles")].toArray()) {
            node.data = node.data || role.toString().startsWith(QLatin1String("data"));
            node.masterEligible = node.masterEligible || role.toString() == QLatin1String("master")
                || role.toString() == QLatin1String("cluster_manager");
        }
        node.master = it.key() == master;
        const QJsonObject list
            = it.value()[QLatin1String("settings")][QLatin1String("reindex")][QLatin1String("remote")].toObject();
        // OpenSearch 2 has both spellings; the new one wins.
        for (const char *key : {"allowlist", "whitelist"}) {
            if (!node.listKnown && list.contains(QLatin1String(key))) {
                node.listKnown = true;
                node.allowed = listOf(list.value(QLatin1String(key)));
            }
        }
        nodes.append(node);
    }
    std::sort(nodes.begin(), nodes.end(), [](const ReindexNode &a, const ReindexNode &b) { return a.name < b.name; });
    return nodes;
}

//! A search of the whole index, trusted only when every shard took part.
Result<QJsonObject> ReindexClient::search(const QString &index, const QJsonObject &body) const
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = '/' + encodedIndex(index) + "/_search";
    request.query = "allow_partial_search_results=false";
    request.body = compact(body);
    request.idempotent = true;
    Result<QJsonObject> answer = m_client.askObject(request);
    if (!answer)
        return answer;
    const QJsonObject shards = answer->value(QLatin1String("_shards")).toObject();
    const qint64 total = shards.value(QLatin1String("total")).toInteger(-1);
    if (answer->value(QLatin1String("timed_out")).toBool() || total < 1
        || shards.value(QLatin1String("successful")).toInteger(-1) != total
        || shards.value(QLatin1String("failed")).toInteger(-1) != 0) {
        Error error{ErrorKind::Incomplete,
            tr("Not every shard of %1 took part in a search, so its answer is not used.").arg(index), {}, 0, true, {}};
        return fail(std::move(error));
    }
    return answer;
}

Result<std::vector<qint64>> ReindexClient::countParts(
    const QString &index, const QJsonObject &all, const std::vector<QJsonObject> &parts)
{
    const QJsonObject everything{{QStringLiteral("match_all"), QJsonObject()}};
    QJsonObject filters;
    for (std::size_t i = 0; i < parts.size(); ++i)
        filters.insert(QString::number(i), parts[i].isEmpty() ? everything : parts[i]);
    QJsonObject body{{QStringLiteral("size"), 0}, {QStringLiteral("track_total_hits"), true},
        {QStringLiteral("query"), all.isEmpty() ? everything : all}};
    if (!parts.empty())
        body.insert(QStringLiteral("aggs"),
            QJsonObject{{QStringLiteral("parts"),
                QJsonObject{{QStringLiteral("filters"), QJsonObject{{QStringLiteral("filters"), filters}}}}}});
    const Result<QJsonObject> answer = search(index, body);
    if (!answer)
        return fail(answer.error());
    std::vector<qint64> counts;
    const QJsonObject buckets
        = answer->value(QLatin1String("aggregations"))[QLatin1String("parts")][QLatin1String("buckets")].toObject();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const QJsonValue count = buckets.value(QString::number(i))[QLatin1String("doc_count")];
        if (!count.isDouble())
            return fail(ErrorKind::Protocol, tr("The answer to a count of %1 can't be read.").arg(index));
        counts.push_back(count.toInteger());
    }
    const qint64 whole = Dialect::totalHits(answer->value(QLatin1String("hits")).toObject());
    if (whole < 0)
        return fail(ErrorKind::Protocol, tr("The answer to a count of %1 can't be read.").arg(index));
    counts.push_back(whole);
    return counts;
}

Result<FieldSpread> ReindexClient::spread(
    const QString &index, const QJsonObject &query, const QString &field, int parts)
{
    QJsonArray percents;
    for (int i = 1; i < parts; ++i)
        percents.append(100.0 * i / parts);
    const QJsonObject of{{QStringLiteral("field"), field}};
    QJsonObject quantiles = of;
    quantiles.insert(QStringLiteral("percents"), percents);
    quantiles.insert(QStringLiteral("keyed"), false);
    QJsonObject aggs{{QStringLiteral("documents"), QJsonObject{{QStringLiteral("value_count"), of}}},
        {QStringLiteral("largest"), QJsonObject{{QStringLiteral("max"), of}}}};
    if (parts > 1)
        aggs.insert(QStringLiteral("quantiles"), QJsonObject{{QStringLiteral("percentiles"), quantiles}});
    QJsonObject body{{QStringLiteral("size"), 0}, {QStringLiteral("aggs"), aggs}};
    if (!query.isEmpty())
        body.insert(QStringLiteral("query"), query);
    const Result<QJsonObject> answer = search(index, body);
    if (!answer)
        return fail(answer.error());
    FieldSpread spread;
    const QJsonObject found = answer->value(QLatin1String("aggregations")).toObject();
    spread.documents = found.value(QLatin1String("documents"))[QLatin1String("value")].toInteger();
    if (const QJsonValue largest = found.value(QLatin1String("largest"))[QLatin1String("value")]; largest.isDouble())
        spread.largest = largest.toDouble();
    for (const QJsonValue &entry : found.value(QLatin1String("quantiles"))[QLatin1String("values")].toArray()) {
        const QJsonValue bound = entry[QLatin1String("value")];
        if (bound.isDouble() && std::isfinite(bound.toDouble()))
            spread.bounds.push_back(bound.toDouble());
    }
    return spread;
}

Result<QHash<QString, QString>> ReindexClient::routings(const QString &index, const QStringList &ids)
{
    QHash<QString, QString> found;
    for (qsizetype at = 0; at < ids.size(); at += 1'000) {
        const QStringList some = ids.mid(at, 1'000);
        const Result<QJsonObject> answer = search(index,
            {{QStringLiteral("size"), some.size()}, {QStringLiteral("_source"), false},
                {QStringLiteral("query"),
                    QJsonObject{{QStringLiteral("ids"),
                        QJsonObject{{QStringLiteral("values"), QJsonArray::fromStringList(some)}}}}}});
        if (!answer)
            return fail(answer.error());
        for (const QJsonValue &hit : answer->value(QLatin1String("hits"))[QLatin1String("hits")].toArray())
            found.insert(hit[QLatin1String("_id")].toString(), hit[QLatin1String("_routing")].toString());
    }
    return found;
}

} // namespace godwit
