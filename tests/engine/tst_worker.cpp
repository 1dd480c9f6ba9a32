// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/worker.h"

#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>

using namespace godwit;

namespace {

std::atomic<bool> givenBack{false};

//! What a library keeps per thread, and takes long to give back.
struct PerThread
{
    ~PerThread()
    {
        QThread::msleep(300);
        givenBack = true;
    }
    int used = 0;
};

thread_local PerThread perThread;

} // namespace

class TestWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theThreadIsGoneAtTheEnd();
    void eventsGoOnMeanwhile();
    void aTaskThatEndsAtOnceIsNotWaitedForLong();
};

void TestWorker::theThreadIsGoneAtTheEnd()
{
    const QThread *const here = QThread::currentThread();
    bool elsewhere = false;
    runOnWorker([&] {
        elsewhere = QThread::currentThread() != here;
        perThread.used = 1;
    });
    QVERIFY(elsewhere);
    QVERIFY(givenBack);
}

void TestWorker::eventsGoOnMeanwhile()
{
    std::atomic<int> ticks{0};
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&ticks] { ++ticks; });
    timer.start(5);
    runOnWorker([&ticks] {
        for (int i = 0; i < 500 && ticks < 3; ++i)
            QThread::msleep(10);
    });
    QVERIFY(ticks >= 3);
}

void TestWorker::aTaskThatEndsAtOnceIsNotWaitedForLong()
{
    int calls = 0;
    for (int i = 0; i < 200; ++i)
        runOnWorker([&calls] { ++calls; });
    QCOMPARE(calls, 200);
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
