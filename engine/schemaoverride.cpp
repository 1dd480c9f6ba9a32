// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemaoverride.h"

#include "engine/attachingpolicies.h"

#include <QCoreApplication>
#include <QSet>

namespace godwit {

namespace {

struct SchemaOverride
{
    Q_DECLARE_TR_FUNCTIONS(SchemaOverride)
};

void flattenInto(const QString &prefix, const QJsonObject &object, QJsonObject &flat)
{
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        const QString key = prefix.isEmpty() ? it.key() : QString(prefix + QLatin1Char('.') + it.key());
        if (it.value().isObject())
            flattenInto(key, it.value().toObject(), flat);
        else
            flat.insert(key, it.value());
    }
}

//! Settings that say in which shard an id lives, or that belong to the server. None of them can be chosen.
bool isFixed(const QString &key)
{
    static const QSet<QString> fixed{QStringLiteral("index.number_of_shards"),
        QStringLiteral("index.number_of_routing_shards"), QStringLiteral("index.routing_partition_size"),
        QStringLiteral("index.uuid"), QStringLiteral("index.creation_date"), QStringLiteral("index.provided_name"),
        QStringLiteral("index.version.created")};
    return fixed.contains(key) || key.startsWith(QLatin1String("index.blocks."));
}

//! Settings that wait until the base copy stands: what holds only while copying, and what would touch documents or move
//! shards meanwhile.
bool waitsForCopy(const QString &key)
{
    for (const char *held : {"index.number_of_replicas", "index.auto_expand_replicas", "index.refresh_interval",
             "index.gc_deletes", "index.translog.durability", "index.default_pipeline", "index.final_pipeline"}) {
        if (key == QLatin1String(held))
            return true;
    }
    if (letsPoliciesAttach(key))
        return false; // OpenSearch looks at it when the index appears
    return key.startsWith(QLatin1String("index.lifecycle.")) || key.startsWith(QLatin1String("index.plugins."))
        || key.startsWith(QLatin1String("index.routing.allocation."));
}

//! "mappings.a.b" for a patch of {"properties": {"a": {"properties": {"b": …}}}}: the places that a patch speaks of.
void placesOf(const QString &place, const QJsonObject &patch, QStringList &places)
{
    for (auto it = patch.constBegin(); it != patch.constEnd(); ++it) {
        const bool container = it.key() == QLatin1String("properties") || it.key() == QLatin1String("fields");
        const QString where = container ? place : QString(place + QLatin1Char('.') + it.key());
        if (!container)
            places.append(where);
        if (it.value().isObject())
            placesOf(where, it.value().toObject(), places);
    }
}

//! The deepest places only: "mappings.a.type" says all that "mappings.a" would.
QStringList leaves(QStringList places)
{
    places.sort();
    QStringList deepest;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const bool parent
            = i + 1 < places.size() && places.at(i + 1).startsWith(QString(places.at(i) + QLatin1Char('.')));
        if (!parent)
            deepest.append(places.at(i));
    }
    return deepest;
}

void overrideSettings(ConvertedIndex &converted, const QJsonObject &settings)
{
    QJsonObject create = converted.create.value(QLatin1String("settings")).toObject();
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it) {
        const QString where = QLatin1String("settings.") + it.key() + QLatin1String(": ");
        if (isFixed(it.key())) {
            converted.blockers.append(where
                + SchemaOverride::tr("the plan can't set this: every id keeps the shard that it has on the source, and "
                                     "the rest belongs to the server. Take it out of \"overrides\"."));
            continue;
        }
        if (waitsForCopy(it.key()) || converted.restore.contains(it.key()))
            converted.restore.insert(it.key(), it.value());
        else if (it.value().isNull())
            create.remove(it.key());
        else
            create.insert(it.key(), it.value());
        converted.changes.append(where
            + (it.value().isNull() ? SchemaOverride::tr("left out by the plan")
                                   : SchemaOverride::tr("set by the plan")));
    }
    converted.create.insert(QStringLiteral("settings"), create);
}

void overrideMappings(ConvertedIndex &converted, const QJsonObject &patch)
{
    if (patch.isEmpty())
        return;
    const QJsonObject mappings = converted.create.value(QLatin1String("mappings")).toObject();
    converted.create.insert(QStringLiteral("mappings"), mergePatch(mappings, patch));
    QStringList places;
    placesOf(QStringLiteral("mappings"), patch, places);
    for (const QString &place : leaves(places))
        converted.changes.append(place + QLatin1String(": ") + SchemaOverride::tr("set by the plan"));
    // A field that the target does not know stops an index; the plan that says what to make of it lets it go.
    converted.blockers.removeIf([&places](const QString &blocker) {
        const QString where = blocker.section(QLatin1String(": "), 0, 0);
        return where != QLatin1String("mappings") && where != QLatin1String("mappings._source")
            && places.contains(where);
    });
}

} // namespace

QJsonObject mergePatch(QJsonObject document, const QJsonObject &patch)
{
    for (auto it = patch.constBegin(); it != patch.constEnd(); ++it) {
        if (it.value().isNull())
            document.remove(it.key());
        else if (it.value().isObject())
            document.insert(it.key(), mergePatch(document.value(it.key()).toObject(), it.value().toObject()));
        else
            document.insert(it.key(), it.value());
    }
    return document;
}

QJsonObject patchBetween(const QJsonObject &from, const QJsonObject &to)
{
    QJsonObject patch;
    for (auto it = from.constBegin(); it != from.constEnd(); ++it) {
        if (!to.contains(it.key()))
            patch.insert(it.key(), QJsonValue::Null);
    }
    for (auto it = to.constBegin(); it != to.constEnd(); ++it) {
        const QJsonValue before = from.value(it.key());
        if (before == it.value())
            continue;
        if (before.isObject() && it.value().isObject())
            patch.insert(it.key(), patchBetween(before.toObject(), it.value().toObject()));
        else
            patch.insert(it.key(), it.value());
    }
    return patch;
}

QJsonObject flatSettings(const QJsonObject &settings)
{
    QJsonObject flat;
    flattenInto({}, settings, flat);
    QJsonObject prefixed;
    for (auto it = flat.constBegin(); it != flat.constEnd(); ++it) {
        const bool below = it.key().startsWith(QLatin1String("index."));
        prefixed.insert(below ? it.key() : QString(QLatin1String("index.") + it.key()), it.value());
    }
    return prefixed;
}

EditableIndex editable(const ConvertedIndex &converted)
{
    EditableIndex shown;
    shown.settings = converted.create.value(QLatin1String("settings")).toObject();
    for (auto it = converted.restore.constBegin(); it != converted.restore.constEnd(); ++it) {
        if (it.value().isNull())
            shown.settings.remove(it.key());
        else
            shown.settings.insert(it.key(), it.value());
    }
    shown.mappings = converted.create.value(QLatin1String("mappings")).toObject();
    return shown;
}

void applyOverride(ConvertedIndex &converted, const IndexOverride &override)
{
    overrideSettings(converted, flatSettings(override.settings));
    overrideMappings(converted, override.mappings);
}

} // namespace godwit
