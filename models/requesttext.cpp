// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requesttext.h"

#include "models/formats.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace godwit {

namespace {

constexpr int methodWidth = 7; //!< of "DELETE" and a space

} // namespace

QString RequestText::count(const QList<PlannedRequest> &requests)
{
    const auto source = std::count_if(
        requests.begin(), requests.end(), [](const PlannedRequest &request) { return request.onSource; });
    return tr("%1 on the source, %2 on the target")
        .arg(formats::count(qint64(source)), formats::count(qint64(requests.size() - source)));
}

QString RequestText::when(const PlannedRequest &request)
{
    QStringList words{request.times, request.condition};
    words.removeAll(QString());
    return words.join(QStringLiteral(", "));
}

QString RequestText::list(const QList<PlannedRequest> &requests)
{
    const QString sides[] = {tr("target"), tr("source")};
    const int sideWidth = int(std::max(sides[0].size(), sides[1].size())) + 2;
    QString text;
    QString step;
    for (const PlannedRequest &request : requests) {
        if (request.step != step || text.isEmpty()) {
            step = request.step;
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + step + u'\n';
        }
        text += QStringLiteral("  ") + sides[request.onSource ? 1 : 0].leftJustified(sideWidth)
            + QString::fromLatin1(request.method).leftJustified(methodWidth) + QUrl::fromPercentEncoding(request.path);
        if (const QString sent = when(request); !sent.isEmpty())
            text += QStringLiteral("   (") + sent + u')';
        text += u'\n';
    }
    return text;
}

QString RequestText::script(const QList<PlannedRequest> &requests)
{
    QString text;
    for (const PlannedRequest &request : requests) {
        QStringList words{request.onSource ? tr("source") : tr("target"), request.step, when(request)};
        words.removeAll(QString());
        text += QStringLiteral("# ") + words.join(QStringLiteral(", ")) + u'\n' + QString::fromLatin1(request.method)
            + u' ' + QString::fromLatin1(request.path);
        QByteArray query = request.query;
        while (query.endsWith('&'))
            query.chop(1);
        if (!query.isEmpty())
            text += u'?' + QString::fromLatin1(query);
        text += u'\n';
        const QJsonDocument body = QJsonDocument::fromJson(request.body);
        if (body.isObject())
            text += QString::fromUtf8(body.toJson(QJsonDocument::Indented));
        text += u'\n';
    }
    return text;
}

} // namespace godwit
