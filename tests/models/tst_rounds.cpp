// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshot rounds as the window shows them: table, timeline, what there is to choose from, a restore without a source.
#include "models/formats.h"
#include "models/migrationdraft.h"
#include "models/roundmodel.h"
#include "models/roundtimeline.h"
#include "models/selectiontreemodel.h"
#include "models/snapshotshelf.h"
#include "tests/models/samplecatalogue.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

RoundFigures round(int number, double snapshot, double restore, qint64 changed)
{
    RoundFigures figures;
    figures.number = number;
    figures.begun = QDateTime(QDate(2026, 3, 4), QTime(9, 0)).addSecs(600 * (number - 1));
    figures.snapshotSeconds = snapshot;
    figures.restoreSeconds = restore;
    figures.closeSeconds = 0.5;
    figures.changedBytes = changed;
    figures.reusedBytes = number > 1 ? 2'000'000'000 : 0;
    return figures;
}

RepositoryInfo repository(const char *name)
{
    return {s(name), s("fs"), {{s("location"), s("/mnt")}}};
}

SnapshotInfo snapshot(const char *name, qint64 startMs)
{
    SnapshotInfo info;
    info.name = s(name);
    info.state = s("SUCCESS");
    info.version = s("7.17.15");
    info.startMs = startMs;
    return info;
}

QJsonObject restoreOptions(const char *name)
{
    return {{s("repository"), QJsonObject{{s("name"), s("backup")}}}, {s("snapshot"), s(name)}};
}

} // namespace

class TestRounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestRoundComesFirst();
    void thePlannedTimelineSaysOnlyWhatCanBeKnown();
    void aSetTimeMovesTheTimeline();
    void theTimelineFollowsWhatWasMeasured();
    void byHandNobodyKnowsWhen();
    void theShelfListsTheNewestFirst();
    void aShelfThatFailsSaysWhy();
    void aRestoreNeedsNoSourceCluster();
    void anotherSnapshotIsAskedAnew();
    void aRestoreWithASourceTicksWhatItsSnapshotHolds();
    void aRegisteredRepositoryIsListed();
    void whatThePairMeasuredBeforeIsInTheAdvice();
};

void TestRounds::theNewestRoundComesFirst()
{
    RoundModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRounds({round(1, 60, 40, 2'000'000'000)});
    model.setRounds({round(1, 60, 40, 2'000'000'000), round(2, 2, 1, 3'000'000)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, RoundModel::NumberColumn).data().toString(), s("2"));
    QCOMPARE(model.index(0, RoundModel::DurationColumn).data().toString(), formats::seconds(3.5));
    QCOMPARE(model.index(0, RoundModel::ChangedColumn).data().toString(), formats::bytes(3'000'000));
    QCOMPARE(model.index(0, RoundModel::PauseColumn).data().toString(), formats::seconds(3 + pauseOverhead));
    QCOMPARE(model.index(1, RoundModel::PauseColumn).data().toString(), formats::seconds(100 + pauseOverhead));
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(formats::seconds(60)));
}

void TestRounds::thePlannedTimelineSaysOnlyWhatCanBeKnown()
{
    const QDateTime nine(QDate(2026, 3, 4), QTime(9, 0));
    const double transfer = unmeasuredTransferSeconds(72'000'000'000);
    QCOMPARE(transfer, 1'800.0);
    const auto entries = plannedTimeline({}, transfer, nine);
    QCOMPARE(entries.size(), 4);
    QCOMPARE(entries.at(0).at, nine);
    QCOMPARE(entries.at(1).at, nine.addSecs(1'800));
    QCOMPARE(entries.at(2).at, nine.addSecs(3'600));
    QVERIFY(!entries.at(3).at.isValid()); // how much changes is anybody's guess
    QVERIFY(timelineText(entries.at(3), nine).startsWith(formats::unknown()));
    const auto unknown = plannedTimeline({}, unmeasuredTransferSeconds(-1), nine);
    QVERIFY(unknown.at(0).at.isValid());
    QVERIFY(!unknown.at(1).at.isValid());
}

void TestRounds::aSetTimeMovesTheTimeline()
{
    const QDateTime nine(QDate(2026, 3, 4), QTime(9, 0));
    RoundsOptions options;
    options.firstAt = nine.addSecs(13 * 3'600);
    QCOMPARE(plannedTimeline(options, 60, nine).at(1).at, options.firstAt.addSecs(60));
    options.firstAt = nine.addSecs(-60); // over: at once
    QCOMPARE(plannedTimeline(options, 60, nine).at(0).at, nine);
    QVERIFY(timelineText(plannedTimeline(options, 60, nine).at(1), nine).startsWith(s("about")));
}

void TestRounds::theTimelineFollowsWhatWasMeasured()
{
    const QDateTime now(QDate(2026, 3, 4), QTime(9, 30));
    RoundsOptions options;
    options.atLeast = 4;
    options.pace = RoundPace::Interval;
    options.everySeconds = 120;
    JobSnapshot shot;
    shot.state = JobState::Running;
    shot.rounds = {round(1, 60, 40, 100), round(2, 3, 2, 10)};
    shot.betweenRounds = true;
    shot.nextRound = now.addSecs(120).toUTC();
    shot.gate.predictedPauseSeconds = 5.15;
    auto entries = measuredTimeline(options, shot, now);
    QCOMPARE(entries.size(), 4);
    QVERIFY(entries.at(0).done && entries.at(1).done && !entries.at(2).done);
    QCOMPARE(entries.at(1).at, QDateTime(QDate(2026, 3, 4), QTime(9, 10)));
    QCOMPARE(entries.at(2).at, now.addSecs(120));
    QCOMPARE(entries.at(3).at, now.addMSecs(2 * 125'500)); // two rounds of 5.5 s with their rests
    QVERIFY(entries.at(3).what.contains(formats::seconds(5.15)));
    shot.rounds.last() = round(2, 30, 20, 10); // too long: nobody knows when one will be short
    QVERIFY(!measuredTimeline(options, shot, now).last().at.isValid());
    shot.gate.open = true;
    QCOMPARE(measuredTimeline(options, shot, now).last().at, now);
    shot.state = JobState::Succeeded;
    QCOMPARE(measuredTimeline(options, shot, now).size(), 2);
}

void TestRounds::byHandNobodyKnowsWhen()
{
    const QDateTime now(QDate(2026, 3, 4), QTime(9, 30));
    RoundsOptions options;
    options.pace = RoundPace::ByHand;
    JobSnapshot shot;
    shot.state = JobState::Running;
    shot.rounds = {round(1, 60, 40, 100)};
    shot.betweenRounds = true;
    const auto entries = measuredTimeline(options, shot, now);
    QCOMPARE(entries.size(), 3);
    QVERIFY(!entries.at(1).at.isValid());
    QVERIFY2(entries.at(1).what.contains(s("word")), qPrintable(entries.at(1).what));
}

void TestRounds::theShelfListsTheNewestFirst()
{
    sample::MemoryDesk desk;
    desk.shelf = QList<RepositoryInfo>{repository("weekly"), repository("backup")};
    desk.kept = {{s("backup"), {snapshot("old", 1'000), snapshot("new", 2'000)}}};
    MigrationDraft draft(&desk);
    SnapshotShelf *shelf = draft.shelf();
    Plan plan = sample::shopPlan();
    plan.method = s("restore");
    shelf->askRepositories(plan);
    QCOMPARE(shelf->repositories().state, Loading::Asking);
    QVERIFY(!shelf->stateText().isEmpty());
    QTRY_COMPARE(shelf->repositories().state, Loading::Ready);
    QCOMPARE(shelf->repositories().value.first().name, s("backup"));
    shelf->askSnapshots(plan, s("backup"));
    QTRY_COMPARE(shelf->snapshots().state, Loading::Ready);
    QCOMPARE(shelf->snapshots().value.first().name, s("new"));
    shelf->askSnapshots(plan, s("nobody's")); // a name that is being typed is no question to the server
    QCOMPARE(shelf->snapshots().state, Loading::Nothing);
    QVERIFY(shelf->snapshots().value.isEmpty());
}

void TestRounds::aShelfThatFailsSaysWhy()
{
    sample::MemoryDesk desk;
    desk.shelf = fail(ErrorKind::Forbidden, s("The account may not list repositories."));
    MigrationDraft draft(&desk);
    draft.shelf()->askRepositories(sample::shopPlan());
    QTRY_COMPARE(draft.shelf()->repositories().state, Loading::Failed);
    QVERIFY(draft.shelf()->stateText().contains(s("may not list")));
}

void TestRounds::aRestoreNeedsNoSourceCluster()
{
    sample::MemoryDesk desk;
    desk.answers[0] = fail(ErrorKind::Usage, s("The snapshot is not chosen yet."));
    MigrationDraft draft(&desk);
    draft.setEndpoint(PairSide::Target, sample::endpoint(s("new")));
    QVERIFY(!draft.hasPair());
    draft.setWithoutSource(true);
    QVERIFY(draft.hasPair());
    QCOMPARE(draft.plan().method, s("restore"));
    draft.load(PairSide::Source); // no snapshot, no question
    QCOMPARE(draft.catalogue(PairSide::Source).state, Loading::Nothing);
    desk.answers[0] = sample::source();
    draft.change([](Plan &plan) { plan.options = restoreOptions("nightly"); });
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QTRY_COMPARE(draft.catalogue(PairSide::Source).state, Loading::Ready);
    QTRY_COMPARE(draft.catalogue(PairSide::Target).state, Loading::Ready);
    const QList<MethodAdvice> advice = draft.advice();
    QCOMPARE(advice.size(), 1);
    QCOMPARE(advice.first().id, s("restore"));
    QVERIFY(!draft.plan().toJson().contains(s("source")));
    draft.sample(); // nothing to read from
    QCOMPARE(draft.sampled().state, Loading::Nothing);
    draft.review();
    QCOMPARE(draft.reviewed().state, Loading::Nothing);
    draft.setWithoutSource(false);
    QVERIFY(draft.plan().method != s("restore"));
    QVERIFY(!draft.hasPair());
}

void TestRounds::anotherSnapshotIsAskedAnew()
{
    sample::MemoryDesk desk;
    MigrationDraft draft(&desk);
    draft.setEndpoint(PairSide::Target, sample::endpoint(s("new")));
    draft.setWithoutSource(true);
    draft.change([](Plan &plan) { plan.options = restoreOptions("monday"); });
    draft.load(PairSide::Source);
    QTRY_COMPARE(draft.catalogue(PairSide::Source).state, Loading::Ready);
    draft.load(PairSide::Source);
    QCOMPARE(desk.asked.load(), 1);
    draft.change([](Plan &plan) { plan.options = restoreOptions("tuesday"); });
    draft.load(PairSide::Source);
    QTRY_COMPARE(desk.asked.load(), 2);
}

void TestRounds::aRestoreWithASourceTicksWhatItsSnapshotHolds()
{
    sample::MemoryDesk desk;
    Catalogue held;
    held.indices = {sample::index(s("customers")), sample::index(s("gone-since"))};
    desk.inSnapshot = held;
    MigrationDraft draft(&desk);
    const QAbstractItemModelTester tester(draft.tree(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    draft.setPlan(sample::shopPlan()); // customers and orders-2024
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QTRY_COMPARE(draft.tree()->totals().indices, 2);
    draft.setMethod(s("restore"));
    draft.load(PairSide::Source);
    QVERIFY(draft.choosesSnapshotToTick());
    QCOMPARE(draft.selectable().state, Loading::Nothing); // no snapshot yet: nothing of the source can be ticked
    QCOMPARE(draft.tree()->total(), 0);
    QCOMPARE(draft.plan().select.indices.size(), 2); // not forgotten
    draft.change([](Plan &plan) { plan.options = restoreOptions("nightly"); });
    draft.load(PairSide::Source);
    QTRY_COMPARE(draft.selectable().state, Loading::Ready);
    QCOMPARE(draft.tree()->total(), 2);
    QCOMPARE(draft.tree()->picked().size(), 1); // the snapshot has no orders-2024
    QCOMPARE(draft.tree()->picked().first().name, s("customers"));
    Selection all;
    all.indices = {s("gone-since")};
    draft.tree()->setSelection(all);
    QCOMPARE(draft.plan().select.indices, QStringList{s("gone-since")});
    // Another snapshot is another list.
    held.indices = {sample::index(s("older"))};
    desk.inSnapshot = held;
    draft.change([](Plan &plan) { plan.options = restoreOptions("weekly"); });
    QCOMPARE(draft.selectable().state, Loading::Nothing);
    draft.load(PairSide::Source);
    QTRY_COMPARE(draft.tree()->total(), 1);
    QVERIFY(draft.tree()->picked().isEmpty());
    // Another method ticks the source again.
    draft.setMethod(s("live-copy"));
    QVERIFY(draft.tree()->total() > 2);
    QCOMPARE(draft.selectable().value.info.clusterName, s("eu"));
}

void TestRounds::aRegisteredRepositoryIsListed()
{
    sample::MemoryDesk desk;
    MigrationDraft draft(&desk);
    Plan plan = sample::shopPlan();
    plan.method = s("restore");
    draft.setPlan(plan);
    SnapshotShelf *shelf = draft.shelf();
    shelf->registerRepository(draft.plan(), repository("backup"));
    QCOMPARE(shelf->registered().state, Loading::Asking);
    QTRY_COMPARE(shelf->registered().state, Loading::Ready);
    QCOMPARE(shelf->registered().value.verified, 2);
    QTRY_COMPARE(shelf->repositories().value.size(), 1);
    desk.registering = fail(ErrorKind::Refused, s("The target refuses it."));
    shelf->registerRepository(draft.plan(), repository("other"));
    QTRY_COMPARE(shelf->registered().state, Loading::Failed);
    QCOMPARE(shelf->registered().error.summary, s("The target refuses it."));
    QCOMPARE(desk.registered.size(), 1);
}

void TestRounds::whatThePairMeasuredBeforeIsInTheAdvice()
{
    sample::MemoryDesk desk;
    desk.measured.insert(s("uuid-eu uuid-new"), {round(1, 10, 20, 1'000'000'000), round(2, 2, 1, 1'000)});
    MigrationDraft draft(&desk);
    draft.setPlan(sample::shopPlan());
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    const auto rounds = [&draft] {
        for (const MethodAdvice &advice : draft.advice())
            if (advice.id == s("snapshot-rounds"))
                return advice;
        return MethodAdvice();
    };
    QTRY_VERIFY(rounds().basis.startsWith(s("measured")));
    QCOMPARE(rounds().pauseSeconds, 3 + pauseOverhead);
}

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
