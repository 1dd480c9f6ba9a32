// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A restore on real servers is whole: what comes with a feature state and the global state is there when it ends, also
// after a loss; a shard that the cluster moves does not make it run again; a refused one leaves the target as it was.
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/job.h"
#include "tests/cluster/comparison.h"
#include "tests/cluster/snapshotplans.h"

#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <mutex>
#include <random>
#include <thread>

using namespace godwit;
using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

bool done(TestCluster &cluster, const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    int status = 0;
    const QByteArray answer = cluster.rawRequest(method, path, body, &status);
    if (status != 200)
        qWarning("%s %s: %d %s", method.constData(), path.constData(), status, answer.constData());
    return status == 200;
}

QByteArray noise(std::mt19937 &random, int words)
{
    QByteArray made;
    for (int i = 0; i < words; ++i)
        made += QByteArray::number(random());
    return made;
}

//! A job on a thread of its own.
class RunningJob final : public JobObserver
{
public:
    RunningJob(const Plan &plan, const QString &folder)
        : m_plan(plan)
        , m_connector(plan.target, Secrets{TestCluster::password(), {}, {}, {}})
        , m_journal(*Journal::open(folder))
        , m_thread([this] { work(); })
    {
    }
    ~RunningJob() override { m_control.abort(); }
    Q_DISABLE_COPY_MOVE(RunningJob)

    bool running() const { return !m_ended; }
    //! False when it does not end in time.
    bool waitFinished(int milliseconds) const
    {
        return QTest::qWaitFor([this] { return m_ended.load(); }, milliseconds);
    }
    //! Only of one that ended.
    JobSummary summary() const { return m_summary; }
    QString told() const
    {
        const std::lock_guard lock(m_mutex);
        return m_told.join(u'\n') + m_summary.reason;
    }

    void snapshot(const JobSnapshot &) override { }
    void event(const JobEvent &event) override
    {
        const std::lock_guard lock(m_mutex);
        m_told.append(event.text);
    }
    void finding(const Finding &) override { }

private:
    void work()
    {
        JobRecord record;
        record.job = QStringLiteral("0123abcd");
        record.method = m_plan.method;
        record.plan = m_plan;
        if (m_journal->saveJob(record)) {
            JobSetup setup{m_plan, record.job, CutoverMode::Never, false, m_connector, m_connector, *m_journal,
                m_control, *this, Clock::system()};
            const JobSummary ended = runJob(setup);
            const std::lock_guard lock(m_mutex);
            m_summary = ended;
        }
        m_ended = true;
    }

    const Plan m_plan;
    SearchConnector m_connector;
    std::unique_ptr<Journal> m_journal;
    JobControl m_control;
    mutable std::mutex m_mutex;
    QStringList m_told;
    JobSummary m_summary;
    std::atomic<bool> m_ended{false};
    std::jthread m_thread; //!< the last one: it ends before what it uses
};

} // namespace

class TestRestoreWhole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFeatureStateAndTheGlobalStateAreWhole();
    void aLostFeatureStateIsRestoredAgain();
    void aShardThatMovesStaysRestored();
    void aRefusedReplaceLeavesTheIndexOpen();
    void cleanupTestCase();

private:
    QJsonObject plan(const char *repository, const char *speed, const QJsonObject &more = {}) const;
    std::unique_ptr<RunningJob> begun(const QJsonObject &json);
    //! Copies of an index of the target, by the kind and the stage of their last recovery.
    int shards(const QByteArray &index, const char *type, const char *stage);
    void takeBack();

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    QTemporaryDir m_state;
    int m_jobs = 0;
};

void TestRestoreWhole::initTestCase()
{
    TestClusterOptions secured;
    secured.secured = true;
    m_source = std::make_unique<TestCluster>(text("es8x"), secured);
    VERIFY_CLUSTER(*m_source);
    secured.nodes = 2;
    m_target = std::make_unique<TestCluster>(text("es8x"), secured);
    VERIFY_CLUSTER(*m_target);
    std::mt19937 random(7);
    for (int i = 0; i < 12; ++i) // the index of the feature is to take its time
        QVERIFY(done(*m_source, "PUT", "/_security/user/user" + QByteArray::number(i),
            R"({"password":"long-enough","roles":[],"metadata":{"noise":")" + noise(random, 4'000) + R"("}})"));
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    QByteArray lines;
    for (int i = 0; i < 100; ++i)
        lines += documentLines("orders", i, i + 1, R"({"noise":")" + noise(random, 300) + "\"}");
    QVERIFY(m_source->bulk(lines));
    QVERIFY(done(*m_source, "PUT", "/_cluster/settings", R"({"persistent":{"cluster.max_shards_per_node":987}})"));
    QVERIFY(done(*m_source, "PUT", "/_index_template/of-the-source", R"({"index_patterns":["nothing-*"]})"));
    const QByteArray place = (TestCluster::sharedRepository() + text("/whole")).toUtf8();
    QVERIFY(done(*m_source, "PUT", "/_snapshot/whole", R"({"type":"fs","settings":{"location":")" + place + R"("}})"));
    QVERIFY(done(*m_source, "PUT", "/_snapshot/whole/all?wait_for_completion=true",
        R"({"indices":"orders","include_global_state":true,"feature_states":["security"]})"));
    const QByteArray made = m_source->rawRequest("GET", "/_snapshot/whole/all");
    QVERIFY2(made.contains("SUCCESS") && made.contains(".security"), made.constData());
}

void TestRestoreWhole::cleanupTestCase()
{
    m_target.reset();
    m_source.reset();
}

QJsonObject TestRestoreWhole::plan(const char *repository, const char *speed, const QJsonObject &more) const
{
    QJsonObject made = restorePlan(*m_target,
        sharedRepositoryPlan(text(repository), text("whole"),
            {{text("max_restore_bytes_per_sec"), text(speed)}, {text("readonly"), true}}),
        text("all"), {});
    QJsonObject options = made.value(text("options")).toObject();
    for (auto it = more.begin(); it != more.end(); ++it)
        options.insert(it.key(), it.value());
    made.insert(text("options"), options);
    made.insert(text("target"), QJsonObject{{text("url"), m_target->url()}, {text("user"), TestCluster::user()}});
    return made;
}

std::unique_ptr<RunningJob> TestRestoreWhole::begun(const QJsonObject &json)
{
    const auto plan = Plan::fromJson(QJsonDocument(json).toJson());
    if (!plan) {
        qWarning("%s", qPrintable(plan.error().summary));
        return {};
    }
    Plan secured = *plan;
    secured.target.auth = AuthKind::Basic;
    return std::make_unique<RunningJob>(secured, QString(m_state.path() + QStringLiteral("/job%1").arg(++m_jobs)));
}

int TestRestoreWhole::shards(const QByteArray &index, const char *type, const char *stage)
{
    int found = 0;
    for (const QJsonValue &row :
        m_target->request("GET", "/_cat/recovery/" + index + "?format=json&h=type,stage").array())
        found += int(
            row[QLatin1String("type")] == QLatin1String(type) && row[QLatin1String("stage")] == QLatin1String(stage));
    return found;
}

//! As before the restore.
void TestRestoreWhole::takeBack()
{
    m_target->rawRequest("DELETE", "/orders");
    m_target->rawRequest("DELETE", "/_index_template/of-the-source");
    m_target->rawRequest("PUT", "/_cluster/settings", R"({"persistent":{"cluster.max_shards_per_node":null}})");
    for (int i = 0; i < 12; ++i)
        m_target->rawRequest("DELETE", "/_security/user/user" + QByteArray::number(i));
}

void TestRestoreWhole::aFeatureStateAndTheGlobalStateAreWhole()
{
    const auto run = begun(plan("slow", "150kb",
        {{text("feature_states"), QJsonArray{text("security")}}, {text("include_global_state"), true}}));
    QVERIFY(run);
    bool indexFirst = false; // the index was there while the feature's was not
    while (run->running() && !indexFirst) {
        QTest::qWait(20);
        indexFirst = shards("orders", "snapshot", "done") == 2 && shards(".security-7", "snapshot", "done") == 0;
    }
    QVERIFY2(run->waitFinished(60'000), qPrintable(run->told()));
    QCOMPARE(shards(".security-7", "snapshot", "done"), 1); // looked at once: nobody waits here
    QVERIFY2(run->summary().outcome == Outcome::Succeeded, qPrintable(run->told()));
    QVERIFY(indexFirst);
    QVERIFY(!run->told().contains(text("The restore runs again")));
    int status = 0;
    m_target->rawRequest("GET", "/_security/user/user11", {}, &status);
    QCOMPARE(status, 200);
    QVERIFY(m_target->rawRequest("GET", "/_cluster/settings?flat_settings=true").contains("\"987\""));
    QVERIFY(m_target->rawRequest("GET", "/_index_template").contains("of-the-source"));
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

//! The only master restarts: the cluster forgets the restore, what was under way is gone.
void TestRestoreWhole::aLostFeatureStateIsRestoredAgain()
{
    takeBack();
    const auto run = begun(plan("slow", "150kb", {{text("feature_states"), QJsonArray{text("security")}}}));
    QVERIFY(run);
    while (
        run->running() && (shards("orders", "snapshot", "done") < 2 || shards(".security-7", "snapshot", "index") == 0))
        QTest::qWait(20);
    QVERIFY2(run->running(), qPrintable(run->told()));
    for (const int node : {1, 0})
        m_target->killNode(node);
    for (const int node : {0, 1})
        QVERIFY(m_target->startNode(node));
    QVERIFY2(run->waitFinished(120'000), qPrintable(run->told()));
    QVERIFY2(run->summary().outcome == Outcome::Succeeded, qPrintable(run->told()));
    QVERIFY2(run->told().contains(text("The restore runs again")), qPrintable(run->told()));
    int status = 0;
    m_target->rawRequest("GET", "/_security/user/user11", {}, &status);
    QCOMPARE(status, 200);
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

//! The first shard is moved while the second is still on its way.
void TestRestoreWhole::aShardThatMovesStaysRestored()
{
    m_target->rawRequest("DELETE", "/orders");
    QVERIFY(done(*m_target, "PUT", "/_cluster/settings",
        R"({"transient":{"cluster.routing.allocation.node_initial_primaries_recoveries":1,)"
        R"("cluster.routing.rebalance.enable":"none",)" // else it moves what nobody has seen yet
        R"("cluster.routing.allocation.exclude._name":"es8x-1"}})"));
    const auto run = begun(plan("slower", "15kb"));
    QVERIFY(run);
    QTRY_VERIFY_WITH_TIMEOUT(shards("orders", "snapshot", "done") == 1, 60'000);
    QTest::qWait(1'500); // it was looked at, and has started
    const QByteArray first
        = m_target->rawRequest("GET", "/_cat/shards/orders?h=shard,state").split('\n').first().contains("STARTED")
        ? "0"
        : "1";
    QVERIFY(done(
        *m_target, "PUT", "/_cluster/settings", R"({"transient":{"cluster.routing.allocation.exclude._name":null}})"));
    QVERIFY(done(*m_target, "POST", "/_cluster/reroute",
        R"({"commands":[{"move":{"index":"orders","shard":)" + first
            + R"(,"from_node":"es8x-0","to_node":"es8x-1"}}]})"));
    QTRY_VERIFY_WITH_TIMEOUT(shards("orders", "peer", "done") == 1, 30'000);
    QVERIFY2(run->waitFinished(60'000), qPrintable(run->told()));
    QVERIFY2(run->summary().outcome == Outcome::Succeeded, qPrintable(run->told()));
    QVERIFY2(!run->told().contains(text("The restore runs again")), qPrintable(run->told()));
    const QString differs = difference(m_source->allDocuments("orders"), m_target->allDocuments("orders"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
}

void TestRestoreWhole::aRefusedReplaceLeavesTheIndexOpen()
{
    QVERIFY(m_target->bulk(documentLines("orders", 1'000, 1'001, R"({"of":"the target"})")));
    QVERIFY(m_target->refresh("orders"));
    const qint64 before = m_target->count("orders");
    QJsonObject wanted = plan("slow", "150kb",
        {{text("index_settings"), QJsonObject{{text("index.number_of_shards"), 5}}}}); // no server takes that
    wanted.insert(text("existing"), text("replace"));
    const auto run = begun(wanted);
    QVERIFY(run);
    QVERIFY2(run->waitFinished(60'000), qPrintable(run->told()));
    QVERIFY2(run->summary().outcome == Outcome::Failed, qPrintable(run->told()));
    QVERIFY2(run->told().contains(text("Opened again")), qPrintable(run->told()));
    QVERIFY(m_target->rawRequest("GET", "/_cat/indices/orders?h=status").contains("open"));
    QCOMPARE(m_target->count("orders"), before);
}

QTEST_GUILESS_MAIN(TestRestoreWhole)
#include "tst_restorewhole.moc"
