// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"
#include "stallwatchdog.h"

#include "widgets/indexpanel.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QTest>
#include <QThread>

using namespace godwit;

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
        qInfo("longest stall %.1f ms over %d beats", watchdog.longestMs(), watchdog.beats());
        QVERIFY(watchdog.beats() > 100);
        QVERIFY2(watchdog.longestMs() <= 50, qPrintable(QString::number(watchdog.longestMs())));
        QCOMPARE(session->snapshot().copiedDocuments, (rounds - 1) * 1000);
    }
};

QTEST_MAIN(TestResponsiveness)
#include "tst_responsiveness.moc"
