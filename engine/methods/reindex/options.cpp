// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/options.h"

#include "engine/methods/common/verifyafter.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrl>

#include <functional>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

//! Readers of values by key; each says whether its value is allowed.
using Reader = std::function<bool(const QJsonValue &value)>;
using Readers = QMap<QString, Reader>;

Reader number(double least, double most, const std::function<void(double)> &take)
{
    return [=](const QJsonValue &value) {
        const double read = value.toDouble(-1);
        const bool good = value.isDouble() && read >= least && read <= most;
        if (good)
            take(read);
        return good;
    };
}

Reader whole(int least, int most, int &into)
{
    return [=, &into](const QJsonValue &value) {
        const int read = value.toInt(least - 1);
        const bool good = read >= least && read <= most;
        if (good)
            into = read;
        return good;
    };
}

Reader text(QString &into)
{
    return [&into](const QJsonValue &value) {
        into = value.toString().trimmed();
        return value.isString() && !into.isEmpty();
    };
}

Reader object(QJsonObject &into)
{
    return [&into](const QJsonValue &value) {
        into = value.toObject();
        return value.isObject() && !into.isEmpty();
    };
}

bool readScript(const QJsonValue &value, QJsonObject &into)
{
    if (value.isString() && !value.toString().trimmed().isEmpty())
        into = {{QStringLiteral("lang"), QStringLiteral("painless")}, {QStringLiteral("source"), value}};
    else
        into = value.toObject();
    return into.contains(QLatin1String("source")) || into.contains(QLatin1String("id"));
}

bool readFields(const QJsonValue &value, QStringList &into)
{
    for (const QJsonValue &entry : value.toArray()) {
        if (!entry.isString() || entry.toString().isEmpty())
            return false;
        into.append(entry.toString());
    }
    return !into.isEmpty();
}

Result<void> readAll(const QJsonObject &object, const Readers &readers, const QString &place)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto reader = readers.constFind(it.key());
        if (reader == readers.constEnd())
            return fail(ErrorKind::Usage,
                tr("%1.%2 is not a key of this method. Known: %3.")
                    .arg(place, it.key(), QStringList(readers.keys()).join(QStringLiteral(", "))));
        if (!(*reader)(it.value()))
            return fail(ErrorKind::Usage, tr("%1.%2 has a value that is not allowed.").arg(place, it.key()));
    }
    return {};
}

bool isHttp(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const bool http = parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https");
    return http && !parsed.host().isEmpty() && parsed.userInfo().isEmpty();
}

} // namespace

Result<ReindexOptions> ReindexOptions::from(const QJsonObject &options, bool local)
{
    ReindexOptions made;
    CatchUp &rounds = made.catchUp;
    Result<void> inner;
    const Readers ofRounds{{QStringLiteral("field"), text(rounds.field)},
        {QStringLiteral("rounds"), whole(1, 1'000, rounds.rounds)},
        {QStringLiteral("until_seconds"), number(0.01, 1e6, [&rounds](double v) { rounds.untilSeconds = v; })},
        {QStringLiteral("overlap_seconds"), number(0, 1e6, [&rounds](double v) { rounds.overlapSeconds = v; })}};
    Readers readers{{QStringLiteral("slices"), whole(1, 64, made.slices)},
        {QStringLiteral("batch"), whole(1, 10'000, made.batch)},
        {QStringLiteral("shards"), whole(1, 1'024, made.shards)},
        {QStringLiteral("split_field"), text(made.splitField)}, {QStringLiteral("query"), object(made.query)},
        {QStringLiteral("fields"), [&made](const QJsonValue &v) { return readFields(v, made.fields); }},
        {QStringLiteral("script"), [&made](const QJsonValue &v) { return readScript(v, made.script); }},
        {QStringLiteral("pipeline"), text(made.pipeline)},
        {QStringLiteral("catch_up"),
            [&](const QJsonValue &value) {
                made.catchUpOrdered = value.isObject();
                inner = readAll(value.toObject(), ofRounds, QStringLiteral("options.catch_up"));
                return made.catchUpOrdered;
            }},
        {QStringLiteral("verify"),
            [&made](const QJsonValue &value) {
                const auto level = verifyAfterLevel(value);
                made.verify = level.value_or(VerifyLevel::Counts);
                return level.has_value();
            }},
        {QStringLiteral("patience_seconds"), number(0, 1e7, [&made](double v) { made.patienceSeconds = v; })}};
    if (!local)
        readers.insert(QStringLiteral("remote_url"), [&made](const QJsonValue &value) {
            made.remoteUrl = value.toString().trimmed();
            return isHttp(made.remoteUrl);
        });
    const Result<void> read = readAll(options, readers, QStringLiteral("options"));
    if (!read || !inner)
        return fail(read ? inner.error() : read.error());
    if (made.verify > VerifyLevel::Counts && !(made.carriesAll() && made.query.isEmpty()))
        return fail(ErrorKind::Usage,
            tr("options.verify compares documents only where all of them are carried as they are: without query, "
               "fields, script and pipeline."));
    if (made.catchUpOrdered && made.catchUp.field.isEmpty())
        made.catchUp.field = QStringLiteral("_seq_no");
    return made;
}

bool isReindex(const QString &method)
{
    return method == QLatin1String("remote-reindex") || isLocalReindex(method);
}

bool isLocalReindex(const QString &method)
{
    return method == QLatin1String("local-reindex");
}

} // namespace godwit
