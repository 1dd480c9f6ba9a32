// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobsummary.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace godwit;

namespace {

Step step(const char *id, StepState state)
{
    Step made;
    made.id = QString::fromUtf8(id);
    made.state = state;
    return made;
}

} // namespace

class TestJobSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void summaryHasTheDocumentedForm();
    void missingValuesAreNull();
    void atMostAThousandFindingsAreListed();
    void failureCarriesKindAndReason();
    void exitCodes_data();
    void exitCodes();
    void progressLineHasTheDocumentedForm();
    void progressLineOfAJobThatBegins();
    void waitingStepIsTheCurrentOne();
    void errorKindsHaveDistinctNames();
};

void TestJobSummary::summaryHasTheDocumentedForm()
{
    JobSummary summary;
    summary.outcome = Outcome::Findings;
    summary.job = QStringLiteral("0123abcd");
    summary.ledger = {10, 5, 3, 1, 1, 9, 7, 2};
    summary.readInAll = 12;
    summary.writePauseSeconds = 0.25;
    summary.seconds = 12.5;
    summary.rejectedFile = QStringLiteral("/r");
    summary.findingsFile = QStringLiteral("/f");
    summary.findings = {{QStringLiteral("rejected"), QStringLiteral("i"), QStringLiteral("1"), QStringLiteral("why")}};
    summary.findingCount = 1;
    const QByteArray expected = R"({"outcome":"findings","job":"0123abcd","ledger":{"read":10,"written":5,"already":3,
        "rejected":1,"filtered":1,"deleted":{"found":9,"applied":7,"superseded":2}},"read_in_all":12,"write_pause_s":0.25,"seconds":12.5,
        "rejected_file":"/r","findings_file":"/f",
        "findings":[{"kind":"rejected","index":"i","id":"1","detail":"why"}]})";
    QCOMPARE(summary.toJson(), QJsonDocument::fromJson(expected).object());
}

void TestJobSummary::missingValuesAreNull()
{
    const QJsonObject json = JobSummary().toJson();
    QVERIFY(json.value(QLatin1String("write_pause_s")).isNull());
    QVERIFY(json.value(QLatin1String("rejected_file")).isNull());
    QVERIFY(json.value(QLatin1String("findings_file")).isNull());
    QVERIFY(json.value(QLatin1String("findings")).isArray());
    QVERIFY(!json.contains(QLatin1String("reason")));
}

void TestJobSummary::atMostAThousandFindingsAreListed()
{
    JobSummary summary;
    summary.findings = QList<Finding>(1200);
    summary.findingCount = 5000;
    QCOMPARE(summary.toJson().value(QLatin1String("findings")).toArray().size(), 1000);
    QCOMPARE(summary.toJson().value(QLatin1String("finding_count")).toInt(), 5000);
}

void TestJobSummary::failureCarriesKindAndReason()
{
    JobSummary summary;
    summary.reason = QStringLiteral("Too late.");
    summary.errorKind = errorKindName(ErrorKind::Expired);
    QCOMPARE(summary.toJson().value(QLatin1String("reason")).toString(), QStringLiteral("Too late."));
    QCOMPARE(summary.toJson().value(QLatin1String("error")).toString(), QStringLiteral("expired"));
}

void TestJobSummary::exitCodes_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<bool>("blocked");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    QTest::newRow("succeeded") << Outcome::Succeeded << false << QStringLiteral("succeeded") << 0;
    QTest::newRow("preflight") << Outcome::Failed << true << QStringLiteral("failed") << 3;
    QTest::newRow("findings") << Outcome::Findings << false << QStringLiteral("findings") << 4;
    QTest::newRow("failed") << Outcome::Failed << false << QStringLiteral("failed") << 5;
    QTest::newRow("stopped") << Outcome::Stopped << false << QStringLiteral("stopped") << 6;
}

void TestJobSummary::exitCodes()
{
    QFETCH(Outcome, outcome);
    QFETCH(bool, blocked);
    QFETCH(QString, name);
    QFETCH(int, code);
    JobSummary summary;
    summary.outcome = outcome;
    summary.preflightBlocked = blocked;
    QCOMPARE(summary.exitCode(), code);
    QCOMPARE(outcomeName(outcome), name);
}

void TestJobSummary::progressLineHasTheDocumentedForm()
{
    JobSnapshot snapshot;
    snapshot.stages = {{StageId::Initialization, StepState::Done, 1, {step("preflight", StepState::Done)}},
        {StageId::Migration, StepState::Running, 1,
            {step("copy", StepState::Done), step("follow", StepState::Running)}},
        {StageId::Finalization, StepState::Pending, -1, {step("drain", StepState::Pending)}}};
    IndexProgress waiting;
    waiting.source = QStringLiteral("a");
    IndexProgress copying;
    copying.source = QStringLiteral("b");
    copying.state = IndexState::Copying;
    snapshot.indices = {waiting, copying};
    snapshot.ledger.read = 7;
    snapshot.ledger.written = 6;
    snapshot.ledger.rejected = 1;
    snapshot.lagSeconds = 1.5;
    snapshot.writtenPerSecond = 1000;
    QJsonObject line = progressLine(snapshot);
    const QDateTime time = QDateTime::fromString(line.take(QLatin1String("t")).toString(), Qt::ISODateWithMs);
    QVERIFY(qAbs(time.secsTo(QDateTime::currentDateTimeUtc())) < 10);
    const QByteArray expected = R"({"stage":"migration","step":"follow","index":"b","read":7,"written":6,"rejected":1,
        "lag_s":1.5,"rate":1000})";
    QCOMPARE(line, QJsonDocument::fromJson(expected).object());
}

void TestJobSummary::progressLineOfAJobThatBegins()
{
    const QJsonObject line = progressLine({});
    QVERIFY(line.value(QLatin1String("stage")).isNull());
    QVERIFY(line.value(QLatin1String("lag_s")).isNull());
    QCOMPARE(line.size(), 9);
}

void TestJobSummary::waitingStepIsTheCurrentOne()
{
    JobSnapshot snapshot;
    snapshot.stages = {{StageId::Finalization, StepState::Waiting, 1,
        {step("settings", StepState::Done), step("gate", StepState::Waiting), step("block", StepState::Pending)}}};
    QCOMPARE(progressLine(snapshot).value(QLatin1String("step")).toString(), QStringLiteral("gate"));
    QCOMPARE(progressLine(snapshot).value(QLatin1String("stage")).toString(), QStringLiteral("finalization"));
}

void TestJobSummary::errorKindsHaveDistinctNames()
{
    QSet<QString> names;
    const int last = static_cast<int>(ErrorKind::Internal);
    for (int kind = 0; kind <= last; ++kind)
        names.insert(errorKindName(static_cast<ErrorKind>(kind)));
    QCOMPARE(names.size(), last + 1);
}

QTEST_GUILESS_MAIN(TestJobSummary)
#include "tst_jobsummary.moc"
