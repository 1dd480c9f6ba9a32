// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshot rounds from the oldest version to the next one, and within OpenSearch.
#include "tests/cluster/comparison.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/cluster/workload.h"

#include <QTest>

using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

class TestSnapshotVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsReachTheNextVersion_data();
    void roundsReachTheNextVersion();

private:
    QTemporaryDir m_state;
};

void TestSnapshotVersions::roundsReachTheNextVersion_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("6.8 to 7.17") << text("es6") << text("es7");
    QTest::newRow("OpenSearch 2.19") << text("os2") << text("os2");
}

void TestSnapshotVersions::roundsReachTheNextVersion()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    TestCluster source(from);
    VERIFY_CLUSTER(source);
    TestCluster target(to);
    VERIFY_CLUSTER(target);
    QVERIFY(createIndex(source, "orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    source.request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders","alias":"sales"}}]})");
    Workload workload(source, {{"orders"}, "orders", 4'000, 200, 17, from == text("es6")});
    QVERIFY(workload.fill(2'000));
    workload.start();
    GodwitRun run(m_state.path());
    QJsonObject plan
        = roundsPlan(source, target, {text("orders")}, from, {{text("at_least"), 2}, {text("until_seconds"), 60}});
    QJsonObject options = plan.value(text("options")).toObject();
    options.insert(text("verify"), text("content"));
    plan.insert(text("options"), options);
    QVERIFY(run.start(plan, text("auto")));
    endsExactly(run, source, target, {"orders"});
    workload.stop();
    QVERIFY2(run.outputText().contains(text("\"verify\"")), qPrintable(run.outputText()));
    QVERIFY(isBlocked(source, "orders") && !isBlocked(target, "orders"));
    QCOMPARE(target.count("sales"), source.count("orders"));
    // Nobody but the job's own snapshots go.
    source.request("PUT", "/_snapshot/" + from.toUtf8() + "/nightly?wait_for_completion=true", "{}");
    GodwitRun cleanup(m_state.path());
    QVERIFY(cleanup.startCommand({text("cleanup"), run.job(), text("--state"), m_state.path()}));
    QVERIFY(cleanup.waitFinished(60'000));
    QCOMPARE(snapshotsOf(source, from.toUtf8()), QStringList({text("nightly")}));
}

QTEST_GUILESS_MAIN(TestSnapshotVersions)
#include "tst_snapshotversions.moc"
