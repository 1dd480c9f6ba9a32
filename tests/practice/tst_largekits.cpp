// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clusterfixture.h"

#include <QJsonObject>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

class TestLargeKits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLargeKitStartsAndCanReindex_data();
    void everyLargeKitStartsAndCanReindex();
};

void TestLargeKits::everyLargeKitStartsAndCanReindex_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("Elasticsearch 8.19") << QStringLiteral("es8x") << QByteArray("8.19.13");
    QTest::newRow("Elasticsearch 9.4") << QStringLiteral("es9") << QByteArray("9.4.3");
    QTest::newRow("OpenSearch 3.6") << QStringLiteral("os3") << QByteArray("3.6.0");
}

void TestLargeKits::everyLargeKitStartsAndCanReindex()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, version);
    TestCluster cluster(kind);
    VERIFY_CLUSTER(cluster);
    QVERIFY(cluster.rawRequest("GET", "/").contains(QByteArray("\"number\" : \"" + version + '"')));
    QVERIFY(cluster.bulk("{\"index\":{\"_id\":\"1\"}}\n{\"n\":1.10}\n", "a"));
    QVERIFY(cluster.refresh("a"));
    int status = 0;
    const QJsonObject answer
        = cluster.request("POST", "/_reindex", R"({"source":{"index":"a"},"dest":{"index":"b"}})", &status).object();
    QCOMPARE(status, 200);
    QCOMPARE(answer.value(QLatin1String("created")).toInt(), 1);
    QCOMPARE(cluster.allDocuments("b"), cluster.allDocuments("a"));
}

QTEST_GUILESS_MAIN(TestLargeKits)
#include "tst_largekits.moc"
