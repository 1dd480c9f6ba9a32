// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemasettings.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QMap>

#include <algorithm>

namespace godwit {

namespace {

struct SchemaAnalysis
{
    Q_DECLARE_TR_FUNCTIONS(SchemaAnalysis)
};

const QLatin1String Prefix("index.analysis.");

//! Old spellings of types and of built-in names. The new ones are known from 6.x on, so the change is safe everywhere.
const QHash<QString, QString> &renamed()
{
    static const QHash<QString, QString> names{{QStringLiteral("nGram"), QStringLiteral("ngram")},
        {QStringLiteral("edgeNGram"), QStringLiteral("edge_ngram")},
        {QStringLiteral("PathHierarchy"), QStringLiteral("path_hierarchy")},
        {QStringLiteral("pathHierarchy"), QStringLiteral("path_hierarchy")},
        {QStringLiteral("htmlStrip"), QStringLiteral("html_strip")},
        {QStringLiteral("delimited_payload_filter"), QStringLiteral("delimited_payload")}};
    return names;
}

//! "index.analysis.filter.mine.type" in its parts.
struct AnalysisKey
{
    QString kind; //!< analyzer, normalizer, tokenizer, filter, char_filter
    QString name;
    QString parameter;
};

AnalysisKey analysisKey(const QString &key)
{
    if (!key.startsWith(Prefix))
        return {};
    const QString rest = key.mid(Prefix.size());
    const qsizetype kindEnd = rest.indexOf(QLatin1Char('.'));
    const qsizetype parameterAt = rest.lastIndexOf(QLatin1Char('.'));
    if (kindEnd < 0 || parameterAt <= kindEnd)
        return {};
    return {rest.left(kindEnd), rest.mid(kindEnd + 1, parameterAt - kindEnd - 1), rest.mid(parameterAt + 1)};
}

//! Names that the index defines itself win over built-in ones.
QSet<QString> definedNames(const QJsonObject &settings, const QString &kind)
{
    QSet<QString> names;
    for (const QString &key : settings.keys()) {
        const AnalysisKey parts = analysisKey(key);
        if (parts.kind == kind && parts.parameter == QLatin1String("type"))
            names.insert(parts.name);
    }
    return names;
}

void noteRename(const QString &key, const QString &from, const QString &to, SchemaNotes &notes)
{
    notes.change(QLatin1String("settings.") + key,
        SchemaAnalysis::tr("\"%1\" became \"%2\", the only name that newer servers know").arg(from, to));
}

void renameTypes(QJsonObject &settings, SchemaNotes &notes)
{
    for (const QString &key : settings.keys()) {
        const AnalysisKey parts = analysisKey(key);
        const QString type = settings.value(key).toString();
        if (parts.parameter != QLatin1String("type") || parts.kind == QLatin1String("analyzer")
            || !renamed().contains(type))
            continue;
        settings.insert(key, renamed().value(type));
        noteRename(key, type, renamed().value(type), notes);
    }
}

//! Filters of type "standard" did nothing and are refused since 7.0. Returns the names that are gone.
QSet<QString> dropStandardFilters(QJsonObject &settings, SchemaNotes &notes)
{
    QSet<QString> gone;
    for (const QString &key : settings.keys()) {
        const AnalysisKey parts = analysisKey(key);
        if (parts.kind == QLatin1String("filter") && parts.parameter == QLatin1String("type")
            && settings.value(key).toString() == QLatin1String("standard")) {
            gone.insert(parts.name);
            settings.remove(key);
            notes.change(QLatin1String("settings.") + key,
                SchemaAnalysis::tr("left out, because the standard filter is gone since 7.0; it changed nothing"));
        }
    }
    if (!definedNames(settings, QStringLiteral("filter")).contains(QStringLiteral("standard")))
        gone.insert(QStringLiteral("standard"));
    return gone;
}

QJsonValue convertReferences(const QString &key, const QJsonValue &value, const QSet<QString> &defined,
    const QSet<QString> &gone, SchemaNotes &notes)
{
    const bool single = !value.isArray();
    const QJsonArray names = single ? QJsonArray{value} : value.toArray();
    QJsonArray kept;
    for (const QJsonValue &entry : names) {
        const QString name = entry.toString();
        if (gone.contains(name)) {
            notes.change(QLatin1String("settings.") + key,
                SchemaAnalysis::tr(
                    "filter \"%1\" left out, because the standard filter is gone since 7.0; it changed nothing")
                    .arg(name));
        } else if (renamed().contains(name) && !defined.contains(name)) {
            kept.append(renamed().value(name));
            noteRename(key, name, renamed().value(name), notes);
        } else {
            kept.append(entry);
        }
    }
    if (!single)
        return kept;
    return kept.isEmpty() ? QJsonValue(QJsonArray{}) : kept.first();
}

void convertAnalyzers(QJsonObject &settings, SchemaNotes &notes)
{
    const QSet<QString> goneFilters = dropStandardFilters(settings, notes);
    const QHash<QString, QSet<QString>> defined{
        {QStringLiteral("filter"), definedNames(settings, QStringLiteral("filter"))},
        {QStringLiteral("char_filter"), definedNames(settings, QStringLiteral("char_filter"))},
        {QStringLiteral("tokenizer"), definedNames(settings, QStringLiteral("tokenizer"))}};
    for (const QString &key : settings.keys()) {
        const AnalysisKey parts = analysisKey(key);
        if (!defined.contains(parts.parameter)
            || (parts.kind != QLatin1String("analyzer") && parts.kind != QLatin1String("normalizer")))
            continue;
        const QSet<QString> gone = parts.parameter == QLatin1String("filter") ? goneFilters : QSet<QString>{};
        settings.insert(key, convertReferences(key, settings.value(key), defined.value(parts.parameter), gone, notes));
    }
}

int parameterOf(const QJsonObject &settings, const AnalysisKey &of, QLatin1String parameter, int fallback)
{
    const QString key = Prefix + of.kind + QLatin1Char('.') + of.name + QLatin1Char('.') + parameter;
    return settings.contains(key) ? settings.value(key).toVariant().toInt() : fallback;
}

//! Single words count as one more size of shingle; they are put out unless switched off.
bool outputsUnigrams(const QJsonObject &settings, const AnalysisKey &filter)
{
    const QString key = Prefix + filter.kind + QLatin1Char('.') + filter.name + QLatin1String(".output_unigrams");
    return settings.value(key).toVariant().toString() != QLatin1String("false");
}

void raiseLimit(QJsonObject &settings, const QString &key, int needed, int byDefault, SchemaNotes &notes)
{
    const int now = settings.contains(key) ? settings.value(key).toVariant().toInt() : byDefault;
    if (needed <= now)
        return;
    settings.insert(key, QString::number(needed));
    notes.change(QLatin1String("settings.") + key,
        SchemaAnalysis::tr("set to %1, because 6.x only warned about this difference and 7.0 refuses it").arg(needed));
}

//! 6.x warned when grams spread wider than the limit; 7.0 refuses to make such an index.
void raiseGramLimits(QJsonObject &settings, SchemaNotes &notes)
{
    int grams = 0;
    int shingles = 0;
    for (const QString &key : settings.keys()) {
        const AnalysisKey parts = analysisKey(key);
        if (parts.parameter != QLatin1String("type"))
            continue;
        const QString type = settings.value(key).toString();
        if (type == QLatin1String("ngram"))
            grams = std::max(grams,
                parameterOf(settings, parts, QLatin1String("max_gram"), 2)
                    - parameterOf(settings, parts, QLatin1String("min_gram"), 1));
        else if (type == QLatin1String("shingle"))
            shingles = std::max(shingles,
                parameterOf(settings, parts, QLatin1String("max_shingle_size"), 2)
                    - parameterOf(settings, parts, QLatin1String("min_shingle_size"), 2)
                    + int(outputsUnigrams(settings, parts)));
    }
    raiseLimit(settings, QStringLiteral("index.max_ngram_diff"), grams, 1, notes);
    raiseLimit(settings, QStringLiteral("index.max_shingle_diff"), shingles, 3, notes);
}

} // namespace

QJsonObject withArrays(const QJsonObject &flat)
{
    QJsonObject result;
    QHash<QString, QMap<int, QJsonValue>> lists;
    for (auto it = flat.constBegin(); it != flat.constEnd(); ++it) {
        const qsizetype dot = it.key().lastIndexOf(QLatin1Char('.'));
        bool number = false;
        const int position = it.key().mid(dot + 1).toInt(&number);
        if (dot > 0 && number && position >= 0)
            lists[it.key().left(dot)].insert(position, it.value());
        else
            result.insert(it.key(), it.value());
    }
    for (auto list = lists.constBegin(); list != lists.constEnd(); ++list) {
        // Only 0, 1, 2 … is a list; anything else may be a name made of digits.
        const bool whole = list->firstKey() == 0 && list->lastKey() == int(list->size()) - 1;
        QJsonArray array;
        for (auto entry = list->constBegin(); entry != list->constEnd(); ++entry) {
            if (whole)
                array.append(entry.value());
            else
                result.insert(list.key() + QLatin1Char('.') + QString::number(entry.key()), entry.value());
        }
        if (whole)
            result.insert(list.key(), array);
    }
    return result;
}

void convertAnalysis(QJsonObject &settings, const SchemaPair &pair, SchemaNotes &notes)
{
    if (!pair.toElasticsearch(7) && !pair.toOpenSearch())
        return;
    renameTypes(settings, notes);
    convertAnalyzers(settings, notes);
    if (pair.createdMajor < 7)
        raiseGramLimits(settings, notes);
}

} // namespace godwit
