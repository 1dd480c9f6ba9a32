// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/stageboard.h"

#include <QTest>

using namespace godwit;

namespace {

//! A method's stages, as far as they matter here.
QList<Stage> stages()
{
    return {StageBoard::stage(StageId::Initialization, {}), StageBoard::stage(StageId::Migration, {}),
        StageBoard::stage(StageId::Finalization,
            {StageBoard::step("block", QStringLiteral("Stop writes")),
                StageBoard::step("drain", QStringLiteral("Apply the last changes"))})};
}

Step stepOf(const StageBoard &board, const QString &id)
{
    const QList<Stage> shown = board.stages();
    for (const Stage &stage : shown) {
        for (const Step &step : stage.steps) {
            if (step.id == id)
                return step;
        }
    }
    return {};
}

} // namespace

class TestStageBoard : public QObject
{
    Q_OBJECT
    const QString m_block = QStringLiteral("block");
    const QString m_drain = QStringLiteral("drain");

private Q_SLOTS:
    void thePauseBeginsWithTheBlockAndEndsWithTheSwitch()
    {
        QList<Stage> made = stages();
        QCOMPARE(
            pauseSteps(made), (QStringList{QStringLiteral("Stop writes"), QStringLiteral("Apply the last changes")}));
        made[2].steps.prepend(StageBoard::step("gate", QStringLiteral("Gate")));
        made[2].steps.append(StageBoard::step("switch", QStringLiteral("Switch")));
        made[2].steps.append(StageBoard::step("allow-list", QStringLiteral("Tidy up")));
        QCOMPARE(pauseSteps(made).size(), 3);
        QCOMPARE(pauseSteps(made).last(), QStringLiteral("Switch"));
        made[2].steps = {StageBoard::step("verify", QStringLiteral("Query what was restored"))};
        QVERIFY(pauseSteps(made).isEmpty());
    }
    void nothingIsPredictedBeforeItWasMeasured()
    {
        const StageBoard board(stages());
        QCOMPARE(stepOf(board, m_drain).predictedSeconds, -1.0);
        QCOMPARE(board.predicted({m_block, m_drain}).seconds, -1.0);
        QCOMPARE(board.predicted({m_block, m_drain}).unmeasured, 2);
    }
    void whatASumIsWithoutIsCounted()
    {
        StageBoard board(stages());
        board.predict(m_drain, 0.25);
        QCOMPARE(board.predicted({m_drain}).seconds, 0.25);
        QCOMPARE(board.predicted({m_drain}).unmeasured, 0);
        QCOMPARE(board.predicted({m_block, m_drain}).seconds, 0.25);
        QCOMPARE(board.predicted({m_block, m_drain}).unmeasured, 1);
        board.predict(m_block, 0.5);
        QCOMPARE(board.predicted({m_block, m_drain}).seconds, 0.75);
        QCOMPARE(board.predicted({m_block, m_drain}).unmeasured, 0);
    }
    //! A cutover that went back to the state before is a rehearsal.
    void whatAStepTookIsWhatItWillTake()
    {
        StageBoard board(stages());
        board.begin(StageId::Finalization, m_block);
        QTest::qSleep(15);
        board.done(m_block, QStringLiteral("3 indices"));
        const double took = stepOf(board, m_block).seconds;
        QVERIFY(took > 0.01);
        board.begin(StageId::Finalization, m_drain); // and is never done
        board.reset(m_block);
        board.reset(m_drain);
        QCOMPARE(stepOf(board, m_block).predictedSeconds, took);
        QCOMPARE(stepOf(board, m_block).seconds, -1.0);
        QCOMPARE(stepOf(board, m_block).state, StepState::Pending);
        QCOMPARE(stepOf(board, m_drain).predictedSeconds, -1.0);
        // A second reset of a step that was not tried again keeps what is known.
        board.reset(m_block);
        QCOMPARE(stepOf(board, m_block).predictedSeconds, took);
    }
};

QTEST_GUILESS_MAIN(TestStageBoard)
#include "tst_stageboard.moc"
