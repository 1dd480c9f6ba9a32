// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplejob.h"

#include "models/desktopnotices.h"
#include "models/formats.h"
#include "models/settings.h"
#include "widgets/activitypage.h"
#include "widgets/connectionspage.h"
#include "widgets/cutoverpanel.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/migrationspage.h"
#include "widgets/navigation.h"
#include "widgets/profileeditor.h"
#include "widgets/theme.h"
#include "widgets/undobar.h"
#include "widgets/welcomepage.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

namespace {

class NoTester final : public ConnectionTester
{
public:
    QList<TestStep> run(const Endpoint &, const Secrets &, const std::function<void(const QList<TestStep> &)> &,
        std::stop_token) override
    {
        return {};
    }
};

class FakePractice final : public PracticeStarter
{
public:
    void start() override
    {
        starting = true;
        ++starts;
    }
    bool isStarting() const override { return starting; }
    void fail(const QString &reason)
    {
        starting = false;
        Q_EMIT failed(reason);
    }
    void succeed(const QString &planFile)
    {
        starting = false;
        Q_EMIT started(planFile);
    }
    bool starting = false;
    int starts = 0;
};

class FakeNotices final : public DesktopNotices
{
public:
    QList<Notice> shown;
    bool there = true;

    void show(const Notice &notice) override { shown.append(notice); }
    bool isThere() const override { return there; }
};

QAction *actionNamed(const QWidget &window, const QString &text)
{
    const QList<QAction *> actions = window.findChildren<QAction *>();
    for (QAction *action : actions) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

using sample::untilStopped;

SessionInfo info()
{
    SessionInfo info;
    info.plan = sample::plan();
    return info;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    NoTester m_tester;

    WindowPorts ports()
    {
        WindowPorts ports;
        ports.profiles = ProfileStore(m_folder.path());
        ports.tester = &m_tester;
        ports.makeTask = [](const SessionInfo &, const QString &) { return untilStopped(sample::running()); };
        ports.knownJobs = [] {
            KnownJob job{QStringLiteral("7f3a12bc"), QStringLiteral("Logs"), QStringLiteral("a → b"),
                QStringLiteral("stopped"), {}, QDateTime::currentDateTimeUtc()};
            job.resumable = true;
            return QList<KnownJob>{job};
        };
        ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::plan(); };
        return ports;
    }

    static void writePlan(const QString &path)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"godwit\": 1, \"name\": \"small\", \"method\": \"live-copy\","
                   "\"source\": {\"url\": \"http://127.0.0.1:9200\"}, \"target\": {\"url\": \"http://127.0.0.1:9201\"},"
                   "\"select\": {\"indices\": [\"a\"]}}");
    }
    static QStringList namelessControls(const QWidget &window)
    {
        QStringList nameless;
        const QList<QWidget *> widgets = window.findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isEnabled()
                || widget->objectName().startsWith(QLatin1String("qt_"))
                || qobject_cast<QComboBox *>(widget->window()->parentWidget()) // a list that has its box's name
                || widget->parentWidget()->inherits("QComboBoxPrivateContainer"))
                continue;
            const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            if (!interface || !interface->text(QAccessible::Name).isEmpty() || interface->role() == QAccessible::Window)
                continue;
            nameless.append(QString(QLatin1String(widget->metaObject()->className()) + QStringLiteral(" in ")
                + QLatin1String(widget->parentWidget()->metaObject()->className())));
        }
        return nameless;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }

    void everyFocusableControlHasAName()
    {
        MainWindow window(ports());
        window.show();
        MigrationPage *page = window.addSession(info(), untilStopped(sample::gateOpen()));
        page->start();
        QTRY_VERIFY(page->header()->primary()->isEnabled());
        const QStringList nameless = namelessControls(window);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral("; "))));
    }
    void theTabKeyReachesTheCutover()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        MigrationPage *page = window.addSession(info(), untilStopped(sample::gateOpen()));
        page->start();
        QTRY_VERIFY(page->header()->primary()->isEnabled());
        page->showView(MigrationPage::View::Cutover);
        page->cutover()->confirmBox()->setChecked(true);
        window.navigation()->setFocus();
        QSet<QWidget *> reached;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
            reached.insert(window.focusWidget());
        }
        QVERIFY(reached.contains(page->cutover()->stopButton()));
        QVERIFY(reached.contains(page->cutover()->keepButton()));
        QVERIFY(reached.contains(page->header()->pause()));
        QVERIFY(reached.contains(page->header()->abort()));
        QVERIFY(reached.contains(window.navigation()));
    }
    void theTitleNamesBothEnvironments()
    {
        MainWindow window(ports());
        window.addSession(info(), untilStopped(sample::running()));
        QCOMPARE(window.windowTitle(), QStringLiteral("[PROD → STAGING] Orders to 8.19 – Godwit"));
    }
    void aPlanOpensAndABrokenOneIsExplained()
    {
        MainWindow window(ports());
        window.show();
        const QString path = m_folder.filePath(QStringLiteral("plan.json"));
        writePlan(path);
        QFile file(path);
        MigrationPage *page = window.openPlan(path);
        QVERIFY(page);
        QCOMPARE(window.currentMigration(), page);
        QVERIFY(page->session()->phase() == JobSession::Phase::Ready);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"godwit\": 1, \"naem\": \"x\"}") > 0);
        file.close();
        QVERIFY(!window.openPlan(path));
        QVERIFY(window.findChild<QMessageBox *>());
    }
    void closingWhileAJobRunsAsksAndStopsIt()
    {
        MainWindow window(ports());
        window.show();
        MigrationPage *page = window.addSession(info(), untilStopped(sample::running()));
        page->start();
        QTRY_COMPARE(window.runningSessions(), 1);
        QVERIFY(!window.close());
        QVERIFY(window.isVisible());
        auto *box = window.findChild<QMessageBox *>();
        QVERIFY(box);
        for (QAbstractButton *button : box->buttons()) {
            if (button->text().remove(u'&') == QLatin1String("Finish batch and quit"))
                button->click();
        }
        QTRY_COMPARE(window.runningSessions(), 0);
        QTRY_VERIFY(!window.isVisible());
    }
    void aNoticeLeadsToItsMigration()
    {
        FakeNotices notices;
        WindowPorts given = ports();
        given.notices = &notices;
        MainWindow window(std::move(given));
        window.show();
        MigrationPage *page = window.addSession(info(), untilStopped(sample::gateOpen()));
        window.showPage(QStringLiteral("migrations"));
        page->start();
        QTRY_COMPARE(notices.shown.size(), 1);
        QCOMPARE(notices.shown.first().title, QStringLiteral("Orders to 8.19 waits for you"));
        QVERIFY(notices.shown.first().weight == NoticeWeight::Usual);
        QVERIFY(!window.currentMigration());
        Q_EMIT notices.opened(notices.shown.first().key, {});
        QCOMPARE(window.currentMigration(), page);
        QVERIFY(window.settings()->note(settingkeys::noticeFailed).isEmpty());
        notices.there = false;
        Q_EMIT notices.changed();
        QCOMPARE(
            window.settings()->note(settingkeys::noticeFailed).isEmpty(), QSystemTrayIcon::isSystemTrayAvailable());
        page->session()->finishAndStop();
        QTRY_COMPARE(window.runningSessions(), 0);
    }
    void aMigrationThatIsStartedAgainReplacesItsNotice()
    {
        FakeNotices notices;
        std::atomic<bool> fails = true;
        WindowPorts given = ports();
        given.notices = &notices;
        given.makeTask = [&fails](const SessionInfo &, const QString &) -> JobTask {
            return [&fails](JobOrders &orders, JobObserver &observer) {
                observer.snapshot(sample::running());
                while (!fails && !orders.control.aborted())
                    orders.control.sleep(20);
                JobEnd end;
                end.summary.outcome = Outcome::Failed;
                return end;
            };
        };
        const JobTask task = given.makeTask({}, {});
        MainWindow window(std::move(given));
        window.show();
        MigrationPage *page = window.addSession(info(), task);
        window.showPage(QStringLiteral("migrations"));
        page->start();
        QTRY_COMPARE(notices.shown.size(), 1);
        QVERIFY(notices.shown.first().weight == NoticeWeight::Failure);
        fails = false;
        Q_EMIT page->restartRequested(false);
        QTRY_COMPARE(window.runningSessions(), 1);
        window.showPage(QStringLiteral("migrations"));
        fails = true;
        QTRY_COMPARE(notices.shown.size(), 2);
        QCOMPARE(notices.shown.last().key, notices.shown.first().key);
        window.addSession(info(), task)->start();
        window.showPage(QStringLiteral("migrations"));
        QTRY_COMPARE(notices.shown.size(), 3);
        QVERIFY(notices.shown.last().key != notices.shown.first().key);
    }
    void aPageThatFitsDoesNotScroll()
    {
        MainWindow window(ports());
        window.resize(1280, 800);
        window.show();
        MigrationPage *page = window.addSession(info(), [](JobOrders &, JobObserver &observer) {
            observer.snapshot(sample::finished());
            return sample::succeeded();
        });
        const auto below = [page] { // what the window does not show of it
            return page->height() - page->parentWidget()->parentWidget()->height();
        };
        QTRY_VERIFY(page->view() == MigrationPage::View::Plan);
        QTRY_VERIFY2(below() <= 0, qPrintable(QString::number(below())));
        page->start();
        QTRY_VERIFY(page->view() == MigrationPage::View::Result);
        QTRY_VERIFY2(below() <= 0, qPrintable(QString::number(below())));
    }
    void aLogoutStopsJobsSoThatTheyCanBeResumed()
    {
        MainWindow window(ports());
        window.show();
        MigrationPage *page = window.addSession(info(), untilStopped(sample::running()));
        page->start();
        QTRY_COMPARE(window.runningSessions(), 1);
        window.endOfSession();
        QVERIFY(!window.findChild<QMessageBox *>()); // nobody is there to answer
        QTRY_COMPARE(window.runningSessions(), 0);
        QCOMPARE(page->session()->end().summary.outcome, Outcome::Stopped);
        QTRY_VERIFY(!window.isVisible());
    }
    void pastMigrationsShowTheirTimeAndLeadToTheirReports()
    {
        MigrationsPage page;
        const QAbstractItemModelTester tester(page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        KnownJob bare{QStringLiteral("00000001"), QStringLiteral("Logs"), QStringLiteral("a → b"),
            QStringLiteral("stopped"), {}, QDateTime::currentDateTimeUtc()};
        KnownJob rich = bare;
        rich.job = QStringLiteral("00000002");
        rich.name = QStringLiteral("Orders");
        rich.state = QStringLiteral("succeeded");
        rich.begun = QDateTime(QDate(2026, 5, 4), QTime(10, 0), Qt::UTC);
        rich.seconds = 3163;
        rich.reports = {QStringLiteral("/tmp/x/orders.pdf"), QStringLiteral("/tmp/x/orders.json")};
        rich.blocksLeft = {QStringLiteral("orders")};
        page.setServed(true);
        page.setJobs({bare, rich});
        const auto text = [&page](int row, int column) { return page.model()->index(row, column).data().toString(); };
        QCOMPARE(text(0, KnownJobModel::BegunColumn), formats::unknown());
        QCOMPARE(text(0, KnownJobModel::TookColumn), formats::unknown());
        QCOMPARE(text(0, KnownJobModel::ReportColumn), formats::unknown());
        QCOMPARE(text(1, KnownJobModel::TookColumn), formats::seconds(3163));
        QCOMPARE(text(1, KnownJobModel::ReportColumn), QStringLiteral("orders.pdf"));
        QVERIFY(text(1, KnownJobModel::BegunColumn) != formats::unknown());
        QSignalSpy reports(&page, &MigrationsPage::reportRequested);
        QSignalSpy opened(&page, &MigrationsPage::openFileRequested);
        QSignalSpy back(&page, &MigrationsPage::rollBackRequested);
        page.table()->setCurrentIndex(page.model()->index(0, 0));
        QVERIFY(page.reportButton()->isEnabled());
        QVERIFY(!page.openReportButton()->isEnabled());
        QVERIFY(!page.rollBackButton()->isEnabled());
        page.table()->setCurrentIndex(page.model()->index(1, 0));
        page.reportButton()->click();
        page.openReportButton()->click();
        page.rollBackButton()->click();
        QCOMPARE(reports.value(0).value(0).value<KnownJob>(), rich);
        QCOMPARE(opened.value(0).value(0).toString(), rich.reports.first());
        QCOMPARE(back.count(), 1);
        page.setServed(false); // nobody makes reports or rolls back
        QVERIFY(!page.reportButton()->isEnabled());
        QVERIFY(!page.rollBackButton()->isEnabled());
        QVERIFY(page.openReportButton()->isEnabled());
    }
    void aNewUserIsWelcomed()
    {
        const QTemporaryDir empty;
        WindowPorts own = ports();
        own.profiles = ProfileStore(empty.path());
        MainWindow window(std::move(own));
        window.show();
        QVERIFY(window.findChild<WelcomePage *>()->isVisible());
        Q_EMIT window.findChild<WelcomePage *>()->connectRequested();
        QVERIFY(window.connections()->isVisible());
    }
    void aConnectionIsShownByItsName()
    {
        const QTemporaryDir folder;
        WindowPorts own = ports();
        own.profiles = ProfileStore(folder.path());
        for (const char *name : {"orders-eu", "orders-new"}) {
            Profile profile;
            profile.endpoint.profile = QLatin1String(name);
            profile.endpoint.url = QStringLiteral("http://127.0.0.1:9200");
            QVERIFY(own.profiles.save(&profile));
        }
        MainWindow window(std::move(own));
        window.show();
        window.showPage(QStringLiteral("activity"));
        window.showConnection(QStringLiteral("orders-new"));
        QVERIFY(window.connections()->isVisible());
        QCOMPARE(window.connections()->editor()->name()->text(), QStringLiteral("orders-new"));
        window.showConnection(QStringLiteral("nobody"));
        QCOMPARE(window.connections()->editor()->name()->text(), QStringLiteral("orders-new"));
        const QString told = window.connections()->undoBar()->text();
        QVERIFY2(
            told.contains(QStringLiteral("nobody")) && told.contains(QStringLiteral("orders-eu")), qPrintable(told));
        // What the list offers is in the menu bar too, and only where there is something to move.
        QVERIFY(actionNamed(window, QStringLiteral("Move up"))->isEnabled());
        window.connections()->newConnection();
        QVERIFY(!actionNamed(window, QStringLiteral("Move up"))->isEnabled());
    }
    void practiceClustersStartFromTheirCardAndOpenTheirPlan()
    {
        const QTemporaryDir empty;
        FakePractice practice;
        WindowPorts own = ports();
        own.profiles = ProfileStore(empty.path());
        own.practice = &practice;
        MainWindow window(std::move(own));
        window.show();
        WelcomePage *welcome = window.welcome();
        QVERIFY(welcome->practiceButton()->isVisible());
        welcome->practiceButton()->click();
        QCOMPARE(practice.starts, 1);
        QVERIFY(!welcome->practiceButton()->isEnabled());
        Q_EMIT practice.progress(QStringLiteral("Starting the servers"));
        QCOMPARE(welcome->practiceText(), QStringLiteral("Starting the servers"));
        const QAction *entry = actionNamed(window, QStringLiteral("Start practice clusters"));
        QVERIFY(entry);
        QVERIFY(!entry->isEnabled());

        practice.fail(QStringLiteral("There is no room on the disk."));
        QCOMPARE(welcome->practiceText(), QStringLiteral("There is no room on the disk."));
        QVERIFY(entry->isEnabled());
        QVERIFY(welcome->practiceButton()->isEnabled());
        welcome->practiceButton()->click();
        QCOMPARE(practice.starts, 2);

        const QString path = m_folder.filePath(QStringLiteral("practice-plan.json"));
        writePlan(path);
        practice.succeed(path);
        QVERIFY(window.currentMigration());
        QVERIFY(window.currentMigration()->session()->phase() == JobSession::Phase::Ready);
        QVERIFY(welcome->practiceText().isEmpty());
    }
    void practiceClustersStartFromTheMenuButNotUnderARunningMigration()
    {
        FakePractice practice;
        WindowPorts own = ports();
        own.practice = &practice;
        MainWindow window(std::move(own));
        window.show();
        QAction *entry = actionNamed(window, QStringLiteral("Start practice clusters"));
        QVERIFY(entry);
        MigrationPage *page = window.addSession(info(), untilStopped(sample::running()));
        page->start();
        QTRY_COMPARE(window.runningSessions(), 1);
        QVERIFY(!entry->isEnabled());
        page->session()->finishAndStop();
        QTRY_VERIFY(entry->isEnabled());
        entry->trigger();
        QCOMPARE(practice.starts, 1);
        QVERIFY(window.welcome()->isVisible());
    }
    void withoutPracticeNothingIsOffered()
    {
        const QTemporaryDir empty;
        WindowPorts own = ports();
        own.profiles = ProfileStore(empty.path());
        MainWindow window(std::move(own));
        window.show();
        QVERIFY(window.welcome()->isVisible());
        QVERIFY(!window.welcome()->practiceButton()->isVisible());
        QVERIFY(!actionNamed(window, QStringLiteral("Start practice clusters")));
    }
    void aPageIsAddedByOneLine()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        int shown = 0;
        int refreshed = 0;
        auto *page = new QLineEdit;
        window.addPage({QStringLiteral("extra"), QStringLiteral("flag"), QStringLiteral("Extra"),
                           QKeySequence(Qt::CTRL | Qt::Key_9), {}, {}, [&shown] { ++shown; },
                           [page] { page->setFocus(); }, [&refreshed] { ++refreshed; }},
            page);
        QTest::keyClick(&window, Qt::Key_9, Qt::ControlModifier);
        QVERIFY(page->isVisible());
        QCOMPARE(window.navigation()->current(), QStringLiteral("extra"));
        QCOMPARE(shown, 1);
        window.navigation()->setFocus();
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(page->hasFocus());
        QTest::keyClick(&window, Qt::Key_F5);
        QCOMPARE(refreshed, 1);
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_F5);
        QCOMPARE(refreshed, 1);

        // A page without an entry of its own is shown below another's.
        auto *hidden = new QWidget;
        window.addPage({QStringLiteral("wizard"), {}, {}, {}, {}, QStringLiteral("migrations")}, hidden);
        window.showPage(QStringLiteral("wizard"));
        QVERIFY(hidden->isVisible());
        QCOMPARE(window.navigation()->current(), QStringLiteral("migrations"));
    }
    void f6GoesThroughThePanes()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        window.showPage(QStringLiteral("activity"));
        window.navigation()->setFocus();
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(window.activity()->isAncestorOf(window.focusWidget()));
        QTest::keyClick(&window, Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(window.navigation()->hasFocus());
    }
    void theKeyboardOpensPages()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window.navigation()->current(), QStringLiteral("migrations"));
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.navigation()->current(), QStringLiteral("connections"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
