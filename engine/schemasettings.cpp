// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemasettings.h"

#include "engine/schemasettingrules.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace godwit {

namespace {

struct SchemaSettings
{
    Q_DECLARE_TR_FUNCTIONS(SchemaSettings)
};

QString at(const QString &key)
{
    return QLatin1String("settings.") + key;
}

bool isOn(const QJsonObject &settings, const QString &key)
{
    return settings.value(key).toVariant().toString() == QLatin1String("true");
}

//! Names of similarities of type classic: their settings go, and fields fall back to BM25.
void dropClassicSimilarities(QJsonObject &settings, SchemaPair &pair, SchemaNotes &notes)
{
    pair.goneSimilarities.insert(QStringLiteral("classic"));
    const QLatin1String prefix("index.similarity.");
    for (const QString &key : settings.keys()) {
        if (!key.startsWith(prefix) || !key.endsWith(QLatin1String(".type"))
            || settings.value(key).toString() != QLatin1String("classic"))
            continue;
        const QString name = key.mid(prefix.size(), key.size() - prefix.size() - 5);
        pair.goneSimilarities.insert(name);
        for (const QString &other : settings.keys()) {
            if (other.startsWith(prefix + name + QLatin1Char('.')))
                settings.remove(other);
        }
        notes.change(at(prefix + name),
            SchemaSettings::tr("left out, because %1 has no classic similarity; BM25 takes its place")
                .arg(pair.target()));
    }
}

//! Documents of one id under two routings share a shard only if both sides cut the hash range alike.
void setRouting(const IndexDefinition &source, const QJsonObject &settings, const SchemaPair &pair, QJsonObject &create,
    SchemaNotes &notes)
{
    const QString key = QStringLiteral("index.number_of_routing_shards");
    const int shards = source.shards();
    int wanted = settings.value(key).toString().toInt();
    const bool resized = settings.contains(QLatin1String("index.resize.source.name"))
        || settings.contains(QLatin1String("index.shrink.source.name"));
    if (source.routingShards > 0) {
        wanted = source.routingShards;
    } else if (wanted == 0 && pair.createdMajor < 7) {
        // 7.0 began to cut the hash range into up to 1,024 pieces. Indices made before have as many pieces as shards,
        // so without this two thirds of all ids would sit in another shard than on the source.
        wanted = shards;
    } else if (wanted == 0 && resized && shards > 1) {
        // A shrunk or split index keeps the pieces of its parent, and only the cluster state knows them.
        const bool custom
            = source.mappings.value(QLatin1String("_routing")).toObject().value(QLatin1String("required")).toBool()
            || settings.value(QLatin1String("index.routing_partition_size")).toString().toInt() > 1;
        const QString reason = SchemaSettings::tr("the index was shrunk, split or cloned and its routing shards are "
                                                  "not known, so ids may sit in other shards");
        if (custom)
            notes.block(at(key),
                reason
                    + SchemaSettings::tr(
                        "; with custom routing that can join two documents of one id. Leave the index out."));
        else
            notes.change(at(key), reason);
    }
    // From 7.0 on every server, OpenSearch too, computes the same default from the shard count: nothing to write then.
    if (wanted == 0 || wanted == defaultRoutingShards(shards))
        return;
    create.insert(key, QString::number(wanted));
    if (!settings.contains(key))
        notes.change(at(key),
            SchemaSettings::tr("set to %1, so that every id stays in the shard of the same number").arg(wanted));
}

void blockUnreadable(const QJsonObject &settings, const SchemaPair &pair, SchemaNotes &notes)
{
    const qint64 created = settings.value(QLatin1String("index.version.created")).toString().toLongLong();
    if (pair.createdMajor < 6 && pair.createdMajor > 0)
        notes.block(at(QStringLiteral("index.version.created")),
            SchemaSettings::tr(
                "%1: made before 6.0, so its documents have no sequence numbers to follow. Reindex it on the source "
                "first, or leave it out.")
                .arg(created));
    const QString mode = settings.value(QLatin1String("index.mode")).toString();
    const bool unsearchable = isOn(settings, QStringLiteral("index.disable_sequence_numbers"))
        || settings.value(QLatin1String("index.seq_no.index_options")).toString() == QLatin1String("doc_values_only");
    if (mode == QLatin1String("time_series"))
        notes.block(at(QStringLiteral("index.mode")),
            SchemaSettings::tr(
                "time series indices make their own ids and can't be searched by sequence number. Leave it out."));
    else if (unsearchable)
        notes.block(at(QStringLiteral("index.seq_no")),
            SchemaSettings::tr(
                "sequence numbers can't be searched, so changes can't be followed. Leave the index out."));
}

void convertMode(const QJsonObject &mappings, QJsonObject &settings, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString modeKey = QStringLiteral("index.mode");
    const QString mode = settings.value(modeKey).toString();
    if (mode == QLatin1String("standard")) {
        settings.remove(modeKey);
    } else if (!mode.isEmpty() && !pair.toElasticsearch(8, 17)) {
        settings.remove(modeKey);
        notes.change(
            at(modeKey), SchemaSettings::tr("\"%1\" left out, because %2 does not know it").arg(mode, pair.target()));
    }
    const QString sourceKey = QStringLiteral("index.mapping.source.mode");
    const bool bySetting = settings.value(sourceKey).toString() == QLatin1String("synthetic")
        || isOn(settings, QStringLiteral("index.derived_source.enabled"));
    const bool byMapping = mappings.value(QLatin1String("_source")).toObject().value(QLatin1String("mode")).toString()
        == QLatin1String("synthetic");
    if (bySetting || (mode == QLatin1String("logsdb") && !settings.contains(sourceKey)))
        notes.change(at(sourceKey),
            SchemaSettings::tr(
                "the source makes _source up from its fields, so documents are compared by meaning, not by bytes"));
    if (settings.value(sourceKey).toString() == QLatin1String("disabled"))
        notes.block(at(sourceKey),
            SchemaSettings::tr("_source is off, so documents can't be read back. Leave the index out, or restore it "
                               "from a snapshot."));
    if (byMapping && pair.toElasticsearch(8, 17))
        settings.insert(sourceKey, QStringLiteral("synthetic"));
}

void convertCodec(QJsonObject &settings, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString key = QStringLiteral("index.codec");
    const QString codec = settings.value(key).toString();
    if (codec.isEmpty() || codec == QLatin1String("default") || codec == QLatin1String("best_compression")
        || !pair.changesProduct())
        return;
    settings.remove(key);
    notes.change(at(key),
        SchemaSettings::tr(
            "\"%1\" left out, because %2 does not know this codec; its default compresses less or more, but keeps "
            "every byte")
            .arg(codec, pair.target()));
}

//! Values that were legal once and stop an index from being made now.
void convertValues(QJsonObject &settings, const SchemaPair &pair, SchemaNotes &notes)
{
    const QString analyzed = QStringLiteral("index.highlight.max_analyzed_offset");
    if (settings.value(analyzed).toString() == QLatin1String("-1")) {
        settings.remove(analyzed);
        notes.change(at(analyzed), SchemaSettings::tr("-1 left out, because 7.0 took away \"no limit\""));
    }
    const QString names = QStringLiteral("index.mapping.field_name_length.limit");
    if (pair.toOpenSearch() && settings.value(names).toString().toLongLong() > 50'000) {
        settings.remove(names);
        notes.change(at(names), SchemaSettings::tr("left out, because %1 allows at most 50,000").arg(pair.target()));
    }
    const QString store = QStringLiteral("index.store.type");
    const QString type = settings.value(store).toString();
    const bool simple = type == QLatin1String("simplefs") && (pair.toElasticsearch(8) || pair.toOpenSearch(2));
    if (simple || type == QLatin1String("snapshot") || type == QLatin1String("remote_snapshot")) {
        settings.remove(store);
        notes.change(at(store), SchemaSettings::tr("\"%1\" left out; the target picks its own store").arg(type));
    }
}

//! Settings that hold only while copying: what they were goes to `restore`.
void setForCopy(const QJsonObject &settings, ConvertedSettings &converted)
{
    const auto hold = [&](const QString &key, const QString &value, const QJsonValue &byDefault) {
        converted.create.insert(key, value);
        converted.restore.insert(key, settings.contains(key) ? settings.value(key) : byDefault);
    };
    hold(QStringLiteral("index.number_of_replicas"), QStringLiteral("0"), QStringLiteral("1"));
    hold(QStringLiteral("index.refresh_interval"), QStringLiteral("-1"), QJsonValue::Null);
    // A delete must be remembered until every older copy of its document has been written.
    hold(QStringLiteral("index.gc_deletes"), QStringLiteral("24h"), QJsonValue::Null);
    // What was acknowledged is not written again, so it must be on disk; said also where no index of the source has it
    // otherwise, since a template of the target may.
    hold(QStringLiteral("index.translog.durability"), QStringLiteral("request"), QJsonValue::Null);
    const QString expand = QStringLiteral("index.auto_expand_replicas");
    if (settings.contains(expand) && settings.value(expand).toString() != QLatin1String("false"))
        hold(expand, QStringLiteral("false"), QJsonValue::Null);
}

} // namespace

ConvertedSettings convertSettings(const IndexDefinition &source, SchemaPair &pair, SchemaNotes &notes)
{
    const QJsonObject original = withArrays(source.settings);
    blockUnreadable(original, pair, notes);

    QJsonObject settings = original;
    if (pair.toElasticsearch(7) || pair.toOpenSearch())
        dropClassicSimilarities(settings, pair, notes);
    convertMode(source.mappings, settings, pair, notes);
    convertCodec(settings, pair, notes);
    convertValues(settings, pair, notes);
    convertAnalysis(settings, pair, notes);

    ConvertedSettings converted;
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it) {
        switch (settingFate(it.key(), it.value(), pair, notes)) {
        case SettingFate::Keep:
            converted.create.insert(it.key(), it.value());
            break;
        case SettingFate::AfterCopy:
            converted.restore.insert(it.key(), it.value());
            break;
        case SettingFate::Drop:
            break;
        }
    }
    addLifecycleAge(original, pair, converted.restore, notes);
    converted.create.remove(QStringLiteral("index.number_of_routing_shards"));
    setRouting(source, original, pair, converted.create, notes);
    setForCopy(original, converted);
    return converted;
}

} // namespace godwit
