// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Questions about the cluster as a whole.
#include "connectors/elasticsearch/analysischeck.h"
#include "connectors/elasticsearch/searchclient.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;

namespace godwit {

namespace {

//! "95%", "0.95" or an absolute "10gb" of the average disk, as the fraction of use at which the server stops writes.
double floodFraction(const QString &text, qint64 diskTotal, int nodes)
{
    QString number = text.trimmed().toLower();
    bool ok = false;
    if (number.endsWith(QLatin1Char('%'))) {
        const double percent = number.chopped(1).toDouble(&ok);
        return ok ? percent / 100.0 : 0.95;
    }
    if (const double ratio = number.toDouble(&ok); ok)
        return ratio;
    double unit = 1;
    for (const auto &[suffix, bytes] :
        {std::pair{"kb", 0x1p10}, {"mb", 0x1p20}, {"gb", 0x1p30}, {"tb", 0x1p40}, {"b", 1.0}}) {
        if (number.endsWith(QLatin1String(suffix))) {
            unit = bytes;
            number.chop(static_cast<qsizetype>(qstrlen(suffix)));
            break;
        }
    }
    const double bytes = number.toDouble(&ok) * unit;
    if (!ok || diskTotal <= 0 || nodes < 1)
        return 0.95;
    return std::clamp(1.0 - bytes * nodes / static_cast<double>(diskTotal), 0.0, 1.0);
}

//! Nodes that ordinary indices can live on.
bool holdsData(const QJsonArray &roles)
{
    return std::any_of(roles.begin(), roles.end(), [](const QJsonValue &role) {
        const QString name = role.toString();
        return name == QLatin1String("data")
            || (name.startsWith(QLatin1String("data_")) && name != QLatin1String("data_frozen"));
    });
}

void addDisks(const QJsonObject &nodes, ClusterRoom &room)
{
    for (const QJsonValue &node : nodes) {
        if (!holdsData(node[QLatin1String("roles")].toArray()))
            continue;
        ++room.dataNodes;
        const QJsonValue disk = node[QLatin1String("fs")][QLatin1String("total")];
        if (!disk.isObject())
            continue;
        room.diskFree = std::max<qint64>(room.diskFree, 0) + disk[QLatin1String("available_in_bytes")].toInteger();
        room.diskTotal = std::max<qint64>(room.diskTotal, 0) + disk[QLatin1String("total_in_bytes")].toInteger();
    }
}

//! What is in force: transient before persistent before default.
QString effectiveSetting(const QJsonObject &settings, QLatin1String name)
{
    for (const char *level : {"transient", "persistent", "defaults"}) {
        const QJsonValue value = settings.value(QLatin1String(level))[name];
        if (value.isString())
            return value.toString();
    }
    return {};
}

bool templateMatches(const QJsonValue &patterns, const QString &index)
{
    const QJsonArray list = patterns.toArray();
    return std::any_of(list.begin(), list.end(),
        [&index](const QJsonValue &pattern) { return matchesPattern(index, pattern.toString()); });
}

bool allPrimariesActive(const QJsonObject &indices)
{
    return !indices.isEmpty() && std::all_of(indices.begin(), indices.end(), [](const QJsonValue &index) {
        return index[QLatin1String("active_primary_shards")].toInt(-1)
            == index[QLatin1String("number_of_shards")].toInt();
    });
}

} // namespace

bool interfaceMissing(const Error &error)
{
    return error.httpStatus == 400 || error.httpStatus == 404 || error.httpStatus == 405 || error.httpStatus == 500;
}

Result<QString> SearchClient::health(const QStringList &indices)
{
    QString worst = QStringLiteral("green");
    for (const IndexChunk &chunk : indexChunks(indices)) {
        const Result<QJsonObject> answer = get("/_cluster/health/" + chunk.path, "timeout=5s");
        if (!answer && answer.error().httpStatus == 408)
            return QStringLiteral("red"); // the server's answer for an index that is not there
        if (!answer)
            return fail(answer.error());
        const QString status = answer->value(QLatin1String("status")).toString();
        if (status == QLatin1String("red"))
            return status;
        if (status != QLatin1String("green"))
            worst = QStringLiteral("yellow");
    }
    return worst;
}

Result<void> SearchClient::waitForPrimaries(const QStringList &indices)
{
    const auto until = std::chrono::steady_clock::now() + 60s;
    for (const IndexChunk &chunk : indexChunks(indices)) {
        for (;;) {
            HttpRequest request;
            request.path = "/_cluster/health/" + chunk.path;
            // The status does not tell: a new index whose primaries are not there yet is "yellow", not "red".
            request.query = "level=indices&wait_for_no_initializing_shards=true&timeout=20s";
            request.timeout = 90s; // longer than the server's own limit, so that its answer is heard
            request.idempotent = true;
            const Result<QJsonObject> answer = askObject(request);
            if (!answer && answer.error().httpStatus != 408)
                return fail(answer.error());
            if (answer && allPrimariesActive(answer->value(QLatin1String("indices")).toObject()))
                break;
            if (std::chrono::steady_clock::now() > until) {
                Error error{ErrorKind::Incomplete,
                    tr("The primary shards of new indices did not start in time. Check the health of the target."), {},
                    0, true, {}};
                return fail(std::move(error));
            }
            std::this_thread::sleep_for(50ms);
        }
    }
    return {};
}

Result<ClusterRoom> SearchClient::room()
{
    const Result<QJsonObject> stats
        = get("/_nodes/stats/fs", "filter_path=nodes.*.name,nodes.*.roles,nodes.*.fs.total");
    if (!stats)
        return fail(stats.error());
    // With flat settings the keys hold dots, so the filter matches them by wildcard.
    const Result<QJsonObject> settings = get("/_cluster/settings",
        "include_defaults=true&flat_settings=true&filter_path=*.cluster*max_shards_per_node,*.cluster*flood_stage");
    if (!settings)
        return fail(settings.error());
    const Result<QJsonObject> health
        = get("/_cluster/health", "filter_path=active_shards,initializing_shards,unassigned_shards");
    if (!health)
        return fail(health.error());
    ClusterRoom room;
    const QJsonObject nodes = stats->value(QLatin1String("nodes")).toObject();
    addDisks(nodes, room);
    for (const QJsonValue &node : nodes)
        room.nodeNames.append(node[QLatin1String("name")].toString());
    for (const char *kind : {"active_shards", "initializing_shards", "unassigned_shards"})
        room.shards += health->value(QLatin1String(kind)).toInt();
    const int limit = effectiveSetting(*settings, QLatin1String("cluster.max_shards_per_node")).toInt();
    if (limit > 0)
        room.maxShardsPerNode = limit;
    room.floodStage = floodFraction(
        effectiveSetting(*settings, QLatin1String("cluster.routing.allocation.disk.watermark.flood_stage")),
        room.diskTotal, room.dataNodes);
    return room;
}

Result<qint64> SearchClient::clock()
{
    const Result<QJsonObject> answer = get("/_nodes/_local/stats/os", "filter_path=nodes.*.timestamp");
    if (!answer)
        return fail(answer.error());
    for (const QJsonValue &node : answer->value(QLatin1String("nodes")).toObject()) {
        if (const qint64 time = node[QLatin1String("timestamp")].toInteger(); time > 0)
            return time;
    }
    return fail(
        ErrorKind::Protocol, tr("The server did not tell its time. Check that the account may monitor the cluster."));
}

namespace {

bool grantsReading(const QJsonObject &group, const QString &index)
{
    const QJsonArray privileges = group.value(QLatin1String("privileges")).toArray();
    const bool reads = std::any_of(privileges.begin(), privileges.end(), [](const QJsonValue &privilege) {
        const QString name = privilege.toString();
        return name == QLatin1String("read") || name == QLatin1String("all")
            || name.startsWith(QLatin1String("indices:data/read")) || name.startsWith(QLatin1String("indices:*"));
    });
    if (!reads)
        return false;
    for (const QJsonValue &name : group.value(QLatin1String("names")).toArray()) {
        const QString pattern = name.toString();
        const bool regular = pattern.size() > 2 && pattern.startsWith(u'/') && pattern.endsWith(u'/');
        if (regular ? QRegularExpression(QRegularExpression::anchoredPattern(pattern.mid(1, pattern.size() - 2)))
                          .match(index)
                          .hasMatch()
                    : matchesAny(index, {pattern}))
            return true;
    }
    return false;
}

bool showsAllFields(const QJsonArray &rules)
{
    return rules.isEmpty() || std::any_of(rules.begin(), rules.end(), [](const QJsonValue &rule) {
        return rule[QLatin1String("grant")].toArray().contains(QStringLiteral("*"))
            && rule[QLatin1String("except")].toArray().isEmpty();
    });
}

} // namespace

Result<PrivilegeCheck> SearchClient::privileges(const QStringList &indices, const QStringList &indexPrivileges)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    PrivilegeCheck check;
    if ((*spelling)->privilegesPath().isEmpty())
        return check;
    const QJsonObject wanted{{QStringLiteral("names"), QJsonArray::fromStringList(indices)},
        {QStringLiteral("privileges"), QJsonArray::fromStringList(indexPrivileges)}};
    HttpRequest request;
    request.method = Method::Post;
    request.path = (*spelling)->privilegesPath();
    request.body
        = QJsonDocument(QJsonObject{{QStringLiteral("index"), QJsonArray{wanted}}}).toJson(QJsonDocument::Compact);
    request.idempotent = true;
    request.retries = 0; // 500 is how some servers say that they have no security
    const Result<QJsonObject> answer = askObject(request);
    if (!answer && interfaceMissing(answer.error())) {
        // Old servers do not know every privilege; those that they know can still be asked.
        const QString newer = QStringLiteral("maintenance");
        QStringList known = indexPrivileges;
        if (answer.error().detail.contains(newer) && known.removeAll(newer) > 0 && !known.isEmpty())
            return privileges(indices, known);
        return check;
    }
    if (!answer)
        return fail(answer.error());
    check.known = true;
    const QJsonObject byIndex = answer->value(QLatin1String("index")).toObject();
    for (const QString &index : indices) {
        for (const QString &privilege : indexPrivileges) {
            if (!byIndex.value(index)[privilege].toBool())
                check.missing += tr("%1 on %2", "privilege on index").arg(privilege, index);
        }
    }
    if (!indexPrivileges.contains(QLatin1String("read")))
        return check;
    auto narrowed = narrowedIndices(indices);
    if (!narrowed)
        return fail(narrowed.error());
    check.narrowed = std::move(*narrowed);
    return check;
}

//! Roles add up: an index is narrowed when no role shows all of it. `GET _security/user/_privileges` (6.5 and later)
//! has an entry for each group of indices, with its queries and fields where there are any.
Result<QStringList> SearchClient::narrowedIndices(const QStringList &indices) const
{
    QByteArray path = (*dialect())->privilegesPath();
    path.replace("_has_privileges", "_privileges");
    const Result<QJsonObject> answer = get(path);
    if (!answer && (interfaceMissing(answer.error()) || answer.error().kind == ErrorKind::Forbidden))
        return QStringList();
    if (!answer)
        return fail(answer.error());
    const QJsonArray groups = answer->value(QLatin1String("indices")).toArray();
    QStringList narrowed;
    for (const QString &index : indices) {
        bool reads = false;
        bool allDocuments = false;
        bool allFields = false;
        for (const QJsonValue &group : groups) {
            if (!grantsReading(group.toObject(), index))
                continue;
            reads = true;
            allDocuments = allDocuments || group[QLatin1String("query")].toArray().isEmpty();
            allFields = allFields || showsAllFields(group[QLatin1String("field_security")].toArray());
        }
        if (reads && !allDocuments)
            narrowed += tr("documents of %1").arg(index);
        if (reads && !allFields)
            narrowed += tr("fields of %1").arg(index);
    }
    return narrowed;
}

Result<QStringList> SearchClient::dataStreams(const QStringList &patterns)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QStringList names;
    if (!(*spelling)->hasDataStreams())
        return names;
    // All are asked for: a name that is none is an error, and dot patterns are the only ones that reach hidden streams.
    const Result<QJsonObject> answer = get("/_data_stream/*,.*", "filter_path=data_streams.name");
    if (!answer && interfaceMissing(answer.error()))
        return names;
    if (!answer)
        return fail(answer.error());
    for (const QJsonValue &stream : answer->value(QLatin1String("data_streams")).toArray()) {
        const QString name = stream[QLatin1String("name")].toString();
        if (matchesAny(name, patterns))
            names += name;
    }
    return names;
}

Result<QHash<QString, QStringList>> SearchClient::templatesFor(const QStringList &indices)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QHash<QString, QStringList> found;
    const auto match = [&](const QJsonValue &patterns, const QString &name) {
        for (const QString &index : indices) {
            if (templateMatches(patterns, index))
                found[index] += name;
        }
    };
    if ((*spelling)->hasComposableTemplates()) {
        const Result<QJsonObject> composable
            = get("/_index_template", "filter_path=index_templates.name,index_templates.index_template.index_patterns");
        if (!composable)
            return fail(composable.error());
        for (const QJsonValue &entry : composable->value(QLatin1String("index_templates")).toArray()) {
            match(entry[QLatin1String("index_template")][QLatin1String("index_patterns")],
                entry[QLatin1String("name")].toString());
        }
    }
    const Result<QJsonObject> legacy = get("/_template", "filter_path=*.index_patterns");
    if (!legacy)
        return fail(legacy.error());
    for (auto it = legacy->constBegin(); it != legacy->constEnd(); ++it)
        match(it.value()[QLatin1String("index_patterns")], it.key());
    return found;
}

Result<QList<std::pair<QString, QString>>> SearchClient::refusedAnalyzers(const QJsonObject &analysisSettings)
{
    QList<std::pair<QString, QString>> refused;
    for (const AnalysisQuestion &question : analysisQuestions(analysisSettings)) {
        HttpRequest request;
        request.method = Method::Post;
        request.path = "/_analyze";
        request.body = QJsonDocument(question.request).toJson(QJsonDocument::Compact);
        request.idempotent = true;
        request.retries = 1;
        const Result<HttpResponse> answer = send(request);
        if (answer)
            continue;
        const Error &error = answer.error();
        if (error.kind != ErrorKind::Refused && error.kind != ErrorKind::Server)
            return fail(error);
        if (!refusedByIndexLimit(error.detail))
            refused.append({question.name, error.detail});
    }
    return refused;
}

} // namespace godwit
