// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figurerecorder.h"
#include "app/windowjob.h"
#include "models/logmodel.h"
#include "tests/widgets/connectionsamples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace godwit;
using namespace godwit::test;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

class Nobody final : public JobObserver
{
public:
    void snapshot(const JobSnapshot &) override { }
    void event(const JobEvent &) override { }
    void finding(const Finding &) override { }
    void notice(const QString &) override { }
};

//! No server is asked before its secret is there, and there is none.
Plan planWithoutSecrets()
{
    Plan plan;
    plan.name = s("Orders");
    plan.method = s("live-copy");
    plan.select.indices = {s("orders")};
    plan.source.url = s("http://127.0.0.1:1");
    plan.source.auth = AuthKind::ApiKey;
    plan.target.url = s("http://127.0.0.1:2");
    return plan;
}

} // namespace

class TestWindowJob : public QObject
{
    Q_OBJECT

    QTemporaryDir m_state;
    HeldSecrets m_secrets;
    const QString m_job = s("0000000a");
    QDateTime m_created = QDateTime::fromString(s("2026-05-04T10:00:00.000Z"), Qt::ISODateWithMs);

    //! The job's earlier runs as a window is told, or nothing where it is not.
    std::optional<EarlierRun> toldBy(const QString &resumeJob)
    {
        std::optional<EarlierRun> told;
        JobControl control;
        JobOrders orders{control, [] { return false; }, {}, [&told](const EarlierRun &run) { told = run; }};
        Nobody nobody;
        WindowJob job(
            planWithoutSecrets(), {}, resumeJob, JobStore(m_state.path()), ProfileStore(m_state.path()), m_secrets);
        const JobEnd end = job.run(orders, nobody);
        if (end.summary.outcome != Outcome::Failed)
            return {};
        return told;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto journal = Journal::open(JobStore(m_state.path()).folderOf(m_job));
        QVERIFY(journal);
        JobRecord record;
        record.job = m_job;
        record.name = s("Orders");
        record.method = s("live-copy");
        record.created = m_created;
        record.state = s("running"); // as a process leaves it that was killed
        record.plan = planWithoutSecrets();
        QVERIFY((*journal)->saveJob(record));
        for (const char *text : {"first", "second"})
            (*journal)->addEvent({m_created, EventLevel::Warning, s("orders"), s(text)});
        const auto points = [](double value) { return QJsonArray{QJsonArray{10, value}, QJsonArray{20, value + 1}}; };
        (*journal)->setValue(FigureRecorder::key(),
            QJsonObject{{s("series"),
                QJsonObject{{s("read_per_s"), points(1)}, {s("written_per_s"), points(2)},
                    {s("read_bytes_per_s"), points(3)}, {s("written_bytes_per_s"), points(4)},
                    {s("lag_s"), points(5)}}}});
        QVERIFY((*journal)->flush());
    }
    void aResumedJobTellsWhatItsJournalKeeps()
    {
        const auto told = toldBy(m_job); // also where it fails to go on
        QVERIFY(told);
        QCOMPARE(told->created, m_created);
        const auto points = [](double value) { return QList<QPointF>{{10, value}, {20, value + 1}}; };
        QCOMPARE(told->read, points(1));
        QCOMPARE(told->written, points(2));
        QCOMPARE(told->readBytes, points(3));
        QCOMPARE(told->writtenBytes, points(4));
        QCOMPARE(told->lag, points(5));
        QCOMPARE(told->events.size(), 2);
        QCOMPARE(told->events.first().text, s("first"));
        QCOMPARE(told->events.last().text, s("second"));
        QCOMPARE(told->events.first().level, EventLevel::Warning);
    }
    void whatARecorderKeepsIsReadAgain()
    {
        const JobStore jobs(m_state.path());
        const QString folder = jobs.folderOf(s("0000000b"));
        {
            const auto journal = Journal::open(folder);
            QVERIFY(journal);
            Nobody nobody;
            FigureRecorder recorder(nobody, **journal, QDateTime::currentDateTimeUtc().addSecs(-100));
            JobSnapshot snapshot;
            snapshot.readPerSecond = 700;
            recorder.snapshot(snapshot);
            IndexRecord index;
            index.source = s("orders");
            index.target = s("orders-new");
            (*journal)->saveIndex(index);
            QVERIFY((*journal)->flush());
        }
        const EarlierRun run = FigureRecorder::earlierRun(folder);
        QCOMPARE(run.indices, (QStringList{s("orders"), s("orders-new")})); // to be masked before a line names them
        QCOMPARE(run.read.size(), 1);
        QCOMPARE(run.read.first().y(), 700.0);
        QVERIFY(std::abs(run.lastSecond() - 100) < 5);
    }
    void aNewJobHasNothingBefore() { QVERIFY(!toldBy({})); }
    void aJournalThatIsGoneTellsNothing()
    {
        const EarlierRun run = FigureRecorder::earlierRun(m_state.filePath(s("none")));
        QVERIFY(!run.created.isValid() && run.events.isEmpty());
        QCOMPARE(run.lastSecond(), -1.0);
    }
};

QTEST_MAIN(TestWindowJob)
#include "tst_windowjob.moc"
