// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Repositories in a bucket, on real servers with their own plugin for S3 and a store that checks who asks: rounds and a
// restore go through it, every node is asked, and what is wrong is told in a sentence that says what to mend. An
// address to read from goes the same way.
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/methods/snapshots/repositorysetup.h"
#include "tests/cluster/comparison.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/cluster/workload.h"
#include "tests/support/objectstore.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace godwit;
using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

class TestObjectStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundsGoThroughABucket();
    void aSnapshotInABucketIsRestored();
    void everyNodeLooksAtTheBucket();
    void whatIsWrongIsToldOnce_data();
    void whatIsWrongIsToldOnce();
    void aWrongPlanLeavesTheNameFree();
    void twoWritersInOneBucketAreRefused();
    void aTargetThatLooksElsewhereIsTold();
    void anAddressIsReadFrom();
    void cleanupTestCase();

private:
    QJsonObject bucket(const char *path, const QJsonObject &more = {}) const;
    //! Reaches the store by settings of the repository alone, as a client that is only in the keystore has to.
    QJsonObject byClient(const char *path, const char *client) const;
    QJsonObject rounds(const char *repository, const QJsonObject &settings, const QJsonObject &onTarget = {});
    static QJsonObject repositoryPlan(const char *name, const char *type, const QJsonObject &settings);
    static Result<RepositoryCheck> registered(
        TestCluster &cluster, const char *name, const char *type, QJsonObject settings, bool readOnly);
    static bool knows(TestCluster &cluster, const QByteArray &repository);
    //! Ends, and says so in what it tells people.
    static void failsWith(GodwitRun &run, int code, const char *words);

    std::unique_ptr<ObjectStore> m_store;
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    QTemporaryDir m_state;
};

//! Two nodes, of which only the first has the keys of the client "archive"; and one node.
void TestObjectStores::initTestCase()
{
    m_store = std::make_unique<ObjectStore>();
    VERIFY_STORE(*m_store);
    TestClusterOptions options;
    options.settings = {text("s3.client.default.endpoint: ") + m_store->url(),
        text("s3.client.default.path_style_access: true"), text("s3.client.default.region: us-east-1")};
    QMap<QString, QString> keys = m_store->keys(text("default"), text("writer"));
    keys.insert(m_store->keys(text("onlyreads"), text("reader")));
    keys.insert(m_store->keys(text("mistyped"), text("writer")));
    keys.insert(text("s3.client.mistyped.secret_key"), text("not-the-secret"));
    keys.insert(text("s3.client.nobody.access_key"), text("nobody"));
    keys.insert(text("s3.client.nobody.secret_key"), text("nothing"));
    options.keystores = {keys};
    m_target = std::make_unique<TestCluster>(text("os3s"), options);
    VERIFY_CLUSTER(*m_target);
    QMap<QString, QString> first = keys;
    first.insert(m_store->keys(text("archive"), text("writer")));
    options.keystores = {first, keys};
    options.nodes = 2;
    m_source = std::make_unique<TestCluster>(text("os3s"), options);
    VERIFY_CLUSTER(*m_source);
}

void TestObjectStores::cleanupTestCase()
{
    m_target.reset();
    m_source.reset();
    m_store.reset();
}

QJsonObject TestObjectStores::bucket(const char *path, const QJsonObject &more) const
{
    QJsonObject settings = more;
    settings.insert(text("bucket"), m_store->bucket());
    settings.insert(text("base_path"), text(path));
    return settings;
}

QJsonObject TestObjectStores::byClient(const char *path, const char *client) const
{
    return bucket(path,
        {{text("client"), text(client)}, {text("endpoint"), m_store->url()}, {text("path_style_access"), true},
            {text("region"), text("us-east-1")}});
}

QJsonObject TestObjectStores::repositoryPlan(const char *name, const char *type, const QJsonObject &settings)
{
    return {{text("name"), text(name)}, {text("type"), text(type)}, {text("settings"), settings}};
}

QJsonObject TestObjectStores::rounds(const char *repository, const QJsonObject &settings, const QJsonObject &onTarget)
{
    QJsonObject plan = roundsPlan(*m_source, *m_target, {text("orders"), text("routed")}, text(repository));
    QJsonObject options = plan.value(text("options")).toObject();
    QJsonObject made = repositoryPlan(repository, "s3", settings);
    if (!onTarget.isEmpty())
        made.insert(text("target"), QJsonObject{{text("type"), text("s3")}, {text("settings"), onTarget}});
    options.insert(text("repository"), made);
    plan.insert(text("options"), options);
    return plan;
}

Result<RepositoryCheck> TestObjectStores::registered(
    TestCluster &cluster, const char *name, const char *type, QJsonObject settings, bool readOnly)
{
    Endpoint endpoint;
    endpoint.product = Product::OpenSearch;
    endpoint.url = cluster.url();
    SearchConnector connector(endpoint, {});
    if (readOnly)
        settings.insert(text("readonly"), true);
    return registerRepository(connector, {text(name), text(type), settings}, {});
}

bool TestObjectStores::knows(TestCluster &cluster, const QByteArray &repository)
{
    int status = 0;
    cluster.rawRequest("GET", "/_snapshot/" + repository, {}, &status);
    return status == 200;
}

void TestObjectStores::failsWith(GodwitRun &run, int code, const char *words)
{
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == code, qPrintable(run.outputText()));
    QVERIFY2(run.errorText().contains(words), run.errorText().constData());
}

void TestObjectStores::roundsGoThroughABucket()
{
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(createIndex(*m_source, "routed", R"("number_of_shards":1,"number_of_replicas":0)"));
    m_source->request("POST", "/_aliases", R"({"actions":[{"add":{"index":"orders","alias":"sales"}}]})");
    Workload workload(*m_source, {{"orders", "routed"}, "routed", 10'000, 200, 31, false});
    QVERIFY(workload.fill(5'000));
    workload.start();
    GodwitRun run(m_state.path());
    QVERIFY(run.start(rounds("moves", bucket("moves/one")), text("auto")));
    endsExactly(run, *m_source, *m_target, {"orders", "routed"});
    workload.stop();
    const QJsonArray figures = run.summary().value(QLatin1String("rounds")).toArray();
    QVERIFY(figures.size() >= 3);
    // Not each of them: OpenSearch 3 merges what is below 16 MB as it likes.
    QVERIFY2(std::any_of(figures.begin(), figures.end(),
                 [](const QJsonValue &round) { return round[QLatin1String("reused_bytes")].toInteger() > 0; }),
        QJsonDocument(figures).toJson().constData());
    QCOMPARE(m_target->count("sales"), m_source->count("orders"));
    QVERIFY(m_target->rawRequest("GET", "/_snapshot/moves").contains(R"("readonly":"true")"));
    QVERIFY(!m_source->rawRequest("GET", "/_snapshot/moves").contains("readonly"));
}

//! By an account that may only read, under a name of the target's own.
void TestObjectStores::aSnapshotInABucketIsRestored()
{
    const QStringList made = snapshotsOf(*m_source, "moves");
    QVERIFY(!made.isEmpty());
    GodwitRun run(m_state.path());
    QVERIFY(run.start(restorePlan(*m_target, repositoryPlan("kept", "s3", byClient("moves/one", "onlyreads")),
                          made.last(), text("back-")),
        text("never")));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    for (const QByteArray &index : {QByteArray("orders"), QByteArray("routed")}) {
        const QString differs = difference(m_source->allDocuments(index), m_target->allDocuments("back-" + index));
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
    }
    QVERIFY(m_target->rawRequest("GET", "/_snapshot/kept").contains(R"("readonly":"true")"));
}

void TestObjectStores::everyNodeLooksAtTheBucket()
{
    const auto both = registered(*m_source, "shelf", "s3", bucket("shelf"), false);
    QVERIFY2(both, qPrintable(both ? QString() : QString(both.error().summary + both.error().detail)));
    QCOMPARE(both->verified, 2);
    QCOMPARE(both->wanted, 2);
    QVERIFY(knows(*m_source, "shelf"));
    const auto one = registered(*m_source, "archive", "s3", byClient("archive", "archive"), false);
    QVERIFY(!one);
    QVERIFY2(one.error().summary.contains(text("A node of the target knows no s3 client archive.")),
        qPrintable(QString(one.error().summary + one.error().detail)));
    QVERIFY2(one.error().detail.contains(text("os3s-1")), qPrintable(one.error().detail)); // which of them
    QVERIFY(!knows(*m_source, "archive"));
}

void TestObjectStores::whatIsWrongIsToldOnce_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("other"); // bucket, or address of the store
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<QString>("says"); // nothing: it is fine
    const auto row = [](const char *name, const char *type, const char *client, const char *other, bool readOnly,
                         const char *says) {
        QTest::newRow(name) << text(type) << text(client) << text(other) << readOnly << text(says);
    };
    const char *closed = "does not let the nodes of the target into backups/wrong.";
    row("no such bucket", "s3", "default", "missing", false, "there is no bucket missing.");
    row("no such bucket to read", "s3", "default", "missing", true, "there is no bucket missing.");
    row("an account that nobody knows", "s3", "nobody", "", false, closed);
    row("an account that nobody knows, to read", "s3", "nobody", "", true, closed);
    row("a wrong secret", "s3", "mistyped", "", false, closed);
    row("an account that may not write", "s3", "onlyreads", "", false, closed);
    row("an account that may read", "s3", "onlyreads", "", true, "");
    row("a client that no node knows", "s3", "unheard", "", true, "knows no s3 client unheard.");
    row("nobody listens", "s3", "default", "http://127.0.0.1:1", true, "do not reach the store of backups/wrong.");
    row("no plugin for Google's", "gcs", "default", "", true, "knows no repositories of type gcs. Install its plugin");
    row("no plugin for Azure's", "azure", "default", "", true,
        "knows no repositories of type azure. Install its plugin");
}

void TestObjectStores::whatIsWrongIsToldOnce()
{
    QFETCH(QString, type);
    QFETCH(QString, client);
    QFETCH(QString, other);
    QFETCH(bool, readOnly);
    QFETCH(QString, says);
    QJsonObject settings = byClient("wrong", qPrintable(client));
    if (other.startsWith(text("http")))
        settings.insert(text("endpoint"), other);
    else if (!other.isEmpty())
        settings.insert(text("bucket"), other);
    settings.insert(text("container"), m_store->bucket()); // a bucket at Azure's
    const auto made = registered(*m_target, "wrong", qPrintable(type), settings, readOnly);
    if (says.isEmpty()) {
        QVERIFY2(made, qPrintable(made ? QString() : QString(made.error().summary + made.error().detail)));
        m_target->rawRequest("DELETE", "/_snapshot/wrong");
        return;
    }
    QVERIFY(!made);
    QVERIFY2(made.error().summary.contains(says), qPrintable(QString(made.error().summary + made.error().detail)));
    QVERIFY(!made.error().detail.isEmpty());
    QVERIFY(!knows(*m_target, "wrong"));
}

//! What the job registered by a wrong plan does not stand in the way of the corrected one.
void TestObjectStores::aWrongPlanLeavesTheNameFree()
{
    m_source->request("PUT", "/_all/_settings", R"({"index.blocks.write":null})");
    deleteIndices(*m_target);
    QJsonObject wrong = bucket("fresh");
    wrong.insert(text("bucket"), text("missing"));
    GodwitRun run(m_state.path());
    QVERIFY(run.start(rounds("fresh", wrong), text("auto")));
    failsWith(run, 5, "For the nodes of the source there is no bucket missing.");
    QVERIFY(run.errorText().contains("The registration was taken back."));
    QVERIFY(!knows(*m_source, "fresh") && !knows(*m_target, "fresh"));
    GodwitRun corrected(m_state.path());
    QVERIFY(corrected.start(rounds("fresh", bucket("fresh")), text("auto")));
    endsExactly(corrected, *m_source, *m_target, {"orders", "routed"});
}

void TestObjectStores::twoWritersInOneBucketAreRefused()
{
    m_source->request("PUT", "/_all/_settings", R"({"index.blocks.write":null})");
    deleteIndices(*m_target);
    int status = 0;
    m_target->request("PUT", "/_snapshot/nightly?verify=false",
        R"({"type":"s3","settings":{"bucket":"backups","base_path":"both/"}})", &status);
    QCOMPARE(status, 200);
    GodwitRun run(m_state.path());
    QVERIFY(run.start(rounds("both", bucket("both")), text("auto")));
    failsWith(run, 3, "s3:backups/both registered as nightly, and may write there");
    QVERIFY(!knows(*m_source, "both") && !knows(*m_target, "both"));
    m_target->rawRequest("DELETE", "/_snapshot/nightly");
    // By another client it could be another store.
    QVERIFY(registered(*m_source, "both", "s3", byClient("both", "default"), false));
    GodwitRun other(m_state.path());
    QVERIFY(other.start(rounds("both", byClient("both", "mistyped")), text("auto")));
    failsWith(other, 3, "the plan says \"mistyped\"");
    m_source->rawRequest("DELETE", "/_snapshot/both");
}

//! Every node reaches an empty place as well as the right one.
void TestObjectStores::aTargetThatLooksElsewhereIsTold()
{
    GodwitRun run(m_state.path());
    QVERIFY(run.start(rounds("apart", bucket("here"), bucket("there")), text("auto")));
    failsWith(run, 5, "in its repository apart. Compare both registrations");
    QVERIFY(m_target->count("orders") < 0);
}

void TestObjectStores::anAddressIsReadFrom()
{
    deleteIndices(*m_target);
    const QByteArray folder = TestCluster::sharedRepository().toUtf8() + "/address";
    m_source->request("PUT", "/_snapshot/address", R"({"type":"fs","settings":{"location":")" + folder + R"("}})");
    const QByteArray made = m_source->rawRequest("PUT", "/_snapshot/address/all?wait_for_completion=true",
        R"({"indices":"orders","include_global_state":false})");
    QVERIFY2(made.contains("SUCCESS"), made.constData());
    const QJsonObject settings{{text("url"), QString::fromUtf8("file://" + folder + '/')}};
    GodwitRun run(m_state.path());
    QVERIFY(run.start(
        restorePlan(*m_target, repositoryPlan("read", "url", settings), text("all"), text("back-")), text("never")));
    QVERIFY2(run.waitFinished(120'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("back-orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    const auto refused
        = registered(*m_target, "far", "url", {{text("url"), text("http://127.0.0.1:1/backup/")}}, false);
    QVERIFY(!refused);
    QVERIFY2(refused.error().summary.contains(text("The address http://127.0.0.1:1/backup/ is not allowed there.")),
        qPrintable(QString(refused.error().summary + refused.error().detail)));
    QVERIFY(!knows(*m_target, "far"));
}

QTEST_GUILESS_MAIN(TestObjectStores)
#include "tst_objectstores.moc"
