// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A node of the target is lost for good while the clusters do the work: a reindex whose tasks it ran, and a restore of
// which it had shards.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/support/faultproxy.h"

#include <QTest>

#include <random>

using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

bool settle(TestCluster &cluster, const QByteArray &settings)
{
    int status = 0;
    cluster.request("PUT", "/_cluster/settings", "{\"transient\":{" + settings + "}}", &status);
    return status == 200;
}

} // namespace

class TestNodeLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aReindexWhoseTasksAreLostRunsThemAgain();
    void aRestoreThatLosesShardsBringsThemAgain();
    void cleanupTestCase();

private:
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    QTemporaryDir m_state;
};

void TestNodeLoss::initTestCase()
{
    m_source = std::make_unique<TestCluster>(text("es7"));
    VERIFY_CLUSTER(*m_source);
    TestClusterOptions two;
    two.nodes = 2;
    m_target = std::make_unique<TestCluster>(text("os2m"), two);
    VERIFY_CLUSTER(*m_target);
}

void TestNodeLoss::cleanupTestCase()
{
    m_target.reset();
    m_source.reset();
}

//! An address that leads to either node, as one before a cluster does: the tasks run where it leads to. The node's
//! shards are elsewhere, so that nothing but the tasks is lost.
void TestNodeLoss::aReindexWhoseTasksAreLostRunsThemAgain()
{
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(m_source->bulk(documentLines("orders", 0, 3'000, R"({"n":1,"t":"word"})")));
    QVERIFY(m_source->refresh("orders"));
    QVERIFY(settle(*m_target, R"("cluster.routing.allocation.exclude._name":"os2m-1")"));
    FaultProxy front(m_target->port(1));
    QJsonObject plan = planFor(m_source->url(), front.url(), {text("orders")});
    plan.insert(text("method"), text("remote-reindex"));
    plan.insert(text("options"), QJsonObject{{text("slices"), 2}, {text("batch"), 100}});
    plan.insert(text("throttle"), QJsonObject{{text("documents_per_s"), 600}});
    GodwitRun run(m_state.path());
    QVERIFY(run.start(plan, text("never")));
    QVERIFY2(run.waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() >= 400; }, 60'000),
        qPrintable(run.outputText()));
    const QJsonObject nodes = m_target->request("GET", "/_tasks?actions=indices:data/write/reindex")
                                  .object()
                                  .value(QLatin1String("nodes"))
                                  .toObject();
    QCOMPARE(nodes.size(), 1);
    QCOMPARE(nodes.begin().value()[QLatin1String("name")].toString(), text("os2m-1"));
    QCOMPARE(nodes.begin().value()[QLatin1String("tasks")].toObject().size(), 2);
    m_target->killNode(1);
    front.setTargetPort(m_target->port(0));
    front.resetConnections();
    endsExactly(run, *m_source, *m_target, {"orders"});
    QVERIFY2(run.errorText().count("lost with its node") == 2, qPrintable(run.outputText()));
    // Not begun from nothing: what the lost tasks had written is there already, and counted as that.
    QVERIFY(run.ledger().value(QLatin1String("already")).toInteger() >= 200);
    QCOMPARE(run.ledger().value(QLatin1String("written")).toInteger()
            + run.ledger().value(QLatin1String("already")).toInteger(),
        3'000);
}

//! Some shards were restored on the node already, others were on their way there. What it had is gone with it.
void TestNodeLoss::aRestoreThatLosesShardsBringsThemAgain()
{
    QVERIFY(m_target->startNode(1));
    // One shard after the other on each node, so that there is a time between the first and the last.
    QVERIFY(settle(*m_target,
        R"("cluster.routing.allocation.exclude._name":null,"cluster.routing.allocation.node_initial_primaries_recoveries":1)"));
    QVERIFY(createIndex(*m_target, "kept", R"("number_of_shards":6,"number_of_replicas":0)"));
    std::mt19937 random(5);
    QByteArray lines;
    for (int i = 0; i < 2'400; ++i) {
        QByteArray noise;
        for (int n = 0; n < 40; ++n)
            noise += QByteArray::number(random());
        lines += documentLines("kept", i, i + 1, R"({"noise":")" + noise + "\"}");
    }
    QVERIFY(m_target->bulk(lines));
    const Documents before = m_target->allDocuments("kept");
    QCOMPARE(before.size(), 2'400);
    int status = 0;
    m_target->request("PUT", "/_snapshot/own",
        R"({"type":"fs","settings":{"location":")" + TestCluster::sharedRepository().toUtf8() + R"(/own"}})", &status);
    QCOMPARE(status, 200);
    m_target->request("PUT", "/_snapshot/own/one?wait_for_completion=true", R"({"indices":"kept"})", &status);
    QCOMPARE(status, 200);
    const QJsonObject slow = sharedRepositoryPlan(
        text("slow"), text("own"), {{text("max_restore_bytes_per_sec"), text("150kb")}, {text("readonly"), true}});
    GodwitRun run(m_state.path());
    QVERIFY(run.start(restorePlan(*m_target, slow, text("one"), text("again-")), text("never")));
    QVERIFY2(run.waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("step")) == QLatin1String("restore"); },
                 30'000),
        qPrintable(run.outputText()));
    const auto shards = [this](const char *stage, const char *node) {
        int count = 0;
        for (const QJsonValue &shard :
            m_target->request("GET", "/again-kept/_recovery")[QLatin1String("again-kept")][QLatin1String("shards")]
                .toArray())
            count += int(shard[QLatin1String("stage")] == QLatin1String(stage)
                && shard[QLatin1String("target")][QLatin1String("name")] == QLatin1String(node));
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(shards("DONE", "os2m-1") > 0, 30'000);
    const int left = 6 - shards("DONE", "os2m-0") - shards("DONE", "os2m-1");
    m_target->killNode(1);
    qInfo("%d of 6 shards were still to be restored", left);
    QVERIFY2(left > 0 && run.running(), qPrintable(run.outputText()));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QVERIFY2(run.errorText().contains("The restore runs again"), qPrintable(run.outputText()));
    const QString differs = difference(before, m_target->allDocuments("again-kept"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

QTEST_GUILESS_MAIN(TestNodeLoss)
#include "tst_nodeloss.moc"
