// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a job that goes on: what its charts and its log show of the runs before.
#include "samplejob.h"

#include "models/logmodel.h"
#include "widgets/chartcard.h"
#include "widgets/jobcharts.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QTest>

using namespace godwit;

namespace {

constexpr int ago = 1800; //!< seconds since the job was created

EarlierRun earlier()
{
    EarlierRun run;
    run.created = QDateTime::currentDateTimeUtc().addSecs(-ago);
    for (int t = 0; t < 600; t += 3) {
        run.read.append({double(t), 4000});
        run.written.append({double(t), 3000});
        run.lag.append({double(t), 7});
    }
    for (int i = 0; i < 3; ++i)
        run.events.append(
            {run.created.addSecs(i), EventLevel::Info, QStringLiteral("orders"), QStringLiteral("before %1").arg(i)});
    return run;
}

//! Tells what was before, then goes on until it is stopped.
JobTask resumed(const EarlierRun &before)
{
    return [before](JobOrders &orders, JobObserver &observer) {
        orders.tellEarlier(before);
        observer.event({QDateTime::currentDateTimeUtc(), EventLevel::Info, {}, QStringLiteral("now")});
        while (!orders.control.aborted() && !orders.control.finishing()) {
            observer.snapshot(sample::gateOpen());
            orders.control.sleep(20);
        }
        return JobEnd{};
    };
}

JobSession *session(JobTask task)
{
    SessionInfo info;
    info.plan = sample::plan();
    info.resumes = true;
    return new JobSession(info, std::move(task));
}

QStringList lines(const LogModel *log)
{
    QStringList texts;
    for (int row = log->rowCount() - 1; row >= 0; --row)
        texts << log->event(row).text;
    return texts;
}

} // namespace

class TestResumedPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void theChartsBeginWithTheRunsBefore()
    {
        MigrationPage page(session(resumed(earlier())));
        page.resize(1280, 800);
        page.show();
        page.start();
        const LineChartView *documents = page.live()->charts()->card(JobCharts::Documents)->view();
        QTRY_VERIFY_WITH_TIMEOUT(documents->pieceCount(0) == 2, 10'000); // and nothing is drawn in between
        QCOMPARE(documents->pieceCount(1), 2);
        const auto readings = documents->readings();
        QVERIFY(readings.first().seconds < 60);
        QCOMPARE(readings.first().values, (QList<double>{4000, 3000}));
        QVERIFY(readings.last().seconds >= ago);
        QVERIFY(std::none_of(readings.begin(), readings.end(),
            [](const LineChartView::Reading &reading) { return reading.seconds > 620 && reading.seconds < ago - 60; }));
        // Times in files are those at which it was.
        const QDateTime origin = page.live()->charts()->card(JobCharts::Documents)->origin();
        QVERIFY(std::abs(origin.secsTo(QDateTime::currentDateTimeUtc()) - ago) < 30);
        page.live()->charts()->show(JobCharts::Lag);
        QTRY_COMPARE_WITH_TIMEOUT(page.live()->charts()->card(JobCharts::Lag)->view()->pieceCount(0), 2, 10'000);
        page.session()->finishAndStop();
        QTRY_VERIFY(page.session()->phase() == JobSession::Phase::Ended);
    }
    void theLogBeginsWithTheLinesBefore()
    {
        MigrationPage page(session(resumed(earlier())));
        page.start();
        QTRY_COMPARE(lines(page.live()->log()),
            (QStringList{QStringLiteral("before 0"), QStringLiteral("before 1"), QStringLiteral("before 2"),
                QStringLiteral("now")}));
        page.session()->finishAndStop();
        QTRY_VERIFY(page.session()->phase() == JobSession::Phase::Ended);
    }
    void aLongLogStaysBounded()
    {
        EarlierRun run = earlier();
        run.events.clear();
        for (int i = 0; i < LogModel::usualCapacity; ++i)
            run.events.append({run.created, EventLevel::Info, {}, QStringLiteral("before %1").arg(i)});
        MigrationPage page(session(resumed(run)));
        page.start();
        const LogModel *log = page.live()->log();
        QTRY_VERIFY(log->rowCount() > 0 && log->event(0).text == QStringLiteral("now"));
        QCOMPARE(log->rowCount(), LogModel::usualCapacity);
        QCOMPARE(log->event(log->rowCount() - 1).text, QStringLiteral("before 1"));
        page.session()->finishAndStop();
        QTRY_VERIFY(page.session()->phase() == JobSession::Phase::Ended);
    }
    void aJobWithoutFiguresBeginsLikeANewOne()
    {
        EarlierRun run = earlier();
        run.read = run.written = run.lag = {};
        MigrationPage page(session(resumed(run)));
        page.resize(1280, 800);
        page.show();
        page.start();
        const LineChartView *documents = page.live()->charts()->card(JobCharts::Documents)->view();
        QTRY_VERIFY_WITH_TIMEOUT(documents->pointCount(0) > 0, 10'000);
        QCOMPARE(documents->pieceCount(0), 1);
        QCOMPARE(documents->span(), 60.0);
        page.session()->finishAndStop();
        QTRY_VERIFY(page.session()->phase() == JobSession::Phase::Ended);
    }
};

QTEST_MAIN(TestResumedPage)
#include "tst_resumedpage.moc"
