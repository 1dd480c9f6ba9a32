// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job.h"
#include "engine/methodadvice.h"
#include "engine/targetfit.h"

#include <QTest>

#include <cmath>

using namespace godwit;

namespace {

MethodQuestion question(qint64 documents = 100'000, qint64 bytes = 50'000'000)
{
    MethodQuestion asked;
    asked.from.product = asked.to.product = Product::Elasticsearch;
    asked.from.version = {7, 17, 0};
    asked.to.version = {8, 19, 0};
    IndexSummary index;
    index.name = QStringLiteral("orders");
    index.documents = documents;
    index.primaryBytes = bytes;
    index.primaries = 2;
    index.replicas = 1;
    asked.picked = {index};
    return asked;
}

MethodAdvice liveCopy(const MethodQuestion &asked)
{
    return adviseMethods(asked).first();
}

} // namespace

class TestMethodAdvice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMethodOfTheProgramIsListedOnce();
    void whatCantWorkSaysWhy();
    void theEstimateSaysWhatItRestsOn();
    void unknownFiguresGiveNoEstimate();
    void fitCountsReplicasThatCanBeMade();
    void aReindexIsAdvisedForTwoClustersOrForOne();
};

void TestMethodAdvice::everyMethodOfTheProgramIsListedOnce()
{
    QStringList ids;
    int recommended = 0;
    for (const MethodAdvice &advice : adviseMethods(question())) {
        ids.append(advice.id);
        recommended += int(advice.recommended);
        QVERIFY(!advice.title.isEmpty());
        QVERIFY(!advice.reasons.isEmpty());
    }
    QCOMPARE(ids, knownMethods());
    QCOMPARE(recommended, 1);
}

void TestMethodAdvice::whatCantWorkSaysWhy()
{
    MethodQuestion asked = question();
    asked.from.version = {6, 2, 0};
    const MethodAdvice advice = liveCopy(asked);
    QVERIFY(!advice.possible);
    QVERIFY(!advice.recommended);
    QCOMPARE(advice.reasons.size(), 1);
    QVERIFY2(advice.reasons.first().contains(QLatin1String("6.2.0")), qPrintable(advice.reasons.first()));
    asked.from.version = {6, 8, 0};
    QVERIFY(liveCopy(asked).possible);
    asked.to.version = {6, 8, 0};
    QVERIFY(!liveCopy(asked).possible);
}

void TestMethodAdvice::theEstimateSaysWhatItRestsOn()
{
    MethodQuestion asked = question();
    MethodAdvice advice = liveCopy(asked);
    QCOMPARE(advice.seconds, 10.0); // 100,000 at 10,000/s
    QVERIFY(advice.basis.startsWith(QLatin1String("not measured here")));
    asked.sample = {QStringLiteral("orders"), 2'000, 1'000'000, 0.1};
    advice = liveCopy(asked);
    QCOMPARE(advice.seconds, 5.0);
    QVERIFY(advice.basis.startsWith(QLatin1String("measured")));
    asked.plan.megabytesPerSecond = 1;
    advice = liveCopy(asked);
    QCOMPARE(advice.seconds, 50.0);
    QVERIFY(advice.basis.contains(QLatin1String("throttle")));
    QVERIFY(advice.pauseSeconds > 0);
    QVERIFY(!advice.pauseBasis.isEmpty());
}

void TestMethodAdvice::unknownFiguresGiveNoEstimate()
{
    QVERIFY(liveCopy(question(-1)).seconds < 0);
    QVERIFY(liveCopy(question(10, -1)).seconds < 0);
}

void TestMethodAdvice::fitCountsReplicasThatCanBeMade()
{
    ClusterRoom room;
    room.dataNodes = 1;
    room.diskTotal = 1'000'000'000;
    room.diskFree = 151'000'000;
    room.shards = 997;
    TargetFit fit = fitOnTarget(fitParts(question().picked), room);
    QCOMPARE(fit.wanted, 50'000'000.0); // a second copy has no node
    QVERIFY(std::abs(fit.usable - 101e6) < 1);
    QCOMPARE(fit.disk, CheckState::Pass);
    QCOMPARE(fit.shardsMore, 4);
    QCOMPARE(fit.shards, CheckState::Blocker); // 1,001 of 1,000
    room.dataNodes = 2;
    fit = fitOnTarget(fitParts(question().picked), room);
    QCOMPARE(fit.wanted, 100'000'000.0);
    QCOMPARE(fit.disk, CheckState::Warning);
    QCOMPARE(fit.shards, CheckState::Pass);
    room.diskFree = 140'000'000;
    QCOMPARE(fitOnTarget(fitParts(question().picked), room).disk, CheckState::Blocker);
    room.diskFree = -1;
    QCOMPARE(fitOnTarget(fitParts(question().picked), room).disk, CheckState::Warning);
}

void TestMethodAdvice::aReindexIsAdvisedForTwoClustersOrForOne()
{
    const auto adviceOf = [](const MethodQuestion &asked, const char *id) {
        for (const MethodAdvice &advice : adviseMethods(asked))
            if (advice.id == QLatin1String(id))
                return advice;
        return MethodAdvice{};
    };
    MethodQuestion asked = question();
    asked.from.clusterUuid = QStringLiteral("a");
    asked.to.clusterUuid = QStringLiteral("b");
    const MethodAdvice remote = adviceOf(asked, "remote-reindex");
    QVERIFY(remote.possible);
    QVERIFY(remote.seconds > 0 && !remote.basis.isEmpty() && remote.pauseSeconds > 0 && !remote.pauseBasis.isEmpty());
    QVERIFY(remote.notCarried.join(u' ').contains(QStringLiteral("deletes")));
    QVERIFY(remote.reasons.join(u' ').contains(QStringLiteral("allow-list")));
    QVERIFY(!adviceOf(asked, "local-reindex").possible);
    asked.to.clusterUuid = asked.from.clusterUuid;
    QVERIFY(!adviceOf(asked, "remote-reindex").possible);
    QVERIFY(adviceOf(asked, "local-reindex").possible);
}

QTEST_GUILESS_MAIN(TestMethodAdvice)
#include "tst_methodadvice.moc"
