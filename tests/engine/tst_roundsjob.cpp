// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What incremental snapshots do between their rounds: with indices that go and come back, findings, a pause, policies.
#include "restoreworld.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

using namespace godwit;
using namespace godwit::restoretest;

class TestRounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anIndexThatComesBackTravelsAgain_data();
    void anIndexThatComesBackTravelsAgain();
    void whatIsAwayAtTheEndIsLeftOutInWords_data();
    void whatIsAwayAtTheEndIsLeftOutInWords();
    void nothingIsCutOverWithoutWhatWentAway();
    void whatComesBackInTimeIsCutOver();
    void findingsEndWhatNobodyLooksAt_data();
    void findingsEndWhatNobodyLooksAt();
    void aPausedJobIsNotCutOver();
    void snapshotsAreDeletedAfterSuccessOnly_data();
    void snapshotsAreDeletedAfterSuccessOnly();
    void lifecycleSettingsStayAwayDuringRounds_data();
    void lifecycleSettingsStayAwayDuringRounds();

private:
    void add(const QString &name);
    void ofRounds(const QString &key, const QJsonValue &value);
    JobSummary run(CutoverMode cutover);
    QStringList findings() const
    {
        QStringList all;
        const auto kept = m_journal->findings(100);
        for (const Finding &finding : kept.value_or(QList<Finding>()))
            all.append(QString(finding.kind + u'/' + finding.index));
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<JobControl> m_control;
    World m_source;
    World m_target;
    Plan m_plan;
    Quiet m_quiet;
};

void TestRounds::init()
{
    m_journal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = journaltest::opened(QString(m_folder->path() + text("/job")));
    QVERIFY(m_journal);
    m_control = std::make_unique<JobControl>();
    m_quiet.told.clear();
    m_plan = Plan();
    m_plan.method = text("snapshot-rounds");
    m_plan.source.url = text("http://127.0.0.1:9200");
    m_plan.target.url = text("http://127.0.0.1:9201");
    m_plan.select.indices = {text("*")};
    m_plan.options = {{text("repository"), QJsonObject{{text("name"), text("kept")}}}, {text("patience_seconds"), 8},
        {text("rounds"),
            QJsonObject{{text("at_least"), 3}, {text("until_seconds"), 60}, {text("every_seconds"), 0.1}}}};
    m_source = World();
    m_source.info.product = Product::Elasticsearch;
    m_source.info.version = {7, 10, 2};
    m_source.info.clusterUuid = text("here");
    m_source.onlyReads = false;
    m_target = World();
    m_target.info = m_source.info;
    m_target.info.version = {8, 3, 3};
    m_target.info.clusterUuid = text("there");
    m_target.beforeLook = [](World &world) { world.finish(); };
    add(text("orders"));
    add(text("logs"));
}

void TestRounds::add(const QString &name)
{
    m_source.put(name, 2);
    IndexDefinition definition;
    definition.name = name;
    definition.uuid = m_source.indices.at(name).uuid;
    definition.settings = {{text("index.number_of_shards"), text("2")}, {text("index.number_of_replicas"), text("1")},
        {text("index.version.created"), text("7100299")}};
    m_source.definitions.insert(name, definition);
    m_source.snapshotShards.insert(name, 2);
    m_target.snapshotShards.insert(name, 2);
}

void TestRounds::ofRounds(const QString &key, const QJsonValue &value)
{
    QJsonObject rounds = m_plan.options.value(text("rounds")).toObject();
    rounds.insert(key, value);
    m_plan.options.insert(text("rounds"), rounds);
}

JobSummary TestRounds::run(CutoverMode cutover)
{
    WorldFactory source(m_source);
    WorldFactory target(m_target);
    JobRecord record = journaltest::record();
    record.plan = m_plan;
    if (!m_journal->saveJob(record))
        return {};
    JobSetup setup{
        m_plan, record.job, cutover, false, source, target, *m_journal, *m_control, m_quiet, Clock::system()};
    const JobSummary summary = runJob(setup);
    if (summary.outcome != Outcome::Succeeded)
        qInfo("%s", qPrintable(QString(summary.reason + u'\n' + m_quiet.told.join(u'\n'))));
    return summary;
}

void TestRounds::anIndexThatComesBackTravelsAgain_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("brought"); // how many indices are in the snapshots, by round
    QTest::newRow("made anew every night") << text("remade") << 2;
    QTest::newRow("closed for a minute") << text("closed") << 2;
    QTest::newRow("made anew with another number of shards") << text("other") << 1;
    QTest::newRow("away before the first round brought it") << text("early") << 2;
}

void TestRounds::anIndexThatComesBackTravelsAgain()
{
    QFETCH(QString, how);
    QFETCH(int, brought);
    const QString logs = text("logs");
    m_plan.onSourceDelete = OnSourceDelete::Finding;
    m_source.afterSnapshot = [&](World &world) {
        if (world.snapshots.size() == 1) {
            if (how == text("closed"))
                world.indices.at(logs).open = false;
            else
                world.indices.erase(logs);
        } else if (world.snapshots.size() == 2) {
            world.put(logs, how == text("other") ? 3 : 2);
        }
    };
    bool early = how == text("early");
    m_source.makeSnapshot = [&](const SnapshotInfo &made) -> Result<void> {
        if (std::exchange(early, false)) { // gone between the look and the order
            m_source.indices.erase(logs);
            return fail(ErrorKind::NotFound, text("no such index"));
        }
        m_source.snapshots.append(made);
        m_source.afterSnapshot(m_source);
        return {};
    };
    const JobSummary summary = run(CutoverMode::Never);
    QCOMPARE(summary.outcome, brought == 2 ? Outcome::Succeeded : Outcome::Findings);
    QCOMPARE(findings(), brought == 2 ? QStringList() : QStringList{text("changed/logs")});
    QVERIFY(m_source.snapshots.size() >= 3);
    QCOMPARE(m_source.snapshots.at(1).indices, QStringList{text("orders")});
    QCOMPARE(m_source.snapshots.last().indices.size(), brought);
    QCOMPARE(m_target.opened.contains(logs), brought == 2);
}

void TestRounds::whatIsAwayAtTheEndIsLeftOutInWords_data()
{
    QTest::addColumn<bool>("closed");
    QTest::addColumn<bool>("keep");
    QTest::addColumn<bool>("told");
    QTest::newRow("deleted, as the plan allows") << false << true << false;
    QTest::newRow("deleted") << false << false << true;
    QTest::newRow("closed") << true << false << true;
    QTest::newRow("closed, where the plan allows to delete") << true << true << true;
}

void TestRounds::whatIsAwayAtTheEndIsLeftOutInWords()
{
    QFETCH(bool, closed);
    QFETCH(bool, keep);
    QFETCH(bool, told);
    m_plan.onSourceDelete = keep ? OnSourceDelete::Keep : OnSourceDelete::Finding;
    m_source.afterSnapshot = [closed](World &world) {
        if (closed)
            world.indices.at(text("logs")).open = false;
        else
            world.indices.erase(text("logs"));
    };
    QCOMPARE(run(CutoverMode::Never).outcome, told ? Outcome::Findings : Outcome::Succeeded);
    QCOMPARE(findings(), told ? QStringList{text("vanished/logs")} : QStringList());
}

//! Nobody looks on: an index that is closed at the last look keeps the write block away.
void TestRounds::nothingIsCutOverWithoutWhatWentAway()
{
    m_plan.onSourceDelete = OnSourceDelete::Keep;
    bool blocked = false;
    m_source.beforeBlock = [&blocked] { blocked = true; };
    m_source.afterSnapshot = [this](World &world) {
        world.indices.at(text("logs")).open = false;
        if (world.snapshots.size() > 60)
            m_control->finishAndStop();
    };
    m_plan.options.insert(text("patience_seconds"), 1);
    QCOMPARE(run(CutoverMode::Auto).outcome, Outcome::Findings);
    QCOMPARE(findings(), QStringList{text("vanished/logs")});
    QVERIFY(!blocked);
}

//! Closed for a minute, while rounds are short already: it is waited for.
void TestRounds::whatComesBackInTimeIsCutOver()
{
    m_source.afterSnapshot = [](World &world) {
        world.indices.at(text("logs")).open = world.snapshots.size() < 3 || world.snapshots.size() > 7;
    };
    const JobSummary summary = run(CutoverMode::Auto);
    QVERIFY2(summary.outcome == Outcome::Succeeded, qPrintable(summary.reason));
    QCOMPARE(findings(), QStringList());
}

void TestRounds::findingsEndWhatNobodyLooksAt_data()
{
    QTest::addColumn<QString>("pace");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("round after round") << text("until-short") << false;
    QTest::newRow("with rests between them") << text("interval") << false;
    QTest::newRow("accepted") << text("until-short") << true;
}

void TestRounds::findingsEndWhatNobodyLooksAt()
{
    QFETCH(QString, pace);
    QFETCH(bool, accepted);
    m_plan.acceptFindings = accepted;
    ofRounds(text("pace"), pace);
    m_journal->addFinding({text("changed"), text("other"), {}, text("It is left out.")});
    bool blocked = false;
    m_source.beforeBlock = [&blocked] { blocked = true; };
    m_source.afterSnapshot = [this](World &world) {
        if (world.snapshots.size() > 6)
            m_control->finishAndStop();
    };
    QCOMPARE(run(CutoverMode::Auto).outcome, Outcome::Findings);
    QCOMPARE(m_source.snapshots.size(), accepted ? 4 : 3);
    QCOMPARE(blocked, accepted);
    if (!accepted)
        QVERIFY(m_target.opened.contains(text("orders")) && m_target.opened.contains(text("logs")));
}

//! Paused in the middle of the round after which the gate opens, while nobody is asked for a word.
void TestRounds::aPausedJobIsNotCutOver()
{
    bool blocked = false;
    bool pausedThen = false;
    std::jthread operatorsHand;
    m_source.beforeBlock = [&] {
        blocked = true;
        pausedThen = m_control->paused();
    };
    m_source.afterSnapshot = [&](World &world) {
        if (world.snapshots.size() != 3)
            return;
        m_control->pause();
        operatorsHand = std::jthread([this] {
            std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
            m_control->resume();
        });
    };
    QCOMPARE(run(CutoverMode::Auto).outcome, Outcome::Succeeded);
    QVERIFY(blocked && !pausedThen);
}

void TestRounds::snapshotsAreDeletedAfterSuccessOnly_data()
{
    QTest::addColumn<bool>("success");
    QTest::newRow("success") << true;
    QTest::newRow("findings") << false;
}

void TestRounds::snapshotsAreDeletedAfterSuccessOnly()
{
    QFETCH(bool, success);
    m_plan.options.insert(text("remove_snapshots"), true);
    if (!success)
        m_journal->addFinding({text("changed"), text("other"), {}, text("It is left out.")});
    QCOMPARE(run(CutoverMode::Never).outcome, success ? Outcome::Succeeded : Outcome::Findings);
    QCOMPARE(m_source.deleted.size(), success ? 3 : 0);
}

void TestRounds::lifecycleSettingsStayAwayDuringRounds_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<bool>("toOpenSearch");
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("alias");
    const auto row
        = [](const char *name, const QJsonObject &options, bool toOpenSearch, const char *policy, const char *alias) {
              QTest::newRow(name) << options << toOpenSearch << text(policy) << text(alias);
          };
    row("as on the source", {}, false, "hot-warm", "logs");
    row("another policy",
        {{text("index_settings"), QJsonObject{{text("index.lifecycle.name"), text("of-the-target")}}}}, false,
        "of-the-target", "logs");
    row("left out", {{text("ignore_index_settings"), QJsonArray{text("index.lifecycle.*")}}}, false, "", "");
    row("left out by name", {{text("ignore_index_settings"), QJsonArray{text("index.lifecycle.name")}}}, false, "",
        "logs");
    row("a target that knows no such policies", {}, true, "", "");
}

void TestRounds::lifecycleSettingsStayAwayDuringRounds()
{
    QFETCH(QJsonObject, options);
    QFETCH(bool, toOpenSearch);
    QFETCH(QString, policy);
    QFETCH(QString, alias);
    ofRounds(text("at_least"), 1);
    for (auto it = options.begin(); it != options.end(); ++it)
        m_plan.options.insert(it.key(), it.value());
    if (toOpenSearch) {
        m_target.info.product = Product::OpenSearch;
        m_target.info.version = {2, 19, 0};
    }
    QJsonObject &settings = m_source.definitions[text("orders")].settings;
    settings.insert(text("index.lifecycle.name"), text("hot-warm"));
    settings.insert(text("index.lifecycle.rollover_alias"), text("logs"));
    QCOMPARE(run(CutoverMode::Never).outcome, Outcome::Succeeded);
    const RestoreOrder order = m_target.orders.first();
    for (const char *key : {"index.lifecycle.name", "index.lifecycle.rollover_alias",
             "index.plugins.index_state_management.policy_id", "index.opendistro.index_state_management.policy_id"}) {
        QVERIFY(std::any_of(order.ignoreSettings.cbegin(), order.ignoreSettings.cend(),
            [key](const QString &pattern) { return matchesWildcard(pattern, text(key)); }));
        QVERIFY(!order.indexSettings.contains(text(key)));
    }
    const QJsonObject put = m_target.settingsPut.value(text("orders"));
    QCOMPARE(put.value(text("index.number_of_replicas")).toString(), text("1"));
    QCOMPARE(put.value(text("index.lifecycle.name")).toString(), policy);
    QCOMPARE(put.value(text("index.lifecycle.rollover_alias")).toString(), alias);
}

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_roundsjob.moc"
