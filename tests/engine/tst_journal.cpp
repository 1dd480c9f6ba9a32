// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal.h"
#include "tests/engine/journaltest.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace godwit;
using namespace godwit::journaltest;

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
    void clearedFindingsLeaveOnlyLaterOnes();
    void summaryComesBack();
    void checkpointsDoNotSlowTheCaller();
    void manyThreadsMayWrite();

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
    QCOMPARE(back.registerBytes, large * 3);
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

void TestJournal::clearedFindingsLeaveOnlyLaterOnes()
{
    const auto finding = [](int id) {
        return Finding{QStringLiteral("extra"), QStringLiteral("i"), QString::number(id), QString()};
    };
    {
        const auto journal = opened(m_job);
        QVERIFY(journal);
        journal->addFinding(finding(1));
        QVERIFY(journal->flush());
        journal->addFinding(finding(2));
        journal->clearFindings();
        journal->addFinding(finding(3));
        QCOMPARE(journal->findingCount(), 1);
        QVERIFY(journal->flush());
        QCOMPARE(contents(journal->findingsFile()).count('\n'), 1);
    }
    const auto journal = opened(m_job);
    QVERIFY(journal);
    QCOMPARE(journal->findingCount(), 1);
    QCOMPARE(journal->findings(-1)->front().id, QStringLiteral("3"));
    QVERIFY(contents(journal->findingsFile()).contains("\"3\""));
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
    const auto saved = journal->checkpoints();
    QVERIFY(saved);
    for (const ShardCheckpoint &each : *saved)
        QCOMPARE(each.applied, 500);
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
