// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemamappings.h"

#include <QCoreApplication>
#include <QHash>

#include <limits>

namespace godwit {

namespace {

struct SchemaFieldTypes
{
    Q_DECLARE_TR_FUNCTIONS(SchemaFieldTypes)
};

constexpr Version Never{std::numeric_limits<int>::max(), 0, 0};
constexpr Version Always{0, 0, 0};

//! From which version on each product knows a type; `plugin` when it comes with one that may be missing.
struct TypeSupport
{
    Version elasticsearch = Always;
    Version openSearch = Always;
    const char *plugin = nullptr;
};

const QHash<QString, TypeSupport> &typeTable()
{
    static const QHash<QString, TypeSupport> table = [] {
        QHash<QString, TypeSupport> types;
        const auto everywhere = {"text", "keyword", "long", "integer", "short", "byte", "double", "float", "half_float",
            "scaled_float", "date", "boolean", "binary", "ip", "integer_range", "float_range", "long_range",
            "double_range", "date_range", "ip_range", "object", "nested", "join", "percolator", "token_count",
            "completion", "alias", "geo_point", "geo_shape"};
        for (const char *type : everywhere)
            types.insert(QLatin1String(type), {});
        types.insert(QStringLiteral("date_nanos"), {{7, 0, 0}, Always});
        types.insert(QStringLiteral("rank_feature"), {{7, 0, 0}, Always});
        types.insert(QStringLiteral("rank_features"), {{7, 0, 0}, Always});
        types.insert(QStringLiteral("search_as_you_type"), {{7, 2, 0}, Always});
        types.insert(QStringLiteral("flattened"), {{7, 3, 0}, Never});
        types.insert(QStringLiteral("shape"), {{7, 4, 0}, Never});
        types.insert(QStringLiteral("histogram"), {{7, 6, 0}, Never});
        types.insert(QStringLiteral("constant_keyword"), {{7, 7, 0}, {2, 14, 0}});
        types.insert(QStringLiteral("point"), {{7, 8, 0}, Never});
        types.insert(QStringLiteral("wildcard"), {{7, 9, 0}, {2, 15, 0}});
        types.insert(QStringLiteral("unsigned_long"), {{7, 10, 0}, {2, 8, 0}});
        types.insert(QStringLiteral("version"), {{7, 10, 0}, {3, 2, 0}});
        types.insert(QStringLiteral("aggregate_metric_double"), {{7, 11, 0}, Never});
        types.insert(QStringLiteral("match_only_text"), {{7, 14, 0}, {2, 12, 0}});
        types.insert(QStringLiteral("dense_vector"), {{7, 0, 0}, Never});
        types.insert(QStringLiteral("sparse_vector"), {{8, 11, 0}, Never});
        types.insert(QStringLiteral("counted_keyword"), {{8, 13, 0}, Never});
        types.insert(QStringLiteral("passthrough"), {{8, 13, 0}, Never});
        types.insert(QStringLiteral("semantic_text"), {{8, 15, 0}, Never});
        types.insert(QStringLiteral("rank_vectors"), {{8, 18, 0}, Never});
        types.insert(QStringLiteral("exponential_histogram"), {{9, 3, 0}, Never});
        types.insert(QStringLiteral("flat_object"), {Never, {2, 7, 0}});
        types.insert(QStringLiteral("xy_point"), {Never, {2, 4, 0}});
        types.insert(QStringLiteral("xy_shape"), {Never, {2, 4, 0}});
        types.insert(QStringLiteral("knn_vector"), {Never, {1, 0, 0}, "k-NN"});
        types.insert(QStringLiteral("star_tree"), {Never, {2, 18, 0}});
        types.insert(QStringLiteral("derived"), {Never, {2, 15, 0}});
        types.insert(QStringLiteral("semantic"), {Never, {3, 1, 0}, "neural-search"});
        types.insert(QStringLiteral("murmur3"), {Always, Always, "mapper-murmur3"});
        types.insert(QStringLiteral("annotated_text"), {Always, Always, "mapper-annotated-text"});
        types.insert(QStringLiteral("icu_collation_keyword"), {Always, Always, "analysis-icu"});
        return types;
    }();
    return table;
}

bool targetKnows(const QString &type, const SchemaPair &pair)
{
    const auto found = typeTable().constFind(type);
    if (found == typeTable().constEnd())
        return false;
    return pair.to.version >= (pair.to.product == Product::OpenSearch ? found->openSearch : found->elasticsearch);
}

void becomes(const QString &path, QJsonObject &field, const QString &type, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString old = field.value(QLatin1String("type")).toString();
    field.insert(QStringLiteral("type"), type);
    notes.change(path,
        SchemaFieldTypes::tr("type %1 became %2, the type of %3 for the same contents").arg(old, type, pair.target()));
}

void dropParameters(const QString &path, QJsonObject &field, const QStringList &kept, SchemaNotes &notes)
{
    QStringList gone;
    for (const QString &key : field.keys()) {
        if (!kept.contains(key)) {
            gone.append(key);
            field.remove(key);
        }
    }
    if (!gone.isEmpty())
        notes.change(path,
            SchemaFieldTypes::tr("%1 left out, because type %2 does not take it")
                .arg(gone.join(QLatin1String(", ")), field.value(QLatin1String("type")).toString()));
}

//! Similarity of a dense_vector for the space of a knn_vector; empty when there is none on the target.
QString vectorSimilarity(const QString &space, const SchemaPair &pair)
{
    if (space.isEmpty() || space == QLatin1String("l2"))
        return QStringLiteral("l2_norm");
    if (space == QLatin1String("cosinesimil"))
        return QStringLiteral("cosine");
    if (space == QLatin1String("innerproduct") && pair.toElasticsearch(8, 11))
        return QStringLiteral("max_inner_product");
    return {};
}

void knnToDense(const QString &path, QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes)
{
    const int dims = field.value(QLatin1String("dimension")).toVariant().toInt();
    const QString element = field.value(QLatin1String("data_type")).toString(QStringLiteral("float"));
    if (dims <= 0 || element != QLatin1String("float")) {
        notes.block(path,
            SchemaFieldTypes::tr(
                "this knn_vector has no fixed number of float dimensions, so it has no equal in %1. Leave the "
                "index out, or change the field on the source.")
                .arg(pair.target()));
        return;
    }
    const QJsonObject method = field.value(QLatin1String("method")).toObject();
    const QString space
        = method.value(QLatin1String("space_type")).toString(field.value(QLatin1String("space_type")).toString());
    const QString similarity = vectorSimilarity(space, pair);
    // 8.11 and later index 4,096 dimensions, earlier ones 1,024; 7.x does not index vectors at all.
    const bool indexed
        = !similarity.isEmpty() && pair.toElasticsearch(8) && dims <= (pair.toElasticsearch(8, 11) ? 4096 : 1024);
    QJsonObject dense{{QStringLiteral("type"), QStringLiteral("dense_vector")}, {QStringLiteral("dims"), dims}};
    if (indexed) {
        dense.insert(QStringLiteral("index"), true);
        dense.insert(QStringLiteral("similarity"), similarity);
    } else if (pair.toElasticsearch(8, 11)) {
        dense.insert(QStringLiteral("index"), false);
    }
    field = dense;
    notes.change(path,
        indexed ? SchemaFieldTypes::tr(
            "type knn_vector became dense_vector with %1 dimensions and similarity %2; method and engine "
            "settings have no equal in %3")
                      .arg(QString::number(dims), similarity, pair.target())
                : SchemaFieldTypes::tr(
                    "type knn_vector became dense_vector with %1 dimensions without an index for nearest "
                    "neighbours, because %2 has none for space \"%3\"; exact search by script works")
                      .arg(QString::number(dims), pair.target(), space));
}

QString whyUnknown(const QString &type, const SchemaPair &pair)
{
    if (type == QLatin1String("dense_vector") && pair.toOpenSearch())
        return SchemaFieldTypes::tr(
            "type dense_vector is not known to %1. Its knn_vector needs the k-NN plugin and index.knn, and "
            "measures distances in another way: create the target index by hand and use \"existing\": "
            "\"append\", or leave the index out.")
            .arg(pair.target());
    return SchemaFieldTypes::tr(
        "type %1 is not known to %2. Leave the index out, or create the target index by hand with another "
        "type and use \"existing\": \"append\".")
        .arg(type, pair.target());
}

} // namespace

void convertFieldType(const QString &path, QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString type = field.value(QLatin1String("type")).toString();
    // Templates may leave the type to the value: {dynamic_type}, {name}.
    if (type.isEmpty() || type.startsWith(QLatin1Char('{')))
        return;
    if (type == QLatin1String("feature") || type == QLatin1String("feature_vector")) {
        becomes(path, field,
            type == QLatin1String("feature") ? QStringLiteral("rank_feature") : QStringLiteral("rank_features"), pair,
            notes);
        return;
    }
    if (targetKnows(type, pair)) {
        if (const char *plugin = typeTable().value(type).plugin)
            notes.change(path,
                SchemaFieldTypes::tr("type %1 needs the plugin %2 on the target").arg(type, QLatin1String(plugin)));
        if (type == QLatin1String("semantic_text") && pair.to.clusterUuid != pair.from.clusterUuid)
            notes.change(path, SchemaFieldTypes::tr("the inference endpoint of this field must exist on the target"));
        if (type == QLatin1String("constant_keyword") && pair.toOpenSearch() && !field.contains(QLatin1String("value")))
            notes.block(path,
                SchemaFieldTypes::tr(
                    "constant_keyword without a value is not known to %1. Put a value into the source mapping.")
                    .arg(pair.target()));
        if (type == QLatin1String("wildcard") && pair.toElasticsearch() && pair.changesProduct())
            dropParameters(path, field,
                {QStringLiteral("type"), QStringLiteral("ignore_above"), QStringLiteral("null_value"),
                    QStringLiteral("copy_to"), QStringLiteral("fields"), QStringLiteral("meta")},
                notes);
        return;
    }
    if (type == QLatin1String("flattened") && targetKnows(QStringLiteral("flat_object"), pair)) {
        becomes(path, field, QStringLiteral("flat_object"), pair, notes);
        dropParameters(path, field, {QStringLiteral("type")}, notes);
        return;
    }
    if (type == QLatin1String("flat_object") && targetKnows(QStringLiteral("flattened"), pair)) {
        becomes(path, field, QStringLiteral("flattened"), pair, notes);
        return;
    }
    if (type == QLatin1String("knn_vector") && pair.toElasticsearch(7, 3)) {
        knnToDense(path, field, pair, notes);
        return;
    }
    if (!typeTable().contains(type) && !pair.changesProduct()) {
        notes.change(
            path, SchemaFieldTypes::tr("type %1 comes from a plugin, which the target must have too").arg(type));
        return;
    }
    notes.block(path, whyUnknown(type, pair));
}

} // namespace godwit
