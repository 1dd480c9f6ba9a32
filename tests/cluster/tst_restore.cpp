// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around restores and rounds, on real servers: a repository that the target lacks, a write block that a
// snapshot carries, a new index whose name is taken.
#include "app/wizarddesk.h"
#include "connectors/secrets/keychainstore.h"
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"

#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

int put(TestCluster &cluster, const QByteArray &path, const QByteArray &body)
{
    int status = 0;
    cluster.rawRequest("PUT", path, body, &status);
    return status;
}

QJsonObject withOption(QJsonObject plan, const char *key, const QJsonValue &value)
{
    QJsonObject options = plan.value(text("options")).toObject();
    options.insert(text(key), value);
    plan.insert(text("options"), options);
    return plan;
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRepositoryIsRegisteredOrNothingStays_data() { bothVersions(); }
    void aRepositoryIsRegisteredOrNothingStays();
    void aWriteBlockComesAlongOrIsLeftBehind_data() { bothVersions(); }
    void aWriteBlockComesAlongOrIsLeftBehind();
    void aNewIndexWhoseNameIsTakenIsLeftOut();
    void theLastRoundIsKnownToBeBlocked();
    void cleanupTestCase();

private:
    static void bothVersions();
    TestCluster &cluster(const QString &kind) { return kind == text("es7") ? *m_source : *m_target; }

    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    QTemporaryDir m_state;
};

void TestRestore::initTestCase()
{
    m_source = std::make_unique<TestCluster>(text("es7"));
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(text("es8"));
    VERIFY_CLUSTER(*m_target);
}

void TestRestore::cleanupTestCase()
{
    m_target.reset();
    m_source.reset();
}

void TestRestore::bothVersions()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("7.17") << text("es7");
    QTest::newRow("8.3") << text("es8");
}

void TestRestore::aRepositoryIsRegisteredOrNothingStays()
{
    QFETCH(QString, kind);
    TestCluster &there = cluster(kind);
    KeychainStore secrets; // nobody signs in, so nothing is asked of it
    WizardDesk desk(m_state.path(), ProfileStore(m_state.path()), secrets);
    Plan plan;
    plan.method = text("restore");
    plan.target.url = there.url();
    const auto known = [&there](const QByteArray &name) {
        int status = 0;
        there.rawRequest("GET", "/_snapshot/" + name, {}, &status);
        return status == 200;
    };
    RepositoryInfo repository{text("shelf"), text("fs"),
        {{text("location"), QString(TestCluster::sharedRepository() + text("/shelf"))}, {text("readonly"), true}}};

    plan.target.safety = text("read-only");
    const auto guarded = desk.registerRepository(plan, repository, {});
    QVERIFY(!guarded && guarded.error().kind == ErrorKind::Forbidden);
    QVERIFY(!known("shelf"));
    plan.target.safety.clear();

    const auto made = desk.registerRepository(plan, repository, {});
    QVERIFY2(made, qPrintable(made ? QString() : QString(made.error().summary + made.error().detail)));
    QCOMPARE(made->verified, 1);
    QCOMPARE(made->wanted, 1);
    QVERIFY(there.rawRequest("GET", "/_snapshot/shelf").contains(R"("readonly":"true")"));
    const auto listed = desk.repositories(plan, {});
    QVERIFY(listed && std::any_of(listed->begin(), listed->end(), [](const RepositoryInfo &one) {
        return one.name == text("shelf") && one.readOnly();
    }));

    const auto again = desk.registerRepository(plan, repository, {});
    QVERIFY(!again && again.error().kind == ErrorKind::Conflict);
    QVERIFY(known("shelf"));

    repository.name = text("elsewhere");
    repository.settings.insert(text("location"), text("/nobody-allowed-this"));
    const auto outside = desk.registerRepository(plan, repository, {});
    QVERIFY(!outside);
    QVERIFY2(outside.error().summary.contains(text("/nobody-allowed-this is not below path.repo")),
        qPrintable(QString(outside.error().summary + outside.error().detail)));
    QVERIFY(!known("elsewhere"));

    const auto foreign = desk.registerRepository(
        plan, {text("bucket"), text("s3"), {{text("bucket"), text("b")}, {text("readonly"), true}}}, {});
    QVERIFY(!foreign);
    QVERIFY2(foreign.error().summary.contains(text("Install its plugin")),
        qPrintable(QString(foreign.error().summary + foreign.error().detail)));
    QVERIFY(!known("bucket"));
}

//! Both ways on both versions; an index without a block is restored beside it.
void TestRestore::aWriteBlockComesAlongOrIsLeftBehind()
{
    QFETCH(QString, kind);
    TestCluster &there = cluster(kind);
    if (m_source->count("blocked") < 0) {
        QVERIFY(createIndex(*m_source, "blocked", R"("number_of_shards":2,"number_of_replicas":0)"));
        QVERIFY(createIndex(*m_source, "free", R"("number_of_shards":1,"number_of_replicas":0)"));
        QVERIFY(m_source->bulk(
            documentLines("blocked", 0, 300, R"({"n":1.10})") + documentLines("free", 0, 20, R"({"a":1})")));
        QVERIFY(put(*m_source, "/blocked/_block/write", {}) == 200);
        QCOMPARE(
            put(*m_source, "/_snapshot/kept",
                R"({"type":"fs","settings":{"location":")" + TestCluster::sharedRepository().toUtf8() + R"(/kept"}})"),
            200);
        QCOMPARE(put(*m_source, "/_snapshot/kept/one?wait_for_completion=true", R"({"indices":"blocked,free"})"), 200);
    }
    const QJsonObject plan = restorePlan(there, sharedRepositoryPlan(text("kept")), text("one"), text("as-"));
    GodwitRun run(m_state.path());
    QVERIFY(run.start(plan, text("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QCOMPARE(run.summary().value(QLatin1String("write_blocked")).toArray(), QJsonArray{text("as-blocked")});
    QVERIFY2(run.errorText().contains("1 of 2 restored indices can only be read")
            && run.errorText().contains("PUT /as-blocked/_settings"),
        run.errorText().constData());
    QCOMPARE(put(there, "/as-blocked/_doc/new", R"({"n":1})"), 403);
    QCOMPARE(put(there, "/as-free/_doc/new", R"({"n":1})"), 201);

    QJsonObject lifting = withOption(plan, "lift_write_block", true);
    QJsonObject select = lifting.value(text("select")).toObject();
    select.insert(text("rename"), QJsonArray{QJsonObject{{text("from"), text("^(.*)$")}, {text("to"), text("up-$1")}}});
    lifting.insert(text("select"), select);
    GodwitRun second(m_state.path());
    QVERIFY(second.start(lifting, text("never")));
    QVERIFY2(second.waitFinished(60'000), qPrintable(second.outputText()));
    QVERIFY2(second.exitCode() == 0, qPrintable(second.outputText()));
    QVERIFY(!second.summary().contains(QLatin1String("write_blocked")));
    QVERIFY(!isBlocked(there, "up-blocked") && !isBlocked(there, "up-free"));
    for (const QByteArray &index : {QByteArray("blocked"), QByteArray("free")}) {
        const QString differs = difference(m_source->allDocuments(index), there.allDocuments("up-" + index));
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
    }
    QCOMPARE(put(there, "/up-blocked/_doc/new", R"({"n":1})"), 201);
}

//! Somebody else's index, and an alias, on the target have the names that new indices of the source would get.
void TestRestore::aNewIndexWhoseNameIsTakenIsLeftOut()
{
    deleteIndices(*m_source);
    deleteIndices(*m_target);
    QVERIFY(createIndex(*m_source, "orders", R"("number_of_shards":2,"number_of_replicas":0)"));
    QVERIFY(m_source->bulk(documentLines("orders", 0, 500, R"({"n":1.10})")));
    GodwitRun run(m_state.path());
    QVERIFY(run.start(roundsPlan(*m_source, *m_target, {text("orders"), text("late-*")}, text("taken"),
                          {{text("at_least"), 2}, {text("until_seconds"), 60}, {text("every_seconds"), 0}}),
        text("ask")));
    QVERIFY2(run.waitForStage(text("finalization"), 60'000), qPrintable(run.outputText()));
    QCOMPARE(put(*m_target, "/late-1/_doc/mine", R"({"mine":true})"), 201);
    QCOMPARE(put(*m_target, "/late-1/_alias/late-2", {}), 200);
    for (const QByteArray &index : {QByteArray("late-1"), QByteArray("late-2"), QByteArray("late-3")}) {
        QVERIFY(createIndex(*m_source, index, R"("number_of_shards":1,"number_of_replicas":0)"));
        QVERIFY(m_source->bulk(documentLines(index, 0, 100, R"({"a":1})")));
    }
    // The one whose name is free comes along.
    QTRY_VERIFY_WITH_TIMEOUT(
        m_target->rawRequest("GET", "/_cat/indices/late-3?expand_wildcards=all").contains("close"), 30'000);
    run.sayCutover();
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText())); // findings, and the rest is moved
    QStringList told;
    for (const QJsonValue &finding : run.summary().value(QLatin1String("findings")).toArray())
        told.append(finding[QLatin1String("detail")].toString());
    told.sort();
    QCOMPARE(told.size(), 2);
    QVERIFY2(told.at(0).contains(text("become late-1 on the target, where an index")), qPrintable(told.at(0)));
    QVERIFY2(told.at(1).contains(text("become late-2 on the target, where an alias")), qPrintable(told.at(1)));
    for (const QByteArray &index : {QByteArray("orders"), QByteArray("late-3")}) {
        const QString differs = difference(m_source->allDocuments(index), m_target->allDocuments(index));
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
    }
    const Documents theirs = m_target->allDocuments("late-1");
    QCOMPARE(theirs.size(), 1);
    QCOMPARE(theirs.first(), QByteArray(R"({"mine":true})"));
    QVERIFY(!isBlocked(*m_source, "late-1")); // what is left out is left alone
}

//! Before anything is restored, and without the source.
void TestRestore::theLastRoundIsKnownToBeBlocked()
{
    const QStringList made = snapshotsOf(*m_source, "taken");
    QVERIFY(made.size() >= 3);
    QJsonObject plan = restorePlan(*m_target, sharedRepositoryPlan(text("taken")), made.last(), text("again-"));
    GodwitRun run(m_state.path());
    QVERIFY(run.start(plan, text("never")));
    QVERIFY2(run.waitFinished(60'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    QVERIFY2(run.errorText().contains("taken while writes were stopped"), run.errorText().constData());
    QCOMPARE(run.summary().value(QLatin1String("write_blocked")).toArray().size(), 2);
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
