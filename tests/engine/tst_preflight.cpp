// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preflight.h"
#include "stillcluster.h"

#include <QTest>

#include <algorithm>

using namespace godwit;

class TestPreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void passesAndTouchesNothing();
    void aReadOnlyTargetIsABlocker();
    void anUnreachableClusterIsABlockerNotAnError();
    void aCancelledCallEndsTheRun();
    void versionsDecide_data();
    void versionsDecide();
    void theSameClusterNeedsOtherNames();
    void saysWhichPrivilegesAreMissing();
    void hiddenDocumentsAndFieldsStopTheStart();
    void aClusterWithoutSecurityPasses();
    void everyNamedIndexMustBeThere();
    void hiddenIndicesAreLeftOutWithAFigure();
    void dataStreamsStopTheRunUnlessExcluded();
    void closedIndicesAreNamedAndNotCopied();
    void redIndicesAndReadBlocksStopTheRun();
    void aWriteBlockIsOnlyAWarning();
    void conversionBlockersNameTheirIndex();
    void takenNamesFollowThePlan_data();
    void takenNamesFollowThePlan();
    void appendRefusesAFinalPipeline();
    void appendRefusesOtherShardsWithCustomRouting();
    void routingThatTheTargetPlacesAnewIsAWarning_data();
    void routingThatTheTargetPlacesAnewIsAWarning();
    void aTargetNameThatIsAnAliasThere();
    void twoSourcesMayNotShareAName();
    void renamedNamesMustBeLegal();
    void aliasesMayNotMeetIndices();
    void refusedAnalyzersStopTheRun();
    void templatesAndPipelinesAreNamed();
    void diskIsCountedWithReplicas();
    void shardsAreCountedWithReplicas();
    void clocksApartAreAWarning();
    void oneCheckCanBeRepeatedAlone();
    void anOverrideWithoutItsIndexIsAWarning();
    void theRegisterNeedsLocalSpace();

private:
    void addIndex(const QString &name, const QJsonObject &settings = {});
    PreflightReport check();
    //! The only item with this id, or one whose title says that there is none or more than one.
    static PreflightItem item(const PreflightReport &report, const QString &id);

    Plan m_plan;
    StillCluster m_source;
    StillCluster m_target;
    qint64 m_free = 1'000'000'000;
};

void TestPreflight::init()
{
    m_plan = {};
    m_plan.select.indices = {QStringLiteral("orders")};
    m_source = {};
    m_target = {};
    m_free = 1'000'000'000;
    m_source.cluster
        = ClusterInfo{Product::Elasticsearch, {7, 17, 15}, QStringLiteral("old"), QStringLiteral("u1"), {}};
    m_target.cluster = ClusterInfo{Product::Elasticsearch, {8, 3, 3}, QStringLiteral("new"), QStringLiteral("u2"), {}};
    addIndex(QStringLiteral("orders"));
}

void TestPreflight::addIndex(const QString &name, const QJsonObject &settings)
{
    IndexSummary summary;
    summary.name = name;
    summary.health = QStringLiteral("green");
    summary.primaries = 2;
    summary.replicas = 1;
    summary.documents = 100;
    summary.primaryBytes = 100;
    m_source.indices.append(summary);
    IndexDefinition index;
    index.name = name;
    index.settings = {{QStringLiteral("index.number_of_shards"), QStringLiteral("2")},
        {QStringLiteral("index.number_of_replicas"), QStringLiteral("1")},
        {QStringLiteral("index.version.created"), QStringLiteral("7171599")}};
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it)
        index.settings.insert(it.key(), it.value());
    m_source.definition.insert(name, index);
}

PreflightReport TestPreflight::check()
{
    const Result<PreflightReport> report = runPreflight(m_plan, m_source, m_target, m_free);
    return report ? *report : PreflightReport{};
}

PreflightItem TestPreflight::item(const PreflightReport &report, const QString &id)
{
    QList<PreflightItem> found;
    std::copy_if(report.items.cbegin(), report.items.cend(), std::back_inserter(found),
        [&id](const PreflightItem &each) { return each.id == id; });
    if (found.size() == 1)
        return found.first();
    QStringList ids;
    for (const PreflightItem &each : report.items)
        ids.append(each.id + QLatin1String(": ") + each.seen);
    qWarning("%d items \"%s\" in: %s", int(found.size()), qPrintable(id), qPrintable(ids.join(QLatin1String(" | "))));
    return {QStringLiteral("none"), {}, CheckState::Pass, {}, QStringLiteral("none"), {}, {}};
}

void TestPreflight::passesAndTouchesNothing()
{
    const PreflightReport report = check();
    QVERIFY(!report.items.isEmpty());
    for (const PreflightItem &each : report.items) {
        QVERIFY2(each.state == CheckState::Pass, qPrintable(each.id + each.seen));
        QVERIFY2(!each.id.isEmpty() && !each.title.isEmpty() && !each.seen.isEmpty(), qPrintable(each.id));
    }
    QVERIFY(!report.blocked());
    QCOMPARE(report.indices.size(), 1);
    QCOMPARE(report.indices.first().target, QStringLiteral("orders"));
    QVERIFY(!m_source.touched && !m_target.touched);
}

void TestPreflight::aReadOnlyTargetIsABlocker()
{
    m_source.readOnly = true; // as every source
    QVERIFY(!check().blocked());
    m_target.readOnly = true;
    const PreflightReport report = check();
    QVERIFY(report.blocked());
    QCOMPARE(item(report, QStringLiteral("target-safety")).state, CheckState::Blocker);
    QVERIFY(!item(report, QStringLiteral("target-safety")).fix.isEmpty());
}

void TestPreflight::anUnreachableClusterIsABlockerNotAnError()
{
    m_target.cluster = fail(ErrorKind::Connection, QStringLiteral("Nobody answers at 127.0.0.1:9."));
    const PreflightReport report = check();
    QVERIFY(report.blocked());
    QCOMPARE(item(report, QStringLiteral("reach-source")).state, CheckState::Pass);
    const PreflightItem reach = item(report, QStringLiteral("reach-target"));
    QCOMPARE(reach.state, CheckState::Blocker);
    QVERIFY(reach.seen.contains(QLatin1String("127.0.0.1:9")));
    QVERIFY(!reach.fix.isEmpty());
}

void TestPreflight::aCancelledCallEndsTheRun()
{
    m_source.cluster = fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    Result<PreflightReport> report = runPreflight(m_plan, m_source, m_target, m_free);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);

    init();
    m_target.indices = m_source.indices;
    m_target.definition = m_source.definition;
    m_target.countError = Error{ErrorKind::Cancelled, QStringLiteral("Cancelled."), {}, 0, false, {}};
    report = runPreflight(m_plan, m_source, m_target, m_free);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
}

void TestPreflight::versionsDecide_data()
{
    QTest::addColumn<ClusterInfo>("from");
    QTest::addColumn<ClusterInfo>("to");
    QTest::addColumn<CheckState>("state");
    const auto row
        = [](const char *name, Product from, Version fromVersion, Product to, Version toVersion, CheckState state) {
              QTest::newRow(name) << ClusterInfo{from, fromVersion, {}, QStringLiteral("a"), {}}
                                  << ClusterInfo{to, toVersion, {}, QStringLiteral("b"), {}} << state;
          };
    const Product es = Product::Elasticsearch;
    const Product os = Product::OpenSearch;
    row("6.8 to 8.3", es, {6, 8, 23}, es, {8, 3, 3}, CheckState::Pass);
    row("6.7 is the oldest", es, {6, 7, 0}, os, {2, 19, 0}, CheckState::Pass);
    row("6.6 is too old", es, {6, 6, 2}, es, {8, 3, 3}, CheckState::Blocker);
    row("6.8 is no target", es, {6, 8, 0}, es, {6, 8, 0}, CheckState::Blocker);
    row("8 to 7", es, {8, 3, 3}, es, {7, 17, 0}, CheckState::Warning);
    row("OpenSearch 2 to Elasticsearch 8", os, {2, 19, 0}, es, {8, 3, 3}, CheckState::Pass);
    row("OpenSearch 1 to 2", os, {1, 0, 0}, os, {2, 0, 0}, CheckState::Pass);
    row("Milvus", Product::Milvus, {2, 5, 0}, es, {8, 3, 3}, CheckState::Blocker);
}

void TestPreflight::versionsDecide()
{
    QFETCH(ClusterInfo, from);
    QFETCH(ClusterInfo, to);
    QFETCH(CheckState, state);
    m_source.cluster = from;
    m_target.cluster = to;
    QCOMPARE(item(check(), QStringLiteral("versions")).state, state);
}

void TestPreflight::theSameClusterNeedsOtherNames()
{
    m_target.cluster->clusterUuid = m_source.cluster->clusterUuid;
    QCOMPARE(item(check(), QStringLiteral("same-cluster")).state, CheckState::Blocker);
    m_plan.select.rename = {{QStringLiteral("^(.*)$"), QStringLiteral("new-$1")}};
    QCOMPARE(item(check(), QStringLiteral("same-cluster")).state, CheckState::Warning);
    addIndex(QStringLiteral("new-orders")); // both of them sources, one of them the target of the other
    m_plan.select.indices.append(QStringLiteral("new-orders"));
    QVERIFY(item(check(), QStringLiteral("same-cluster")).seen.contains(QStringLiteral("orders onto new-orders")));
    QCOMPARE(item(check(), QStringLiteral("same-cluster")).state, CheckState::Blocker);
    m_plan.select.indices.removeLast();
    m_target.cluster->clusterUuid = QStringLiteral("_na_");
    QCOMPARE(item(check(), QStringLiteral("same-cluster")).state, CheckState::Blocker);
}

void TestPreflight::saysWhichPrivilegesAreMissing()
{
    m_source.missingPrivileges = {QStringLiteral("maintenance")};
    const PreflightItem read = item(check(), QStringLiteral("privileges-source"));
    QCOMPARE(read.state, CheckState::Blocker);
    QVERIFY(read.seen.contains(QLatin1String("maintenance on orders")));
    m_source.missingPrivileges = {QStringLiteral("manage")};
    m_target.missingPrivileges = {QStringLiteral("create_index")};
    const PreflightReport report = check();
    QCOMPARE(item(report, QStringLiteral("privileges-source")).state, CheckState::Pass);
    QCOMPARE(item(report, QStringLiteral("privileges-block")).state, CheckState::Warning);
    QCOMPARE(item(report, QStringLiteral("privileges-target")).state, CheckState::Blocker);
}

void TestPreflight::hiddenDocumentsAndFieldsStopTheStart()
{
    m_source.narrowed = {QStringLiteral("documents of orders")};
    const PreflightReport report = check();
    const PreflightItem read = item(report, QStringLiteral("privileges-source"));
    QCOMPARE(read.state, CheckState::Blocker);
    QVERIFY(read.seen.contains(QLatin1String("documents of orders")));
    QCOMPARE(item(report, QStringLiteral("privileges-block")).state, CheckState::Pass);
}

void TestPreflight::aClusterWithoutSecurityPasses()
{
    m_source.privilegesKnown = false;
    m_source.missingPrivileges = {QStringLiteral("read")};
    QCOMPARE(item(check(), QStringLiteral("privileges-source")).state, CheckState::Pass);
}

void TestPreflight::everyNamedIndexMustBeThere()
{
    m_plan.select.indices = {QStringLiteral("orders"), QStringLiteral("gone")};
    const PreflightItem gone = item(check(), QStringLiteral("selection-entry"));
    QCOMPARE(gone.state, CheckState::Blocker);
    QVERIFY(gone.seen.contains(QLatin1String("gone")));
    m_plan.select.indices = {QStringLiteral("orders"), QStringLiteral("logs-*"), QStringLiteral("-x*")};
    QCOMPARE(item(check(), QStringLiteral("selection-entry")).state, CheckState::Warning);
    m_plan.select.indices = {QStringLiteral("logs-*")};
    QCOMPARE(item(check(), QStringLiteral("selection")).state, CheckState::Blocker);
}

void TestPreflight::hiddenIndicesAreLeftOutWithAFigure()
{
    addIndex(QStringLiteral(".kibana_1"));
    addIndex(QStringLiteral("secret"));
    m_source.indices.last().hidden = true;
    m_plan.select.indices = {QStringLiteral("*")};
    const PreflightReport report = check();
    QVERIFY(item(report, QStringLiteral("left-out")).seen.startsWith(QLatin1String("2 ")));
    QVERIFY(item(report, QStringLiteral("selection")).seen.startsWith(QLatin1String("1 of 3 ")));
    QCOMPARE(report.indices.size(), 1);
    QCOMPARE(report.indices.first().source, QStringLiteral("orders"));
}

void TestPreflight::dataStreamsStopTheRunUnlessExcluded()
{
    m_plan.select.indices = {QStringLiteral("*")};
    m_source.streams = {QStringLiteral("logs-app"), QStringLiteral("ilm-history-5"), QStringLiteral(".slm")};
    PreflightItem streams = item(check(), QStringLiteral("data-streams"));
    QCOMPARE(streams.state, CheckState::Blocker);
    QCOMPARE(streams.seen, QStringLiteral("logs-app"));
    m_plan.select.indices.append(QStringLiteral("-logs-app"));
    streams = item(check(), QStringLiteral("data-streams"));
    QCOMPARE(streams.state, CheckState::Pass);
}

void TestPreflight::closedIndicesAreNamedAndNotCopied()
{
    addIndex(QStringLiteral("100%"));
    m_source.indices.last().open = false;
    m_source.indices.last().health.clear();
    m_plan.select.indices = {QStringLiteral("*")};
    const PreflightReport report = check();
    const PreflightItem closed = item(report, QStringLiteral("closed"));
    QCOMPARE(closed.state, CheckState::Warning);
    QCOMPARE(closed.index, QStringLiteral("100%"));
    QCOMPARE(closed.request, QStringLiteral("POST /100%25/_open"));
    QCOMPARE(report.indices.size(), 1);
    QVERIFY(!report.blocked());
}

void TestPreflight::redIndicesAndReadBlocksStopTheRun()
{
    m_source.indices.first().health = QStringLiteral("red");
    QCOMPARE(item(check(), QStringLiteral("health")).state, CheckState::Blocker);
    m_source.indices.first().health = QStringLiteral("yellow");
    QCOMPARE(item(check(), QStringLiteral("health")).state, CheckState::Pass);
    m_source.definition[QStringLiteral("orders")].settings.insert(
        QStringLiteral("index.blocks.read"), QStringLiteral("true"));
    QCOMPARE(item(check(), QStringLiteral("read-block")).state, CheckState::Blocker);
}

void TestPreflight::aWriteBlockIsOnlyAWarning()
{
    m_source.definition[QStringLiteral("orders")].settings.insert(
        QStringLiteral("index.blocks.write"), QStringLiteral("true"));
    const PreflightReport report = check();
    const PreflightItem block = item(report, QStringLiteral("write-block"));
    QCOMPARE(block.state, CheckState::Warning);
    QCOMPARE(block.seen, QStringLiteral("index.blocks.write"));
    QVERIFY(!report.blocked());
}

void TestPreflight::conversionBlockersNameTheirIndex()
{
    addIndex(QStringLiteral("bare"));
    m_source.definition[QStringLiteral("bare")].mappings
        = {{QStringLiteral("_source"), QJsonObject{{QStringLiteral("enabled"), false}}}};
    m_plan.select.indices = {QStringLiteral("*")};
    const PreflightReport report = check();
    QVERIFY(report.blocked());
    QCOMPARE(report.indices.size(), 2);
    int blockers = 0;
    for (const PreflightItem &each : report.items) {
        if (each.state != CheckState::Blocker)
            continue;
        ++blockers;
        QCOMPARE(each.id, QStringLiteral("conversion"));
        QCOMPARE(each.index, QStringLiteral("bare"));
    }
    QCOMPARE(blockers, 1);
}

void TestPreflight::takenNamesFollowThePlan_data()
{
    QTest::addColumn<ExistingTarget>("existing");
    QTest::addColumn<bool>("open");
    QTest::addColumn<CheckState>("state");
    QTest::newRow("refuse") << ExistingTarget::Refuse << true << CheckState::Blocker;
    QTest::newRow("append") << ExistingTarget::Append << true << CheckState::Warning;
    QTest::newRow("append to a closed one") << ExistingTarget::Append << false << CheckState::Blocker;
    QTest::newRow("replace") << ExistingTarget::Replace << true << CheckState::Warning;
}

void TestPreflight::takenNamesFollowThePlan()
{
    QFETCH(ExistingTarget, existing);
    QFETCH(bool, open);
    QFETCH(CheckState, state);
    m_plan.existing = existing;
    m_target.indices = m_source.indices;
    m_target.indices.first().open = open;
    m_target.definition = m_source.definition;
    const PreflightItem taken = item(check(), QStringLiteral("target-exists"));
    QCOMPARE(taken.state, state);
    QVERIFY2(
        taken.seen.contains(open ? QLatin1String("7 documents") : QLatin1String("closed")), qPrintable(taken.seen));
}

void TestPreflight::appendRefusesAFinalPipeline()
{
    const QString key = QStringLiteral("index.final_pipeline");
    m_plan.existing = ExistingTarget::Append;
    m_target.indices = m_source.indices;
    m_target.definition = m_source.definition;
    m_target.definition[QStringLiteral("orders")].settings.insert(key, QStringLiteral("last"));
    QCOMPARE(item(check(), QStringLiteral("target-exists")).request,
        QStringLiteral(R"(PUT /orders/_settings {"index.final_pipeline": null})"));
    // A live copy takes off what comes back at its end.
    m_source.definition[QStringLiteral("orders")].settings.insert(key, QStringLiteral("last"));
    QCOMPARE(item(check(), QStringLiteral("target-exists")).state, CheckState::Warning);
    m_plan.method = QStringLiteral("remote-reindex");
    QCOMPARE(item(check(), QStringLiteral("target-exists")).state, CheckState::Blocker);
}

void TestPreflight::appendRefusesOtherShardsWithCustomRouting()
{
    m_plan.existing = ExistingTarget::Append;
    m_target.indices = m_source.indices;
    m_target.definition = m_source.definition;
    m_target.definition[QStringLiteral("orders")].settings.insert(
        QStringLiteral("index.number_of_shards"), QStringLiteral("3"));
    QCOMPARE(item(check(), QStringLiteral("target-exists")).state, CheckState::Warning);
    m_source.definition[QStringLiteral("orders")].mappings
        = {{QStringLiteral("_routing"), QJsonObject{{QStringLiteral("required"), true}}}};
    QCOMPARE(item(check(), QStringLiteral("target-exists")).state, CheckState::Blocker);
}

void TestPreflight::routingThatTheTargetPlacesAnewIsAWarning_data()
{
    QTest::addColumn<int>("minor");
    QTest::addColumn<QString>("created");
    QTest::addColumn<QString>("shards");
    QTest::addColumn<qint64>("routed");
    QTest::addColumn<CheckState>("state");
    const QString seven = QStringLiteral("7171599");
    const QString two = QStringLiteral("2");
    QTest::newRow("routed, placed anew") << 4 << seven << two << 12'345LL << CheckState::Warning;
    QTest::newRow("routed on OpenSearch") << 4 << QStringLiteral("136408227") << two << 1LL << CheckState::Warning;
    QTest::newRow("nothing is routed") << 4 << seven << two << 0LL << CheckState::Pass;
    QTest::newRow("a single shard") << 4 << seven << QStringLiteral("1") << 1LL << CheckState::Pass;
    QTest::newRow("a target of the old kind") << 3 << seven << two << 1LL << CheckState::Pass;
    QTest::newRow("placed so already") << 4 << QStringLiteral("9074000") << two << 1LL << CheckState::Pass;
}

void TestPreflight::routingThatTheTargetPlacesAnewIsAWarning()
{
    QFETCH(int, minor);
    QFETCH(QString, created);
    QFETCH(QString, shards);
    QFETCH(qint64, routed);
    QFETCH(CheckState, state);
    m_source.cluster = ClusterInfo{Product::Elasticsearch, {9, 4, 0}, QStringLiteral("old"), QStringLiteral("u1"), {}};
    m_target.cluster
        = ClusterInfo{Product::Elasticsearch, {9, minor, 0}, QStringLiteral("new"), QStringLiteral("u2"), {}};
    QJsonObject &settings = m_source.definition[QStringLiteral("orders")].settings;
    settings.insert(QStringLiteral("index.number_of_shards"), shards);
    settings.insert(QStringLiteral("index.version.created"), created);
    m_source.routed = routed;
    const PreflightItem identity = item(check(), QStringLiteral("identity"));
    QCOMPARE(identity.state, state);
    if (routed > 1)
        QVERIFY2(identity.seen.contains(QLatin1String("12,345")), qPrintable(identity.seen));
}

void TestPreflight::aTargetNameThatIsAnAliasThere()
{
    m_target.indices = {m_source.indices.first()};
    m_target.indices.first().name = QStringLiteral("orders-2");
    IndexDefinition there;
    there.name = QStringLiteral("orders-2");
    there.aliases = {{QStringLiteral("orders"), QJsonObject{}}};
    m_target.definition.insert(there.name, there);
    const PreflightItem taken = item(check(), QStringLiteral("target-exists"));
    QCOMPARE(taken.state, CheckState::Blocker);
    QVERIFY(taken.seen.contains(QLatin1String("orders-2")));
}

void TestPreflight::twoSourcesMayNotShareAName()
{
    addIndex(QStringLiteral("orders-2"));
    m_plan.select.indices = {QStringLiteral("orders*")};
    m_plan.select.rename = {{QStringLiteral("-2$"), QString()}};
    const PreflightItem rename = item(check(), QStringLiteral("rename"));
    QCOMPARE(rename.state, CheckState::Blocker);
    QVERIFY(rename.seen.contains(QLatin1String("orders, orders-2")));
}

void TestPreflight::renamedNamesMustBeLegal()
{
    for (const QString &bad : {QStringLiteral("Orders"), QStringLiteral("_o"), QStringLiteral("a b"),
             QStringLiteral("a/b"), QStringLiteral("a:b"), QStringLiteral(".."), QString(256, QLatin1Char('a'))}) {
        m_plan.select.rename = {{QStringLiteral("^.*$"), bad}};
        QCOMPARE(item(check(), QStringLiteral("target-name")).state, CheckState::Blocker);
    }
    m_plan.select.rename = {{QStringLiteral("^.*$"), QStringLiteral("größe-1.x_y")}};
    QVERIFY(!check().blocked());
}

void TestPreflight::aliasesMayNotMeetIndices()
{
    m_source.definition[QStringLiteral("orders")].aliases = {{QStringLiteral("all"), QJsonObject{}}};
    QCOMPARE(item(check(), QStringLiteral("aliases")).state, CheckState::Pass);

    IndexDefinition other;
    other.name = QStringLiteral("other");
    other.aliases = {{QStringLiteral("all"), QJsonObject{}}};
    m_target.definition.insert(other.name, other);
    m_target.indices = {m_source.indices.first()};
    m_target.indices.first().name = other.name;
    PreflightItem aliases = item(check(), QStringLiteral("aliases"));
    QCOMPARE(aliases.state, CheckState::Warning);
    QVERIFY(aliases.seen.contains(QLatin1String("other")));

    m_target.definition.clear();
    m_target.indices.first().name = QStringLiteral("all");
    QCOMPARE(item(check(), QStringLiteral("aliases")).state, CheckState::Blocker);
    m_plan.aliases = false;
    QVERIFY(!check().blocked());
}

void TestPreflight::refusedAnalyzersStopTheRun()
{
    m_target.refused = {{QStringLiteral("filter mine"), QStringLiteral("unknown filter type [icu_folding]")}};
    QVERIFY(!check().blocked()); // nothing custom to ask about
    m_source.definition[QStringLiteral("orders")].settings.insert(
        QStringLiteral("index.analysis.filter.mine.type"), QStringLiteral("icu_folding"));
    const PreflightItem analysis = item(check(), QStringLiteral("analysis"));
    QCOMPARE(analysis.state, CheckState::Blocker);
    QVERIFY(analysis.seen.contains(QLatin1String("icu_folding")));
}

void TestPreflight::templatesAndPipelinesAreNamed()
{
    m_target.templates = {QStringLiteral("everything")};
    QJsonObject &settings = m_source.definition[QStringLiteral("orders")].settings;
    settings.insert(QStringLiteral("index.default_pipeline"), QStringLiteral("enrich"));
    settings.insert(QStringLiteral("index.lifecycle.name"), QStringLiteral("hot-warm"));
    const PreflightReport report = check();
    QCOMPARE(item(report, QStringLiteral("templates")).seen, QStringLiteral("everything"));
    QCOMPARE(item(report, QStringLiteral("templates")).state, CheckState::Warning);
    QCOMPARE(item(report, QStringLiteral("pipeline")).request, QStringLiteral("GET /_ingest/pipeline/enrich"));
    QCOMPARE(item(report, QStringLiteral("lifecycle")).request, QStringLiteral("GET /_ilm/policy/hot-warm"));
    QVERIFY(!report.blocked());
}

void TestPreflight::diskIsCountedWithReplicas()
{
    // 100 bytes and one replica: 200 needed; of 1,000 bytes 50 stay above the flood stage.
    m_target.clusterRoom = {3, 251, 1000, 0.95, 0, 1000};
    QCOMPARE(item(check(), QStringLiteral("disk")).state, CheckState::Warning);
    m_target.clusterRoom.diskFree = 249;
    QCOMPARE(item(check(), QStringLiteral("disk")).state, CheckState::Blocker);
    m_target.clusterRoom.dataNodes = 1; // no node for the replica
    QCOMPARE(item(check(), QStringLiteral("disk")).state, CheckState::Pass);
    m_source.definition[QStringLiteral("orders")].settings.insert(
        QStringLiteral("index.auto_expand_replicas"), QStringLiteral("0-all"));
    m_target.clusterRoom.dataNodes = 3;
    m_target.clusterRoom.diskFree = 349;
    QCOMPARE(item(check(), QStringLiteral("disk")).state, CheckState::Blocker);
    m_target.clusterRoom.diskFree = -1;
    QCOMPARE(item(check(), QStringLiteral("disk")).state, CheckState::Warning);
}

void TestPreflight::shardsAreCountedWithReplicas()
{
    m_target.clusterRoom.dataNodes = 2;
    m_target.clusterRoom.maxShardsPerNode = 10;
    m_target.clusterRoom.shards = 16;
    QCOMPARE(item(check(), QStringLiteral("shards")).state, CheckState::Pass); // 16 + 2 * 2
    m_target.clusterRoom.shards = 17;
    const PreflightItem shards = item(check(), QStringLiteral("shards"));
    QCOMPARE(shards.state, CheckState::Blocker);
    QVERIFY(shards.request.contains(QLatin1String("\"cluster.max_shards_per_node\":11")));
}

void TestPreflight::clocksApartAreAWarning()
{
    m_target.time = m_source.time - 6000;
    const PreflightItem clocks = item(check(), QStringLiteral("clocks"));
    QCOMPARE(clocks.state, CheckState::Warning);
    QVERIFY2(clocks.seen.contains(QLatin1String("-6")), qPrintable(clocks.seen));
}

void TestPreflight::oneCheckCanBeRepeatedAlone()
{
    const QStringList ids{QStringLiteral("disk"), QStringLiteral("clocks"), QStringLiteral("conversion"),
        QStringLiteral("privileges-target"), QStringLiteral("selection")};
    const PreflightReport whole = check();
    for (const QString &id : ids) {
        const auto again = repeatCheck(id, m_plan, m_source, m_target, m_free);
        QVERIFY(again);
        QVERIFY2(!again->items.isEmpty(), qPrintable(id));
        for (const PreflightItem &each : again->items) {
            QCOMPARE(each.id, id);
            QVERIFY(each.seconds >= 0);
        }
        QCOMPARE(again->items.first().seen, item(whole, id).seen);
    }
    m_target.cluster = fail(ErrorKind::Connection, QStringLiteral("Nobody answers."));
    const auto gone = repeatCheck(QStringLiteral("disk"), m_plan, m_source, m_target, m_free);
    QVERIFY(gone);
    QCOMPARE(gone->items.size(), 1);
    QCOMPARE(gone->items.first().id, QStringLiteral("reach-target"));
}

void TestPreflight::anOverrideWithoutItsIndexIsAWarning()
{
    IndexOverride change;
    change.settings = {{QStringLiteral("max_result_window"), 20'000}};
    m_plan.overrides.insert(QStringLiteral("orders"), change);
    QVERIFY(item(check(), QStringLiteral("conversion")).seen.contains(QLatin1String("max_result_window")));
    QCOMPARE(repeatCheck(QStringLiteral("overrides"), m_plan, m_source, m_target, m_free)->items.size(), 0);
    m_plan.overrides.insert(QStringLiteral("ordres"), change);
    QCOMPARE(item(check(), QStringLiteral("overrides")).state, CheckState::Warning);
}

void TestPreflight::theRegisterNeedsLocalSpace()
{
    m_free = 100 * 60 - 1;
    QCOMPARE(item(check(), QStringLiteral("register")).state, CheckState::Blocker);
    m_free = 100 * 60 * 2 - 2;
    QCOMPARE(item(check(), QStringLiteral("register")).state, CheckState::Warning);
    m_free = -1;
    QCOMPARE(item(check(), QStringLiteral("register")).state, CheckState::Warning);
}

QTEST_APPLESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
