// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/queryset.h"

#include "engine/planreader.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::QuerySet)
};

} // namespace

QByteArray QuerySet::toJson() const
{
    QJsonArray list;
    for (const SavedQuery &query : queries)
        list.append(QJsonObject{{QStringLiteral("name"), query.name},
            {query.lucene ? QStringLiteral("lucene") : QStringLiteral("json"), query.text}});
    return QJsonDocument(QJsonObject{{QStringLiteral("godwit_queries"), 1}, {QStringLiteral("name"), name},
                             {QStringLiteral("queries"), list}})
        .toJson(QJsonDocument::Indented);
}

Result<QuerySet> QuerySet::fromJson(const QByteArray &json)
{
    const auto object = PlanReader::parse(json, Tr::tr("The query set"));
    if (!object)
        return fail(object.error());
    QuerySet set;
    double format = 0;
    SavedQuery one;
    QString body;
    QString lucene;
    const auto next = [&](const QString &place) -> Result<void> {
        if (body.isEmpty() == lucene.isEmpty())
            return fail(ErrorKind::Usage, Tr::tr("%1 needs either \"json\" or \"lucene\".").arg(place));
        one.lucene = body.isEmpty();
        one.text = one.lucene ? lucene : body;
        set.queries.append(std::exchange(one, {}));
        body.clear();
        lucene.clear();
        return {};
    };
    const auto read = PlanReader::read(*object, {},
        {PlanReader::required(PlanReader::number(QStringLiteral("godwit_queries"), &format, 1)),
            PlanReader::text(QStringLiteral("name"), &set.name),
            PlanReader::required(PlanReader::sections(QStringLiteral("queries"),
                {PlanReader::required(PlanReader::text(QStringLiteral("name"), &one.name)),
                    PlanReader::text(QStringLiteral("json"), &body),
                    PlanReader::text(QStringLiteral("lucene"), &lucene)},
                next))});
    if (!read)
        return fail(read.error());
    return set;
}

Result<QuerySet> QuerySet::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, Tr::tr("%1 can't be read: %2.").arg(path, file.errorString()));
    return fromJson(file.readAll());
}

Result<void> QuerySet::save(const QString &path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(toJson()) < 0 || !file.commit())
        return fail(ErrorKind::Storage, Tr::tr("%1 can't be written: %2.").arg(path, file.errorString()));
    return {};
}

} // namespace godwit
