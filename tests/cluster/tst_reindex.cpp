// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reindex by the target itself: from a 7.17 that wants a password into OpenSearch 2.19, and within that OpenSearch.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/support/faultproxy.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <thread>

using namespace godwit::test;

namespace {

const QByteArray mappings
    = R"({"properties":{"n":{"type":"integer"},"at":{"type":"date"},"k":{"type":"keyword"},"t":{"type":"text"}}})";

//! Every tenth lacks the field to split by, every seventh has a routing value of its own.
QByteArray ordersFrom(int from, int to, const QByteArray &word = "word")
{
    QByteArray all;
    for (int i = from; i < to; ++i) {
        const QByteArray id = QByteArray::number(i);
        const QByteArray number = i % 10 == 0 ? QByteArray() : R"(,"n":)" + id;
        const QByteArray routing = i % 7 == 0 ? R"(,"routing":"r)" + QByteArray::number(i % 3) + '"' : QByteArray();
        all += R"({"index":{"_id":")" + id + '"' + routing + "}}\n" + R"({"k":"x)" + id + R"(","t":")" + word + '"'
            + number + R"(,"big":9007199254740993,"at":)" + QByteArray::number(1'700'000'000'000 + i) + "}\n";
    }
    return all;
}

//! So slow that what is to come in the middle of it comes in the middle, on a busy machine too.
QJsonObject slowly(QJsonObject plan)
{
    plan.insert(QStringLiteral("throttle"), QJsonObject{{QStringLiteral("documents_per_s"), 300}});
    return plan;
}

bool anyFileHolds(const QString &folder, const QByteArray &text)
{
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

} // namespace

class TestReindex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void splitPartsAddUpToTheWholeIndex();
    void withoutASplitFieldSequenceNumbersSplit();
    void aSourceThatIsNotAllowedIsShownWithTheExactLine();
    void aKilledRunFindsItsTasksAgain();
    void aStoppedRunCancelsItsTasksAndGoesOn();
    void aTaskThatSomebodyCancelsRunsAgain();
    void aTaskThatIsLostWithItsNodeRunsAgain();
    void refusedDocumentsAreFindingsAndTheRestArrives();
    void scriptQueryAndFieldsAct();
    void pipelinesOfATemplateChangeNothing();
    void theCutoverBringsTheLastChangesAndTheAlias();
    void deletesWhileItRanAreTold();
    void writesThatGoOnCallTheCutoverOff();
    void aServerThatHangsDoesNotHoldThePause();
    void aLocalReindexChangesShardsAndSwapsTheAlias();
    void killsInsideTheCutoverEndExactly_data();
    void killsInsideTheCutoverEndExactly();

private:
    QJsonObject plan(const char *index, const QJsonObject &options) const;
    QJsonObject localPlan() const;
    std::unique_ptr<GodwitRun> run() const;
    void fill(const QByteArray &index, int documents);
    int runningTasks();

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestReindex::initTestCase()
{
    TestClusterOptions secured;
    secured.secured = true;
    m_source = std::make_unique<TestCluster>(QStringLiteral("es7"), secured);
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("os2m"));
    VERIFY_CLUSTER(*m_target);
}

void TestReindex::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestReindex::cleanup()
{
    for (TestCluster *cluster : {m_source.get(), m_target.get()})
        if (cluster && cluster->isUp())
            deleteIndices(*cluster);
}

QJsonObject TestReindex::plan(const char *index, const QJsonObject &options) const
{
    QJsonObject made = planFor(m_source->url(), m_target->url(), {QString::fromLatin1(index)});
    made.insert(QStringLiteral("method"), QStringLiteral("remote-reindex"));
    made.insert(QStringLiteral("source"),
        QJsonObject{{QStringLiteral("url"), m_source->url()}, {QStringLiteral("user"), TestCluster::user()}});
    made.insert(QStringLiteral("options"), options);
    return made;
}

//! From the index "old" to "new" with other shards, on the target.
QJsonObject TestReindex::localPlan() const
{
    QJsonObject local = planFor(m_target->url(), m_target->url(), {QStringLiteral("old")});
    local.insert(QStringLiteral("method"), QStringLiteral("local-reindex"));
    QJsonObject select = local.value(QLatin1String("select")).toObject();
    select.insert(QStringLiteral("rename"),
        QJsonArray{QJsonObject{
            {QStringLiteral("from"), QStringLiteral("^old$")}, {QStringLiteral("to"), QStringLiteral("new")}}});
    local.insert(QStringLiteral("select"), select);
    local.insert(QStringLiteral("overrides"),
        QJsonObject{{QStringLiteral("old"),
            QJsonObject{{QStringLiteral("settings"), QJsonObject{{QStringLiteral("number_of_shards"), 5}}}}}});
    return local;
}

std::unique_ptr<GodwitRun> TestReindex::run() const
{
    auto made = std::make_unique<GodwitRun>(m_state->path());
    made->setEnvironment(QStringLiteral("GODWIT_SOURCE_PASSWORD"), TestCluster::password());
    return made;
}

void TestReindex::fill(const QByteArray &index, int documents)
{
    QVERIFY(createIndex(*m_source, index, R"("number_of_shards":3,"number_of_replicas":0)", mappings));
    QVERIFY(m_source->bulk(ordersFrom(0, documents), index));
    QVERIFY(m_source->refresh(index));
}

int TestReindex::runningTasks()
{
    return static_cast<int>(m_target->request("GET", "/_tasks?group_by=none&actions=indices:data/write/reindex")
                                .object()
                                .value(QLatin1String("tasks"))
                                .toArray()
                                .size());
}

void TestReindex::splitPartsAddUpToTheWholeIndex()
{
    fill("orders", 4'000);
    const auto godwit = run();
    QVERIFY(godwit->start(
        plan("orders", {{QStringLiteral("slices"), 4}, {QStringLiteral("split_field"), QStringLiteral("n")}}),
        QStringLiteral("never")));
    endsExactly(*godwit, *m_source, *m_target, {"orders"});
    QCOMPARE(godwit->ledger().value(QLatin1String("read")).toInteger(), 4'000);
    QCOMPARE(godwit->ledger().value(QLatin1String("written")).toInteger(), 4'000);
    // The password went to the target and nowhere else.
    QVERIFY(!anyFileHolds(m_state->path(), TestCluster::password().toUtf8()));
    QVERIFY(!godwit->outputText().contains(TestCluster::password()));
    // Whoever looks finds the reminder among the log's last lines.
    QVERIFY(godwit->errorText().contains("reindex.remote.allowlist"));
}

void TestReindex::withoutASplitFieldSequenceNumbersSplit()
{
    fill("orders", 3'000);
    // What no search finds yet comes along.
    m_source->request("PUT", "/orders/_settings", R"({"index.refresh_interval":"-1"})");
    QVERIFY(m_source->bulk(ordersFrom(3'000, 3'100), "orders"));
    const auto godwit = run();
    QVERIFY(godwit->start(plan("orders", {{QStringLiteral("slices"), 3}}), QStringLiteral("never")));
    endsExactly(*godwit, *m_source, *m_target, {"orders"});
}

void TestReindex::aSourceThatIsNotAllowedIsShownWithTheExactLine()
{
    fill("orders", 10);
    const auto godwit = run();
    // The fixture's servers allow 127.0.0.1 and localhost only.
    const QString elsewhere = QStringLiteral("http://127.0.0.2:%1").arg(m_source->port());
    QVERIFY(godwit->start(plan("orders", {{QStringLiteral("remote_url"), elsewhere}}), QStringLiteral("never")));
    QVERIFY2(godwit->waitFinished(60'000), qPrintable(godwit->outputText()));
    QCOMPARE(godwit->exitCode(), 3);
    const QString reason = godwit->summary().value(QLatin1String("reason")).toString();
    const QString line = QStringLiteral(R"(reindex.remote.allowlist: ["127.0.0.1:*", "localhost:*", "127.0.0.2:%1"])")
                             .arg(m_source->port());
    QVERIFY2(reason.contains(line), qPrintable(reason));
    QVERIFY(reason.contains(QStringLiteral("opensearch.yml")));
    QCOMPARE(m_target->request("GET", "/_cat/indices/orders?format=json").array().size(), 0);
}

void TestReindex::aKilledRunFindsItsTasksAgain()
{
    fill("orders", 2'000);
    QJsonObject slow = slowly(plan("orders", {{QStringLiteral("slices"), 2}, {QStringLiteral("batch"), 100}}));
    const auto godwit = run();
    QVERIFY(godwit->start(slow, QStringLiteral("never")));
    QVERIFY2(godwit->waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() >= 300; }, 60'000),
        qPrintable(godwit->outputText()));
    const QString job = godwit->job();
    godwit->kill();
    QCOMPARE(runningTasks(), 2); // they go on without Godwit
    const auto again = run();
    QVERIFY(again->resume(job, QStringLiteral("never")));
    endsExactly(*again, *m_source, *m_target, {"orders"});
    // Had a part begun anew, what it wrote before would be there already.
    QCOMPARE(again->ledger().value(QLatin1String("already")).toInteger(), 0);
    QCOMPARE(again->ledger().value(QLatin1String("written")).toInteger(), 2'000);
}

void TestReindex::aStoppedRunCancelsItsTasksAndGoesOn()
{
    fill("orders", 2'000);
    QJsonObject slow = slowly(plan("orders", {{QStringLiteral("slices"), 2}, {QStringLiteral("batch"), 100}}));
    const auto godwit = run();
    QVERIFY(godwit->start(slow, QStringLiteral("never")));
    QVERIFY2(godwit->waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() >= 300; }, 60'000),
        qPrintable(godwit->outputText()));
    godwit->interrupt();
    QVERIFY2(godwit->waitFinished(60'000), qPrintable(godwit->outputText()));
    QCOMPARE(godwit->exitCode(), 6);
    QTRY_COMPARE_WITH_TIMEOUT(runningTasks(), 0, 30'000);
    const auto again = run();
    QVERIFY(again->resume(godwit->job(), QStringLiteral("never")));
    endsExactly(*again, *m_source, *m_target, {"orders"});
    QVERIFY(again->ledger().value(QLatin1String("already")).toInteger() >= 100);
}

void TestReindex::aTaskThatSomebodyCancelsRunsAgain()
{
    fill("orders", 1'500);
    QJsonObject slow = slowly(plan("orders", {{QStringLiteral("slices"), 1}, {QStringLiteral("batch"), 100}}));
    const auto godwit = run();
    QVERIFY(godwit->start(slow, QStringLiteral("never")));
    QVERIFY2(godwit->waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() >= 100; }, 60'000),
        qPrintable(godwit->outputText()));
    m_target->rawRequest("POST", "/_tasks/_cancel?actions=indices:data/write/reindex");
    endsExactly(*godwit, *m_source, *m_target, {"orders"});
    QVERIFY(godwit->errorText().contains("cancelled on the target"));
}

void TestReindex::aTaskThatIsLostWithItsNodeRunsAgain()
{
    fill("orders", 2'000);
    QJsonObject slow = slowly(plan("orders", {{QStringLiteral("slices"), 2}, {QStringLiteral("batch"), 100}}));
    const auto godwit = run();
    QVERIFY(godwit->start(slow, QStringLiteral("never")));
    QVERIFY2(godwit->waitFor(
                 [](const QJsonObject &line) { return line.value(QLatin1String("read")).toInteger() >= 300; }, 60'000),
        qPrintable(godwit->outputText()));
    m_target->killNode(0);
    QVERIFY(m_target->startNode(0));
    endsExactly(*godwit, *m_source, *m_target, {"orders"});
    QVERIFY2(godwit->errorText().contains("its node was restarted"), qPrintable(godwit->outputText()));
    QVERIFY(godwit->ledger().value(QLatin1String("already")).toInteger() >= 100); // from before
}

void TestReindex::refusedDocumentsAreFindingsAndTheRestArrives()
{
    fill("orders", 1'500);
    QJsonObject strict = plan("orders", {{QStringLiteral("slices"), 2}});
    // Numbers above 1,490 do not fit into a byte, nor do most others: the target takes n up to 127 only where it is
    // one.
    strict.insert(QStringLiteral("overrides"),
        QJsonObject{{QStringLiteral("orders"),
            QJsonObject{{QStringLiteral("mappings"),
                QJsonObject{{QStringLiteral("properties"),
                    QJsonObject{
                        {QStringLiteral("k"), QJsonObject{{QStringLiteral("type"), QStringLiteral("boolean")}}}}}}}}}});
    QVERIFY(m_source->bulk(R"({"index":{"_id":"0","routing":"r0"}}
{"k":"true"}
)",
        "orders"));
    // Only documents with k = true fit; the others are made to fit by taking k out of most of them.
    QByteArray without;
    for (int i = 1; i < 1'495; ++i) {
        const QByteArray id = QByteArray::number(i);
        const QByteArray routing = i % 7 == 0 ? R"(,"routing":"r)" + QByteArray::number(i % 3) + '"' : QByteArray();
        without += R"({"index":{"_id":")" + id + '"' + routing + "}}\n{\"n\":" + id + "}\n";
    }
    QVERIFY(m_source->bulk(without, "orders"));
    QVERIFY(m_source->refresh("orders"));
    const auto godwit = run();
    QVERIFY(godwit->start(strict, QStringLiteral("never")));
    QVERIFY2(godwit->waitFinished(90'000), qPrintable(godwit->outputText()));
    QVERIFY2(godwit->exitCode() == 4, qPrintable(godwit->outputText()));
    QCOMPARE(godwit->ledger().value(QLatin1String("rejected")).toInteger(), 5);
    Documents here = m_source->allDocuments("orders");
    for (int i = 1'495; i < 1'500; ++i)
        here.removeIf([i](const auto &entry) { return entry.key().first == QByteArray::number(i); });
    const QString differs = difference(here, m_target->allDocuments("orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    QFile file(godwit->summary().value(QLatin1String("rejected_file")).toString());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QCOMPARE(kept.count('\n'), 5);
    QVERIFY2(kept.contains(R"("source":{"k":"x1496","t":"word","n":1496,"big":9007199254740993)"), kept.constData());
}

void TestReindex::scriptQueryAndFieldsAct()
{
    fill("orders", 1'200);
    QVERIFY(
        m_target->request("PUT", "/_ingest/pipeline/mark", R"({"processors":[{"set":{"field":"seen","value":true}}]})")
            .object()
            .value(QLatin1String("acknowledged"))
            .toBool());
    const auto godwit = run();
    QVERIFY(
        godwit->start(plan("orders",
                          {{QStringLiteral("query"),
                               QJsonObject{{QStringLiteral("range"),
                                   QJsonObject{{QStringLiteral("n"), QJsonObject{{QStringLiteral("lt"), 1'100}}}}}}},
                              {QStringLiteral("fields"), QJsonArray{QStringLiteral("n"), QStringLiteral("k")}},
                              {QStringLiteral("script"), QStringLiteral("ctx._source.twice = ctx._source.n * 2")},
                              {QStringLiteral("pipeline"), QStringLiteral("mark")}, {QStringLiteral("slices"), 2}}),
            QStringLiteral("never")));
    QVERIFY2(godwit->waitFinished(60'000), qPrintable(godwit->outputText()));
    QVERIFY2(godwit->exitCode() == 0, qPrintable(godwit->outputText()));
    QCOMPARE(m_target->count("orders"), 990); // 1 to 1,099 without every tenth
    const QByteArray one = m_target->rawRequest("GET", "/orders/_doc/3");
    QVERIFY2(
        one.contains(R"("twice":6)") && one.contains(R"("seen":true)") && !one.contains(R"("t":)"), one.constData());
}

//! Neither those that a template gives to the new index, nor those of an index that was there.
void TestReindex::pipelinesOfATemplateChangeNothing()
{
    fill("orders", 1'200);
    const auto acknowledged = [this](const QByteArray &path, const QByteArray &body) {
        return m_target->request("PUT", path, body).object().value(QLatin1String("acknowledged")).toBool();
    };
    QVERIFY(acknowledged("/_ingest/pipeline/mark", R"({"processors":[{"set":{"field":"seen","value":true}}]})"));
    const QByteArray pipelines = R"({"index.default_pipeline":"mark","index.final_pipeline":"mark"})";
    QVERIFY(acknowledged("/_index_template/marks",
        R"({"index_patterns":["orders"],"template":{"settings":)" + pipelines + "}}"));
    const auto godwit = run();
    const bool started = godwit->start(plan("orders", {{QStringLiteral("slices"), 2}}), QStringLiteral("auto"));
    const bool finished = started && godwit->waitFinished(90'000);
    m_target->rawRequest("DELETE", "/_index_template/marks");
    QVERIFY2(finished && godwit->exitCode() == 0, qPrintable(godwit->outputText()));
    QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    // What the template wanted holds from now on.
    const QByteArray settings = m_target->rawRequest("GET", "/orders/_settings?flat_settings=true");
    QVERIFY2(settings.contains(R"("index.default_pipeline":"mark")")
            && settings.contains(R"("index.final_pipeline":"mark")"),
        settings.constData());

    // An index that was there keeps its default pipeline, and its documents don't go through it.
    fill("prepared", 50);
    QVERIFY(createIndex(*m_target, "prepared", R"("number_of_shards":3,"default_pipeline":"mark")", mappings));
    QJsonObject onto = plan("prepared", {});
    onto.insert(QStringLiteral("existing"), QStringLiteral("append"));
    const auto appended = run();
    QVERIFY(appended->start(onto, QStringLiteral("never")));
    QVERIFY2(appended->waitFinished(90'000), qPrintable(appended->outputText()));
    QVERIFY2(appended->exitCode() == 0, qPrintable(appended->outputText()));
    differs = difference(m_source->allDocuments("prepared"), m_target->allDocuments("prepared"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    QVERIFY(m_target->rawRequest("GET", "/prepared/_settings?flat_settings=true")
                .contains(R"("index.default_pipeline":"mark")"));
}

void TestReindex::theCutoverBringsTheLastChangesAndTheAlias()
{
    fill("orders", 2'000);
    m_source->request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders","alias":"sales"}}]})");
    const auto godwit = run();
    QVERIFY(godwit->start(plan("orders", {{QStringLiteral("slices"), 2}}), QStringLiteral("ask")));
    QVERIFY2(godwit->waitFor(
                 [](const QJsonObject &line) {
                     return line.value(QLatin1String("stage")).toString() == QLatin1String("finalization");
                 },
                 60'000),
        qPrintable(godwit->outputText()));
    QVERIFY(m_source->bulk(ordersFrom(1'990, 2'050, "changed"), "orders")); // ten changed, fifty new
    runsExactly(*godwit, *m_source, *m_target, {"orders"});
    QVERIFY(godwit->summary().value(QLatin1String("write_pause_s")).toDouble(-1) > 0);
    QCOMPARE(m_target->count("sales"), 2'050);
    QVERIFY(!m_source->bulk(ordersFrom(0, 1), "orders")); // the block stays
}

void TestReindex::deletesWhileItRanAreTold()
{
    fill("orders", 1'000);
    const auto godwit = run();
    QVERIFY(godwit->start(plan("orders", {}), QStringLiteral("ask")));
    QVERIFY2(godwit->waitFor(
                 [](const QJsonObject &line) {
                     return line.value(QLatin1String("stage")).toString() == QLatin1String("finalization");
                 },
                 60'000),
        qPrintable(godwit->outputText()));
    QVERIFY(m_source->bulk(deleteLines("orders", 1, 4)));
    godwit->sayCutover();
    QVERIFY2(godwit->waitForError("called off", 60'000), qPrintable(godwit->outputText()));
    QVERIFY(godwit->errorText().contains("does not see deletes"));
    QTRY_VERIFY_WITH_TIMEOUT(!isBlocked(*m_source, "orders"), 20'000);
    QVERIFY(m_source->bulk(ordersFrom(10, 11), "orders")); // writable again
    godwit->interrupt();
    QVERIFY(godwit->waitFinished(60'000));
}

void TestReindex::writesThatGoOnCallTheCutoverOff()
{
    fill("orders", 1'000);
    const auto godwit = run();
    QVERIFY(godwit->start(plan("orders", {}), QStringLiteral("ask")));
    QVERIFY2(godwit->waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(godwit->outputText()));
    std::jthread writer([this](std::stop_token stop) { // changes, no new documents: the counts stay the same
        while (!stop.stop_requested())
            m_source->bulk(ordersFrom(1, 20, "changed"), "orders");
    });
    godwit->sayWritesAreStopped();
    const bool off = godwit->waitForError("called off", 60'000);
    writer.request_stop();
    writer.join();
    QVERIFY2(off, qPrintable(godwit->outputText()));
    QVERIFY2(godwit->errorText().contains("Writes still arrive"), qPrintable(godwit->outputText()));
    godwit->sayWritesAreStopped(); // now it is true
    endsExactly(*godwit, *m_source, *m_target, {"orders"});
    QVERIFY(!isBlocked(*m_source, "orders"));
}

void TestReindex::aServerThatHangsDoesNotHoldThePause()
{
    fill("orders", 1'000);
    FaultProxy target(m_target->port());
    target.setHook([this](const ProxiedRequest &) {
        Fault fault;
        if (isBlocked(*m_source, "orders"))
            fault.delay = std::chrono::seconds(60);
        return fault;
    });
    QJsonObject limited = plan("orders", {});
    limited.insert(QStringLiteral("target"), QJsonObject{{QStringLiteral("url"), target.url()}});
    limited.insert(QStringLiteral("pause_limit_s"), 6);
    const auto godwit = run();
    QVERIFY(godwit->start(limited, QStringLiteral("ask")));
    QVERIFY2(godwit->waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(godwit->outputText()));
    godwit->sayCutover();
    QVERIFY2(waitInsideCutover(*godwit, *m_source, "orders", 0), qPrintable(godwit->outputText()));
    QElapsedTimer timer;
    timer.start();
    // Long before the answer that it waits for comes.
    QVERIFY2(godwit->waitForError("called off", 20'000), qPrintable(godwit->outputText()));
    QTRY_VERIFY_WITH_TIMEOUT(!isBlocked(*m_source, "orders"), 20'000);
    qInfo("lifted after %lld ms", timer.elapsed());
    QVERIFY2(godwit->errorText().contains("pause limit"), qPrintable(godwit->outputText()));
    target.clear();
    target.resetConnections();
    godwit->insistOnCutover();
    endsExactly(*godwit, *m_source, *m_target, {"orders"});
}

void TestReindex::killsInsideTheCutoverEndExactly_data()
{
    QTest::addColumn<bool>("local");
    QTest::newRow("from remote") << false;
    QTest::newRow("on one cluster") << true;
}

void TestReindex::killsInsideTheCutoverEndExactly()
{
    QFETCH(bool, local);
    TestCluster &source = local ? *m_target : *m_source;
    const QByteArray from = local ? "old" : "orders";
    QVERIFY(createIndex(source, from, R"("number_of_shards":2,"number_of_replicas":0)", mappings));
    QVERIFY(source.bulk(ordersFrom(0, 2'000), from));
    QVERIFY(source.refresh(from));
    source.request("POST", "/_aliases", R"({"actions":[{"add":{"index":")" + from + R"(","alias":"sales"}}]})");
    const auto godwit = run();
    QVERIFY(
        godwit->start(local ? localPlan() : plan("orders", {{QStringLiteral("slices"), 2}}), QStringLiteral("ask")));
    QVERIFY2(godwit->waitForStage(QStringLiteral("finalization"), 60'000), qPrintable(godwit->outputText()));
    const QString job = godwit->job();
    int inside = 0;
    for (const int wait : {0, 60, 150}) {
        QVERIFY(source.bulk(ordersFrom(2'000 + wait, 2'040 + wait), from));
        godwit->sayCutover();
        if (!waitInsideCutover(*godwit, source, from, wait))
            break;
        godwit->kill();
        ++inside;
        QVERIFY(godwit->resume(job, QStringLiteral("ask")));
        // The block goes before anything else, unless the switch was through.
        QTRY_VERIFY_WITH_TIMEOUT(!isBlocked(source, from) || !godwit->running(), 60'000);
        if (!godwit->running())
            break;
    }
    qInfo("%d kills inside the cutover", inside);
    QVERIFY2(inside > 0, qPrintable(godwit->outputText()));
    if (godwit->running())
        godwit->sayCutover();
    QVERIFY2(godwit->waitFinished(60'000), qPrintable(godwit->outputText()));
    QVERIFY2(godwit->exitCode() == 0 || godwit->hadFinished(), qPrintable(godwit->outputText()));
    const QString differs = difference(source.allDocuments(from), m_target->allDocuments(local ? "new" : "orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    QCOMPARE(m_target->request("GET", "/_alias/sales").object().keys(),
        QStringList(local ? QStringLiteral("new") : QStringLiteral("orders")));
    QVERIFY(isBlocked(source, from)); // it stays after the cutover
}

void TestReindex::aLocalReindexChangesShardsAndSwapsTheAlias()
{
    QVERIFY(createIndex(*m_target, "old", R"("number_of_shards":2,"number_of_replicas":0)", mappings));
    QVERIFY(m_target->bulk(ordersFrom(0, 3'000), "old"));
    QVERIFY(m_target->refresh("old"));
    m_target->request("POST", "/_aliases", R"({"actions":[{"add":{"index":"old","alias":"sales"}}]})");
    const auto godwit = run();
    QVERIFY(godwit->start(localPlan(), QStringLiteral("auto")));
    QVERIFY2(godwit->waitFinished(90'000), qPrintable(godwit->outputText()));
    QVERIFY2(godwit->exitCode() == 0, qPrintable(godwit->outputText()));
    const QString differs = difference(m_target->allDocuments("old"), m_target->allDocuments("new"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    const QJsonObject settings = m_target->request("GET", "/new/_settings").object();
    QVERIFY(QJsonDocument(settings).toJson(QJsonDocument::Compact).contains(R"("number_of_shards":"5")"));
    const QJsonObject aliases = m_target->request("GET", "/_alias/sales").object();
    QCOMPARE(aliases.keys(), QStringList({QStringLiteral("new")}));
}

QTEST_GUILESS_MAIN(TestReindex)
#include "tst_reindex.moc"
