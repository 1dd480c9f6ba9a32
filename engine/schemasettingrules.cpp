// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemasettingrules.h"

#include <QCoreApplication>

#include <limits>

namespace godwit {

namespace {

struct SchemaSettingRules
{
    Q_DECLARE_TR_FUNCTIONS(SchemaSettingRules)
};

constexpr int Never = std::numeric_limits<int>::max();

//! "index.x." takes everything below, "index.x" exactly that key.
bool covers(QLatin1String pattern, const QString &key)
{
    return pattern.endsWith(QLatin1Char('.')) ? key.startsWith(pattern) : key == pattern;
}

bool anyCovers(std::initializer_list<const char *> patterns, const QString &key)
{
    for (const char *pattern : patterns) {
        if (covers(QLatin1String(pattern), key))
            return true;
    }
    return false;
}

//! The server writes these itself and refuses them from outside: nothing a person needs to read about.
bool isInternal(const QString &key)
{
    return anyCovers(
        {"index.uuid", "index.creation_date", "index.creation_date_string", "index.provided_name", "index.version.",
            "index.resize.", "index.shrink.", "index.split.", "index.clone.", "index.history.uuid",
            "index.routing.allocation.initial_recovery.", "index.verified_before_close", "index.frozen",
            "index.search.throttled", "index.source_only", "index.shard_limit.group",
            "index.allocation.existing_shards_allocator", "index.routing.allocation.disk.watermark.ignore",
            "index.store.snapshot.", "index.searchable_snapshot.", "index.context.", "index.rollup.",
            "index.downsample.", "index.remote_store.", "index.tiering.state", "index.archived.", "archived."},
        key);
}

//! First major that no longer knows a setting, and the products that never did.
struct Lifespan
{
    QLatin1String pattern;
    int elasticsearchEnds; //!< 0: never known there
    int openSearchEnds; //!< 0: never known there
};

const std::initializer_list<Lifespan> &lifespans()
{
    static const std::initializer_list<Lifespan> table{
        {QLatin1String("index.mapping.single_type"), 7, 0},
        {QLatin1String("index.mapper.dynamic"), 7, 0},
        {QLatin1String("index.optimize_auto_generated_id"), 7, 0},
        {QLatin1String("index.percolator.map_unmapped_fields_as_string"), 7, 0},
        {QLatin1String("index.percolator.map_unmapped_fields_as_text"), 7, 0},
        {QLatin1String("index.ttl.disable_purge"), 7, 0},
        {QLatin1String("index.merge.policy.reclaim_deletes_weight"), 7, Never},
        {QLatin1String("index.max_adjacency_matrix_filters"), 8, Never},
        {QLatin1String("index.force_memory_term_dictionary"), 8, Never},
        {QLatin1String("index.indexing.slowlog.level"), 8, Never},
        {QLatin1String("index.search.slowlog.level"), 8, Never},
        {QLatin1String("index.translog.retention."), 8, 0},
        {QLatin1String("index.merge.policy.max_merge_at_once_explicit"), 9, 0},
        // Elasticsearch only
        {QLatin1String("index.mapping.dimension_fields.limit"), Never, 0},
        {QLatin1String("index.mapping.source.mode"), Never, 0},
        {QLatin1String("index.mapping.synthetic_source_keep"), Never, 0},
        {QLatin1String("index.mapping.exclude_source_vectors"), Never, 0},
        {QLatin1String("index.mapping.ignore_above"), Never, 0},
        {QLatin1String("index.mapping.total_fields.ignore_dynamic_beyond_limit"), Never, 0},
        {QLatin1String("index.mapping.use_doc_values_skipper"), Never, 0},
        {QLatin1String("index.indexing.slowlog.include."), Never, 0},
        {QLatin1String("index.search.slowlog.include."), Never, 0},
        {QLatin1String("index.bloom_filter_for_id_field.enabled"), Never, 0},
        {QLatin1String("index.dense_vector."), Never, 0},
        {QLatin1String("index.look_ahead_time"), Never, 0},
        {QLatin1String("index.look_back_time"), Never, 0},
        {QLatin1String("index.logsdb."), Never, 0},
        {QLatin1String("index.routing_path"), Never, 0},
        {QLatin1String("index.seq_no."), Never, 0},
        {QLatin1String("index.time_series."), Never, 0},
        {QLatin1String("index.esql."), Never, 0},
        {QLatin1String("index.xpack."), 7, 0},
        // OpenSearch only
        {QLatin1String("index.append_only.enabled"), 0, Never},
        {QLatin1String("index.check_pending_flush.enabled"), 0, Never},
        {QLatin1String("index.codec.compression_level"), 0, Never},
        {QLatin1String("index.codec.qatmode"), 0, Never},
        {QLatin1String("index.composite_index"), 0, Never},
        {QLatin1String("index.composite_index."), 0, Never},
        {QLatin1String("index.derived_source."), 0, Never},
        {QLatin1String("index.knn"), 0, Never},
        {QLatin1String("index.knn."), 0, Never},
        {QLatin1String("index.max_slices_per_pit"), 0, Never},
        {QLatin1String("index.merge.log_byte_size_policy."), 0, Never},
        {QLatin1String("index.merge.policy"), 0, Never},
        {QLatin1String("index.merge_on_flush."), 0, Never},
        {QLatin1String("index.number_of_search_only_replicas"), 0, Never},
        {QLatin1String("index.optimize_doc_id_lookup."), 0, Never},
        {QLatin1String("index.plugins."), 0, Never},
        {QLatin1String("index.query.derived_field.enabled"), 0, Never},
        {QLatin1String("index.query.max_nested_depth"), 0, Never},
        {QLatin1String("index.replication.type"), 0, Never},
        {QLatin1String("index.search.concurrent."), 0, Never},
        {QLatin1String("index.search.concurrent_segment_search."), 0, Never},
        {QLatin1String("index.search.default_pipeline"), 0, Never},
        {QLatin1String("index.search.star_tree_index.enabled"), 0, Never},
        {QLatin1String("index.store.hybrid."), 0, Never},
        {QLatin1String("index.unreferenced_file_cleanup.enabled"), 0, Never},
        {QLatin1String("index.use_compound_file"), 0, Never},
        {QLatin1String("index.warm"), 0, Never},
    };
    return table;
}

SettingFate drop(const QString &key, const QString &reason, SchemaNotes &notes)
{
    notes.change(QLatin1String("settings.") + key, SchemaSettingRules::tr("left out, because %1").arg(reason));
    return SettingFate::Drop;
}

SettingFate lifecycleFate(const QString &key, const QJsonValue &value, const SchemaPair &pair, SchemaNotes &notes)
{
    if (pair.changesProduct())
        return drop(key,
            SchemaSettingRules::tr(
                "lifecycle policies of one product are not known to the other; make one on the target"),
            notes);
    // The state of the old manager; the new one starts from the policy.
    if (key.endsWith(QLatin1String(".indexing_complete")))
        return SettingFate::AfterCopy;
    notes.change(QLatin1String("settings.") + key,
        SchemaSettingRules::tr(
            "\"%1\" is set after the base copy; the policy itself is not carried and must exist on the target")
            .arg(value.toVariant().toString()));
    return SettingFate::AfterCopy;
}

SettingFate allocationFate(const QString &key, const SchemaPair &pair, SchemaNotes &notes)
{
    if (key.endsWith(QLatin1String("._tier_preference")) && pair.toElasticsearch(7, 10))
        return SettingFate::AfterCopy;
    if (anyCovers({"index.routing.allocation.total_shards_per_node", "index.routing.allocation.enable",
                      "index.routing.rebalance.enable"},
            key))
        return SettingFate::AfterCopy;
    return drop(key, SchemaSettingRules::tr("it names nodes or attributes of the source cluster"), notes);
}

SettingFate pipelineFate(const QString &key, const QJsonValue &value, SchemaNotes &notes)
{
    const QString pipeline = value.toString();
    if (pipeline.isEmpty() || pipeline == QLatin1String("_none"))
        return SettingFate::AfterCopy;
    notes.change(QLatin1String("settings.") + key,
        SchemaSettingRules::tr(
            "set after the base copy; the pipeline \"%1\" is not carried and must exist on the target")
            .arg(pipeline));
    return SettingFate::AfterCopy;
}

} // namespace

SettingFate settingFate(const QString &key, const QJsonValue &value, const SchemaPair &pair, SchemaNotes &notes)
{
    if (isInternal(key))
        return SettingFate::Drop;
    if (anyCovers({"index.number_of_replicas", "index.auto_expand_replicas", "index.refresh_interval",
                      "index.gc_deletes", "index.translog.durability"},
            key))
        return SettingFate::Drop; // set for the copy and put back by the caller
    if (key.startsWith(QLatin1String("index.blocks.")))
        return value.toVariant().toBool()
            ? drop(key,
                SchemaSettingRules::tr("a block on the source is not one on the target; set it there when you want it"),
                notes)
            : SettingFate::Drop;
    if (anyCovers({"index.lifecycle.", "index.plugins.index_state_management.", "index.opendistro.", "opendistro.",
                      "index.index_state_management."},
            key))
        return lifecycleFate(key, value, pair, notes);
    if (anyCovers({"index.routing.allocation.", "index.routing.rebalance.enable"}, key))
        return allocationFate(key, pair, notes);
    if (anyCovers({"index.default_pipeline", "index.final_pipeline", "index.search.default_pipeline"}, key)
        && (key != QLatin1String("index.search.default_pipeline") || pair.toOpenSearch()))
        return pipelineFate(key, value, notes);
    if (key == QLatin1String("index.soft_deletes.enabled"))
        return drop(key, SchemaSettingRules::tr("the target keeps soft deletes on; that is its default"), notes);
    for (const Lifespan &span : lifespans()) {
        if (!covers(span.pattern, key))
            continue;
        const int ends = pair.toOpenSearch() ? span.openSearchEnds : span.elasticsearchEnds;
        if (pair.to.version.major >= ends)
            return drop(key, SchemaSettingRules::tr("%1 does not take it").arg(pair.target()), notes);
        break;
    }
    return SettingFate::Keep;
}

void addLifecycleAge(const QJsonObject &settings, const SchemaPair &pair, QJsonObject &restore, SchemaNotes &notes)
{
    const QString origin = QStringLiteral("index.lifecycle.origination_date");
    const QString created = settings.value(QLatin1String("index.creation_date")).toString();
    if (!restore.contains(QStringLiteral("index.lifecycle.name")) || settings.contains(origin) || created.isEmpty()
        || !pair.toElasticsearch(7, 5))
        return;
    restore.insert(origin, created);
    notes.change(QLatin1String("settings.") + origin,
        SchemaSettingRules::tr("set to the day the source index was made, so that the policy counts the same age"));
}

} // namespace godwit
