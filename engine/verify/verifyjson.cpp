// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifyresult.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Verify", text);
}

const QStringList &levelNames()
{
    static const QStringList names{QStringLiteral("existence"), QStringLiteral("definition"), QStringLiteral("counts"),
        QStringLiteral("ids"), QStringLiteral("content")};
    return names;
}

QJsonValue textOrNull(const QString &text)
{
    return text.isNull() ? QJsonValue() : QJsonValue(text);
}

QJsonArray placesJson(const QList<SideBySide> &places)
{
    QJsonArray list;
    for (const SideBySide &place : places) {
        QJsonObject one{{QStringLiteral("place"), place.place}, {QStringLiteral("source"), textOrNull(place.source)},
            {QStringLiteral("target"), textOrNull(place.target)}, {QStringLiteral("matters"), place.matters}};
        if (!place.reason.isEmpty())
            one.insert(QStringLiteral("reason"), place.reason);
        list.append(one);
    }
    return list;
}

QList<SideBySide> placesFrom(const QJsonArray &list)
{
    QList<SideBySide> places;
    for (const QJsonValue &one : list)
        places.append({one[QLatin1String("place")].toString(), one[QLatin1String("source")].toString(),
            one[QLatin1String("target")].toString(), one[QLatin1String("matters")].toBool(true),
            one[QLatin1String("reason")].toString()});
    return places;
}

QJsonValue numberOrNull(qint64 number)
{
    return number < 0 ? QJsonValue() : QJsonValue(number);
}

QJsonObject sideJson(const QString &index, const VerifySide &side)
{
    return {{QStringLiteral("index"), index}, {QStringLiteral("documents"), numberOrNull(side.documents)},
        {QStringLiteral("nested_documents"), numberOrNull(side.nestedDocuments())},
        {QStringLiteral("lucene_documents"), numberOrNull(side.luceneDocuments)},
        {QStringLiteral("deleted_documents"), numberOrNull(side.deletedDocuments)}, {QStringLiteral("read"), side.read},
        {QStringLiteral("bytes"), side.bytes},
        {QStringLiteral("hash"), side.hash.isEmpty() ? QJsonValue() : QJsonValue(side.hash)}};
}

VerifySide sideFrom(const QJsonObject &json)
{
    VerifySide side;
    side.documents = json.value(QLatin1String("documents")).toInteger(-1);
    side.luceneDocuments = json.value(QLatin1String("lucene_documents")).toInteger(-1);
    side.deletedDocuments = json.value(QLatin1String("deleted_documents")).toInteger(-1);
    side.read = json.value(QLatin1String("read")).toInteger();
    side.bytes = json.value(QLatin1String("bytes")).toInteger();
    side.hash = json.value(QLatin1String("hash")).toString();
    return side;
}

constexpr std::pair<const char *, qint64 VerifyRow::*> rowCounts[] = {{"missing", &VerifyRow::missing},
    {"extra", &VerifyRow::extra}, {"different", &VerifyRow::different}, {"routing", &VerifyRow::routing},
    {"equal_in_meaning", &VerifyRow::equalInMeaning}, {"changed_meanwhile", &VerifyRow::changedMeanwhile},
    {"looked_again", &VerifyRow::lookedAgain}, {"findings", &VerifyRow::findings}};

const QStringList &stateNames()
{
    static const QStringList names{QStringLiteral("pending"), QStringLiteral("running"), QStringLiteral("equal"),
        QStringLiteral("differs"), QStringLiteral("suspended")};
    return names;
}

} // namespace

QString levelName(VerifyLevel level)
{
    return levelNames().at(static_cast<int>(level));
}

Result<VerifyLevel> levelFromName(const QString &name)
{
    const qsizetype at = levelNames().indexOf(name);
    if (at < 0)
        return fail(ErrorKind::Usage,
            tr("\"%1\" is not a level. Levels: %2.").arg(name, levelNames().join(QStringLiteral(", "))));
    return static_cast<VerifyLevel>(at);
}

QString samenessName(Sameness sameness)
{
    return sameness == Sameness::Bytes  ? QStringLiteral("bytes")
        : sameness == Sameness::Meaning ? QStringLiteral("meaning")
                                        : QStringLiteral("different");
}

QJsonObject VerifyRequest::toJson() const
{
    QJsonArray list;
    for (const IndexPair &pair : pairs)
        list.append(QJsonArray{pair.source, pair.target});
    return {{QStringLiteral("pairs"), list}, {QStringLiteral("level"), levelName(level)},
        {QStringLiteral("equal_by"), samenessName(wanted)},
        {QStringLiteral("documents_per_second"), limits.documentsPerSecond},
        {QStringLiteral("bytes_per_second"), limits.bytesPerSecond},
        {QStringLiteral("readers_per_side"), readersPerSide}, {QStringLiteral("patience_seconds"), patienceSeconds},
        {QStringLiteral("settle_seconds"), settleSeconds}};
}

Result<VerifyRequest> VerifyRequest::fromJson(const QJsonObject &json)
{
    VerifyRequest request;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QString &key = it.key();
        const double number = it.value().toDouble(-1);
        bool good = true;
        if (key == QLatin1String("pairs")) {
            const QJsonArray pairs = it.value().toArray();
            for (const QJsonValue &pair : pairs)
                request.pairs.append({pair.toArray().at(0).toString(), pair.toArray().at(1).toString()});
        } else if (key == QLatin1String("level")) {
            const auto level = levelFromName(it.value().toString());
            if (!level)
                return fail(level.error());
            request.level = *level;
        } else if (key == QLatin1String("equal_by")) {
            good = it.value().toString() == QLatin1String("bytes") || it.value().toString() == QLatin1String("meaning");
            request.wanted = it.value().toString() == QLatin1String("bytes") ? Sameness::Bytes : Sameness::Meaning;
        } else if (key == QLatin1String("documents_per_second")) {
            good = number >= 0;
            request.limits.documentsPerSecond = number;
        } else if (key == QLatin1String("bytes_per_second")) {
            good = number >= 0;
            request.limits.bytesPerSecond = number;
        } else if (key == QLatin1String("readers_per_side")) {
            good = number >= 1 && number <= 16;
            request.readersPerSide = static_cast<int>(number);
        } else if (key == QLatin1String("patience_seconds")) {
            good = number >= 0;
            request.patienceSeconds = number;
        } else if (key == QLatin1String("settle_seconds")) {
            good = number >= 0 && number <= 3600;
            request.settleSeconds = number;
        } else {
            return fail(ErrorKind::Usage, tr("options.%1 is not a key of a comparison.").arg(key));
        }
        if (!good)
            return fail(ErrorKind::Usage, tr("options.%1 has a value that is not allowed.").arg(key));
    }
    return request;
}

QJsonObject VerifyFinding::toJson() const
{
    QJsonObject json{{QStringLiteral("kind"), kind}, {QStringLiteral("index"), sourceIndex},
        {QStringLiteral("target_index"), targetIndex}, {QStringLiteral("id"), id}, {QStringLiteral("detail"), detail}};
    if (!sourceRouting.isEmpty())
        json.insert(QStringLiteral("routing"), sourceRouting);
    if (!targetRouting.isEmpty())
        json.insert(QStringLiteral("target_routing"), targetRouting);
    if (!places.isEmpty())
        json.insert(QStringLiteral("places"), placesJson(places));
    for (const auto &[name, seen] : {std::pair("source", source), std::pair("target", target)})
        if (seen != SeenDocument())
            json.insert(QLatin1String(name), QJsonArray{seen.seqNo, seen.primaryTerm});
    return json;
}

VerifyFinding VerifyFinding::fromJson(const QJsonObject &json)
{
    VerifyFinding finding;
    finding.kind = json.value(QLatin1String("kind")).toString();
    finding.sourceIndex = json.value(QLatin1String("index")).toString();
    finding.targetIndex = json.value(QLatin1String("target_index")).toString();
    finding.id = json.value(QLatin1String("id")).toString();
    finding.detail = json.value(QLatin1String("detail")).toString();
    finding.sourceRouting = json.value(QLatin1String("routing")).toString();
    finding.targetRouting = json.value(QLatin1String("target_routing")).toString();
    finding.places = placesFrom(json.value(QLatin1String("places")).toArray());
    for (const auto &[name, seen] : {std::pair("source", &finding.source), std::pair("target", &finding.target)})
        if (const QJsonArray noted = json.value(QLatin1String(name)).toArray(); noted.size() == 2)
            *seen = {noted.at(0).toInteger(), noted.at(1).toInteger()};
    return finding;
}

QJsonObject VerifyRow::toJson() const
{
    QJsonObject json{{QStringLiteral("source"), sideJson(pair.source, source)},
        {QStringLiteral("target"), sideJson(pair.target, target)},
        {QStringLiteral("state"), stateNames().at(static_cast<int>(state))}, {QStringLiteral("level"), levelName(at)},
        {QStringLiteral("reason"), reason}, {QStringLiteral("definitions"), placesJson(definitions)},
        {QStringLiteral("equal_in_meaning_examples"), QJsonArray::fromStringList(meaningExamples)},
        {QStringLiteral("by_synthetic_source"), bySynthetic}, {QStringLiteral("by_vectors"), byVectors},
        {QStringLiteral("as_written"), QJsonArray::fromStringList(asWritten)},
        {QStringLiteral("written_meanwhile"), moving}, {QStringLiteral("seconds"), seconds}};
    for (const auto &[name, count] : rowCounts)
        json.insert(QLatin1String(name), this->*count);
    return json;
}

VerifyRow VerifyRow::fromJson(const QJsonObject &json)
{
    VerifyRow row;
    const QJsonObject source = json.value(QLatin1String("source")).toObject();
    const QJsonObject target = json.value(QLatin1String("target")).toObject();
    row.pair = {source.value(QLatin1String("index")).toString(), target.value(QLatin1String("index")).toString()};
    row.source = sideFrom(source);
    row.target = sideFrom(target);
    row.state = static_cast<VerifyState>(
        std::max<qsizetype>(0, stateNames().indexOf(json.value(QLatin1String("state")).toString())));
    row.at = levelFromName(json.value(QLatin1String("level")).toString()).value_or(VerifyLevel::Existence);
    row.reason = json.value(QLatin1String("reason")).toString();
    row.definitions = placesFrom(json.value(QLatin1String("definitions")).toArray());
    for (const QJsonValue &id : json.value(QLatin1String("equal_in_meaning_examples")).toArray())
        row.meaningExamples.append(id.toString());
    row.bySynthetic = json.value(QLatin1String("by_synthetic_source")).toBool();
    row.byVectors = json.value(QLatin1String("by_vectors")).toBool();
    for (const QJsonValue &field : json.value(QLatin1String("as_written")).toArray())
        row.asWritten.append(field.toString());
    row.moving = json.value(QLatin1String("written_meanwhile")).toBool();
    row.seconds = json.value(QLatin1String("seconds")).toDouble();
    for (const auto &[name, count] : rowCounts)
        row.*count = json.value(QLatin1String(name)).toInteger();
    return row;
}

QString countsNote()
{
    return tr(
        "Only root documents are compared: Lucene also counts each nested object, and keeps deleted documents until "
        "their segments are merged, so the other numbers may differ without a fault.");
}

QJsonObject VerifyResult::toJson() const
{
    QJsonArray indices;
    for (const VerifyRow &row : rows)
        indices.append(row.toJson());
    QJsonArray list;
    for (const VerifyFinding &finding : findings)
        list.append(finding.toJson());
    QJsonObject json{{QStringLiteral("outcome"), outcomeName(outcome)},
        {QStringLiteral("tool"), QStringLiteral("Godwit " GODWIT_VERSION)},
        {QStringLiteral("recipe"), QStringLiteral("godwit-hash-1")},
        {QStringLiteral("level"), levelName(request.level)}, {QStringLiteral("equal_by"), samenessName(request.wanted)},
        {QStringLiteral("source"),
            QJsonObject{{QStringLiteral("address"), sourceAddress}, {QStringLiteral("version"), sourceVersion},
                {QStringLiteral("cluster_uuid"), sourceUuid}}},
        {QStringLiteral("target"),
            QJsonObject{{QStringLiteral("address"), targetAddress}, {QStringLiteral("version"), targetVersion},
                {QStringLiteral("cluster_uuid"), targetUuid}}},
        {QStringLiteral("begun"), begun.toString(Qt::ISODateWithMs)},
        {QStringLiteral("ended"), ended.toString(Qt::ISODateWithMs)}, {QStringLiteral("seconds"), seconds},
        {QStringLiteral("indices"), indices}, {QStringLiteral("counts_note"), countsNote()},
        {QStringLiteral("findings"), list}, {QStringLiteral("finding_count"), findingCount}};
    if (!reason.isEmpty())
        json.insert(QStringLiteral("reason"), reason);
    if (!errorKind.isEmpty())
        json.insert(QStringLiteral("error"), errorKind);
    return json;
}

} // namespace godwit
