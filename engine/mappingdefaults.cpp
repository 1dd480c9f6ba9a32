// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: "Mapping parameters", "Field data types" and "Dynamic mapping" of the Elasticsearch
// reference 6.8, 7.17, 8.19 and 9.x, and "Supported field types" of the OpenSearch documentation.
#include "engine/mappingdefaults.h"

#include <QHash>
#include <QStringList>

namespace godwit {
namespace {

struct Default
{
    const char *name; //!< "type/parameter" holds for that type alone, "/parameter" for the root, others for all fields
    const char *values; //!< spellings with a space between them; none: there is no default
};

constexpr Default defaults[] = {
    // Any field that takes it.
    {"boost", "1"}, // gone in 8.0, and left out by the conversion
    {"coerce", "true"},
    {"copy_to", "[]"},
    {"depth_limit", "20"},
    {"doc_values", "true"},
    {"eager_global_ordinals", "false"},
    {"enabled", "true"},
    {"fielddata", "false"},
    {"ignore_above", "2147483647"},
    {"ignore_malformed", "false"},
    {"ignore_z_value", "true"},
    {"index", "true"},
    {"index_options", "docs"},
    {"index_phrases", "false"},
    {"include_in_parent", "false"},
    {"include_in_root", "false"},
    {"locale", "ROOT en"}, // ROOT until 8.x, en from 9.0
    {"meta", "{}"},
    {"norms", "false"},
    {"on_script_error", "fail"},
    {"orientation", "right RIGHT ccw CCW counterclockwise COUNTERCLOCKWISE"},
    {"position_increment_gap", "100"},
    {"similarity", "BM25"}, // classic was one to choose in 6.x, never the default since 5.0
    {"split_queries_on_whitespace", "false"},
    {"store", "false"},
    {"subobjects", "true"},
    {"synthetic_source_keep", "none"},
    {"term_vector", "no"},
    {"time_series_dimension", "false"},
    // Of one type, where it is not that of the others.
    {"text/norms", "true"},
    {"text/index_options", "positions"},
    {"annotated_text/norms", "true"},
    {"annotated_text/index_options", "positions"},
    {"search_as_you_type/norms", "true"},
    {"search_as_you_type/index_options", "positions"},
    {"search_as_you_type/doc_values", "false"},
    {"search_as_you_type/max_shingle_size", "3"},
    {"binary/doc_values", "false"},
    {"token_count/enable_position_increments", "true"},
    {"completion/analyzer", "simple"},
    {"completion/preserve_separators", "true"},
    {"completion/preserve_position_increments", "true"},
    {"completion/max_input_length", "50"},
    {"date/format",
        "strict_date_optional_time||epoch_millis "
        "strict_date_time_no_millis||strict_date_optional_time||epoch_millis"}, // the second: OpenSearch
    {"date_nanos/format",
        "strict_date_optional_time||epoch_millis strict_date_optional_time_nanos||epoch_millis "
        "strict_date_time_no_millis||strict_date_optional_time||epoch_millis"},
    {"date_range/format",
        "strict_date_optional_time||epoch_millis "
        "strict_date_time_no_millis||strict_date_optional_time||epoch_millis"},
    {"geo_shape/coerce", "false"},
    {"shape/coerce", "false"},
    {"join/eager_global_ordinals", "true"},
    {"rank_feature/positive_score_impact", "true"},
    {"rank_features/positive_score_impact", "true"},
    {"dense_vector/element_type", "float"},
    {"dense_vector/index", ""}, // false until 8.10, true from 8.11
    {"dense_vector/similarity", ""},
    {"dense_vector/index_options", ""},
    {"sparse_vector/index_options", ""},
    {"knn_vector/data_type", "float"},
    // The root of a mapping.
    {"/date_detection", "true"},
    {"/numeric_detection", "false"},
    {"/dynamic_date_formats", R"(["strict_date_optional_time","yyyy/MM/dd HH:mm:ss Z||yyyy/MM/dd Z"])"},
    {"/dynamic_templates", "[]"},
    {"/subobjects", "true"},
    {"/enabled", "true"},
    {"/runtime", "{}"},
    {"/derived", "{}"},
    {"/_meta", "{}"},
    {"/_all", R"({} {"enabled":false})"}, // off since 6.0, gone since 7.0
    {"/_data_stream_timestamp", R"({} {"enabled":false})"},
    {"/_field_names", R"({} {"enabled":true})"},
    {"/_recovery_source", R"({} {"enabled":true})"},
    {"/_routing", R"({} {"required":false})"},
    {"/_size", R"({} {"enabled":false})"},
    {"/_source", R"({} {"enabled":true} {"mode":"stored"})"},
};

QStringList spellings(const char *name, const char *values)
{
    const QString text = QString::fromLatin1(values);
    if (QLatin1String(name) == QLatin1String("/dynamic_date_formats"))
        return {text}; // has spaces of its own
    return text.split(u' ', Qt::SkipEmptyParts);
}

const QHash<QString, QStringList> &table()
{
    static const QHash<QString, QStringList> all = [] {
        QHash<QString, QStringList> made;
        for (const Default &one : defaults)
            made.insert(QString::fromLatin1(one.name), spellings(one.name, one.values));
        return made;
    }();
    return all;
}

//! Of an analyzer or of what takes its place while searching.
bool isDefaultAnalyzer(const MappingField &field, const QString &value)
{
    return value == QLatin1String("default") || (value == QLatin1String("standard") && !field.ownDefaultAnalyzer);
}

} // namespace

bool isDefaultParameter(const MappingField &field, const QString &name, const QString &value)
{
    if (name == QLatin1String("null_value") || name == QLatin1String("normalizer"))
        return value == QLatin1String("null") || value.isEmpty();
    if (name == QLatin1String("dynamic")) // an object does as the one around it
        return value == (field.dynamic.isEmpty() ? QStringLiteral("true") : field.dynamic);
    const bool completion = field.type == QLatin1String("completion");
    const QString analyzer = !field.analyzer.isEmpty() ? field.analyzer
        : completion                                   ? QStringLiteral("simple")
                                                       : QStringLiteral("default");
    const auto same = [&field](const QString &one, const QString &other) {
        return one == other || (isDefaultAnalyzer(field, one) && isDefaultAnalyzer(field, other));
    };
    if (name == QLatin1String("search_analyzer"))
        return same(value, analyzer);
    if (name == QLatin1String("search_quote_analyzer"))
        return same(value, field.searchAnalyzer.isEmpty() ? analyzer : field.searchAnalyzer);
    if (name == QLatin1String("analyzer") && !completion)
        return field.type != QLatin1String("token_count") && isDefaultAnalyzer(field, value);
    const auto ofType = table().constFind(QString(field.type + u'/' + name));
    if (ofType != table().constEnd() || field.type.isEmpty())
        return ofType != table().constEnd() && ofType->contains(value);
    return table().value(name).contains(value);
}

bool isWrittenByServers(const MappingField &field, const QString &name)
{
    static const QStringList vectors{QStringLiteral("dense_vector"), QStringLiteral("sparse_vector"),
        QStringLiteral("semantic_text"), QStringLiteral("knn_vector"), QStringLiteral("semantic")};
    // constant_keyword takes the value of its first document.
    return vectors.contains(field.type)
        || (field.type == QLatin1String("constant_keyword") && name == QLatin1String("value"));
}

} // namespace godwit
