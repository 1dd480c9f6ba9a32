// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addresstext.h"
#include "models/curlline.h"

#include <QTest>

using namespace godwit;

class TestAddressText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void credentialsLeaveTheAddress()
    {
        const AddressParts parts = parseAddress(QStringLiteral("https://elastic:p%40ss@orders.example:9243/es/"));
        QVERIFY(parts.understood);
        QCOMPARE(parts.url, QStringLiteral("https://orders.example:9243/es"));
        QCOMPARE(parts.user, QStringLiteral("elastic"));
        QCOMPARE(parts.password, QStringLiteral("p@ss"));
    }
    void aBareHostGetsSchemeAndPort()
    {
        QCOMPARE(parseAddress(QStringLiteral("localhost")).url, QStringLiteral("http://localhost:9200"));
        QCOMPARE(parseAddress(QStringLiteral("https://a.example")).url, QStringLiteral("https://a.example:9200"));
        QCOMPARE(parseAddress(QStringLiteral("http://[::1]:9201")).url, QStringLiteral("http://[::1]:9201"));
    }
    void aCurlLineFillsTheFields()
    {
        const AddressParts parts = parseAddress(QStringLiteral(
            "curl --cacert ca.pem -u 'elastic:se:cret' -X GET 'https://orders.example:9200/_cat/indices?v'"));
        QVERIFY(parts.understood);
        QCOMPARE(parts.url, QStringLiteral("https://orders.example:9200"));
        QCOMPARE(parts.user, QStringLiteral("elastic"));
        QCOMPARE(parts.password, QStringLiteral("se:cret"));
        QCOMPARE(parts.caFile, QStringLiteral("ca.pem"));
    }
    void aCurlHeaderGivesTheApiKey()
    {
        const AddressParts parts
            = parseAddress(QStringLiteral("curl -H \"Authorization: ApiKey abc==\" https://orders.example/"));
        QCOMPARE(parts.apiKey, QStringLiteral("abc=="));
    }
    void aCurlLineIsReadAsAShellReadsIt()
    {
        const AddressParts parts = parseAddress(QStringLiteral("curl -sk -XPOST -uelastic:it\\'s \\\n  --data '{\"a\": "
                                                               "\"-u x:y\"}' --cert c.pem --key=k.pem -x proxy:3128 "
                                                               "https://orders.example/_search"));
        QVERIFY(parts.understood);
        QCOMPARE(parts.url, QStringLiteral("https://orders.example:443"));
        QCOMPARE(parts.user, QStringLiteral("elastic"));
        QCOMPARE(parts.password, QStringLiteral("it's"));
        QCOMPARE(parts.clientCertificate, QStringLiteral("c.pem"));
        QCOMPARE(parts.clientKey, QStringLiteral("k.pem"));
        QCOMPARE(parts.proxy, QStringLiteral("http://proxy:3128"));
        QVERIFY(parts.trustsAnything);
    }
    void aCurlLineNamesTheUserOfItsProxy()
    {
        const AddressParts inside
            = parseAddress(QStringLiteral("curl -x http://ada:d%40or@proxy:3128 https://orders.example/"));
        QCOMPARE(inside.proxy, QStringLiteral("http://proxy:3128"));
        QCOMPARE(inside.proxyUser, QStringLiteral("ada"));
        QCOMPARE(inside.proxyPassword, QStringLiteral("d@or"));
        const AddressParts beside
            = parseAddress(QStringLiteral("curl -x proxy:3128 -U ada:do:or https://orders.example/"));
        QCOMPARE(beside.proxyUser, QStringLiteral("ada"));
        QCOMPARE(beside.proxyPassword, QStringLiteral("do:or"));
        QVERIFY(beside.user.isEmpty());
    }
    void aCurlLineGivesABearerToken()
    {
        QCOMPARE(
            parseAddress(QStringLiteral("curl --header 'Authorization: Bearer abc.def' http://127.0.0.1:9200")).bearer,
            QStringLiteral("abc.def"));
        QCOMPARE(
            parseAddress(QStringLiteral("curl --oauth2-bearer t0ken localhost:9200")).bearer, QStringLiteral("t0ken"));
        QVERIFY(!parseAddress(QStringLiteral("curl -v")).problem.isEmpty());
    }
    void aCloudIdIsDecoded_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << QByteArray(
            "us-east-1.aws.found.io$cec6f261a74bf24ce33bb8811b84294f$c6c2ca6d042249af0cc7d7a9e9625743")
                               << QStringLiteral("https://cec6f261a74bf24ce33bb8811b84294f.us-east-1.aws.found.io:443");
        QTest::newRow("port of all") << QByteArray("eu.example:9243$abcdef$")
                                     << QStringLiteral("https://abcdef.eu.example:9243");
        QTest::newRow("own port") << QByteArray("eu.example:9243$abcdef:9244$kib")
                                  << QStringLiteral("https://abcdef.eu.example:9244");
        QTest::newRow("no kibana") << QByteArray("eu-west.example$abcdef")
                                   << QStringLiteral("https://abcdef.eu-west.example:443");
    }
    void aCloudIdIsDecoded()
    {
        QFETCH(QByteArray, inside);
        QFETCH(QString, url);
        const AddressParts parts
            = parseAddress(QString(QStringLiteral(" my-deployment:") + QString::fromLatin1(inside.toBase64()) + u' '));
        QVERIFY2(parts.understood, qPrintable(parts.problem));
        QCOMPARE(parts.url, url);
        QCOMPARE(parts.name, QStringLiteral("my-deployment"));
        QCOMPARE(parts.product, Product::Elasticsearch);
    }
    void aDamagedCloudIdSaysSo()
    {
        const QString damaged = QString::fromLatin1(QByteArray("no dollar sign in here").toBase64());
        const AddressParts parts = parseAddress(QString(QStringLiteral("name:") + damaged));
        QVERIFY(!parts.understood);
        QVERIFY(parts.problem.contains(QStringLiteral("Cloud ID")));
        QVERIFY(parseAddress(QStringLiteral("host:9200")).problem.isEmpty());
    }
    void aZillizEndpointIsRecognised()
    {
        const AddressParts serverless
            = parseAddress(QStringLiteral("https://in03-abc.serverless.gcp-us-west1.cloud.zilliz.com"));
        QCOMPARE(serverless.product, Product::Milvus);
        QCOMPARE(serverless.url, QStringLiteral("https://in03-abc.serverless.gcp-us-west1.cloud.zilliz.com:443"));
        QCOMPARE(parseAddress(QStringLiteral("https://in01-a.aws-us-west-2.vectordb.zillizcloud.com:19530")).product,
            Product::Milvus);
        QCOMPARE(parseAddress(QStringLiteral("localhost:19530")).product, Product::Milvus);
        QCOMPARE(parseAddress(QStringLiteral("localhost:9200")).product, Product::Unknown);
    }
    void hostedServicesAnswerOnThePortOfTheWeb()
    {
        QCOMPARE(parseAddress(QStringLiteral("https://abc.eu-west-1.aws.found.io")).url,
            QStringLiteral("https://abc.eu-west-1.aws.found.io:443"));
        QCOMPARE(parseAddress(QStringLiteral("orders.example")).url, QStringLiteral("https://orders.example:9200"));
        QCOMPARE(parseAddress(QStringLiteral("127.0.0.1:9201")).url, QStringLiteral("http://127.0.0.1:9201"));
    }
    void aRequestBecomesACurlLineWithoutASecret()
    {
        Endpoint endpoint;
        endpoint.url = QStringLiteral("https://orders.example:9200/es");
        endpoint.auth = AuthKind::Basic;
        endpoint.user = QStringLiteral("elena");
        endpoint.caFile = QStringLiteral("/a b/ca.pem");
        const QString line = curlFor(endpoint, QStringLiteral("PUT /_security/role/x\n{\"it's\": 1}"));
        QCOMPARE(line,
            QStringLiteral(
                "curl -X PUT -u 'elena' --cacert '/a b/ca.pem' 'https://orders.example:9200/es/_security/role/x' "
                "-H 'Content-Type: application/json' -d '{\"it'\\''s\": 1}'"));
        // What it writes, it reads.
        QCOMPARE(shellWords(line).last(), QStringLiteral("{\"it's\": 1}"));
    }
    void nonsenseIsNotUnderstood()
    {
        QVERIFY(!parseAddress(QString()).understood);
        QVERIFY(!parseAddress(QStringLiteral("ftp://a.example")).understood);
        QVERIFY(!parseAddress(QStringLiteral("two words")).understood);
    }
};

QTEST_GUILESS_MAIN(TestAddressText)
#include "tst_addresstext.moc"
