// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to real clusters while a migration runs: nodes die, shards move, indices come, go and change. Either the
// copy is exact at the end, or the job names the reason; never "succeeded" with a difference.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/workload.h"

#include <QFile>
#include <QTest>

using namespace godwit::test;

class TestLiveCopyFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void newIndicesOfTheSelectionAreTakenIn();
    void aMappingThatGrowsIsThereBeforeItsDocuments();
    void aMappingThatDiffersCallsTheCutoverOff();
    void asyncTranslogDoesNotHoldTheCheckpointBack();
    void aShrunkIndexArrives();
    void aSourceIndexMadeAgainStopsWithItsReason();
    void aTargetIndexDeletedUnderTheJobStopsWithItsReason();
    void aVanishedSourceIndexIsAFinding();
    void prettyPrintedAndOddDocumentsArrive();
    void documentsOfTwentyMegabytesPass();
    void emptyIndicesAndFinalPipelinesAreKept();
    void writesThatGoOnCallTheCutoverOff();
    void whoSaysThatWritesAreStoppedIsChecked();
    void anInterruptEndsResumable();
    void aMovedPrimaryIsFollowed();
    void aNodeThatHoldsPrimariesDiesWhileFollowing();
    void aNodeThatHoldsPrimariesDiesWhileCopying();

private:
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestLiveCopyFaults::initTestCase()
{
    m_source = std::make_unique<TestCluster>(QStringLiteral("es7"), TestClusterOptions{2});
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("es8"));
    VERIFY_CLUSTER(*m_target);
}

void TestLiveCopyFaults::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestLiveCopyFaults::cleanup()
{
    for (TestCluster *cluster : {m_source.get(), m_target.get()})
        if (cluster && cluster->isUp())
            deleteIndices(*cluster);
}

void TestLiveCopyFaults::newIndicesOfTheSelectionAreTakenIn()
{
    QVERIFY(createIndex(*m_source, "logs-1", R"("number_of_shards":1)"));
    QVERIFY(m_source->bulk(documentLines("logs-1", 0, 500, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("logs-*")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QVERIFY(createIndex(*m_source, "logs-2", R"("number_of_shards":2)"));
    QVERIFY(m_source->bulk(documentLines("logs-2", 0, 700, R"({"a":2})")));
    QVERIFY(m_source->bulk(documentLines("logs-1", 100, 200, R"({"a":3})")));
    QTRY_COMPARE_WITH_TIMEOUT((m_target->refresh("logs-2"), m_target->count("logs-2")), 700, 60'000);
    runsExactly(run, *m_source, *m_target, {"logs-1", "logs-2"});
}

void TestLiveCopyFaults::aMappingThatGrowsIsThereBeforeItsDocuments()
{
    QVERIFY(createIndex(*m_source, "grow", R"("number_of_shards":1)", R"({"properties":{"a":{"type":"long"}}})"));
    QVERIFY(m_source->bulk(documentLines("grow", 0, 200, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("grow")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    // The target would guess "text" for this value.
    int status = 0;
    m_source->rawRequest("PUT", "/grow/_mapping",
        R"({"properties":{"code":{"type":"keyword"},"when":{"type":"date","format":"yyyyMMdd"}}})", &status);
    QCOMPARE(status, 200);
    QVERIFY(m_source->bulk(documentLines("grow", 200, 300, R"({"a":1,"code":"x","when":"20240131"})")));
    QTRY_COMPARE_WITH_TIMEOUT((m_target->refresh("grow"), m_target->count("grow")), 300, 60'000);
    runsExactly(run, *m_source, *m_target, {"grow"});
    const QByteArray mapping = m_target->rawRequest("GET", "/grow/_mapping");
    QVERIFY2(mapping.contains(R"("code":{"type":"keyword"})") && mapping.contains(R"("format":"yyyyMMdd")"),
        mapping.constData());
}

void TestLiveCopyFaults::aMappingThatDiffersCallsTheCutoverOff()
{
    const QByteArray field = R"({"properties":{"code":{"type":"keyword","ignore_above":%1}}})";
    const auto limited = [&field](const QByteArray &most) { return QByteArray(field).replace("%1", most); };
    QVERIFY(createIndex(*m_source, "maps", R"("number_of_shards":1)", limited("256")));
    QVERIFY(m_source->bulk(documentLines("maps", 0, 200, R"({"code":"x"})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("maps")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    int status = 0;
    m_target->rawRequest("PUT", "/maps/_mapping", limited("100"), &status);
    QCOMPARE(status, 200);
    run.sayCutover();
    QTRY_VERIFY2_WITH_TIMEOUT(
        run.errorText().contains("code: ignore_above is 100, it should be 256"), run.errorText().constData(), 30'000);
    QVERIFY2(m_source->bulk(documentLines("maps", 200, 210, R"({"code":"y"})")), "the source takes writes again");
    QVERIFY(run.running());
    m_target->rawRequest("PUT", "/maps/_mapping", limited("256"), &status);
    QCOMPARE(status, 200);
    runsExactly(run, *m_source, *m_target, {"maps"});
}

void TestLiveCopyFaults::asyncTranslogDoesNotHoldTheCheckpointBack()
{
    QVERIFY(createIndex(*m_source, "async",
        R"("number_of_shards":1,"number_of_replicas":0,"translog":{"durability":"async","sync_interval":"600s"})"));
    QVERIFY(m_source->bulk(documentLines("async", 0, 300, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("async")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(documentLines("async", 300, 600, R"({"a":2})")));
    // All of this is over before the translog is synced for the first time.
    QTRY_COMPARE_WITH_TIMEOUT((m_target->refresh("async"), m_target->count("async")), 600, 60'000);
    runsExactly(run, *m_source, *m_target, {"async"});
}

void TestLiveCopyFaults::aShrunkIndexArrives()
{
    QVERIFY(createIndex(*m_source, "wide",
        R"("number_of_shards":4,"number_of_replicas":0,"routing":{"allocation":{"require":{"_name":")"
            + m_source->request("GET", "/_cat/nodes?format=json&h=name")
                  .array()
                  .first()
                  .toObject()
                  .value(QLatin1String("name"))
                  .toString()
                  .toUtf8()
            + R"("}}})"));
    QVERIFY(m_source->bulk(documentLines("wide", 0, 2'000, R"({"a":1})")));
    QVERIFY(waitForHealth(*m_source, "green"));
    int status = 0;
    m_source->rawRequest("PUT", "/wide/_settings", R"({"index.blocks.write":true})", &status);
    QCOMPARE(status, 200);
    m_source->rawRequest("POST", "/wide/_shrink/narrow?wait_for_active_shards=1",
        R"({"settings":{"index.number_of_shards":1,"index.blocks.write":null,"index.routing.allocation.require._name":null}})",
        &status);
    QCOMPARE(status, 200);
    QVERIFY(waitForHealth(*m_source, "green"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("narrow")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QByteArray deletes;
    for (int i = 0; i < 400; ++i)
        deletes += R"({"delete":{"_index":"narrow","_id":")" + QByteArray::number(i * 3) + "\"}}\n";
    QVERIFY(m_source->bulk(deletes));
    QVERIFY(m_source->bulk(documentLines("narrow", 0, 100, R"({"a":2})")));
    runsExactly(run, *m_source, *m_target, {"narrow"});
}

void TestLiveCopyFaults::aSourceIndexMadeAgainStopsWithItsReason()
{
    QVERIFY(createIndex(*m_source, "again", R"("number_of_shards":1)"));
    QVERIFY(m_source->bulk(documentLines("again", 0, 500, R"({"a":1})")));
    QVERIFY(createIndex(*m_source, "other", R"("number_of_shards":1)"));
    QVERIFY(m_source->bulk(documentLines("other", 0, 100, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("again"), QStringLiteral("other")}),
        QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    m_source->rawRequest("DELETE", "/again");
    QVERIFY(createIndex(*m_source, "again", R"("number_of_shards":1)"));
    QVERIFY(m_source->bulk(documentLines("again", 0, 20, R"({"a":9})")));
    QVERIFY2(run.waitForError("The source index", 30'000), qPrintable(run.outputText()));
    run.sayCutover();
    QVERIFY(run.waitFinished(60'000));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QByteArray summary = QJsonDocument(run.summary()).toJson();
    QVERIFY2(summary.contains("\"changed\"") || summary.contains("\"vanished\""), summary.constData());
    QVERIFY2(difference(m_source->allDocuments("other"), m_target->allDocuments("other")).isEmpty(), "other");
}

void TestLiveCopyFaults::aTargetIndexDeletedUnderTheJobStopsWithItsReason()
{
    QVERIFY(createIndex(*m_source, "pulled", R"("number_of_shards":1)"));
    QVERIFY(m_source->bulk(documentLines("pulled", 0, 500, R"({"a":1})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("pulled")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    m_target->rawRequest("DELETE", "/pulled");
    QVERIFY(m_source->bulk(documentLines("pulled", 500, 600, R"({"a":1})")));
    QVERIFY2(run.waitForFinding("changed", 60'000), qPrintable(run.outputText()));
    run.sayCutover();
    if (!run.waitFinished(3'000))
        run.interrupt();
    QVERIFY(run.waitFinished(60'000));
    QVERIFY2(run.exitCode() != 0, qPrintable(run.outputText()));
    QVERIFY2(QJsonDocument(run.summary()).toJson().contains("\"changed\""), qPrintable(run.outputText()));
}

void TestLiveCopyFaults::aVanishedSourceIndexIsAFinding()
{
    for (const QByteArray name : {"stays", "goes"}) {
        QVERIFY(createIndex(*m_source, name, R"("number_of_shards":1)"));
        QVERIFY(m_source->bulk(documentLines(name, 0, 100, R"({"a":1})")));
    }
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("stays"), QStringLiteral("goes")}),
        QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    m_source->rawRequest("DELETE", "/goes");
    QVERIFY2(run.waitForFinding("vanished", 30'000), qPrintable(run.outputText()));
    run.sayCutover();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QVERIFY(QJsonDocument(run.summary()).toJson().contains("\"vanished\""));
    QCOMPARE(m_target->count("goes"), 100); // what was copied is kept
}

void TestLiveCopyFaults::prettyPrintedAndOddDocumentsArrive()
{
    QVERIFY(createIndex(*m_source, "odd", R"("number_of_shards":1)", R"({"enabled":false})"));
    const QList<std::pair<QByteArray, QByteArray>> documents{
        {"a%2Fb%20c", R"({"max":9223372036854775807,"beyond":9007199254740993,"money":1.10,"tiny":1e-7,"minus":-0.0})"},
        {"%F0%9F%98%80", R"({"emoji":"\ud83d\ude00 😀","slash":"a\/b","tab":"\t"})"},
        {"_search", R"({"deep":{"deep":{"deep":{"deep":[[[[1]]]]}}}})"},
        {QByteArray(512, 'x'), R"({"long":"id"})"},
    };
    int status = 0;
    for (const auto &[id, body] : documents) {
        m_source->rawRequest("PUT", "/odd/_doc/" + id, body, &status);
        QCOMPARE(status, 201);
    }
    m_source->rawRequest("PUT", "/odd/_doc/pretty", "{\n  \"a\" : 1.10,\r\n  \"b\" : \"x y\"\n}", &status);
    QCOMPARE(status, 201);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("odd")}), QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    Documents here = m_source->allDocuments("odd");
    QCOMPARE(here.size(), 5);
    for (QByteArray &body : here) // the one change that the protocol allows: line ends between tokens
        body.replace('\n', ' ').replace('\r', ' ');
    const QString differs = difference(here, m_target->allDocuments("odd"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

void TestLiveCopyFaults::documentsOfTwentyMegabytesPass()
{
    QVERIFY(createIndex(*m_source, "huge", R"("number_of_shards":1,"number_of_replicas":0)", R"({"enabled":false})"));
    for (int i = 0; i < 6; ++i) {
        int status = 0;
        m_source->rawRequest("PUT", "/huge/_doc/" + QByteArray::number(i),
            R"({"big":")" + QByteArray(20'000'000, static_cast<char>('a' + i)) + "\"}", &status);
        QCOMPARE(status, 201);
    }
    QVERIFY(m_source->bulk(documentLines("huge", 100, 400, R"({"small":true})")));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("huge")}), QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(m_target->count("huge"), 306);
    for (int i = 0; i < 6; ++i) {
        const QByteArray path = "/huge/_source/" + QByteArray::number(i);
        QVERIFY(m_source->rawRequest("GET", path) == m_target->rawRequest("GET", path));
    }
}

void TestLiveCopyFaults::emptyIndicesAndFinalPipelinesAreKept()
{
    QVERIFY(createIndex(*m_source, "empty", R"("number_of_shards":2,"refresh_interval":"7s")"));
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("empty")});
    const QString note = m_state->filePath(QStringLiteral("note.txt"));
    plan.insert(QStringLiteral("notify"),
        QJsonObject{
            {QStringLiteral("mail_command"), QStringLiteral("sh -c \"env > '%1.env'; cat > '%1'\"").arg(note)}});
    GodwitRun run(m_state->path());
    run.setEnvironment(QStringLiteral("GODWIT_SOURCE_PROXY_PASSWORD"), QStringLiteral("hunter2"));
    QVERIFY(run.start(plan, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QByteArray settings = m_target->rawRequest("GET", "/empty/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.refresh_interval":"7s")"), settings.constData());
    QVERIFY2(settings.contains(R"("index.number_of_shards":"2")"), settings.constData());
    QVERIFY2(settings.contains(R"("index.number_of_replicas":"1")"), settings.constData());
    QFile told(note); // once the lag was below the limit
    QVERIFY(told.open(QIODevice::ReadOnly));
    QVERIFY(told.readAll().contains("10 s"));
    QFile environment(note + QStringLiteral(".env"));
    QVERIFY(environment.open(QIODevice::ReadOnly));
    const QByteArray variables = environment.readAll();
    QVERIFY2(variables.contains("PATH=") && !variables.contains("hunter2"), variables.constData());
}

void TestLiveCopyFaults::writesThatGoOnCallTheCutoverOff()
{
    Workload workload(*m_source, {{"busy"}, {}, 2'000, 400, 3, false});
    QVERIFY(createIndex(*m_source, "busy", R"("number_of_shards":2)"));
    QVERIFY(workload.fill(1'000));
    workload.start();
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("busy")});
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    // Somebody lifts the block under the cutover: late writes must be noticed before the release, or not be lost after
    // it.
    std::atomic<bool> over{false};
    std::jthread saboteur([&] {
        while (!over) {
            if (m_source->rawRequest("GET", "/busy/_settings/index.blocks.write?flat_settings=true")
                    .contains("\"true\"")) {
                m_source->rawRequest("PUT", "/busy/_settings", R"({"index.blocks.write":null})");
                return;
            }
        }
    });
    run.sayCutover();
    const bool off = run.waitForError("called off", 60'000);
    over = true;
    saboteur.join();
    workload.stop();
    if (off || run.running()) {
        QVERIFY2(off && run.running(), qPrintable(run.outputText()));
        runsExactly(run, *m_source, *m_target, {"busy"});
    } else {
        QCOMPARE(run.exitCode(), 0); // the block fell after the last look: what came later is the operator's
    }
}

void TestLiveCopyFaults::whoSaysThatWritesAreStoppedIsChecked()
{
    Workload workload(*m_source, {{"still"}, {}, 2'000, 400, 3, false});
    QVERIFY(createIndex(*m_source, "still", R"("number_of_shards":2)"));
    QVERIFY(workload.fill(1'000));
    workload.start();
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("still")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    run.sayWritesAreStopped();
    QTRY_VERIFY2_WITH_TIMEOUT(
        run.errorText().contains("Writes still arrive on the source"), run.errorText().constData(), 30'000);
    workload.stop();
    QVERIFY(run.running());
    run.sayWritesAreStopped();
    endsExactly(run, *m_source, *m_target, {"still"});
    const QByteArray block = m_source->rawRequest("GET", "/still/_settings/index.blocks.write?flat_settings=true");
    QVERIFY2(!block.contains("true"), block.constData());
}

void TestLiveCopyFaults::anInterruptEndsResumable()
{
    Workload workload(*m_source, {{"paused"}, {}, 4'000, 500, 9, false});
    QVERIFY(createIndex(*m_source, "paused", R"("number_of_shards":3)"));
    QVERIFY(workload.fill(3'000));
    workload.start();
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("paused")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    run.interrupt();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 6, qPrintable(run.outputText()));
    // Nothing stays lowered on the target meanwhile.
    QVERIFY(!m_target->rawRequest("GET", "/paused/_settings?flat_settings=true").contains("gc_deletes"));
    QTest::qWait(1'500);
    const QString job = run.job();
    QVERIFY(run.resume(job, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    workload.stop();
    runsExactly(run, *m_source, *m_target, {"paused"});
}

void TestLiveCopyFaults::aMovedPrimaryIsFollowed()
{
    Workload workload(*m_source, {{"moving"}, {}, 4'000, 500, 5, false});
    QVERIFY(createIndex(*m_source, "moving", R"("number_of_shards":1,"number_of_replicas":0)"));
    QVERIFY(workload.fill(3'000));
    workload.start();
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("moving")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    const QJsonArray nodes = m_source->request("GET", "/_cat/nodes?format=json&h=name").array();
    const QString here = m_source->request("GET", "/_cat/shards/moving?format=json&h=node")
                             .array()
                             .first()
                             .toObject()
                             .value(QLatin1String("node"))
                             .toString();
    const QString first = nodes.at(0).toObject().value(QLatin1String("name")).toString();
    const QString there = first == here ? nodes.at(1).toObject().value(QLatin1String("name")).toString() : first;
    int status = 0;
    m_source->rawRequest("POST", "/_cluster/reroute",
        R"({"commands":[{"move":{"index":"moving","shard":0,"from_node":")" + here.toUtf8() + R"(","to_node":")"
            + there.toUtf8() + "\"}}]}",
        &status);
    QCOMPARE(status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_source->request("GET", "/_cat/shards/moving?format=json&h=node")
                                  .array()
                                  .first()
                                  .toObject()
                                  .value(QLatin1String("node"))
                                  .toString(),
        there, 30'000);
    QTest::qWait(2'000);
    workload.stop();
    run.insistOnCutover();
    endsExactly(run, *m_source, *m_target, {"moving"});
}

void TestLiveCopyFaults::aNodeThatHoldsPrimariesDiesWhileFollowing()
{
    QVERIFY(createIndex(*m_source, "dies", R"("number_of_shards":4,"number_of_replicas":1)"));
    QVERIFY(waitForHealth(*m_source, "green"));
    Workload workload(*m_source, {{"dies"}, "dies", 6'000, 500, 21, false});
    QVERIFY(workload.fill(3'000));
    workload.start();
    GodwitRun run(m_state->path());
    QVERIFY(run.start(planFor(m_source->url(), m_target->url(), {QStringLiteral("dies")}), QStringLiteral("ask")));
    QVERIFY2(run.waitFor(following, 60'000), qPrintable(run.outputText()));
    QTest::qWait(1'000);
    m_source->killNode(1);
    QVERIFY(waitForHealth(*m_source, "yellow"));
    QTest::qWait(4'000);
    workload.stop();
    QVERIFY(waitForHealth(*m_source, "yellow"));
    run.insistOnCutover();
    endsExactly(run, *m_source, *m_target, {"dies"});
    QVERIFY(m_source->startNode(1));
}

void TestLiveCopyFaults::aNodeThatHoldsPrimariesDiesWhileCopying()
{
    QVERIFY(createIndex(*m_source, "falls", R"("number_of_shards":4,"number_of_replicas":1)"));
    QVERIFY(waitForHealth(*m_source, "green"));
    Workload workload(*m_source, {{"falls"}, {}, 60'000, 300, 22, false});
    QVERIFY(workload.fill(40'000));
    workload.start();
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("falls")});
    plan.insert(QStringLiteral("throttle"),
        QJsonObject{{QStringLiteral("documents_per_s"), 8'000}}); // so that the kill comes in the middle
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("ask")));
    QVERIFY2(run.waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() > 3'000; }, 60'000),
        qPrintable(run.outputText()));
    m_source->killNode(1);
    QVERIFY2(run.waitFor(following, 90'000), qPrintable(run.outputText()));
    workload.stop();
    QVERIFY(waitForHealth(*m_source, "yellow"));
    run.insistOnCutover();
    endsExactly(run, *m_source, *m_target, {"falls"});
    QVERIFY(m_source->startNode(1));
}

QTEST_GUILESS_MAIN(TestLiveCopyFaults)
#include "tst_livecopyfaults.moc"
