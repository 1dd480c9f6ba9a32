// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is said before the first snapshot: versions that do not go together, aliases that could not be switched.
#include "engine/preflight.h"
#include "stillcluster.h"
#include "stillsnapshots.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace godwit;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

class Cluster final : public StillCluster
{
public:
    ClusterNames there;
    KnownSnapshots known;
    Result<ClusterNames> names() override { return there; }
    std::unique_ptr<SnapshotService> snapshots(const SnapshotPermit &) override
    {
        return std::make_unique<StillSnapshots>(touched, known);
    }
};

} // namespace

class TestSnapshotPreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void versionsThatDoNotGoTogetherAreExplainedAndNothingIsTouched_data();
    void versionsThatDoNotGoTogetherAreExplainedAndNothingIsTouched();
    void freeAliasesPass();
    void anAliasThatMeetsANameOfTheTargetIsABlocker_data();
    void anAliasThatMeetsANameOfTheTargetIsABlocker();
    void anAliasThatLeadsElsewhereIsABlockerWithTheFigure();
    void aliasesThatStayBehindAreNotLookedAt();
    void aWriteBlockInTheSnapshotIsAnnounced_data();
    void aWriteBlockInTheSnapshotIsAnnounced();
    void aBucketIsTheSameOnlyByTheSameClient();
    void twoWritersOnOneBucketAreABlocker();
    void aStoreThatRefusesSaysWhatToMend();

private:
    QList<PreflightItem> items(const char *id);
    void addIndex(Cluster &cluster, const char *name, const QJsonObject &aliases = {}, const char *created = "7171599");

    Plan m_plan;
    Cluster m_source;
    Cluster m_target;
};

void TestSnapshotPreflight::init()
{
    m_plan = Plan();
    m_plan.method = text("snapshot-rounds");
    m_plan.source.url = text("http://127.0.0.1:9200");
    m_plan.target.url = text("http://127.0.0.1:9201");
    m_plan.select.indices = {text("orders")};
    m_plan.options = {{text("repository"),
        QJsonObject{{text("name"), text("godwit")}, {text("type"), text("fs")},
            {text("settings"), QJsonObject{{text("location"), text("/mnt/backup")}}}}}};
    m_source = Cluster();
    m_target = Cluster();
    const auto be = [](Cluster &cluster, const char *uuid, Version version) {
        ClusterInfo info;
        info.product = Product::Elasticsearch;
        info.version = version;
        info.clusterUuid = text(uuid);
        cluster.cluster = info;
    };
    be(m_source, "here", {7, 17, 15});
    be(m_target, "there", {8, 3, 3});
    addIndex(m_source, "orders", {{text("sales"), QJsonObject()}});
}

void TestSnapshotPreflight::addIndex(
    Cluster &cluster, const char *name, const QJsonObject &aliases, const char *created)
{
    IndexSummary summary;
    summary.name = text(name);
    summary.uuid = QString(text(name) + text("-uuid"));
    summary.health = text("green");
    summary.primaries = 2;
    summary.documents = 10;
    summary.primaryBytes = 1'000;
    cluster.indices.append(summary);
    IndexDefinition definition;
    definition.name = summary.name;
    definition.uuid = summary.uuid;
    definition.aliases = aliases;
    definition.settings = {{text("index.number_of_shards"), text("2")}, {text("index.version.created"), text(created)}};
    cluster.definition.insert(summary.name, definition);
}

QList<PreflightItem> TestSnapshotPreflight::items(const char *id)
{
    const auto report = runPreflight(m_plan, m_source, m_target, -1);
    QList<PreflightItem> found;
    if (report)
        std::copy_if(report->items.begin(), report->items.end(), std::back_inserter(found),
            [id](const PreflightItem &item) { return item.id == QLatin1String(id); });
    return found;
}

void TestSnapshotPreflight::versionsThatDoNotGoTogetherAreExplainedAndNothingIsTouched_data()
{
    QTest::addColumn<int>("product");
    QTest::addColumn<int>("major");
    QTest::addColumn<QString>("created");
    QTest::addColumn<int>("toProduct");
    QTest::addColumn<int>("toMajor");
    QTest::addColumn<QString>("says");
    constexpr int es = int(Product::Elasticsearch);
    constexpr int os = int(Product::OpenSearch);
    QTest::newRow("7 to 8") << es << 7 << text("7171599") << es << 8 << QString();
    QTest::newRow("7 to 9") << es << 7 << text("7171599") << es << 9 << text("was created by Elasticsearch 7.17");
    QTest::newRow("8 that holds an index of 7 to 9")
        << es << 8 << text("7171599") << es << 9 << text("reindex it first");
    QTest::newRow("8 to 7") << es << 8 << text("8030399") << es << 7 << text("does not restore into the older");
    QTest::newRow("Elasticsearch to OpenSearch")
        << es << 7 << text("7171599") << os << 2 << text("do not restore into OpenSearch");
    QTest::newRow("OpenSearch to Elasticsearch")
        << os << 2 << QString::number(2190699 ^ 0x08000000) << es << 8 << text("do not restore into Elasticsearch");
    QTest::newRow("OpenSearch 2 to 3") << os << 2 << QString::number(2190699 ^ 0x08000000) << os << 3 << QString();
}

void TestSnapshotPreflight::versionsThatDoNotGoTogetherAreExplainedAndNothingIsTouched()
{
    QFETCH(int, product);
    QFETCH(int, major);
    QFETCH(QString, created);
    QFETCH(int, toProduct);
    QFETCH(int, toMajor);
    QFETCH(QString, says);
    m_source.cluster->product = Product(product);
    m_source.cluster->version = {major, 19, 5};
    if (product == int(Product::Elasticsearch) && major == 7)
        m_source.cluster->version = {7, 17, 15};
    m_target.cluster->product = Product(toProduct);
    m_target.cluster->version = {toMajor, 19, 6};
    m_source.definition[text("orders")].settings.insert(text("index.version.created"), created);
    QString said;
    for (const PreflightItem &item : items("versions"))
        if (item.state == CheckState::Blocker)
            said += QString(item.seen + u' ' + item.fix);
    QVERIFY2(said.contains(says) && said.isEmpty() == says.isEmpty(), qPrintable(said));
    QVERIFY(!m_source.touched && !m_target.touched);
}

void TestSnapshotPreflight::freeAliasesPass()
{
    const auto found = items("aliases");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Pass);
    // One that leads to an index that is restored over stays what it is.
    addIndex(m_target, "orders", {{text("sales"), QJsonObject()}});
    m_target.there.aliases = {{text("sales"), {text("orders")}, {}}};
    QCOMPARE(items("aliases").first().state, CheckState::Pass);
}

void TestSnapshotPreflight::anAliasThatMeetsANameOfTheTargetIsABlocker_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"index", "stream", "restored"})
        QTest::newRow(kind) << text(kind);
}

void TestSnapshotPreflight::anAliasThatMeetsANameOfTheTargetIsABlocker()
{
    QFETCH(QString, kind);
    if (kind == text("index"))
        addIndex(m_target, "sales");
    else if (kind == text("stream"))
        m_target.there.streams = {{text("sales"), {}, false}};
    else // an index of the migration itself gets that name
        m_plan.select.rename = {{text("^orders$"), text("sales")}};
    const auto found = items("aliases");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Blocker);
    QVERIFY2(found.first().seen.contains(text("alias sales")), qPrintable(found.first().seen));
    QVERIFY(!found.first().fix.isEmpty());
}

void TestSnapshotPreflight::anAliasThatLeadsElsewhereIsABlockerWithTheFigure()
{
    m_target.there.aliases = {{text("sales"), {text("old-1"), text("old-2")}, {}}, {text("other"), {text("x")}, {}}};
    const auto found = items("aliases");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, CheckState::Blocker);
    QVERIFY2(found.first().seen.contains(text("2")) && found.first().seen.contains(text("old-1, old-2")),
        qPrintable(found.first().seen));
}

void TestSnapshotPreflight::aliasesThatStayBehindAreNotLookedAt()
{
    addIndex(m_target, "sales");
    m_plan.aliases = false;
    QVERIFY(items("aliases").isEmpty());
}

void TestSnapshotPreflight::aWriteBlockInTheSnapshotIsAnnounced_data()
{
    QTest::addColumn<bool>("inPause");
    QTest::addColumn<bool>("sourceBlocked");
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<bool>("warns");
    QTest::addColumn<QString>("says");
    const QJsonObject none;
    QTest::newRow("of the last round") << true << false << none << true << text("can only be read");
    QTest::newRow("blocked there now") << false << true << none << true << text("on the source now: orders");
    QTest::newRow("nobody knows") << false << false << none << false << text("not known");
    QTest::newRow("lifted") << true << true << QJsonObject{{text("lift_write_block"), true}} << false
                            << text("is left out");
    QTest::newRow("left out by name") << true << true
                                      << QJsonObject{{text("ignore_index_settings"),
                                             QJsonArray{text("index.blocks.*")}}}
                                      << false << text("is left out");
}

void TestSnapshotPreflight::aWriteBlockInTheSnapshotIsAnnounced()
{
    QFETCH(bool, inPause);
    QFETCH(bool, sourceBlocked);
    QFETCH(QJsonObject, options);
    QFETCH(bool, warns);
    QFETCH(QString, says);
    m_plan.method = text("restore");
    m_plan.options = options;
    m_plan.options.insert(text("repository"), QJsonObject{{text("name"), text("kept")}});
    m_plan.options.insert(text("snapshot"), text("last"));
    SnapshotInfo last;
    last.name = text("last");
    last.state = text("SUCCESS");
    last.version = text("7.17.15");
    last.indices = {text("orders")};
    if (inPause)
        last.metadata = {{text("godwit"), text("abc")}, {text("write_blocked"), true}};
    m_target.known = {{{text("kept"), text("fs"), {{text("location"), text("/mnt/backup")}}}}, {last}};
    if (sourceBlocked)
        m_source.definition[text("orders")].settings.insert(text("index.blocks.write"), text("true"));
    const auto found = items("write-block");
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().state, warns ? CheckState::Warning : CheckState::Pass);
    QVERIFY2(found.first().seen.contains(says), qPrintable(found.first().seen));
    QCOMPARE(found.first().fix.contains(text("lift_write_block")), warns);
    QVERIFY(!m_target.touched);
}

namespace {

RepositoryInfo bucket(const char *name, const QJsonObject &more = {})
{
    QJsonObject settings = more;
    settings.insert(text("bucket"), text("backups"));
    settings.insert(text("base_path"), text("moves"));
    return {text(name), text("s3"), settings};
}

QJsonObject planned(const RepositoryInfo &repository)
{
    return {{text("repository"),
        QJsonObject{{text("name"), repository.name}, {text("type"), repository.type},
            {text("settings"), repository.settings}}}};
}

} // namespace

//! Two clients can lead to two stores, each with a bucket of that name.
void TestSnapshotPreflight::aBucketIsTheSameOnlyByTheSameClient()
{
    m_source.known.repositories = {bucket("godwit")};
    m_plan.options = planned(bucket("godwit", {{text("client"), text("default")}}));
    QCOMPARE(items("repository-source").value(0).state, CheckState::Pass);
    m_plan.options = planned(bucket("godwit", {{text("client"), text("archive")}}));
    const PreflightItem client = items("repository-source").value(0);
    QCOMPARE(client.state, CheckState::Blocker);
    QVERIFY2(client.seen.contains(text("client \"default\", the plan says \"archive\"")), qPrintable(client.seen));
    m_plan.options = planned(bucket("godwit", {{text("endpoint"), text("http://127.0.0.1:9000")}}));
    QCOMPARE(items("repository-source").value(0).state, CheckState::Blocker);
    m_plan.options = {{text("repository"), QJsonObject{{text("name"), text("godwit")}}}}; // as it is registered
    QCOMPARE(items("repository-source").value(0).state, CheckState::Pass);
}

void TestSnapshotPreflight::twoWritersOnOneBucketAreABlocker()
{
    m_plan.options = planned(bucket("godwit"));
    m_target.known.repositories = {bucket("nightly", {{text("readonly"), text("true")}})};
    QCOMPARE(items("writers").value(0).state, CheckState::Pass);
    m_target.known.repositories = {bucket("nightly")};
    const PreflightItem writers = items("writers").value(0);
    QCOMPARE(writers.state, CheckState::Blocker);
    QVERIFY2(writers.seen.contains(text("s3:backups/moves registered as nightly")), qPrintable(writers.seen));
}

void TestSnapshotPreflight::aStoreThatRefusesSaysWhatToMend()
{
    m_plan.options = planned(bucket("godwit"));
    m_source.known.repositories = {bucket("godwit")};
    m_source.known.check = tl::make_unexpected(Error{ErrorKind::Server, text("It failed."),
        text("s3_exception: Access Denied (Service: S3, Status Code: 403)"), 500, false, {}});
    const PreflightItem item = items("repository-source").value(0);
    QCOMPARE(item.state, CheckState::Blocker);
    QVERIFY2(
        item.seen.contains(text("does not let the nodes of the source into backups/moves")), qPrintable(item.seen));
}

QTEST_GUILESS_MAIN(TestSnapshotPreflight)
#include "tst_snapshotpreflight.moc"
