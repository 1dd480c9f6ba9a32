// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clientsnippets.h"

#include <QTest>

using namespace godwit;

class TestClientSnippets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyClientNamesTheNewAddressAndTheOld_data()
    {
        QTest::addColumn<int>("product");
        QTest::addColumn<int>("auth");
        for (const Product product : {Product::Elasticsearch, Product::OpenSearch}) {
            for (const AuthKind auth : {AuthKind::None, AuthKind::Basic, AuthKind::ApiKey, AuthKind::Bearer})
                QTest::addRow("product %d auth %d", static_cast<int>(product), static_cast<int>(auth))
                    << static_cast<int>(product) << static_cast<int>(auth);
        }
    }
    void everyClientNamesTheNewAddressAndTheOld()
    {
        QFETCH(int, product);
        QFETCH(int, auth);
        Endpoint from;
        from.url = QStringLiteral("https://old.example:9200");
        Endpoint to;
        to.product = static_cast<Product>(product);
        to.auth = static_cast<AuthKind>(auth);
        to.user = to.auth == AuthKind::Basic ? QStringLiteral("shop") : QString();
        to.url = QStringLiteral("https://new.example:9201");
        const auto snippets = clientSnippets(from, to);
        QStringList names;
        for (const ClientSnippet &snippet : snippets) {
            names.append(snippet.name);
            QVERIFY2(snippet.text.contains(QLatin1String("new.example")), qPrintable(snippet.text));
            QVERIFY2(snippet.text.contains(from.url), qPrintable(snippet.text));
            QVERIFY2(!snippet.text.contains(QLatin1String("\n\n\n")), qPrintable(snippet.text));
            const bool secret = snippet.text.contains(QLatin1String("ES_PASSWORD"))
                || snippet.text.contains(QLatin1String("ES_API_KEY"))
                || snippet.text.contains(QLatin1String("ES_TOKEN"));
            const bool asks = to.auth == AuthKind::Basic && snippet.name == QLatin1String("curl");
            QCOMPARE(secret || asks, to.auth != AuthKind::None);
        }
        QCOMPARE(names.join(u' '), QStringLiteral("curl Python Java JavaScript Logstash Beats"));
    }
    void aCertificateIsNamedWhereItIsWanted()
    {
        Endpoint to;
        to.product = Product::Elasticsearch;
        to.url = QStringLiteral("https://new.example:9201");
        to.caFile = QStringLiteral("/etc/ssl/shop-ca.pem");
        const auto snippets = clientSnippets({}, to);
        for (const ClientSnippet &snippet : snippets)
            QVERIFY2(snippet.text.contains(to.caFile), qPrintable(snippet.text));
    }
};

QTEST_GUILESS_MAIN(TestClientSnippets)
#include "tst_clientsnippets.moc"
