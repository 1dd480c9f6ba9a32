// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clientsnippets.h"

#include <QUrl>

namespace godwit {
namespace {

//! Puts the lines together that are not empty.
QString lines(const QStringList &list)
{
    QString text;
    for (const QString &line : list) {
        if (!line.isNull())
            text += line + u'\n';
    }
    return text;
}

struct Target
{
    const Endpoint &from;
    const Endpoint &to;
    bool openSearch = to.product == Product::OpenSearch;
    bool basic = to.auth == AuthKind::Basic || (to.auth == AuthKind::None && !to.user.isEmpty());
    bool key = to.auth == AuthKind::ApiKey;
    bool bearer = to.auth == AuthKind::Bearer;
    bool ca = !to.caFile.isEmpty();
    bool pinned = !to.fingerprint.isEmpty() && to.caFile.isEmpty();

    QString was() const { return QStringLiteral("was ") + from.url; }
    //! The client libraries want the fingerprint without colons.
    QString plainFingerprint() const { return QString(to.fingerprint).remove(u':'); }
    //! The line, or none when the condition does not hold.
    static QString when(bool holds, const QString &line) { return holds ? line : QString(); }
};

QString curl(const Target &t)
{
    QString call = QStringLiteral("curl");
    if (t.ca)
        call += QStringLiteral(" --cacert '") + t.to.caFile + u'\'';
    if (t.basic)
        call += QStringLiteral(" -u '") + t.to.user + u'\''; // asks for the password
    if (t.key)
        call += QStringLiteral(" -H \"Authorization: ApiKey $ES_API_KEY\"");
    if (t.bearer)
        call += QStringLiteral(" -H \"Authorization: Bearer $ES_TOKEN\"");
    return lines({QString(QStringLiteral("# ") + t.was()),
        QString(call + QStringLiteral(" '") + t.to.url + QStringLiteral("/_cat/indices?v'"))});
}

QString python(const Target &t)
{
    const QString package = t.openSearch ? QStringLiteral("opensearchpy") : QStringLiteral("elasticsearch");
    const QString type = t.openSearch ? QStringLiteral("OpenSearch") : QStringLiteral("Elasticsearch");
    return lines({Target::when(t.basic || t.key || t.bearer, QStringLiteral("import os\n")),
        QStringLiteral("from %1 import %2\n").arg(package, type), QStringLiteral("client = %1(").arg(type),
        QStringLiteral("    \"%1\",  # %2").arg(t.to.url, t.was()),
        Target::when(t.ca, QStringLiteral("    ca_certs=\"%1\",").arg(t.to.caFile)),
        Target::when(
            t.pinned && !t.openSearch, QStringLiteral("    ssl_assert_fingerprint=\"%1\",").arg(t.plainFingerprint())),
        Target::when(t.basic,
            QStringLiteral("    %1=(\"%2\", os.environ[\"ES_PASSWORD\"]),")
                .arg(t.openSearch ? QStringLiteral("http_auth") : QStringLiteral("basic_auth"), t.to.user)),
        Target::when(t.key,
            t.openSearch ? QStringLiteral("    headers={\"Authorization\": \"ApiKey \" + os.environ[\"ES_API_KEY\"]},")
                         : QStringLiteral("    api_key=os.environ[\"ES_API_KEY\"],")),
        Target::when(t.bearer,
            t.openSearch ? QStringLiteral("    headers={\"Authorization\": \"Bearer \" + os.environ[\"ES_TOKEN\"]},")
                         : QStringLiteral("    bearer_auth=os.environ[\"ES_TOKEN\"],")),
        QStringLiteral(")")});
}

QString java(const Target &t)
{
    const QUrl url(t.to.url);
    const QString host = QStringLiteral("new HttpHost(\"%1\", %2, \"%3\")")
                             .arg(url.host())
                             .arg(url.port(url.scheme() == QLatin1String("https") ? 443 : 9200))
                             .arg(url.scheme());
    const QString product = t.openSearch ? QStringLiteral("OpenSearch") : QStringLiteral("Elasticsearch");
    const QString name
        = t.openSearch ? QStringLiteral("org.opensearch.client") : QStringLiteral("org.elasticsearch.client");
    QString header;
    if (t.key)
        header = QStringLiteral("\"ApiKey \" + System.getenv(\"ES_API_KEY\")");
    else if (t.bearer)
        header = QStringLiteral("\"Bearer \" + System.getenv(\"ES_TOKEN\")");
    return lines({QString(QStringLiteral("// ") + t.was()),
        QStringLiteral("// %1.RestClient; the JVM trusts %2")
            .arg(name,
                t.ca ? QString(QStringLiteral("a truststore with ") + t.to.caFile)
                     : QStringLiteral("its own authorities")),
        Target::when(t.basic, QStringLiteral("var login = new BasicCredentialsProvider();")),
        Target::when(t.basic,
            QStringLiteral("login.setCredentials(AuthScope.ANY,\n        new UsernamePasswordCredentials(\"%1\", "
                           "System.getenv(\"ES_PASSWORD\")));")
                .arg(t.to.user)),
        QStringLiteral("RestClient rest = RestClient.builder(%1)").arg(host),
        Target::when(t.basic,
            QStringLiteral("        .setHttpClientConfigCallback(http -> http.setDefaultCredentialsProvider(login))")),
        Target::when(!header.isEmpty(),
            QStringLiteral("        .setDefaultHeaders(new Header[] {new BasicHeader(\"Authorization\", %1)})")
                .arg(header)),
        QStringLiteral("        .build();"),
        QStringLiteral("var client = new %1Client(new RestClientTransport(rest, new JacksonJsonpMapper()));")
            .arg(product)});
}

QString javaScript(const Target &t)
{
    const QString package
        = t.openSearch ? QStringLiteral("@opensearch-project/opensearch") : QStringLiteral("@elastic/elasticsearch");
    QString auth;
    if (t.basic)
        auth = QStringLiteral("  auth: { username: '%1', password: process.env.ES_PASSWORD },").arg(t.to.user);
    else if (t.key && !t.openSearch)
        auth = QStringLiteral("  auth: { apiKey: process.env.ES_API_KEY },");
    else if (t.key)
        auth = QStringLiteral("  headers: { authorization: `ApiKey ${process.env.ES_API_KEY}` },");
    else if (t.bearer)
        auth = QStringLiteral("  headers: { authorization: `Bearer ${process.env.ES_TOKEN}` },");
    const QString tls = t.openSearch ? QStringLiteral("ssl") : QStringLiteral("tls");
    return lines({QStringLiteral("const { Client } = require('%1');").arg(package),
        Target::when(t.ca, QStringLiteral("const fs = require('fs');")), QStringLiteral(""),
        QStringLiteral("const client = new Client({"), QStringLiteral("  node: '%1', // %2").arg(t.to.url, t.was()),
        Target::when(!auth.isEmpty(), auth),
        Target::when(t.ca, QStringLiteral("  %1: { ca: fs.readFileSync('%2') },").arg(tls, t.to.caFile)),
        Target::when(t.pinned && !t.openSearch, QStringLiteral("  caFingerprint: '%1',").arg(t.plainFingerprint())),
        QStringLiteral("});")});
}

QString logstash(const Target &t)
{
    const QString user
        = t.basic ? QStringLiteral("    user => \"%1\"\n    password => \"${ES_PASSWORD}\"").arg(t.to.user) : QString();
    const QString ca = t.openSearch ? QStringLiteral("    cacert => \"%1\"")
                                    : QStringLiteral("    ssl_certificate_authorities => [\"%1\"]");
    return lines({QStringLiteral("output {"),
        t.openSearch ? QStringLiteral("  opensearch {  # plugin logstash-output-opensearch")
                     : QStringLiteral("  elasticsearch {"),
        QStringLiteral("    hosts => [\"%1\"]  # %2").arg(t.to.url, t.was()), Target::when(t.basic, user),
        Target::when(t.key, QStringLiteral("    api_key => \"${ES_API_KEY}\"  # id:key")),
        Target::when(t.bearer, QStringLiteral("    custom_headers => { \"Authorization\" => \"Bearer ${ES_TOKEN}\" }")),
        Target::when(t.ca, ca.arg(t.to.caFile)),
        Target::when(t.pinned && !t.openSearch,
            QStringLiteral("    ca_trusted_fingerprint => \"%1\"").arg(t.plainFingerprint())),
        QStringLiteral("  }"), QStringLiteral("}")});
}

QString beats(const Target &t)
{
    return lines(
        {t.openSearch ? QStringLiteral("# Beats after 7.12 refuse OpenSearch: use the OSS build of 7.12, or Logstash.")
                      : QString(),
            QStringLiteral("output.elasticsearch:"), QStringLiteral("  hosts: [\"%1\"]  # %2").arg(t.to.url, t.was()),
            Target::when(t.basic, QStringLiteral("  username: \"%1\"").arg(t.to.user)),
            Target::when(t.basic, QStringLiteral("  password: \"${ES_PASSWORD}\"")),
            Target::when(t.key, QStringLiteral("  api_key: \"${ES_API_KEY}\"  # id:key")),
            Target::when(t.bearer, QStringLiteral("  headers:\n    Authorization: \"Bearer ${ES_TOKEN}\"")),
            Target::when(t.ca, QStringLiteral("  ssl.certificate_authorities: [\"%1\"]").arg(t.to.caFile)),
            Target::when(t.pinned, QStringLiteral("  ssl.ca_trusted_fingerprint: \"%1\"").arg(t.plainFingerprint()))});
}

} // namespace

QList<ClientSnippet> clientSnippets(const Endpoint &from, const Endpoint &to)
{
    const Target target{from, to};
    return {{QStringLiteral("curl"), curl(target)}, {QStringLiteral("Python"), python(target)},
        {QStringLiteral("Java"), java(target)}, {QStringLiteral("JavaScript"), javaScript(target)},
        {QStringLiteral("Logstash"), logstash(target)}, {QStringLiteral("Beats"), beats(target)}};
}

} // namespace godwit
