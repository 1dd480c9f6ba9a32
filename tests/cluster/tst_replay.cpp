// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Documents that the target refuses: what the job says, and how they get there afterwards.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/workload.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace godwit::test;

namespace {

//! Ten of 310 documents do not fit the target's field until it forgives malformed values.
bool makeMixed(TestCluster &source, TestCluster &target, const QByteArray &field)
{
    return createIndex(source, "mixed", R"("number_of_shards":2)", R"({"properties":{"eta":)" + field + "}}")
        && createIndex(target, "mixed", R"("number_of_shards":2,"number_of_replicas":0)",
            R"({"properties":{"eta":{"type":"date"}}})")
        && source.bulk(documentLines("mixed", 0, 300, R"({"eta":"2024-01-31"})"))
        && source.bulk(documentLines("mixed", 300, 310, R"({"eta":"soon"})"));
}

QList<QByteArray> refusedIds(const QString &path)
{
    QFile file(path);
    QList<QByteArray> ids;
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd())
            ids.append(QJsonDocument::fromJson(file.readLine())[QLatin1String("id")].toString().toUtf8());
    return ids;
}

bool forgive(TestCluster &target)
{
    int status = 0;
    target.rawRequest(
        "PUT", "/mixed/_mapping", R"({"properties":{"eta":{"type":"date","ignore_malformed":true}}})", &status);
    return status == 200;
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void refusedDocumentsEndWithFindingsAndAWritableSource();
    void mendedFindingsGoOnToTheCutover();
    void replayLeavesWhatClientsWroteAfterTheSwitch();

private:
    std::unique_ptr<TestCluster> m_source;
    std::unique_ptr<TestCluster> m_target;
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestReplay::initTestCase()
{
    m_source = std::make_unique<TestCluster>(QStringLiteral("es7"));
    VERIFY_CLUSTER(*m_source);
    m_target = std::make_unique<TestCluster>(QStringLiteral("es8"));
    VERIFY_CLUSTER(*m_target);
}

void TestReplay::init()
{
    m_state = std::make_unique<QTemporaryDir>();
}

void TestReplay::cleanup()
{
    for (TestCluster *cluster : {m_source.get(), m_target.get()})
        if (cluster && cluster->isUp())
            deleteIndices(*cluster);
}

void TestReplay::refusedDocumentsEndWithFindingsAndAWritableSource()
{
    QVERIFY(createIndex(*m_source, "mixed", R"("number_of_shards":2)", R"({"properties":{"eta":{"type":"keyword"}}})"));
    QVERIFY(createIndex(*m_target, "mixed", R"("number_of_shards":2,"number_of_replicas":0)",
        R"({"properties":{"eta":{"type":"date"}}})"));
    QVERIFY(m_source->bulk(documentLines("mixed", 0, 300, R"({"eta":"2024-01-31"})")));
    QVERIFY(m_source->bulk(documentLines("mixed", 300, 310, R"({"eta":"soon","n":9007199254740993})")));
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("mixed")});
    plan.insert(QStringLiteral("existing"), QStringLiteral("append"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QJsonObject ledger = run.ledger();
    QCOMPARE(ledger.value(QLatin1String("rejected")).toInt(), 10);
    QCOMPARE(ledger.value(QLatin1String("read")).toInt(), 310);
    QCOMPARE(ledger.value(QLatin1String("written")).toInt(), 300);
    QVERIFY2(
        m_source->bulk(documentLines("mixed", 400, 401, R"({"eta":"2024-02-01"})")), "the source must stay writable");
    QFile rejected(run.summary().value(QLatin1String("rejected_file")).toString());
    QVERIFY(rejected.open(QIODevice::ReadOnly));
    const QList<QByteArray> refused = rejected.readAll().trimmed().split('\n');
    QCOMPARE(refused.size(), 10);
    for (const QByteArray &line : refused)
        QVERIFY2(
            line.contains(R"("source":{"eta":"soon","n":9007199254740993})") && line.contains("eta"), line.constData());

    // The mapping is fixed by hand (a new index), then the file is replayed.
    m_target->rawRequest("DELETE", "/mixed");
    QVERIFY(createIndex(*m_target, "mixed", R"("number_of_shards":2,"number_of_replicas":0)",
        R"({"properties":{"eta":{"type":"keyword"}}})"));
    const QString job = run.job();
    GodwitRun replay(m_state->path());
    QVERIFY(replay.startCommand({QStringLiteral("replay"), job, QStringLiteral("--state"), m_state->path()}));
    QVERIFY(replay.waitFinished(30'000));
    QVERIFY2(replay.exitCode() == 0, qPrintable(replay.outputText()));
    const Documents there = m_target->allDocuments("mixed");
    QCOMPARE(there.size(), 10);
    for (auto it = there.begin(); it != there.end(); ++it)
        QCOMPARE(*it, QByteArray(R"({"eta":"soon","n":9007199254740993})"));
}

//! What the findings were is mended by hand; nothing is copied anew for it.
void TestReplay::mendedFindingsGoOnToTheCutover()
{
    QVERIFY(makeMixed(*m_source, *m_target, R"({"type":"date","ignore_malformed":true})"));
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("mixed")});
    plan.insert(QStringLiteral("existing"), QStringLiteral("append"));
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    QVERIFY(m_source->bulk(documentLines("mixed", 400, 420, R"({"eta":"2024-02-01"})")));
    QVERIFY(forgive(*m_target));
    const QString job = run.job();
    GodwitRun replay(m_state->path());
    QVERIFY(replay.startCommand({QStringLiteral("replay"), job, QStringLiteral("--state"), m_state->path()}));
    QVERIFY(replay.waitFinished(30'000));
    QVERIFY2(replay.exitCode() == 0, qPrintable(replay.outputText()));
    QVERIFY(run.resume(job, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 0, qPrintable(run.outputText()));
    const QString differs = difference(m_source->allDocuments("mixed"), m_target->allDocuments("mixed"));
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    QVERIFY2(run.read() < 400, "it began anew");
    QVERIFY(run.resume(job, QStringLiteral("auto"))); // past its switch there is nothing left to do
    QVERIFY(run.waitFinished(30'000));
    QCOMPARE(run.exitCode(), 2);
}

void TestReplay::replayLeavesWhatClientsWroteAfterTheSwitch()
{
    QVERIFY(makeMixed(*m_source, *m_target, R"({"type":"keyword"})"));
    QJsonObject plan = planFor(m_source->url(), m_target->url(), {QStringLiteral("mixed")});
    plan.insert(QStringLiteral("existing"), QStringLiteral("append"));
    plan.insert(QStringLiteral("accept_findings"), true);
    GodwitRun run(m_state->path());
    QVERIFY(run.start(plan, QStringLiteral("auto")));
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    QVERIFY2(run.exitCode() == 4, qPrintable(run.outputText()));
    const QByteArray newer = R"({"eta":"2024-03-01"})"; // its version is 1, far below those of the copy
    const QList<QByteArray> ids = refusedIds(run.summary().value(QLatin1String("rejected_file")).toString());
    QCOMPARE(ids.size(), 10);
    int status = 0;
    m_target->rawRequest("PUT", "/mixed/_doc/" + ids.first() + "?refresh=true", newer, &status);
    QCOMPARE(status, 201);
    QVERIFY(forgive(*m_target));
    GodwitRun replay(m_state->path());
    QVERIFY(replay.startCommand({QStringLiteral("replay"), run.job(), QStringLiteral("--progress"),
        QStringLiteral("json"), QStringLiteral("--state"), m_state->path()}));
    QVERIFY(replay.waitFinished(30'000));
    QVERIFY2(replay.exitCode() == 4, qPrintable(replay.outputText()));
    QCOMPARE(replay.summary().value(QLatin1String("accepted")).toInt(), 9);
    QCOMPARE(replay.summary().value(QLatin1String("left")).toInt(), 1);
    const Documents there = m_target->allDocuments("mixed");
    QCOMPARE(there.size(), 310);
    QCOMPARE(std::count(there.begin(), there.end(), newer), 1);
    const QList<QByteArray> left = refusedIds(run.summary().value(QLatin1String("rejected_file")).toString());
    QCOMPARE(left, QList<QByteArray>{ids.first()});
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
