// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rounds and restores to the newest servers.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/cluster/workload.h"

#include <QTest>

using namespace godwit::test;

class TestSnapshotsLarge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsAndARestoreReachTheNextMajor_data();
    void roundsAndARestoreReachTheNextMajor();
};

void TestSnapshotsLarge::roundsAndARestoreReachTheNextMajor_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("7.17 to 8.19") << QStringLiteral("es7") << QStringLiteral("es8x");
    QTest::newRow("8.19 to 9.4") << QStringLiteral("es8x") << QStringLiteral("es9");
    QTest::newRow("OpenSearch 2.19 to 3.6") << QStringLiteral("os2") << QStringLiteral("os3");
}

void TestSnapshotsLarge::roundsAndARestoreReachTheNextMajor()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    TestCluster source(from);
    VERIFY_CLUSTER(source);
    TestCluster target(to);
    VERIFY_CLUSTER(target);
    QVERIFY(createIndex(source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(createIndex(source, "routed", R"("number_of_shards":1,"number_of_replicas":0)"));
    source.request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders","alias":"sales"}}]})");
    Workload workload(source, {{"orders", "routed"}, "routed", 10'000, 300, 23, false});
    QVERIFY(workload.fill(5'000));
    workload.start();
    QTemporaryDir state;
    GodwitRun rounds(state.path());
    QVERIFY(rounds.start(roundsPlan(source, target, {QStringLiteral("orders"), QStringLiteral("routed")}, from),
        QStringLiteral("auto")));
    endsExactly(rounds, source, target, {"orders", "routed"});
    workload.stop();
    QCOMPARE(target.count("sales"), source.count("orders"));
    GodwitRun restore(state.path());
    QVERIFY(restore.start(restorePlan(target, sharedRepositoryPlan(from), snapshotsOf(source, from.toUtf8()).last(),
                              QStringLiteral("back-")),
        QStringLiteral("never")));
    QVERIFY2(restore.waitFinished(60'000), qPrintable(restore.outputText()));
    QVERIFY2(restore.exitCode() == 0, qPrintable(restore.outputText()));
    for (const QByteArray &index : {QByteArray("orders"), QByteArray("routed")}) {
        const QString differs = difference(source.allDocuments(index), target.allDocuments("back-" + index));
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
    }
}

QTEST_GUILESS_MAIN(TestSnapshotsLarge)
#include "tst_snapshotslarge.moc"
