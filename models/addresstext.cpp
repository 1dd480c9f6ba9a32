// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addresstext.h"

#include "models/curlline.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <tuple>

namespace godwit {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(godwit::AddressText)
};

constexpr int searchPort = 9200;
constexpr int milvusPort = 19530;

bool endsWithAny(const QString &host, std::initializer_list<const char *> endings)
{
    return std::any_of(endings.begin(), endings.end(),
        [&host](const char *ending) { return host.endsWith(QLatin1String(ending), Qt::CaseInsensitive); });
}

bool isZilliz(const QString &host)
{
    return endsWithAny(host, {".zillizcloud.com", ".zilliz.com", ".zilliz.com.cn", ".zillizcloud.com.cn"});
}

//! Hosted services answer on the port of the web.
bool isHosted(const QString &host)
{
    return isZilliz(host)
        || endsWithAny(host,
            {".elastic-cloud.com", ".elastic.cloud", ".found.io", ".es.io", ".es.amazonaws.com", ".aoss.amazonaws.com",
                ".cloud.es.io"});
}

bool staysHere(const QString &host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("::1") || host.startsWith(QLatin1String("127."));
}

std::pair<QString, QString> credentialsOf(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    return colon < 0 ? std::pair(text, QString()) : std::pair(text.left(colon), text.mid(colon + 1));
}

void takeCredentials(AddressParts *parts, const QString &text)
{
    std::tie(parts->user, parts->password) = credentialsOf(text);
}

//! `webPorts`: no port means 80 or 443, as in a browser.
bool takeUrl(AddressParts *parts, const QString &text, bool webPorts = false)
{
    const bool bare = !text.contains(QStringLiteral("://"));
    QUrl url(bare ? QString(QStringLiteral("https://") + text) : text, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || url.host().isEmpty() || (scheme != QLatin1String("http") && scheme != QLatin1String("https")))
        return false;
    if (bare && (webPorts || staysHere(url.host())))
        url.setScheme(QStringLiteral("http"));
    if (!url.userName().isEmpty()) {
        parts->user = url.userName(QUrl::FullyDecoded);
        parts->password = url.password(QUrl::FullyDecoded);
    }
    url.setUserInfo({});
    url.setQuery(QString());
    url.setFragment({});
    if (isZilliz(url.host()) || url.port() == milvusPort)
        parts->product = Product::Milvus;
    if (url.port() < 0) {
        const bool encrypted = url.scheme() == QLatin1String("https");
        url.setPort(webPorts || (isHosted(url.host()) && encrypted) ? (encrypted ? 443 : 80) : searchPort);
    }
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
    const QString scheme = value.section(u' ', 0, 0).toLower();
    const QString rest = value.section(u' ', 1).trimmed();
    if (scheme == QLatin1String("apikey"))
        parts->apiKey = rest;
    else if (scheme == QLatin1String("bearer"))
        parts->bearer = rest;
    else if (scheme == QLatin1String("basic"))
        takeCredentials(parts, QString::fromUtf8(QByteArray::fromBase64(rest.toLatin1())));
}

AddressParts parseCurl(const QString &text)
{
    const CurlLine line = readCurlLine(text);
    AddressParts parts;
    parts.understood = takeUrl(&parts, line.url, true);
    if (!parts.understood) {
        parts.problem = Text::tr("The curl line names no address. Paste it with its https://… part.");
        return parts;
    }
    // The path of a curl line is a request, not a prefix.
    QUrl url(parts.url);
    url.setPath({});
    parts.url = url.toString(QUrl::FullyEncoded);
    if (!line.credentials.isEmpty())
        takeCredentials(&parts, line.credentials);
    for (const QString &header : line.headers)
        takeHeader(&parts, header);
    if (!line.bearer.isEmpty())
        parts.bearer = line.bearer;
    parts.caFile = line.caFile;
    parts.clientCertificate = line.certificate;
    parts.clientKey = line.key;
    takeProxy(&parts, line.proxy);
    if (!line.proxyCredentials.isEmpty())
        std::tie(parts.proxyUser, parts.proxyPassword) = credentialsOf(line.proxyCredentials);
    parts.trustsAnything = line.insecure;
    return parts;
}

//! "name:" and base64 of "host[:port]$elasticsearch[:port]$kibana". Null when it does not look like one at all.
std::optional<AddressParts> parseCloudId(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("^([^:/@\\s]*):([A-Za-z0-9+/]{16,}={0,2})$"));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto decoded
        = QByteArray::fromBase64Encoding(match.captured(2).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    AddressParts parts;
    parts.name = match.captured(1);
    const QStringList pieces = QString::fromUtf8(decoded ? *decoded : QByteArray()).split(u'$');
    static const QRegularExpression host(QStringLiteral("^([A-Za-z0-9.-]+)(?::(\\d{1,5}))?$"));
    const QRegularExpressionMatch domain = host.match(pieces.value(0));
    const QRegularExpressionMatch cluster = host.match(pieces.value(1));
    if (pieces.size() < 2 || !domain.hasMatch() || !cluster.hasMatch()) {
        parts.problem
            = Text::tr("This looks like an Elastic Cloud ID, but it is damaged. Copy it again, whole, from the "
                       "page of the deployment.");
        return parts;
    }
    const QString port = !cluster.captured(2).isEmpty() ? cluster.captured(2)
        : !domain.captured(2).isEmpty()                 ? domain.captured(2)
                                                        : QStringLiteral("443");
    parts.understood = takeUrl(
        &parts, QString(QStringLiteral("https://") + cluster.captured(1) + u'.' + domain.captured(1) + u':' + port));
    parts.product = Product::Elasticsearch;
    return parts;
}

} // namespace

void takeProxy(AddressParts *parts, const QString &text)
{
    const QString trimmed = text.trimmed();
    parts->proxy = trimmed.isEmpty() || trimmed.contains(QLatin1String("://"))
        ? trimmed
        : QString(QStringLiteral("http://") + trimmed);
    QUrl url(parts->proxy, QUrl::StrictMode);
    if (url.userInfo().isEmpty())
        return;
    parts->proxyUser = url.userName(QUrl::FullyDecoded);
    parts->proxyPassword = url.password(QUrl::FullyDecoded);
    url.setUserInfo({});
    parts->proxy = url.toString(QUrl::FullyEncoded);
}

AddressParts parseAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(QLatin1String("curl ")))
        return parseCurl(trimmed);
    if (const auto cloud = parseCloudId(trimmed))
        return *cloud;
    AddressParts parts;
    parts.understood = !trimmed.isEmpty() && !trimmed.contains(u' ') && takeUrl(&parts, trimmed);
    return parts;
}

} // namespace godwit
