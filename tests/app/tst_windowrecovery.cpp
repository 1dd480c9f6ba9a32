// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowrecovery.h"

#include "engine/joblock.h"
#include "engine/journalreader.h"

#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

//! A journal as a process leaves it that was killed.
void leaveJob(const JobStore &jobs, const QString &job, const QString &phase, bool block)
{
    const auto journal = Journal::open(jobs.folderOf(job));
    QVERIFY(journal);
    JobRecord record;
    record.job = job;
    record.name = s("Orders");
    record.method = s("live-copy");
    record.created = QDateTime::currentDateTimeUtc();
    record.state = s("running");
    record.plan.name = s("Orders");
    record.plan.method = s("live-copy");
    record.plan.select.indices = {s("orders"), s("logs")};
    record.plan.source.url = s("http://127.0.0.1:9200");
    record.plan.target.url = s("http://127.0.0.1:9201");
    QVERIFY((*journal)->saveJob(record));
    (*journal)->setPhase(phase);
    IndexRecord index;
    index.source = s("orders");
    index.target = s("orders-new");
    index.targetUuid = s("uuid");
    index.state = s("following");
    (*journal)->saveIndex(index);
    index.source = index.target = s("logs");
    index.state = s("created");
    (*journal)->saveIndex(index);
    ShardCheckpoint checkpoint;
    checkpoint.index = s("orders");
    checkpoint.ledger.read = checkpoint.ledger.written = 1234;
    (*journal)->saveCheckpoint(checkpoint);
    UndoEntry undo;
    undo.cluster = s("target");
    undo.index = s("logs");
    undo.kind = s("settings");
    QVERIFY((*journal)->addUndo(undo));
    undo.cluster = s("source");
    undo.index = s("orders,logs");
    undo.kind = s("write-block");
    if (block)
        QVERIFY((*journal)->addUndo(undo));
    QVERIFY((*journal)->flush());
}

Result<std::unique_ptr<SearchClusterFactory>> noSource(const Plan &)
{
    return fail(ErrorKind::Connection, s("The source does not answer."));
}

} // namespace

class TestWindowRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobWithoutALivingProcessIsDescribed()
    {
        const QTemporaryDir state;
        const JobStore jobs(state.path());
        leaveJob(jobs, s("0000000a"), s("cutover:blocked"), true);
        const QList<CutOffJob> found = WindowRecovery(jobs, noSource).look();
        QCOMPARE(found.size(), 1);
        const CutOffJob &job = found.first();
        QCOMPARE(job.job, s("0000000a"));
        QCOMPARE(job.plan.name, s("Orders"));
        QCOMPARE(job.stage, s("Inside the cutover"));
        QCOMPARE(job.written, 1234);
        QCOMPARE(job.copied, 1);
        QCOMPARE(job.indices, 2);
        QCOMPARE(QSet<QString>(job.targetIndices.begin(), job.targetIndices.end()),
            (QSet<QString>{s("orders-new"), s("logs")}));
        QCOMPARE(job.loweredIndices, QStringList{s("logs")});
        QCOMPARE(job.blockedIndices, (QStringList{s("orders"), s("logs")}));
        QVERIFY(!job.pastSwitch);
        QVERIFY(job.lastSign.secsTo(QDateTime::currentDateTime()) < 60);
    }
    void aJobThatRunsOrEndedIsNotOne()
    {
        const QTemporaryDir state;
        const JobStore jobs(state.path());
        leaveJob(jobs, s("0000000a"), {}, false);
        leaveJob(jobs, s("0000000b"), {}, false);
        const auto lock = JobLock::take(jobs.folderOf(s("0000000a")));
        QVERIFY(lock);
        {
            const auto journal = Journal::open(jobs.folderOf(s("0000000b")));
            QVERIFY(journal);
            (*journal)->setState(s("succeeded"), {});
        }
        QVERIFY(WindowRecovery(jobs, noSource).look().isEmpty());
    }
    void aDiscardedJobIsStoppedAndLiftsNothing()
    {
        const QTemporaryDir state;
        const JobStore jobs(state.path());
        leaveJob(jobs, s("0000000a"), s("cutover:blocked"), true);
        const WindowRecovery recovery(jobs, noSource);
        QVERIFY(recovery.discard(s("0000000a"), false));
        const JournalReader reader(jobs.folderOf(s("0000000a")));
        QCOMPARE(reader.job()->state, s("stopped"));
        QCOMPARE(reader.undoList()->size(), 2U);
        QVERIFY(recovery.look().isEmpty());
    }
    void aBlockThatCannotBeLiftedKeepsTheJobCutOff()
    {
        const QTemporaryDir state;
        const JobStore jobs(state.path());
        leaveJob(jobs, s("0000000a"), s("cutover:blocked"), true);
        const WindowRecovery recovery(jobs, noSource);
        const auto result = recovery.discard(s("0000000a"), true);
        QVERIFY(!result);
        QCOMPARE(result.error().summary, s("The source does not answer."));
        QCOMPARE(JournalReader(jobs.folderOf(s("0000000a"))).job()->state, s("running"));
        QCOMPARE(recovery.look().size(), 1);
    }
    void pastTheSwitchNothingIsLifted()
    {
        const QTemporaryDir state;
        const JobStore jobs(state.path());
        leaveJob(jobs, s("0000000a"), s("cutover:switching"), true);
        bool asked = false;
        const WindowRecovery recovery(jobs, [&asked](const Plan &plan) {
            asked = true;
            return noSource(plan);
        });
        QVERIFY(recovery.look().first().pastSwitch);
        QVERIFY(!recovery.discard(s("0000000a"), true));
        QVERIFY(!asked);
        QCOMPARE(recovery.look().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWindowRecovery)
#include "tst_windowrecovery.moc"
