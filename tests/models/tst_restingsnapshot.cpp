// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/restingsnapshot.h"

#include <QTest>

using namespace godwit;

class TestRestingSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRunsStaysAsItIs();
    void aFailedJobShowsWhereAndWhy();
    void aStoppedJobHasNoRates();
    void aPausedJobKeepsItsLag();

private:
    static JobSnapshot snapshot(JobState state);
};

JobSnapshot TestRestingSnapshot::snapshot(JobState state)
{
    JobSnapshot s;
    s.state = state;
    s.stateReason = QStringLiteral("The target is full.");
    Stage stage;
    stage.id = StageId::Migration;
    stage.state = StepState::Running;
    const auto step = [](const char *id, StepState is) {
        Step made;
        made.id = QLatin1String(id);
        made.state = is;
        made.figure = QStringLiteral("12 %");
        return made;
    };
    stage.steps = {step("settings", StepState::Done), step("copy", StepState::Running),
        step("follow", StepState::Waiting), step("gate", StepState::Pending)};
    s.stages = {stage};
    IndexProgress copying;
    copying.state = IndexState::Copying;
    copying.documentsPerSecond = 900;
    IndexProgress finished;
    finished.state = IndexState::Finished;
    s.indices = {copying, finished};
    s.readPerSecond = s.writtenPerSecond = 900;
    s.bottleneck = QStringLiteral("target");
    s.lagSeconds = 3;
    return s;
}

void TestRestingSnapshot::whatRunsStaysAsItIs()
{
    const JobSnapshot shown = atRest(snapshot(JobState::Running));
    QCOMPARE(shown.stages, snapshot(JobState::Running).stages);
    QCOMPARE(shown.writtenPerSecond, 900.0);
    QCOMPARE(shown.indices.first().state, IndexState::Copying);
}

void TestRestingSnapshot::aFailedJobShowsWhereAndWhy()
{
    const JobSnapshot shown = atRest(snapshot(JobState::Failed));
    const Stage &stage = shown.stages.first();
    QCOMPARE(stage.state, StepState::Failed);
    QCOMPARE(stage.steps.at(0).state, StepState::Done);
    QCOMPARE(stage.steps.at(1).state, StepState::Failed);
    QCOMPARE(stage.steps.at(1).reason, QStringLiteral("The target is full."));
    QCOMPARE(stage.steps.at(2).state, StepState::Failed);
    QVERIFY(stage.steps.at(2).reason.isEmpty());
    QCOMPARE(stage.steps.at(3).state, StepState::Pending);
    QCOMPARE(shown.indices.at(0).state, IndexState::Waiting);
    QCOMPARE(shown.indices.at(1).state, IndexState::Finished);
    QVERIFY(shown.bottleneck.isEmpty());
}

void TestRestingSnapshot::aStoppedJobHasNoRates()
{
    const JobSnapshot shown = atRest(snapshot(JobState::Stopped));
    QCOMPARE(shown.stages.first().state, StepState::Waiting);
    QCOMPARE(shown.readPerSecond, 0.0);
    QCOMPARE(shown.indices.first().documentsPerSecond, 0.0);
    QCOMPARE(shown.lagSeconds, -1.0);
}

void TestRestingSnapshot::aPausedJobKeepsItsLag()
{
    const JobSnapshot shown = atRest(snapshot(JobState::Paused));
    QCOMPARE(shown.stages.first().steps.at(1).state, StepState::Waiting);
    QCOMPARE(shown.stages.first().steps.at(1).reason, QStringLiteral("paused"));
    QCOMPARE(shown.indices.first().state, IndexState::Copying);
    QCOMPARE(shown.lagSeconds, 3.0);
    QCOMPARE(shown.writtenPerSecond, 0.0);
}

QTEST_GUILESS_MAIN(TestRestingSnapshot)
#include "tst_restingsnapshot.moc"
