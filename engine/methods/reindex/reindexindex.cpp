// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/reindexindex.h"

#include "engine/methods/common/targets.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace godwit {

Ledger PartRun::ledger() const
{
    Ledger ledger;
    ledger.written = seen.created + seen.updated;
    ledger.already = seen.conflicts;
    ledger.filtered = seen.noops + seen.deleted;
    ledger.rejected = static_cast<qint64>(rejected.size());
    // A refused document is left out of the query of the next attempt, so the task does not count it.
    ledger.read = (state == State::Done ? seen.total : seen.handled()) + ledger.rejected;
    return ledger;
}

QJsonObject PartRun::toJson() const
{
    QJsonObject refused;
    for (const auto &[id, reason] : rejected)
        refused.insert(id, reason);
    return {{QStringLiteral("label"), part.label}, {QStringLiteral("query"), part.query},
        {QStringLiteral("slice"), part.slice}, {QStringLiteral("slices"), part.slices},
        {QStringLiteral("round"), round}, {QStringLiteral("state"), static_cast<int>(state)},
        {QStringLiteral("task"), task}, {QStringLiteral("attempt"), attempt}, {QStringLiteral("wanted"), wanted},
        {QStringLiteral("rejected"), refused}, {QStringLiteral("total"), seen.total},
        {QStringLiteral("created"), seen.created}, {QStringLiteral("updated"), seen.updated},
        {QStringLiteral("deleted"), seen.deleted}, {QStringLiteral("noops"), seen.noops},
        {QStringLiteral("conflicts"), seen.conflicts},
        {QStringLiteral("since"), since ? QJsonValue(*since) : QJsonValue()}};
}

PartRun PartRun::from(const QJsonObject &json)
{
    const auto number = [&json](const char *key) { return json.value(QLatin1String(key)).toInteger(); };
    PartRun run;
    run.part = {json.value(QLatin1String("label")).toString(), json.value(QLatin1String("query")).toObject(),
        static_cast<int>(number("slice")), static_cast<int>(number("slices"))};
    run.round = static_cast<int>(number("round"));
    run.state = static_cast<State>(number("state"));
    run.task = json.value(QLatin1String("task")).toString();
    run.attempt = static_cast<int>(number("attempt"));
    run.wanted = number("wanted");
    const QJsonObject refused = json.value(QLatin1String("rejected")).toObject();
    for (auto it = refused.begin(); it != refused.end(); ++it)
        run.rejected.emplace(it.key(), it.value().toString());
    run.seen.total = number("total");
    run.seen.created = number("created");
    run.seen.updated = number("updated");
    run.seen.deleted = number("deleted");
    run.seen.noops = number("noops");
    run.seen.conflicts = number("conflicts");
    if (const QJsonValue kept = json.value(QLatin1String("since")); kept.isDouble())
        run.since = kept.toDouble();
    return run;
}

bool ReindexIndex::done() const
{
    return counted && std::all_of(parts.begin(), parts.end(), [](const PartRun &run) {
        return run.state == PartRun::State::Done;
    });
}

qint64 ReindexIndex::total() const
{
    if (!counted)
        return -1;
    qint64 sum = 0;
    for (const PartRun &run : parts) {
        if (run.round > 0)
            continue;
        const bool told = run.seen.total > 0 || run.state == PartRun::State::Done;
        if (!told && run.wanted < 0)
            return -1;
        sum += told ? run.seen.total + static_cast<qint64>(run.rejected.size()) : run.wanted;
    }
    return sum;
}

qint64 ReindexIndex::copied() const
{
    qint64 sum = 0;
    for (const PartRun &run : parts)
        if (run.round == 0)
            sum += run.ledger().read;
    return sum;
}

Ledger ReindexIndex::ledger() const
{
    Ledger sum;
    for (const PartRun &run : parts)
        sum += run.ledger();
    return sum;
}

qint64 ReindexIndex::rejected() const
{
    QSet<QString> ids;
    for (const PartRun &run : parts)
        for (const auto &[id, reason] : run.rejected)
            ids.insert(id);
    return ids.size();
}

qint64 ReindexIndex::stale() const
{
    return !parts.empty() && parts.back().since ? parts.back().seen.conflicts : 0;
}

//! What a round could not bring is read again by the next one: the source may have caught up, or deleted it.
double ReindexIndex::nextSince() const
{
    return stale() > 0 ? std::min(*parts.back().since, mark.value_or(0)) : mark.value_or(0);
}

QJsonObject ReindexIndex::toJson() const
{
    QJsonArray list;
    for (const PartRun &run : parts)
        list.append(run.toJson());
    return {{QStringLiteral("parts"), list}, {QStringLiteral("batch"), batch},
        {QStringLiteral("average_bytes"), averageBytes}, {QStringLiteral("before"), before},
        {QStringLiteral("made"), made ? QJsonValue(*made) : QJsonValue()},
        {QStringLiteral("template_pipelines"), pipelines}, {QStringLiteral("counted"), counted},
        {QStringLiteral("by_field"), byField}, {QStringLiteral("settings_back"), settingsBack},
        {QStringLiteral("round"), round}, {QStringLiteral("mark"), mark ? QJsonValue(*mark) : QJsonValue()},
        {QStringLiteral("operations_at_first"), operationsAtFirst ? QJsonValue(*operationsAtFirst) : QJsonValue()},
        {QStringLiteral("operations_read"), operationsRead ? QJsonValue(*operationsRead) : QJsonValue()}};
}

void ReindexIndex::take(const QJsonObject &json)
{
    for (const QJsonValue &part : json.value(QLatin1String("parts")).toArray())
        parts.push_back(PartRun::from(part.toObject()));
    batch = json.value(QLatin1String("batch")).toInt(batch);
    averageBytes = json.value(QLatin1String("average_bytes")).toDouble();
    before = json.value(QLatin1String("before")).toInteger();
    if (const QJsonValue kept = json.value(QLatin1String("made")); kept.isBool())
        made = kept.toBool();
    counted = json.value(QLatin1String("counted")).toBool();
    byField = json.value(QLatin1String("by_field")).toBool();
    settingsBack = json.value(QLatin1String("settings_back")).toBool();
    round = json.value(QLatin1String("round")).toInt();
    holdPipelines(json.value(QLatin1String("template_pipelines")).toObject());
    if (const QJsonValue kept = json.value(QLatin1String("mark")); kept.isDouble())
        mark = kept.toDouble();
    if (const QJsonValue kept = json.value(QLatin1String("operations_at_first")); kept.isDouble())
        operationsAtFirst = kept.toInteger();
    if (const QJsonValue kept = json.value(QLatin1String("operations_read")); kept.isDouble())
        operationsRead = kept.toInteger();
}

void ReindexIndex::holdPipelines(const QJsonObject &ofTemplate)
{
    for (auto it = ofTemplate.begin(); it != ofTemplate.end(); ++it)
        pipelines.insert(it.key(), it.value());
    godwit::holdPipelines(converted, ofTemplate);
}

} // namespace godwit
