// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is said before a restore or rounds about what would be left out, refused, or changed by the target on its own.
#include "engine/preflight.h"
#include "restoreworld.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace godwit;
using namespace godwit::restoretest;

class TestRestorePreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theShardCountIsKnownWhereTheServerTellsNoSizes();
    void dataStreamsAreNotLeftOutSilently_data();
    void dataStreamsAreNotLeftOutSilently();
    void aLifecyclePolicyIsAnnounced_data();
    void aLifecyclePolicyIsAnnounced();

private:
    QList<PreflightItem> items(const char *id);

    Plan m_plan;
    World m_source;
    World m_target;
};

void TestRestorePreflight::init()
{
    m_plan = Plan();
    m_plan.method = text("restore");
    m_plan.target.url = text("http://127.0.0.1:9201");
    m_plan.select.indices = {text("*")};
    m_plan.options = {{text("repository"), QJsonObject{{text("name"), text("kept")}}}, {text("snapshot"), text("one")}};
    m_source = World();
    m_source.info.product = Product::Elasticsearch;
    m_source.info.version = {7, 17, 15};
    m_source.info.clusterUuid = text("here");
    m_source.onlyReads = false;
    m_source.put(text("orders"), 2);
    IndexDefinition definition;
    definition.name = text("orders");
    definition.settings
        = {{text("index.number_of_shards"), text("2")}, {text("index.version.created"), text("7171599")}};
    m_source.definitions = {{text("orders"), definition}};
    m_target = World();
    m_target.info = m_source.info;
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

QList<PreflightItem> TestRestorePreflight::items(const char *id)
{
    WorldCluster source(m_plan.hasSource() ? m_source : m_target);
    WorldCluster target(m_target);
    const auto report = runPreflight(m_plan, source, target, -1);
    QList<PreflightItem> found;
    if (report)
        std::copy_if(report->items.begin(), report->items.end(), std::back_inserter(found),
            [id](const PreflightItem &item) { return item.id == QLatin1String(id); });
    return found;
}

void TestRestorePreflight::theShardCountIsKnownWhereTheServerTellsNoSizes()
{
    m_plan.existing = ExistingTarget::Replace;
    m_target.put(text("orders"), 3);
    auto found = items("target-exists");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Blocker);
    QVERIFY2(found.first().seen.contains(text("with 3 shards; 2 are")), qPrintable(found.first().seen));
    found = items("disk");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Pass);
    m_target.put(text("orders"), 2);
    QCOMPARE(items("target-exists").first().state, CheckState::Warning);
}

void TestRestorePreflight::dataStreamsAreNotLeftOutSilently_data()
{
    QTest::addColumn<bool>("restore");
    QTest::addColumn<QStringList>("selected");
    QTest::addColumn<bool>("blocks");
    for (const bool restore : {false, true}) {
        const char *method = restore ? "restore" : "rounds";
        QTest::addRow("%s of everything", method) << restore << QStringList{text("*")} << true;
        QTest::addRow("%s of a pattern", method) << restore << QStringList{text("logs-*"), text("orders")} << true;
        QTest::addRow("%s without it", method) << restore << QStringList{text("*"), text("-logs-*")} << false;
        QTest::addRow("%s of an index", method) << restore << QStringList{text("orders")} << false;
    }
}

void TestRestorePreflight::dataStreamsAreNotLeftOutSilently()
{
    QFETCH(bool, restore);
    QFETCH(QStringList, selected);
    QFETCH(bool, blocks);
    m_plan.select.indices = selected;
    const QStringList streams{text("logs-app"), text("ilm-history-5")};
    m_source.streams = streams;
    m_target.snapshots.first().dataStreams = streams;
    if (!restore) {
        m_plan.method = text("snapshot-rounds");
        m_plan.source.url = text("http://127.0.0.1:9200");
        m_plan.options.remove(text("snapshot"));
    }
    const auto found = items("data-streams");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, blocks ? CheckState::Blocker : CheckState::Pass);
    QCOMPARE(found.first().seen, blocks ? text("logs-app") : text("none"));
    QCOMPARE(found.first().fix.contains(text("\"-logs-app\"")), blocks);
}

void TestRestorePreflight::aLifecyclePolicyIsAnnounced_data()
{
    QTest::addColumn<bool>("restore");
    QTest::addColumn<bool>("sourceKnown");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("ignored");
    QTest::addColumn<QString>("says");
    const QString policy = text("index.lifecycle.name");
    const QString managed = text("index.plugins.index_state_management.policy_id");
    const QString named = text(": hot-warm");
    const QStringList none;
    QTest::newRow("rounds") << false << true << policy << none << QString(policy + named);
    QTest::newRow("rounds of OpenSearch") << false << true << managed << none << QString(managed + named);
    QTest::newRow("rounds, left out") << false << true << policy << QStringList{text("index.lifecycle.*")} << QString();
    QTest::newRow("rounds without one") << false << true << QString() << none << QString();
    QTest::newRow("restore") << true << true << policy << none << QString(policy + named);
    QTest::newRow("restore, left out") << true << true << policy << QStringList{policy} << QString();
    QTest::newRow("restore, nobody knows") << true << false << policy << none << text("a snapshot does not tell");
    QTest::newRow("restore, nobody needs to know")
        << true << false << policy << QStringList{text("index.lifecycle.*")} << QString();
}

void TestRestorePreflight::aLifecyclePolicyIsAnnounced()
{
    QFETCH(bool, restore);
    QFETCH(bool, sourceKnown);
    QFETCH(QString, key);
    QFETCH(QStringList, ignored);
    QFETCH(QString, says);
    if (!key.isEmpty())
        m_source.definitions[text("orders")].settings.insert(key, text("hot-warm"));
    if (sourceKnown)
        m_plan.source.url = text("http://127.0.0.1:9200");
    if (!restore) {
        m_plan.method = text("snapshot-rounds");
        m_plan.options.remove(text("snapshot"));
    }
    m_plan.options.insert(text("ignore_index_settings"), QJsonArray::fromStringList(ignored));
    const auto found = items("lifecycle");
    QCOMPARE(found.isEmpty(), says.isEmpty());
    if (says.isEmpty())
        return;
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Warning);
    QVERIFY2(found.first().seen.contains(says), qPrintable(found.first().seen));
    QVERIFY(!found.first().fix.isEmpty());
}

QTEST_GUILESS_MAIN(TestRestorePreflight)
#include "tst_restorepreflight.moc"
