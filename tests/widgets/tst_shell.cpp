// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//! What belongs to the window as a whole: palette, keys, help, layouts, presentation, tray, notices, recovery.
#include "paintedtext.h"
#include "samplejob.h"

#include "models/discretion.h"
#include "models/indextablemodel.h"
#include "models/requestmodel.h"
#include "widgets/aboutdialog.h"
#include "widgets/activitypage.h"
#include "widgets/attention.h"
#include "widgets/clipboard.h"
#include "widgets/commandpalette.h"
#include "widgets/discarddialog.h"
#include "widgets/helpwindow.h"
#include "widgets/indexpanel.h"
#include "widgets/jobcharts.h"
#include "widgets/liveview.h"
#include "widgets/logpanel.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/recoverydialog.h"
#include "widgets/shortcutsdialog.h"
#include "widgets/theme.h"
#include "widgets/trayicon.h"
#include "widgets/windowmemory.h"

#include <QApplication>
#include <QCheckBox>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QScreen>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

#include <atomic>

using namespace godwit;

namespace {

JobTask endsWith(const JobSnapshot &snapshot, JobEnd end)
{
    return [snapshot, end = std::move(end)](JobOrders &orders, JobObserver &observer) {
        while (!orders.control.finishing() && !orders.control.aborted()) {
            observer.snapshot(snapshot);
            orders.control.sleep(30);
        }
        return end;
    };
}

SessionInfo info()
{
    SessionInfo info;
    info.plan = sample::plan();
    return info;
}

CutOffJob cutOff()
{
    CutOffJob job;
    job.job = QStringLiteral("7f3a12bc");
    job.plan = sample::plan();
    job.stage = QStringLiteral("Inside the cutover");
    job.written = 97'290'037;
    job.indices = 12;
    job.copied = 9;
    job.lastSign = QDateTime::currentDateTimeUtc();
    job.targetIndices = {QStringLiteral("orders-2024"), QStringLiteral("orders-2025")};
    job.loweredIndices = {QStringLiteral("orders-2025")};
    job.blockedIndices = {QStringLiteral("orders-2024")};
    job.events = sample::events();
    return job;
}

//! What a person could read in a window: texts, tool tips, accessible names, the rows of tables.
QString readable(const QWidget &window)
{
    QString all = window.windowTitle() + u'\n';
    const QList<QWidget *> widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        all += discreet(widget->toolTip()) + u'\n';
        if (const auto *view = qobject_cast<const QTableView *>(widget)) {
            const QAbstractItemModel *model = view->model();
            for (int row = 0; model && row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column)
                    all += model->index(row, column).data().toString() + u'\n';
            }
        }
    }
    return all;
}

} // namespace

class TestShell : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    WindowPorts ports(const QString &settings = {})
    {
        WindowPorts ports;
        ports.profiles = ProfileStore(m_folder.path());
        ports.makeTask = [](const SessionInfo &, const QString &) { return endsWith(sample::running(), {}); };
        ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::plan(); };
        ports.knownJobs = [] {
            KnownJob job{QStringLiteral("7f3a12bc"), QStringLiteral("Logs of June"), QStringLiteral("a → b"),
                QStringLiteral("stopped"), {}, QDateTime::currentDateTimeUtc()};
            job.resumable = true;
            return QList<KnownJob>{job};
        };
        ports.settingsFile = settings;
        return ports;
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install(qApp);
        Profile profile;
        profile.endpoint.profile = QStringLiteral("acme-search");
        profile.endpoint.url = QStringLiteral("https://es.acme.example:9243");
        profile.endpoint.user = QStringLiteral("acmeadmin");
        QVERIFY(ProfileStore(m_folder.path()).save(&profile));
    }
    void cleanup() { Theme::install(qApp)->choose(Theme::Choice::Light); }

    void thePaletteFindsPagesConnectionsMigrationsAndCommands()
    {
        MainWindow window(ports());
        window.show();
        window.addSession(info(), endsWith(sample::running(), {}));
        QStringList titles;
        const auto look = [&] {
            titles.clear();
            const QList<Command> commands = window.commands();
            for (const Command &command : commands)
                titles.append(command.title);
            return titles.size();
        };
        QTRY_VERIFY(look() > 0 && titles.contains(QStringLiteral("Logs of June"))); // once the jobs are read
        for (const char *wanted : {"Connections", "Migrations", "Activity", "New connection", "Presentation mode",
                 "Orders to 8.19", "acme-search", "Logs of June", "Dark"})
            QVERIFY2(titles.contains(QString::fromLatin1(wanted)), wanted);
        // What is off now is not offered.
        QVERIFY(!titles.contains(QStringLiteral("Copy request as cURL")));
    }
    void thePaletteRunsWhatWasTyped()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = window.findChild<CommandPalette *>();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(palette->edit()->hasFocus());
        QTest::keyClicks(palette->edit(), QStringLiteral("actv"));
        QTest::keyClick(palette->edit(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(window.navigation()->current(), QStringLiteral("activity"));
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(palette->edit(), Qt::Key_Down);
        QCOMPARE(palette->list()->currentIndex().row(), 1);
        QTest::keyClick(palette->edit(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }
    void everyKeyIsListedOnce()
    {
        MainWindow window(ports());
        QHash<QString, QString> owners;
        const QList<ShortcutsDialog::Group> groups = ShortcutsDialog::groups(window.menuBar());
        for (const auto &group : groups) {
            for (const auto &row : group.rows) {
                QVERIFY2(!owners.contains(row.keys),
                    qPrintable(QString(row.keys + u' ' + owners.value(row.keys) + u' ' + row.name)));
                owners.insert(row.keys, row.name);
            }
        }
        for (const char *keys : {"Ctrl+K", "Ctrl+1", "Ctrl+2", "Ctrl+4", "Ctrl+O", "Ctrl+S", "Ctrl+F", "F5", "F6",
                 "Shift+F6", "F1", "Ctrl+Shift+M", "Ctrl+Shift+P", "Ctrl+.", "Ctrl+L", "F9", "Ctrl+/", "Ctrl+Shift+C",
                 "Ctrl+Shift+N", "Ctrl+,", "Space", "Esc"})
            QVERIFY2(owners.contains(QString::fromLatin1(keys)), keys);
        // On purpose without keys.
        QVERIFY(!owners.values().contains(QStringLiteral("Abort")));
    }
    void theHelpOpensAtThePage()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        window.showPage(QStringLiteral("activity"));
        QTest::keyClick(&window, Qt::Key_F1);
        auto *help = window.findChild<HelpWindow *>();
        QVERIFY(help && help->isVisible());
        QCOMPARE(help->currentChapter(), QStringLiteral("Activity"));
        QVERIFY(help->browser()->toPlainText().contains(QStringLiteral("curl")));
        QVERIFY(help->chapters().contains(QStringLiteral("Switch")));
        // The pictures stay out, and leave nothing behind.
        QVERIFY(!help->browser()->toPlainText().contains(QChar(QChar::ObjectReplacementCharacter)));
        QVERIFY(!help->browser()->toHtml().contains(QStringLiteral("screenshots/")));
        // Links go to the other document and back without leaving the program.
        Q_EMIT help->browser()->anchorClicked(QUrl(QStringLiteral("live-copy.md#the-plan")));
        QCOMPARE(help->currentChapter(), QStringLiteral("The plan"));
        help->showChapter(QStringLiteral("Connect"));
        QCOMPARE(help->currentChapter(), QStringLiteral("Connect"));
    }
    void everyPageHasItsChapter()
    {
        MainWindow window(ports());
        HelpWindow help;
        const QStringList chapters = help.chapters();
        for (const char *key : {"connections", "migrations", "activity"}) {
            window.showPage(QString::fromLatin1(key));
            window.openHelp();
            const QString chapter = window.findChild<HelpWindow *>()->currentChapter();
            QVERIFY2(chapter != chapters.first() && chapters.contains(chapter), key);
        }
    }
    void theAboutBoxTellsVersionsAndLicences()
    {
        const AboutDialog dialog(
            {{QStringLiteral("simdjson"), QStringLiteral("3.1"), QStringLiteral("Apache-2.0"), QStringLiteral("x")}});
        QVERIFY(dialog.text().contains(QString(QStringLiteral("Qt ") + QLatin1String(qVersion()))));
        QVERIFY(dialog.text().contains(QStringLiteral("simdjson 3.1")));
        QVERIFY(QFile(QStringLiteral(":/godwit/LICENSE")).size() > 30'000);
    }

    void aWindowIsNeverOffTheScreen_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::newRow("left of it") << QRect(-5000, 100, 1000, 700);
        QTest::newRow("below it") << QRect(10, 4000, 1000, 700);
        QTest::newRow("above it") << QRect(10, -300, 1000, 700);
        QTest::newRow("too large") << QRect(10, 10, 9000, 9000);
    }
    void aWindowIsNeverOffTheScreen()
    {
        QFETCH(QRect, wanted);
        const QRect screen(100, 50, 1600, 900);
        const QRect placed = WindowMemory::inside(wanted, screen);
        QVERIFY(screen.contains(placed));
        QVERIFY(!placed.isEmpty());
    }
    void aWindowInsideTheScreenStaysWhereItWas()
    {
        const QRect wanted(200, 100, 1000, 700);
        QCOMPARE(WindowMemory::inside(wanted, QRect(100, 50, 1600, 900)), wanted);
    }
    void geometryColumnsAndThemeAreRemembered()
    {
        const QString settings = m_folder.filePath(QStringLiteral("window.ini"));
        const QRect screen = QApplication::primaryScreen()->availableGeometry();
        const QRect wanted = WindowMemory::inside(QRect(screen.topLeft() + QPoint(30, 40), QSize(950, 620)), screen);
        {
            MainWindow window(ports(settings));
            window.setGeometry(wanted);
            window.show();
            window.activity()->table()->setColumnWidth(RequestModel::ClusterColumn, 333);
            IndexPanel *indices = window.addSession(info(), {})->live()->indices();
            indices->table()->horizontalHeader()->showSection(IndexTableModel::DeletesColumn);
            const QList<Command> commands = window.commands();
            for (const Command &command : commands) {
                if (command.title == QLatin1String("Dark"))
                    command.run();
            }
            QVERIFY(Theme::tokens().isDark);
            window.close();
        }
        Theme::install(qApp)->choose(Theme::Choice::System);
        MainWindow window(ports(settings));
        window.show();
        QCOMPARE(window.geometry(), wanted);
        QCOMPARE(window.activity()->table()->columnWidth(RequestModel::ClusterColumn), 333);
        const QTableView *indices = window.addSession(info(), {})->live()->indices()->table();
        QVERIFY(!indices->horizontalHeader()->isSectionHidden(IndexTableModel::DeletesColumn));
        QVERIFY(Theme::tokens().isDark);
        const QList<Command> commands = window.commands();
        for (const Command &command : commands) {
            if (command.title == QLatin1String("Reset layout"))
                command.run();
        }
        QVERIFY(window.activity()->table()->columnWidth(RequestModel::ClusterColumn) != 333);
        QVERIFY(indices->horizontalHeader()->isSectionHidden(IndexTableModel::DeletesColumn));
    }
    void theDocksAreRememberedForTheNextMigration()
    {
        const QString settings = m_folder.filePath(QStringLiteral("docks.ini"));
        {
            MainWindow window(ports(settings));
            window.show();
            MigrationPage *page = window.addSession(info(), endsWith(sample::running(), {}));
            page->start();
            QTRY_VERIFY(page->live()->logDock()->isVisible());
            QTest::qWait(50);
            page->live()->logDock()->hide();
            window.close();
            page->session()->finishAndStop();
            QTRY_COMPARE(window.runningSessions(), 0);
        }
        MainWindow window(ports(settings));
        window.show();
        MigrationPage *page = window.addSession(info(), endsWith(sample::running(), {}));
        page->start();
        QTRY_VERIFY(!page->live()->logDock()->isVisible());
        QVERIFY(page->live()->sideDock()->isVisible());
        page->session()->finishAndStop();
        QTRY_COMPARE(window.runningSessions(), 0);
    }

    void inThePresentationNoNameIsShownOrCopied()
    {
        MainWindow window(ports());
        window.show();
        QApplication::setActiveWindow(&window);
        SessionInfo given = info();
        given.plan.source.url = QStringLiteral("https://es1.acme.example:9243");
        given.plan.source.user = QStringLiteral("acmeadmin");
        given.plan.source.profile = QStringLiteral("acme-search");
        given.plan.target.url = QStringLiteral("https://es2.acme.example:9243");
        given.plan.target.profile.clear();
        JobSnapshot snapshot = sample::running();
        snapshot.stateReason = QStringLiteral("https://es2.acme.example:9243 is busy");
        MigrationPage *page = window.addSession(given, endsWith(snapshot, {}));
        const QFont usual = QApplication::font();
        window.setPresenting(true);
        const auto leaks
            = [](const QString &text) { return text.contains(QStringLiteral("acme"), Qt::CaseInsensitive); };
        QVERIFY(QApplication::font().pointSizeF() > usual.pointSizeF());
        QVERIFY2(!leaks(sample::painted(window).join(u'\n')), qPrintable(sample::painted(window).join(u'\n')));
        QVERIFY(sample::painted(window).join(u'\n').contains(QStringLiteral("source cluster")));
        page->start();
        QTRY_VERIFY(page->session()->snapshot().totalDocuments >= 0);
        page->live()->addEvents({{QDateTime::currentDateTimeUtc(), EventLevel::Info, {},
            QStringLiteral("acmeadmin wrote to es2.acme.example")}});
        for (const char *key : {"connections", "migrations", "activity"}) {
            window.showPage(QString::fromLatin1(key));
            QVERIFY2(!leaks(sample::painted(window).join(u'\n')), key);
        }
        window.showPage(QStringLiteral("migration-1"));
        QVERIFY2(!leaks(sample::painted(window).join(u'\n')), qPrintable(sample::painted(window).join(u'\n')));
        QVERIFY2(!leaks(readable(window)), qPrintable(readable(window)));
        copyText(QStringLiteral("curl https://es1.acme.example:9243"));
        QVERIFY(!leaks(QGuiApplication::clipboard()->text()));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QGuiApplication::clipboard()->setText(QStringLiteral("es1.acme.example"));
        QTRY_VERIFY(!leaks(QGuiApplication::clipboard()->text()));
        window.setPresenting(false);
        QCOMPARE(QApplication::font().pointSizeF(), usual.pointSizeF());
        QVERIFY(leaks(sample::painted(window).join(u'\n')));
        page->session()->finishAndStop();
        QTRY_COMPARE(window.runningSessions(), 0);
    }
    void inThePresentationTheLogMakesRoomForTheCharts()
    {
        MainWindow window(ports());
        window.resize(1280, 800);
        window.show();
        MigrationPage *page = window.addSession(info(), endsWith(sample::running(), {}));
        page->start();
        const LiveView *live = page->live();
        QTRY_VERIFY(live->logDock()->isVisible());
        const int before = live->charts()->height();
        window.setPresenting(true);
        QTRY_VERIFY(!live->logDock()->isVisible());
        QTRY_VERIFY2(live->charts()->height() > before,
            qPrintable(QStringLiteral("%1, before %2").arg(live->charts()->height()).arg(before)));
        window.setPresenting(false);
        QTRY_VERIFY(live->logDock()->isVisible());
        page->session()->finishAndStop();
        QTRY_COMPARE(window.runningSessions(), 0);
    }
    void inThePresentationNoPasswordIsRevealed()
    {
        MainWindow window(ports());
        window.show();
        QLineEdit *password = nullptr;
        const QList<QLineEdit *> edits = window.findChildren<QLineEdit *>();
        for (QLineEdit *edit : edits) {
            if (edit->property("secret").toBool() && !edit->actions().isEmpty())
                password = edit;
        }
        QVERIFY(password);
        QAction *reveal = password->actions().last();
        reveal->setChecked(true);
        QCOMPARE(password->echoMode(), QLineEdit::Normal);
        window.setPresenting(true);
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        QVERIFY(!reveal->isEnabled());
        window.setPresenting(false);
        QVERIFY(reveal->isEnabled());
    }

    void theOperatorIsToldOnce()
    {
        JobEnd end;
        end.summary.outcome = Outcome::Findings;
        end.summary.findingCount = 3;
        JobSession session(info(), endsWith(sample::gateOpen(), end));
        Attention attention;
        QStringList titles;
        connect(&attention, &Attention::noticed, this,
            [&titles](JobSession *, StateTone, const QString &title, const QString &) { titles.append(title); });
        attention.watch(&session);
        session.start();
        QTRY_COMPARE(titles, QStringList{QStringLiteral("Orders to 8.19 waits for you")});
        QTest::qWait(300);
        QCOMPARE(titles.size(), 1);
        session.finishAndStop();
        QTRY_COMPARE(titles.size(), 2);
        QCOMPARE(titles.last(), QStringLiteral("Orders to 8.19 finished with findings"));
    }
    void everyEndIsToldButTheOperatorsOwn_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<bool>("refused");
        QTest::addColumn<QString>("title");
        QTest::addColumn<int>("tone");
        QTest::newRow("succeeded") << int(Outcome::Succeeded) << false << QStringLiteral("Orders to 8.19 succeeded")
                                   << int(StateTone::Ok);
        QTest::newRow("failed") << int(Outcome::Failed) << false << QStringLiteral("Orders to 8.19 failed")
                                << int(StateTone::Error);
        QTest::newRow("refused") << int(Outcome::Failed) << true << QStringLiteral("Orders to 8.19 was not started")
                                 << int(StateTone::Error);
        QTest::newRow("stopped") << int(Outcome::Stopped) << false << QString() << 0;
    }
    void everyEndIsToldButTheOperatorsOwn()
    {
        QFETCH(int, outcome);
        QFETCH(bool, refused);
        QFETCH(QString, title);
        QFETCH(int, tone);
        JobEnd end;
        end.summary.outcome = static_cast<Outcome>(outcome);
        end.summary.preflightBlocked = refused;
        JobSession session(info(), endsWith(sample::running(), end));
        Attention attention;
        QStringList told;
        connect(&attention, &Attention::noticed, this,
            [&told, tone](JobSession *, StateTone seen, const QString &text, const QString &) {
                told.append(int(seen) == tone ? text : QStringLiteral("another tone"));
            });
        attention.watch(&session);
        session.start();
        session.finishAndStop();
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
        QCOMPARE(told, title.isEmpty() ? QStringList() : QStringList{title});
    }
    void aCutoverThatWasCalledOffWaitsForTheOperatorAgain()
    {
        JobSnapshot cutting = sample::gateOpen();
        cutting.state = JobState::CuttingOver;
        JobSnapshot back = sample::gateOpen();
        back.gate.calledOff = QStringLiteral("Writes still arrive.");
        std::atomic<int> act = 0;
        const QList<JobSnapshot> acts{sample::gateOpen(), cutting, back};
        JobSession session(info(), [&](JobOrders &orders, JobObserver &observer) {
            while (!orders.control.finishing() && !orders.control.aborted()) {
                observer.snapshot(acts.at(act));
                orders.control.sleep(20);
            }
            return JobEnd();
        });
        Attention attention;
        QStringList texts;
        connect(&attention, &Attention::noticed, this,
            [&texts](JobSession *, StateTone, const QString &, const QString &text) { texts.append(text); });
        attention.watch(&session);
        session.start();
        QTRY_COMPARE(texts.size(), 1);
        act = 1;
        QTRY_COMPARE(session.snapshot().state, JobState::CuttingOver);
        act = 2;
        QTRY_COMPARE(texts.size(), 2);
        QCOMPARE(texts.last(), QStringLiteral("The cutover was called off: Writes still arrive."));
        QTest::qWait(200);
        QCOMPARE(texts.size(), 2);
        session.finishAndStop();
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
    }
    void theTrayShowsHowFarItIs()
    {
        JobSession session(info(), endsWith(sample::running(), {}));
        QCOMPARE(TrayIcon::progressOf({&session}), -1);
        session.start();
        QTRY_VERIFY(TrayIcon::progressOf({&session}) > 0);
        const double progress = TrayIcon::progressOf({&session});
        QVERIFY(progress < 1);
        QVERIFY(TrayIcon::picture(progress, 32, 1).toImage() != TrayIcon::picture(-1, 32, 1).toImage());
        QWidget window;
        TrayIcon tray(&window);
        tray.setSessions({&session});
        QVERIFY(tray.toolTip().contains(QStringLiteral("Orders to 8.19")));
        session.finishAndStop();
        QTRY_COMPARE(session.phase(), JobSession::Phase::Ended);
    }

    void aCutOffJobIsTold()
    {
        RecoveryDialog dialog({cutOff()}, {});
        const QString text = dialog.text();
        for (const char *part :
            {"Orders to 8.19", "Inside the cutover", "9 of 12", "97,290,037", "write block", "orders-2024"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), part);
        const QSignalSpy resumed(&dialog, &RecoveryDialog::resumeRequested);
        dialog.inspectButton()->click();
        QVERIFY(!dialog.log()->isHidden());
        dialog.resumeButton()->click();
        QCOMPARE(resumed.first().first().toString(), QStringLiteral("7f3a12bc"));
    }
    void discardingLiftsOnlyWhenTold()
    {
        QList<bool> lifts;
        const auto discard = [&lifts](const QString &, bool lift) -> Result<void> {
            lifts.append(lift);
            return {};
        };
        for (const bool wanted : {false, true}) {
            DiscardDialog dialog(cutOff(), discard);
            dialog.show();
            QVERIFY(dialog.text().contains(QStringLiteral("orders-2024, orders-2025")));
            QVERIFY(dialog.text().contains(QStringLiteral("no replicas")));
            QVERIFY(!dialog.liftBox()->isChecked());
            dialog.liftBox()->setChecked(wanted);
            dialog.discardButton()->click();
            QTRY_VERIFY(!dialog.isVisible());
        }
        QCOMPARE(lifts, (QList<bool>{false, true}));
    }
    void pastTheSwitchNoLiftIsOffered()
    {
        CutOffJob job = cutOff();
        job.pastSwitch = true;
        DiscardDialog dialog(job, {});
        dialog.show();
        QVERIFY(!dialog.liftBox()->isVisible());
        QVERIFY(dialog.text().contains(QStringLiteral("aliases")));
    }
    void aRefusedDiscardIsExplained()
    {
        DiscardDialog dialog(cutOff(), [](const QString &, bool) -> Result<void> {
            return fail(ErrorKind::Connection, QStringLiteral("The source does not answer."));
        });
        dialog.show();
        dialog.discardButton()->click();
        QTRY_VERIFY(dialog.note()->isVisible());
        QCOMPARE(dialog.note()->title(), QStringLiteral("The source does not answer."));
        QVERIFY(dialog.discardButton()->isEnabled());
    }
    void theWindowAsksAtItsStart()
    {
        WindowPorts own = ports();
        own.cutOffJobs = [] { return QList<CutOffJob>{cutOff()}; };
        MainWindow window(std::move(own));
        window.show();
        window.lookForCutOffJobs();
        QTRY_VERIFY(window.findChild<RecoveryDialog *>());
        window.findChild<RecoveryDialog *>()->resumeButton()->click();
        QTRY_COMPARE(window.runningSessions(), 1);
        QVERIFY(window.currentMigration()->session()->info().resumes);
        window.currentMigration()->session()->finishAndStop();
        QTRY_COMPARE(window.runningSessions(), 0);
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
