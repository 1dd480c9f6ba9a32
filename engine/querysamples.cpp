// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What mappings say about queries: fields, samples that fit them, and analyzers that differ.
#include "engine/queryset.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::QuerySamples)
};

constexpr int mostOfAKind = 2; //!< samples of one kind of query

QString defaultAnalyzer(const QJsonObject &settings, const QString &name)
{
    const QString prefix = QString(QStringLiteral("index.analysis.analyzer.") + name);
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (it.key() == prefix || it.key().startsWith(QString(prefix + u'.')))
            return name;
    }
    return {};
}

class FieldWalk
{
public:
    explicit FieldWalk(const QJsonObject &settings)
        : m_index(defaultAnalyzer(settings, QStringLiteral("default")))
        , m_search(defaultAnalyzer(settings, QStringLiteral("default_search")))
    {
    }

    void walk(const QJsonObject &properties, const QString &prefix, const QString &parent = {})
    {
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            const QJsonObject field = it.value().toObject();
            const QString path = prefix.isEmpty() ? it.key() : QString(prefix + u'.' + it.key());
            const QString type = field.value(QLatin1String("type")).toString();
            if (type == QLatin1String("nested"))
                continue;
            if (field.contains(QLatin1String("properties"))) {
                walk(field.value(QLatin1String("properties")).toObject(), path);
                continue;
            }
            if (type.isEmpty() || field.value(QLatin1String("index")).toBool(true) == false)
                continue;
            add(field, path, type, parent.isEmpty() ? path : parent);
            walk(field.value(QLatin1String("fields")).toObject(), path, parent.isEmpty() ? path : parent);
        }
    }

    QList<QueryField> fields;

private:
    void add(const QJsonObject &mapping, const QString &path, const QString &type, const QString &parent)
    {
        QueryField field{path, type, parent, {}, {}};
        if (type == QLatin1String("text")) {
            const QString standard = QStringLiteral("standard");
            const QString own = mapping.value(QLatin1String("analyzer")).toString();
            const QString index = m_index.isEmpty() ? standard : m_index;
            field.analyzer = own.isEmpty() ? index : own;
            field.searchAnalyzer = mapping.value(QLatin1String("search_analyzer")).toString();
            if (field.searchAnalyzer.isEmpty())
                field.searchAnalyzer = !own.isEmpty() ? own : m_search.isEmpty() ? index : m_search;
        }
        fields.append(field);
    }

    QString m_index;
    QString m_search;
};

//! The first scalar at a path of a document, through arrays; null when there is none.
const JsonTree *valueAt(const JsonTree &document, const QString &path)
{
    if (document.kind == JsonTree::Kind::Array) {
        for (const auto &item : document.children) {
            if (const JsonTree *found = valueAt(item.second, path))
                return found;
        }
        return nullptr;
    }
    if (path.isEmpty())
        return document.isContainer() || document.kind == JsonTree::Kind::Null ? nullptr : &document;
    // A key may itself have dots in it.
    for (const auto &[key, child] : document.children) {
        const QString name = QString::fromUtf8(key);
        if (path != name && !path.startsWith(QString(name + u'.')))
            continue;
        if (const JsonTree *found = valueAt(child, path.mid(name.size() + 1)))
            return found;
    }
    return nullptr;
}

//! A word that tells documents apart: the longest of the first few.
QString wordOf(const QString &text)
{
    static const QRegularExpression gap(QStringLiteral("[^\\p{L}\\p{N}]+"));
    const QStringList words = text.left(400).split(gap, Qt::SkipEmptyParts).mid(0, 12);
    const auto longest = std::max_element(
        words.begin(), words.end(), [](const QString &a, const QString &b) { return a.size() < b.size(); });
    return longest == words.end() ? QString() : *longest;
}

class Samples
{
public:
    Samples(const QList<QueryField> &fields, const std::vector<JsonTree> &documents)
        : m_fields(fields), m_documents(documents)
    {
    }

    QList<SavedQuery> draw()
    {
        add(Tr::tr("All documents"), "{\n  \"query\": { \"match_all\": {} },\n  \"size\": 10\n}\n");
        forTypes({"text"}, [this](const QueryField &field, const QByteArray &name, const JsonTree &value) {
            const QString word = wordOf(value.text());
            if (word.isEmpty())
                return false;
            add(Tr::tr("Match %1: %2").arg(field.path, word),
                "{\n  \"query\": { \"match\": { " + name + ": " + quotedToken(word) + " } },\n  \"size\": 10\n}\n");
            return true;
        });
        forTypes({"keyword"}, [this](const QueryField &field, const QByteArray &name, const JsonTree &value) {
            add(Tr::tr("Term %1").arg(field.path),
                "{\n  \"query\": { \"term\": { " + name + ": " + quotedToken(value.text())
                    + " } },\n  \"size\": 10\n}\n");
            add(Tr::tr("Most frequent %1").arg(field.path),
                "{\n  \"size\": 0,\n  \"aggs\": { \"values\": { \"terms\": { \"field\": " + name
                    + ", \"size\": 20, \"shard_size\": 1000 } } }\n}\n");
            return true;
        });
        forTypes({"long", "integer", "short", "byte", "double", "float", "half_float", "scaled_float"},
            [this](const QueryField &field, const QByteArray &name, const JsonTree &value) {
                if (value.kind != JsonTree::Kind::Number)
                    return false;
                range(field, name, value.token);
                add(Tr::tr("Figures of %1").arg(field.path),
                    "{\n  \"size\": 0,\n  \"aggs\": { \"figures\": { \"stats\": { \"field\": " + name + " } } }\n}\n");
                return true;
            });
        forTypes({"date"}, [this](const QueryField &field, const QByteArray &name, const JsonTree &value) {
            range(field, name, value.token);
            // "interval" ended with 7, "calendar_interval" came with 7.2: only ranges are known to both sides.
            add(Tr::tr("Before and after, %1").arg(field.path),
                "{\n  \"size\": 0,\n  \"aggs\": { \"parts\": { \"date_range\": { \"field\": " + name
                    + ",\n    \"ranges\": [ { \"to\": " + value.token + " }, { \"from\": " + value.token
                    + " } ] } } }\n}\n");
            return true;
        });
        if (!m_fields.isEmpty()) {
            const QString &path = m_fields.first().path;
            add(Tr::tr("Has %1").arg(path),
                "{\n  \"query\": { \"exists\": { \"field\": " + quotedToken(path) + " } },\n  \"size\": 0\n}\n");
        }
        return m_queries;
    }

private:
    void add(const QString &name, const QByteArray &body) { m_queries.append({name, false, QString::fromUtf8(body)}); }

    void range(const QueryField &field, const QByteArray &name, const QByteArray &from)
    {
        add(Tr::tr("%1 from %2").arg(field.path, QString::fromUtf8(from)),
            "{\n  \"query\": { \"range\": { " + name + ": { \"gte\": " + from + " } } },\n  \"sort\": [ { " + name
                + ": \"asc\" } ],\n  \"size\": 10\n}\n");
    }

    //! Calls `draw` with the first documents' values until it took enough of them.
    template <class Draw>
    void forTypes(const QStringList &types, Draw draw)
    {
        int taken = 0;
        for (const QueryField &field : m_fields) {
            if (taken == mostOfAKind)
                return;
            if (!types.contains(field.type))
                continue;
            for (const JsonTree &document : m_documents) {
                const JsonTree *value = valueAt(document, field.parent);
                if (value && draw(field, quotedToken(field.path), *value)) {
                    ++taken;
                    break;
                }
            }
        }
    }
    template <class Draw>
    void forTypes(std::initializer_list<const char *> types, Draw draw)
    {
        QStringList names;
        for (const char *type : types)
            names.append(QLatin1String(type));
        forTypes(names, draw);
    }

    const QList<QueryField> &m_fields;
    const std::vector<JsonTree> &m_documents;
    QList<SavedQuery> m_queries;
};

//! All that stands behind an analyzer: its own settings and those of the filters it may name.
QJsonObject behind(const QJsonObject &settings, const QString &analyzer)
{
    QJsonObject part;
    const QString prefix = QString(QStringLiteral("index.analysis.analyzer.") + analyzer + u'.');
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (it.key().startsWith(prefix))
            part.insert(it.key(), it.value());
    }
    if (part.isEmpty())
        return part;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        for (const char *kind : {"tokenizer", "filter", "char_filter"}) {
            if (it.key().startsWith(QString(QStringLiteral("index.analysis.") + QLatin1String(kind) + u'.')))
                part.insert(it.key(), it.value());
        }
    }
    return part;
}

} // namespace

QList<QueryField> queryFields(const IndexDefinition &definition)
{
    FieldWalk walk(definition.settings);
    walk.walk(definition.mappings.value(QLatin1String("properties")).toObject(), {});
    return walk.fields;
}

QList<SavedQuery> sampleQueries(const IndexDefinition &definition, const std::vector<JsonTree> &documents)
{
    const QList<QueryField> fields = queryFields(definition);
    return Samples(fields, documents).draw();
}

Result<QList<SavedQuery>> drawSamples(const IndexDefinition &definition, DocumentQuery &side)
{
    SearchRequest request;
    request.index = definition.name;
    request.body = R"({"size":20,"query":{"match_all":{}}})";
    request.wholeOnly = true;
    request.maxBytes = 64LL << 20;
    const auto answer = side.search(request);
    if (!answer)
        return fail(answer.error());
    const auto tree = JsonTree::parse(answer->body);
    if (!tree)
        return fail(tree.error());
    std::vector<JsonTree> documents;
    if (const JsonTree *hits = tree->at("hits", "hits")) {
        for (const auto &hit : hits->children) {
            if (const JsonTree *source = hit.second.find("_source"))
                documents.push_back(*source);
        }
    }
    return sampleQueries(definition, documents);
}

QList<AnalyzerDifference> analyzerDifferences(const IndexDefinition &source, const IndexDefinition &target)
{
    QList<AnalyzerDifference> found;
    const QList<QueryField> there = queryFields(target);
    const QList<QueryField> here = queryFields(source);
    for (const QueryField &field : here) {
        const auto twin = std::find_if(
            there.begin(), there.end(), [&field](const QueryField &other) { return other.path == field.path; });
        if (twin == there.end() || field.analyzer.isEmpty() || twin->analyzer.isEmpty())
            continue;
        for (const auto name : {&QueryField::analyzer, &QueryField::searchAnalyzer}) {
            const QString &mine = field.*name;
            const QString &other = (*twin).*name;
            const bool sameName = mine == other;
            if (!sameName || behind(source.settings, mine) != behind(target.settings, other)) {
                found.append({field.path, mine, other, sameName});
                break;
            }
        }
    }
    return found;
}

QList<AnalyzerDifference> likelyCauses(const SavedQuery &query, const QList<AnalyzerDifference> &differences)
{
    QList<AnalyzerDifference> named;
    for (const AnalyzerDifference &difference : differences) {
        const QString inJson = QString(u'"' + difference.field);
        const QRegularExpression inLucene(QString(
            QStringLiteral("(^|[\\s(+-])") + QRegularExpression::escape(difference.field) + QStringLiteral(":")));
        const bool there = query.lucene
            ? query.text.contains(inLucene)
            : query.text.contains(QString(inJson + u'"')) || query.text.contains(QString(inJson + u'^'));
        if (there)
            named.append(difference);
    }
    const bool anyField = query.lucene || query.text.contains(QLatin1String("query_string"))
        || query.text.contains(QLatin1String("multi_match"));
    return named.isEmpty() && anyField ? differences : named;
}

} // namespace godwit
