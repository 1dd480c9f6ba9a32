// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"

#include "models/formats.h"
#include "models/stepmodel.h"
#include "widgets/cutoverpanel.h"
#include "widgets/dialogs.h"
#include "widgets/integrationlist.h"
#include "widgets/keyfigure.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace godwit;

class TestCutoverPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::install(qApp);
    }

    void theButtonNeedsGateAndWord_data()
    {
        QTest::addColumn<bool>("open");
        QTest::addColumn<bool>("confirmed");
        QTest::addColumn<bool>("block");
        QTest::addColumn<bool>("enabled");
        for (int bits = 0; bits < 8; ++bits) {
            const bool open = bits & 4;
            const bool confirmed = bits & 2;
            const bool block = bits & 1;
            QTest::addRow("open %d confirmed %d block %d", open, confirmed, block)
                << open << confirmed << block << (open && (confirmed || block));
        }
    }
    void theButtonNeedsGateAndWord()
    {
        QFETCH(bool, open);
        QFETCH(bool, confirmed);
        QFETCH(bool, block);
        QFETCH(bool, enabled);
        CutoverPanel panel;
        panel.setPlan(sample::plan());
        JobSnapshot snapshot = open ? sample::gateOpen() : sample::running();
        panel.setSnapshot(snapshot);
        panel.confirmBox()->setChecked(confirmed);
        panel.blockBox()->setChecked(block);
        QCOMPARE(panel.stopButton()->isEnabled(), enabled);
        QVERIFY(!panel.reason().isEmpty());
        if (!open)
            QCOMPARE(panel.reason(), snapshot.gate.reason);
        QCOMPARE(panel.order().writesStopped, confirmed);
        QCOMPARE(panel.order().setBlock, block);
    }
    void theWordsAreExact()
    {
        CutoverPanel panel;
        QCOMPARE(
            panel.confirmBox()->text(), QStringLiteral("I confirm that I have stopped writes to the source cluster"));
        QCOMPARE(panel.stopButton()->text(), QStringLiteral("Stop data sync"));
        QVERIFY(!panel.confirmBox()->isChecked());
        QVERIFY(!panel.blockBox()->isChecked());
        QVERIFY(!panel.stopButton()->isDefault());
    }
    void theOrderIsGivenOnce()
    {
        CutoverPanel panel;
        panel.setPlan(sample::plan());
        panel.setSnapshot(sample::gateOpen());
        panel.confirmBox()->setChecked(true);
        QSignalSpy asked(&panel, &CutoverPanel::stopRequested);
        panel.stopButton()->click();
        panel.setOrdered(true);
        panel.stopButton()->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!panel.confirmBox()->isEnabled());
    }
    void aGateThatClosesAgainDisablesTheButton()
    {
        CutoverPanel panel;
        panel.setSnapshot(sample::gateOpen());
        panel.confirmBox()->setChecked(true);
        QVERIFY(panel.stopButton()->isEnabled());
        JobSnapshot closed = sample::gateOpen();
        closed.gate.open = false;
        closed.gate.reason = QStringLiteral("Lag is 12 s, the limit is 10 s.");
        panel.setSnapshot(closed);
        QVERIFY(!panel.stopButton()->isEnabled());
        QCOMPARE(panel.reason(), closed.gate.reason);
    }
    void theGateItselfIsNotAStep()
    {
        CutoverPanel panel;
        panel.setSnapshot(sample::gateOpen());
        const auto *list = panel.findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 4);
        const auto first = [&] { return list->model()->index(0, 0).data().toString(); };
        QCOMPARE(first(), QStringLiteral("Take your word that nothing is written to the source"));
        panel.blockBox()->setChecked(true);
        QCOMPARE(first(), QStringLiteral("Set the write block on the source"));
    }
    void whatWasNotMeasuredIsSaid()
    {
        CutoverPanel panel;
        Plan plan = sample::plan();
        plan.pauseLimitSeconds = 30;
        panel.setPlan(plan);
        JobSnapshot open = sample::gateOpen();
        open.gate.predictedPauseSeconds = 0.32;
        open.gate.unmeasuredSteps = 3;
        for (Step &step : open.stages[2].steps)
            step.predictedSeconds = step.id == QLatin1String("drain") ? 0.32 : -1;
        panel.setSnapshot(open);
        QCOMPARE(panel.pauseFigure()->figure(), QStringLiteral("over 0.32 s"));
        QVERIFY2(panel.pauseFigure()->verdict().contains(QStringLiteral("unmeasured, at most 30 s")),
            qPrintable(panel.pauseFigure()->verdict()));
        const auto *list = panel.findChild<QListView *>();
        QStringList times;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            times.append(list->model()->index(row, StepModel::TimeColumn).data().toString());
        const QString unmeasured = QStringLiteral("not measured yet");
        QCOMPARE(times, (QStringList{unmeasured, QStringLiteral("about 0.32 s"), unmeasured, unmeasured}));
        // A cutover that went back has measured them.
        open.gate.unmeasuredSteps = 0;
        panel.setSnapshot(open);
        QCOMPARE(panel.pauseFigure()->figure(), QStringLiteral("about 0.32 s"));
        QCOMPARE(panel.pauseFigure()->verdict(), QStringLiteral("from the rounds so far, at most 30 s"));
        open.gate.predictedPauseSeconds = -1;
        panel.setSnapshot(open);
        QCOMPARE(panel.pauseFigure()->figure(), formats::unknown());
    }
    void theWritePauseIsCountedAgainstItsLimit()
    {
        CutoverPanel panel;
        Plan plan = sample::plan();
        plan.pauseLimitSeconds = 30;
        panel.setPlan(plan);
        JobSnapshot cutting = sample::gateOpen();
        cutting.state = JobState::CuttingOver;
        panel.setSnapshot(cutting);
        QCOMPARE(panel.pauseFigure()->figure(), QStringLiteral("not begun"));
        cutting.pausedForSeconds = 0.5;
        panel.setSnapshot(cutting);
        QCOMPARE(panel.pauseFigure()->name(), QStringLiteral("Write pause"));
        QCOMPARE(panel.pauseFigure()->figure(), QStringLiteral("0.50 s"));
        QCOMPARE(panel.pauseFigure()->verdict(), QStringLiteral("29 s left, then all goes back"));
        QVERIFY(!panel.stopButton()->isEnabled());
        cutting.writePauseSeconds = 0.42;
        panel.setSnapshot(cutting);
        QCOMPARE(panel.pauseFigure()->name(), QStringLiteral("Writes paused"));
        QCOMPARE(panel.pauseFigure()->figure(), QStringLiteral("0.42 s"));
    }
    void writesThatStillArriveAreNamed()
    {
        CutoverPanel panel;
        panel.setPlan(sample::plan());
        JobSnapshot busy = sample::gateOpen();
        busy.gate.recentSourceWrites = 120;
        busy.gate.recentSeconds = 12;
        busy.gate.busiestIndex = QStringLiteral("orders-2026");
        panel.setSnapshot(busy);
        QCOMPARE(panel.writesFigure()->verdict(), QStringLiteral("10/s, most on orders-2026"));
        QVERIFY(panel.note()->isHidden());
        panel.confirmBox()->setChecked(true);
        QVERIFY(!panel.note()->isHidden());
        QVERIFY(panel.note()->title().contains(QStringLiteral("orders-2026")));
        QVERIFY(panel.stopButton()->isEnabled()); // the operator decides
        panel.blockBox()->setChecked(true);
        QVERIFY(panel.note()->isHidden());
    }
    void aCutoverThatWasCalledOffSaysWhy()
    {
        CutoverPanel panel;
        panel.setPlan(sample::plan());
        JobSnapshot back = sample::gateOpen();
        back.gate.calledOff = QStringLiteral("The pause limit of 30 s was reached.");
        panel.setSnapshot(back);
        QVERIFY(!panel.note()->isHidden());
        QVERIFY(panel.note()->text().startsWith(back.gate.calledOff));
    }
    void aPausedJobIsNotCutOver()
    {
        CutoverPanel panel;
        panel.setPlan(sample::plan());
        JobSnapshot paused = sample::gateOpen();
        paused.state = JobState::Paused;
        panel.setSnapshot(paused);
        panel.confirmBox()->setChecked(true);
        QVERIFY(!panel.stopButton()->isEnabled());
        QCOMPARE(panel.note()->title(), QStringLiteral("The job is paused"));
    }
    void theGateIsWorkedByKeyboard()
    {
        CutoverPanel panel;
        panel.setPlan(sample::plan());
        panel.setSnapshot(sample::gateOpen());
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.confirmBox()->setFocus();
        QTest::keyClick(panel.confirmBox(), Qt::Key_Space);
        QVERIFY(panel.confirmBox()->isChecked());
        QSignalSpy asked(&panel, &CutoverPanel::stopRequested);
        panel.stopButton()->setFocus();
        QTest::keyClick(panel.stopButton(), Qt::Key_Space);
        QCOMPARE(asked.count(), 1);
    }
    void rollingBackNamesWhatStaysBehind()
    {
        RollBackDialog dialog(sample::plan(), {QStringLiteral("orders"), QStringLiteral("customers")});
        QStringList texts;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            texts.append(label->text());
        const QString text = texts.join(u' ');
        QVERIFY(text.contains(QStringLiteral("orders, customers")));
        QVERIFY(text.contains(QStringLiteral("stays there and is not on orders-eu")));
        QVERIFY(!dialog.acceptButton()->isEnabled());
        QTest::keyClicks(dialog.edit(), QStringLiteral("orders-eu"));
        QVERIFY(dialog.acceptButton()->isEnabled());
        Plan tame = sample::plan();
        tame.source.environment = tame.target.environment = QStringLiteral("TEST");
        QVERIFY(RollBackDialog(tame, {}).acceptButton()->isEnabled());
    }
    void abortNamesTheIndicesThatWouldGo()
    {
        SessionInfo info;
        info.plan = sample::plan();
        AbortDialog dialog(info, sample::running());
        QString all;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            all += label->text();
        QVERIFY(all.contains(QStringLiteral("carts-live (642,190)")));
        QVERIFY(all.contains(QStringLiteral("3 more")));
        QVERIFY(!all.contains(QStringLiteral("orders-2026"))); // not created yet
    }
    void aProductionTargetIsTyped()
    {
        ProductionDialog dialog(QStringLiteral("orders-new"));
        QVERIFY(!dialog.acceptButton()->isEnabled());
        QTest::keyClicks(dialog.edit(), QStringLiteral("orders-ne"));
        QVERIFY(!dialog.acceptButton()->isEnabled());
        QTest::keyClicks(dialog.edit(), QStringLiteral("w"));
        QVERIFY(dialog.acceptButton()->isEnabled());
    }
    void aProductionTargetNamesWhatIsNotPrepared()
    {
        ProductionDialog dialog(QStringLiteral("orders-new"), nullptr, QStringLiteral("Not ticked: shop."));
        QString text;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            text += label->text();
        QVERIFY(text.contains(QStringLiteral("Not ticked: shop.")));
    }
    void ticksStayUntilTheJobTellsThemBack()
    {
        CutoverPanel panel;
        JobSnapshot shot = sample::gateOpen();
        panel.setSnapshot(shot);
        QVERIFY(panel.integrations()->isHidden());
        shot.integrations = {{QStringLiteral("shop"), false}, {QStringLiteral("till"), false}};
        panel.setSnapshot(shot);
        QSignalSpy ticked(panel.integrations(), &IntegrationList::ticked);
        QCheckBox *shop = panel.integrations()->boxes().first();
        shop->click();
        QCOMPARE(ticked.count(), 1);
        QCOMPARE(ticked.first(), QVariantList({QStringLiteral("shop"), true}));
        panel.setSnapshot(shot); // of before the tick
        QVERIFY(shop->isChecked());
        QCOMPARE(panel.integrations()->unticked(), QStringList{QStringLiteral("till")});
        shot.integrations[0].ticked = true;
        panel.setSnapshot(shot);
        shot.integrations[0].ticked = false; // by somebody else, later
        panel.setSnapshot(shot);
        QVERIFY(!shop->isChecked());
        shot.state = JobState::Succeeded;
        panel.setSnapshot(shot);
        QVERIFY(!shop->isEnabled());
        QCOMPARE(ticked.count(), 1);
    }
    void abortKeepsUnlessToldOtherwise()
    {
        SessionInfo info;
        info.plan = sample::plan();
        AbortDialog dialog(info, sample::running());
        QVERIFY(dialog.choice() == AbortChoice::Keep);
        dialog.removeButton()->setChecked(true);
        QVERIFY(dialog.choice() == AbortChoice::Remove);
        info.plan.existing = ExistingTarget::Append;
        QVERIFY(!AbortDialog(info, sample::running()).removeButton()->isEnabled());
    }
};

QTEST_MAIN(TestCutoverPanel)
#include "tst_cutoverpanel.moc"
