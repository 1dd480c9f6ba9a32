// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of the migrations of the past: who reads it, how its columns share the window, what a comparison offers.
#include "samplejob.h"

#include "models/jobservices.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/migrationspage.h"
#include "widgets/panels.h"
#include "widgets/reportdialog.h"
#include "widgets/rollbackjobdialog.h"
#include "widgets/sharedcolumns.h"
#include "widgets/windowmemory.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QMainWindow>
#include <QMessageBox>
#include <QScrollBar>
#include <QSemaphore>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

KnownJob migration()
{
    KnownJob job{s("00000001"), s("Orders of the years 2019 to 2026 to the new cluster"),
        s("orders-eu-central → orders-new-eu-central"), s("stopped"),
        s("The source did not answer for ten minutes, so the job stopped; resume it when the network is back."),
        QDateTime(QDate(2026, 11, 22), QTime(10, 48), Qt::UTC)};
    job.begun = job.updated.addSecs(-7200);
    job.seconds = 3163;
    job.resumable = true;
    job.reports = {s("/tmp/x/orders-migration-report-2026-11-22.pdf")};
    return job;
}

KnownJob comparison(const char *state)
{
    KnownJob job = migration();
    job.job = s("00000002");
    job.state = s(state);
    job.comparison = true;
    job.resumable = job.state != s("findings");
    return job;
}

//! Notes what it was asked to write.
class Services final : public JobServices
{
public:
    QString rejectedFile(const QString &) const override { return {}; }
    QFuture<Result<ReplayOutcome>> replay(const QString &) override { return {}; }
    QFuture<Result<RollBackOutcome>> rollBack(const QString &) override { return {}; }
    QFuture<Result<void>> report(const QString &job, const QString &path, const QString &) override
    {
        written = {job, path};
        return QtFuture::makeReadyFuture(Result<void>());
    }
    QStringList written;
};

int overhang(const QTableView *table)
{
    return table->horizontalScrollBar()->maximum();
}

//! Drags the border behind a column.
void drag(QTableView *table, int column, int by)
{
    const QHeaderView *header = table->horizontalHeader();
    const QPoint from(header->sectionViewportPosition(column) + header->sectionSize(column) - 1, header->height() / 2);
    QWidget *area = header->viewport();
    QTest::mousePress(area, Qt::LeftButton, {}, from);
    QTest::mouseMove(area, from + QPoint(by / 2, 0));
    QTest::mouseMove(area, from + QPoint(by, 0));
    QTest::mouseRelease(area, Qt::LeftButton, {}, from + QPoint(by, 0));
}

} // namespace

class TestMigrationsPage : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    WindowPorts ports()
    {
        WindowPorts ports;
        ports.profiles = ProfileStore(m_folder.path());
        ports.makeTask = [](const SessionInfo &, const QString &) { return JobTask(); };
        ports.planOfJob = [](const QString &) -> Result<Plan> { return sample::plan(); };
        return ports;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }
    void cleanup() { QThreadPool::globalInstance()->waitForDone(); }

    void theWindowNeverReadsJournalsItself()
    {
        QSemaphore go;
        QAtomicInt calls = 0;
        QAtomicInt mine = 0;
        WindowPorts given = ports();
        given.knownJobs = [&, own = QThread::currentThread()] {
            calls.fetchAndAddRelaxed(1);
            if (QThread::currentThread() == own)
                mine = 1; // and go on, or the test would hang
            else
                go.acquire();
            return QList<KnownJob>{migration()};
        };
        MainWindow window(std::move(given));
        window.show();
        window.showPage(s("migrations"));
        const auto *page = window.findChild<MigrationsPage *>();
        QTRY_COMPARE(calls.loadRelaxed(), 1);
        // Nothing is claimed meanwhile, neither that there are jobs nor that there are none.
        QCOMPARE(page->model()->rowCount(), 0);
        QVERIFY(page->findChild<EmptyState *>()->isVisible());
        QVERIFY(!page->findChild<EmptyState *>()->button()->isVisible());
        window.openPalette();
        QVERIFY(!window.commands().isEmpty());
        go.release(10);
        QTRY_COMPARE(page->model()->rowCount(), 1);
        QTRY_VERIFY(page->table()->isVisible());
        QTRY_VERIFY(calls.loadRelaxed() >= 2); // the page and the palette asked meanwhile
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(mine.loadRelaxed(), 0);
    }
    void theColumnsShareTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<double>("factor");
        QTest::newRow("usual") << QSize(1280, 800) << 1.0;
        QTest::newRow("small") << QSize(900, 640) << 1.0;
        QTest::newRow("usual, larger text") << QSize(1280, 800) << 1.4;
    }
    void theColumnsShareTheWindow()
    {
        QFETCH(QSize, size);
        QFETCH(double, factor);
        const QFont usual = QApplication::font();
        QFont font = usual;
        font.setPointSizeF(9.75 * factor);
        QApplication::setFont(font);
        WindowPorts given = ports();
        given.knownJobs = [] { return QList<KnownJob>{migration(), comparison("findings")}; };
        {
            MainWindow window(std::move(given));
            window.resize(size);
            window.show();
            window.showPage(s("migrations"));
            const auto *page = window.findChild<MigrationsPage *>();
            QTRY_COMPARE(page->model()->rowCount(), 2);
            QTest::qWait(50);
            QCOMPARE(overhang(page->table()), 0);
            const QHeaderView *header = page->table()->horizontalHeader();
            QCOMPARE(header->length(), page->table()->viewport()->width());
            for (int column = 0; column < header->count(); ++column) {
                const QString title = page->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
                QVERIFY2(
                    header->sectionSize(column) >= header->fontMetrics().horizontalAdvance(title), qPrintable(title));
            }
            if (size.width() > 1000 && factor == 1.0)
                QVERIFY(header->sectionSize(KnownJobModel::ReasonColumn) >= 150);
        }
        QApplication::setFont(usual);
    }
    void whatIsShortenedIsToldByItsTip()
    {
        MigrationsPage page;
        const QAbstractItemModelTester tester(page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.setJobs({migration()});
        const auto tip
            = [&page](int column) { return page.model()->index(0, column).data(Qt::ToolTipRole).toString(); };
        QCOMPARE(tip(KnownJobModel::ReasonColumn), migration().reason);
        QCOMPARE(tip(KnownJobModel::StateColumn), migration().reason);
        QCOMPARE(tip(KnownJobModel::NameColumn), migration().name);
        QCOMPARE(tip(KnownJobModel::PairColumn), migration().pair);
        QCOMPARE(tip(KnownJobModel::ReportColumn), migration().reports.first());
    }
    void widthsOfAPersonStay()
    {
        const QString file = m_folder.filePath(s("window.ini"));
        int width = 0;
        const auto show = [](MigrationsPage &page, int size) {
            page.setJobs({migration()});
            page.resize(size, 500);
            page.show();
            QTest::qWait(30);
        };
        {
            MigrationsPage page;
            WindowMemory memory(file);
            memory.adoptTables(&page);
            show(page, 1000);
            const int before = page.table()->columnWidth(KnownJobModel::NameColumn);
            page.resize(700, 500);
            QVERIFY(page.table()->columnWidth(KnownJobModel::NameColumn) < before); // nobody chose it
            drag(page.table(), KnownJobModel::NameColumn, 60);
            width = page.table()->columnWidth(KnownJobModel::NameColumn);
            QVERIFY(SharedColumns::of(page.table())->isChosen());
            page.resize(1000, 500);
            page.setJobs({migration(), comparison("stopped")});
            QTest::qWait(30);
            QCOMPARE(page.table()->columnWidth(KnownJobModel::NameColumn), width);
            QMainWindow window;
            memory.save(&window);
        }
        {
            MigrationsPage page;
            WindowMemory memory(file);
            memory.adoptTables(&page);
            show(page, 900);
            QCOMPARE(page.table()->columnWidth(KnownJobModel::NameColumn), width);
            memory.reset(); // and they share again
            QCOMPARE(overhang(page.table()), 0);
            QVERIFY(!SharedColumns::of(page.table())->isChosen());
            page.resize(640, 500);
            QVERIFY(page.table()->columnWidth(KnownJobModel::NameColumn) < width);
            QMainWindow window;
            memory.save(&window);
        }
        MigrationsPage page;
        WindowMemory memory(file);
        memory.adoptTables(&page);
        show(page, 1000);
        QVERIFY(!SharedColumns::of(page.table())->isChosen()); // what the window made of it is nobody's choice
        QCOMPARE(page.table()->horizontalHeader()->length(), page.table()->viewport()->width());
    }
    void whatTheEngineCanResumeIsOffered()
    {
        KnownJob mendable = migration();
        mendable.job = s("00000003");
        mendable.name = s("Findings before the cutover");
        mendable.state = s("findings");
        KnownJob ended = mendable;
        ended.job = s("00000004");
        ended.name = s("Findings after the cutover");
        ended.resumable = false;
        WindowPorts given = ports();
        given.knownJobs = [=] { return QList<KnownJob>{mendable, ended, comparison("findings")}; };
        MainWindow window(std::move(given));
        window.show();
        window.showPage(s("migrations"));
        const auto *page = window.findChild<MigrationsPage *>();
        QTRY_COMPARE(page->model()->rowCount(), 3);
        const auto choose = [page](int row) {
            page->table()->setCurrentIndex(page->model()->index(row, 0));
            return page->resumeButton()->isEnabled();
        };
        QVERIFY(choose(0));
        QVERIFY2(page->resumeButton()->toolTip().contains(s("Mend their cause")),
            qPrintable(page->resumeButton()->toolTip()));
        QVERIFY(!choose(1));
        QCOMPARE(page->resumeButton()->toolTip(), s("The migration has ended."));
        QVERIFY(!choose(2));
        QCOMPARE(page->resumeButton()->toolTip(), s("The comparison has ended."));
        QStringList offered;
        const QList<Command> commands = window.commands();
        for (const Command &command : commands) {
            if (command.place.startsWith(s("Resume,")))
                offered << command.title;
        }
        QCOMPARE(offered, QStringList{mendable.name});
    }
    void aComparisonOffersItsCertificate()
    {
        Services services;
        WindowPorts given = ports();
        given.services = &services;
        given.knownJobs = [] { return QList<KnownJob>{migration(), comparison("stopped")}; };
        MainWindow window(std::move(given));
        window.show();
        window.showPage(s("migrations"));
        const auto *page = window.findChild<MigrationsPage *>();
        QTRY_COMPARE(page->model()->rowCount(), 2);
        page->table()->setCurrentIndex(page->model()->index(0, 0));
        QCOMPARE(page->reportButton()->text(), s("Report…"));
        QVERIFY(page->resumeButton()->isEnabled() && page->cloneButton()->isEnabled());
        page->table()->setCurrentIndex(page->model()->index(1, 0));
        QCOMPARE(page->reportButton()->text(), s("Certificate…"));
        QCOMPARE(page->reportButton()->accessibleName(), s("Certificate…"));
        // The window has no page for it, and no wizard.
        QVERIFY(!page->resumeButton()->isEnabled() && !page->cloneButton()->isEnabled());
        QVERIFY2(page->resumeButton()->toolTip().contains(s("godwit resume 00000002")),
            qPrintable(page->resumeButton()->toolTip()));
        page->reportButton()->click();
        auto *dialog = window.findChild<ReportDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), s("Verification certificate"));
        dialog->write(s("/tmp/x/certificate.pdf"));
        QTRY_COMPARE(dialog->note()->title(), s("Written"));
        QCOMPARE(services.written, (QStringList{s("00000002"), s("/tmp/x/certificate.pdf")}));
        // The palette goes on with migrations only.
        int resumes = 0;
        const QList<Command> commands = window.commands();
        for (const Command &command : commands)
            resumes += command.title == migration().name ? 1 : 0;
        QCOMPARE(resumes, 1);
    }
    void plansOfJobsAreReadByAWorker()
    {
        QSemaphore go;
        QAtomicInt calls = 0;
        QAtomicInt mine = 0;
        Services services;
        KnownJob job = migration();
        job.blocksLeft = {s("orders")};
        WindowPorts given = ports();
        given.services = &services;
        given.knownJobs = [job] { return QList<KnownJob>{job}; };
        given.makeTask = [](const SessionInfo &, const QString &) { return sample::untilStopped(sample::running()); };
        given.planOfJob = [&, own = QThread::currentThread()](const QString &) -> Result<Plan> {
            calls.fetchAndAddRelaxed(1);
            if (QThread::currentThread() == own)
                mine = 1; // and go on, or the test would hang
            else
                go.acquire();
            return sample::plan();
        };
        MainWindow window(std::move(given));
        window.show();
        window.showPage(s("migrations"));
        const auto *page = window.findChild<MigrationsPage *>();
        QTRY_COMPARE(page->model()->rowCount(), 1);
        page->table()->setCurrentIndex(page->model()->index(0, 0));
        page->resumeButton()->click();
        page->resumeButton()->click(); // impatience opens nothing twice
        QTRY_COMPARE(calls.loadRelaxed(), 1);
        QVERIFY(!window.currentMigration());
        go.release();
        QTRY_VERIFY(window.currentMigration());
        QVERIFY(window.currentMigration()->session()->info().resumes);
        QCOMPARE(window.findChildren<MigrationPage *>().size(), 1);
        window.showPage(s("migrations"));
        page->rollBackButton()->click();
        QTRY_COMPARE(calls.loadRelaxed(), 2);
        QVERIFY(!window.findChild<RollBackJobDialog *>());
        go.release();
        QTRY_VERIFY(window.findChild<RollBackJobDialog *>());
        QCOMPARE(mine.loadRelaxed(), 0);
    }
    void aPlanThatCannotBeReadIsExplained()
    {
        WindowPorts given = ports();
        given.knownJobs = [] { return QList<KnownJob>{migration()}; };
        given.planOfJob
            = [](const QString &) -> Result<Plan> { return fail(ErrorKind::Storage, s("The journal is damaged.")); };
        MainWindow window(std::move(given));
        window.show();
        window.showPage(s("migrations"));
        const auto *page = window.findChild<MigrationsPage *>();
        QTRY_COMPARE(page->model()->rowCount(), 1);
        page->table()->setCurrentIndex(page->model()->index(0, 0));
        for (int i = 0; i < 2; ++i) { // the second time it is asked for again
            page->resumeButton()->click();
            QTRY_VERIFY(window.findChild<QMessageBox *>());
            auto *box = window.findChild<QMessageBox *>();
            QCOMPARE(box->text(), s("The journal is damaged."));
            delete box;
        }
        QVERIFY(!window.currentMigration());
    }
    void aDialogThatIsClosedIsNotToldOfItsReport()
    {
        QSemaphore go;
        ReportKind kind = reportOf(s("00000001"), nullptr);
        kind.write = [&go](const QString &, const QString &) {
            return QtConcurrent::run([&go] {
                go.acquire();
                return Result<void>();
            });
        };
        auto dialog = std::make_unique<ReportDialog>(kind, nullptr);
        dialog->write(s("/tmp/x/report.pdf"));
        dialog.reset();
        go.release();
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(50);
    }
};

QTEST_MAIN(TestMigrationsPage)
#include "tst_migrationspage.moc"
