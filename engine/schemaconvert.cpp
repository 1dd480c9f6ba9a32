// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preflight.h"
#include "engine/schemamappings.h"
#include "engine/schemaoverride.h"
#include "engine/schemasettings.h"

#include <QCoreApplication>

namespace godwit {

namespace {

struct SchemaConvert
{
    Q_DECLARE_TR_FUNCTIONS(SchemaConvert)
};

//! filter, index_routing, search_routing, is_write_index and is_hidden as they are; is_hidden where it is known.
QJsonObject convertAliases(
    const QJsonObject &aliases, const QString &targetName, const SchemaPair &pair, SchemaNotes &notes)
{
    QJsonObject converted;
    for (auto it = aliases.constBegin(); it != aliases.constEnd(); ++it) {
        const QString where = QLatin1String("aliases.") + it.key();
        if (it.key() == targetName) {
            notes.block(where,
                SchemaConvert::tr(
                    "the target index would have the name of this alias. Give it another name, or drop the alias."));
            continue;
        }
        QJsonObject alias = it.value().toObject();
        if (alias.contains(QLatin1String("is_hidden")) && !pair.toElasticsearch(7, 7) && !pair.toOpenSearch()) {
            alias.remove(QLatin1String("is_hidden"));
            notes.change(
                where, SchemaConvert::tr("is_hidden left out, because %1 does not know it").arg(pair.target()));
        }
        converted.insert(it.key(), alias);
    }
    return converted;
}

void noteDataStream(const QString &name, SchemaNotes &notes)
{
    if (name.startsWith(QLatin1String(".ds-")) || name.startsWith(QLatin1String(".fs-")))
        notes.block(QStringLiteral("index"),
            SchemaConvert::tr("the index belongs to a data stream, which can't be copied yet. Leave it out."));
}

} // namespace

ConvertedIndex convertIndex(const IndexDefinition &source, const QString &targetName, const ClusterInfo &from,
    const ClusterInfo &to, const IndexOverride &override)
{
    SchemaPair pair = schemaPair(source.settings, from, to);
    SchemaNotes notes;
    noteDataStream(source.name, notes);
    const ConvertedSettings settings = convertSettings(source, pair, notes);
    const QJsonObject mappings = convertMappingTree(source.mappings, pair, notes);
    if (!source.typeName.isEmpty() && source.typeName != QLatin1String("_doc"))
        notes.change(QStringLiteral("mappings"),
            SchemaConvert::tr("type \"%1\" left out, because there are no mapping types since 7.0; its fields stay")
                .arg(source.typeName));

    ConvertedIndex converted;
    converted.source = source.name;
    converted.target = targetName;
    converted.create = {{QStringLiteral("settings"), settings.create}, {QStringLiteral("mappings"), mappings}};
    converted.restore = settings.restore;
    converted.aliases = convertAliases(source.aliases, targetName, pair, notes);
    converted.changes = notes.changes;
    converted.blockers = notes.blockers;
    if (!override.isEmpty())
        applyOverride(converted, override);
    converted.blockers.removeDuplicates();
    return converted;
}

QJsonObject convertMappings(
    const QJsonObject &mappings, const ClusterInfo &from, const ClusterInfo &to, QStringList *changes)
{
    return convertMappings(IndexDefinition{{}, {}, {}, {}, mappings, {}, 0}, from, to, changes);
}

QJsonObject convertMappings(const IndexDefinition &source, const ClusterInfo &from, const ClusterInfo &to,
    QStringList *changes, const IndexOverride &override)
{
    SchemaPair pair = schemaPair(source.settings, from, to);
    SchemaNotes notes;
    convertSettings(source, pair, notes); // for the similarities that are gone
    notes = {};
    const QJsonObject converted = convertMappingTree(source.mappings, pair, notes);
    if (changes)
        changes->append(notes.changes + notes.blockers);
    return mergePatch(converted, override.mappings);
}

} // namespace godwit
