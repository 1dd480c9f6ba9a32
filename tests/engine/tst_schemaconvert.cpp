// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preflight.h"
#include "engine/schemapair.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace godwit;

namespace {

//! "es 8.3" or "os 2.19"
ClusterInfo server(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '));
    const QStringList numbers = words.value(1).split(QLatin1Char('.'));
    ClusterInfo info;
    info.product = words.value(0) == QLatin1String("os") ? Product::OpenSearch : Product::Elasticsearch;
    info.version = {numbers.value(0).toInt(), numbers.value(1).toInt(), 0};
    info.clusterUuid = text;
    return info;
}

QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        qFatal("bad JSON in a test row: %s: %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

//! {"settings": flat without "index.", "mappings", "aliases", "type", "routing"}
IndexDefinition definition(const QByteArray &text)
{
    const QJsonObject source = json(text);
    IndexDefinition index;
    index.name = source.value(QLatin1String("name")).toString(QStringLiteral("orders"));
    index.mappings = source.value(QLatin1String("mappings")).toObject();
    index.aliases = source.value(QLatin1String("aliases")).toObject();
    index.typeName = source.value(QLatin1String("type")).toString();
    index.routingShards = source.value(QLatin1String("routing")).toInt();
    index.settings.insert(QStringLiteral("index.number_of_shards"), QStringLiteral("4"));
    index.settings.insert(QStringLiteral("index.number_of_replicas"), QStringLiteral("2"));
    const QJsonObject settings = source.value(QLatin1String("settings")).toObject();
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it)
        index.settings.insert(QLatin1String("index.") + it.key(), it.value());
    return index;
}

QString compact(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

//! Compares the wanted keys only; JSON false means: not there.
void compareFlat(const QJsonObject &wanted, const QJsonObject &found)
{
    for (auto it = wanted.constBegin(); it != wanted.constEnd(); ++it) {
        const QString key = QLatin1String("index.") + it.key();
        if (it.value() == QJsonValue(false))
            QVERIFY2(!found.contains(key), qPrintable(key + QLatin1String(" is ") + compact(found.value(key))));
        else
            QVERIFY2(found.contains(key) && found.value(key) == it.value(),
                qPrintable(key + QLatin1String(" is ") + compact(found.value(key))));
    }
}

void verifyNames(const QStringList &notes, const QJsonArray &wanted)
{
    for (const QJsonValue &part : wanted) {
        const bool named = std::any_of(
            notes.cbegin(), notes.cend(), [&part](const QString &note) { return note.contains(part.toString()); });
        QVERIFY2(named, qPrintable(part.toString() + QLatin1String(" is not in: ") + notes.join(QLatin1String(" | "))));
    }
}

} // namespace

class TestSchemaConvert : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void convertsEachRule_data();
    void convertsEachRule();
    void givesEveryChangeAReason();
    void keepsWhatEverySideKnows();
    void readsTheMajorOutOfAVersionNumber();
    void knowsTheDefaultRoutingShards();
    void convertsAGrownMappingByTheSameRules();
    void keepsFieldsNamedLikeParameters();
};

//! name, from, to, source, expected: {settings, restore, mappings (whole), aliases (whole), changes, blockers}
void TestSchemaConvert::convertsEachRule_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *from, const char *to, const char *source, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to) << QByteArray(source)
                            << QByteArray(expected);
    };

    // Settings while copying
    row("copy settings and what to put back", "es 7.17", "es 8.3", R"({"settings": {"refresh_interval": "5s"}})",
        R"({"settings": {"number_of_shards": "4", "number_of_replicas": "0", "refresh_interval": "-1", "gc_deletes": "24h",
            "auto_expand_replicas": false},
            "restore": {"number_of_replicas": "2", "refresh_interval": "5s", "gc_deletes": null, "auto_expand_replicas": false}})");
    row("expanding replicas wait", "es 7.17", "es 8.3", R"({"settings": {"auto_expand_replicas": "0-all"}})",
        R"({"settings": {"auto_expand_replicas": "false"}, "restore": {"auto_expand_replicas": "0-all"}})");
    row("a log that syncs late waits", "es 7.17", "es 8.3", R"({"settings": {"translog.durability": "async"}})",
        R"({"settings": {"translog.durability": "request"}, "restore": {"translog.durability": "async"}})");
    row("a template makes no log sync late", "es 7.17", "os 2.19", R"({})",
        R"({"settings": {"translog.durability": "request"}, "restore": {"translog.durability": null}})");
    row("pipelines wait", "es 7.17", "es 8.3", R"({"settings": {"default_pipeline": "a", "final_pipeline": "_none"}})",
        R"({"settings": {"default_pipeline": false, "final_pipeline": false},
            "restore": {"default_pipeline": "a", "final_pipeline": "_none"}, "changes": ["pipeline \"a\""]})");
    row("allocation to nodes is not carried", "es 7.17", "es 8.3",
        R"({"settings": {"routing.allocation.require._name": "n1", "routing.allocation.include._tier_preference": "data_content",
            "routing.allocation.total_shards_per_node": "2"}})",
        R"({"settings": {"routing.allocation.require._name": false, "routing.allocation.include._tier_preference": false},
            "restore": {"routing.allocation.require._name": false, "routing.allocation.include._tier_preference": "data_content",
            "routing.allocation.total_shards_per_node": "2"}, "changes": ["routing.allocation.require._name"]})");
    row("tiers do not go to OpenSearch", "es 7.17", "os 2.19",
        R"({"settings": {"routing.allocation.include._tier_preference": "data_content"}})",
        R"({"restore": {"routing.allocation.include._tier_preference": false}, "changes": ["_tier_preference"]})");
    row("a policy waits and keeps its age", "es 7.17", "es 8.3",
        R"({"settings": {"lifecycle.name": "hot", "creation_date": "1600000000000"}})",
        R"({"settings": {"lifecycle.name": false}, "restore": {"lifecycle.name": "hot", "lifecycle.origination_date": "1600000000000"},
            "changes": ["\"hot\""]})");
    row("a policy does not change the product", "es 7.17", "os 2.19", R"({"settings": {"lifecycle.name": "hot"}})",
        R"({"settings": {"lifecycle.name": false}, "restore": {"lifecycle.name": false}, "changes": ["lifecycle.name"]})");
    row("a state policy does not change the product", "os 2.19", "es 8.3",
        R"({"settings": {"plugins.index_state_management.policy_id": "p"}})",
        R"({"settings": {"plugins.index_state_management.policy_id": false}, "changes": ["policy_id"]})");

    // Settings that never travel
    row("identity stays behind", "es 7.17", "es 8.3",
        R"({"settings": {"uuid": "u", "creation_date": "1", "provided_name": "x", "version.created": "7171599",
            "resize.source.name": "y", "routing.allocation.initial_recovery._id": "z", "history.uuid": "h",
            "verified_before_close": "true", "search.throttled": "true", "frozen": "true", "number_of_shards": "1",
            "store.snapshot.index_name": "s", "shard_limit.group": "frozen"}})",
        R"({"settings": {"uuid": false, "creation_date": false, "provided_name": false, "version.created": false,
            "resize.source.name": false, "routing.allocation.initial_recovery._id": false, "history.uuid": false,
            "verified_before_close": false, "search.throttled": false, "frozen": false, "store.snapshot.index_name": false,
            "shard_limit.group": false}, "noChanges": true})");
    row("blocks stay behind", "es 7.17", "es 8.3",
        R"({"settings": {"blocks.write": "true", "blocks.read_only": "false"}})",
        R"({"settings": {"blocks.write": false, "blocks.read_only": false}, "changes": ["blocks.write"]})");

    // Routing
    row("6.x keeps its shards apart", "es 6.8", "es 8.3", R"({"settings": {"version.created": "6082399"}})",
        R"({"settings": {"number_of_routing_shards": "4"}, "changes": ["number_of_routing_shards"]})");
    row("made by 6.x, living in 7.x", "es 7.17", "os 2.19", R"({"settings": {"version.created": "6082399"}})",
        R"({"settings": {"number_of_routing_shards": "4"}})");
    row("6.x with explicit routing shards", "es 6.8", "es 8.3",
        R"({"settings": {"version.created": "6082399", "number_of_routing_shards": "8"}})",
        R"({"settings": {"number_of_routing_shards": "8"}, "noChanges": true})");
    row("7.x computes the same everywhere", "es 7.17", "os 2.19", R"({"settings": {"version.created": "7171599"}})",
        R"({"settings": {"number_of_routing_shards": false}, "noChanges": true})");
    row("OpenSearch computes the same", "os 2.19", "es 8.3", R"({"settings": {"version.created": "136408427"}})",
        R"({"settings": {"number_of_routing_shards": false}, "noChanges": true})");
    row("a shrunk index keeps its parent's pieces", "es 7.17", "es 8.3",
        R"({"routing": 768, "settings": {"version.created": "7171599", "number_of_shards": "2", "resize.source.name": "a"}})",
        R"({"settings": {"number_of_routing_shards": "768"}})");
    row("a shrunk index of unknown pieces", "es 6.8", "es 8.3",
        R"({"settings": {"version.created": "7171599", "number_of_shards": "2", "shrink.source.name": "a"}})",
        R"({"settings": {"number_of_routing_shards": false}, "changes": ["shrunk"]})");
    row("a shrunk index of unknown pieces with routing", "es 7.17", "es 8.3",
        R"({"settings": {"number_of_shards": "2", "resize.source.name": "a"}, "mappings": {"_routing": {"required": true}}})",
        R"({"blockers": ["custom routing"]})");
    row("routing partitions are kept", "es 7.17", "es 8.3", R"({"settings": {"routing_partition_size": "2"}})",
        R"({"settings": {"routing_partition_size": "2"}, "noChanges": true})");

    // Removed settings
    row("settings gone in 7", "es 6.8", "es 7.17",
        R"({"settings": {"mapper.dynamic": "true", "mapping.single_type": "true", "optimize_auto_generated_id": "true",
            "merge.policy.reclaim_deletes_weight": "2.0", "max_adjacency_matrix_filters": "50", "highlight.max_analyzed_offset": "-1"}})",
        R"({"settings": {"mapper.dynamic": false, "mapping.single_type": false, "optimize_auto_generated_id": false,
            "merge.policy.reclaim_deletes_weight": false, "max_adjacency_matrix_filters": "50",
            "highlight.max_analyzed_offset": false}, "changes": ["mapper.dynamic", "max_analyzed_offset"]})");
    row("settings gone in 8", "es 7.17", "es 8.3",
        R"({"settings": {"max_adjacency_matrix_filters": "50", "force_memory_term_dictionary": "true", "soft_deletes.enabled": "false",
            "translog.retention.size": "1gb", "indexing.slowlog.level": "info", "indexing.slowlog.threshold.index.warn": "1s"}})",
        R"({"settings": {"max_adjacency_matrix_filters": false, "force_memory_term_dictionary": false,
            "soft_deletes.enabled": false, "translog.retention.size": false, "indexing.slowlog.level": false,
            "indexing.slowlog.threshold.index.warn": "1s"}, "changes": ["soft_deletes", "translog.retention"]})");
    row("only for Elasticsearch", "es 8.3", "os 2.19",
        R"({"settings": {"merge.policy.max_merge_at_once_explicit": "30", "mapping.dimension_fields.limit": "20",
            "mapping.field_name_length.limit": "9223372036854775807", "mapping.total_fields.limit": "2000", "sort.field": "a"}})",
        R"({"settings": {"merge.policy.max_merge_at_once_explicit": false, "mapping.dimension_fields.limit": false,
            "mapping.field_name_length.limit": false, "mapping.total_fields.limit": "2000", "sort.field": "a"}})");
    row("only for OpenSearch", "os 2.19", "es 8.3",
        R"({"settings": {"replication.type": "SEGMENT", "knn": "true", "codec": "zstd", "merge.policy": "tiered",
            "merge.policy.segments_per_tier": "8", "composite_index.star_tree.max_fields": "2", "search.default_pipeline": "p"}})",
        R"({"settings": {"replication.type": false, "knn": false, "codec": false, "merge.policy": false,
            "merge.policy.segments_per_tier": "8", "composite_index.star_tree.max_fields": false, "search.default_pipeline": false},
            "changes": ["codec", "replication.type", "search.default_pipeline"]})");
    row("codecs both know", "os 2.19", "es 8.3", R"({"settings": {"codec": "best_compression"}})",
        R"({"settings": {"codec": "best_compression"}, "noChanges": true})");
    row("classic similarity", "es 6.8", "es 8.3",
        R"({"settings": {"version.created": "7000099", "similarity.old.type": "classic", "similarity.mine.type": "BM25",
            "similarity.mine.b": "0.3"},
            "mappings": {"properties": {"a": {"type": "text", "similarity": "old"}, "b": {"type": "text", "similarity": "mine"},
            "c": {"type": "text", "similarity": "classic"}}}})",
        R"({"settings": {"similarity.old.type": false, "similarity.mine.type": "BM25", "similarity.mine.b": "0.3"},
            "mappings": {"properties": {"a": {"type": "text"}, "b": {"type": "text", "similarity": "mine"}, "c": {"type": "text"}}},
            "changes": ["similarity.old", "mappings.a"]})");

    // Analysis
    row("old analysis names", "es 6.8", "es 8.3",
        R"({"settings": {"version.created": "7000099", "analysis.tokenizer.t.type": "nGram", "analysis.filter.f.type": "edgeNGram",
            "analysis.filter.s.type": "standard", "analysis.char_filter.c.type": "htmlStrip",
            "analysis.analyzer.a.tokenizer": "pathHierarchy", "analysis.analyzer.a.filter": ["standard", "s", "lowercase", "nGram"],
            "analysis.analyzer.b.tokenizer": "t", "analysis.analyzer.b.filter.0": "standard", "analysis.analyzer.b.filter.1": "f"}})",
        R"({"settings": {"analysis.tokenizer.t.type": "ngram", "analysis.filter.f.type": "edge_ngram", "analysis.filter.s.type": false,
            "analysis.char_filter.c.type": "html_strip", "analysis.analyzer.a.tokenizer": "path_hierarchy",
            "analysis.analyzer.a.filter": ["lowercase", "ngram"], "analysis.analyzer.b.tokenizer": "t",
            "analysis.analyzer.b.filter": ["f"], "analysis.analyzer.b.filter.0": false}, "changes": ["standard", "path_hierarchy"]})");
    row("a definition of its own keeps an old name", "es 7.17", "es 8.3",
        R"({"settings": {"analysis.tokenizer.nGram.type": "ngram", "analysis.analyzer.a.tokenizer": "nGram"}})",
        R"({"settings": {"analysis.analyzer.a.tokenizer": "nGram"}, "noChanges": true})");
    row("wide grams of 6.x", "es 6.8", "es 7.17",
        R"({"settings": {"version.created": "6082399", "number_of_routing_shards": "1024", "analysis.tokenizer.t.type": "nGram",
            "analysis.tokenizer.t.min_gram": "2", "analysis.tokenizer.t.max_gram": "10", "analysis.filter.s.type": "shingle",
            "analysis.filter.s.max_shingle_size": 9}})",
        R"({"settings": {"max_ngram_diff": "8", "max_shingle_diff": "8"}, "changes": ["max_ngram_diff"]})");

    // Mappings of old majors
    row("what 7.0 took away", "es 6.8", "es 7.17",
        R"({"type": "doc", "settings": {"number_of_routing_shards": "1024"}, "mappings": {"_all": {"enabled": false},
            "properties": {"a": {"type": "keyword", "include_in_all": false, "boost": 2.0}}}})",
        R"({"mappings": {"properties": {"a": {"type": "keyword", "boost": 2.0}}},
            "changes": ["_all", "include_in_all", "type \"doc\""]})");
    row("what 8.0 took away", "es 7.17", "es 8.3",
        R"({"mappings": {"_field_names": {"enabled": false}, "properties": {
            "a": {"type": "keyword", "boost": 2.0, "fields": {"b": {"type": "text", "fields": {"c": {"type": "keyword"}}}}},
            "g": {"type": "geo_shape", "tree": "quadtree", "precision": "1km", "strategy": "recursive"},
            "d": {"type": "date", "format": "strictDateOptionalTime||yyyy||epoch_millis"}}}})",
        R"({"mappings": {"properties": {"a": {"type": "keyword", "fields": {"b": {"type": "text"}}},
            "g": {"type": "geo_shape"}, "d": {"type": "date", "format": "strict_date_optional_time||yyyy||epoch_millis"}}},
            "changes": ["_field_names", "boost", "fields", "precision", "strict_date_optional_time"]})");
    row("prefix trees live on in OpenSearch", "es 7.17", "os 2.19",
        R"({"mappings": {"properties": {"g": {"type": "geo_shape", "tree": "quadtree"}, "b": {"type": "text", "boost": 2}}}})",
        R"({"mappings": {"properties": {"g": {"type": "geo_shape", "tree": "quadtree"}, "b": {"type": "text", "boost": 2}}},
            "noChanges": true})");
    row("templates of old", "es 6.8", "es 8.3",
        R"({"settings": {"number_of_routing_shards": "1024"}, "mappings": {"dynamic_templates": [
            {"s": {"match_mapping_type": "string", "mapping": {"type": "string", "index": "not_analyzed"}}},
            {"t": {"match": "*_t", "mapping": {"type": "text", "norms": {"enabled": false}, "include_in_all": true}}}]}})",
        R"({"mappings": {"dynamic_templates": [
            {"s": {"match_mapping_type": "string", "mapping": {"type": "keyword"}}},
            {"t": {"match": "*_t", "mapping": {"type": "text", "norms": false}}}]}, "changes": ["string became keyword"]})");

    // Dates: 6.x speaks Joda
    row("Joda dates", "es 6.8", "es 7.17",
        R"({"settings": {"version.created": "6082399", "number_of_routing_shards": "1024"}, "mappings": {"properties": {
            "a": {"type": "date", "format": "YYYY-MM-dd||epoch_millis"}, "b": {"type": "date", "format": "8YYYY-MM-dd"},
            "c": {"type": "date", "format": "yyyy-MM-dd'T'HH:mm:ssZ"}, "e": {"type": "date", "format": "xxxx-'x'ww ZZZ"},
            "f": {"type": "date", "format": "yyyy/MM/dd||strict_date_optional_time"}}}})",
        R"({"mappings": {"properties": {
            "a": {"type": "date", "format": "yyyy-MM-dd||epoch_millis"}, "b": {"type": "date", "format": "8YYYY-MM-dd"},
            "c": {"type": "date", "format": "yyyy-MM-dd'T'HH:mm:ssXX||yyyy-MM-dd'T'HH:mm:ssXXX"},
            "e": {"type": "date", "format": "YYYY-'x'ww VV"},
            "f": {"type": "date", "format": "yyyy/MM/dd||strict_date_optional_time"}}}, "changes": ["Joda"]})");
    row("dates of 7.x stay", "es 7.17", "es 8.3",
        R"({"settings": {"version.created": "7171599"}, "mappings": {"dynamic_date_formats": ["YYYY/MM/dd Z"]}})",
        R"({"mappings": {"dynamic_date_formats": ["YYYY/MM/dd Z"]}, "noChanges": true})");

    // Types of one product
    row("flattened to flat_object", "es 7.17", "os 2.19",
        R"({"mappings": {"properties": {"a": {"type": "flattened", "depth_limit": 5}}}})",
        R"({"mappings": {"properties": {"a": {"type": "flat_object"}}}, "changes": ["flat_object", "depth_limit"]})");
    row("flat_object to flattened", "os 2.19", "es 8.3",
        R"({"mappings": {"properties": {"a": {"type": "flat_object"}}}})",
        R"({"mappings": {"properties": {"a": {"type": "flattened"}}}, "changes": ["flattened"]})");
    row("flattened has no place in old OpenSearch", "es 7.17", "os 1.3",
        R"({"mappings": {"properties": {"a": {"type": "flattened"}}}})", R"({"blockers": ["flattened"]})");
    row("dense_vector is not for OpenSearch", "es 8.3", "os 2.19",
        R"({"mappings": {"properties": {"v": {"type": "dense_vector", "dims": 3}}}})", R"({"blockers": ["k-NN"]})");
    row("knn_vector to dense_vector", "os 2.19", "es 8.3",
        R"({"settings": {"knn": "true"}, "mappings": {"properties": {"v": {"type": "knn_vector", "dimension": 3,
            "method": {"name": "hnsw", "space_type": "cosinesimil", "engine": "lucene"}}}}})",
        R"({"mappings": {"properties": {"v": {"type": "dense_vector", "dims": 3, "index": true, "similarity": "cosine"}}},
            "changes": ["dense_vector"]})");
    row("knn_vector of bytes", "os 2.19", "es 8.3",
        R"({"mappings": {"properties": {"v": {"type": "knn_vector", "dimension": 3, "data_type": "byte"}}}})",
        R"({"blockers": ["knn_vector"]})");
    for (const char *type : {"histogram", "aggregate_metric_double", "semantic_text", "sparse_vector", "rank_vectors",
             "counted_keyword", "passthrough", "shape"})
        QTest::addRow("%s is not for OpenSearch", type)
            << QStringLiteral("es 8.19") << QStringLiteral("os 2.19")
            << QByteArray(R"({"mappings": {"properties": {"f": {"type": ")" + QByteArray(type) + R"("}}}})")
            << QByteArray(R"({"blockers": ["type )" + QByteArray(type) + R"("]})");
    row("types that came late", "es 8.3", "os 2.10",
        R"({"mappings": {"properties": {"w": {"type": "wildcard"}, "c": {"type": "constant_keyword", "value": "x"},
            "u": {"type": "unsigned_long"}, "m": {"type": "match_only_text"}}}})",
        R"({"blockers": ["wildcard", "constant_keyword", "match_only_text"]})");
    row("types that both know", "es 8.3", "os 2.19",
        R"({"mappings": {"properties": {"w": {"type": "wildcard"}, "c": {"type": "constant_keyword", "value": "x"},
            "u": {"type": "unsigned_long"}, "m": {"type": "match_only_text"}}}})",
        R"({"noChanges": true})");
    row("a type of a plugin", "es 7.17", "es 8.3", R"({"mappings": {"properties": {"f": {"type": "mine"}}}})",
        R"({"mappings": {"properties": {"f": {"type": "mine"}}}, "changes": ["plugin"]})");
    row("runtime and derived fields", "es 8.3", "os 2.19",
        R"({"mappings": {"dynamic": "runtime", "runtime": {"r": {"type": "long"}}, "properties": {
            "t": {"type": "long", "time_series_metric": "gauge"}}}})",
        R"({"mappings": {"dynamic": "false", "properties": {"t": {"type": "long"}}},
            "changes": ["runtime", "dynamic", "time_series_metric"]})");
    row("scripts in fields", "es 8.3", "os 2.19",
        R"({"mappings": {"properties": {"t": {"type": "long", "script": {"id": "stored"}}}}})",
        R"({"blockers": ["script"]})");
    row("names with dots", "es 8.3", "os 2.19", R"({"mappings": {"subobjects": false}})",
        R"({"blockers": ["subobjects"]})");
    row("star tree", "os 2.19", "es 8.3", R"({"mappings": {"composite": {"s": {"type": "star_tree"}}}})",
        R"({"blockers": ["star-tree"]})");

    // What can't be read or followed
    row("_source off", "es 7.17", "es 8.3", R"({"mappings": {"_source": {"enabled": false}}})",
        R"({"blockers": ["_source is off"]})");
    row("_source filtered", "es 7.17", "es 8.3", R"({"mappings": {"_source": {"excludes": ["a"]}}})",
        R"({"blockers": ["excludes"]})");
    row("_source with empty filters", "es 7.17", "es 8.3",
        R"({"mappings": {"_source": {"includes": [], "excludes": []}}})", R"({"noChanges": true})");
    row("synthetic source", "es 8.10", "es 8.19", R"({"mappings": {"_source": {"mode": "synthetic"}}})",
        R"({"settings": {"mapping.source.mode": "synthetic"}, "mappings": {}, "changes": ["by meaning"]})");
    row("synthetic source to OpenSearch", "es 8.10", "os 2.19", R"({"mappings": {"_source": {"mode": "synthetic"}}})",
        R"({"mappings": {}, "changes": ["by meaning"]})");
    row("made by 5.x", "es 6.8", "es 7.17", R"({"settings": {"version.created": "5061699"}})",
        R"({"blockers": ["before 6.0"]})");
    row("time series", "es 8.3", "es 8.19", R"({"settings": {"mode": "time_series"}})",
        R"({"blockers": ["time series"]})");
    row("numbers switched off", "es 9.4", "es 9.4", R"({"settings": {"disable_sequence_numbers": "true"}})",
        R"({"blockers": ["sequence numbers"]})");
    row("numbers without points", "es 9.4", "es 9.4", R"({"settings": {"seq_no.index_options": "doc_values_only"}})",
        R"({"blockers": ["sequence numbers"]})");
    row("backing index", "es 8.3", "es 8.19", R"({"name": ".ds-logs-000001"})", R"({"blockers": ["data stream"]})");
    row("data stream mapping", "es 8.3", "es 8.19", R"({"mappings": {"_data_stream_timestamp": {"enabled": true}}})",
        R"({"blockers": ["data stream"]})");

    // Aliases
    row("aliases as they are", "es 7.17", "es 8.3",
        R"({"aliases": {"a": {"filter": {"term": {"x": 1}}, "index_routing": "1", "search_routing": "1,2", "is_write_index": true,
            "is_hidden": true}}})",
        R"({"aliases": {"a": {"filter": {"term": {"x": 1}}, "index_routing": "1", "search_routing": "1,2", "is_write_index": true,
            "is_hidden": true}}, "noChanges": true})");
    row("alias in the way", "es 7.17", "es 8.3", R"({"aliases": {"copy": {}}})", R"({"blockers": ["alias"]})");
}

void TestSchemaConvert::convertsEachRule()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, expected);
    const QJsonObject wanted = json(expected);
    const ConvertedIndex index = convertIndex(definition(source), QStringLiteral("copy"), server(from), server(to));

    QCOMPARE(index.target, QStringLiteral("copy"));
    compareFlat(
        wanted.value(QLatin1String("settings")).toObject(), index.create.value(QLatin1String("settings")).toObject());
    compareFlat(wanted.value(QLatin1String("restore")).toObject(), index.restore);
    for (const QString &part : {QStringLiteral("mappings"), QStringLiteral("aliases")}) {
        if (!wanted.contains(part))
            continue;
        const QJsonObject found
            = part == QLatin1String("aliases") ? index.aliases : index.create.value(part).toObject();
        QCOMPARE(compact(found), compact(wanted.value(part)));
    }
    const QJsonArray blockers = wanted.value(QLatin1String("blockers")).toArray();
    QVERIFY2(index.blockers.size() == blockers.size(), qPrintable(index.blockers.join(QLatin1String(" | "))));
    verifyNames(index.blockers, blockers);
    verifyNames(index.changes, wanted.value(QLatin1String("changes")).toArray());
    if (wanted.value(QLatin1String("noChanges")).toBool())
        QCOMPARE(index.changes, QStringList());
}

void TestSchemaConvert::givesEveryChangeAReason()
{
    const IndexDefinition source = definition(R"({"type": "doc", "settings": {"version.created": "6082399",
        "mapper.dynamic": "true", "default_pipeline": "p", "codec": "Lucene70"},
        "mappings": {"_all": {"enabled": false}, "properties": {"d": {"type": "date", "format": "YYYY"}}}})");
    const ConvertedIndex index = convertIndex(
        source, QStringLiteral("copy"), server(QStringLiteral("es 6.8")), server(QStringLiteral("os 2.19")));
    QVERIFY(index.changes.size() >= 6);
    for (const QString &change : index.changes) {
        const qsizetype colon = change.indexOf(QLatin1String(": "));
        QVERIFY2(colon > 0 && change.size() > colon + 20, qPrintable(change));
    }
}

void TestSchemaConvert::keepsWhatEverySideKnows()
{
    const QByteArray mappings = R"({"dynamic": "strict", "_routing": {"required": true}, "_meta": {"a": {"b": 1}},
        "properties": {"t": {"type": "text", "analyzer": "standard", "copy_to": ["u"], "fields": {"raw": {"type": "keyword",
        "ignore_above": 256}}}, "u": {"type": "text"}, "n": {"type": "nested", "properties": {"x": {"type": "long"}}},
        "j": {"type": "join", "relations": {"a": ["b"]}}, "o": {"properties": {"p": {"type": "ip"}}}}})";
    const QByteArray settings = R"({"analysis.analyzer.a.type": "custom", "analysis.analyzer.a.tokenizer": "standard",
        "analysis.filter.s.synonyms": ["a, b", "c"], "mapping.nested_objects.limit": "7", "sort.field": "x", "sort.order": "desc"})";
    for (const QString &to : {QStringLiteral("es 7.17"), QStringLiteral("es 8.19"), QStringLiteral("es 9.4"),
             QStringLiteral("os 1.3"), QStringLiteral("os 2.19"), QStringLiteral("os 3.6")}) {
        const ConvertedIndex index
            = convertIndex(definition("{\"mappings\":" + mappings + ",\"settings\":" + settings + "}"),
                QStringLiteral("copy"), server(QStringLiteral("es 7.17")), server(to));
        QCOMPARE(index.changes, QStringList());
        QCOMPARE(index.blockers, QStringList());
        QCOMPARE(compact(index.create.value(QLatin1String("mappings"))), compact(json(mappings)));
        compareFlat(json(settings), index.create.value(QLatin1String("settings")).toObject());
    }
}

void TestSchemaConvert::readsTheMajorOutOfAVersionNumber()
{
    QCOMPARE(createdMajor(QStringLiteral("5061699")), 5);
    QCOMPARE(createdMajor(QStringLiteral("6082399")), 6);
    QCOMPARE(createdMajor(QStringLiteral("7171599")), 7);
    QCOMPARE(createdMajor(QStringLiteral("8500010")), 8);
    QCOMPARE(createdMajor(QStringLiteral("9009000")), 9);
    QCOMPARE(createdMajor(QStringLiteral("136408427")), 7); // OpenSearch 2.19
    QCOMPARE(createdMajor(QString()), 0);
}

void TestSchemaConvert::knowsTheDefaultRoutingShards()
{
    // Read from real servers of 7.17, 8.3 and OpenSearch 2.19.
    const std::initializer_list<std::pair<int, int>> known{
        {1, 1024}, {2, 1024}, {3, 768}, {4, 1024}, {5, 640}, {6, 768}, {7, 896}, {12, 768}, {33, 528}};
    for (const auto &[shards, routing] : known)
        QCOMPARE(defaultRoutingShards(shards), routing);
}

void TestSchemaConvert::convertsAGrownMappingByTheSameRules()
{
    const IndexDefinition source
        = definition(R"({"settings": {"version.created": "6082399", "similarity.old.type": "classic"},
        "mappings": {"properties": {"d": {"type": "date", "format": "YYYY"}, "t": {"type": "text", "similarity": "old",
        "boost": 3}}}})");
    const ClusterInfo from = server(QStringLiteral("es 7.17"));
    const ClusterInfo to = server(QStringLiteral("es 8.3"));
    QStringList changes;
    const QJsonObject whole = convertMappings(source, from, to, &changes);
    QCOMPARE(compact(whole),
        compact(convertIndex(source, QStringLiteral("copy"), from, to).create.value(QLatin1String("mappings"))));
    QCOMPARE(changes.size(), 3);
    QCOMPARE(compact(convertMappings(json(R"({"properties": {"t": {"type": "text", "boost": 3}}})"), from, to)),
        compact(json(R"({"properties": {"t": {"type": "text"}}})")));
}

void TestSchemaConvert::keepsFieldsNamedLikeParameters()
{
    const QJsonObject mappings
        = json(R"({"properties": {"boost": {"type": "float"}, "properties": {"properties": {"type":
        {"type": "keyword"}, "format": {"type": "keyword"}, "fields": {"type": "long"}}}, "runtime": {"type": "keyword"}}})");
    QStringList changes;
    const QJsonObject converted
        = convertMappings(mappings, server(QStringLiteral("es 7.17")), server(QStringLiteral("os 2.19")), &changes);
    QCOMPARE(compact(converted), compact(mappings));
    QCOMPARE(changes, QStringList());
}

QTEST_APPLESS_MAIN(TestSchemaConvert)
#include "tst_schemaconvert.moc"
