// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a restore makes of answers: shards that move, feature states, refusals.
#include "restoreworld.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace godwit;
using namespace godwit::restoretest;

class TestRestoring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aShardIsRestoredOnceSeenSo_data();
    void aShardIsRestoredOnceSeenSo();
    void featureStatesAreWaitedFor();
    void streamsOfAFeatureAreWaitedFor();
    void lostFeatureStatesAreRestoredAgain_data();
    void lostFeatureStatesAreRestoredAgain();
    void aResumeRestoresOnlyTheLostFeatures();
    void nodesThatRestoreAreNotAskedForTheRepository();
    void aSnapshotThatTheTargetDoesNotFindIsExplained();
    void aRefusedReplaceOpensWhatItClosed_data();
    void aRefusedReplaceOpensWhatItClosed();
    void aLostAnswerIsNoSecondOrder_data();
    void aLostAnswerIsNoSecondOrder();
    void anIndexOfSomebodyElseIsLeftAsItIs_data();
    void anIndexOfSomebodyElseIsLeftAsItIs();
    void aRestoreThatTheTargetForgotRunsAgain();
    void aSnapshotIsTakenOverByItsMaker_data();
    void aSnapshotIsTakenOverByItsMaker();
    void whatWasNotTakenIsNobodysClaim_data();
    void whatWasNotTakenIsNobodysClaim();
    void whatWasRestoredIsNotRestoredAgain_data();
    void whatWasRestoredIsNotRestoredAgain();

private:
    JobSummary run(bool resume = false);
    void chooseRounds();
    void born(qint64 ms);
    bool finished(const JobSummary &summary) const { return summary.outcome == Outcome::Succeeded; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    World m_source;
    World m_target;
    Plan m_plan;
    Quiet m_quiet;
};

void TestRestoring::init()
{
    m_journal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = journaltest::opened(QString(m_folder->path() + text("/job")));
    QVERIFY(m_journal);
    m_quiet.told.clear();
    m_plan = Plan();
    m_plan.method = text("restore");
    m_plan.target.url = text("http://127.0.0.1:9201");
    m_plan.select.indices = {text("*")};
    m_plan.options = {{text("repository"), QJsonObject{{text("name"), text("kept")}}}, {text("snapshot"), text("one")},
        {text("patience_seconds"), 8}};
    m_target = World();
    m_target.info.product = Product::Elasticsearch;
    m_target.info.version = {8, 3, 3};
    m_target.info.clusterUuid = text("there");
    SnapshotInfo one;
    one.name = text("one");
    one.state = text("SUCCESS");
    one.version = text("7.17.15");
    one.indices = {text("orders")};
    one.shards = one.successful = 2;
    m_target.snapshots = {one};
    m_target.snapshotShards = {{text("orders"), 2}};
}

JobSummary TestRestoring::run(bool resume)
{
    WorldFactory source(m_plan.hasSource() ? m_source : m_target);
    WorldFactory target(m_target);
    JobControl control;
    JobRecord record = journaltest::record();
    record.plan = m_plan;
    if (!m_journal->saveJob(record))
        return {};
    JobSetup setup{
        m_plan, record.job, CutoverMode::Never, resume, source, target, *m_journal, control, m_quiet, Clock::system()};
    const JobSummary summary = runJob(setup);
    if (!finished(summary))
        qInfo("%s", qPrintable(summary.reason));
    return summary;
}

void TestRestoring::aShardIsRestoredOnceSeenSo_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("primary");
    QTest::addColumn<bool>("remade");
    QTest::addColumn<bool>("closed");
    QTest::addColumn<int>("orders");
    const auto row = [](const char *name, const char *type, bool primary, bool remade, bool closed, int orders) {
        QTest::newRow(name) << text(type) << primary << remade << closed << orders;
    };
    row("moved to another node", "PEER", true, false, false, 1);
    row("its node was restarted", "EXISTING_STORE", true, false, false, 1);
    row("its replica took over", "PEER", false, false, false, 1);
    row("it is empty now", "EMPTY_STORE", true, false, false, 2);
    row("the index was made again", "PEER", true, true, false, 2);
    row("the index was closed", "EXISTING_STORE", true, false, true, 2);
}

void TestRestoring::aShardIsRestoredOnceSeenSo()
{
    QFETCH(QString, type);
    QFETCH(bool, primary);
    QFETCH(bool, remade);
    QFETCH(bool, closed);
    QFETCH(int, orders);
    m_target.beforeLook = [&](World &world) {
        if (world.orders.size() > 1)
            return world.finish();
        World::Index &index = world.indices.at(text("orders"));
        if (world.looks == 2)
            index.shards[0].stage = text("DONE");
        if (world.looks == 4) {
            index.shards[0] = {type, text("DONE"), {}, primary};
            if (remade)
                index.uuid = text("another");
            index.open = !closed;
        }
        if (world.looks >= 6)
            index.shards[1].stage = text("DONE");
    };
    QVERIFY(finished(run()));
    QCOMPARE(m_target.orders.size(), orders);
    const bool again = std::any_of(m_quiet.told.cbegin(), m_quiet.told.cend(),
        [](const QString &told) { return told.contains(text("The restore runs again")); });
    QCOMPARE(again, orders > 1);
}

namespace {

//! A snapshot with the feature states security (one index of two shards) and tasks, of which security is wanted.
void withFeatures(World &world, Plan &plan)
{
    SnapshotInfo &one = world.snapshots.first();
    one.indices += {text(".security-7"), text(".tasks")};
    one.shards = one.successful = 5;
    one.globalState = true;
    one.featureStates = {text("security"), text("tasks")};
    one.featureIndices = {{text("security"), {text(".security-7")}}, {text("tasks"), {text(".tasks")}}};
    world.snapshotShards.insert(text(".security-7"), 2);
    world.snapshotShards.insert(text(".tasks"), 1);
    plan.options.insert(text("feature_states"), QJsonArray{text("security")});
    plan.options.insert(text("include_global_state"), true);
}

} // namespace

void TestRestoring::featureStatesAreWaitedFor()
{
    withFeatures(m_target, m_plan);
    m_plan.select.rename = {{text("^(.*)$"), text("back-$1")}};
    int looksAtTheEnd = 0;
    m_target.beforeLook = [&](World &world) {
        for (World::Shard &shard : world.indices.at(text("back-orders")).shards)
            shard.stage = text("DONE");
        if (world.looks == 3)
            world.indices.at(text(".security-7")).shards[0].stage = text("DONE");
        if (world.looks == 5)
            world.finish();
        looksAtTheEnd = world.looks;
    };
    QVERIFY(finished(run()));
    QVERIFY2(looksAtTheEnd >= 5, qPrintable(QString::number(looksAtTheEnd)));
    QCOMPARE(m_target.orders.size(), 1);
    QCOMPARE(m_target.orders.first().featureStates, QStringList({text("security")}));
    QVERIFY(m_target.orders.first().globalState);
}

//! They are in no feature's list of indices; only the restore that runs names them.
void TestRestoring::streamsOfAFeatureAreWaitedFor()
{
    withFeatures(m_target, m_plan);
    const QString backing = text(".ds-.fleet-actions-1");
    m_target.snapshots.first().indices.append(backing);
    m_target.snapshotShards.insert(backing, 1);
    int looksAtTheEnd = 0;
    m_target.beforeLook = [&](World &world) {
        if (world.looks == 1) {
            world.put(backing, 1, text("one"));
            world.stillRestoring = {text("orders"), text(".security-7"), backing};
        }
        for (const QString &name : {text("orders"), text(".security-7")})
            for (World::Shard &shard : world.indices.at(name).shards)
                shard.stage = text("DONE");
        if (world.looks == 3)
            world.stillRestoring.clear(); // nobody says any more that it is not there yet
        if (world.looks == 6)
            world.finish();
        looksAtTheEnd = world.looks;
    };
    QVERIFY(finished(run()));
    QVERIFY2(looksAtTheEnd >= 6, qPrintable(QString::number(looksAtTheEnd)));
}

void TestRestoring::lostFeatureStatesAreRestoredAgain_data()
{
    QTest::addColumn<bool>("featuresToo");
    QTest::addColumn<bool>("moved");
    QTest::newRow("the feature's index was lost") << true << false;
    QTest::newRow("only an index was lost") << false << false;
    QTest::newRow("only an index was lost, the feature's was moved") << false << true;
}

void TestRestoring::lostFeatureStatesAreRestoredAgain()
{
    QFETCH(bool, featuresToo);
    QFETCH(bool, moved);
    withFeatures(m_target, m_plan);
    m_target.beforeLook = [&](World &world) {
        world.finish();
        if (moved && world.looks == 3)
            world.indices.at(text(".security-7")).shards[0] = {text("PEER"), text("DONE"), {}, true};
        if (world.orders.size() > 1)
            return;
        const QString lost = featuresToo ? text(".security-7") : text("orders");
        world.indices.at(lost).shards[1] = {text("EMPTY_STORE"), text("DONE"), {}, true};
    };
    QVERIFY(finished(run()));
    QCOMPARE(m_target.orders.size(), 2);
    QCOMPARE(m_target.orders.last().featureStates, featuresToo ? QStringList({text("security")}) : QStringList());
    // It was in the first call, and nobody takes it away.
    QVERIFY(m_target.orders.first().globalState && !m_target.orders.last().globalState);
}

void TestRestoring::aResumeRestoresOnlyTheLostFeatures()
{
    withFeatures(m_target, m_plan);
    m_plan.options.insert(text("patience_seconds"), 1);
    m_target.beforeLook = [&](World &world) {
        for (World::Shard &shard : world.indices.at(text("orders")).shards)
            shard.stage = text("DONE");
    };
    QVERIFY(!finished(run())); // the feature's index stands still
    m_target.indices.erase(text(".security-7"));
    m_target.beforeLook = [](World &world) {
        if (world.orders.size() > 1)
            world.finish();
    };
    QVERIFY(finished(run(true)));
    QCOMPARE(m_target.orders.size(), 2);
    QCOMPARE(m_target.orders.last().indices, QStringList({text("-*")}));
    QCOMPARE(m_target.orders.last().featureStates, QStringList({text("security")}));
    QVERIFY(!m_target.orders.last().globalState && m_target.closed.isEmpty());
}

void TestRestoring::nodesThatRestoreAreNotAskedForTheRepository()
{
    m_plan.options.insert(text("patience_seconds"), 1);
    QVERIFY(!finished(run())); // stands still, as if it had been left alone
    const int before = m_target.verified;
    QVERIFY(before > 0);
    m_target.stillRestoring = {text("orders")};
    QVERIFY(!finished(run(true)));
    QCOMPARE(m_target.verified, before);
    m_target.stillRestoring.clear(); // nothing is restored now
    m_target.beforeLook = [](World &world) { world.finish(); };
    QVERIFY(finished(run(true)));
    QVERIFY(m_target.verified > before);
}

void TestRestoring::aSnapshotThatTheTargetDoesNotFindIsExplained()
{
    m_target.refuse = [](const RestoreOrder &) -> Result<void> {
        return fail(ErrorKind::Server, text("It failed."),
            text("snapshot_restore_exception: [kept:one] snapshot does not exist"));
    };
    const JobSummary summary = run();
    QVERIFY(!finished(summary));
    QVERIFY2(summary.reason.contains(text("does not find the snapshot one in its repository kept")),
        qPrintable(summary.reason));
}

void TestRestoring::aRefusedReplaceOpensWhatItClosed_data()
{
    QTest::addColumn<int>("refusedFrom");
    QTest::newRow("the first call") << 1;
    QTest::newRow("the second call") << 2;
}

void TestRestoring::aRefusedReplaceOpensWhatItClosed()
{
    QFETCH(int, refusedFrom);
    SnapshotInfo &one = m_target.snapshots.first();
    one.indices = {text("logs"), text("orders")};
    one.shards = one.successful = 4;
    m_target.snapshotShards.insert(text("logs"), 2);
    m_target.put(text("orders"), 2);
    m_target.put(text("old"), 2);
    m_target.put(text("kept-shut"), 2).open = false;
    m_plan.existing = ExistingTarget::Replace;
    m_plan.select.rename = {{text("^logs$"), text("old")}}; // a call of its own, the first one
    m_target.refuse = [&](const RestoreOrder &) -> Result<void> {
        if (m_target.orders.size() >= refusedFrom)
            return fail(ErrorKind::Refused, text("the shard count differs"));
        return {};
    };
    QVERIFY(!finished(run()));
    QStringList closed = m_target.closed;
    closed.sort();
    QCOMPARE(closed, QStringList({text("old"), text("orders")}));
    QCOMPARE(m_target.opened, refusedFrom == 1 ? closed : QStringList({text("orders")}));
    QVERIFY(m_target.indices.at(text("orders")).open && m_target.indices.at(text("old")).open);
    QVERIFY(!m_target.indices.at(text("kept-shut")).open);
    QVERIFY(m_journal->flush() && m_journal->undoList());
    QVERIFY(m_journal->undoList()->empty());
    // Resumed when the cause is gone, it closes them again and restores them.
    m_target.refuse = {};
    m_target.opened.clear();
    m_target.beforeLook = [](World &world) { world.finish(); };
    QVERIFY(finished(run(true)));
    QVERIFY(m_target.opened.isEmpty() && m_journal->undoList()->empty());
    QCOMPARE(m_target.indices.at(text("orders")).shards[0].snapshot, text("one"));
    QCOMPARE(m_target.indices.at(text("old")).shards[0].snapshot, text("one"));
}

//! The birthday of "orders" on the target, whose clock says 1,000,000.
void TestRestoring::born(qint64 ms)
{
    IndexDefinition definition;
    definition.name = text("orders");
    definition.settings = {{text("index.creation_date"), QString::number(ms)}};
    m_target.definitions = {{text("orders"), definition}};
}

void TestRestoring::aLostAnswerIsNoSecondOrder_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("begun");
    QTest::newRow("cut off") << ErrorKind::Connection << true;
    QTest::newRow("a proxy's 502") << ErrorKind::Busy << true;
    QTest::newRow("sent twice by a proxy") << ErrorKind::Conflict << true;
    QTest::newRow("no shard has begun yet") << ErrorKind::Connection << false;
}

//! The target took the order, and nobody heard of it.
void TestRestoring::aLostAnswerIsNoSecondOrder()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, begun);
    m_target.refuse = [&](const RestoreOrder &order) -> Result<void> {
        World::Index &index = m_target.put(text("orders"), 2, order.snapshot);
        born(5); // as on the source
        m_target.stillRestoring = {text("orders")};
        if (!begun)
            index.shards.clear();
        return fail(Error{kind, text("no answer"), {}, 0, true, {}});
    };
    m_target.beforeLook = [](World &world) {
        if (world.looks == 3)
            world.put(text("orders"), 2, text("one"));
        if (world.looks == 5) {
            world.finish();
            world.stillRestoring.clear();
        }
    };
    QVERIFY(finished(run()));
    QCOMPARE(m_target.orders.size(), 1);
    QCOMPARE(m_target.indices.at(text("orders")).uuid, text("uuid-1"));
    QVERIFY(m_target.closed.isEmpty());
}

void TestRestoring::anIndexOfSomebodyElseIsLeftAsItIs_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("open");
    QTest::newRow("the target says that it is there") << ErrorKind::Conflict << true;
    QTest::newRow("the order was lost before the target") << ErrorKind::Connection << true;
    QTest::newRow("it was closed again") << ErrorKind::Connection << false;
}

//! Made after the look that found the name free, before the order came.
void TestRestoring::anIndexOfSomebodyElseIsLeftAsItIs()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, open);
    m_target.refuse = [&](const RestoreOrder &) -> Result<void> {
        m_target.put(text("orders"), 2).open = open;
        born(1'000'001);
        return fail(Error{kind, text("no answer"), {}, 0, true, {}});
    };
    const JobSummary summary = run();
    QVERIFY(!finished(summary));
    QVERIFY2(summary.reason.contains(text("orders is on the target")) && summary.reason.contains(text("somebody else")),
        qPrintable(summary.reason));
    const World::Index &theirs = m_target.indices.at(text("orders"));
    QCOMPARE(theirs.open, open);
    QCOMPARE(theirs.shards[0].type, text("EMPTY_STORE"));
    QVERIFY(m_target.closed.isEmpty() && m_target.opened.isEmpty());
    QCOMPARE(m_target.orders.size(), 1);
    QVERIFY(!finished(run(true))); // a resume takes it for its own no more than that
    QCOMPARE(m_target.orders.size(), 1);
    QVERIFY(m_target.closed.isEmpty());
    m_target.indices.erase(text("orders"));
    m_target.refuse = {};
    m_target.beforeLook = [](World &world) { world.finish(); };
    QVERIFY(finished(run(true)));
    QCOMPARE(m_target.orders.size(), 2);
}

//! A target that is restarted as a whole makes empty shards of those that were not restored by then. Only the birthday
//! tells that the index is this job's.
void TestRestoring::aRestoreThatTheTargetForgotRunsAgain()
{
    m_target.refuse = [&](const RestoreOrder &) -> Result<void> {
        if (m_target.orders.size() > 1)
            return {};
        m_target.put(text("orders"), 2);
        born(5);
        return fail(ErrorKind::Connection, text("no answer"));
    };
    m_target.beforeLook = [](World &world) {
        if (world.orders.size() > 1)
            world.finish();
    };
    QVERIFY(finished(run()));
    QCOMPARE(m_target.orders.size(), 2);
    QCOMPARE(m_target.closed, QStringList({text("orders")}));
    QCOMPARE(m_target.indices.at(text("orders")).shards[0].snapshot, text("one"));
}

//! Rounds between two clusters that are there already.
void TestRestoring::chooseRounds()
{
    m_plan.method = text("snapshot-rounds");
    m_plan.source.url = text("http://127.0.0.1:9200");
    m_plan.options.remove(text("snapshot"));
    m_plan.options.insert(text("repository"), QJsonObject{{text("name"), text("kept")}});
    m_plan.options.insert(text("rounds"), QJsonObject{{text("at_least"), 1}, {text("until_seconds"), 60}});
    m_source = World();
    m_source.info = m_target.info;
    m_source.info.version = {7, 10, 2};
    m_source.info.clusterUuid = text("here");
    m_source.onlyReads = false;
    m_source.snapshotShards = m_target.snapshotShards;
    m_source.put(text("orders"), 2);
    IndexDefinition definition;
    definition.name = text("orders");
    definition.uuid = m_source.indices.at(text("orders")).uuid;
    definition.settings = {{text("index.number_of_shards"), text("2")}, {text("index.number_of_replicas"), text("1")},
        {text("index.version.created"), text("7100299")}};
    m_source.definitions = {{text("orders"), definition}};
    m_target.beforeLook = [](World &world) { world.finish(); };
}

void TestRestoring::aSnapshotIsTakenOverByItsMaker_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QJsonObject>("metadata"); // what it has in place of the job's own
    QTest::addColumn<int>("minor");
    QTest::addColumn<bool>("takenOver");
    const QJsonObject own{{text("own"), true}};
    QTest::newRow("cut off") << ErrorKind::Connection << own << 10 << true;
    QTest::newRow("sent twice by a proxy") << ErrorKind::Conflict << own << 10 << true;
    QTest::newRow("a server without metadata") << ErrorKind::Connection << QJsonObject() << 2 << true;
    QTest::newRow("of nobody known") << ErrorKind::Connection << QJsonObject() << 10 << false;
    QTest::newRow("of nobody known, and told") << ErrorKind::Conflict << QJsonObject() << 10 << false;
    QTest::newRow("of another job")
        << ErrorKind::Connection << QJsonObject{{text("godwit"), text("another")}} << 10 << false;
}

void TestRestoring::aSnapshotIsTakenOverByItsMaker()
{
    QFETCH(ErrorKind, kind);
    QFETCH(QJsonObject, metadata);
    QFETCH(int, minor);
    QFETCH(bool, takenOver);
    chooseRounds();
    m_source.info.version = {7, minor, 2};
    m_source.makeSnapshot = [&](const SnapshotInfo &wanted) -> Result<void> {
        m_source.snapshots.append(wanted);
        if (!metadata.contains(text("own")))
            m_source.snapshots.last().metadata = metadata;
        return fail(ErrorKind(kind), text("no answer"));
    };
    const JobSummary summary = run();
    QCOMPARE(finished(summary), takenOver);
    QCOMPARE(m_source.snapshots.size(), 1);
    QCOMPARE(m_target.orders.size(), takenOver ? 1 : 0);
    if (!takenOver)
        QVERIFY2(summary.reason.contains(text("this job did not make it")), qPrintable(summary.reason));
}

void TestRestoring::whatWasNotTakenIsNobodysClaim_data()
{
    QTest::addColumn<ErrorKind>("answer");
    QTest::addColumn<QString>("type");
    QTest::newRow("refused, then made by somebody else") << ErrorKind::Refused << text("EMPTY_STORE");
    QTest::newRow("refused, then brought there, its node restarted") << ErrorKind::Refused << text("EXISTING_STORE");
    QTest::newRow("never arrived, then restored out of another snapshot") << ErrorKind::Connection << text("SNAPSHOT");
}

//! What somebody brings there by other means has the birthday of the source, too.
void TestRestoring::whatWasNotTakenIsNobodysClaim()
{
    QFETCH(ErrorKind, answer);
    QFETCH(QString, type);
    m_plan.options.insert(text("patience_seconds"), 1);
    m_target.refuse
        = [&](const RestoreOrder &) -> Result<void> { return fail(ErrorKind(answer), text("no such analyzer")); };
    QVERIFY(!finished(run()));
    const auto records = m_journal->indices();
    QVERIFY(records && records->size() == 1);
    QCOMPARE(records->front().state, answer == ErrorKind::Refused ? text("planned") : text("restoring"));
    // Somebody takes the name and fills the index; then the cause of the refusal goes.
    for (World::Shard &shard : m_target.put(text("orders"), 2, text("another")).shards) {
        shard.type = type;
        shard.stage = text("DONE");
    }
    born(5);
    m_target.refuse = {};
    m_target.orders.clear();
    const JobSummary summary = run(true);
    QVERIFY(summary.outcome == Outcome::Failed);
    QVERIFY2(summary.reason.contains(text("this job did not make it")), qPrintable(summary.reason));
    QVERIFY(m_target.closed.isEmpty() && m_target.orders.isEmpty());
    m_target.indices.erase(text("orders"));
    m_target.beforeLook = [](World &world) { world.finish(); };
    QVERIFY(finished(run(true)));
}

void TestRestoring::whatWasRestoredIsNotRestoredAgain_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("remade");
    QTest::newRow("as it was") << text("SNAPSHOT") << false;
    QTest::newRow("its nodes were restarted") << text("EXISTING_STORE") << false;
    QTest::newRow("its shards were moved") << text("PEER") << false;
    QTest::newRow("it was made again") << text("EMPTY_STORE") << true;
}

//! The restore ended, the count after it did not; applications write to the index until the job is resumed.
void TestRestoring::whatWasRestoredIsNotRestoredAgain()
{
    QFETCH(QString, type);
    QFETCH(bool, remade);
    m_target.beforeLook = [](World &world) { world.finish(); };
    m_target.countsNothing = true;
    QVERIFY(!finished(run()));
    QCOMPARE(m_target.orders.size(), 1);
    m_target.countsNothing = false;
    m_target.orders.clear();
    World::Index &index = m_target.indices.at(text("orders"));
    for (World::Shard &shard : index.shards)
        shard.type = type;
    if (remade)
        index.uuid = text("another");
    const JobSummary summary = run(true);
    QCOMPARE(summary.outcome, remade ? Outcome::Failed : Outcome::Succeeded);
    QVERIFY2(!remade || summary.reason.contains(text("made again since")), qPrintable(summary.reason));
    QVERIFY(m_target.closed.isEmpty() && m_target.orders.isEmpty());
}

QTEST_GUILESS_MAIN(TestRestoring)
#include "tst_restoring.moc"
