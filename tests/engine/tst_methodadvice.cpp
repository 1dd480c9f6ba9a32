// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job.h"
#include "engine/methodadvice.h"
#include "engine/methods/common/clusterpins.h"
#include "engine/methods/snapshots/earlierrounds.h"
#include "engine/targetfit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
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

MethodAdvice adviceOf(const MethodQuestion &asked, const char *id)
{
    for (const MethodAdvice &advice : adviseMethods(asked))
        if (advice.id == QLatin1String(id))
            return advice;
    return {};
}

RoundFigures round(int number, double snapshot, double restore, qint64 changed)
{
    RoundFigures made;
    made.number = number;
    made.snapshotSeconds = snapshot;
    made.restoreSeconds = restore;
    made.changedBytes = changed;
    return made;
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
    void everyPossibleMethodSaysWhatItTakes();
    void roundsAreEstimatedFromTheirLimits();
    void earlierRoundsOfThePairAreTheBasis();
    void aRestorePausesNoWrites();
    void theVersionThatCreatedAnIndexDecides();
    void earlierRoundsAreThoseOfThePair();
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

void TestMethodAdvice::everyPossibleMethodSaysWhatItTakes()
{
    for (const MethodAdvice &advice : adviseMethods(question())) {
        if (!advice.possible)
            continue;
        const QByteArray name = advice.id.toUtf8();
        QVERIFY2(advice.seconds > 0, name.constData());
        QVERIFY2(!advice.basis.isEmpty(), name.constData());
        QVERIFY2(advice.pauseSeconds >= 0, name.constData());
        QVERIFY2(!advice.pauseBasis.isEmpty(), name.constData());
        QVERIFY2(!advice.load.isEmpty(), name.constData());
        QVERIFY2(advice.notCarried.contains(QStringLiteral("data streams")), name.constData());
    }
}

void TestMethodAdvice::roundsAreEstimatedFromTheirLimits()
{
    MethodQuestion asked = question(100'000, 400'000'000);
    MethodAdvice advice = adviceOf(asked, "snapshot-rounds");
    QCOMPARE(advice.seconds, 20.0); // 40 MB/s in, and as much out
    QVERIFY2(advice.basis.startsWith(QLatin1String("not measured here: 40 MB/s")), qPrintable(advice.basis));
    QCOMPARE(advice.pauseSeconds, 10.0); // as the gate wants it
    asked.plan.method = QStringLiteral("snapshot-rounds");
    asked.plan.options = QJsonDocument::fromJson(R"({"repository": {"name": "b", "type": "fs", "settings":
        {"location": "/b", "max_snapshot_bytes_per_sec": "100mb", "max_restore_bytes_per_sec": "20mb"}},
        "rounds": {"until_seconds": 3}})")
                             .object();
    advice = adviceOf(asked, "snapshot-rounds");
    QVERIFY2(std::abs(advice.seconds - (400e6 / 104'857'600 + 400e6 / 20'971'520)) < 0.01, qPrintable(advice.basis));
    QVERIFY2(advice.basis.contains(QLatin1String("limits of this plan")), qPrintable(advice.basis));
    QCOMPARE(advice.pauseSeconds, 3.0);
    // Nobody knows how fast disks are.
    QJsonObject repository = asked.plan.options.value(QLatin1String("repository")).toObject();
    repository.insert(QStringLiteral("settings"),
        QJsonObject{{QStringLiteral("location"), QStringLiteral("/b")},
            {QStringLiteral("max_snapshot_bytes_per_sec"), QStringLiteral("0")}});
    asked.plan.options.insert(QStringLiteral("repository"), repository);
    advice = adviceOf(asked, "snapshot-rounds");
    QVERIFY(advice.seconds < 0);
    QVERIFY2(advice.basis.contains(QLatin1String("depends")), qPrintable(advice.basis));
    // Nor how large an index is that does not say so.
    for (const char *method : {"snapshot-rounds", "restore"}) {
        advice = adviceOf(question(10, -1), method);
        QVERIFY2(advice.seconds < 0, method);
        QVERIFY2(advice.basis.contains(QLatin1String("depends")), qPrintable(advice.basis));
    }
}

void TestMethodAdvice::earlierRoundsOfThePairAreTheBasis()
{
    MethodQuestion asked = question(100'000, 800'000'000);
    asked.earlierRounds = {round(1, 2, 4, 400'000'000), round(2, 1, 0.5, 1'000), round(3, 0.5, 0.4, 1'000)};
    MethodAdvice advice = adviceOf(asked, "snapshot-rounds");
    QCOMPARE(advice.seconds, 12.0); // 200 MB/s in, 100 MB/s out
    QVERIFY2(advice.basis.startsWith(QLatin1String("measured")), qPrintable(advice.basis));
    QCOMPARE(advice.pauseSeconds, 0.9 + pauseOverhead);
    QCOMPARE(adviceOf(asked, "restore").seconds, 8.0);
    // A small round measures its beginning and end.
    asked.earlierRounds = {round(1, 2, 4, 10'000)};
    advice = adviceOf(asked, "snapshot-rounds");
    QCOMPARE(advice.seconds, 40.0);
    QVERIFY2(advice.basis.startsWith(QLatin1String("not measured")), qPrintable(advice.basis));
    QCOMPARE(advice.pauseSeconds, 10.0);
}

void TestMethodAdvice::aRestorePausesNoWrites()
{
    MethodQuestion asked = question(100'000, 400'000'000);
    MethodAdvice advice = adviceOf(asked, "restore");
    QCOMPARE(advice.seconds, 10.0);
    QCOMPARE(advice.pauseSeconds, 0.0);
    QVERIFY(advice.notCarried.contains(QStringLiteral("aliases")));
    QVERIFY2(advice.basis.contains(QLatin1String("if the snapshot holds")), qPrintable(advice.basis));
    asked.plan.method = QStringLiteral("restore");
    asked.plan.options = QJsonDocument::fromJson(R"({"repository": {"name": "b"}, "snapshot": "nightly",
        "include_aliases": true, "include_global_state": true, "feature_states": ["security"]})")
                             .object();
    advice = adviceOf(asked, "restore");
    QCOMPARE(advice.notCarried,
        QStringList({QStringLiteral("all changes since the snapshot"), QStringLiteral("data streams")}));
    QVERIFY2(!advice.basis.contains(QLatin1String("if the snapshot holds")), qPrintable(advice.basis));
}

void TestMethodAdvice::theVersionThatCreatedAnIndexDecides()
{
    MethodQuestion asked = question(100'000, 400'000'000); // 7.17 to 8.19
    asked.picked[0].versionCreated = QStringLiteral("6082399");
    for (const char *method : {"snapshot-rounds", "restore"}) {
        const MethodAdvice advice = adviceOf(asked, method);
        QVERIFY2(!advice.possible, method);
        QVERIFY2(advice.reasons.first().contains(QLatin1String("Elasticsearch 6.8")), qPrintable(advice.reasons[0]));
    }
    QVERIFY(liveCopy(asked).possible);
    // Only a part: the others can come.
    IndexSummary other = asked.picked.first();
    other.name = QStringLiteral("customers");
    other.versionCreated = QStringLiteral("7170099");
    asked.picked.append(other);
    const MethodAdvice advice = adviceOf(asked, "snapshot-rounds");
    QVERIFY(advice.possible);
    QCOMPARE(advice.seconds, 20.0); // of the one that comes
    QVERIFY2(advice.notCarried.first().contains(QLatin1String("orders")), qPrintable(advice.notCarried[0]));
    // A target of the same version reads both.
    asked.to.version = {7, 17, 5};
    QVERIFY(adviceOf(asked, "snapshot-rounds").notCarried.join(u' ').indexOf(QLatin1String("orders")) < 0);
    asked.picked = {other};
    asked.to.version = {9, 0, 0};
    QVERIFY(!adviceOf(asked, "snapshot-rounds").possible);
}

void TestMethodAdvice::earlierRoundsAreThoseOfThePair()
{
    const QTemporaryDir folder;
    const JobStore store(folder.path());
    const auto keep = [&store](const char *id, const char *created, const char *method, const char *target,
                          const QList<RoundFigures> &rounds) {
        const auto journal = Journal::open(store.folderOf(QLatin1String(id)));
        QVERIFY(journal);
        JobRecord job;
        job.job = job.name = job.plan.name = QLatin1String(id);
        job.method = job.plan.method = QLatin1String(method);
        job.state = QStringLiteral("stopped");
        job.plan.source.url = QStringLiteral("http://a:1");
        job.plan.target.url = QStringLiteral("http://b:2");
        job.plan.select.indices = {QStringLiteral("x")};
        job.created = QDateTime::fromString(QLatin1String(created), Qt::ISODate);
        QVERIFY((*journal)->saveJob(job));
        ClusterInfo from;
        from.clusterUuid = QStringLiteral("a");
        ClusterInfo to;
        to.clusterUuid = QLatin1String(target);
        pinClusters(**journal, from, to);
        QJsonArray all;
        for (const RoundFigures &each : rounds)
            all.append(each.toJson());
        (*journal)->setValue(roundsJournalKey(), all);
        QVERIFY((*journal)->flush());
    };
    keep("0000000a", "2026-01-01T00:00:00Z", "snapshot-rounds", "b", {round(1, 1, 1, 1)});
    keep("0000000b", "2026-01-02T00:00:00Z", "snapshot-rounds", "b", {round(1, 2, 2, 2), round(2, 1, 1, 1)});
    keep("0000000c", "2026-01-03T00:00:00Z", "snapshot-rounds", "b", {});
    keep("0000000d", "2026-01-04T00:00:00Z", "snapshot-rounds", "c", {round(1, 4, 4, 4)});
    keep("0000000e", "2026-01-05T00:00:00Z", "live-copy", "b", {round(1, 5, 5, 5)});
    const auto found = earlierRounds(store, QStringLiteral("a"), QStringLiteral("b"));
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().changedBytes, 2);
    QVERIFY(earlierRounds(store, QStringLiteral("b"), QStringLiteral("a")).isEmpty());
    QVERIFY(earlierRounds(store, {}, QStringLiteral("b")).isEmpty());
}

QTEST_GUILESS_MAIN(TestMethodAdvice)
#include "tst_methodadvice.moc"
