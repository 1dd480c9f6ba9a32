// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reindex from 6.8 into 7.17: documents of a typed index, and what a reindex must never lose without a word.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"

#include <QTest>

using namespace godwit::test;

namespace {

const QByteArray settings = "\"number_of_shards\":3,\"number_of_replicas\":0";
const QByteArray mappings = "{\"doc\":{\"properties\":{\"n\":{\"type\":\"integer\"},\"k\":{\"type\":\"keyword\"}}}}";

//! An action line. Every seventh document has a routing value of its own.
QByteArray head(const char *verb, int i)
{
    const QByteArray routing = i % 7 == 0 ? ",\"routing\":\"r" + QByteArray::number(i % 3) + '"' : QByteArray();
    return QByteArray("{\"") + verb + "\":{\"_type\":\"doc\",\"_id\":\"" + QByteArray::number(i) + '"' + routing
        + "}}\n";
}

QByteArray ordersFrom(int from, int to, const QByteArray &word = "word")
{
    QByteArray all;
    for (int i = from; i < to; ++i)
        all += head("index", i) + "{\"k\":\"" + word + "\",\"n\":" + QByteArray::number(i) + "}\n";
    return all;
}

QJsonObject slowly(QJsonObject plan, int documentsPerSecond)
{
    plan.insert(QStringLiteral("throttle"), QJsonObject{{QStringLiteral("documents_per_s"), documentsPerSecond}});
    return plan;
}

} // namespace

class TestReindexPair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void onceTheTargetMayReadTheSourceEveryDocumentArrives();
    void theCutoverBringsTheLastChanges();
    void changesDuringACopyWithoutCutoverAreTold();
    void aCopyThatIsResumedWithACutoverBringsWhatChangedSinceItBegan();
    void idsThatTheTargetHeldBeforeAreTold();
    void anEmptyTargetWithOtherShardsIsFilledAndCounted();
    void aDocumentThatIsMadeAgainInTheSameVersionArrives();
    void aDocumentThatIsMadeAgainInALowerVersionCallsTheCutoverOff();
    void aCutoverIsFollowedByTheComparisonOfItsPlan();

private:
    QJsonObject plan(const QJsonObject &options = {}) const;
    QJsonObject appending() const;
    void fill(int documents);
    void makeAgain(int id);
    bool readsAtLeast(GodwitRun &run, qint64 documents);

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestReindexPair::initTestCase()
{
    const TestClusterOptions small{.heap = QStringLiteral("384m")};
    m_source = std::make_unique<TestCluster>(QStringLiteral("es6"), small);
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("es7m"), small);
    VERIFY_CLUSTER(*m_target);
}

void TestReindexPair::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestReindexPair::cleanup()
{
    for (TestCluster *cluster : {m_source.get(), m_target.get()})
        if (cluster && cluster->isUp())
            cluster->rawRequest("DELETE", "/orders");
}

QJsonObject TestReindexPair::plan(const QJsonObject &options) const
{
    QJsonObject made = planFor(m_source->url(), m_target->url(), {QStringLiteral("orders")});
    made.insert(QStringLiteral("method"), QStringLiteral("remote-reindex"));
    made.insert(QStringLiteral("options"), options);
    return made;
}

QJsonObject TestReindexPair::appending() const
{
    QJsonObject made = plan({{QStringLiteral("patience_seconds"), 3}});
    made.insert(QStringLiteral("existing"), QStringLiteral("append"));
    return made;
}

void TestReindexPair::fill(int documents)
{
    QVERIFY(createIndex(*m_source, "orders", settings, mappings));
    QVERIFY(m_source->bulk(ordersFrom(0, documents), "orders"));
    QVERIFY(m_source->refresh("orders"));
}

bool TestReindexPair::readsAtLeast(GodwitRun &run, qint64 documents)
{
    return run.waitFor(
        [documents](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() >= documents; },
        60'000);
}

void TestReindexPair::onceTheTargetMayReadTheSourceEveryDocumentArrives()
{
    fill(3'000);
    GodwitRun refused(m_state->path());
    // The fixture's servers allow 127.0.0.1 and localhost only.
    const QString elsewhere = QStringLiteral("http://127.0.0.2:%1").arg(m_source->port());
    QVERIFY(refused.start(plan({{QStringLiteral("remote_url"), elsewhere}}), QStringLiteral("never")));
    QVERIFY2(refused.waitFinished(60'000), qPrintable(refused.outputText()));
    QCOMPARE(refused.exitCode(), 3);
    const QString reason = refused.summary().value(QLatin1String("reason")).toString();
    const QString line = QStringLiteral(R"(reindex.remote.whitelist: ["127.0.0.1:*", "localhost:*", "127.0.0.2:%1"])")
                             .arg(m_source->port());
    QVERIFY2(reason.contains(line) && reason.contains(QStringLiteral("elasticsearch.yml")), qPrintable(reason));
    GodwitRun allowed(m_state->path());
    QVERIFY(allowed.start(plan(), QStringLiteral("never")));
    endsExactly(allowed, *m_source, *m_target, {"orders"});
    QCOMPARE(allowed.ledger().value(QLatin1String("written")).toInteger(), 3'000);
}

void TestReindexPair::theCutoverBringsTheLastChanges()
{
    fill(2'000);
    m_source->request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders","alias":"sales"}}]})");
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(), QStringLiteral("ask")));
    QVERIFY2(run.waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(ordersFrom(1'990, 2'050, "changed"), "orders")); // ten changed, fifty new
    runsExactly(run, *m_source, *m_target, {"orders"});
    QCOMPARE(m_target->count("sales"), 2'050);
}

//! Documents that are changed after their page was read: the number of documents stays the same.
void TestReindexPair::changesDuringACopyWithoutCutoverAreTold()
{
    fill(1'200);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(
        slowly(plan({{QStringLiteral("slices"), 1}, {QStringLiteral("batch"), 100}}), 600), QStringLiteral("never")));
    QVERIFY2(readsAtLeast(run, 200), qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(ordersFrom(0, 30, "changed"), "orders"));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QCOMPARE(namedFindings(run.summary()), QStringList({QStringLiteral("count/")}));
    QVERIFY2(run.outputText().contains(QLatin1String("30 changes may be missing")), qPrintable(run.outputText()));
}

void TestReindexPair::aCopyThatIsResumedWithACutoverBringsWhatChangedSinceItBegan()
{
    fill(1'200);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(
        slowly(plan({{QStringLiteral("slices"), 1}, {QStringLiteral("batch"), 100}}), 600), QStringLiteral("never")));
    QVERIFY2(readsAtLeast(run, 200), qPrintable(run.outputText()));
    const QString job = run.job();
    run.kill(); // its task goes on with what it saw when it began
    QVERIFY(m_source->bulk(ordersFrom(0, 30, "changed"), "orders"));
    GodwitRun again(m_state->path());
    QVERIFY(again.resume(job, QStringLiteral("auto")));
    endsExactly(again, *m_source, *m_target, {"orders"});
}

//! Both sides count their versions from 1, so none of those that share an id is written.
void TestReindexPair::idsThatTheTargetHeldBeforeAreTold()
{
    fill(1'000);
    QVERIFY(createIndex(*m_target, "orders", R"("number_of_shards":1)"));
    QVERIFY(m_target->bulk(documentLines("orders", 50, 60, R"({"theirs":true})")
        + documentLines("orders", 5'000, 5'010, R"({"theirs":true})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(appending(), QStringLiteral("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QCOMPARE(namedFindings(run.summary()), QStringList({QStringLiteral("count/")}));
    // 56 has a routing value on the source, which leads to the same shard, the only one.
    QVERIFY2(
        run.outputText().contains(QLatin1String("10 documents of orders have an id")), qPrintable(run.outputText()));
    QCOMPARE(m_target->count("orders"), 1'010);
}

void TestReindexPair::anEmptyTargetWithOtherShardsIsFilledAndCounted()
{
    fill(1'000);
    QVERIFY(createIndex(*m_target, "orders", R"("number_of_shards":1)"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(appending(), QStringLiteral("auto")));
    endsExactly(run, *m_source, *m_target, {"orders"});
}

//! Servers forget the version of a deleted document after index.gc_deletes and count from 1 again.
void TestReindexPair::makeAgain(int id)
{
    QVERIFY(m_source->bulk(head("delete", id), "orders"));
    QTest::qWait(600); // servers look at the clock only five times a second
    QVERIFY(m_source->refresh("orders"));
    QVERIFY(m_source->bulk(ordersFrom(id, id + 1, "again"), "orders"));
    const QByteArray made = m_source->rawRequest("GET", "/orders/doc/" + QByteArray::number(id));
    QVERIFY2(made.contains(R"("_version":1,)"), made.constData());
}

void TestReindexPair::aDocumentThatIsMadeAgainInTheSameVersionArrives()
{
    fill(1'000);
    m_source->request("PUT", "/orders/_settings", R"({"index.gc_deletes":"1ms"})");
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(), QStringLiteral("ask")));
    QVERIFY2(run.waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(run.outputText()));
    makeAgain(5);
    runsExactly(run, *m_source, *m_target, {"orders"});
}

void TestReindexPair::aDocumentThatIsMadeAgainInALowerVersionCallsTheCutoverOff()
{
    fill(1'000);
    m_source->request("PUT", "/orders/_settings", R"({"index.gc_deletes":"1ms"})");
    QVERIFY(m_source->bulk(ordersFrom(5, 6, "two") + ordersFrom(5, 6, "three"), "orders"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(), QStringLiteral("ask")));
    QVERIFY2(run.waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(run.outputText()));
    makeAgain(5);
    run.sayCutover();
    QVERIFY2(run.waitFor([&](const QJsonObject &) { return run.errorText().contains("called off"); }, 60'000),
        qPrintable(run.outputText()));
    QVERIFY2(run.errorText().contains("have a lower version than their copies"), qPrintable(run.outputText()));
    // Once the source has counted up it is the newer one.
    QVERIFY(m_source->bulk(ordersFrom(5, 6, "two") + ordersFrom(5, 6, "three") + ordersFrom(5, 6, "four"), "orders"));
    runsExactly(run, *m_source, *m_target, {"orders"});
}

//! What the counts inside the pause can't see: another content under the same id.
void TestReindexPair::aCutoverIsFollowedByTheComparisonOfItsPlan()
{
    fill(1'000);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan({{QStringLiteral("verify"), QStringLiteral("content")}}), QStringLiteral("ask")));
    QVERIFY2(run.waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(run.outputText()));
    QVERIFY(m_target->bulk(documentLines("orders", 5, 6, "{\"k\":\"theirs\",\"n\":5}")));
    run.sayCutover();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QCOMPARE(namedFindings(run.summary()), QStringList({QStringLiteral("different/5")}));
}

QTEST_GUILESS_MAIN(TestReindexPair)
#include "tst_reindexpair.moc"
