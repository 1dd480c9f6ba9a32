// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/formats.h"
#include "models/preflightmodel.h"
#include "models/stepmodel.h"
#include "models/teststepmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

using namespace godwit;

class TestSmallModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void numbersCarryTheirUnit_data()
    {
        QTest::addColumn<QString>("seen");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("count") << formats::count(1'874'020) << QStringLiteral("1,874,020");
        QTest::newRow("unknown") << formats::count(-1) << QStringLiteral("–");
        QTest::newRow("short") << formats::shortCount(122'509'406) << QStringLiteral("122.5 M");
        QTest::newRow("of") << formats::countOf(23'240'000, 27'660'000) << QStringLiteral("23.24 of 27.66 M");
        QTest::newRow("of small") << formats::countOf(3, 90) << QStringLiteral("3 of 90");
        QTest::newRow("not all") << formats::countOf(27'659'999, 27'660'000) << QStringLiteral("27.65 of 27.66 M");
        QTest::newRow("short time") << formats::seconds(0.344) << QStringLiteral("0.34 s");
        QTest::newRow("minutes") << formats::seconds(2392) << QStringLiteral("39 min 52 s");
        QTest::newRow("whole days") << formats::seconds(7 * 86400) << QStringLiteral("7 days");
        QTest::newRow("days") << formats::seconds(6 * 86400 + 22 * 3600 + 5) << QStringLiteral("6 days 22 h");
        QTest::newRow("almost") << formats::percent(0.9999) << QStringLiteral("99 %");
        QTest::newRow("done") << formats::percent(1) << QStringLiteral("100 %");
        QTest::newRow("29") << formats::percent(0.29) << QStringLiteral("29 %");
        QTest::newRow("bytes") << formats::bytes(91'800'000'000) << QStringLiteral("91.8 GB");
    }
    void numbersCarryTheirUnit()
    {
        QFETCH(QString, seen);
        QFETCH(QString, wanted);
        QCOMPARE(seen, wanted);
    }
    void aFindingThatCanBeMendedHereSaysWhere()
    {
        const auto item = [](const char *id, CheckState state) {
            PreflightItem made;
            made.id = made.title = QLatin1String(id);
            made.state = state;
            return made;
        };
        PreflightModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setItems({item("rename", CheckState::Blocker), item("reach-source", CheckState::Blocker),
            item("health", CheckState::Blocker), item("conversion", CheckState::Warning),
            item("rename", CheckState::Pass)});
        const PreflightFix wanted[] = {PreflightFix::Rename, PreflightFix::SourceConnection, PreflightFix::None,
            PreflightFix::Mapping, PreflightFix::None};
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex place = model.index(row, PreflightModel::FixColumn);
            QCOMPARE(place.data(PreflightModel::FixRole).toInt(), static_cast<int>(wanted[row]));
            QCOMPARE(place.data(PreflightModel::FixTextRole).toString().isEmpty(), wanted[row] == PreflightFix::None);
        }
    }
    void stepsShowTheirTime()
    {
        StepModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Step step;
        step.id = QStringLiteral("copy");
        step.title = QStringLiteral("Copy documents");
        step.state = StepState::Running;
        step.figure = QStringLiteral("9 of 12");
        model.setSteps({step});
        const auto time = model.index(0, StepModel::TimeColumn);
        QVERIFY(time.data().toString().isEmpty());
        QCOMPARE(model.index(0, 0).data(StepModel::FigureRole).toString(), QStringLiteral("9 of 12"));
        step.state = StepState::Done;
        step.seconds = 41;
        model.setSteps({step});
        QCOMPARE(time.data().toString(), QStringLiteral("41 s"));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("Copy documents: Done, 9 of 12, 41 s"));
    }
    void aStepSaysWhatItWillTakeOnlyWhereThatWasMeasured()
    {
        StepModel model;
        Step step;
        step.id = QStringLiteral("drain");
        model.setSteps({step});
        const auto time = model.index(0, StepModel::TimeColumn);
        QCOMPARE(time.data().toString(), QStringLiteral("not measured yet"));
        step.predictedSeconds = 0.32;
        model.setSteps({step});
        QCOMPARE(time.data().toString(), QStringLiteral("about 0.32 s"));
        step.state = StepState::Running;
        model.setSteps({step});
        QVERIFY(time.data().toString().isEmpty());
    }
    void blockersComeFirst()
    {
        PreflightModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        PreflightItem pass;
        pass.title = QStringLiteral("pass");
        PreflightItem blocker;
        blocker.title = QStringLiteral("blocker");
        blocker.state = CheckState::Blocker;
        model.setItems({pass, blocker});
        QCOMPARE(model.item(0).title, QStringLiteral("blocker"));
        QCOMPARE(model.countOf(CheckState::Blocker), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Blocker"));
    }
    void theFirstProblemOfATestIsFound()
    {
        TestStepModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        TestStep name;
        name.id = QStringLiteral("name");
        name.state = TestState::Passed;
        TestStep tcp;
        tcp.id = QStringLiteral("tcp");
        model.setSteps({name, tcp});
        QCOMPARE(model.firstProblem(), -1);
        QCOMPARE(model.index(1, 0).data(TestStepModel::DetailRole).toString(), QStringLiteral("Not tried"));
        tcp.state = TestState::Failed;
        model.setSteps({name, tcp});
        QCOMPARE(model.firstProblem(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSmallModels)
#include "tst_smallmodels.moc"
