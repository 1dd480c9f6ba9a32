// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Orders to snapshot and to restore that a real server took though nobody heard of it, and names that somebody else
// took just before the order came.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/support/faultproxy.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>

using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

const QRegularExpression restoreOrder(QStringLiteral("^POST /_snapshot/.*/_restore"));
const QRegularExpression deletion(QStringLiteral("^DELETE "));
const QRegularExpression closing(QStringLiteral("/_close"));

//! Holds the first request of a kind back before the server, until a test has done what comes in between.
class Gate
{
public:
    explicit Gate(const QRegularExpression &line) : m_line(line) { }
    FaultProxy::Hook hook()
    {
        return [this](const ProxiedRequest &request) {
            if (!m_reached && m_line.match(request.line()).hasMatch()) {
                m_path = request.path;
                m_reached = true;
                m_open.tryAcquire(1, 60'000);
            }
            return Fault{};
        };
    }
    bool reached() const { return m_reached; }
    void open() { m_open.release(); }
    QByteArray path() const { return m_path; } //!< once reached

private:
    QRegularExpression m_line;
    QByteArray m_path;
    std::atomic<bool> m_reached{false};
    QSemaphore m_open;
};

QJsonObject through(QJsonObject plan, const char *side, const FaultProxy &proxy)
{
    QJsonObject endpoint = plan.value(text(side)).toObject();
    endpoint.insert(text("url"), proxy.url());
    plan.insert(text(side), endpoint);
    return plan;
}

QString uuidOf(TestCluster &cluster, const QByteArray &index)
{
    return QString::fromUtf8(cluster.rawRequest("GET", "/_cat/indices/" + index + "?h=uuid&expand_wildcards=all"))
        .trimmed();
}

} // namespace

class TestLostAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aRestoreWhoseAnswerIsLostIsOrderedOnce();
    void aRestoreThatCameTwiceIsOne();
    void anIndexMadeMeanwhileIsLeftAsItIs();
    void aSnapshotWhoseAnswerIsLostIsTakenOver();
    void aSnapshotOfAnotherMakerIsNot();
    void cleanupTestCase();

private:
    QJsonObject restoring(const char *prefix, const FaultProxy &front);
    void arrived(const QByteArray &index);

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    QTemporaryDir m_state;
};

void TestLostAnswers::initTestCase()
{
    m_source = std::make_unique<TestCluster>(text("es7"));
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(text("es8"));
    VERIFY_CLUSTER(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    QVERIFY(m_source->bulk(documentLines("orders", 0, 1'000, R"({"n":1.10})")));
    int status = 0;
    m_source->request("PUT", "/_snapshot/kept",
        R"({"type":"fs","settings":{"location":")" + TestCluster::sharedRepository().toUtf8() + R"(/kept"}})", &status);
    QCOMPARE(status, 200);
    m_source->request("PUT", "/_snapshot/kept/one?wait_for_completion=true", R"({"indices":"orders"})", &status);
    QCOMPARE(status, 200);
}

void TestLostAnswers::cleanupTestCase()
{
    m_target.reset();
    m_source.reset();
}

void TestLostAnswers::init()
{
    deleteIndices(*m_target);
}

QJsonObject TestLostAnswers::restoring(const char *prefix, const FaultProxy &front)
{
    return through(
        restorePlan(*m_target, sharedRepositoryPlan(text("kept")), text("one"), text(prefix)), "target", front);
}

void TestLostAnswers::arrived(const QByteArray &index)
{
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments(index));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

void TestLostAnswers::aRestoreWhoseAnswerIsLostIsOrderedOnce()
{
    FaultProxy front(m_target->port());
    front.loseAnswerNext(1, restoreOrder);
    GodwitRun run(m_state.path());
    QVERIFY(run.start(restoring("lost-", front), text("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(front.faulted(), 1);
    QCOMPARE(front.seen(restoreOrder), 1);
    QCOMPARE(front.seen(deletion), 0);
    arrived("lost-orders");
}

//! As a proxy does that sends an order again to another node: the answer is that the index exists.
void TestLostAnswers::aRestoreThatCameTwiceIsOne()
{
    Gate gate(restoreOrder);
    FaultProxy front(m_target->port());
    front.setHook(gate.hook());
    GodwitRun run(m_state.path());
    QVERIFY(run.start(restoring("twice-", front), text("never")));
    QTRY_VERIFY2_WITH_TIMEOUT(gate.reached(), qPrintable(run.outputText()), 60'000);
    int status = 0;
    m_target->request("POST", "/_snapshot/kept/one/_restore?wait_for_completion=true",
        R"({"indices":"orders","rename_pattern":"orders","rename_replacement":"twice-orders"})", &status);
    QCOMPARE(status, 200);
    const QString uuid = uuidOf(*m_target, "twice-orders");
    gate.open();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(front.seen(restoreOrder), 1);
    QCOMPARE(front.seen(deletion) + front.seen(closing), 0);
    QCOMPARE(uuidOf(*m_target, "twice-orders"), uuid);
    arrived("twice-orders");
}

//! The same answer, and the index is no restore's at all.
void TestLostAnswers::anIndexMadeMeanwhileIsLeftAsItIs()
{
    Gate gate(restoreOrder);
    FaultProxy front(m_target->port());
    front.setHook(gate.hook());
    GodwitRun run(m_state.path());
    QVERIFY(run.start(restoring("mine-", front), text("never")));
    QTRY_VERIFY2_WITH_TIMEOUT(gate.reached(), qPrintable(run.outputText()), 60'000);
    QVERIFY(createIndex(*m_target, "mine-orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    QVERIFY(m_target->bulk(documentLines("mine-orders", 0, 10, R"({"mine":true})")));
    const QString uuid = uuidOf(*m_target, "mine-orders");
    const Documents before = m_target->allDocuments("mine-orders");
    gate.open();
    for (const bool again : {false, true}) { // a resume takes it for its own no more than that
        if (again)
            QVERIFY(run.resume(run.job(), text("never")));
        QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
        QVERIFY2(run.exitCode() == 5, qPrintable(run.outputText()));
        QCOMPARE(run.summary().value(QLatin1String("error")).toString(), text("changed"));
        QVERIFY2(run.errorText().contains("mine-orders is on the target") && run.errorText().contains("somebody else"),
            qPrintable(run.outputText()));
        QCOMPARE(front.seen(restoreOrder), 1);
        QCOMPARE(front.seen(deletion) + front.seen(closing), 0);
        QCOMPARE(uuidOf(*m_target, "mine-orders"), uuid);
        QVERIFY(difference(before, m_target->allDocuments("mine-orders")).isEmpty());
    }
    m_target->rawRequest("DELETE", "/mine-orders");
    QVERIFY(run.resume(run.job(), text("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    arrived("mine-orders");
}

void TestLostAnswers::aSnapshotWhoseAnswerIsLostIsTakenOver()
{
    const QRegularExpression order(text("^PUT /_snapshot/lost/godwit-"));
    FaultProxy front(m_source->port());
    front.loseAnswerNext(1, order);
    GodwitRun run(m_state.path());
    QVERIFY(run.start(through(roundsPlan(*m_source, *m_target, {text("orders")}, text("lost"),
                                  {{text("at_least"), 2}, {text("until_seconds"), 60}}),
                          "source", front),
        text("auto")));
    endsExactly(run, *m_source, *m_target, {"orders"});
    QCOMPARE(front.faulted(), 1);
    QCOMPARE(front.seen(order), snapshotsOf(*m_source, "lost").size()); // none was ordered twice
    m_source->rawRequest("PUT", "/orders/_settings", R"({"index.blocks.write":null})");
}

void TestLostAnswers::aSnapshotOfAnotherMakerIsNot()
{
    Gate gate(QRegularExpression(text("^PUT /_snapshot/theirs/godwit-")));
    FaultProxy front(m_source->port());
    front.setHook(gate.hook());
    GodwitRun run(m_state.path());
    QVERIFY(run.start(
        through(roundsPlan(*m_source, *m_target, {text("orders")}, text("theirs")), "source", front), text("auto")));
    QTRY_VERIFY2_WITH_TIMEOUT(gate.reached(), qPrintable(run.outputText()), 60'000);
    const QByteArray path = gate.path().left(gate.path().indexOf('?'));
    int status = 0;
    m_source->request("PUT", path + "?wait_for_completion=true", R"({"indices":"orders"})", &status);
    QCOMPARE(status, 200);
    gate.open();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 5, qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("error")).toString(), text("changed"));
    QVERIFY2(run.errorText().contains("this job did not make it"), qPrintable(run.outputText()));
    QCOMPARE(snapshotsOf(*m_source, "theirs").size(), 1);
    m_target->request("GET", "/orders", {}, &status);
    QCOMPARE(status, 404); // nothing of it was restored
}

QTEST_GUILESS_MAIN(TestLostAnswers)
#include "tst_lostanswers.moc"
