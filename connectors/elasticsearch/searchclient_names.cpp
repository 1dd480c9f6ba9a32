// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What there is beside indices: aliases, data streams, templates, policies.
#include "connectors/elasticsearch/searchclient.h"

#include <QMap>

namespace godwit {

namespace {

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

} // namespace

Result<ClusterNames> SearchClient::names()
{
    auto aliases = aliasEntries();
    if (!aliases)
        return fail(aliases.error());
    auto streams = streamEntries();
    if (!streams)
        return fail(streams.error());
    auto templates = templateEntries();
    if (!templates)
        return fail(templates.error());
    return ClusterNames{*std::move(aliases), *std::move(streams), *std::move(templates)};
}

Result<QList<AliasEntry>> SearchClient::aliasEntries() const
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    const Result<QJsonObject> answer = get("/_alias", "expand_wildcards=" + (*spelling)->everyIndex());
    if (!answer && answer.error().kind == ErrorKind::NotFound)
        return QList<AliasEntry>();
    if (!answer)
        return fail(answer.error());
    QMap<QString, AliasEntry> found;
    for (auto index = answer->constBegin(); index != answer->constEnd(); ++index) {
        const QJsonObject aliases = index.value()[QLatin1String("aliases")].toObject();
        for (auto alias = aliases.constBegin(); alias != aliases.constEnd(); ++alias) {
            AliasEntry &entry = found[alias.key()];
            entry.name = alias.key();
            entry.indices.append(index.key());
            if (alias.value()[QLatin1String("is_write_index")].toBool())
                entry.writeIndex = index.key();
        }
    }
    for (AliasEntry &entry : found)
        entry.indices.sort();
    return QList<AliasEntry>(found.cbegin(), found.cend());
}

Result<QList<StreamEntry>> SearchClient::streamEntries() const
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QList<StreamEntry> streams;
    if (!(*spelling)->hasDataStreams())
        return streams;
    const Result<QJsonObject> answer = get("/_data_stream/*,.*",
        "filter_path=data_streams.name,data_streams.hidden,data_streams.system,data_streams.indices.index_name");
    if (!answer && interfaceMissing(answer.error()))
        return streams;
    if (!answer)
        return fail(answer.error());
    for (const QJsonValue &stream : answer->value(QLatin1String("data_streams")).toArray()) {
        StreamEntry entry;
        entry.name = stream[QLatin1String("name")].toString();
        entry.system = isSystemStream(entry.name) || stream[QLatin1String("hidden")].toBool()
            || stream[QLatin1String("system")].toBool();
        for (const QJsonValue &index : stream[QLatin1String("indices")].toArray())
            entry.indices.append(index[QLatin1String("index_name")].toString());
        streams.append(entry);
    }
    return streams;
}

Result<QList<TemplateEntry>> SearchClient::templateEntries() const
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QList<TemplateEntry> templates;
    const auto add
        = [&templates](const QString &name, const QJsonValue &patterns, const QJsonValue &managed, bool legacy) {
              templates.append({name, texts(patterns), legacy, name.startsWith(QLatin1Char('.')) || managed.toBool()});
          };
    if ((*spelling)->hasComposableTemplates()) {
        const Result<QJsonObject> composable = get("/_index_template",
            "filter_path=index_templates.name,index_templates.index_template.index_patterns,"
            "index_templates.index_template._meta.managed");
        if (!composable)
            return fail(composable.error());
        for (const QJsonValue &entry : composable->value(QLatin1String("index_templates")).toArray()) {
            const QJsonValue body = entry[QLatin1String("index_template")];
            add(entry[QLatin1String("name")].toString(), body[QLatin1String("index_patterns")],
                body[QLatin1String("_meta")][QLatin1String("managed")], false);
        }
    }
    const Result<QJsonObject> legacy = get("/_template", "filter_path=*.index_patterns");
    if (!legacy)
        return fail(legacy.error());
    for (auto it = legacy->constBegin(); it != legacy->constEnd(); ++it)
        add(it.key(), it.value()[QLatin1String("index_patterns")], {}, true);
    return templates;
}

//! `GET _plugins/_ism/policies` answers in pages of 20 unless told otherwise, and with none before the first is made.
Result<QList<AttachingPolicy>> SearchClient::attachingPolicies()
{
    const auto server = info();
    if (!server)
        return fail(server.error());
    QList<AttachingPolicy> found;
    if (server->product != Product::OpenSearch)
        return found;
    constexpr int page = 1'000;
    constexpr int mostPages = 10; // a search reaches no further
    for (int number = 0; number < mostPages; ++number) {
        const Result<QJsonObject> answer = get("/_plugins/_ism/policies",
            "size=" + QByteArray::number(page) + "&from=" + QByteArray::number(number * page)
                + "&filter_path=total_policies,policies._id,policies.policy.ism_template");
        const int status = answer ? 0 : answer.error().httpStatus;
        if (status == 400 || status == 404 || status == 405) // the plugin is not installed
            return found;
        if (!answer)
            return fail(answer.error());
        for (const QJsonValue &entry : answer->value(QLatin1String("policies")).toArray()) {
            const QJsonValue told = entry[QLatin1String("policy")][QLatin1String("ism_template")];
            const QJsonArray templates = told.isObject() ? QJsonArray{told} : told.toArray(); // 1.0 has one at most
            for (const QJsonValue &one : templates)
                found.append({entry[QLatin1String("_id")].toString(), texts(one[QLatin1String("index_patterns")]),
                    one[QLatin1String("priority")].toInt(), one[QLatin1String("last_updated_time")].toInteger()});
        }
        if (answer->value(QLatin1String("total_policies")).toInt() <= (number + 1) * page)
            break;
    }
    return found;
}

} // namespace godwit
