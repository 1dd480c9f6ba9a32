// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"
#include "stallwatchdog.h"

#include "models/indextablemodel.h"
#include "widgets/chartcard.h"
#include "widgets/indexpanel.h"
#include "widgets/jobcharts.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>
#include <QThread>

#include <ctime>
#include <malloc.h>

using namespace godwit;

namespace {

//! What this thread computed, whatever else the machine did meanwhile.
class ThreadTime
{
public:
    double milliseconds() const { return now() - m_begin; }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    double m_begin = now();
};

qint64 heapInUse()
{
    return static_cast<qint64>(mallinfo2().uordblks);
}

} // namespace

class TestResponsiveness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void theWatchdogSeesAStall()
    {
        StallWatchdog watchdog;
        QTest::qWait(50);
        QThread::msleep(120);
        QTest::qWait(50);
        QVERIFY(watchdog.longestMs() >= 100);
        QVERIFY(watchdog.longestOwnMs() >= 100); // waiting is its own fault
        QVERIFY(watchdog.longestOwnMs() <= watchdog.longestMs());
    }
    void aThousandRowsTenTimesASecondDoNotStallTheWindow()
    {
        constexpr int rounds = 50;
        std::vector<JobSnapshot> snapshots;
        for (int round = 0; round < rounds; ++round)
            snapshots.push_back(sample::large(1000, round));
        SessionInfo info;
        info.plan = sample::plan();
        auto *session = new JobSession(info, [&snapshots](JobOrders &orders, JobObserver &observer) {
            for (int round = 0; round < rounds && !orders.control.aborted(); ++round) {
                observer.snapshot(snapshots[static_cast<std::size_t>(round)]);
                QThread::msleep(100);
            }
            JobEnd end;
            end.summary.outcome = Outcome::Stopped;
            return end;
        });
        MigrationPage page(session);
        page.resize(1280, 760);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.start();
        // The first snapshot builds a thousand rows and lays the page out; what counts is the run after it.
        QTRY_COMPARE(page.live()->indices()->proxy()->rowCount(), 1000);
        QTest::qWait(200);
        const StallWatchdog watchdog;
        QTRY_VERIFY_WITH_TIMEOUT(session->phase() == JobSession::Phase::Ended, 30'000);
        qInfo("longest stall %.1f ms, %.1f ms of its own", watchdog.longestMs(), watchdog.longestOwnMs());
        QVERIFY(watchdog.beats() > 100);
        QVERIFY2(watchdog.longestOwnMs() <= 50, qPrintable(QString::number(watchdog.longestOwnMs())));
        QCOMPARE(session->snapshot().copiedDocuments, (rounds - 1) * 1000);
    }
    void aFilterIsPaintedAtOnceAtTenThousandRows()
    {
        IndexTableModel model;
        IndexPanel panel(&model);
        panel.resize(1100, 700);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        panel.setSnapshot(sample::large(10'000, 1));
        panel.table()->sortByColumn(IndexTableModel::RateColumn, Qt::DescendingOrder);
        QTest::qWait(200);
        double longest = 0;
        for (const Qt::Key key : {Qt::Key_7, Qt::Key_3, Qt::Key_Backspace, Qt::Key_Backspace, Qt::Key_0}) {
            ThreadTime clock;
            QTest::keyClick(panel.filter(), key);
            panel.table()->viewport()->repaint();
            longest = std::max(longest, clock.milliseconds());
        }
        qInfo("longest keystroke %.1f ms", longest);
        QVERIFY2(longest <= 50, qPrintable(QString::number(longest)));
    }
    void tenThousandRowsTenTimesASecondCostLittle()
    {
        constexpr int rounds = 50;
        std::vector<JobSnapshot> snapshots;
        for (int round = 0; round < rounds; ++round)
            snapshots.push_back(sample::large(10'000, round));
        LiveView view;
        view.resize(1100, 650);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setSnapshot(snapshots.front(), 0);
        view.indices()->table()->sortByColumn(IndexTableModel::RateColumn, Qt::DescendingOrder);
        QTest::qWait(1500);
        const StallWatchdog watchdog;
        QElapsedTimer clock;
        clock.start();
        const ThreadTime used;
        for (int round = 0; round < rounds; ++round) {
            view.setSnapshot(snapshots[static_cast<std::size_t>(round)], round / 10.0);
            if (round % 2 == 0)
                view.refreshCharts(round / 10.0);
            QTest::qWait(std::max(1, 100 * (round + 1) - static_cast<int>(clock.elapsed())));
        }
        const double share = used.milliseconds() / static_cast<double>(clock.elapsed());
        qInfo("longest stall %.1f ms of its own, %.1f %% of a core", watchdog.longestOwnMs(), share * 100);
        QVERIFY2(watchdog.longestOwnMs() <= 50, qPrintable(QString::number(watchdog.longestOwnMs())));
    }
    void chartsKeepTheirMemoryOverSevenDays()
    {
        JobCharts charts;
        charts.resize(300, 400);
        const JobSnapshot s = sample::running();
        const auto feed = [&](double from, double to) {
            for (double t = from; t < to; t += 1) // four numbers a second more or less change nothing in a ring
                charts.setSnapshot(s, t);
            charts.refresh(to);
        };
        feed(0, 86400);
        const qint64 day = heapInUse();
        feed(86400, 7 * 86400);
        const qint64 week = heapInUse();
        qInfo("after a day %lld kB, after a week %lld kB", day / 1024, week / 1024);
        QVERIFY2(week - day < 512 * 1024, qPrintable(QString::number(week - day)));
        for (int chart = 0; chart < JobCharts::ChartCount; ++chart)
            QVERIFY(charts.card(static_cast<JobCharts::Chart>(chart))->view()->pointCount(0) <= 600);
    }
};

QTEST_MAIN(TestResponsiveness)
#include "tst_responsiveness.moc"
