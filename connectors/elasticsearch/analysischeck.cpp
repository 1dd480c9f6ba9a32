// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/analysischeck.h"

#include <QHash>
#include <QJsonArray>
#include <QStringList>

namespace godwit {

namespace {

using Definitions = QJsonObject; // name -> {type, parameters}

constexpr auto Sections = {"analyzer", "normalizer", "tokenizer", "filter", "char_filter"};

//! A definition's name may hold dots; it ends where ".type" or ".tokenizer" follows.
QString nameIn(const QString &rest, const QStringList &keys)
{
    for (qsizetype dot = rest.indexOf(QLatin1Char('.')); dot > 0; dot = rest.indexOf(QLatin1Char('.'), dot + 1)) {
        const QString name = rest.left(dot);
        if (keys.contains(QString(name + QLatin1String(".type")))
            || keys.contains(QString(name + QLatin1String(".tokenizer"))))
            return name;
    }
    return rest.section(QLatin1Char('.'), 0, 0);
}

void insertNested(QJsonObject &object, const QStringList &path, const QJsonValue &value)
{
    if (path.size() == 1) {
        object.insert(path.first(), value);
        return;
    }
    QJsonObject inner = object.value(path.first()).toObject();
    insertNested(inner, path.mid(1), value);
    object.insert(path.first(), inner);
}

Definitions fromFlat(const QJsonObject &flat, const QString &section)
{
    const QString prefix = section + QLatin1Char('.');
    QHash<QString, QJsonValue> values;
    for (auto it = flat.constBegin(); it != flat.constEnd(); ++it) {
        QString key = it.key();
        if (key.startsWith(QLatin1String("index.")))
            key.remove(0, 6);
        if (key.startsWith(QLatin1String("analysis.")))
            key.remove(0, 9);
        if (key.startsWith(prefix))
            values.insert(key.mid(prefix.size()), it.value());
    }
    const QStringList keys = values.keys();
    Definitions definitions;
    for (auto it = values.constBegin(); it != values.constEnd(); ++it) {
        const QString name = nameIn(it.key(), keys);
        QJsonObject definition = definitions.value(name).toObject();
        insertNested(definition, it.key().mid(name.size() + 1).split(QLatin1Char('.')), it.value());
        definitions.insert(name, definition);
    }
    return definitions;
}

QHash<QString, Definitions> sectionsOf(QJsonObject settings)
{
    for (const char *level : {"index", "analysis"}) {
        const QJsonValue inner = settings.value(QLatin1String(level));
        if (inner.isObject())
            settings = inner.toObject();
    }
    QHash<QString, Definitions> sections;
    for (const char *section : Sections) {
        const QString name = QLatin1String(section);
        const QJsonValue nested = settings.value(name);
        sections.insert(name, nested.isObject() ? nested.toObject() : fromFlat(settings, name));
    }
    return sections;
}

//! These name other filters inside, which a question can't bring along; index creation will tell.
bool refersToOthers(const QJsonObject &definition)
{
    const QString type = definition.value(QLatin1String("type")).toString();
    return type == QLatin1String("multiplexer") || type == QLatin1String("condition");
}

QJsonArray inlined(const QJsonValue &names, const Definitions &definitions)
{
    QJsonArray list = names.toArray();
    if (names.isString())
        list.append(names);
    QJsonArray result;
    for (const QJsonValue &name : std::as_const(list)) {
        const QJsonObject definition = definitions.value(name.toString()).toObject();
        if (!refersToOthers(definition))
            result.append(definition.isEmpty() ? name : QJsonValue(definition));
    }
    return result;
}

QJsonObject analyzerRequest(const QJsonObject &definition, const QHash<QString, Definitions> &sections)
{
    QJsonObject request{{QStringLiteral("text"), QStringLiteral("a")}};
    const QString type = definition.value(QLatin1String("type")).toString(QStringLiteral("custom"));
    if (type != QLatin1String("custom")) {
        request.insert(QStringLiteral("analyzer"), type);
        return request;
    }
    // A normalizer has no tokenizer; any that every server knows will do for the question.
    const QString tokenizer = definition.value(QLatin1String("tokenizer")).toString(QStringLiteral("standard"));
    const QJsonObject own = sections.value(QStringLiteral("tokenizer")).value(tokenizer).toObject();
    request.insert(QStringLiteral("tokenizer"), own.isEmpty() ? QJsonValue(tokenizer) : QJsonValue(own));
    for (const char *part : {"filter", "char_filter"}) {
        const QString name = QLatin1String(part);
        const QJsonArray list = inlined(definition.value(name), sections.value(name));
        if (!list.isEmpty())
            request.insert(name, list);
    }
    return request;
}

QJsonObject partRequest(const QString &section, const QJsonObject &definition)
{
    QJsonObject request{
        {QStringLiteral("text"), QStringLiteral("a")}, {QStringLiteral("tokenizer"), QStringLiteral("standard")}};
    if (section == QLatin1String("tokenizer"))
        request.insert(section, definition);
    else
        request.insert(section, QJsonArray{definition});
    return request;
}

} // namespace

QList<AnalysisQuestion> analysisQuestions(const QJsonObject &analysisSettings)
{
    const QHash<QString, Definitions> sections = sectionsOf(analysisSettings);
    QList<AnalysisQuestion> questions;
    for (const char *name : Sections) {
        const QString section = QLatin1String(name);
        const bool whole = section == QLatin1String("analyzer") || section == QLatin1String("normalizer");
        const Definitions definitions = sections.value(section);
        for (auto it = definitions.constBegin(); it != definitions.constEnd(); ++it) {
            const QJsonObject definition = it.value().toObject();
            if (refersToOthers(definition))
                continue;
            questions.append({QString(section + QLatin1Char(' ') + it.key()),
                whole ? analyzerRequest(definition, sections) : partRequest(section, definition)});
        }
    }
    return questions;
}

bool refusedByIndexLimit(const QString &reason)
{
    return reason.contains(QLatin1String("[index.max_"));
}

} // namespace godwit
