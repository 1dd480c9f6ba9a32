// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/discretion.h"
#include "models/requestmodel.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace godwit {
namespace {

QString quoted(const QString &text)
{
    return QString(u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'');
}

//! A cell as RFC 4180 has it. A leading sign would be a formula to a spreadsheet.
QString cell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.at(0)))
        text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r'))
        return QString(u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"');
    return text;
}

QString timeOf(const RequestRecord &record)
{
    return QDateTime::fromMSecsSinceEpoch(record.time, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace

QString asCurl(const RequestRecord &record, const QString &role)
{
    const QString variable
        = role.isEmpty() ? QStringLiteral("GODWIT_") : QString(QStringLiteral("GODWIT_") + role + u'_');
    QString line = QStringLiteral("curl -sS");
    // Asked with -X HEAD, curl would wait for a body that never comes.
    line += record.method == "HEAD" ? QStringLiteral(" --head")
                                    : QString(QStringLiteral(" -X ") + QString::fromLatin1(record.method));
    switch (record.auth) {
    case AuthKind::None:
        break;
    case AuthKind::Basic:
        line += QStringLiteral(" -u \"$%1USER:$%1PASSWORD\"").arg(variable);
        break;
    case AuthKind::ApiKey:
        line += QStringLiteral(" -H \"Authorization: ApiKey $%1API_KEY\"").arg(variable);
        break;
    case AuthKind::Bearer:
        line += QStringLiteral(" -H \"Authorization: Bearer $%1BEARER\"").arg(variable);
        break;
    }
    if (!record.caFile.isEmpty())
        line += QStringLiteral(" --cacert ") + quoted(record.caFile);
    QString url = QString(record.address + QString::fromUtf8(record.path));
    if (!record.query.isEmpty())
        url += u'?' + QString::fromUtf8(record.query);
    line += u' ' + quoted(url);
    if (record.hasBody)
        line += QStringLiteral(" -H 'Content-Type: application/json' --data-binary @body.json");
    return line;
}

QString csvHeader()
{
    return QStringLiteral("time,cluster,method,path,query,status,ms,sent,received,error");
}

QString asCsv(const RequestRecord &record)
{
    const QStringList cells{timeOf(record), discreet(record.cluster), QString::fromLatin1(record.method),
        discreet(QString::fromUtf8(record.path)), discreet(QString::fromUtf8(record.query)),
        QString::number(record.status), QString::number(static_cast<double>(record.microseconds) / 1000, 'f', 3),
        QString::number(record.sent), QString::number(record.received), discreet(record.error)};
    QStringList safe;
    for (const QString &text : cells)
        safe.append(cell(text));
    return safe.join(u',');
}

QByteArray asNdjson(const RequestRecord &record)
{
    QJsonObject object{{QStringLiteral("time"), timeOf(record)}, {QStringLiteral("cluster"), discreet(record.cluster)},
        {QStringLiteral("method"), QString::fromLatin1(record.method)},
        {QStringLiteral("path"), discreet(QString::fromUtf8(record.path))}, {QStringLiteral("status"), record.status},
        {QStringLiteral("ms"), static_cast<double>(record.microseconds) / 1000}, {QStringLiteral("sent"), record.sent},
        {QStringLiteral("received"), record.received}};
    if (!record.query.isEmpty())
        object.insert(QStringLiteral("query"), discreet(QString::fromUtf8(record.query)));
    if (!record.error.isEmpty())
        object.insert(QStringLiteral("error"), discreet(record.error));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace godwit
