// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"
#include "tests/engine/journaltest.h"

#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <cstdio>
#include <thread>

#include <sys/resource.h>
#include <utime.h>

using namespace godwit;
using namespace godwit::journaltest;

namespace {

QString integrity(const QString &folder)
{
    QString answer;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("check"));
        database.setDatabaseName(QString(folder % QLatin1String("/job.sqlite")));
        if (database.open()) {
            QSqlQuery query(QStringLiteral("PRAGMA integrity_check"), database);
            answer = query.next() ? query.value(0).toString() : QString();
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("check"));
    return answer;
}

//! What the killed child does: checkpoints without end, a flush every thousand, whose number is printed once it
//! returned.
int writeForever(const QString &folder)
{
    auto journal = opened(folder);
    if (!journal)
        return 1;
    for (qint64 applied = 1;; ++applied) {
        journal->saveCheckpoint(checkpoint(QStringLiteral("i"), static_cast<int>(applied % 3), applied));
        if (applied % 50 == 0)
            journal->addFinding({QStringLiteral("rejected"), QStringLiteral("i"), QString::number(applied), QString()});
        if (applied % 1000 == 0 && journal->flush()) {
            std::printf("%lld\n", static_cast<long long>(applied));
            std::fflush(stdout);
        }
    }
}

//! Holds a job until its standard input ends.
int hold(const QString &folder)
{
    const auto journal = Journal::open(folder);
    std::printf("%s\n", journal ? "open" : qPrintable(journal.error().summary));
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return 0;
}

//! No file of this process may grow beyond the limit: to SQLite that is a disk that refuses to write.
class DiskLimit
{
public:
    explicit DiskLimit(rlim_t bytes) : m_old(limit())
    {
        std::signal(SIGXFSZ, SIG_IGN);
        set({bytes, m_old.rlim_max});
    }
    ~DiskLimit() { set(m_old); }
    Q_DISABLE_COPY_MOVE(DiskLimit)

private:
    static rlimit limit()
    {
        rlimit now{};
        getrlimit(RLIMIT_FSIZE, &now);
        return now;
    }
    static void set(rlimit value) { setrlimit(RLIMIT_FSIZE, &value); }
    rlimit m_old;
};

} // namespace

//! What a journal survives: killed writers, other processes, full disks, damaged files.
class TestJournalFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void killedWriterLosesNothingThatWasFlushed();
    void secondProcessIsKeptOutByName();
    void secondOpenInOneProcessIsKeptOut();
    void lockOfAnEarlierProcessWithOurNumberIsTakenOver();
    void fullDiskIsReportedAndNothingIsLost();
    void damagedFileIsNamed();
    void newerFormatIsRefused();
    void unwritableFolderIsNamed();

private:
    QTemporaryDir m_folder;
    QString m_job;
    int m_number = 0;
};

void TestJournalFaults::init()
{
    m_job = m_folder.filePath(QStringLiteral("%1").arg(++m_number, 8, 10, QLatin1Char('0')));
}

void TestJournalFaults::killedWriterLosesNothingThatWasFlushed()
{
    for (int round = 0; round < 5; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write-forever"), m_job});
        QVERIFY(child.waitForStarted());
        qint64 flushed = 0;
        while (flushed < 3000 + round * 2500) {
            QVERIFY(child.canReadLine() || child.waitForReadyRead(20'000));
            while (child.canReadLine())
                flushed = child.readLine().trimmed().toLongLong();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        while (child.canReadLine())
            flushed = child.readLine().trimmed().toLongLong();

        const auto journal = opened(m_job); // takes the dead child's lock over
        QVERIFY(journal);
        const auto all = journal->checkpoints();
        QVERIFY(all);
        QCOMPARE(all->size(), 3U);
        for (const ShardCheckpoint &each : *all)
            QVERIFY2(each.applied > flushed - 3, qPrintable(QStringLiteral("%1 of %2").arg(each.applied).arg(flushed)));
        QVERIFY(journal->findingCount() >= flushed / 50);
        QCOMPARE(contents(journal->findingsFile()).count('\n'), journal->findingCount());
        QCOMPARE(integrity(m_job), QStringLiteral("ok"));
    }
}

void TestJournalFaults::secondProcessIsKeptOutByName()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), m_job});
    QVERIFY(child.waitForReadyRead(20'000));
    QCOMPARE(child.readLine().trimmed(), QByteArray("open"));
    const auto refused = Journal::open(m_job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QVERIFY2(refused.error().summary.contains(QString::number(child.processId())), qPrintable(refused.error().summary));
    QVERIFY(JobStore(m_folder.path()).inUse(QFileInfo(m_job).fileName()));
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished());
    QVERIFY(opened(m_job));
}

void TestJournalFaults::secondOpenInOneProcessIsKeptOut()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QVERIFY(!Journal::open(m_job));
    QVERIFY(journal->saveJob(record()));
}

void TestJournalFaults::lockOfAnEarlierProcessWithOurNumberIsTakenOver()
{
    // As after a restart of a container: the same host, program and process number, but an older lock.
    QByteArray lock;
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        lock = contents(QString(m_job % QLatin1String("/job.lock")));
    }
    QVERIFY(!lock.isEmpty());
    QFile file(QString(m_job % QLatin1String("/job.lock")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lock);
    file.close();
    const utimbuf yesterday{::time(nullptr) - 86'400, ::time(nullptr) - 86'400};
    QCOMPARE(::utime(qPrintable(file.fileName()), &yesterday), 0);
    QVERIFY(opened(m_job));
}

void TestJournalFaults::fullDiskIsReportedAndNothingIsLost()
{
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        QVERIFY(journal->saveJob(record()));
        {
            const DiskLimit limit(200'000);
            for (int i = 0; i < 3000; ++i) {
                journal->addEvent({record().created, EventLevel::Info, QString(), QString(500, QLatin1Char('x'))});
                journal->addFinding({QStringLiteral("extra"), QStringLiteral("i"), QString::number(i), QString()});
            }
            const auto flushed = journal->flush();
            QVERIFY(!flushed);
            QCOMPARE(flushed.error().kind, ErrorKind::Storage);
            QVERIFY(!journal->addUndo({}));
            QVERIFY(!journal->checkpoints());
            // What arrives while an attempt fails stays behind what failed.
            const std::jthread meanwhile([&journal] {
                for (int i = 3000; i < 4000; ++i) {
                    journal->addFinding({QStringLiteral("extra"), QStringLiteral("i"), QString::number(i), QString()});
                    journal->saveCheckpoint(checkpoint(QStringLiteral("i"), 0, i));
                    std::this_thread::sleep_for(std::chrono::microseconds(100));
                }
            });
            for (int i = 0; i < 10; ++i)
                QVERIFY(!journal->flush());
        }
        QVERIFY(journal->flush());
        QCOMPARE(contents(journal->findingsFile()).count('\n'), 4000);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QCOMPARE(journal->events(10'000)->size(), 3000);
    const auto findings = journal->findings(10'000);
    QVERIFY(findings);
    QCOMPARE(findings->size(), 4000);
    for (int i = 0; i < 4000; ++i)
        QCOMPARE(findings->at(i).id, QString::number(i));
    QCOMPARE(journal->checkpoints()->front().applied, 3999);
    QCOMPARE(journal->undoList()->size(), 1U);
}

void TestJournalFaults::damagedFileIsNamed()
{
    QDir().mkpath(m_job);
    QFile file(QString(m_job % QLatin1String("/job.sqlite")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const auto refused = Journal::open(m_job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QVERIFY2(refused.error().summary.contains(QLatin1String("damaged")), qPrintable(refused.error().summary));
    QVERIFY(refused.error().summary.contains(m_job));
}

void TestJournalFaults::newerFormatIsRefused()
{
    QVERIFY(opened(m_job));
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(QString(m_job % QLatin1String("/job.sqlite")));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA user_version=99")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
    const auto refused = Journal::open(m_job);
    QVERIFY(!refused);
    QVERIFY2(refused.error().summary.contains(QLatin1String("newer Godwit")), qPrintable(refused.error().summary));
}

void TestJournalFaults::unwritableFolderIsNamed()
{
    const auto refused = Journal::open(QStringLiteral("/proc/godwit/0123abcd"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QVERIFY(refused.error().summary.contains(QLatin1String("/proc/godwit/0123abcd")));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QLatin1String("--write-forever"))
        return writeForever(arguments[2]);
    if (arguments.size() == 3 && arguments[1] == QLatin1String("--hold"))
        return hold(arguments[2]);
    TestJournalFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journalfaults.moc"
