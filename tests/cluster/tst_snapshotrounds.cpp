// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshot rounds and restores between real clusters: exact at the end, also after kills; nothing partial is taken.
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/methods/snapshots/snapshotcatalogue.h"
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/cluster/workload.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace godwit;
using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

//! So that a restore lasts as long as a test wants; a server that is started again has forgotten it.
void limitRestores(TestCluster &cluster, const QByteArray &rate)
{
    int status = 0;
    cluster.request(
        "PUT", "/_cluster/settings", R"({"transient":{"indices.recovery.max_bytes_per_sec":)" + rate + "}}", &status);
    QCOMPARE(status, 200);
}

bool restores(const QJsonObject &line)
{
    return line.value(QLatin1String("step")) == QLatin1String("restore");
}

} // namespace

class TestSnapshotRounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundsWithChangingDocumentsEndExactly();
    void cleanupDeletesOnlyOurs();
    void killsAreSurvived();
    void anEarlierRestoreIsWaitedFor();
    void aRestoreSurvivesKillsOfBothSides();
    void writesThatGoOnCallTheCutoverOff();
    void aSecondWriterIsRefused();
    void aRestoreNeedsNoSource();
    void aCollisionIsRefused();
    void roundsByHandWaitForTheWord();
    void aSnapshotIsChosenFromLikeACluster();
    void aSnapshotNeverGoesToAnOlderCluster();
    void aPartialSnapshotIsRefused();
    void cleanupTestCase();

private:
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    QTemporaryDir m_state;
    QString m_job;
};

void TestSnapshotRounds::initTestCase()
{
    m_source = std::make_unique<TestCluster>(text("es7"));
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(text("es8"));
    VERIFY_CLUSTER(*m_target);
}

void TestSnapshotRounds::cleanupTestCase()
{
    m_target.reset();
    m_source.reset();
}

void TestSnapshotRounds::roundsWithChangingDocumentsEndExactly()
{
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":3,"number_of_replicas":1)"));
    QVERIFY(createIndex(*m_source, "routed", R"("number_of_shards":2,"number_of_replicas":0)"));
    m_source->request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders","alias":"sales"}}]})");
    Workload workload(*m_source, {{"orders", "routed"}, "routed", 20'000, 300, 5, false});
    QVERIFY(workload.fill(10'000));
    workload.start();
    GodwitRun run(m_state.path());
    QVERIFY(
        run.start(roundsPlan(*m_source, *m_target, {text("orders"), text("routed")}, text("backup")), text("auto")));
    endsExactly(run, *m_source, *m_target, {"orders", "routed"});
    workload.stop();
    m_job = run.job();
    const QJsonObject summary = run.summary();
    const QJsonArray rounds = summary.value(QLatin1String("rounds")).toArray();
    QCOMPARE(rounds.size(), 3);
    QVERIFY(rounds.at(0)[QLatin1String("changed_bytes")].toInteger() > 0);
    QVERIFY(rounds.at(2)[QLatin1String("reused_bytes")].toInteger() > 0);
    const double pause = summary.value(QLatin1String("write_pause_s")).toDouble();
    qInfo("write pause %.2f s", pause);
    QVERIFY(pause > 0 && pause < 30);
    // What the plan promises about both sides.
    QVERIFY(isBlocked(*m_source, "orders") && !isBlocked(*m_target, "orders") && !isBlocked(*m_target, "routed"));
    QVERIFY(m_target->rawRequest("GET", "/_alias/sales").contains("orders"));
    QVERIFY(m_target->rawRequest("GET", "/orders/_settings?flat_settings=true")
                .contains(R"("index.number_of_replicas":"1")"));
    QVERIFY(m_target->rawRequest("GET", "/_snapshot/backup").contains(R"("readonly":"true")"));
    QCOMPARE(snapshotsOf(*m_source, "backup").size(), 4);
    int status = 0;
    m_target->request("PUT", "/orders/_doc/new", R"({"a":1})", &status);
    QCOMPARE(status, 201);
}

void TestSnapshotRounds::cleanupDeletesOnlyOurs()
{
    QVERIFY(!m_job.isEmpty());
    for (const QByteArray &name : {QByteArray("nightly"), QByteArray("godwit-00000000-1"),
             QByteArray("godwit-" + m_job.toLatin1() + "-x"), QByteArray("godwit-" + m_job.toLatin1() + "-99")})
        m_source->request("PUT", "/_snapshot/backup/" + name + "?wait_for_completion=true", R"({"indices":"orders"})");
    QCOMPARE(snapshotsOf(*m_source, "backup").size(), 8);
    GodwitRun run(m_state.path());
    QVERIFY(run.startCommand({text("cleanup"), m_job, text("--state"), m_state.path()}));
    QVERIFY(run.waitFinished(60'000));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QStringList left = snapshotsOf(*m_source, "backup");
    left.sort();
    QCOMPARE(left,
        QStringList({text("godwit-00000000-1"), QString(text("godwit-") + m_job + text("-99")),
            QString(text("godwit-") + m_job + text("-x")), text("nightly")}));
}

void TestSnapshotRounds::killsAreSurvived()
{
    deleteIndices(*m_source);
    deleteIndices(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(createIndex(*m_source, "routed", R"("number_of_shards":1,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"orders", "routed"}, "routed", 20'000, 200, 11, false});
    QVERIFY(workload.fill(10'000));
    workload.start();
    std::mt19937 random(3);
    GodwitRun run(m_state.path());
    const QJsonObject rounds{{text("at_least"), 2}, {text("until_seconds"), 60}, {text("every_seconds"), 0}};
    QVERIFY(run.start(
        roundsPlan(*m_source, *m_target, {text("orders"), text("routed"), text("late-*")}, text("kills"), rounds),
        text("ask")));
    QVERIFY2(run.waitFor([](const QJsonObject &line) { return line.contains(QLatin1String("job")); }, 20'000),
        qPrintable(run.outputText()));
    const QString job = run.job();
    for (int i = 0; i < 5; ++i) { // somewhere in a snapshot, a restore, or between them
        run.waitFor([](const QJsonObject &) { return false; }, 300 + static_cast<int>(random() % 1'200));
        QVERIFY2(run.running(), qPrintable(run.outputText()));
        run.kill();
        if (i == 2) { // the round under way does not have it
            QVERIFY(createIndex(*m_source, "late-1", R"("number_of_shards":2,"number_of_replicas":0)"));
            QVERIFY(m_source->bulk(documentLines("late-1", 0, 100, R"({"n":1.10})")));
        }
        QVERIFY(run.resume(job, text("ask")));
    }
    int inside = 0;
    for (int attempt = 0; attempt < 4 && inside < 2; ++attempt) {
        run.sayCutover();
        if (!waitInsideCutover(run, *m_source, "orders", static_cast<int>(random() % 700)))
            break;
        run.kill();
        ++inside;
        QVERIFY(run.resume(job, text("ask")));
        // The block that stands is of the run that was killed.
        QTRY_VERIFY_WITH_TIMEOUT(!isBlocked(*m_source, "orders") || !run.running(), 60'000);
    }
    qInfo("%d kills inside the cutover", inside);
    QVERIFY2(inside > 0, qPrintable(run.outputText()));
    runsExactly(run, *m_source, *m_target, {"orders", "routed", "late-1"});
    workload.stop();
    QVERIFY(!isBlocked(*m_target, "orders"));
    QStringList names = snapshotsOf(*m_source, "kills");
    names.removeDuplicates();
    QCOMPARE(names.size(), snapshotsOf(*m_source, "kills").size());
}

//! Killed while the target restores a round, and then a new index asks for another snapshot: what the target restores
//! it closes for nobody.
void TestSnapshotRounds::anEarlierRestoreIsWaitedFor()
{
    deleteIndices(*m_source);
    deleteIndices(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    QVERIFY(Workload(*m_source, {{"orders"}, {}, 20'000, 200, 11, false}).fill(10'000));
    limitRestores(*m_target, R"("5kb")");
    GodwitRun run(m_state.path());
    QVERIFY(run.start(roundsPlan(*m_source, *m_target, {text("orders"), text("late-*")}, text("waited"),
                          {{text("at_least"), 2}, {text("until_seconds"), 60}}),
        text("ask")));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_target->rawRequest("GET", "/orders/_recovery?filter_path=*.shards.stage").contains("INDEX"), 60'000);
    run.kill();
    QVERIFY(createIndex(*m_source, "late-1", R"("number_of_shards":1,"number_of_replicas":0)"));
    QVERIFY(m_source->bulk(documentLines("late-1", 0, 100, R"({"n":1.10})")));
    const QString job = run.job();
    QVERIFY(run.resume(job, text("auto")));
    QVERIFY2(run.waitForError("still restores", 60'000), qPrintable(run.outputText()));
    limitRestores(*m_target, "null");
    endsExactly(run, *m_source, *m_target, {"orders", "late-1"});
}

//! Godwit is killed before, at the beginning and in the middle; then the target's server. Shards that were restored
//! before it went come back as what they are.
void TestSnapshotRounds::aRestoreSurvivesKillsOfBothSides()
{
    deleteIndices(*m_source);
    deleteIndices(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(createIndex(*m_source, "routed", R"("number_of_shards":1,"number_of_replicas":0)"));
    QVERIFY(Workload(*m_source, {{"orders"}, {}, 20'000, 200, 11, false}).fill(10'000));
    QVERIFY(
        Workload(*m_source, {{"routed"}, "routed", 400, 200, 12, false}).fill(200)); // is there long before the other
    m_source->request("PUT", "/_snapshot/kept",
        R"({"type":"fs","settings":{"location":")" + TestCluster::sharedRepository().toUtf8() + R"(/kept"}})");
    int status = 0;
    m_source->request("PUT", "/_snapshot/kept/one?wait_for_completion=true", R"({"indices":"orders,routed"})", &status);
    QCOMPARE(status, 200);
    limitRestores(*m_target, R"("20kb")"); // until it is killed
    const QJsonObject repository = sharedRepositoryPlan(text("again"), text("kept"), {{text("readonly"), true}});
    GodwitRun run(m_state.path());
    QVERIFY(run.start(restorePlan(*m_target, repository, text("one"), text("again-")), text("never")));
    QVERIFY2(run.waitFor([](const QJsonObject &line) { return line.contains(QLatin1String("job")); }, 20'000),
        qPrintable(run.outputText()));
    const QString job = run.job();
    for (const int wait : {0, 350, 700}) {
        run.waitFor([](const QJsonObject &) { return false; }, wait);
        QVERIFY2(run.running(), qPrintable(run.outputText()));
        run.kill();
        QVERIFY(run.resume(job, text("never")));
    }
    int looks = 0; // what was restored before says nothing of the run that is to notice the loss
    QVERIFY2(run.waitFor([&looks](const QJsonObject &line) { return restores(line) && ++looks == 2; }, 30'000),
        qPrintable(run.outputText()));
    const auto shards = [this](const char *stage) {
        return m_target->rawRequest("GET", "/again-*/_recovery?filter_path=*.shards.stage").count(stage);
    };
    QTRY_VERIFY_WITH_TIMEOUT(shards("DONE") > 0, 30'000);
    const auto left = shards("INDEX");
    m_target->killNode(0);
    QVERIFY(m_target->startNode(0));
    qInfo("%d shards were still to be restored", int(left));
    QVERIFY2(left > 0, qPrintable(run.outputText()));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QVERIFY(run.errorText().contains("The restore runs again"));
    for (const QByteArray &index : {QByteArray("orders"), QByteArray("routed")}) {
        const QString differs = difference(m_source->allDocuments(index), m_target->allDocuments("again-" + index));
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
    }
}

void TestSnapshotRounds::writesThatGoOnCallTheCutoverOff()
{
    deleteIndices(*m_source);
    deleteIndices(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    Workload workload(*m_source, {{"orders"}, {}, 2'000, 200, 7, false});
    QVERIFY(workload.fill(1'000));
    workload.start();
    GodwitRun run(m_state.path());
    QVERIFY(run.start(roundsPlan(*m_source, *m_target, {text("orders")}, text("calledoff"),
                          {{text("at_least"), 2}, {text("until_seconds"), 60}, {text("every_seconds"), 3600}}),
        text("ask")));
    run.sayWritesAreStopped();
    QVERIFY2(run.waitForError("called off", 90'000), qPrintable(run.outputText()));
    QVERIFY(!isBlocked(*m_source, "orders"));
    runsExactly(run, *m_source, *m_target, {"orders"});
    workload.stop();
}

void TestSnapshotRounds::roundsByHandWaitForTheWord()
{
    deleteIndices(*m_source);
    deleteIndices(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":1,"number_of_replicas":0)"));
    QVERIFY(m_source->bulk(documentLines("orders", 0, 500, R"({"a":1})")));
    const QString tomorrow = QDateTime::currentDateTime().addDays(1).toString(text("yyyy-MM-ddTHH:mm"));
    GodwitRun run(m_state.path());
    QVERIFY(run.start(roundsPlan(*m_source, *m_target, {text("orders")}, text("byhand"),
                          {{text("pace"), text("by-hand")}, {text("at_least"), 2}, {text("until_seconds"), 60},
                              {text("first_at"), tomorrow}}),
        text("ask")));
    const auto made = [this] { return snapshotsOf(*m_source, "byhand").size(); };
    QTRY_VERIFY_WITH_TIMEOUT(m_target->rawRequest("GET", "/_snapshot/byhand").contains(R"("readonly":"true")"), 30'000);
    QTest::qWait(1'000);
    QCOMPARE(made(), 0); // tomorrow
    run.sayRound();
    QVERIFY2(run.waitForStage(text("finalization"), 30'000), qPrintable(run.outputText()));
    QTest::qWait(1'000);
    QCOMPARE(made(), 1);
    QVERIFY(m_source->bulk(documentLines("orders", 500, 600, R"({"a":2})")));
    run.sayRound();
    QTRY_COMPARE_WITH_TIMEOUT(made(), 2, 30'000);
    runsExactly(run, *m_source, *m_target, {"orders"});
    const QJsonArray rounds = run.summary().value(QLatin1String("rounds")).toArray();
    QCOMPARE(rounds.size(), 2);
    QVERIFY(QDateTime::fromString(rounds.at(1)[QLatin1String("begun")].toString(), Qt::ISODateWithMs).isValid());
}

void TestSnapshotRounds::aSnapshotIsChosenFromLikeACluster()
{
    const QStringList names = snapshotsOf(*m_source, "byhand");
    QVERIFY(!names.isEmpty());
    Endpoint endpoint;
    endpoint.url = m_target->url(); // registered there by the job, read-only
    SearchConnector connector(openedAsSource(endpoint), {});
    const auto cluster = connector.open({});
    QJsonObject options{
        {text("repository"), QJsonObject{{text("name"), text("byhand")}}}, {text("snapshot"), names.last()}};
    const auto catalogue = readSnapshotCatalogue(*cluster, options);
    QVERIFY2(catalogue, qPrintable(catalogue ? QString() : catalogue.error().summary));
    QCOMPARE(catalogue->indices.size(), 1);
    QCOMPARE(catalogue->indices.first().name, text("orders"));
    QCOMPARE(catalogue->indices.first().primaries, 1);
    QVERIFY(catalogue->indices.first().primaryBytes > 0);
    QCOMPARE(catalogue->info.product, Product::Elasticsearch);
    QCOMPARE(catalogue->info.version.major, 7);
    options.insert(text("snapshot"), text("nobody"));
    const auto missing = readSnapshotCatalogue(*cluster, options);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

void TestSnapshotRounds::aSecondWriterIsRefused()
{
    const QByteArray location = (TestCluster::sharedRepository() + text("/calledoff")).toUtf8();
    m_target->request(
        "PUT", "/_snapshot/writable?verify=false", R"({"type":"fs","settings":{"location":")" + location + R"("}})");
    m_target->request("DELETE", "/_snapshot/calledoff");
    deleteIndices(*m_target);
    GodwitRun run(m_state.path());
    QVERIFY(run.start(roundsPlan(*m_source, *m_target, {text("orders")}, text("calledoff")), text("auto")));
    QVERIFY(run.waitFinished(30'000));
    QCOMPARE(run.exitCode(), 3);
    QVERIFY2(run.errorText().contains("ruin"), qPrintable(run.outputText()));
    m_target->request("DELETE", "/_snapshot/writable");
}

void TestSnapshotRounds::aRestoreNeedsNoSource()
{
    deleteIndices(*m_target);
    QVERIFY(!snapshotsOf(*m_source, "calledoff").isEmpty());
    const QByteArray name = snapshotsOf(*m_source, "calledoff").last().toUtf8();
    GodwitRun run(m_state.path());
    QVERIFY(run.start(
        restorePlan(*m_target, sharedRepositoryPlan(text("calledoff")), QString::fromUtf8(name), text("back-")),
        text("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("back-orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

void TestSnapshotRounds::aCollisionIsRefused()
{
    QVERIFY(!snapshotsOf(*m_source, "calledoff").isEmpty());
    const QString name = snapshotsOf(*m_source, "calledoff").last();
    GodwitRun run(m_state.path());
    QVERIFY(
        run.start(restorePlan(*m_target, sharedRepositoryPlan(text("calledoff")), name, text("back-")), text("never")));
    QVERIFY(run.waitFinished(30'000));
    QCOMPARE(run.exitCode(), 3);
    QVERIFY2(run.errorText().contains("back-orders is there already"), qPrintable(run.outputText()));
    // "replace" restores over it, and it is whole again: that it was restored from the same snapshot before is no
    // proof.
    int status = 0;
    // The snapshot was taken inside a write pause, and its block came along.
    m_target->request("PUT", "/back-orders/_settings", R"({"index.blocks.write":null})", &status);
    QCOMPARE(status, 200);
    m_target->request("PUT", "/back-orders/_doc/late", R"({"n":1})", &status);
    QCOMPARE(status, 201);
    QJsonObject plan = restorePlan(*m_target, sharedRepositoryPlan(text("calledoff")), name, text("back-"));
    plan.insert(text("existing"), text("replace"));
    GodwitRun again(m_state.path());
    QVERIFY(again.start(plan, text("never")));
    QVERIFY(again.waitFinished(60'000));
    QVERIFY2(again.exitCode() == 0, qPrintable(again.outputText()));
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("back-orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

void TestSnapshotRounds::aSnapshotNeverGoesToAnOlderCluster()
{
    GodwitRun run(m_state.path());
    QVERIFY(run.start(roundsPlan(*m_target, *m_source, {text("*")}, text("backwards")), text("auto")));
    QVERIFY(run.waitFinished(30'000));
    QCOMPARE(run.exitCode(), 3);
    QVERIFY2(run.errorText().contains("does not restore into the older"), qPrintable(run.outputText()));
    for (TestCluster *cluster : {m_source.get(), m_target.get()}) {
        int status = 0;
        cluster->rawRequest("GET", "/_snapshot/backwards", {}, &status);
        QCOMPARE(status, 404); // nothing was touched
    }
}

void TestSnapshotRounds::aPartialSnapshotIsRefused()
{
    m_source.reset(); // room for two nodes
    deleteIndices(*m_target);
    TestClusterOptions two;
    two.nodes = 2;
    TestCluster source(text("es7"), two);
    VERIFY_CLUSTER(source);
    QVERIFY(createIndex(source, "orders", R"("number_of_shards":4,"number_of_replicas":0)"));
    for (int i = 0; i < 4; ++i) {
        std::mt19937 random(static_cast<unsigned>(i));
        QByteArray lines;
        for (int d = 0; d < 500; ++d) {
            QByteArray noise;
            for (int n = 0; n < 60; ++n)
                noise += QByteArray::number(random());
            lines += documentLines("orders", i * 500 + d, i * 500 + d + 1, R"({"noise":")" + noise + "\"}");
        }
        QVERIFY(source.bulk(lines));
    }
    QJsonObject plan = roundsPlan(source, *m_target, {text("orders")}, text("partial"));
    QJsonObject options = plan.value(text("options")).toObject();
    options.insert(text("repository"),
        sharedRepositoryPlan(text("partial"), {}, {{text("max_snapshot_bytes_per_sec"), text("60kb")}}));
    plan.insert(text("options"), options);
    GodwitRun run(m_state.path());
    QVERIFY(run.start(plan, text("auto")));
    QTRY_VERIFY2_WITH_TIMEOUT(source.rawRequest("GET", "/_snapshot/partial/_current").contains("IN_PROGRESS"),
        qPrintable(run.outputText()), 60'000);
    source.killNode(1);
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 5, qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("error")).toString(), text("incomplete"));
    QVERIFY2(run.errorText().contains("PARTIAL") || run.errorText().contains("FAILED"), qPrintable(run.outputText()));
    int status = 0;
    m_target->request("GET", "/orders", {}, &status);
    QCOMPARE(status, 404); // nothing of it was restored
}

QTEST_GUILESS_MAIN(TestSnapshotRounds)
#include "tst_snapshotrounds.moc"
