// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Live copies under a random workload: every _id, _routing and byte of _source must be on the target at the end.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/workload.h"

#include <QTest>

using namespace godwit::test;

class TestLiveCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByteArrives_data();
    void everyByteArrives();
};

void TestLiveCopy::everyByteArrives_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("7.17 to 8.3") << QStringLiteral("es7") << QStringLiteral("es8");
    QTest::newRow("6.8 to 8.3") << QStringLiteral("es6") << QStringLiteral("es8");
    QTest::newRow("7.17 to OpenSearch 2.19") << QStringLiteral("es7") << QStringLiteral("os2");
}

void TestLiveCopy::everyByteArrives()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    TestCluster source(from);
    VERIFY_CLUSTER(source);
    TestCluster target(to);
    VERIFY_CLUSTER(target);
    const bool typed = from == QLatin1String("es6");
    const QByteArray mapping
        = R"({"properties":{"n":{"type":"long"},"big":{"type":"long"},"price":{"type":"double"},"text":{"type":"text"},"tags":{"type":"keyword"}}})";
    for (const QByteArray name : {"orders", "customers"}) {
        int status = 0;
        source.rawRequest("PUT", "/" + name,
            R"({"settings":{"number_of_shards":)" + QByteArray(name == "orders" ? "4" : "3")
                + R"(,"number_of_replicas":0},"aliases":{")" + name + R"(-read":{}},"mappings":)"
                + (typed ? R"({"_doc":)" + mapping + "}" : mapping) + "}",
            &status);
        QCOMPARE(status, 200);
    }
    Workload workload(source, {{"orders", "customers"}, "customers", 6'000, 1'000, 5, typed});
    QVERIFY(workload.fill(3'000));
    QTemporaryDir state;
    GodwitRun run(state.path());
    workload.start();
    QVERIFY(run.start(planFor(source.url(), target.url(), {QStringLiteral("orders"), QStringLiteral("customers")}),
        QStringLiteral("ask")));
    QTRY_VERIFY_WITH_TIMEOUT(workload.operations() >= 20'000 || !run.running(), 90'000);
    QVERIFY2(run.running(), qPrintable(run.outputText()));
    run.sayCutover();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    workload.stop();
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("outcome")).toString(), QStringLiteral("succeeded"));
    for (const QByteArray name : {"orders", "customers"}) {
        const Documents here = source.allDocuments(name);
        QVERIFY(here.size() > 1'000);
        const QString differs = difference(here, target.allDocuments(name));
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
        // Aliases are there, and settings are back.
        int status = 0;
        target.rawRequest("GET", "/" + name + "-read/_count", {}, &status);
        QCOMPARE(status, 200);
        const QByteArray settings = target.rawRequest("GET", "/" + name + "/_settings?flat_settings=true");
        QVERIFY2(!settings.contains("refresh_interval") && !settings.contains("gc_deletes"), settings.constData());
    }
    const QJsonObject ledger = run.ledger();
    QCOMPARE(ledger.value(QLatin1String("read")).toInteger(),
        ledger.value(QLatin1String("written")).toInteger() + ledger.value(QLatin1String("already")).toInteger());
    const qint64 found = ledger.value(QLatin1String("deleted")).toObject().value(QLatin1String("found")).toInteger();
    QVERIFY(found > 500);
    qInfo("%lld operations, %lld deletes, %lld found, write pause %.2f s", workload.operations(), workload.deletes(),
        found, run.summary().value(QLatin1String("write_pause_s")).toDouble());
    QVERIFY(run.summary().value(QLatin1String("write_pause_s")).toDouble() < 10);
}

QTEST_GUILESS_MAIN(TestLiveCopy)
#include "tst_livecopy.moc"
