// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One rule of the protocol a test, each made to matter: with the rule broken, its test fails every time.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/support/faultproxy.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace godwit::test;

class TestLiveCopyRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingSlipsBetweenCheckpointAndRefresh();
    void noWindowReachesAboveTheCheckpoint();
    void deletesWaitForTheBaseCopy();
    void aDeleteStandsBetweenOldWritesAndNewOnes();
    void aNewRoutingLeavesNoOldCopy();
    void whatACrashLeftOnTheTargetIsKnown();
    void aSpoiledRegisterIsRebuilt_data();
    void aSpoiledRegisterIsRebuilt();
    void aDocumentOfSomebodyElseIsAConflict();
    void pipelinesActOnlyAfterTheCutover();
    void pipelinesOfATemplateActOnlyAfterTheCutover();
    void aWriteAfterTheDrainCallsTheCutoverOff();
    void anotherClusterAtTheAddressIsNotResumed();
    void aShardThatTheStatisticsLeaveOutIsUnknown();
    void aShardThatLostItsHistoryStops();
    void aTargetShardThatLostItsHistoryStops();
    void aCopyWithoutACutoverIsCompared();

private:
    QByteArray nodeName(int place);
    QJsonObject plan(const QString &source, const QString &target, const char *index);
    qint64 targetCount(const QByteArray &index);

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestLiveCopyRules::initTestCase()
{
    m_source = std::make_unique<TestCluster>(QStringLiteral("es7"), TestClusterOptions{2});
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("es8"));
    VERIFY_CLUSTER(*m_target);
}

void TestLiveCopyRules::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestLiveCopyRules::cleanup()
{
    for (TestCluster *cluster : {m_source.get(), m_target.get()})
        if (cluster && cluster->isUp())
            deleteIndices(*cluster);
}

QByteArray TestLiveCopyRules::nodeName(int place)
{
    for (const QJsonValue &node : m_source->request("GET", "/_cat/nodes?format=json&h=name").array()) {
        const QByteArray name = node.toObject().value(QLatin1String("name")).toString().toUtf8();
        if (name.endsWith(QByteArray::number(place)))
            return name;
    }
    return {};
}

QJsonObject TestLiveCopyRules::plan(const QString &source, const QString &target, const char *index)
{
    return planFor(source, target, {QString::fromLatin1(index)});
}

qint64 TestLiveCopyRules::targetCount(const QByteArray &index)
{
    m_target->refresh(index);
    return m_target->count(index);
}

namespace {

const QByteArray single = R"("number_of_shards":1,"number_of_replicas":0)";

//! The upper end of a window, when the request reads one.
std::optional<qint64> windowEnd(const ProxiedRequest &request)
{
    if (!request.path.contains("/_search"))
        return {};
    const QJsonValue bounds = QJsonDocument::fromJson(request.body)
                                  .object()
                                  .value(QLatin1String("query"))[QLatin1String("bool")][QLatin1String("filter")]
                                                                [QLatin1String("range")][QLatin1String("_seq_no")];
    if (!bounds[QLatin1String("gt")].isDouble() || !bounds[QLatin1String("lte")].isDouble())
        return {};
    return bounds[QLatin1String("lte")].toInteger();
}

qint64 checkpointOf(TestCluster &cluster, const QByteArray &index)
{
    const QJsonObject answer = cluster
                                   .request("GET",
                                       "/" + index
                                           + "/_stats/docs?level=shards&filter_path=indices.*.shards.*.seq_no."
                                             "global_checkpoint")
                                   .object();
    return answer
        .value(QLatin1String("indices"))[QString::fromLatin1(index)][QLatin1String("shards")][QLatin1String("0")][0]
                                        [QLatin1String("seq_no")][QLatin1String("global_checkpoint")]
        .toInteger(-1);
}

} // namespace

//! Something is written right before every look at the checkpoints, and the source never refreshes by itself. Only a
//! refresh that comes after the look shows it.
void TestLiveCopyRules::nothingSlipsBetweenCheckpointAndRefresh()
{
    QVERIFY(createIndex(*m_source, "between", single + R"(,"refresh_interval":"-1")"));
    QVERIFY(m_source->bulk(documentLines("between", 0, 300, R"({"a":1})")));
    FaultProxy source(m_source->port());
    std::atomic<int> next{1'000};
    source.setHook([&](const ProxiedRequest &request) {
        if (request.path.contains("/_stats/") && m_source->bulk(documentLines("between", next, next + 1, R"({"a":2})")))
            ++next;
        return Fault();
    });
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(source.url(), m_target->url(), "between"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    const int first = next;
    QTRY_VERIFY_WITH_TIMEOUT(next > first + 3, 30'000);
    source.clear();
    runsExactly(run, *m_source, *m_target, {"between"});
}

//! With a translog that is synced late the checkpoint trails. What lies above it could still be rolled back.
void TestLiveCopyRules::noWindowReachesAboveTheCheckpoint()
{
    QVERIFY(createIndex(*m_source, "trails", single + R"(,"translog":{"durability":"async","sync_interval":"60s"})"));
    QVERIFY(m_source->bulk(documentLines("trails", 0, 500, R"({"a":1})")));
    m_source->rawRequest("POST", "/trails/_flush");
    QVERIFY(m_source->bulk(documentLines("trails", 500, 600, R"({"a":1})")));
    QCOMPARE(checkpointOf(*m_source, "trails"), 499);
    FaultProxy source(m_source->port());
    std::atomic<int> next{1'000};
    std::atomic<int> windows{0};
    std::atomic<int> above{0};
    source.setHook([&](const ProxiedRequest &request) {
        if (request.path.contains("/_stats/") && m_source->bulk(documentLines("trails", next, next + 5, R"({"a":2})")))
            next += 5;
        if (const auto end = windowEnd(request)) {
            ++windows;
            above += *end > checkpointOf(*m_source, "trails");
        }
        return Fault();
    });
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(source.url(), m_target->url(), "trails"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    const int first = windows;
    QTRY_VERIFY_WITH_TIMEOUT(windows > first + 2, 30'000);
    source.clear();
    runsExactly(run, *m_source, *m_target, {"trails"});
    QCOMPARE(above.load(), 0);
    // Every read named one primary and refused partial answers, and the block was the one that waits for writes.
    QCOMPARE(source.seen(QRegularExpression(QStringLiteral("/_search\\?allow_partial_search_results=false&preference="
                                                           "_shards%3A0%7C_only_nodes"))),
        source.seen(QRegularExpression(QStringLiteral("/_search"))));
    QCOMPARE(source.seen(QRegularExpression(QStringLiteral("^PUT /trails/_block/write"))), 1);
    QCOMPARE(source.seen(QRegularExpression(QStringLiteral("^PUT /trails/_settings"))), 0);
}

void TestLiveCopyRules::deletesWaitForTheBaseCopy()
{
    QVERIFY(createIndex(*m_source, "early", single));
    QVERIFY(m_source->bulk(documentLines("early", 0, 6'000, R"({"a":1})")));
    FaultProxy target(m_target->port());
    std::atomic<qsizetype> written{0};
    std::atomic<qsizetype> writtenBefore{-1}; // the first delete
    target.setHook([&](const ProxiedRequest &request) {
        if (request.path.contains("/_bulk")) {
            written += request.body.count(R"({"index":{)");
            if (request.body.contains(R"({"delete":{)") && writtenBefore < 0)
                writtenBefore = written.load();
        }
        return Fault();
    });
    QJsonObject slow = plan(m_source->url(), target.url(), "early");
    slow.insert(QStringLiteral("throttle"), QJsonObject{{QStringLiteral("documents_per_s"), 1'500}});
    GodwitRun run(m_state->path());
    QVERIFY(run.start(slow, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() > 1'000; }, 60'000),
        qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(deleteLines("early", 0, 100)));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    runsExactly(run, *m_source, *m_target, {"early"});
    QVERIFY2(writtenBefore >= 5'900, qPrintable(QString::number(writtenBefore)));
}

//! A document's number is q. Its delete goes out above q + 1, which a late repetition of its write carries, and below
//! what its next creation brings, which is q + 3 at least.
void TestLiveCopyRules::aDeleteStandsBetweenOldWritesAndNewOnes()
{
    QVERIFY(createIndex(*m_source, "twice", single));
    QVERIFY(m_source->bulk(documentLines("twice", 0, 10, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), m_target->url(), "twice"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    const QByteArray settings = m_target->rawRequest("GET", "/twice/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.gc_deletes":"24h")"), settings.constData());
    QVERIFY(m_source->bulk(deleteLines("twice", 9, 10))); // q is 9, this is 10
    QTRY_COMPARE_WITH_TIMEOUT(targetCount("twice"), 9, 30'000);
    int status = 0;
    m_target->rawRequest("PUT", "/twice/_doc/9?version=10&version_type=external_gte", R"({"a":1})", &status);
    QCOMPARE(status, 409);
    QVERIFY(m_source->bulk(documentLines("twice", 9, 10, R"({"a":2})"))); // 11, so its version is 12
    QTRY_COMPARE_WITH_TIMEOUT(targetCount("twice"), 10, 30'000);
    runsExactly(run, *m_source, *m_target, {"twice"});
}

//! A bulk reached the target, and Godwit died before its answer. What it carried is deleted on the source meanwhile, so
//! no window shows it again: only the register can tell that it is on the target.
void TestLiveCopyRules::whatACrashLeftOnTheTargetIsKnown()
{
    QVERIFY(createIndex(*m_source, "crash", single));
    QVERIFY(m_source->bulk(documentLines("crash", 0, 3'000, R"({"a":1})")));
    FaultProxy target(m_target->port());
    Fault late;
    late.delay = std::chrono::seconds(20);
    target.faultNext(100, QRegularExpression(QStringLiteral("^POST /_bulk")), late);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), target.url(), "crash"), QStringLiteral("ask")));
    QTRY_VERIFY_WITH_TIMEOUT(targetCount("crash") > 0, 60'000);
    run.kill();
    target.clear();
    QByteArray deletes;
    const Documents arrived = m_target->allDocuments("crash");
    for (auto it = arrived.begin(); it != arrived.end(); ++it)
        deletes += deleteLines("crash", it.key().first.toInt(), it.key().first.toInt() + 1);
    QVERIFY(m_source->bulk(deletes));
    const QString job = run.job();
    QVERIFY(run.resume(job, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    runsExactly(run, *m_source, *m_target, {"crash"});
}

void TestLiveCopyRules::aSpoiledRegisterIsRebuilt_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"removed", "cut short", "damaged"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestLiveCopyRules::aSpoiledRegisterIsRebuilt()
{
    QFETCH(QString, how);
    QVERIFY(createIndex(*m_source, "spoiled", single));
    QVERIFY(m_source->bulk(documentLines("spoiled", 0, 1'000, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), m_target->url(), "spoiled"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    run.interrupt();
    QVERIFY2(run.waitFinished(30'000), qPrintable(run.outputText()));
    const QString job = run.job();
    const QDir folder(m_state->filePath(QString(job + QStringLiteral("/register"))));
    const QStringList files = folder.entryList({QStringLiteral("*.reg")}, QDir::Files);
    QCOMPARE(files.size(), 1);
    QFile file(folder.filePath(files.first()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (how == QLatin1String("removed"))
        QVERIFY(file.remove());
    else if (how == QLatin1String("cut short"))
        QVERIFY(file.resize(file.size() / 2));
    else
        QVERIFY(file.seek(file.size() / 2) && file.write("spoiled") == 7);
    file.close();
    // Only the register knows where these were.
    QVERIFY(m_source->bulk(deleteLines("spoiled", 100, 900)));
    QVERIFY(run.resume(job, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    runsExactly(run, *m_source, *m_target, {"spoiled"});
    QCOMPARE(m_target->count("spoiled"), 200);
}

void TestLiveCopyRules::aDocumentOfSomebodyElseIsAConflict()
{
    QVERIFY(createIndex(*m_source, "shared", single));
    QVERIFY(m_source->bulk(documentLines("shared", 0, 50, R"({"a":1})")));
    QVERIFY(createIndex(*m_target, "shared", single));
    int status = 0;
    m_target->rawRequest(
        "PUT", "/shared/_doc/5?version=1000000&version_type=external_gte", R"({"theirs":true})", &status);
    QCOMPARE(status, 201);
    QJsonObject append = plan(m_source->url(), m_target->url(), "shared");
    append.insert(QStringLiteral("existing"), QStringLiteral("append"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(append, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QJsonArray findings = run.summary().value(QLatin1String("findings")).toArray();
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first()[QLatin1String("kind")].toString(), QStringLiteral("conflict"));
    QCOMPARE(findings.first()[QLatin1String("id")].toString(), QStringLiteral("5"));
    const QJsonObject ledger = run.ledger();
    QCOMPARE(ledger.value(QLatin1String("rejected")).toInt(), 1);
    QCOMPARE(ledger.value(QLatin1String("already")).toInt(), 0);
    QCOMPARE(m_target->allDocuments("shared").value({"5", {}}), QByteArray(R"({"theirs":true})"));
}

//! `pipeline=_none` does not stop the final_pipeline of an index, so neither pipeline is set while Godwit writes. The
//! target has no pipeline of that name: whatever went through it would be refused.
void TestLiveCopyRules::pipelinesActOnlyAfterTheCutover()
{
    int status = 0;
    m_source->rawRequest("PUT", "/_ingest/pipeline/mark", R"({"processors":[]})", &status);
    QCOMPARE(status, 200);
    QVERIFY(createIndex(*m_source, "piped", single + R"(,"default_pipeline":"mark","final_pipeline":"mark")"));
    QVERIFY(m_source->bulk(documentLines("piped", 0, 200, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), m_target->url(), "piped"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(documentLines("piped", 100, 300, R"({"a":2})")));
    QTRY_COMPARE_WITH_TIMEOUT(targetCount("piped"), 300, 30'000);
    run.interrupt();
    QVERIFY2(run.waitFinished(30'000), qPrintable(run.outputText()));
    QByteArray settings = m_target->rawRequest("GET", "/piped/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.final_pipeline":"mark")"), settings.constData());
    // The run that goes on takes them away again.
    const QString job = run.job();
    QVERIFY(run.resume(job, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(documentLines("piped", 250, 350, R"({"a":3})")));
    QTRY_COMPARE_WITH_TIMEOUT(targetCount("piped"), 350, 30'000);
    runsExactly(run, *m_source, *m_target, {"piped"});
    settings = m_target->rawRequest("GET", "/piped/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.final_pipeline":"mark")"), settings.constData());
    QVERIFY2(settings.contains(R"("index.default_pipeline":"mark")"), settings.constData());
    m_target->rawRequest("PUT", "/piped/_doc/1", R"({"a":3})", &status);
    QCOMPARE(status, 400); // now it acts
}

//! On the target's four shards the old copy lies beside the new one, or below it.
void TestLiveCopyRules::aNewRoutingLeavesNoOldCopy()
{
    const auto lines = [](const char *routing, const QByteArray &body) {
        QByteArray all;
        for (int i = 0; i < 100; ++i) {
            const QByteArray id = QByteArray::number(i);
            all += R"({"index":{"_index":"moves","_id":")" + id + R"(","routing":")" + routing + id + "\"}}\n" + body
                + '\n';
        }
        return all;
    };
    QVERIFY(createIndex(*m_source, "moves", single));
    QVERIFY(createIndex(*m_target, "moves", R"("number_of_shards":4,"number_of_replicas":0)"));
    QVERIFY(m_source->bulk(lines("a", R"({"n":1})")));
    QJsonObject append = plan(m_source->url(), m_target->url(), "moves");
    append.insert(QStringLiteral("existing"), QStringLiteral("append"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(append, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(lines("b", R"({"n":2})")));
    QTest::qWait(3'000);
    QVERIFY(m_source->bulk(lines("c", R"({"n":3})")));
    runsExactly(run, *m_source, *m_target, {"moves"});
}

//! The target has no such pipeline, so it would refuse every document.
void TestLiveCopyRules::pipelinesOfATemplateActOnlyAfterTheCutover()
{
    QVERIFY(createIndex(*m_source, "plain", single));
    QVERIFY(m_source->bulk(documentLines("plain", 0, 200, R"({"a":1})")));
    QVERIFY(m_target
                ->request("PUT", "/_index_template/marks",
                    R"({"index_patterns":["plain"],"template":{"settings":{"index.final_pipeline":"mark"}}})")
                .object()
                .value(QLatin1String("acknowledged"))
                .toBool());
    GodwitRun run(m_state->path());
    const bool started = run.start(plan(m_source->url(), m_target->url(), "plain"), QStringLiteral("ask"));
    const bool follows = started && run.waitFor(following, 60'000);
    m_target->rawRequest("DELETE", "/_index_template/marks");
    QVERIFY2(follows, qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(documentLines("plain", 100, 300, R"({"a":2})")));
    QTRY_COMPARE_WITH_TIMEOUT(targetCount("plain"), 300, 30'000);
    runsExactly(run, *m_source, *m_target, {"plain"});
    const QByteArray settings = m_target->rawRequest("GET", "/plain/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.final_pipeline":"mark")"), settings.constData());
}

//! Somebody lifts the block while counts are compared, and writes. The count does not show it, as nothing refreshes.
void TestLiveCopyRules::aWriteAfterTheDrainCallsTheCutoverOff()
{
    QVERIFY(createIndex(*m_source, "latest", single + R"(,"refresh_interval":"-1")"));
    QVERIFY(m_source->bulk(documentLines("latest", 0, 100, R"({"a":1})")));
    FaultProxy source(m_source->port());
    std::atomic<bool> written{false};
    source.setHook([&](const ProxiedRequest &request) {
        if (request.path.contains("/latest/_count") && !written
            && m_source->rawRequest("GET", "/latest/_settings/index.blocks.write").contains("\"true\"")) {
            m_source->rawRequest("PUT", "/latest/_settings", R"({"index.blocks.write":null})");
            written = m_source->bulk(documentLines("latest", 100, 101, R"({"a":2})"));
        }
        return Fault();
    });
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(source.url(), m_target->url(), "latest"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    run.sayCutover();
    QVERIFY2(run.waitForError("called off", 60'000), qPrintable(run.outputText()));
    QVERIFY(written);
    QVERIFY2(run.running(), qPrintable(run.outputText()));
    runsExactly(run, *m_source, *m_target, {"latest"});
}

void TestLiveCopyRules::anotherClusterAtTheAddressIsNotResumed()
{
    QVERIFY(createIndex(*m_source, "pinned", single));
    QVERIFY(m_source->bulk(documentLines("pinned", 0, 100, R"({"a":1})")));
    FaultProxy target(m_target->port());
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), target.url(), "pinned"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    run.interrupt();
    QVERIFY2(run.waitFinished(30'000), qPrintable(run.outputText()));
    QCOMPARE(run.exitCode(), 6);
    const QString job = run.job();
    target.setTargetPort(m_source->port());
    QVERIFY(run.resume(job, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(30'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 5, qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("error")).toString(), QStringLiteral("changed"));
    target.setTargetPort(m_target->port());
    QVERIFY(run.resume(job, QStringLiteral("auto")));
    endsExactly(run, *m_source, *m_target, {"pinned"});
}

void TestLiveCopyRules::aShardThatTheStatisticsLeaveOutIsUnknown()
{
    QVERIFY(createIndex(*m_source, "half",
        R"("number_of_shards":2,"number_of_replicas":0,"routing":{"allocation":{"total_shards_per_node":1}})"));
    QVERIFY(m_source->bulk(documentLines("half", 0, 500, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), m_target->url(), "half"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    m_source->killNode(1);
    bool known = false;
    QVERIFY2(run.waitFor(
                 [&known](const QJsonObject &line) {
                     known = known || following(line);
                     return known && line.contains(QLatin1String("lag_s"))
                         && line.value(QLatin1String("lag_s")).isNull();
                 },
                 60'000),
        qPrintable(run.outputText()));
    QVERIFY(m_source->startNode(1));
    QVERIFY(waitForHealth(*m_source, "green"));
    QVERIFY(m_source->bulk(documentLines("half", 400, 600, R"({"a":2})")));
    QTRY_COMPARE_WITH_TIMEOUT(targetCount("half"), 600, 60'000);
    runsExactly(run, *m_source, *m_target, {"half"});
}

//! An empty primary in place of a lost one begins its numbers anew, under the same index UUID.
void TestLiveCopyRules::aShardThatLostItsHistoryStops()
{
    const auto on = [](const QByteArray &node) -> QByteArray {
        return single + R"(,"routing":{"allocation":{"require":{"_name":")" + node + R"("}}})";
    };
    QVERIFY(createIndex(*m_source, "lost", on(nodeName(1))));
    QVERIFY(createIndex(*m_source, "kept", on(nodeName(0))));
    QVERIFY(m_source->bulk(documentLines("lost", 0, 300, R"({"a":1})") + documentLines("kept", 0, 100, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("lost"), QStringLiteral("kept")}),
        QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    m_source->killNode(1);
    QTRY_VERIFY_WITH_TIMEOUT(m_source->rawRequest("GET", "/_cat/shards/lost?h=state").contains("UNASSIGNED"), 30'000);
    int status = 0;
    m_source->rawRequest("PUT", "/lost/_settings", R"({"index.routing.allocation.require._name":null})", &status);
    QCOMPARE(status, 200);
    m_source->rawRequest("POST", "/_cluster/reroute",
        R"({"commands":[{"allocate_empty_primary":{"index":"lost","shard":0,"node":")" + nodeName(0)
            + R"(","accept_data_loss":true}}]})",
        &status);
    QCOMPARE(status, 200);
    QVERIFY(waitForHealth(*m_source, "yellow"));
    QVERIFY(m_source->bulk(documentLines("lost", 0, 20, R"({"a":9})")));
    QVERIFY2(run.waitForFinding("changed", 30'000), qPrintable(run.outputText()));
    run.sayCutover();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QVERIFY2(QJsonDocument(run.summary()).toJson().contains("\"changed\""), qPrintable(run.outputText()));
    QCOMPARE(targetCount("lost"), 300); // nothing was taken away by the loss
    QVERIFY2(difference(m_source->allDocuments("kept"), m_target->allDocuments("kept")).isEmpty(), "kept");
    QVERIFY(m_source->startNode(1));
}

//! An empty primary on the target lacks what was acknowledged before it, under the same index UUID.
void TestLiveCopyRules::aTargetShardThatLostItsHistoryStops()
{
    QVERIFY(createIndex(*m_source, "emptied", single + R"(,"translog":{"durability":"async"})"));
    QVERIFY(m_source->bulk(documentLines("emptied", 0, 200, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), m_target->url(), "emptied"), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    const QByteArray settings = m_target->rawRequest("GET", "/emptied/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.translog.durability":"request")"), settings.constData());
    int status = 0;
    const QByteArray node = m_target->request("GET", "/_cat/nodes?format=json&h=name")
                                .array()
                                .first()
                                .toObject()
                                .value(QLatin1String("name"))
                                .toString()
                                .toUtf8();
    m_target->rawRequest("POST", "/_cluster/reroute",
        R"({"commands":[{"cancel":{"index":"emptied","shard":0,"node":")" + node
            + R"(","allow_primary":true}},{"allocate_empty_primary":{"index":"emptied","shard":0,"node":")" + node
            + R"(","accept_data_loss":true}}]})",
        &status);
    QCOMPARE(status, 200);
    QTRY_VERIFY2_WITH_TIMEOUT(run.errorText().contains("The history of shard 0 of the target index emptied changed"),
        run.errorText().constData(), 30'000);
    run.interrupt();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(QJsonDocument(run.summary()).toJson().contains("\"changed\""), qPrintable(run.outputText()));
}

void TestLiveCopyRules::aCopyWithoutACutoverIsCompared()
{
    QVERIFY(createIndex(*m_source, "once-1", single));
    QVERIFY(createIndex(*m_source, "once-2", R"("number_of_shards":2,"refresh_interval":"-1")"));
    QVERIFY(m_source->bulk(documentLines("once-1", 0, 300, R"({"a":1})") + documentLines("once-2", 0, 50, "{}")));
    QVERIFY(m_source->bulk(deleteLines("once-1", 0, 30)));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan(m_source->url(), m_target->url(), "once-?"), QStringLiteral("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    for (const char *index : {"once-1", "once-2"})
        QVERIFY2(difference(m_source->allDocuments(index), m_target->allDocuments(index)).isEmpty(), index);
}

QTEST_GUILESS_MAIN(TestLiveCopyRules)
#include "tst_livecopyrules.moc"
