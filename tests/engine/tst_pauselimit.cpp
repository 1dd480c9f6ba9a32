// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/pauselimit.h"

#include <QTest>

#include <atomic>

using namespace godwit;

class TestPauseLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsEndWithTheLimit();
    void requestsEndWithTheJob();
    void aPauseThatLastsTooLongIsATimeout();
    void anotherErrorStaysTheReason();
};

void TestPauseLimit::requestsEndWithTheLimit()
{
    std::atomic<bool> reached{false};
    const PauseLimit limit({}, [&reached] { return reached.load(); });
    QVERIFY(!limit.token().stop_requested());
    reached = true;
    QTRY_VERIFY(limit.token().stop_requested());
}

void TestPauseLimit::requestsEndWithTheJob()
{
    std::stop_source job;
    const PauseLimit limit(job.get_token(), [] { return false; });
    QVERIFY(!limit.token().stop_requested());
    job.request_stop();
    QVERIFY(limit.token().stop_requested());
}

void TestPauseLimit::aPauseThatLastsTooLongIsATimeout()
{
    for (const Result<void> &ended : {Result<void>(), Result<void>(fail(ErrorKind::Cancelled, {}))}) {
        const auto judged = judgedByLimit(ended, true, 2.5);
        QVERIFY(!judged);
        QCOMPARE(judged.error().kind, ErrorKind::Timeout);
        QCOMPARE(judged.error().summary, QStringLiteral("The pause limit of 2.5 s was reached."));
    }
    QVERIFY(judgedByLimit({}, false, 30));
    QCOMPARE(judgedByLimit(fail(ErrorKind::Cancelled, {}), false, 30).error().kind, ErrorKind::Cancelled);
}

void TestPauseLimit::anotherErrorStaysTheReason()
{
    for (const bool reached : {false, true}) {
        const auto judged
            = judgedByLimit(fail(ErrorKind::Changed, QStringLiteral("Writes still arrive.")), reached, 30);
        QVERIFY(!judged);
        QCOMPARE(judged.error().kind, ErrorKind::Changed);
        QCOMPARE(judged.error().summary, QStringLiteral("Writes still arrive."));
    }
}

QTEST_GUILESS_MAIN(TestPauseLimit)
#include "tst_pauselimit.moc"
