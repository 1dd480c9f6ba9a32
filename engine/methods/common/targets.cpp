// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/targets.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <thread>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

} // namespace

bool isHeldBack(const QString &setting)
{
    return setting == QLatin1String("index.gc_deletes") || setting == QLatin1String("index.translog.durability")
        || setting == QLatin1String("index.default_pipeline") || setting == QLatin1String("index.final_pipeline")
        || setting.startsWith(QLatin1String("index.lifecycle."))
        || setting.startsWith(QLatin1String("index.plugins.index_state_management"));
}

QJsonObject settingsPart(const QJsonObject &settings, bool held)
{
    QJsonObject some;
    for (auto it = settings.begin(); it != settings.end(); ++it)
        if (isHeldBack(it.key()) == held)
            some.insert(it.key(), it.value());
    return some;
}

Result<void> putBack(JobNotes &notes, SearchCluster &target, const QString &index, const QJsonObject &settings)
{
    const auto all = target.putSettings(index, settings);
    if (all || all.error().kind != ErrorKind::Refused)
        return all;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const auto put = target.putSettings(index, QJsonObject{{it.key(), it.value()}});
        if (put)
            continue;
        if (put.error().kind != ErrorKind::Refused)
            return put;
        notes.finding(QStringLiteral("setting"), index, {},
            tr("The target refuses %1, which belongs back: %2").arg(it.key(), put.error().summary));
    }
    return {};
}

Result<void> createTargetIndex(JobNotes &notes, SearchCluster &target, const ConvertedIndex &index)
{
    return notes.patiently(QStringLiteral("targets"), [&]() -> Result<void> {
        auto made = target.createIndex(index.target, index.create);
        if (!made && made.error().httpStatus == 400
            && made.error().detail.contains(QLatin1String("resource_already_exists")))
            return {}; // an earlier try whose answer was lost
        return made;
    });
}

QString templateAdditions(const ConvertedIndex &asked, const IndexDefinition &made)
{
    QStringList added;
    const QJsonObject settings = asked.create.value(QLatin1String("settings")).toObject();
    for (auto it = made.settings.begin(); it != made.settings.end(); ++it) {
        static const QStringList own{QStringLiteral("index.uuid"), QStringLiteral("index.creation_date"),
            QStringLiteral("index.provided_name"), QStringLiteral("index.version.created"),
            QStringLiteral("index.number_of_replicas"), QStringLiteral("index.number_of_shards"),
            QStringLiteral("index.routing.allocation.include._tier_preference"),
            QStringLiteral("index.replication.type")};
        if (!settings.contains(it.key()) && !own.contains(it.key()))
            added.append(it.key());
    }
    const QJsonObject askedFields
        = asked.create.value(QLatin1String("mappings")).toObject().value(QLatin1String("properties")).toObject();
    const QJsonObject madeFields = made.mappings.value(QLatin1String("properties")).toObject();
    for (auto it = madeFields.begin(); it != madeFields.end(); ++it)
        if (!askedFields.contains(it.key()))
            added.append(tr("field %1").arg(it.key()));
    if (!made.aliases.isEmpty())
        added.append(tr("aliases %1").arg(QStringList(made.aliases.keys()).join(QStringLiteral(", "))));
    return added.join(QStringLiteral(", "));
}

QJsonObject templatePipelines(const IndexDefinition &made)
{
    QJsonObject found;
    for (const QString &key : {QStringLiteral("index.default_pipeline"), QStringLiteral("index.final_pipeline")}) {
        const QString pipeline = made.settings.value(key).toString();
        if (!pipeline.isEmpty() && pipeline != QLatin1String("_none"))
            found.insert(key, pipeline);
    }
    return found;
}

void holdPipelines(ConvertedIndex &index, const QJsonObject &ofTemplate)
{
    for (auto it = ofTemplate.begin(); it != ofTemplate.end(); ++it)
        if (!index.restore.contains(it.key()))
            index.restore.insert(it.key(), it.value());
}

void tellHeldPipelines(JobNotes &notes, const ConvertedIndex &index, const QJsonObject &ofTemplate)
{
    notes.event(EventLevel::Info, index.source,
        tr("A template of the target gave %1 pipelines (%2). They are off until the end, so that the documents arrive "
           "as they are.")
            .arg(index.target, QStringList(ofTemplate.keys()).join(QStringLiteral(", "))));
}

QJsonObject grownMapping(const Plan &plan, const IndexRecord &record, const QJsonObject &mappings,
    const ClusterInfo &from, const ClusterInfo &to)
{
    IndexDefinition definition; // its settings tell by which rules it was made
    definition.settings = record.definition.value(QLatin1String("settings")).toObject();
    definition.mappings = mappings;
    return convertMappings(definition, from, to, nullptr, plan.overrides.value(record.source));
}

void addAliasActions(QJsonArray &actions, const QString &index, const QJsonObject &aliases)
{
    for (auto it = aliases.begin(); it != aliases.end(); ++it) {
        QJsonObject add = it.value().toObject();
        add.insert(QStringLiteral("index"), index);
        add.insert(QStringLiteral("alias"), it.key());
        actions.append(QJsonObject{{QStringLiteral("add"), add}});
    }
}

QJsonArray aliasAdditions(const ConvertedIndex &index)
{
    QJsonArray actions;
    addAliasActions(actions, index.target, index.aliases);
    return actions;
}

bool haveAliases(const QHash<QString, IndexDefinition> &there, const QJsonArray &actions)
{
    return std::all_of(actions.begin(), actions.end(), [&there](const QJsonValue &action) {
        const bool adds = action.toObject().contains(QLatin1String("add"));
        const QJsonObject alias = action.toObject().value(QLatin1String(adds ? "add" : "remove")).toObject();
        return there.value(alias.value(QLatin1String("index")).toString())
                   .aliases.contains(alias.value(QLatin1String("alias")).toString())
            == adds;
    });
}

std::vector<QStringList> fittingAddresses(const QStringList &names)
{
    std::vector<QStringList> groups;
    qsizetype bytes = 0;
    for (const QString &name : names) {
        const qsizetype more = QUrl::toPercentEncoding(name).size() + 3; // with a comma, encoded
        if (groups.empty() || bytes + more > 3'000) {
            groups.emplace_back();
            bytes = 0;
        }
        groups.back().append(name);
        bytes += more;
    }
    return groups;
}

bool hasWriteBlock(const IndexDefinition &index)
{
    // A read-only index refuses even the block.
    static constexpr const char *blocks[] = {"index.blocks.write", "index.blocks.read_only"};
    return std::any_of(std::begin(blocks), std::end(blocks), [&](const char *block) {
        return index.settings.value(QLatin1String(block)).toVariant().toString() == QLatin1String("true");
    });
}

Result<qint64> operationsOf(SearchCluster &source, const QStringList &indices, int primaries)
{
    const auto states = source.shardStates(indices);
    if (!states)
        return fail(states.error());
    if (static_cast<int>(states->size()) < primaries) {
        Error error{ErrorKind::Incomplete,
            tr("Only %1 of %2 primary shards of the source told their state.").arg(states->size()).arg(primaries), {},
            0, true, {}};
        return fail(std::move(error));
    }
    qint64 sum = 0;
    for (const ShardState &state : *states)
        sum += state.maxSeqNo;
    return sum;
}

Result<QStringList> withoutWriteBlock(SearchCluster &source, const QStringList &indices)
{
    const auto definitions = source.definitions(indices);
    if (!definitions)
        return fail(definitions.error());
    QStringList open;
    for (const QString &name : indices)
        if (!hasWriteBlock(definitions->value(name)))
            open.append(name);
    return open;
}

Result<void> awaitBlock(SearchCluster &source, const QStringList &blocked, const QStringList &indices,
    JobControl &control, const std::function<bool()> &limitReached)
{
    if (source.blockIsComplete())
        return {};
    const auto clock = source.clock();
    if (!clock)
        return fail(clock.error());
    for (;;) {
        const auto writes = source.runningWrites(blocked);
        if (!writes)
            return fail(writes.error());
        if (std::none_of(writes->begin(), writes->end(), [&](const RunningWrite &w) { return w.startMs <= *clock; }))
            break;
        if (limitReached())
            return fail(
                ErrorKind::Timeout, tr("Writes that began before the block did not end within the pause limit."));
        control.sleep(20);
    }
    const auto sum = [&]() -> Result<qint64> {
        const auto states = source.shardStates(indices);
        if (!states)
            return fail(states.error());
        qint64 total = 0;
        for (const ShardState &state : *states)
            total += state.maxSeqNo;
        return total;
    };
    auto last = sum();
    auto stillSince = std::chrono::steady_clock::now();
    while (last && std::chrono::steady_clock::now() - stillSince < std::chrono::seconds(2)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        const auto now = sum();
        if (!now || limitReached())
            return now ? fail(ErrorKind::Timeout, tr("Writes still arrive after the block.")) : fail(now.error());
        if (*now != *last)
            stillSince = std::chrono::steady_clock::now();
        last = now;
    }
    return last ? Result<void>() : fail(last.error());
}

Result<void> liftBlocks(SearchCluster &source, const QStringList &indices)
{
    auto lifted = source.liftWriteBlock(indices);
    if (lifted || lifted.error().kind != ErrorKind::NotFound)
        return lifted;
    lifted = {};
    for (const QString &name : indices) {
        const auto one = source.liftWriteBlock({name});
        if (!one && one.error().kind != ErrorKind::NotFound)
            lifted = one;
    }
    return lifted;
}

} // namespace godwit
