// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Policies of OpenSearch that attach themselves to what Godwit makes there, and what keeps them away.
#include "engine/attachingpolicies.h"
#include "engine/methods/snapshots/roundsettings.h"
#include "engine/preflight.h"
#include "restoreworld.h"

#include <QTest>

#include <algorithm>

using namespace godwit;
using namespace godwit::restoretest;

namespace {

const QString autoManage = QStringLiteral("index.plugins.index_state_management.auto_manage");
const QString olderAutoManage = QStringLiteral("index.opendistro.index_state_management.auto_manage");

QList<PreflightItem> warnings(const Plan &plan, SearchCluster &source, SearchCluster &target)
{
    const auto report = runPreflight(plan, source, target, 1'000'000'000);
    QList<PreflightItem> found;
    if (report)
        std::copy_if(report->items.begin(), report->items.end(), std::back_inserter(found),
            [](const PreflightItem &item) { return item.id == QLatin1String("policies"); });
    return found;
}

} // namespace

class TestPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thoseThatMatchAttach_data();
    void thoseThatMatchAttach();
    void theHighestPriorityIsNamedFirst();
    void aCopyIsWarned();
    void anOverrideKeepsThemAwayFromTheCopy();
    void aFailureIsNoSilence();
    void whatIsRestoredIsWarned_data();
    void whatIsRestoredIsWarned();
    void theSettingHoldsDuringRounds();
};

void TestPolicies::thoseThatMatchAttach_data()
{
    QTest::addColumn<QString>("index");
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<qint64>("born");
    QTest::addColumn<int>("minor"); // of 3
    QTest::addColumn<bool>("attaches");
    const QJsonObject none;
    const QJsonObject off{{autoManage, text("false")}};
    const QJsonObject olderOff{{olderAutoManage, false}};
    const QJsonObject both{{autoManage, true}, {olderAutoManage, false}};
    const auto row
        = [](const char *name, const char *index, const QJsonObject &settings, qint64 born, int minor, bool attaches) {
              QTest::newRow(name) << text(index) << settings << born << minor << attaches;
          };
    row("a name that matches", "logs-1", none, -1, 0, true);
    row("another name", "orders", none, -1, 0, false);
    row("younger than the template", "logs-1", none, 1'001, 0, true);
    row("as old as the template", "logs-1", none, 1'000, 0, false);
    row("hidden by its name", ".logs-1", none, -1, 0, false);
    row("hidden", "logs-1", {{text("index.hidden"), text("true")}}, -1, 0, false);
    row("off by the newer name, before 3.4", "logs-1", off, -1, 3, true);
    row("off by the newer name", "logs-1", off, -1, 4, false);
    row("off by the older name", "logs-1", olderOff, -1, 0, false);
    row("on again", "logs-1", both, -1, 4, true);
}

void TestPolicies::thoseThatMatchAttach()
{
    QFETCH(QString, index);
    QFETCH(QJsonObject, settings);
    QFETCH(qint64, born);
    QFETCH(int, minor);
    QFETCH(bool, attaches);
    const QList<AttachingPolicy> policies{{text("short"), {text("metrics-*"), text("*logs-*")}, 0, 1'000}};
    const auto found = policiesThatAttach(policies, {index, settings, born}, {3, minor, 0});
    QCOMPARE(found.size(), attaches ? 1 : 0);
    if (attaches)
        QCOMPARE(found.first().patterns, QStringList({text("*logs-*")}));
}

void TestPolicies::theHighestPriorityIsNamedFirst()
{
    const QList<AttachingPolicy> policies{{text("all"), {text("*")}, 1, 5}, {text("logs"), {text("logs-*")}, 100, 5}};
    const auto found = policiesThatAttach(policies, {text("logs-1"), {}}, {2, 19, 0});
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().name, text("logs"));
    const PreflightItem item = policyWarning(found, text("logs-1"), text("here"));
    QCOMPARE(item.state, CheckState::Warning);
    QCOMPARE(item.seen, text("logs-1: policy logs by its pattern logs-*, policy all by its pattern *"));
    QVERIFY2(item.fix.contains(text("false in here")) && item.fix.contains(text("/_plugins/_ism/remove/logs-1")),
        qPrintable(item.fix));
    QCOMPARE(item.request, text("GET /_plugins/_ism/policies/logs"));
}

namespace {

//! A live copy of "orders" and "logs" to OpenSearch, where "logs" becomes "old-logs".
struct Copy
{
    Plan plan;
    StillCluster source;
    StillCluster target;

    Copy()
    {
        plan.select.indices = {text("*")};
        plan.select.rename = {{text("^logs$"), text("old-logs")}};
        source.cluster = ClusterInfo{Product::OpenSearch, {1, 3, 20}, text("old"), text("u1"), {}};
        target.cluster = ClusterInfo{Product::OpenSearch, {2, 19, 0}, text("new"), text("u2"), {}};
        for (const QString &name : {text("orders"), text("logs")}) {
            IndexSummary summary;
            summary.name = name;
            summary.health = text("green");
            summary.primaries = 1;
            source.indices.append(summary);
            IndexDefinition definition;
            definition.name = name;
            definition.settings = {{text("index.number_of_shards"), text("1")},
                {text("index.number_of_replicas"), text("0")}, {text("index.version.created"), text("135249827")},
                {text("index.creation_date"), text("10")}};
            source.definition.insert(name, definition);
        }
        target.policies = QList<AttachingPolicy>{{text("short"), {text("old-*")}, 0, 1'000}};
    }
};

} // namespace

//! The copy is made now, however old its source is.
void TestPolicies::aCopyIsWarned()
{
    Copy copy;
    auto found = warnings(copy.plan, copy.source, copy.target);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().index, text("logs"));
    QCOMPARE(found.first().state, CheckState::Warning);
    QVERIFY2(found.first().seen.contains(text("old-logs: policy short by its pattern old-*")),
        qPrintable(found.first().seen));
    QVERIFY(!copy.target.touched);
    copy.plan.select.rename.clear();
    QVERIFY(warnings(copy.plan, copy.source, copy.target).isEmpty());
}

void TestPolicies::anOverrideKeepsThemAwayFromTheCopy()
{
    Copy copy;
    IndexOverride patch;
    patch.settings.insert(olderAutoManage, false);
    copy.plan.overrides.insert(text("logs"), patch);
    QVERIFY(warnings(copy.plan, copy.source, copy.target).isEmpty());
    patch.settings = {{autoManage, false}};
    copy.plan.overrides.insert(text("logs"), patch);
    QCOMPARE(warnings(copy.plan, copy.source, copy.target).size(), 1); // of no use before 3.4
    copy.target.cluster->version = {3, 4, 0};
    QVERIFY(warnings(copy.plan, copy.source, copy.target).isEmpty());
}

void TestPolicies::aFailureIsNoSilence()
{
    Copy copy;
    copy.target.policies = fail(ErrorKind::Forbidden, text("This user may not look at policies."));
    const auto found = warnings(copy.plan, copy.source, copy.target);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Warning);
    QVERIFY2(found.first().seen.contains(text("may not look")), qPrintable(found.first().seen));
}

void TestPolicies::whatIsRestoredIsWarned_data()
{
    QTest::addColumn<bool>("restore");
    QTest::addColumn<qint64>("born");
    QTest::addColumn<QJsonObject>("set");
    QTest::addColumn<bool>("warns");
    const QJsonObject off{{olderAutoManage, false}};
    QTest::newRow("rounds of an index as old as the hills") << false << qint64(10) << QJsonObject() << false;
    QTest::newRow("rounds of a younger one") << false << qint64(2'000) << QJsonObject() << true;
    QTest::newRow("rounds, kept away") << false << qint64(2'000) << off << false;
    QTest::newRow("restore, nobody knows its birthday") << true << qint64(-1) << QJsonObject() << true;
    QTest::newRow("restore, kept away") << true << qint64(-1) << off << false;
}

void TestPolicies::whatIsRestoredIsWarned()
{
    QFETCH(bool, restore);
    QFETCH(qint64, born);
    QFETCH(QJsonObject, set);
    QFETCH(bool, warns);
    World here;
    here.info = ClusterInfo{Product::OpenSearch, {1, 3, 20}, text("old"), text("u1"), {}};
    here.onlyReads = false;
    here.put(text("orders"), 2);
    IndexDefinition definition;
    definition.name = text("orders");
    definition.settings
        = {{text("index.number_of_shards"), text("2")}, {text("index.creation_date"), QString::number(born)}};
    here.definitions = {{text("orders"), definition}};
    World there;
    there.info = ClusterInfo{Product::OpenSearch, {2, 19, 0}, text("new"), text("u2"), {}};
    SnapshotInfo one;
    one.name = text("one");
    one.state = text("SUCCESS");
    one.version = text("1.3.20");
    one.indices = {text("orders")};
    one.shards = one.successful = 2;
    there.snapshots = {one};
    there.snapshotShards = {{text("orders"), 2}};
    there.policies = {{text("short"), {text("ord*")}, 0, 1'000}};
    Plan plan;
    plan.target.url = text("http://127.0.0.1:9201");
    plan.select.indices = {text("*")};
    plan.options = {{text("repository"), QJsonObject{{text("name"), text("kept")}}}, {text("index_settings"), set}};
    if (restore) {
        plan.method = text("restore");
        plan.options.insert(text("snapshot"), text("one"));
    } else {
        plan.method = text("snapshot-rounds");
        plan.source.url = text("http://127.0.0.1:9200");
    }
    WorldCluster source(restore ? there : here);
    WorldCluster target(there);
    const auto found = warnings(plan, source, target);
    QCOMPARE(found.size(), warns ? 1 : 0);
    if (warns)
        QVERIFY2(found.first().fix.contains(text("\"index_settings\"")), qPrintable(found.first().fix));
}

//! What keeps policies away must be there from the first round on; everything else of theirs waits for the end.
void TestPolicies::theSettingHoldsDuringRounds()
{
    RoundsOptions options;
    options.indexSettings
        = {{olderAutoManage, false}, {text("index.plugins.index_state_management.policy_id"), text("short")}};
    QCOMPARE(settingsOfRounds(options), QJsonObject({{olderAutoManage, false}}));
}

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
