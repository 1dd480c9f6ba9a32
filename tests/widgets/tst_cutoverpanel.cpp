// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"

#include "widgets/cutoverpanel.h"
#include "widgets/dialogs.h"

#include <QApplication>
#include <QCheckBox>
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
    void initTestCase() { Theme::install(qApp); }

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
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("Stop writes on the source"));
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
