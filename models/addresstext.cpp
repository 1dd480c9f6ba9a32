// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addresstext.h"

#include <QProcess>
#include <QUrl>

namespace godwit {
namespace {

void takeCredentials(AddressParts *parts, const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    parts->user = colon < 0 ? text : text.left(colon);
    if (colon >= 0)
        parts->password = text.mid(colon + 1);
}

bool takeUrl(AddressParts *parts, const QString &text)
{
    const QString withScheme = text.contains(QStringLiteral("://")) ? text : QString(QStringLiteral("http://") + text);
    QUrl url(withScheme, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.host().isEmpty() || (scheme != QLatin1String("http") && scheme != QLatin1String("https")))
        return false;
    if (!url.userName().isEmpty()) {
        parts->user = url.userName(QUrl::FullyDecoded);
        parts->password = url.password(QUrl::FullyDecoded);
    }
    url.setUserInfo({});
    url.setQuery(QString());
    url.setFragment({});
    if (url.port() < 0)
        url.setPort(9200);
    if (url.path() == QLatin1String("/"))
        url.setPath({});
    parts->url = url.toString(QUrl::StripTrailingSlash | QUrl::FullyEncoded);
    return true;
}

void takeHeader(AddressParts *parts, const QString &header)
{
    const qsizetype colon = header.indexOf(u':');
    if (colon < 0 || header.left(colon).trimmed().compare(QLatin1String("authorization"), Qt::CaseInsensitive) != 0)
        return;
    const QString value = header.mid(colon + 1).trimmed();
    if (value.startsWith(QLatin1String("ApiKey "), Qt::CaseInsensitive))
        parts->apiKey = value.mid(7).trimmed();
    else if (value.startsWith(QLatin1String("Basic "), Qt::CaseInsensitive))
        takeCredentials(parts, QString::fromUtf8(QByteArray::fromBase64(value.mid(6).trimmed().toLatin1())));
}

AddressParts parseCurl(QString text)
{
    // QProcess knows double quotes only.
    text.replace(u'\'', u'"').replace(QStringLiteral("\\\n"), QStringLiteral(" "));
    const QStringList words = QProcess::splitCommand(text);
    AddressParts parts;
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString &word = words.at(i);
        const bool hasNext = i + 1 < words.size();
        if ((word == QLatin1String("-u") || word == QLatin1String("--user")) && hasNext)
            takeCredentials(&parts, words.at(++i));
        else if ((word == QLatin1String("-H") || word == QLatin1String("--header")) && hasNext)
            takeHeader(&parts, words.at(++i));
        else if (word == QLatin1String("--cacert") && hasNext)
            parts.caFile = words.at(++i);
        else if ((word == QLatin1String("-X") || word == QLatin1String("-d") || word == QLatin1String("--data")
                     || word == QLatin1String("--request"))
            && hasNext)
            ++i;
        else if (!word.startsWith(u'-') && parts.url.isEmpty())
            parts.understood = takeUrl(&parts, word);
    }
    if (QUrl url(parts.url); parts.understood) {
        // The path of a curl line is a request, not a prefix.
        url.setPath({});
        parts.url = url.toString(QUrl::FullyEncoded);
    }
    return parts;
}

} // namespace

AddressParts parseAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(QLatin1String("curl ")))
        return parseCurl(trimmed);
    AddressParts parts;
    parts.understood = !trimmed.isEmpty() && !trimmed.contains(u' ') && takeUrl(&parts, trimmed);
    return parts;
}

} // namespace godwit
