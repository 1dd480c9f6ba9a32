// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a job by snapshots shows: single shards, into a snapshot and out of it, and what is ticked.
#include "engine/methods/common/integrations.h"
#include "engine/methods/snapshots/watchedsnapshots.h"
#include "restoreworld.h"

#include <QJsonArray>
#include <QTest>

#include <mutex>

using namespace godwit;
using namespace godwit::restoretest;

namespace {

//! Keeps the shards of one index as they were told.
class Shown final : public JobObserver
{
public:
    void snapshot(const JobSnapshot &shot) override
    {
        const std::lock_guard lock(m_mutex);
        m_integrations = shot.integrations;
        for (const IndexProgress &index : shot.indices)
            if (index.source == text("orders") && !index.shards.isEmpty()
                && (m_told.isEmpty() || m_told.last() != index.shards))
                m_told.append(index.shards);
    }
    void event(const JobEvent &) override { }
    void finding(const Finding &) override { }
    QList<QList<ShardProgress>> told() const
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

    QList<Integration> integrations() const
    {
        const std::lock_guard lock(m_mutex);
        return m_integrations;
    }

private:
    mutable std::mutex m_mutex;
    QList<QList<ShardProgress>> m_told;
    QList<Integration> m_integrations;
};

} // namespace

class TestWatchedShards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedIsTold();
    void aRestoreShowsItsShards();
    void ticksAreShownAndOutliveTheRun();
};

void TestWatchedShards::whatIsAskedIsTold()
{
    World world;
    world.snapshotShards = {{text("orders"), 2}};
    world.put(text("orders"), 3, text("one"));
    std::size_t made = 0;
    std::size_t restored = 0;
    WatchedSnapshots watched(std::make_unique<WorldSnapshots>(world),
        {[&made](const auto &shards) { made = shards.size(); },
            [&restored](const auto &shards) { restored = shards.size(); }});
    QCOMPARE(watched.progress(text("kept"), text("one"))->shards.size(), 2U);
    QCOMPARE(made, 2U);
    QCOMPARE(restored, 0U);
    QCOMPARE(watched.recoveries({text("orders")})->size(), 3U);
    QCOMPARE(restored, 3U);
    QVERIFY(watched.closeIndices({text("orders")})); // everything else goes through
    QVERIFY(!world.indices.at(text("orders")).open);
}

void TestWatchedShards::aRestoreShowsItsShards()
{
    const QTemporaryDir folder;
    const auto journal = journaltest::opened(QString(folder.path() + text("/job")));
    QVERIFY(journal);
    Plan plan;
    plan.method = text("restore");
    plan.target.url = text("http://127.0.0.1:9201");
    plan.select.indices = {text("*")};
    plan.select.rename = {{text("^(.*)$"), text("old-$1")}};
    plan.options = {{text("repository"), QJsonObject{{text("name"), text("kept")}}}, {text("snapshot"), text("one")},
        {text("patience_seconds"), 8}};
    World world;
    world.info.product = Product::Elasticsearch;
    world.info.version = {8, 3, 3};
    world.info.clusterUuid = text("there");
    SnapshotInfo one;
    one.name = text("one");
    one.state = text("SUCCESS");
    one.version = text("7.17.15");
    one.indices = {text("orders")};
    one.shards = one.successful = 2;
    world.snapshots = {one};
    world.snapshotShards = {{text("orders"), 2}};
    Shown shown;
    world.beforeLook = [&shown](World &now) {
        auto &shards = now.indices.at(text("old-orders")).shards;
        shards[0].stage = text("DONE");
        if (!shown.told().isEmpty()) // the middle was seen
            shards[1].stage = text("DONE");
    };
    WorldFactory factory(world);
    JobControl control;
    JobRecord record = journaltest::record();
    record.plan = plan;
    QVERIFY(journal->saveJob(record));
    JobSetup setup{
        plan, record.job, CutoverMode::Never, false, factory, factory, *journal, control, shown, Clock::system()};
    const JobSummary summary = runJob(setup);
    QVERIFY2(summary.outcome == Outcome::Succeeded, qPrintable(summary.reason));
    const auto told = shown.told();
    const QList<ShardProgress> middle{{0, true, text("DONE"), 10, 10}, {1, true, text("INDEX"), 10, 10}};
    QVERIFY(told.size() > 1);
    QCOMPARE(told.first(), middle);
    for (const ShardProgress &shard : told.last())
        QCOMPARE(shard.stage, text("DONE"));
}

void TestWatchedShards::ticksAreShownAndOutliveTheRun()
{
    const QTemporaryDir folder;
    const auto journal = journaltest::opened(QString(folder.path() + text("/job")));
    QVERIFY(journal);
    JobRecord record = journaltest::record();
    record.plan.method = text("snapshot-rounds");
    record.plan.options = {{text("repository"), QJsonObject{{text("name"), text("kept")}}},
        {text("integrations"), QJsonArray{text("shop"), text("till"), text("board")}}};
    QVERIFY(journal->saveJob(record));
    World world; // nothing in it: the checks before the start end the job
    WorldFactory factory(world);
    const auto run = [&](JobControl &control) {
        Shown shown;
        JobSetup setup{record.plan, record.job, CutoverMode::Never, false, factory, factory, *journal, control, shown,
            Clock::system()};
        runJob(setup);
        return shown.integrations();
    };
    JobControl first;
    first.tick(text("till"), true);
    first.tick(text("board"), true);
    first.tick(text("board"), false);
    first.tick(text("nobody's"), true);
    const QList<Integration> wanted{{text("shop"), false}, {text("till"), true}, {text("board"), false}};
    QCOMPARE(run(first), wanted);
    JobControl second;
    QCOMPARE(run(second), wanted);
    second.tick(text("till"), false);
    QVERIFY(!run(second).at(1).ticked);
    // A journal of before there were ticks knows none.
    for (const Integration &each : integrationsOf(record.plan, QHash<QString, QJsonValue>()))
        QVERIFY(!each.ticked);
}

QTEST_GUILESS_MAIN(TestWatchedShards)
#include "tst_watchedshards.moc"
