// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A live copy through proxies that spoil requests and answers between Godwit and two real clusters.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/cluster/workload.h"
#include "tests/support/faultproxy.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace godwit::test;

class TestLiveCopyProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aBadNetworkStillEndsExact();
    void largeBodiesAreHalvedUntilTheTargetTakesThem();
    void partialAnswersAreNotBelieved();
    void aHangingTargetCallsTheCutoverOffWithinTheLimit();
    void aJobThatIsNotStoppedExpires();
    void aJobKilledDuringItsChecksBeginsAnew();

private:
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestLiveCopyProxy::initTestCase()
{
    m_source = std::make_unique<TestCluster>(QStringLiteral("es7"));
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("es8"));
    VERIFY_CLUSTER(*m_target);
}

void TestLiveCopyProxy::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestLiveCopyProxy::aBadNetworkStillEndsExact()
{
    QVERIFY(createIndex(*m_source, "rough", R"("number_of_shards":3,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"rough"}, "rough", 20'000, 500, 41, false});
    QVERIFY(workload.fill(10'000));
    workload.start();
    FaultProxy source(m_source->port());
    FaultProxy target(m_target->port());
    // One request in eight meets a fault; from time to time the server did the work and only its answer is lost.
    const auto spoil = [random = std::make_shared<std::mt19937>(5)](const ProxiedRequest &) {
        Fault fault;
        switch ((*random)() % 40) {
        case 0:
            fault.cut = Fault::Cut::BeforeServer;
            break;
        case 1:
            fault.cut = Fault::Cut::BeforeAnswer;
            break;
        case 2:
            fault.cut = Fault::Cut::Reset;
            break;
        case 3:
            fault.cut = Fault::Cut::Truncate;
            break;
        case 4:
            fault.instead = CannedAnswer{429, {}, "application/json", {}};
            break;
        default:
            break;
        }
        return fault;
    };
    source.setHook(spoil);
    target.setHook(spoil);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(source.url(), target.url(), {QStringLiteral("rough")}), QStringLiteral("ask")));
    // The very first questions are asked once; a new job may be refused by them.
    for (int i = 0; i < 20 && !run.waitFor(following, 60'000); ++i) {
        QVERIFY2(!run.running(), qPrintable(run.outputText()));
        m_target->rawRequest("DELETE", "/rough");
        QVERIFY(run.start(planFor(source.url(), target.url(), {QStringLiteral("rough")}), QStringLiteral("ask")));
    }
    QTRY_VERIFY_WITH_TIMEOUT(workload.operations() > 6'000, 180'000);
    workload.stop();
    QVERIFY2(run.running(), qPrintable(run.outputText()));
    QVERIFY(source.faulted() + target.faulted() > 10);
    source.clear();
    target.clear();
    run.insistOnCutover();
    endsExactly(run, *m_source, *m_target, {"rough"});
}

void TestLiveCopyProxy::largeBodiesAreHalvedUntilTheTargetTakesThem()
{
    QVERIFY(createIndex(*m_source, "bodies", R"("number_of_shards":1,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"bodies"}, {}, 5'000, 500, 42, false});
    QVERIFY(workload.fill(5'000));
    FaultProxy target(m_target->port());
    target.setHook([](const ProxiedRequest &request) {
        Fault fault;
        if (request.body.size() > 60'000)
            fault.instead = CannedAnswer{413, "{}", "application/json", {}};
        return fault;
    });
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), target.url(), {QStringLiteral("bodies")}), QStringLiteral("auto")));
    endsExactly(run, *m_source, *m_target, {"bodies"});
    QVERIFY(target.faulted() > 0);
}

void TestLiveCopyProxy::partialAnswersAreNotBelieved()
{
    QVERIFY(createIndex(*m_source, "partial", R"("number_of_shards":2,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"partial"}, {}, 5'000, 500, 43, false});
    QVERIFY(workload.fill(5'000));
    FaultProxy source(m_source->port());
    // Looks like the answer of a cluster that lost a shard in between: status 200, no hits, nobody failed.
    Fault empty;
    empty.rewrite = [](const QByteArray &) {
        return QByteArray(R"({"took":1,"timed_out":false,"_shards":{"total":0,"successful":0,"skipped":0,"failed":0},)"
                          R"("hits":{"max_score":null,"hits":[]}})");
    };
    source.faultNext(4, QRegularExpression(QStringLiteral("_search")), empty);
    Fault late;
    late.rewrite = [](QByteArray body) { return body.replace("\"timed_out\":false", "\"timed_out\":true"); };
    source.faultNext(3, QRegularExpression(QStringLiteral("_search")), late);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(source.url(), m_target->url(), {QStringLiteral("partial")}), QStringLiteral("auto")));
    endsExactly(run, *m_source, *m_target, {"partial"});
    QCOMPARE(source.faulted(), 7);
}

void TestLiveCopyProxy::aHangingTargetCallsTheCutoverOffWithinTheLimit()
{
    QVERIFY(createIndex(*m_source, "hangs", R"("number_of_shards":2,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"hangs"}, {}, 5'000, 300, 44, false});
    QVERIFY(workload.fill(3'000));
    workload.start();
    FaultProxy target(m_target->port());
    QJsonObject plan = planFor(m_source->url(), target.url(), {QStringLiteral("hangs")});
    plan.insert(QStringLiteral("pause_limit_s"), 6);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    target.setHook([this](const ProxiedRequest &) {
        Fault fault;
        if (isBlocked(*m_source, "hangs"))
            fault.delay = std::chrono::seconds(60);
        return fault;
    });
    run.sayCutover();
    QVERIFY2(waitInsideCutover(run, *m_source, "hangs", 0), qPrintable(run.outputText()));
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY_WITH_TIMEOUT(!isBlocked(*m_source, "hangs"), 20'000); // long before an answer comes
    qInfo("lifted after %lld ms", timer.elapsed());
    QVERIFY2(run.running(), qPrintable(run.outputText()));
    target.clear();
    target.resetConnections();
    workload.stop();
    run.insistOnCutover();
    endsExactly(run, *m_source, *m_target, {"hangs"});
}

void TestLiveCopyProxy::aJobThatIsNotStoppedExpires()
{
    QVERIFY(createIndex(*m_source, "expires", R"("number_of_shards":1,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"expires"}, {}, 1'000, 300, 45, false});
    QVERIFY(workload.fill(500));
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("expires")});
    plan.insert(QStringLiteral("expire_days"), 5.0 / 86'400);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("ask")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QCOMPARE(run.exitCode(), 5);
    QVERIFY2(QJsonDocument(run.summary()).toJson().contains("expired"), qPrintable(run.outputText()));
    QVERIFY(workload.fill(700)); // meanwhile life goes on
    const QString job = run.job();
    // Each resume has the time anew; a slow machine needs more than once five seconds.
    for (int i = 0; i < 6; ++i) {
        QVERIFY(run.resume(job, QStringLiteral("auto")));
        QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
        if (run.exitCode() != 5)
            break;
    }
    endsExactly(run, *m_source, *m_target, {"expires"});
}

void TestLiveCopyProxy::aJobKilledDuringItsChecksBeginsAnew()
{
    QVERIFY(createIndex(*m_source, "early", R"("number_of_shards":2,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"early"}, {}, 1'000, 300, 46, false});
    QVERIFY(workload.fill(500));
    FaultProxy source(m_source->port());
    source.setHook([](const ProxiedRequest &) {
        Fault fault;
        fault.delay = std::chrono::seconds(15);
        return fault;
    });
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(source.url(), m_target->url(), {QStringLiteral("early")}), QStringLiteral("auto")));
    QVERIFY2(run.waitFor([](const QJsonObject &line) { return line.contains(QLatin1String("job")); }, 20'000),
        qPrintable(run.outputText()));
    const QString job = run.job();
    run.kill();
    source.clear();
    QVERIFY(run.resume(job, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    endsExactly(run, *m_source, *m_target, {"early"});
}

QTEST_GUILESS_MAIN(TestLiveCopyProxy)
#include "tst_livecopyproxy.moc"
