// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <thread>
#include <utime.h>

using namespace godwit;

namespace {

JobRecord record()
{
    JobRecord made;
    made.job = QStringLiteral("0123abcd");
    made.name = QStringLiteral("orders");
    made.method = QStringLiteral("live-copy");
    made.created = QDateTime::fromString(QStringLiteral("2024-01-02T03:04:05.678Z"), Qt::ISODateWithMs);
    made.state = QStringLiteral("running");
    made.plan.name = made.name;
    made.plan.method = made.method;
    made.plan.source.url = QStringLiteral("http://a:1");
    made.plan.target.url = QStringLiteral("http://b:2");
    made.plan.select.indices = {QStringLiteral("x")};
    return made;
}

ShardCheckpoint checkpoint(const QString &index, int shard, qint64 applied)
{
    ShardCheckpoint made;
    made.index = index;
    made.shard = shard;
    made.historyUuid = QStringLiteral("h");
    made.startLine = 5;
    made.applied = applied;
    made.baseDone = true;
    made.deleteTotal = 6;
    made.deleteNode = QStringLiteral("node");
    made.ledger = {10, 5, 3, 1, 1, 9, 7, 2};
    made.bytes = applied * 10;
    return made;
}

std::unique_ptr<Journal> opened(const QString &folder)
{
    auto journal = Journal::open(folder);
    if (!journal) {
        qWarning() << journal.error().summary << journal.error().detail;
        return nullptr;
    }
    return std::move(*journal);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void jobComesBack();
    void stateAndPhaseAreKept();
    void newJournalHoldsNoJob();
    void indicesComeBack();
    void checkpointsComeBack();
    void newestCheckpointWins();
    void valuesAreSeenAtOnceAndComeBack();
    void undoIsWorkedOff();
    void undoNumbersAreNotUsedAgain();
    void eventsAreTheNewestInOrder();
    void findingsAreInTheFileToo();
    void damagedFindingsFileIsWrittenAnew();
    void summaryComesBack();
    void checkpointsDoNotSlowTheCaller();
    void manyThreadsMayWrite();
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

void TestJournal::init()
{
    m_job = m_folder.filePath(QStringLiteral("%1").arg(++m_number, 8, 10, QLatin1Char('0')));
}

void TestJournal::jobComesBack()
{
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        QVERIFY(journal->saveJob(record()));
        QCOMPARE(journal->folder(), m_job);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    const auto job = journal->loadJob();
    QVERIFY(job);
    QCOMPARE(job->job, QStringLiteral("0123abcd"));
    QCOMPARE(job->name, QStringLiteral("orders"));
    QCOMPARE(job->method, QStringLiteral("live-copy"));
    QCOMPARE(job->created, record().created);
    QCOMPARE(job->state, QStringLiteral("running"));
    QCOMPARE(job->plan.toJson(), record().plan.toJson());
    QVERIFY(job->updated.isValid());
}

void TestJournal::stateAndPhaseAreKept()
{
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        QVERIFY(journal->saveJob(record()));
        journal->setPhase(QStringLiteral("cutover:blocked"));
        journal->setState(QStringLiteral("failed"), QStringLiteral("why"));
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    const auto job = journal->loadJob();
    QVERIFY(job);
    QCOMPARE(job->phase, QStringLiteral("cutover:blocked"));
    QCOMPARE(job->state, QStringLiteral("failed"));
    QCOMPARE(job->reason, QStringLiteral("why"));
    QCOMPARE(job->created, record().created);
}

void TestJournal::newJournalHoldsNoJob()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    const auto job = journal->loadJob();
    QVERIFY(!job);
    QCOMPARE(job.error().kind, ErrorKind::NotFound);
    QVERIFY(journal->summary());
    QVERIFY(journal->summary()->isEmpty());
    QVERIFY(journal->indices()->empty());
}

void TestJournal::indicesComeBack()
{
    IndexRecord index{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("u1"), QString(), 4,
        QJsonObject{{QStringLiteral("settings"), QJsonObject{{QStringLiteral("x"), 1}}}}, QStringLiteral("planned"),
        QString()};
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        journal->saveIndex(index);
        index.targetUuid = QStringLiteral("u2");
        index.state = QStringLiteral("stopped");
        index.reason = QStringLiteral("gone");
        journal->saveIndex(index);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    const auto all = journal->indices();
    QVERIFY(all);
    QCOMPARE(all->size(), 1U);
    const IndexRecord &back = all->front();
    QCOMPARE(back.source, index.source);
    QCOMPARE(back.target, index.target);
    QCOMPARE(back.sourceUuid, index.sourceUuid);
    QCOMPARE(back.targetUuid, index.targetUuid);
    QCOMPARE(back.shards, 4);
    QCOMPARE(back.definition, index.definition);
    QCOMPARE(back.state, index.state);
    QCOMPARE(back.reason, index.reason);
}

void TestJournal::checkpointsComeBack()
{
    const qint64 large = (Q_INT64_C(1) << 53) + 1;
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        journal->saveCheckpoint(checkpoint(QStringLiteral("a"), 0, large));
        journal->saveCheckpoint(checkpoint(QStringLiteral("a"), 1, 2));
        journal->saveCheckpoint(checkpoint(QStringLiteral("b"), 0, 3));
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    const auto all = journal->checkpoints();
    QVERIFY(all);
    QCOMPARE(all->size(), 3U);
    const ShardCheckpoint &back = all->front();
    QCOMPARE(back.index, QStringLiteral("a"));
    QCOMPARE(back.shard, 0);
    QCOMPARE(back.historyUuid, QStringLiteral("h"));
    QCOMPARE(back.startLine, 5);
    QCOMPARE(back.applied, large);
    QVERIFY(back.baseDone);
    QCOMPARE(back.deleteTotal, 6);
    QCOMPARE(back.deleteNode, QStringLiteral("node"));
    QCOMPARE(back.ledger, checkpoint(QString(), 0, 0).ledger);
    QCOMPARE(back.bytes, large * 10);
    QCOMPARE(all->back().index, QStringLiteral("b"));
}

void TestJournal::newestCheckpointWins()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    for (qint64 applied = 1; applied <= 100; ++applied) {
        journal->saveCheckpoint(checkpoint(QStringLiteral("a"), 0, applied));
        if (applied % 30 == 0)
            QVERIFY(journal->flush());
    }
    const auto all = journal->checkpoints();
    QVERIFY(all);
    QCOMPARE(all->size(), 1U);
    QCOMPARE(all->front().applied, 100);
}

void TestJournal::valuesAreSeenAtOnceAndComeBack()
{
    const QJsonObject object{{QStringLiteral("x"), QJsonArray{1, QStringLiteral("y")}}};
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        QVERIFY(journal->value(QStringLiteral("text")).isUndefined());
        journal->setValue(QStringLiteral("text"), QStringLiteral("t"));
        journal->setValue(QStringLiteral("object"), object);
        journal->setValue(QStringLiteral("number"), 3);
        journal->setValue(QStringLiteral("number"), 4.5);
        QCOMPARE(journal->value(QStringLiteral("number")).toDouble(), 4.5);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QCOMPARE(journal->value(QStringLiteral("text")).toString(), QStringLiteral("t"));
    QCOMPARE(journal->value(QStringLiteral("object")).toObject(), object);
    QCOMPARE(journal->value(QStringLiteral("number")).toDouble(), 4.5);
}

void TestJournal::undoIsWorkedOff()
{
    const QJsonObject payload{{QStringLiteral("index.refresh_interval"), QJsonValue::Null}};
    const UndoEntry entry{
        0, QStringLiteral("target"), QStringLiteral("i"), QStringLiteral("u"), QStringLiteral("settings"), payload};
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        const auto first = journal->addUndo(entry);
        const auto second = journal->addUndo(entry);
        QVERIFY(first && second && *first != *second);
        journal->removeUndo(*first);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    const auto list = journal->undoList();
    QVERIFY(list);
    QCOMPARE(list->size(), 1U);
    const UndoEntry &back = list->front();
    QCOMPARE(back.cluster, entry.cluster);
    QCOMPARE(back.index, entry.index);
    QCOMPARE(back.indexUuid, entry.indexUuid);
    QCOMPARE(back.kind, entry.kind);
    QCOMPARE(back.payload, payload);
    journal->removeUndo(back.id);
    QVERIFY(journal->undoList()->empty());
}

void TestJournal::undoNumbersAreNotUsedAgain()
{
    qint64 first = 0;
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        first = *journal->addUndo({});
        journal->removeUndo(first);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QVERIFY(*journal->addUndo({}) > first);
}

void TestJournal::eventsAreTheNewestInOrder()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    for (int i = 0; i < 10; ++i)
        journal->addEvent({record().created, EventLevel::Warning, QStringLiteral("i"), QString::number(i)});
    const auto events = journal->events(3);
    QVERIFY(events);
    QCOMPARE(events->size(), 3);
    QCOMPARE(events->at(0).text, QStringLiteral("7"));
    QCOMPARE(events->at(2).text, QStringLiteral("9"));
    QCOMPARE(events->at(2).level, EventLevel::Warning);
    QCOMPARE(events->at(2).time, record().created);
    QCOMPARE(events->at(2).index, QStringLiteral("i"));
}

void TestJournal::findingsAreInTheFileToo()
{
    const Finding finding{
        QStringLiteral("rejected"), QStringLiteral("i"), QStringLiteral("id \"1\""), QStringLiteral("a\nb")};
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        journal->addFinding(finding);
        journal->addFinding(finding);
        QCOMPARE(journal->findingCount(), 2);
        const auto listed = journal->findings(1);
        QVERIFY(listed);
        QCOMPARE(listed->size(), 1);
        QCOMPARE(listed->front().id, finding.id);
        QCOMPARE(listed->front().detail, finding.detail);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QCOMPARE(journal->findingCount(), 2);
    const QList<QByteArray> lines = contents(journal->findingsFile()).split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject line = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(line.value(QLatin1String("kind")).toString(), finding.kind);
    QCOMPARE(line.value(QLatin1String("id")).toString(), finding.id);
    QCOMPARE(line.value(QLatin1String("detail")).toString(), finding.detail);
}

void TestJournal::damagedFindingsFileIsWrittenAnew()
{
    QByteArray before;
    QString path;
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        for (int i = 0; i < 5; ++i)
            journal->addFinding({QStringLiteral("extra"), QStringLiteral("i"), QString::number(i), QString()});
        path = journal->findingsFile();
    }
    before = contents(path);
    QFile file(path);
    QVERIFY(file.resize(before.size() - 7));
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QCOMPARE(contents(path), before);
}

void TestJournal::summaryComesBack()
{
    JobSummary summary;
    summary.outcome = Outcome::Succeeded;
    summary.job = QStringLiteral("0123abcd");
    summary.ledger.read = 3;
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        journal->saveSummary(summary);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QCOMPARE(*journal->summary(), summary.toJson());
}

void TestJournal::checkpointsDoNotSlowTheCaller()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    constexpr int calls = 100'000;
    QElapsedTimer timer;
    timer.start();
    qint64 slowest = 0;
    for (int i = 0; i < calls; ++i) {
        const qint64 before = timer.nsecsElapsed();
        journal->saveCheckpoint(checkpoint(QStringLiteral("index-%1").arg(i % 50), i % 5, i));
        slowest = std::max(slowest, timer.nsecsElapsed() - before);
    }
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    qInfo("%d checkpoints in %.3f s, slowest %.3f ms", calls, seconds, static_cast<double>(slowest) / 1e6);
    QVERIFY2(calls / seconds > 50'000, qPrintable(QString::number(calls / seconds)));
    const auto all = journal->checkpoints();
    QVERIFY(all);
    QCOMPARE(all->size(), 50U);
}

void TestJournal::manyThreadsMayWrite()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&journal, thread] {
                for (int i = 1; i <= 500; ++i) {
                    journal->saveCheckpoint(checkpoint(QStringLiteral("a"), thread, i));
                    journal->addEvent(
                        {QDateTime::currentDateTimeUtc(), EventLevel::Info, QString(), QString::number(i)});
                    if (i % 100 == 0 && !journal->addUndo({}))
                        return;
                }
            });
        }
    }
    QCOMPARE(journal->events(10'000)->size(), 2000);
    QCOMPARE(journal->undoList()->size(), 20U);
    for (const ShardCheckpoint &each : *journal->checkpoints())
        QCOMPARE(each.applied, 500);
}

void TestJournal::killedWriterLosesNothingThatWasFlushed()
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

void TestJournal::secondProcessIsKeptOutByName()
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

void TestJournal::secondOpenInOneProcessIsKeptOut()
{
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QVERIFY(!Journal::open(m_job));
    QVERIFY(journal->saveJob(record()));
}

void TestJournal::lockOfAnEarlierProcessWithOurNumberIsTakenOver()
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

void TestJournal::fullDiskIsReportedAndNothingIsLost()
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

void TestJournal::damagedFileIsNamed()
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

void TestJournal::newerFormatIsRefused()
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

void TestJournal::unwritableFolderIsNamed()
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
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
