// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of other threads, and what becomes of them when nobody is left who wants them.
#undef QT_NO_DEBUG // the asserts in Qt's headers are what a dead context runs into, also in an optimised build
#include "models/latestrequest.h"

#include <QPromise>
#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace godwit;

namespace {

//! As models and panels have it: the request is a part of its context.
class Asking final : public QObject
{
public:
    LatestRequest<int> request;
};

} // namespace

class TestWhenReady : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theAnswerComesOnTheContextsThread()
    {
        QObject context;
        int answer = 0;
        QThread *thread = nullptr;
        whenReady(QtConcurrent::run([] { return 7; }), &context, [&](int given) {
            answer = given;
            thread = QThread::currentThread();
        });
        QCOMPARE(answer, 0); // never before the call returns
        QTRY_COMPARE(answer, 7);
        QCOMPARE(thread, QThread::currentThread());
        QTRY_VERIFY(context.children().isEmpty()); // nothing is left of it
    }
    void anAnswerThatIsThereAlreadyIsToldToo()
    {
        QObject context;
        const QFuture<int> future = QtConcurrent::run([] { return 8; });
        QTRY_VERIFY(future.isFinished());
        int answer = 0;
        whenReady(future, &context, [&answer](int given) { answer = given; });
        QTRY_COMPARE(answer, 8);
    }
    void aContextThatDiesFirstIsNotTold()
    {
        QPromise<int> promise;
        promise.start();
        bool told = false;
        auto context = std::make_unique<QObject>();
        whenReady(promise.future(), context.get(), [&told](int) { told = true; });
        context.reset();
        promise.addResult(9);
        promise.finish();
        QTest::qWait(50);
        QVERIFY(!told);
    }
    void aContextThatDiesBetweenAnswerAndTellingIsNotTold()
    {
        bool told = false;
        auto context = std::make_unique<QObject>();
        const QFuture<int> future = QtConcurrent::run([] { return 8; });
        whenReady(future, context.get(), [&told](int) { told = true; });
        while (!future.isFinished()) // without the event loop
            QThread::msleep(1);
        context.reset();
        QTest::qWait(50);
        QVERIFY(!told);
    }
    void aRequestEndsWithItsContext()
    {
        QThreadPool pool;
        QSemaphore go;
        QAtomicInt stopped = 0;
        bool told = false;
        auto context = std::make_unique<Asking>();
        context->request.ask(
            context.get(), &pool,
            [&](const std::stop_token &stop) {
                go.acquire();
                stopped = stop.stop_requested() ? 1 : 0;
                return 1;
            },
            [&told](int) { told = true; });
        context.reset();
        go.release();
        QVERIFY(pool.waitForDone(5'000));
        QTest::qWait(50);
        QCOMPARE(stopped.loadRelaxed(), 1);
        QVERIFY(!told);
    }
    void aRequestMayEndBeforeItsContext()
    {
        QThreadPool pool;
        QSemaphore go;
        QObject context;
        bool told = false;
        auto request = std::make_unique<LatestRequest<int>>();
        request->ask(
            &context, &pool,
            [&go](const std::stop_token &) {
                go.acquire();
                return 1;
            },
            [&told](int) { told = true; });
        request.reset();
        go.release();
        QVERIFY(pool.waitForDone(5'000));
        QTest::qWait(50);
        QVERIFY(!told);
    }
    void theNewestRequestWins()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        Asking context;
        QList<int> told;
        for (const int number : {1, 2, 3})
            context.request.ask(
                &context, &pool, [number](const std::stop_token &) { return number; },
                [&told](int given) { told.append(given); });
        QVERIFY(context.request.running());
        QTRY_VERIFY(!context.request.running());
        QTest::qWait(50);
        QCOMPARE(told, QList<int>{3});
    }
};

QTEST_MAIN(TestWhenReady)
#include "tst_whenready.moc"
