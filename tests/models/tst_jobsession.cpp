// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobsession.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace godwit;

class TestJobSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void snapshotsAreThinnedAndTheLastOneArrives()
    {
        JobSession session({}, [](JobOrders &, JobObserver &observer) {
            JobSnapshot snapshot;
            for (int i = 1; i <= 1000; ++i) {
                snapshot.copiedDocuments = i;
                observer.snapshot(snapshot);
                observer.event({QDateTime::currentDateTimeUtc(), EventLevel::Info, {}, QString::number(i)});
                QThread::usleep(500);
            }
            return JobEnd{};
        });
        qsizetype events = 0;
        connect(
            &session, &JobSession::eventsArrived, this, [&](const QList<JobEvent> &list) { events += list.size(); });
        QSignalSpy snapshots(&session, &JobSession::snapshotChanged);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), JobSession::Phase::Ended, 10'000);
        QCOMPARE(session.snapshot().copiedDocuments, 1000);
        QCOMPARE(events, 1000);
        const double seconds = session.elapsed();
        QVERIFY2(
            snapshots.count() <= static_cast<int>(seconds * 10) + 2, qPrintable(QString::number(snapshots.count())));
        QVERIFY(snapshots.count() >= 3);
    }
    void ordersReachTheTask()
    {
        JobSession session({}, [](JobOrders &orders, JobObserver &observer) {
            CutoverOrder order;
            while (!orders.control.takeCutover(&order) && !orders.control.aborted())
                orders.control.sleep(50);
            JobSnapshot snapshot;
            snapshot.name = order.setBlock ? QStringLiteral("block") : QStringLiteral("confirmed");
            observer.snapshot(snapshot);
            while (!orders.control.aborted())
                orders.control.sleep(50);
            JobEnd end;
            end.removal = orders.removeAfterAbort() ? QStringLiteral("removed") : QStringLiteral("kept");
            return end;
        });
        session.start();
        CutoverOrder order;
        order.writesStopped = true;
        session.orderCutover(order);
        QTRY_COMPARE(session.snapshot().name, QStringLiteral("confirmed"));
        session.abort(AbortChoice::Remove);
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
        QCOMPARE(session.end().removal, QStringLiteral("removed"));
    }
    void versionsThatTheTaskTellsAreKnownAfterwards()
    {
        JobSession session({}, [](JobOrders &orders, JobObserver &) {
            orders.tellVersions(QStringLiteral("Elasticsearch 7.17.15"), QStringLiteral("OpenSearch 2.19.6"));
            return JobEnd{};
        });
        const QSignalSpy changed(&session, &JobSession::infoChanged);
        session.start();
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(session.info().sourceVersion, QStringLiteral("Elasticsearch 7.17.15"));
        QCOMPARE(session.info().targetVersion, QStringLiteral("OpenSearch 2.19.6"));
    }
    void earlierRunsArriveBeforeThisOne()
    {
        EarlierRun before;
        before.created = QDateTime::currentDateTimeUtc().addSecs(-1000);
        before.lag = {{10, 2}, {20, 3}};
        before.events = {{before.created, EventLevel::Warning, {}, QStringLiteral("first")}};
        JobSession session({}, [before](JobOrders &orders, JobObserver &observer) {
            orders.tellEarlier(before);
            observer.snapshot({});
            observer.event({QDateTime::currentDateTimeUtc(), EventLevel::Info, {}, QStringLiteral("second")});
            return JobEnd{};
        });
        QStringList told;
        double age = -1;
        connect(&session, &JobSession::earlierArrived, this, [&](const EarlierRun &earlier) {
            told << earlier.events.first().text;
            age = session.age();
        });
        connect(&session, &JobSession::snapshotChanged, this, [&] { told << QStringLiteral("snapshot"); });
        connect(&session, &JobSession::eventsArrived, this,
            [&](const QList<JobEvent> &events) { told << events.first().text; });
        QVERIFY(session.age() < 1);
        session.start();
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
        QCOMPARE(told, (QStringList{QStringLiteral("first"), QStringLiteral("snapshot"), QStringLiteral("second")}));
        QVERIFY2(age >= 1000 && age < 1010, qPrintable(QString::number(age)));
        QVERIFY(session.elapsed() < 10);
    }
    void aClockThatWasPutBackDrawsNothingOverTheEarlierRuns()
    {
        EarlierRun before;
        before.created = QDateTime::currentDateTimeUtc().addSecs(3600);
        before.read = {{10, 2}, {5000, 3}};
        JobSession session({}, [before](JobOrders &orders, JobObserver &) {
            orders.tellEarlier(before);
            return JobEnd{};
        });
        session.start();
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
        QVERIFY(session.age() >= 5000);
    }
    void destroyingARunningSessionEndsItsThread()
    {
        std::atomic<bool> ended = false;
        {
            JobSession session({}, [&](JobOrders &orders, JobObserver &observer) {
                while (!orders.control.aborted()) {
                    observer.snapshot({});
                    orders.control.sleep(5);
                }
                ended = true;
                return JobEnd{};
            });
            session.start();
            QTest::qWait(50);
        }
        QVERIFY(ended);
    }
};

QTEST_GUILESS_MAIN(TestJobSession)
#include "tst_jobsession.moc"
