// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobprinter.h"

#include <QJsonDocument>
#include <QtTest>

#include <mutex>

using namespace godwit;

namespace {

//! Collects what is printed; may be told to hold the printer up.
class Paper
{
public:
    JobPrinter::Sink sink()
    {
        return [this](const QString &line) {
            const std::lock_guard held(blocked);
            const std::lock_guard lock(m_mutex);
            m_lines.append(line);
        };
    }
    QStringList lines() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    std::mutex blocked;

private:
    mutable std::mutex m_mutex;
    QStringList m_lines;
};

JobRecord job()
{
    JobRecord record;
    record.job = QStringLiteral("0123abcd");
    record.name = QStringLiteral("orders");
    return record;
}

JobSnapshot snapshot(StageId stage, qint64 read)
{
    JobSnapshot made;
    made.state = JobState::Running;
    Step step;
    step.id = QStringLiteral("copy");
    step.title = QStringLiteral("Copy");
    step.state = StepState::Running;
    step.figure = QStringLiteral("1 of 2 indices");
    made.stages = {{stage, StepState::Running, 1, {step}}};
    made.ledger.read = read;
    made.lagSeconds = 0.5;
    return made;
}

QJsonObject object(const QString &line)
{
    return QJsonDocument::fromJson(line.toUtf8()).object();
}

} // namespace

class TestJobPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonBeginsWithTheJobAndEndsWithTheSummary();
    void progressIsPacedButStagesAreShownAtOnce();
    void lastProgressIsPrintedBeforeTheSummary();
    void jsonCarriesNothingElse();
    void plainSaysEventsFindingsAndTheWord();
    void slowReaderDoesNotHoldUpTheJob();
    void statusLineSaysWhy();
};

void TestJobPrinter::jsonBeginsWithTheJobAndEndsWithTheSummary()
{
    Paper out;
    Paper err;
    JobPrinter printer(true, out.sink(), err.sink());
    printer.begin(job());
    printer.snapshot(snapshot(StageId::Migration, 1));
    JobSummary summary;
    summary.job = QStringLiteral("0123abcd");
    summary.outcome = Outcome::Succeeded;
    printer.end(summary);
    QCOMPARE(object(out.lines().first()), QJsonObject({{QStringLiteral("job"), QStringLiteral("0123abcd")}}));
    QCOMPARE(object(out.lines().last()), summary.toJson());
    QVERIFY(err.lines().isEmpty());
}

void TestJobPrinter::progressIsPacedButStagesAreShownAtOnce()
{
    Paper out;
    Paper err;
    JobPrinter printer(true, out.sink(), err.sink());
    QElapsedTimer timer;
    timer.start();
    printer.snapshot(snapshot(StageId::Initialization, 0));
    QTRY_COMPARE(out.lines().size(), 1);
    for (int i = 1; i <= 30; ++i) {
        printer.snapshot(snapshot(StageId::Initialization, i));
        QTest::qWait(10);
    }
    const qsizetype paced = out.lines().size();
    QVERIFY(paced <= 1 + timer.elapsed() / 1000);
    printer.snapshot(snapshot(StageId::Migration, 31));
    QTRY_VERIFY_WITH_TIMEOUT(out.lines().last().contains(QLatin1String("migration")), 600);
    const qsizetype changed = out.lines().size();
    printer.snapshot(snapshot(StageId::Migration, 32));
    QTRY_COMPARE(out.lines().size(), changed + 1);
    QCOMPARE(object(out.lines().last()).value(QLatin1String("read")).toInt(), 32);
}

void TestJobPrinter::lastProgressIsPrintedBeforeTheSummary()
{
    Paper out;
    Paper err;
    JobPrinter printer(true, out.sink(), err.sink());
    printer.snapshot(snapshot(StageId::Migration, 1));
    QTRY_COMPARE(out.lines().size(), 1);
    printer.snapshot(snapshot(StageId::Migration, 99));
    printer.end({});
    QCOMPARE(object(out.lines().at(1)).value(QLatin1String("read")).toInt(), 99);
    QVERIFY(object(out.lines().at(2)).contains(QLatin1String("outcome")));
}

void TestJobPrinter::jsonCarriesNothingElse()
{
    Paper out;
    Paper err;
    JobPrinter printer(true, out.sink(), err.sink());
    printer.event({{}, EventLevel::Info, {}, QStringLiteral("fine")});
    printer.event({{}, EventLevel::Warning, QStringLiteral("i"), QStringLiteral("careful")});
    printer.finding({QStringLiteral("rejected"), {}, {}, {}});
    printer.end({});
    QCOMPARE(out.lines().size(), 1);
    QCOMPARE(err.lines(), QStringList(QStringLiteral("i: careful")));
}

void TestJobPrinter::plainSaysEventsFindingsAndTheWord()
{
    Paper out;
    Paper err;
    JobPrinter printer(false, out.sink(), err.sink());
    printer.begin(job());
    printer.event({{}, EventLevel::Info, QStringLiteral("i"), QStringLiteral("fine")});
    printer.finding({QStringLiteral("rejected"), QStringLiteral("i"), QStringLiteral("7"), QStringLiteral("why")});
    JobSnapshot waiting = snapshot(StageId::Finalization, 1);
    waiting.state = JobState::WaitingForCutover;
    printer.snapshot(waiting);
    JobSummary summary;
    summary.reason = QStringLiteral("Disk full.");
    printer.end(summary);
    const QString all = out.lines().join(QLatin1Char('\n'));
    for (const char *part : {"Job 0123abcd: orders", "i: fine", "rejected in i, document 7: why", "Type cutover",
             "Finalization, Copy", "Failed: Disk full.", "Documents: read 0"})
        QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
}

void TestJobPrinter::slowReaderDoesNotHoldUpTheJob()
{
    Paper out;
    Paper err;
    JobPrinter printer(false, out.sink(), err.sink());
    QElapsedTimer timer;
    {
        const std::lock_guard held(out.blocked);
        timer.start();
        for (int i = 0; i < 50'000; ++i)
            printer.event({{}, EventLevel::Info, {}, QString::number(i)});
        printer.snapshot(snapshot(StageId::Migration, 1));
        QVERIFY(timer.elapsed() < 5000);
    }
    printer.end({});
    QVERIFY(out.lines().size() < 25'000); // what nobody reads is not kept without end
    QVERIFY(out.lines().size() > 1'000);
}

void TestJobPrinter::statusLineSaysWhy()
{
    JobSnapshot waiting = snapshot(StageId::Finalization, 1234);
    waiting.stages[0].steps[0].state = StepState::Waiting;
    waiting.stages[0].steps[0].reason = QStringLiteral("the target is yellow");
    waiting.ledger.rejected = 3;
    const QString line = JobPrinter::statusLine(waiting);
    for (const char *part : {"Finalization, Copy: 1 of 2 indices", "the target is yellow", "rejected 3", "lag"})
        QVERIFY2(line.contains(QLatin1String(part)), qPrintable(line));
}

QTEST_GUILESS_MAIN(TestJobPrinter)
#include "tst_jobprinter.moc"
