// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Godwit is killed again and again, between block and release too; every resume goes on and the end is exact.
#include "tests/cluster/comparison.h"
#include "tests/cluster/godwitrun.h"
#include "tests/cluster/snapshotplans.h"
#include "tests/cluster/workload.h"

#include <QTest>

#include <random>

using namespace godwit::test;

class TestKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twentyKillsEndExact();
};

void TestKills::twentyKillsEndExact()
{
    TestCluster source(QStringLiteral("es7"));
    VERIFY_CLUSTER(source);
    TestCluster target(QStringLiteral("es8"));
    VERIFY_CLUSTER(target);
    QVERIFY(createIndex(source, "orders", R"("number_of_shards":3,"number_of_replicas":0)"));
    QVERIFY(createIndex(source, "routed", R"("number_of_shards":2,"number_of_replicas":0)"));
    Workload workload(source, {{"orders", "routed"}, "routed", 90'000, 800, 31, false});
    QVERIFY(workload.fill(60'000));
    workload.start();
    QTemporaryDir state;
    GodwitRun run(state.path());
    QJsonObject plan = planFor(source.url(), target.url(), {QStringLiteral("orders"), QStringLiteral("routed")});
    std::mt19937 random(77);
    QVERIFY(run.start(plan, QStringLiteral("ask")));
    QVERIFY2(run.waitFor([](const QJsonObject &line) { return line.contains(QLatin1String("job")); }, 20'000),
        qPrintable(run.outputText()));
    const QString job = run.job();
    // At random moments of copying and following.
    for (int i = 0; i < 15; ++i) {
        run.waitFor([](const QJsonObject &) { return false; }, 1'000 + static_cast<int>(random() % 5'000));
        QVERIFY2(run.running(), qPrintable(run.outputText()));
        run.kill();
        QVERIFY(run.resume(job, QStringLiteral("ask")));
    }
    // Inside the cutover: between the block and the release.
    int inside = 0;
    for (int attempt = 0; attempt < 20 && inside < 5; ++attempt) {
        run.sayCutover();
        if (!waitInsideCutover(run, source, "orders", static_cast<int>(random() % 120)))
            break;
        run.kill();
        ++inside;
        QVERIFY(run.resume(job, QStringLiteral("ask")));
        // The block that stands is of the run that was killed.
        QTRY_VERIFY_WITH_TIMEOUT(!isBlocked(source, "orders") || !run.running(), 60'000);
    }
    QVERIFY2(inside >= 5 || !run.running(), qPrintable(run.outputText()));
    if (run.running())
        run.sayCutover();
    QVERIFY2(run.waitFinished(90'000), qPrintable(run.outputText()));
    workload.stop();
    qInfo("%d kills inside the pause", inside);
    endsExactly(run, source, target, {"orders", "routed"});
    if (run.hadFinished())
        return; // killed between its last word and its end
    const qint64 all = run.summary().value(QLatin1String("read_in_all")).toInteger();
    const qint64 base = 120'000;
    qInfo("%lld read in all, %lld documents plus %lld operations", all, base, workload.operations());
    QVERIFY2(all > base / 2 && static_cast<double>(all) <= 1.2 * static_cast<double>(base + workload.operations()),
        "it started over");
}

QTEST_GUILESS_MAIN(TestKills)
#include "tst_kills.moc"
