// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/replay.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Replay", text);
}

struct Refused
{
    QJsonObject meta;
    QByteArray source; //!< raw
    QByteArray operation;
};

//! The source is cut out as bytes: numbers must not go through a JSON value. The mark can't stand inside a string,
//! where its quotes would be escaped.
Result<Refused> parse(const QByteArray &line, qint64 number, ReplayTo to)
{
    static const QByteArray mark(R"(,"source":)");
    Refused refused;
    const qsizetype at = line.indexOf(mark);
    const QByteArray head = at < 0 ? line : QByteArray(line.left(at) + '}');
    refused.meta = QJsonDocument::fromJson(head).object();
    if (at < 0 || refused.meta.value(QLatin1String("id")).toString().isEmpty())
        return fail(
            ErrorKind::Usage, tr("Line %1 of the rejected file is not one of Godwit's. Restore the file.").arg(number));
    refused.source = line.mid(at + mark.size());
    refused.source.chop(1);
    QJsonObject action{{QStringLiteral("_index"), refused.meta.value(QLatin1String("target"))},
        {QStringLiteral("_id"), refused.meta.value(QLatin1String("id"))}};
    if (to == ReplayTo::Copy) {
        action.insert(QStringLiteral("version"), refused.meta.value(QLatin1String("version")));
        action.insert(QStringLiteral("version_type"), QStringLiteral("external_gte"));
    }
    if (refused.meta.contains(QLatin1String("routing")))
        action.insert(QStringLiteral("routing"), refused.meta.value(QLatin1String("routing")));
    const QString verb = to == ReplayTo::Copy ? QStringLiteral("index") : QStringLiteral("create");
    refused.operation
        = QJsonDocument(QJsonObject{{verb, action}}).toJson(QJsonDocument::Compact) + '\n' + refused.source + '\n';
    return refused;
}

QByteArray lineOf(Refused &refused, const BulkItem &item)
{
    refused.meta.insert(QStringLiteral("status"), item.status);
    refused.meta.insert(QStringLiteral("type"), item.type);
    refused.meta.insert(QStringLiteral("reason"), item.reason);
    QByteArray line = QJsonDocument(refused.meta).toJson(QJsonDocument::Compact);
    line.chop(1);
    return line + R"(,"source":)" + refused.source + "}\n";
}

} // namespace

Result<ReplayOutcome> replayRejected(
    const QString &name, SearchCluster &target, ReplayTo to, const ReplayAccepted &accepted)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, tr("The rejected file %1 can't be read: %2.").arg(name, file.errorString()));
    QSaveFile left(name);
    if (!left.open(QIODevice::WriteOnly))
        return fail(
            ErrorKind::Storage, tr("The rejected file %1 can't be replaced: %2.").arg(name, left.errorString()));
    ReplayOutcome outcome;
    qint64 number = 0;
    while (!file.atEnd()) {
        std::vector<Refused> batch;
        QByteArray body;
        while (!file.atEnd() && body.size() < 2'000'000 && batch.size() < 1'000) {
            QByteArray line = file.readLine();
            ++number;
            while (line.endsWith('\n') || line.endsWith('\r'))
                line.chop(1);
            if (line.isEmpty())
                continue;
            auto refused = parse(line, number, to);
            if (!refused)
                return fail(refused.error());
            body += refused->operation;
            batch.push_back(std::move(*refused));
        }
        if (batch.empty())
            break;
        const auto answer = target.bulk(body, static_cast<int>(batch.size()));
        if (!answer)
            return fail(answer.error());
        std::vector<bool> taken(batch.size(), true);
        for (BulkItem item : answer->notOk) {
            const auto position = static_cast<std::size_t>(item.position);
            if (item.status == 409 && to == ReplayTo::Copy) {
                ++outcome.already;
                continue;
            }
            taken[position] = false;
            if (item.status == 409) {
                item.reason = tr("The target has this document, and since the switch its clients may have written it. "
                                 "Compare both with \"godwit verify\".");
                ++outcome.left;
            } else {
                ++outcome.refused;
            }
            left.write(lineOf(batch[position], item));
        }
        for (std::size_t i = 0; i < batch.size(); ++i)
            if (taken[i])
                accepted(batch[i].meta.value(QLatin1String("index")).toString(),
                    batch[i].meta.value(QLatin1String("id")).toString());
        outcome.accepted += std::count(taken.begin(), taken.end(), true);
    }
    file.close();
    if (!left.commit())
        return fail(
            ErrorKind::Storage, tr("The rejected file %1 can't be replaced: %2.").arg(name, left.errorString()));
    outcome.accepted -= outcome.already;
    if (outcome.refused + outcome.left == 0)
        QFile::remove(name);
    return outcome;
}

} // namespace godwit
