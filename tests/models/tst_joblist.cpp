// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/joblist.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <mutex>

using namespace godwit;

namespace {

//! A reader of journals that takes as long as it is told to, and notes on which thread it was called.
class SlowJournals
{
public:
    QList<KnownJob> read()
    {
        const std::scoped_lock lock(m_mutex);
        calls.fetchAndAddRelaxed(1);
        onThisThread = onThisThread || QThread::currentThread() == m_own;
        go.acquire();
        KnownJob job;
        job.job = QString::number(number.loadRelaxed());
        return {job};
    }

    QSemaphore go;
    QAtomicInt number = 1;
    QAtomicInt calls = 0;
    bool onThisThread = false;

private:
    QThread *m_own = QThread::currentThread();
    std::mutex m_mutex;
};

} // namespace

class TestJobList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QThreadPool::globalInstance()->waitForDone(); }

    void journalsAreNeverReadOnTheListsThread()
    {
        SlowJournals journals;
        JobList list([&journals] { return journals.read(); });
        QSignalSpy changed(&list, &JobList::changed);
        QVERIFY(!list.isKnown());
        list.refresh(); // returns although nothing can be read yet
        QTRY_COMPARE(journals.calls.loadRelaxed(), 1);
        QVERIFY(!list.isKnown());
        QVERIFY(list.jobs().isEmpty());
        journals.go.release();
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(list.isKnown());
        QCOMPARE(list.jobs().size(), 1);
        QVERIFY(!journals.onThisThread);
    }
    void whatWasReadStaysWhileItIsReadAgain()
    {
        SlowJournals journals;
        JobList list([&journals] { return journals.read(); });
        QSignalSpy changed(&list, &JobList::changed);
        journals.go.release();
        list.refresh();
        QTRY_COMPARE(changed.size(), 1);
        list.refresh();
        QTRY_COMPARE(journals.calls.loadRelaxed(), 2);
        QCOMPARE(list.jobs().first().job, QStringLiteral("1"));
        journals.number = 2;
        journals.go.release();
        QTRY_COMPARE(list.jobs().first().job, QStringLiteral("2"));
        QCOMPARE(changed.size(), 2);
        journals.go.release(); // the same again is no news
        list.refresh();
        QTRY_COMPARE(journals.calls.loadRelaxed(), 3);
        QTest::qWait(50);
        QCOMPARE(changed.size(), 2);
    }
    void aChangeDuringAReadingIsSeen()
    {
        SlowJournals journals;
        JobList list([&journals] { return journals.read(); });
        list.refresh();
        QTRY_COMPARE(journals.calls.loadRelaxed(), 1);
        for (int i = 0; i < 5; ++i)
            list.refresh(); // together one more
        journals.go.release();
        QTRY_COMPARE(journals.calls.loadRelaxed(), 2);
        journals.number = 2;
        journals.go.release();
        QTRY_COMPARE(list.jobs().value(0).job, QStringLiteral("2"));
        QTest::qWait(50);
        QCOMPARE(journals.calls.loadRelaxed(), 2);
    }
    void aListThatIsGoneIsNotTold()
    {
        SlowJournals journals;
        auto list = std::make_unique<JobList>([&journals] { return journals.read(); });
        list->refresh();
        QTRY_COMPARE(journals.calls.loadRelaxed(), 1);
        list.reset();
        journals.go.release();
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(50);
    }
    void withoutAReaderThereAreNoJobs()
    {
        JobList list({});
        QVERIFY(list.isKnown());
        QVERIFY(!list.isServed());
        list.refresh();
        QVERIFY(list.jobs().isEmpty());
    }
    void whatCanGoOnHereIsAMigrationThatTheEngineCanResume()
    {
        KnownJob job;
        for (const char *state : {"stopped", "findings"}) { // the state alone says nothing
            job.state = QLatin1String(state);
            job.comparison = false;
            job.resumable = false;
            QVERIFY(!job.goesOnHere());
            job.resumable = true;
            QVERIFY(job.goesOnHere());
            job.comparison = true; // the command line goes on with it
            QVERIFY(!job.goesOnHere());
        }
    }
};

QTEST_MAIN(TestJobList)
#include "tst_joblist.moc"
