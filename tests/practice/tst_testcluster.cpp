// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/practicefolders.h"
#include "tests/support/clusterfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace godwit;
using namespace godwit::test;

class TestTestCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindTakesDocumentsAndGivesThemBack_data();
    void everyKindTakesDocumentsAndGivesThemBack();
    void aSecondNodeHoldsReplicasAndComesBack();
    void passwordsAndTlsAreWanted();
    void noServerSurvivesAKilledTest();
    void anUnknownKindIsAnError();
};

void TestTestCluster::everyKindTakesDocumentsAndGivesThemBack_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("Elasticsearch 7.17") << QStringLiteral("es7") << QByteArray("7.17.15");
    QTest::newRow("Elasticsearch 8.3") << QStringLiteral("es8") << QByteArray("8.3.3");
    QTest::newRow("Elasticsearch 6.8") << QStringLiteral("es6") << QByteArray("6.8.23");
    QTest::newRow("OpenSearch 2.19") << QStringLiteral("os2") << QByteArray("2.19.6");
}

void TestTestCluster::everyKindTakesDocumentsAndGivesThemBack()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, version);
    QElapsedTimer timer;
    timer.start();
    TestCluster cluster(kind);
    VERIFY_CLUSTER(cluster);
    qInfo("%s was up after %.1f s", qPrintable(kind), double(timer.elapsed()) / 1000);
    QVERIFY(cluster.rawRequest("GET", "/").contains(QByteArray("\"number\" : \"" + version + '"')));

    const QByteArray type = kind == QLatin1String("es6") ? "\"_type\":\"_doc\"," : "";
    const auto action = [&type](const QByteArray &rest) { return QByteArray("{\"index\":{" + type + rest + "}}\n"); };
    QVERIFY(cluster.bulk(action(R"("_index":"a","_id":"1")") + "{\"price\":12.10,\"b\":1, \"a\":9007199254740993}\n"
        + action(R"("_index":"a","_id":"2","routing":"r\"1")") + "{}\n"));
    const Documents documents = cluster.allDocuments("a");
    QCOMPARE(documents.size(), 2);
    QCOMPARE(documents.value({"1", ""}), QByteArray("{\"price\":12.10,\"b\":1, \"a\":9007199254740993}"));
    QCOMPARE(documents.value({"2", "r\"1"}), QByteArray("{}"));
    QCOMPARE(cluster.count("a"), 2);

    const QByteArray histogram = R"({"size":0,"query":{"range":{"_seq_no":{"gte":0}}},
        "aggs":{"h":{"histogram":{"field":"_seq_no","interval":10}}}})";
    int status = 0;
    const QJsonObject answer = cluster.request("POST", "/a/_search", histogram, &status).object();
    QCOMPARE(status, 200);
    QVERIFY(!answer[QLatin1String("aggregations")][QLatin1String("h")][QLatin1String("buckets")].toArray().isEmpty());
}

void TestTestCluster::aSecondNodeHoldsReplicasAndComesBack()
{
    TestCluster cluster(QStringLiteral("es7"), {.nodes = 2});
    VERIFY_CLUSTER(cluster);
    int status = 0;
    cluster.request("PUT", "/a?wait_for_active_shards=all",
        R"({"settings":{"number_of_shards":2,"number_of_replicas":1}})", &status);
    QCOMPARE(status, 200);
    QVERIFY(cluster.bulk("{\"index\":{\"_id\":\"1\"}}\n{\"n\":1}\n", "a"));
    cluster.killNode(1);
    QTRY_COMPARE_WITH_TIMEOUT(
        cluster.request("GET", "/_cluster/health").object()[QLatin1String("number_of_nodes")].toInt(), 1, 30'000);
    QCOMPARE(cluster.allDocuments("a").size(), 1);
    QVERIFY(cluster.startNode(1));
    QCOMPARE(cluster.request("GET", "/_cluster/health?wait_for_status=green&timeout=60s")
                 .object()[QLatin1String("status")]
                 .toString(),
        QStringLiteral("green"));
    cluster.killNode(0);
    QVERIFY(cluster.startNode(0));
    QCOMPARE(cluster.allDocuments("a").size(), 1);
}

void TestTestCluster::passwordsAndTlsAreWanted()
{
    TestCluster cluster(QStringLiteral("es8"), {.secured = true, .tls = true});
    VERIFY_CLUSTER(cluster);
    QVERIFY(cluster.url().startsWith(QLatin1String("https://")));
    QVERIFY(QFile::exists(cluster.caFile()));
    QCOMPARE(askLoopback({cluster.port(), true, {}}, "GET", "/").status, 401);
    QCOMPARE(askLoopback({cluster.port(), false, {}}, "GET", "/").status, 0);
    QVERIFY(cluster.bulk("{\"index\":{\"_id\":\"1\"}}\n{\"n\":1}\n", "a"));
    QCOMPARE(cluster.allDocuments("a").size(), 1);
}

//! Run again as a child of itself with this variable set, the test starts a server and then dies.
void TestTestCluster::noServerSurvivesAKilledTest()
{
    constexpr char variable[] = "GODWIT_TEST_DIES_WITH_A_SERVER";
    if (qEnvironmentVariableIsSet(variable)) {
        TestCluster cluster(QStringLiteral("es7"));
        VERIFY_CLUSTER(cluster);
        QFile mark(qEnvironmentVariable(variable));
        QVERIFY(mark.open(QIODevice::WriteOnly));
        mark.write(
            QFileInfo(TestCluster::sharedRepository()).path().toUtf8() + '\n' + QByteArray::number(cluster.port()));
        mark.close();
        ::raise(SIGKILL);
    }
    QTemporaryDir folder;
    const QString mark = folder.filePath(QStringLiteral("mark"));
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(variable), mark);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("noServerSurvivesAKilledTest")});
    QVERIFY(child.waitForFinished(60'000));
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    QFile file(mark);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto port = quint16(file.readAll().split('\n').last().toUInt());
    QVERIFY(port != 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isPortTaken(port), 10'000);
}

void TestTestCluster::anUnknownKindIsAnError()
{
    const auto kit = ServerKit::get(QStringLiteral("es5"));
    QVERIFY(!kit);
    QVERIFY2(kit.error().summary.contains(QLatin1String("es5")), qPrintable(kit.error().summary));
}

QTEST_GUILESS_MAIN(TestTestCluster)
#include "tst_testcluster.moc"
