// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"

#include "widgets/cutoverpanel.h"
#include "widgets/flowcard.h"
#include "widgets/indexpanel.h"
#include "widgets/linechart.h"
#include "widgets/liveview.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/preflightpanel.h"
#include "widgets/resultpanel.h"
#include "widgets/stagerail.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTest>

#include <mutex>

using namespace godwit;

namespace {

//! A task that shows what it is told to and ends with `end`.
struct Play
{
    std::mutex mutex;
    JobSnapshot snapshot = sample::running();
    std::optional<JobEnd> end;
    std::atomic<JobControl *> control = nullptr;

    void set(const JobSnapshot &next)
    {
        const std::scoped_lock lock(mutex);
        snapshot = next;
    }
    void finish(const JobEnd &with)
    {
        const std::scoped_lock lock(mutex);
        end = with;
    }
    JobTask task()
    {
        return [this](JobOrders &orders, JobObserver &observer) {
            control = &orders.control;
            while (true) {
                {
                    const std::scoped_lock lock(mutex);
                    observer.snapshot(snapshot);
                    if (end)
                        return *end;
                }
                if (orders.control.aborted()) {
                    JobEnd stopped;
                    stopped.summary.outcome = Outcome::Stopped;
                    return stopped;
                }
                orders.control.sleep(20);
            }
        };
    }
};

JobSession *session(Play &stage)
{
    SessionInfo info;
    info.plan = sample::plan();
    return new JobSession(info, stage.task());
}

} // namespace

class TestMigrationPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aYoungJobFillsItsCharts()
    {
        LineChartView chart(
            {{QStringLiteral("read"), &Tokens::chart1}}, [](double value) { return QString::number(value); });
        for (const auto &[seconds, span] : {std::pair{5.0, 60.0}, {100.0, 120.0}, {200.0, 300.0}, {800.0, 900.0}}) {
            chart.add(seconds, {1});
            chart.refresh(seconds);
            QCOMPARE(chart.span(), span);
        }
    }
    void theRailTellsAStepThatIsTooLongInATip()
    {
        StageRail rail;
        rail.resize(600, rail.sizeHint().height());
        rail.setSnapshot(sample::running());
        const Step &step = sample::running().stages.last().steps.last();
        QVERIFY(!step.title.isEmpty());
        bool found = false;
        for (int y = 0; y < rail.height(); ++y)
            found = found || rail.toolTipAt({rail.width() - 20, y}).startsWith(step.title);
        QVERIFY(found);
        QVERIFY(rail.toolTipAt({20, 2}).isEmpty());
    }
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::install(qApp);
    }

    void aPlanWaitsForItsStart()
    {
        Play stage;
        MigrationPage page(session(stage));
        QVERIFY(page.view() == MigrationPage::View::Plan);
        QVERIFY(page.header()->primary()->isEnabled());
        QCOMPARE(page.header()->primary()->text(), QStringLiteral("Start migration"));
        for (const QPushButton *button :
            {page.header()->pause(), page.header()->resume(), page.header()->finish(), page.header()->abort()})
            QVERIFY(!button->isEnabled());
    }
    void theFiguresOfTheSnapshotAreShown()
    {
        Play stage;
        MigrationPage page(session(stage));
        page.header()->primary()->click();
        QTRY_COMPARE(page.live()->indices()->proxy()->rowCount(), 12);
        QCOMPARE(page.live()->summaryText(), QStringLiteral("97.29 of 122.50 M documents"));
        QVERIFY(page.live()->indices()->ledgerText().contains(QStringLiteral("97,290,037")));
        QCOMPARE(page.live()->indices()->ledgerVerdict(), QStringLiteral("adds up"));
        QCOMPARE(page.live()->indices()->chip(IndexFilterProxy::Chip::Copying)->text(), QStringLiteral("Copying 2"));
        QCOMPARE(page.live()->flow()->title(), QStringLiteral("Bottleneck: target"));
        QCOMPARE(page.header()->stateText(), QStringLiteral("Migration running"));
        QVERIFY(!page.header()->primary()->isEnabled());
        page.live()->indices()->filter()->setText(QStringLiteral("orders-*"));
        QCOMPARE(page.live()->indices()->proxy()->rowCount(), 3);
        JobSnapshot wrong = sample::running();
        wrong.ledger.written += 99999;
        stage.set(wrong);
        QTRY_COMPARE(page.live()->indices()->ledgerVerdict(), QStringLiteral("does not add up"));
    }
    void fourButtonsAreFourThings()
    {
        Play stage;
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(stage.control.load());
        QTRY_VERIFY(page.header()->pause()->isEnabled());
        page.header()->pause()->click();
        QVERIFY(stage.control.load()->paused());
        QVERIFY(page.header()->resume()->isEnabled());
        QVERIFY(!page.header()->pause()->isEnabled());
        page.header()->resume()->click();
        QVERIFY(!stage.control.load()->paused());
        QVERIFY(!stage.control.load()->finishing());
        page.header()->finish()->click();
        QVERIFY(stage.control.load()->finishing());
        QVERIFY(!stage.control.load()->aborted());
        QVERIFY(!page.header()->finish()->isEnabled());
        QVERIFY(page.header()->abort()->isEnabled());
    }
    void theThrottleReachesTheJob()
    {
        Play stage;
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(stage.control.load());
        page.live()->flow()->slider()->setValue(0);
        QCOMPARE(stage.control.load()->throttle().documentsPerSecond, 1000.0);
        page.live()->flow()->slider()->setValue(FlowCard::lastPosition);
        QCOMPARE(stage.control.load()->throttle().documentsPerSecond, 0.0);
        for (int position = 0; position < FlowCard::lastPosition; ++position)
            QVERIFY(std::abs(FlowCard::positionOf(FlowCard::limitAt(position)) - position) <= 1);
    }
    void theOrderOfTheCutoverReachesTheJob()
    {
        Play stage;
        stage.set(sample::gateOpen());
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(page.header()->primary()->isEnabled());
        page.header()->primary()->click();
        QVERIFY(page.view() == MigrationPage::View::Cutover);
        QVERIFY(!page.cutover()->stopButton()->isEnabled());
        page.cutover()->confirmBox()->click();
        page.cutover()->stopButton()->click();
        CutoverOrder order;
        QVERIFY(stage.control.load()->takeCutover(&order));
        QVERIFY(order.writesStopped);
        QVERIFY(!order.setBlock);
        QVERIFY(!page.cutover()->stopButton()->isEnabled());
        stage.set(sample::finished());
        stage.finish(sample::succeeded());
        QTRY_VERIFY(page.view() == MigrationPage::View::Result);
        QCOMPARE(page.result()->headline(), QStringLiteral("Writes paused 0.34 s"));
    }
    void aRefusedStartShowsItsBlockers()
    {
        Play stage;
        JobEnd end;
        end.summary.preflightBlocked = true;
        PreflightItem blocker;
        blocker.title = QStringLiteral("Rights on the target");
        blocker.state = CheckState::Blocker;
        end.preflight = {PreflightItem(), blocker};
        stage.finish(end);
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(page.view() == MigrationPage::View::Preflight);
        QCOMPARE(page.preflight()->model()->item(0).title, QStringLiteral("Rights on the target"));
        QVERIFY(!page.note()->isHidden());
    }
    void aFailureSaysWhyAndCanBeResumed()
    {
        Play stage;
        JobSnapshot failed = sample::running();
        failed.state = JobState::Failed;
        stage.set(failed);
        JobEnd end;
        end.summary.outcome = Outcome::Failed;
        end.summary.job = QStringLiteral("7f3a12bc");
        end.summary.reason = QStringLiteral("The target does not answer.");
        stage.finish(end);
        MigrationPage page(session(stage));
        QSignalSpy restart(&page, &MigrationPage::restartRequested);
        page.start();
        QTRY_VERIFY(!page.note()->isHidden());
        QCOMPARE(page.note()->text(), end.summary.reason);
        QVERIFY(page.header()->resume()->isEnabled());
        page.header()->resume()->click();
        QCOMPARE(restart.count(), 1);
        QVERIFY(restart.at(0).at(0).toBool());
    }
    void chartsStayBelowSixHundredPoints()
    {
        LiveView view;
        for (int i = 0; i < 9000; ++i)
            view.rateChart()->view()->add(i * 0.1, {1000.0 + i, 900.0});
        view.refreshCharts(900);
        QVERIFY(view.rateChart()->view()->pointCount(0) <= 600);
        QVERIFY(view.rateChart()->view()->pointCount(0) > 500);
        QVERIFY(view.rateChart()->view()->top() >= 9999);
    }
};

QTEST_MAIN(TestMigrationPage)
#include "tst_migrationpage.moc"
