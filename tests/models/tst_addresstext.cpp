// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/addresstext.h"

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
    void nonsenseIsNotUnderstood()
    {
        QVERIFY(!parseAddress(QString()).understood);
        QVERIFY(!parseAddress(QStringLiteral("ftp://a.example")).understood);
        QVERIFY(!parseAddress(QStringLiteral("two words")).understood);
    }
};

QTEST_GUILESS_MAIN(TestAddressText)
#include "tst_addresstext.moc"
