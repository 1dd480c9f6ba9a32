// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemamappings.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <utility>

namespace godwit {

namespace {

struct SchemaMappings
{
    Q_DECLARE_TR_FUNCTIONS(SchemaMappings)
};

bool isTrue(const QJsonValue &value)
{
    return value.isBool() ? value.toBool() : value.toString() == QLatin1String("true");
}

bool isFalse(const QJsonValue &value)
{
    return value.isBool() ? !value.toBool() : value.toString() == QLatin1String("false");
}

void leaveOut(QJsonObject &object, const QString &where, const QString &key, const QString &reason, SchemaNotes &notes)
{
    if (!object.contains(key))
        return;
    object.remove(key);
    notes.change(where, SchemaMappings::tr("%1 left out, because %2").arg(key, reason));
}

QString unknownTo(const SchemaPair &pair)
{
    return SchemaMappings::tr("%1 does not know it").arg(pair.target());
}

void convertDynamic(const QString &where, QJsonObject &object, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString dynamic = object.value(QLatin1String("dynamic")).toString();
    QString value;
    // Neither loses a document: what the target does not map it still keeps in _source.
    if (dynamic == QLatin1String("runtime") && !pair.toElasticsearch(7, 11))
        value = QStringLiteral("false");
    else if (dynamic == QLatin1String("strict_allow_templates") && !pair.toOpenSearch(2, 8))
        value = QStringLiteral("true");
    else if (dynamic == QLatin1String("false_allow_templates") && !pair.toOpenSearch(2, 17))
        value = QStringLiteral("false");
    if (value.isEmpty())
        return;
    object.insert(QStringLiteral("dynamic"), value);
    notes.change(where,
        SchemaMappings::tr("dynamic \"%1\" became \"%2\", because %3 does not know the first")
            .arg(dynamic, value, pair.target()));
}

void convertSubobjects(const QString &where, QJsonObject &object, const SchemaPair &pair, SchemaNotes &notes)
{
    if (!object.contains(QLatin1String("subobjects")) || pair.toElasticsearch(8, 3))
        return;
    if (isTrue(object.value(QLatin1String("subobjects")))) {
        object.remove(QLatin1String("subobjects"));
        return;
    }
    notes.block(where,
        SchemaMappings::tr(
            "field names with dots (subobjects) can't be kept, because %1 does not know them. Leave the index out.")
            .arg(pair.target()));
}

//! Parameters that any field may carry and that the target refuses.
void convertParameters(const QString &path, QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes)
{
    if (pair.toElasticsearch(8))
        leaveOut(field, path, QStringLiteral("boost"),
            SchemaMappings::tr("%1 takes boosts only in the query").arg(pair.target()), notes);
    if (pair.toElasticsearch(7) || pair.toOpenSearch())
        leaveOut(
            field, path, QStringLiteral("include_in_all"), SchemaMappings::tr("there is no _all since 7.0"), notes);
    if (pair.goneSimilarities.contains(field.value(QLatin1String("similarity")).toString()))
        leaveOut(field, path, QStringLiteral("similarity"),
            SchemaMappings::tr("%1 has no classic similarity; BM25 takes its place").arg(pair.target()), notes);
    if (field.value(QLatin1String("norms")).isObject()) {
        const QJsonValue enabled = field.value(QLatin1String("norms")).toObject().value(QLatin1String("enabled"));
        field.insert(QStringLiteral("norms"), !isFalse(enabled));
        notes.change(path, SchemaMappings::tr("norms became true or false, because the object form is gone"));
    }
    if (!pair.toElasticsearch()) {
        const auto elasticsearchOnly = {"time_series_metric", "time_series_dimension", "synthetic_source_keep",
            "normalizer_skip_store_original_value", "on_script_error"};
        for (const char *key : elasticsearchOnly)
            leaveOut(field, path, QLatin1String(key), unknownTo(pair), notes);
        if (field.contains(QLatin1String("script")))
            notes.block(path,
                SchemaMappings::tr("a script fills this field while indexing, which %1 can't do. Leave the index out.")
                    .arg(pair.target()));
    } else {
        leaveOut(field, path, QStringLiteral("print_format"), unknownTo(pair), notes);
    }
    if (field.value(QLatin1String("type")).toString() == QLatin1String("boolean") && !pair.toElasticsearch(8, 6))
        leaveOut(field, path, QStringLiteral("ignore_malformed"),
            SchemaMappings::tr("%1 does not know it for boolean fields; documents with another value would be rejected")
                .arg(pair.target()),
            notes);
}

void convertGeoShape(const QString &path, QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes)
{
    if (field.value(QLatin1String("type")).toString() != QLatin1String("geo_shape") || !pair.toElasticsearch(8))
        return;
    for (const char *key : {"tree", "precision", "tree_levels", "strategy", "distance_error_pct", "points_only"})
        leaveOut(field, path, QLatin1String(key),
            SchemaMappings::tr("%1 has no prefix trees; shapes are indexed exactly").arg(pair.target()), notes);
}

//! The type string of 5.x, which 6.x still lets stand in templates that never matched.
void convertString(const QString &path, QJsonObject &field, SchemaNotes &notes)
{
    if (field.value(QLatin1String("type")).toString() != QLatin1String("string"))
        return;
    const QString index = field.value(QLatin1String("index")).toString();
    const bool exact = index == QLatin1String("not_analyzed");
    field.insert(QStringLiteral("type"), exact ? QStringLiteral("keyword") : QStringLiteral("text"));
    if (index == QLatin1String("no"))
        field.insert(QStringLiteral("index"), false);
    else if (exact || index == QLatin1String("analyzed"))
        field.remove(QLatin1String("index"));
    notes.change(path,
        SchemaMappings::tr("type string became %1, because string is gone since 5.0")
            .arg(field.value(QLatin1String("type")).toString()));
}

void convertMultiFields(
    const QString &path, QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes, bool inTemplate)
{
    if (!field.contains(QLatin1String("fields")))
        return;
    QJsonObject fields
        = convertProperties(path, field.value(QLatin1String("fields")).toObject(), pair, notes, inTemplate);
    if (pair.toElasticsearch(8)) {
        for (const QString &name : fields.keys()) {
            QJsonObject inner = fields.value(name).toObject();
            leaveOut(inner, path + QLatin1Char('.') + name, QStringLiteral("fields"),
                SchemaMappings::tr("%1 refuses multi-fields within multi-fields").arg(pair.target()), notes);
            fields.insert(name, inner);
        }
    }
    field.insert(QStringLiteral("fields"), fields);
}

std::optional<QJsonObject> convertTemplate(
    const QString &name, QJsonObject entry, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString where = QLatin1String("mappings.dynamic_templates.") + name;
    if (entry.contains(QLatin1String("runtime")) && !pair.toElasticsearch(7, 11)) {
        notes.change(where, SchemaMappings::tr("left out, because %1 has no runtime fields").arg(pair.target()));
        return std::nullopt;
    }
    const auto conditions = {"match", "match_mapping_type", "path_match", "unmatch_mapping_type"};
    bool conditional = false;
    for (const char *key : conditions)
        conditional |= entry.contains(QLatin1String(key));
    if (!conditional && !pair.toElasticsearch(7)) // There such a template matches everything; others refuse it.
        entry.insert(QStringLiteral("match"), QStringLiteral("*"));
    if (entry.contains(QLatin1String("mapping"))) {
        const auto field = convertField(where, entry.value(QLatin1String("mapping")).toObject(), pair, notes, true);
        if (!field)
            return std::nullopt;
        entry.insert(QStringLiteral("mapping"), *field);
    }
    return entry;
}

QJsonArray convertTemplates(const QJsonArray &templates, const SchemaPair &pair, SchemaNotes &notes)
{
    QJsonArray converted;
    for (const QJsonValue &value : templates) {
        const QJsonObject named = value.toObject();
        QJsonObject kept;
        for (const QString &name : named.keys()) {
            if (const auto entry = convertTemplate(name, named.value(name).toObject(), pair, notes))
                kept.insert(name, *entry);
        }
        if (!kept.isEmpty())
            converted.append(kept);
    }
    return converted;
}

//! `_source` settings: what is not stored can't be read, and how it is stored is the index's own matter.
void convertSource(QJsonObject &mappings, const SchemaPair &pair, SchemaNotes &notes)
{
    if (!mappings.contains(QLatin1String("_source")))
        return;
    const QString where = QStringLiteral("mappings._source");
    QJsonObject source = mappings.value(QLatin1String("_source")).toObject();
    const QString mode = source.value(QLatin1String("mode")).toString();
    if (isFalse(source.value(QLatin1String("enabled"))) || mode == QLatin1String("disabled"))
        notes.block(where,
            SchemaMappings::tr("_source is off, so documents can't be read back. Leave the index out, or restore it "
                               "from a snapshot."));
    for (const char *key : {"includes", "excludes"}) {
        if (!source.value(QLatin1String(key)).toArray().isEmpty())
            notes.block(where,
                SchemaMappings::tr(
                    "%1 removes fields from _source, so they can't be read back. Leave the index out, or restore "
                    "it from a snapshot.")
                    .arg(QLatin1String(key)));
    }
    if (mode == QLatin1String("synthetic"))
        notes.change(where,
            SchemaMappings::tr(
                "the source makes _source up from its fields (synthetic), so documents are compared by meaning, "
                "not by bytes"));
    // From 8.17 on the mode is an index setting; between 8.4 and there it stands in the mapping.
    if (!mode.isEmpty() && (!pair.toElasticsearch(8, 4) || pair.toElasticsearch(8, 17)))
        source.remove(QLatin1String("mode"));
    if (source.isEmpty())
        mappings.remove(QLatin1String("_source"));
    else
        mappings.insert(QStringLiteral("_source"), source);
}

void convertRoot(QJsonObject &mappings, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString where = QStringLiteral("mappings");
    for (const char *key : {"_all", "_ttl", "_timestamp", "_default_", "_parent", "_type"})
        leaveOut(mappings, where, QLatin1String(key), SchemaMappings::tr("it is gone since 7.0"), notes);
    if (pair.toElasticsearch(8))
        leaveOut(
            mappings, where, QStringLiteral("_field_names"), SchemaMappings::tr("it can't be set since 8.0"), notes);
    if (mappings.value(QLatin1String("_data_stream_timestamp")).toObject().value(QLatin1String("enabled")).toBool())
        notes.block(
            where, SchemaMappings::tr("the index belongs to a data stream, which can't be copied yet. Leave it out."));
    mappings.remove(QLatin1String("_data_stream_timestamp"));
    if (!pair.toElasticsearch(7, 11))
        leaveOut(mappings, where, QStringLiteral("runtime"),
            SchemaMappings::tr("%1 has no runtime fields; they hold no data of their own").arg(pair.target()), notes);
    if (!pair.toOpenSearch(2, 15))
        leaveOut(mappings, where, QStringLiteral("derived"),
            SchemaMappings::tr("%1 has no derived fields; they hold no data of their own").arg(pair.target()), notes);
    if (!pair.toOpenSearch())
        leaveOut(mappings, where, QStringLiteral("_recovery_source"), unknownTo(pair), notes);
    if (mappings.contains(QLatin1String("composite")) && !pair.toOpenSearch(2, 18))
        notes.block(where,
            SchemaMappings::tr(
                "star-tree indices are not known to %1. Leave the index out, or create the target index by hand and "
                "use \"existing\": \"append\".")
                .arg(pair.target()));
    if (mappings.contains(QLatin1String("_size")))
        notes.change(where, SchemaMappings::tr("_size needs the plugin mapper-size on the target"));
}

} // namespace

std::optional<QJsonObject> convertField(
    const QString &path, const QJsonObject &original, const SchemaPair &pair, SchemaNotes &notes, bool inTemplate)
{
    QJsonObject field = original;
    if (inTemplate)
        convertString(path, field, notes);
    if (field.value(QLatin1String("type")).toString() == QLatin1String("derived") && !pair.toOpenSearch(2, 15)) {
        notes.change(path, SchemaMappings::tr("left out, because %1 has no derived fields").arg(pair.target()));
        return std::nullopt;
    }
    convertFieldType(path, field, pair, notes);
    convertParameters(path, field, pair, notes);
    convertGeoShape(path, field, pair, notes);
    if (field.value(QLatin1String("format")).isString())
        field.insert(QStringLiteral("format"),
            convertDateFormat(path, field.value(QLatin1String("format")).toString(), pair, notes));
    convertDynamic(path, field, pair, notes);
    convertSubobjects(path, field, pair, notes);
    convertMultiFields(path, field, pair, notes, inTemplate);
    if (field.contains(QLatin1String("properties")))
        field.insert(QStringLiteral("properties"),
            convertProperties(path, field.value(QLatin1String("properties")).toObject(), pair, notes, inTemplate));
    return field;
}

QJsonObject convertProperties(
    const QString &path, const QJsonObject &properties, const SchemaPair &pair, SchemaNotes &notes, bool inTemplate)
{
    QJsonObject converted;
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        if (const auto field
            = convertField(path + QLatin1Char('.') + it.key(), it.value().toObject(), pair, notes, inTemplate))
            converted.insert(it.key(), *field);
    }
    return converted;
}

QJsonObject convertMappingTree(const QJsonObject &mappings, const SchemaPair &pair, SchemaNotes &notes)
{
    QJsonObject converted = mappings;
    convertRoot(converted, pair, notes);
    convertSource(converted, pair, notes);
    convertDynamic(QStringLiteral("mappings"), converted, pair, notes);
    convertSubobjects(QStringLiteral("mappings"), converted, pair, notes);
    if (converted.contains(QLatin1String("properties")))
        converted.insert(QStringLiteral("properties"),
            convertProperties(
                QStringLiteral("mappings"), converted.value(QLatin1String("properties")).toObject(), pair, notes));
    if (converted.contains(QLatin1String("dynamic_templates")))
        converted.insert(QStringLiteral("dynamic_templates"),
            convertTemplates(converted.value(QLatin1String("dynamic_templates")).toArray(), pair, notes));
    if (converted.contains(QLatin1String("dynamic_date_formats"))) {
        QJsonArray formats;
        for (const QJsonValue &value : converted.value(QLatin1String("dynamic_date_formats")).toArray())
            formats.append(
                convertDateFormat(QStringLiteral("mappings.dynamic_date_formats"), value.toString(), pair, notes));
        converted.insert(QStringLiteral("dynamic_date_formats"), formats);
    }
    return converted;
}

} // namespace godwit
