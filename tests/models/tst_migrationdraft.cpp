// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job.h"
#include "models/migrationdraft.h"
#include "models/reviewmodel.h"
#include "models/selectiontreemodel.h"
#include "tests/models/samplecatalogue.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

bool ready(const MigrationDraft &draft)
{
    return draft.catalogue(PairSide::Source).state == Loading::Ready
        && draft.catalogue(PairSide::Target).state == Loading::Ready;
}

void choosePair(MigrationDraft &draft)
{
    draft.setEndpoint(PairSide::Source, sample::endpoint(s("old")));
    draft.setEndpoint(PairSide::Target, sample::endpoint(s("new")));
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
}

} // namespace

class TestMigrationDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSidesAreAskedOnce();
    void theNewestRequestWins();
    void aFailureCanBeTriedAgain();
    void aPlanIsTickedWhenItsSourceAnswers();
    void aPlanComesOutAsItWentIn();
    void swappingKeepsWhatIsTicked();
    void checksRunAgainOnlyWhenThePlanChanged();
    void oneCheckReplacesItsItemsOnly();
    void aDraftCanGoWhileItAsks();
    void theReviewConvertsWithThePlansOverrides();
};

void TestMigrationDraft::bothSidesAreAskedOnce()
{
    sample::MemoryDesk desk;
    desk.pauseMs = 30;
    MigrationDraft draft(&desk);
    QVERIFY(draft.advice().isEmpty());
    choosePair(draft);
    QVERIFY(draft.catalogue(PairSide::Source).state == Loading::Asking);
    QTRY_VERIFY(ready(draft));
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QCOMPARE(desk.asked.load(), 2);
    QVERIFY(!draft.sameCluster());
    QCOMPARE(draft.advice().size(), knownMethods().size());
    QVERIFY(draft.fit());
    draft.load(PairSide::Source, true);
    QTRY_COMPARE(desk.asked.load(), 3);
    QTRY_VERIFY(ready(draft));
}

void TestMigrationDraft::theNewestRequestWins()
{
    sample::MemoryDesk desk;
    desk.pauseMs = 60;
    MigrationDraft draft(&desk);
    choosePair(draft);
    draft.setEndpoint(PairSide::Source, sample::endpoint(s("other")));
    draft.load(PairSide::Source);
    int arrived = 0;
    connect(&draft, &MigrationDraft::catalogueChanged, this, [&](PairSide side) {
        arrived += int(side == PairSide::Source && draft.catalogue(side).state == Loading::Ready);
    });
    QTRY_VERIFY(ready(draft));
    QTest::qWait(150);
    QCOMPARE(arrived, 1);
}

void TestMigrationDraft::aFailureCanBeTriedAgain()
{
    sample::MemoryDesk desk;
    desk.answers[0] = fail(ErrorKind::Connection, s("Nobody answers at old.example:9200."));
    MigrationDraft draft(&desk);
    choosePair(draft);
    QTRY_VERIFY(draft.catalogue(PairSide::Source).state == Loading::Failed);
    QVERIFY(draft.catalogue(PairSide::Source).error.summary.contains(s("Nobody answers")));
    desk.answers[0] = sample::source();
    draft.load(PairSide::Source); // a failure is not known
    QTRY_VERIFY(ready(draft));
}

void TestMigrationDraft::aPlanIsTickedWhenItsSourceAnswers()
{
    sample::MemoryDesk desk;
    MigrationDraft draft(&desk);
    Plan plan;
    plan.method = s("live-copy");
    plan.name = s("n");
    plan.source = sample::endpoint(s("old"));
    plan.target = sample::endpoint(s("new"));
    plan.select.indices = {s("orders-*"), s("-*test")};
    plan.select.rename = {{s("^orders"), s("o")}};
    draft.setPlan(plan);
    QCOMPARE(draft.plan().toJson(), plan.toJson()); // also before anybody answered
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QTRY_VERIFY(ready(draft));
    QCOMPARE(draft.tree()->totals().indices, 2);
    QCOMPARE(draft.plan().toJson(), plan.toJson());
}

void TestMigrationDraft::aPlanComesOutAsItWentIn()
{
    QFile file(QFINDTESTDATA("../engine/plans/full.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plan = Plan::fromJson(file.readAll());
    QVERIFY(plan);
    sample::MemoryDesk desk;
    MigrationDraft draft(&desk);
    draft.setPlan(*plan);
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QTRY_VERIFY(ready(draft));
    // "*" finds the stream here, which has to be left out for the start.
    Plan wanted = *plan;
    wanted.select.indices.append(s("-logs-app"));
    QCOMPARE(draft.plan().toJson(), wanted.toJson());
    draft.change([](Plan &changed) { changed.lagLimitSeconds = 4; });
    wanted.lagLimitSeconds = 4;
    QCOMPARE(draft.plan().toJson(), wanted.toJson());
}

void TestMigrationDraft::swappingKeepsWhatIsTicked()
{
    sample::MemoryDesk desk;
    desk.answers[1] = sample::source();
    MigrationDraft draft(&desk);
    choosePair(draft);
    QTRY_VERIFY(ready(draft));
    Selection selection;
    selection.indices = {s("customers")};
    draft.tree()->setSelection(selection);
    draft.swapSides();
    QCOMPARE(draft.endpoint(PairSide::Source).profile, s("new"));
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QTRY_VERIFY(ready(draft));
    QCOMPARE(draft.plan().select.indices, QStringList{s("customers")});
}

void TestMigrationDraft::checksRunAgainOnlyWhenThePlanChanged()
{
    sample::MemoryDesk desk;
    MigrationDraft draft(&desk);
    choosePair(draft);
    QTRY_VERIFY(ready(draft));
    draft.check();
    QTRY_VERIFY(draft.checkIsCurrent());
    draft.check();
    QCOMPARE(desk.checks.load(), 1);
    draft.change([](Plan &plan) { plan.lagLimitSeconds = 3; });
    QVERIFY(!draft.checkIsCurrent());
    draft.check();
    QTRY_VERIFY(draft.checkIsCurrent());
    QCOMPARE(desk.checks.load(), 2);
}

void TestMigrationDraft::oneCheckReplacesItsItemsOnly()
{
    sample::MemoryDesk desk;
    PreflightReport report;
    report.items = {{s("disk"), s("Room"), CheckState::Blocker, {}, s("none"), {}, {}, {}, 0.1},
        {s("clocks"), s("Clocks"), CheckState::Pass, {}, s("0 s"), {}, {}, {}, 0.1}};
    desk.report = report;
    MigrationDraft draft(&desk);
    choosePair(draft);
    QTRY_VERIFY(ready(draft));
    draft.check();
    QTRY_VERIFY(draft.checkIsCurrent());
    QVERIFY(draft.checked().value.blocked());
    report.items = {{s("disk"), s("Room"), CheckState::Pass, {}, s("enough"), {}, {}, {}, 0.1}};
    desk.report = report;
    desk.pauseMs = 30;
    draft.checkOne(s("disk"));
    QCOMPARE(draft.checkingOne(), s("disk"));
    QTRY_VERIFY(draft.checkingOne().isEmpty());
    QCOMPARE(desk.lastOnly, s("disk"));
    QCOMPARE(draft.checked().value.items.size(), 2);
    QVERIFY(!draft.checked().value.blocked());
}

void TestMigrationDraft::aDraftCanGoWhileItAsks()
{
    sample::MemoryDesk desk;
    desk.pauseMs = 10'000;
    QElapsedTimer timer;
    timer.start();
    {
        MigrationDraft draft(&desk);
        choosePair(draft);
        QTest::qWait(30);
    }
    QVERIFY(timer.elapsed() < 5'000);
    QTest::qWait(30); // a late answer finds nobody and harms nobody
}

void TestMigrationDraft::theReviewConvertsWithThePlansOverrides()
{
    ReviewedIndex reviewed;
    reviewed.source.name = s("orders");
    reviewed.source.settings = {{s("index.number_of_shards"), s("1")}, {s("index.version.created"), s("7170099")}};
    const Catalogue source = sample::source();
    const Catalogue target = sample::target();
    reviewed.converted = convertIndex(reviewed.source, s("orders"), source.info, target.info);
    ReviewModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    IndexOverride change;
    change.settings = {{s("max_result_window"), 20'000}};
    model.setReviewed({reviewed}, source.info, target.info, {{s("orders"), change}});
    QCOMPARE(model.edited(), 1);
    QVERIFY(model.final(0).changes.contains(s("settings.index.max_result_window: set by the plan")));
    change.settings = {{s("number_of_shards"), 7}};
    model.setOverride(s("orders"), change);
    QCOMPARE(model.blocked(), 1);
    model.setOverride(s("orders"), {});
    QCOMPARE(model.blocked(), 0);
    QCOMPARE(model.edited(), 0);
}

QTEST_GUILESS_MAIN(TestMigrationDraft)
#include "tst_migrationdraft.moc"
