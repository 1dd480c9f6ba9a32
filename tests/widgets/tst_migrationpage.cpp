// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"

#include "models/indextablemodel.h"
#include "models/logmodel.h"
#include "widgets/chartcard.h"
#include "widgets/charttable.h"
#include "widgets/clientcard.h"
#include "widgets/confirmwrite.h"
#include "widgets/cutoverpanel.h"
#include "widgets/flowcard.h"
#include "widgets/indexpanel.h"
#include "widgets/integrationlist.h"
#include "widgets/jobcharts.h"
#include "widgets/liveview.h"
#include "widgets/logpanel.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/preflightpanel.h"
#include "widgets/rejecteddialog.h"
#include "widgets/resultpanel.h"
#include "widgets/rollbackcard.h"
#include "widgets/stagerail.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
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
        const Step step = sample::running().stages.last().steps.last();
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
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
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
        QCOMPARE(page.live()->flow()->title(), QStringLiteral("Bottleneck: target, busy 97 %"));
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
    void theWholeRunIsWorkedByKeyboard()
    {
        Play stage;
        MigrationPage page(session(stage));
        page.resize(1108, 746);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        // As a person does: Tab until it is there, then Space.
        const auto press = [&](QWidget *wanted) {
            for (int i = 0; i < 60 && page.focusWidget() != wanted; ++i)
                QTest::keyClick(page.focusWidget() ? page.focusWidget() : &page, Qt::Key_Tab);
            const bool reached = page.focusWidget() == wanted;
            if (reached)
                QTest::keyClick(wanted, Qt::Key_Space);
            return reached;
        };
        QVERIFY(press(page.header()->primary()));
        QTRY_VERIFY(stage.control.load());
        QTRY_COMPARE(page.live()->indices()->proxy()->rowCount(), 12);
        QTRY_VERIFY(page.header()->pause()->isEnabled());
        // Of the chips, the chosen one takes the focus; arrows go on to the next.
        QPushButton *all = page.live()->indices()->chip(IndexFilterProxy::Chip::All);
        QVERIFY(press(all));
        QTest::keyClick(all, Qt::Key_Right);
        QCOMPARE(page.live()->indices()->proxy()->rowCount(), 2);
        QVERIFY(press(page.header()->pause()));
        QVERIFY(stage.control.load()->paused());
        QVERIFY(press(page.header()->resume()));
        QVERIFY(!stage.control.load()->paused());
        stage.set(sample::gateOpen());
        QTRY_VERIFY(page.header()->primary()->isEnabled());
        QVERIFY(press(page.header()->primary()));
        QVERIFY(page.view() == MigrationPage::View::Cutover);
        QVERIFY(press(page.cutover()->confirmBox()));
        QVERIFY(press(page.cutover()->stopButton()));
        QVERIFY(stage.control.load()->cutoverOrdered());
        stage.set(sample::finished());
        stage.finish(sample::succeeded());
        QTRY_VERIFY(page.view() == MigrationPage::View::Result);
        QVERIFY(press(page.header()->other()));
        QVERIFY(page.view() == MigrationPage::View::Live);
    }
    void everyStopSaysWhatItLeavesBehind()
    {
        MigrationHeader header;
        for (const QPushButton *button : {header.pause(), header.finish(), header.abort()})
            QVERIFY2(button->toolTip().contains(QStringLiteral("on the target")), qPrintable(button->text()));
    }
    void theLimitCanBeTyped()
    {
        Play stage;
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(stage.control.load());
        FlowCard *flow = page.live()->flow();
        flow->documents()->setFocus();
        flow->documents()->selectAll();
        QTest::keyClicks(flow->documents(), QStringLiteral("12500"));
        QTest::keyClick(flow->documents(), Qt::Key_Return);
        QCOMPARE(stage.control.load()->throttle().documentsPerSecond, 12500.0);
        QVERIFY(std::abs(flow->slider()->value() - FlowCard::positionOf(12500)) <= 1);
        flow->megabytes()->setValue(20);
        QCOMPARE(stage.control.load()->throttle().bytesPerSecond, 20e6);
        QCOMPARE(stage.control.load()->throttle().documentsPerSecond, 12500.0);
    }
    void theThrottleShowsOtherHoursOnce()
    {
        FlowCard card;
        card.setLimits({9000, 0});
        const QSignalSpy told(&card, &FlowCard::limitsChanged);
        JobSnapshot s = sample::running();
        s.throttle = {500, 0, 1, QStringLiteral("Quiet hours until 18:00: 500 docs/s"), {}, 1};
        card.setSnapshot(s);
        QCOMPARE(card.documents()->value(), 500);
        QCOMPARE(told.size(), 0); // it is the schedule's limit already
        // What the operator sets then stays, also while a snapshot is still of the time before.
        card.documents()->setValue(50);
        QCOMPARE(told.size(), 1);
        card.setSnapshot(s);
        QCOMPARE(card.documents()->value(), 50);
        s.throttle.documentsPerSecond = 0;
        s.throttle.hoursChanges = 2;
        card.setSnapshot(s);
        QCOMPARE(card.documents()->value(), 0);
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
    void whatIsNotPreparedIsNamedBeforeTheCutover()
    {
        Play stage;
        JobSnapshot open = sample::gateOpen();
        open.integrations = {{QStringLiteral("shop & cart"), false}, {QStringLiteral("Logstash"), true}};
        stage.set(open);
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(page.header()->primary()->isEnabled());
        page.header()->primary()->click();
        const QList<QCheckBox *> boxes = page.cutover()->integrations()->boxes();
        QCOMPARE(boxes.size(), 2);
        QVERIFY(!boxes[0]->isChecked() && boxes[1]->isChecked());
        QCOMPARE(boxes[0]->accessibleName(), QStringLiteral("shop & cart"));
        page.cutover()->blockBox()->click();
        QVERIFY(page.cutover()->note()->isVisibleTo(&page));
        page.cutover()->stopButton()->click(); // this target asks for nothing else
        QVERIFY(!stage.control.load()->cutoverOrdered());
        auto *dialog = page.findChild<ConfirmWriteDialog *>();
        QVERIFY(dialog);
        QString text;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            text += label->text();
        QVERIFY2(text.contains(QStringLiteral("shop & cart")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("Logstash")), qPrintable(text));
        dialog->reject();
        boxes[0]->click();
        QCOMPARE(stage.control.load()->takeTicks(), (QHash<QString, bool>{{QStringLiteral("shop & cart"), true}}));
        QVERIFY(!page.cutover()->note()->isVisibleTo(&page));
        page.cutover()->stopButton()->click();
        QVERIFY(stage.control.load()->cutoverOrdered());
    }
    void theSelectionStaysWhileValuesChange()
    {
        IndexTableModel model;
        IndexPanel panel(&model);
        panel.setSnapshot(sample::large(300, 0));
        panel.table()->sortByColumn(IndexTableModel::RateColumn, Qt::DescendingOrder);
        panel.table()->selectRow(5);
        panel.table()->setCurrentIndex(panel.proxy()->index(5, 0));
        const QString name = panel.proxy()->index(5, 0).data().toString();
        for (int round = 1; round < 20; ++round) {
            panel.setSnapshot(sample::large(300, round));
            panel.proxy()->refresh();
        }
        const auto rows = panel.table()->selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().data().toString(), name);
        QCOMPARE(panel.table()->currentIndex().siblingAtColumn(0).data().toString(), name);
    }
    void rowsAreCopiedAsTheyAreSeen()
    {
        IndexTableModel model;
        IndexPanel panel(&model);
        panel.resize(900, 400);
        panel.setSnapshot(sample::running());
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.filter()->setText(QStringLiteral("orders-2024"));
        panel.table()->setFocus();
        panel.table()->selectAll();
        QTest::keyClick(panel.table(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.first().split(u'\t').first(), QStringLiteral("Index"));
        QCOMPARE(lines.at(1), QStringLiteral("orders-2024\tFollowing\t100 %\t24,118,402\t3\t0\t1.2 s\tPending"));
    }
    void anEmptyFilterOffersToBeCleared()
    {
        IndexTableModel model;
        IndexPanel panel(&model);
        panel.setSnapshot(sample::running());
        panel.filter()->setText(QStringLiteral("foo*"));
        const auto *empty = panel.findChild<EmptyState *>();
        QStringList texts;
        for (const QLabel *label : empty->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("No index matches `foo*`")));
        QCOMPARE(empty->button()->text(), QStringLiteral("Clear filter"));
        empty->button()->click();
        QCOMPARE(panel.proxy()->rowCount(), 12);
    }
    void aChartIsATableAPictureAndFigures()
    {
        JobCharts charts;
        charts.resize(300, 400);
        for (int i = 0; i < 100; ++i)
            charts.setSnapshot(sample::running(), i);
        charts.refresh(100);
        ChartCard *card = charts.card(JobCharts::Documents);
        const QByteArray csv = card->csv();
        QVERIFY(csv.startsWith("time,read,written\n"));
        QVERIFY(csv.contains("Z,39180,38940\n"));
        const QTemporaryDir folder;
        for (const char *name : {"c.png", "c.svg", "c.csv"}) {
            const QString path = folder.filePath(QLatin1String(name));
            QCOMPARE(card->save(path), QString());
            QVERIFY(QFileInfo(path).size() > 500);
        }
        QVERIFY(!QImage(folder.filePath(QStringLiteral("c.png"))).isNull());
        QVERIFY(!card->save(folder.filePath(QStringLiteral("c.doc"))).isEmpty());
        const ChartTable table(*card);
        QVERIFY(table.table()->model()->rowCount() > 90);
        QCOMPARE(table.table()->model()->index(0, 1).data().toString(), QStringLiteral("39.2 k"));
        charts.setWindow(3600);
        QCOMPARE(card->view()->span(), 3600.0);
    }
    void theLogIsFilteredHeldAndCopied()
    {
        LogModel model;
        LogPanel panel(&model);
        panel.resize(700, 200);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QList<JobEvent> many;
        for (int i = 0; i < 200; ++i)
            many.append({QDateTime::currentDateTimeUtc(), i % 50 ? EventLevel::Info : EventLevel::Error, {},
                QStringLiteral("line %1").arg(i)});
        model.append(many);
        panel.level()->setCurrentIndex(2);
        QCOMPARE(panel.table()->model()->rowCount(), 4);
        panel.level()->setCurrentIndex(0);
        QTest::keyClicks(panel.filter(), QStringLiteral("line 19"));
        QCOMPARE(panel.table()->model()->rowCount(), 11);
        QTest::keyClick(panel.filter(), Qt::Key_Escape);
        QCOMPARE(panel.table()->model()->rowCount(), 200);
        const auto top = [&] {
            return panel.table()->indexAt({5, 5}).siblingAtColumn(LogModel::TextColumn).data().toString();
        };
        QCOMPARE(top(), QStringLiteral("line 199"));
        panel.holdButton()->click();
        model.append({{QDateTime::currentDateTimeUtc(), EventLevel::Info, {}, QStringLiteral("new")}});
        QTRY_COMPARE(panel.table()->verticalScrollBar()->value(), 1);
        QCOMPARE(top(), QStringLiteral("line 199"));
        panel.holdButton()->click();
        QCOMPARE(top(), QStringLiteral("new"));
    }
    void rejectedDocumentsAreBrowsedAndSentAgain()
    {
        class Services final : public JobServices
        {
        public:
            QString file;
            int replays = 0;
            QString rejectedFile(const QString &) const override { return file; }
            QFuture<Result<ReplayOutcome>> replay(const QString &) override
            {
                ++replays;
                QFile::remove(file);
                return QtFuture::makeReadyFuture(Result<ReplayOutcome>(ReplayOutcome{29, 1, 0}));
            }
            QFuture<Result<RollBackOutcome>> rollBack(const QString &) override { return {}; }
            QFuture<Result<void>> report(const QString &, const QString &, const QString &) override { return {}; }
        };
        const QTemporaryDir folder;
        Services services;
        services.file = sample::rejectedFile(folder.path(), 30);
        RejectedDialog dialog(services.file, QStringLiteral("7f3a12bc"), &services);
        QTRY_COMPARE(dialog.reasons()->count(), 4);
        QVERIFY(dialog.reasons()->item(1)->text().contains(QStringLiteral("(18)")));
        QTRY_VERIFY(dialog.document()->toPlainText().contains(QStringLiteral("\"big\": 9007199254740993")));
        dialog.reasons()->setCurrentRow(3);
        QCOMPARE(dialog.table()->model()->rowCount(), 3);
        dialog.setRetryReason(QStringLiteral("later"));
        QVERIFY(!dialog.retryButton()->isEnabled());
        QCOMPARE(dialog.stateText(), QStringLiteral("later"));
        dialog.setRetryReason({});
        dialog.exportTo(folder.filePath(QStringLiteral("copy.ndjson")));
        QTRY_VERIFY(dialog.stateText().startsWith(QStringLiteral("Exported to")));
        QVERIFY(QFileInfo(folder.filePath(QStringLiteral("copy.ndjson"))).size() > 1000);
        dialog.retryButton()->click();
        QTRY_COMPARE(
            dialog.stateText(), QStringLiteral("Accepted: 29. Newer on the target already: 1. Still refused: 0."));
        QTRY_COMPARE(dialog.table()->model()->rowCount(), 0);
        QCOMPARE(services.replays, 1);
        QVERIFY(!dialog.retryButton()->isEnabled());
    }
    void theResultSaysWhatClientsChangeAndHowToGoBack()
    {
        Play stage;
        stage.set(sample::finished());
        stage.finish(sample::succeeded());
        MigrationPage page(session(stage));
        page.start();
        QTRY_VERIFY(page.view() == MigrationPage::View::Result);
        QCOMPARE(page.result()->clients()->snippets()->count(), 6);
        QCOMPARE(page.result()->clients()->title(), QStringLiteral("Point your clients to orders-new"));
        QVERIFY(!page.result()->rollBack()->button()->isEnabled()); // there are no services here
        QVERIFY(page.result()->rollBack()->note()->text().contains(QStringLiteral("stays on orders-new")));
        QVERIFY(page.header()->report()->isVisibleTo(&page));
        page.header()->other()->click();
        QVERIFY(page.view() == MigrationPage::View::Live);
        page.header()->other()->click();
        QVERIFY(page.view() == MigrationPage::View::Result);
    }
    void rollBackSaysUntilWhenItStaysPossible()
    {
        RollBackCard card;
        card.setEnd(sample::plan(), sample::succeeded(), nullptr);
        QVERIFY2(card.until().contains(QStringLiteral("until somebody lifts the block")), qPrintable(card.until()));
        QVERIFY2(card.until().contains(QStringLiteral("removes this migration's folder")), qPrintable(card.until()));
        QVERIFY2(card.until().endsWith(QStringLiteral("Blocked: orders-2024, customers.")), qPrintable(card.until()));
        JobEnd none = sample::succeeded();
        none.blocksLeft.clear();
        RollBackCard without;
        without.setEnd(sample::plan(), none, nullptr);
        for (const QLabel *label : without.findChildren<QLabel *>())
            QVERIFY(label->isHidden() || !label->text().startsWith(QStringLiteral("Possible, also")));
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
        QVERIFY(!page.live()->flow()->slider()->isEnabled());
        page.header()->resume()->click();
        QCOMPARE(restart.count(), 1);
        QVERIFY(restart.at(0).at(0).toBool());
    }
    void chartsStayBelowSixHundredPoints()
    {
        LineChartView chart({{QStringLiteral("read"), &Tokens::chart1}, {QStringLiteral("written"), &Tokens::chart2}},
            [](double value) { return QString::number(value); });
        chart.resize(1200, 200);
        for (int i = 0; i < 9000; ++i)
            chart.add(i * 0.1, {1000.0 + i, 900.0});
        chart.refresh(900);
        QVERIFY(chart.pointCount(0) <= 600);
        QVERIFY(chart.pointCount(0) > 500);
        QVERIFY(chart.top() >= 9999);
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestMigrationPage)
#include "tst_migrationpage.moc"
