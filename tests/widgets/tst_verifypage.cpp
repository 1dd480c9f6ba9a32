// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleverify.h"
#include "stallwatchdog.h"

#include "models/joblist.h"
#include "models/querysetmodel.h"
#include "models/verifytablemodel.h"
#include "widgets/mainwindow.h"
#include "widgets/theme.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/definitionsview.h"
#include "widgets/verify/documentspanel.h"
#include "widgets/verify/findingspanel.h"
#include "widgets/verify/indicespanel.h"
#include "widgets/verify/jsonhighlighter.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/queriespanel.h"
#include "widgets/verify/queryresultview.h"
#include "widgets/verify/verifypage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSemaphore>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QThreadPool>
#include <QTreeView>

using namespace godwit;

namespace {

constexpr auto phonetic = R"({"query":{"match":{"name.suggest":"Maier"}}})";

} // namespace

class TestVerifyPage : public QObject
{
    Q_OBJECT
    sample::VerifyClusters m_desk;
    JobList m_jobs{[] { return QList<KnownJob>(); }};

    VerifyPorts ports(const QString &folder)
    {
        sample::saveVerifyProfiles(folder);
        VerifyPorts ports;
        ports.desk = &m_desk;
        ports.profiles = ProfileStore(folder);
        ports.folder = folder + QStringLiteral("/queries");
        ports.jobs = &m_jobs;
        ports.planOfJob = [](const QString &) -> Result<Plan> { return Plan(); };
        return ports;
    }
    //! As a person does: clusters, then the source's index; the target's follows.
    static void choose(VerifyPage &page)
    {
        for (const PairSide side : {PairSide::Source, PairSide::Target}) {
            QComboBox *box = page.pair()->connection(side);
            box->setCurrentIndex(side == PairSide::Source ? 0 : 1);
            Q_EMIT box->activated(box->currentIndex());
        }
        QTRY_VERIFY(page.pair()->index(PairSide::Source)->count() > 0);
        QLineEdit *edit = page.pair()->index(PairSide::Source)->lineEdit();
        edit->setText(QStringLiteral("customers"));
        Q_EMIT edit->editingFinished();
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }
    void init()
    {
        m_desk.delayMs = 0;
        m_desk.refuses = false;
        m_desk.documentCount = 24'118'402;
    }

    void theTargetsIndexFollowsTheSources()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        QVERIFY(!page.queries()->runButton()->isEnabled());
        choose(page);
        QCOMPARE(page.pair()->indices().target, QStringLiteral("customers"));
        QVERIFY(page.queries()->runButton()->isEnabled());
        QLineEdit *target = page.pair()->index(PairSide::Target)->lineEdit();
        target->setText(QStringLiteral("customers-v2"));
        Q_EMIT target->editingFinished();
        QLineEdit *source = page.pair()->index(PairSide::Source)->lineEdit();
        source->setText(QStringLiteral("orders-2024"));
        Q_EMIT source->editingFinished();
        QCOMPARE(page.pair()->indices().target, QStringLiteral("customers-v2")); // it has a name of its own
    }
    void aMigrationBringsItsClustersAndItsIndices()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        Plan plan;
        plan.name = QStringLiteral("orders rehearsal");
        plan.source.profile = QStringLiteral("orders-eu");
        plan.source.url = QStringLiteral("https://orders-eu.example:9243");
        plan.target.url = QStringLiteral("https://elsewhere.example:9243");
        plan.select.indices = {QStringLiteral("orders-*")};
        plan.select.rename = {{QStringLiteral("^orders-(.*)"), QStringLiteral("old-$1")}};
        page.setPlan(plan);
        QTRY_COMPARE(page.pair()->pairs().size(), 2);
        QCOMPARE(page.pair()->pairs().first().second, QStringLiteral("old-2024"));
        QCOMPARE(page.pair()->indices().source, QStringLiteral("orders-2024"));
        QCOMPARE(page.pair()->indices().target, QStringLiteral("old-2024"));
        QCOMPARE(page.pair()->connection(PairSide::Target)->currentText(), QStringLiteral("elsewhere.example:9243"));
    }
    void theNewestChosenMigrationCountsAndIsReadByAWorker()
    {
        const QTemporaryDir folder;
        QSemaphore go;
        QAtomicInt mine = 0;
        JobList jobs([] {
            KnownJob first;
            first.job = first.name = QStringLiteral("first");
            KnownJob second;
            second.job = second.name = QStringLiteral("second");
            return QList<KnownJob>{first, second};
        });
        VerifyPorts given = ports(folder.path());
        given.jobs = &jobs;
        given.planOfJob = [&, own = QThread::currentThread()](const QString &job) -> Result<Plan> {
            if (QThread::currentThread() == own)
                mine = 1; // and go on, or the test would hang
            else
                go.acquire();
            Plan plan;
            plan.name = job;
            plan.source.url = QStringLiteral("https://%1.example:9243").arg(job);
            plan.target.url = QStringLiteral("https://elsewhere.example:9243");
            return plan;
        };
        VerifyPage page(given);
        jobs.refresh();
        QTRY_VERIFY(jobs.isKnown());
        Q_EMIT page.migrations()->aboutToShow();
        QCOMPARE(page.migrations()->actions().size(), 2);
        page.migrations()->actions().at(0)->trigger();
        page.migrations()->actions().at(1)->trigger();
        QVERIFY(!page.pair()->hasPlan());
        go.release(2);
        QTRY_COMPARE(page.pair()->connection(PairSide::Source)->currentText(), QStringLiteral("second.example:9243"));
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(50);
        QCOMPARE(page.pair()->connection(PairSide::Source)->currentText(), QStringLiteral("second.example:9243"));
        QCOMPARE(mine.loadRelaxed(), 0);
    }
    void aQueryIsRunOnBothSides()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        choose(page);
        QueriesPanel *queries = page.queries();
        queries->showQuery({QStringLiteral("Phonetic"), false, QLatin1String(phonetic)});
        queries->run();
        QTRY_COMPARE(queries->result()->verdict(), QStringLiteral("Hits differ"));
        QVERIFY2(queries->result()->figures().contains(QLatin1String("312 hits each")),
            qPrintable(queries->result()->figures()));
        QVERIFY(queries->result()->figures().contains(QLatin1String("overlap at 10: 0.90")));
        QCOMPARE(queries->result()->hits()->model()->rowCount(), 10);
        QTRY_VERIFY(!queries->result()->cause()->isHidden());
        QVERIFY(queries->result()->cause()->text().contains(
            QLatin1String("name.suggest uses phonetic_de on orders-eu and standard on orders-new")));
    }
    void thePageFitsTheSmallestWindow_data()
    {
        QTest::addColumn<double>("factor");
        QTest::newRow("usual") << 1.0;
        QTest::newRow("larger") << 1.4;
    }
    void thePageFitsTheSmallestWindow()
    {
        QFETCH(double, factor);
        const QFont usual = QApplication::font();
        QFont font = usual;
        font.setPointSizeF(9.75 * factor);
        QApplication::setFont(font);
        {
            const QTemporaryDir folder;
            VerifyPage page(ports(folder.path()));
            page.resize(727, 584); // of 900 by 640, beside the navigation
            page.show();
            choose(page);
            page.session()->drawSamples();
            QTRY_VERIFY(page.queries()->set()->rowCount() >= 4);
            page.queries()->runAll();
            QTRY_VERIFY(page.queries()->totals().contains(QLatin1String("same, rank overlap")));
            QTRY_VERIFY(!page.session()->isRunning());
            page.indices()->start(); // with the state of a comparison beside the title
            QTRY_VERIFY(page.indices()->session() && page.indices()->session()->phase() == VerifySession::Phase::Ended);
            for (int row = 0; row < page.queries()->set()->rowCount(); ++row) {
                page.queries()->list()->setCurrentIndex(page.queries()->set()->index(row, 0));
                const int width = page.minimumSizeHint().width();
                QVERIFY2(width <= 727, qPrintable(QStringLiteral("%1 in row %2").arg(width).arg(row)));
            }
            page.tabs()->setCurrentWidget(page.documents());
            QTRY_VERIFY(page.documents()->model()->document(0));
            page.documents()->table()->setCurrentIndex(page.documents()->model()->index(0, 1));
            QTRY_COMPARE(page.documents()->compared()->model()->differing(), 3);
            page.tabs()->setCurrentWidget(page.definitions());
            QTRY_COMPARE(page.definitions()->model()->differences(), 3);
            page.step(true);
            const int width = page.minimumSizeHint().width();
            QVERIFY2(width <= 727, qPrintable(QString::number(width)));
        }
        QApplication::setFont(usual);
    }
    void whatIsNoJsonIsNotSent()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        choose(page);
        page.queries()->editor()->setPlainText(QStringLiteral("{\"query\": }"));
        QVERIFY(!page.queries()->runButton()->isEnabled());
        page.queries()->showQuery({{}, true, QStringLiteral("name:Maier")});
        QVERIFY(page.queries()->runButton()->isEnabled());
    }
    void aSetIsReplayedAndKept()
    {
        const QTemporaryDir folder;
        {
            VerifyPage page(ports(folder.path()));
            choose(page);
            page.session()->drawSamples();
            QTRY_VERIFY(page.queries()->set()->rowCount() >= 4);
            page.queries()->runAll();
            QTRY_VERIFY(page.queries()->totals().contains(QLatin1String("same, rank overlap")));
            QTRY_VERIFY(!page.session()->isRunning());
            QVERIFY(page.queries()->set()->result(page.queries()->set()->rowCount() - 1));
            QVERIFY(page.queries()->totals().contains(QLatin1String("target takes 0.64 times as long")));
            const QString path = folder.filePath(QStringLiteral("mine.json"));
            QCOMPARE(page.queries()->exportTo(path), QString());
            QCOMPARE(page.queries()->importFrom(path), QString());
            QVERIFY(!page.queries()->importFrom(folder.filePath(QStringLiteral("none.json"))).isEmpty());
        }
        VerifyPage again(ports(folder.path()));
        QVERIFY(again.queries()->set()->rowCount() >= 4);
    }
    void aDocumentIsShownAsBothSidesHaveIt()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        page.resize(1108, 746);
        page.show();
        choose(page);
        page.tabs()->setCurrentWidget(page.documents());
        QTRY_COMPARE(page.documents()->model()->state(), DocumentBrowserModel::State::Ready);
        QTRY_VERIFY(page.documents()->model()->document(0));
        page.documents()->table()->setCurrentIndex(page.documents()->model()->index(0, 1));
        ComparedView *view = page.documents()->compared();
        QTRY_COMPARE(view->model()->differing(), 3);
        QCOMPARE(view->model()->alike(), 1);
        view->step(true);
        QCOMPARE(view->tree()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("invoice_no"));
        view->step(true);
        QCOMPARE(view->tree()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("total"));
        view->step(false);
        QCOMPARE(view->tree()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("invoice_no"));
        view->onlyDiffering()->setChecked(true);
        QCOMPARE(view->tree()->model()->rowCount(), 4);
    }
    void aFindingIsReadUnderTheRoutingOfEachSide()
    {
        sample::RepairableClusters desk;
        desk.source.put(QStringLiteral("customers"), "63", "{\"n\":63}", "r0");
        desk.target.put(QStringLiteral("customers"), "63", "{\"n\":63}"); // its routing is lost
        FindingsPanel panel(&desk);
        panel.setPair({}, QStringLiteral("old"), QStringLiteral("new"));
        VerifyFinding finding{QStringLiteral("routing"), QStringLiteral("customers"), QStringLiteral("customers"),
            QStringLiteral("63"), QStringLiteral("r0"), {}, QStringLiteral("It is lost."), {}};
        panel.add({finding});
        panel.list()->setCurrentIndex(panel.list()->model()->index(0, 0));
        QTRY_COMPARE(panel.compared()->summary(),
            QStringLiteral("the same, byte for byte; routing: \"r0\" on old, none on new"));
    }
    void f8GoesThroughTheDifferencesOfDefinitionsInARound()
    {
        const QTemporaryDir folder;
        sample::saveVerifyProfiles(folder.path());
        WindowPorts windowPorts;
        windowPorts.profiles = ProfileStore(folder.path());
        windowPorts.verify = &m_desk;
        MainWindow window(windowPorts);
        window.resize(900, 640);
        window.show();
        QApplication::setActiveWindow(&window);
        window.showPage(QStringLiteral("verify"));
        VerifyPage *page = window.verify();
        choose(*page);
        page->tabs()->setCurrentWidget(page->definitions());
        DefinitionsView *view = page->definitions();
        QTRY_COMPARE(view->model()->differences(), 3);
        QCOMPARE(view->summary(), QStringLiteral("3 difference(s)"));
        QVERIFY(view->nextButton()->isEnabled());
        QVERIFY(view->nextButton()->toolTip().contains(QLatin1String("F8")));
        QVERIFY(view->previousButton()->toolTip().contains(QLatin1String("Shift+F8")));
        const auto at = [view] { return QString(view->summary() + QStringLiteral(": ") + view->place()); };
        const QString first
            = QStringLiteral("3 difference(s), 1 of 3 shown: mappings.properties.name.fields.suggest.analyzer");
        const QString second = QStringLiteral("3 difference(s), 2 of 3 shown: settings.index.codec");
        const QString third = QStringLiteral("3 difference(s), 3 of 3 shown: settings.index.refresh_interval");
        for (const QString &place : {first, second, third, first}) {
            QTest::keyClick(&window, Qt::Key_F8);
            QCOMPARE(at(), place);
            QVERIFY(
                view->table()->viewport()->rect().intersects(view->table()->visualRect(view->table()->currentIndex())));
        }
        QTest::keyClick(&window, Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(at(), third);
        QTest::keyClick(&window, Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(at(), second);
        QCOMPARE(view->table()->currentIndex().column(), int(DefinitionModel::TargetColumn)); // the source has nothing
        view->nextButton()->click();
        QCOMPARE(at(), third);
        // What is equal can be left out, and the round stays the same.
        const int all = view->table()->model()->rowCount();
        view->onlyDiffering()->setChecked(true);
        QVERIFY(view->table()->model()->rowCount() < all);
        QTest::keyClick(&window, Qt::Key_F8);
        QCOMPARE(at(), first);
        // The arrow keys leave a difference, and the line says only how many there are.
        view->onlyDiffering()->setChecked(false);
        QTest::keyClick(view->table(), Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(view->summary(), QStringLiteral("3 difference(s)"));
    }
    void whatAComparisonFoundIsSaidOfTheDifference()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        choose(page);
        DefinitionsView *view = page.definitions();
        QTRY_COMPARE(view->model()->differences(), 3);
        page.tabs()->setCurrentWidget(view);
        page.step(true);
        QCOMPARE(view->reason(), QString());
        view->setPlaces({{QStringLiteral("mappings.properties.name.fields.suggest.analyzer"),
            QStringLiteral("phonetic_de"), {}, true, QStringLiteral("It is searched in another way.")}});
        QCOMPARE(view->reason(), QStringLiteral("It is searched in another way."));
        page.step(true);
        QCOMPARE(view->reason(), QString());
    }
    void anIndexThatOneSideLacksIsAnEmptySide()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        choose(page);
        DefinitionsView *view = page.definitions();
        QTRY_COMPARE(view->model()->differences(), 3);
        const auto showTarget = [&page](const QString &name) {
            QLineEdit *target = page.pair()->index(PairSide::Target)->lineEdit();
            target->setText(name);
            Q_EMIT target->editingFinished();
        };
        showTarget(QStringLiteral("nobody-has-it"));
        const auto gap = [view](int row, int column) {
            return view->model()->index(row, column).data(DefinitionModel::GapRole).toBool();
        };
        QTRY_VERIFY(gap(0, DefinitionModel::TargetColumn));
        for (int row = 0; row < view->model()->rowCount(); ++row)
            QVERIFY(gap(row, DefinitionModel::TargetColumn) && !gap(row, DefinitionModel::SourceColumn));
        showTarget(QStringLiteral("customers"));
        QTRY_VERIFY(!gap(0, DefinitionModel::TargetColumn));
        m_desk.refuses = true;
        page.session()->readDefinitions();
        QTRY_COMPARE(view->model()->rowCount(), 0);
        QCOMPARE(view->summary(), QStringLiteral("No differences"));
        QVERIFY(!view->nextButton()->isEnabled());
    }
    void anyRowOfMillionsIsAStepAway()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        page.show();
        choose(page);
        page.tabs()->setCurrentWidget(page.documents());
        DocumentsPanel *documents = page.documents();
        QTRY_COMPARE(documents->model()->state(), DocumentBrowserModel::State::Ready);
        documents->place()->setText(QStringLiteral("24000001"));
        QTest::keyClick(documents->place(), Qt::Key_Return);
        QCOMPARE(documents->model()->windowStart(), 24'000'000);
        QTRY_VERIFY(documents->model()->document(documents->table()->currentIndex().row()));
        QCOMPARE(documents->table()->currentIndex().data().toString(), QStringLiteral("doc-24000000"));
    }
    void aMillionRowsScrollWithoutAStall()
    {
        m_desk.documentCount = 1'000'000;
        m_desk.delayMs = 8; // of a server nearby
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        page.resize(1108, 746);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        choose(page);
        page.tabs()->setCurrentWidget(page.documents());
        QTRY_COMPARE(page.documents()->model()->state(), DocumentBrowserModel::State::Ready);
        QTableView *table = page.documents()->table();
        QCOMPARE(table->model()->rowCount(), 1'000'000);
        QTest::qWait(300);
        const StallWatchdog watchdog;
        QScrollBar *bar = table->verticalScrollBar();
        // Dragged to the end and back, then row by row.
        constexpr int steps = 150;
        for (int i = 0; i <= steps; ++i) {
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * i / steps));
            QTest::qWait(8);
        }
        for (int i = steps; i >= 0; i -= 3) {
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * i / steps));
            QTest::qWait(8);
        }
        for (int i = 0; i < 100; ++i) {
            bar->setValue(bar->value() + 20);
            QTest::qWait(4);
        }
        QTRY_VERIFY(page.documents()->model()->document(bar->value()));
        qInfo("longest stall %.1f ms, %.1f ms of its own", watchdog.longestMs(), watchdog.longestOwnMs());
        QVERIFY(watchdog.beats() > 100);
        QVERIFY2(watchdog.longestOwnMs() <= 50, qPrintable(QString::number(watchdog.longestOwnMs())));
    }
    void aComparisonThatCantBeginSaysWhy()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        QVERIFY(!page.indices()->startButton()->isEnabled());
        choose(page);
        QCOMPARE(page.indices()->model()->rowCount(), 1);
        QVERIFY(page.indices()->startButton()->isEnabled());
        m_desk.refuses = true;
        page.indices()->start();
        QVERIFY(!page.pair()->isEnabled()); // what runs is what the bar says
        QTRY_COMPARE(page.indices()->session()->phase(), VerifySession::Phase::Ended);
        QCOMPARE(page.indices()->session()->result().outcome, Outcome::Failed);
        QCOMPARE(page.indices()->session()->result().reason, QStringLiteral("The password is wrong."));
        QVERIFY(page.pair()->isEnabled());
        QCOMPARE(page.indices()->startButton()->text(), QStringLiteral("Compare again"));
    }
    void aFindingIsShownAsBothSidesHaveIt()
    {
        const QTemporaryDir folder;
        VerifyPage page(ports(folder.path()));
        choose(page);
        QList<VerifyFinding> findings;
        for (const char *kind : {"missing", "different", "different"}) {
            VerifyFinding finding;
            finding.kind = QLatin1String(kind);
            finding.id = QStringLiteral("ord-%1").arg(findings.size());
            finding.sourceIndex = finding.targetIndex = QStringLiteral("customers");
            findings.append(finding);
        }
        FindingsPanel *panel = page.findings();
        panel->add(findings);
        QCOMPARE(panel->list()->model()->rowCount(), 3);
        panel->setKind(QStringLiteral("different"));
        QCOMPARE(panel->list()->model()->rowCount(), 2);
        panel->step(true);
        QTRY_COMPARE(panel->compared()->model()->differing(), 3);
        panel->step(true);
        QCOMPARE(panel->list()->currentIndex().row(), 1);
        panel->step(true);
        QCOMPARE(panel->list()->currentIndex().row(), 1); // there is no next one
        panel->clear();
        QCOMPARE(panel->model()->rowCount(), 0);
    }
    void partsOfAQueryAreColoured()
    {
        using Part = JsonHighlighter::Part;
        using Spans = QList<JsonHighlighter::Span>;
        const Spans json = JsonHighlighter::spansOfJson(QStringLiteral(" \"a\\\"b\" : \"x\", 1.5e3 true nottrue"));
        QCOMPARE(json, (Spans{{Part::Key, 1, 6}, {Part::Text, 10, 3}, {Part::Number, 15, 5}, {Part::Word, 21, 4}}));
        const Spans lucene = JsonHighlighter::spansOfLucene(QStringLiteral("name:\"A B\" AND price:[10 TO 20]"));
        QCOMPARE(lucene,
            (Spans{{Part::Key, 0, 4}, {Part::Text, 5, 5}, {Part::Word, 11, 3}, {Part::Key, 15, 5},
                {Part::Number, 22, 2}, {Part::Word, 25, 2}, {Part::Number, 28, 2}}));
    }
};

QTEST_MAIN(TestVerifyPage)
#include "tst_verifypage.moc"
