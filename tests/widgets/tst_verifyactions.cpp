// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Repair, undo and certificate on the Verify page.
#include "sampleverify.h"
#include "stallwatchdog.h"

#include "models/profilestore.h"
#include "models/settings.h"
#include "models/verifytablemodel.h"
#include "widgets/dialogs.h"
#include "widgets/plainspinbox.h"
#include "widgets/reportdialog.h"
#include "widgets/theme.h"
#include "widgets/verify/definitionsview.h"
#include "widgets/verify/findingspanel.h"
#include "widgets/verify/indicespanel.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/verifyactions.h"
#include "widgets/verify/verifypage.h"

#include <QComboBox>
#include <QFile>
#include <QLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace godwit;

class TestVerifyActions : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<sample::RepairableClusters> m_desk;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<VerifyPage> m_page;

    //! The target's connection as a test wants it, and a page that compares both indices.
    void open(const QString &environment = {}, const QString &safety = {})
    {
        sample::saveVerifyProfiles(m_folder->path());
        const ProfileStore store(m_folder->path());
        Profile profile = *store.byName(QStringLiteral("orders-new"));
        profile.endpoint.environment = environment;
        profile.endpoint.safety = safety;
        QVERIFY(store.save(&profile));
        VerifyPorts ports;
        ports.desk = m_desk.get();
        ports.profiles = store;
        ports.folder = m_folder->filePath(QStringLiteral("queries"));
        ports.settings = m_settings.get();
        m_page = std::make_unique<VerifyPage>(ports);
        Plan plan;
        plan.source.profile = QStringLiteral("orders-eu");
        plan.source.url = QStringLiteral("https://orders-eu.example:9243");
        plan.target.profile = QStringLiteral("orders-new");
        plan.target.url = QStringLiteral("https://orders-new.example:9243");
        plan.select.indices = {QStringLiteral("*")};
        m_page->setPlan(plan);
        QTRY_COMPARE(m_page->indices()->model()->rowCount(), 2);
    }
    void compare()
    {
        m_page->indices()->start();
        waitForEnd();
    }
    void waitForEnd()
    {
        QTRY_VERIFY(m_page->indices()->session());
        QTRY_COMPARE_WITH_TIMEOUT(m_page->indices()->session()->phase(), VerifySession::Phase::Ended, 20'000);
    }
    QStringList found() const
    {
        QStringList names;
        for (int row = 0; row < m_page->findings()->model()->rowCount(); ++row) {
            const VerifyFinding &finding = m_page->findings()->model()->finding(row);
            if (!finding.id.isEmpty())
                names.append(QString(finding.kind + u'/' + finding.id));
        }
        names.sort();
        return names;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(qApp); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<sample::RepairableClusters>();
        m_settings = std::make_unique<Settings>(QString());
    }
    void cleanup() { m_page.reset(); }

    //! Definitions that a comparison finds as they were read are not read once more.
    void aComparisonReadsDefinitionsAgainOnlyWhereTheyChanged()
    {
        const auto typed = [](const char *type) {
            return QJsonObject{{QStringLiteral("properties"),
                QJsonObject{{QStringLiteral("n"), QJsonObject{{QStringLiteral("type"), QLatin1String(type)}}}}}};
        };
        const QString customers = QStringLiteral("customers");
        m_desk->source.mappings.insert(customers, typed("long"));
        m_desk->target.mappings.insert(customers, typed("integer"));
        open();
        QTableView *table = m_page->indices()->table();
        int row = 0;
        while (m_page->indices()->model()->row(row).pair.source != customers)
            ++row;
        table->setCurrentIndex(table->model()->index(row, 0));
        QTRY_VERIFY(m_page->session()->definitions().known);
        QTRY_COMPARE(m_page->definitions()->model()->differences(), 1);
        const QSignalSpy read(m_page->session(), &QuerySession::definitionsRead);
        compare();
        QCOMPARE(m_page->indices()->model()->row(row).definitions.size(), 1);
        QTRY_COMPARE(m_page->definitions()->model()->mattering(), 1);
        QTest::qWait(100);
        QCOMPARE(read.size(), 0);
        m_desk->target.mappings.insert(customers, typed("keyword"));
        compare();
        QTRY_COMPARE(read.size(), 1);
    }
    void aRepairListsAsksWritesAndComparesAgain()
    {
        open();
        VerifyActions *actions = m_page->actions();
        QVERIFY(!actions->repairButton()->isEnabled()); // nothing was compared
        compare();
        QCOMPARE(found(),
            (QStringList{QStringLiteral("different/5"), QStringLiteral("extra/more"), QStringLiteral("missing/3"),
                QStringLiteral("missing/9")}));
        QCOMPARE(actions->repairButton()->text(), QStringLiteral("Repair 4…"));
        actions->repairButton()->click();
        QTRY_VERIFY(actions->dialog());
        RepairDialog *dialog = actions->dialog();
        QCOMPARE(dialog->list()->model()->rowCount(), 4);
        const auto line = [dialog](int row) { return dialog->list()->model()->index(row, 0).data().toString(); };
        QTRY_COMPARE(line(0), QStringLiteral("Delete customers/more")); // what is lost comes first
        const QStringList lines{line(1), line(2), line(3)};
        QVERIFY2(lines.contains(QStringLiteral("Copy orders-2024/9 (missing)")), qPrintable(lines.join(u'|')));
        QVERIFY2(dialog->text().contains(QLatin1String("in place of what is there: 3")), qPrintable(dialog->text()));
        QVERIFY(dialog->text().contains(QLatin1String("does not have them: 1")));
        QVERIFY(dialog->text().contains(QLatin1String("repair-undo.ndjson")));
        const auto before = m_desk->target.sources(QStringLiteral("customers"));
        dialog->reject(); // nothing happens without a word
        QTRY_VERIFY(!actions->dialog());
        QVERIFY(m_desk->target.sources(QStringLiteral("customers")) == before);
        actions->askRepair();
        QTRY_VERIFY(actions->dialog());
        actions->dialog()->acceptButton()->click();
        QTRY_VERIFY(!actions->writing());
        waitForEnd();
        QCOMPARE(m_page->indices()->session()->result().outcome, Outcome::Succeeded);
        QCOMPARE(found(), QStringList());
        QVERIFY2(m_page->note()->text().contains(QLatin1String("Copied: 3. Deleted: 1.")),
            qPrintable(m_page->note()->text()));
        QVERIFY(
            m_desk->target.sources(QStringLiteral("customers")) == m_desk->source.sources(QStringLiteral("customers")));
        actions->undoButton()->click();
        QTRY_VERIFY(actions->dialog());
        QVERIFY2(actions->dialog()->text().contains(QLatin1String("before the repair: 2")),
            qPrintable(actions->dialog()->text()));
        actions->dialog()->acceptButton()->click();
        QTRY_VERIFY(m_page->note()->title() == QLatin1String("Repair undone"));
        QVERIFY(m_desk->target.sources(QStringLiteral("customers")) == before);
        waitForEnd();
        QTRY_COMPARE(found().size(), 4);
    }

    void onlyWhatWasTouchedIsComparedAgain()
    {
        open();
        compare();
        const auto findings = m_page->indices()->session()->findingsFile();
        m_page->indices()->compareAgain({{QStringLiteral("orders-2024"), QStringLiteral("orders-2024")}});
        QCOMPARE(m_page->indices()->session()->request().pairs.size(), 1);
        QCOMPARE(m_page->indices()->session()->progress().rows.size(), 2); // both stay shown
        waitForEnd();
        QTRY_COMPARE(found().size(), 4);
        const VerifyResult &result = m_page->indices()->session()->result();
        QCOMPARE(result.rows.size(), 2);
        QCOMPARE(result.rows.first().different, 1);
        QCOMPARE(result.request.pairs.size(), 2);
        QVERIFY(m_page->indices()->session()->findingsFile() != findings);
        const QString exported = m_folder->filePath(QStringLiteral("all.ndjson"));
        QCOMPARE(m_page->findings()->exportTo(exported).result(), QString());
        QFile file(exported);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), m_page->findings()->model()->rowCount());
        QVERIFY(text.contains(R"("id":"more")"));
        QVERIFY(text.contains(R"("detail":)"));
    }

    void aReadOnlyTargetIsNotRepaired()
    {
        open({}, QStringLiteral("read-only"));
        compare();
        VerifyActions *actions = m_page->actions();
        QVERIFY(!actions->repairButton()->isEnabled());
        QVERIFY(!actions->undoButton()->isEnabled());
        QVERIFY2(actions->repairButton()->toolTip().contains(QLatin1String("read-only")),
            qPrintable(actions->repairButton()->toolTip()));
        actions->askRepair();
        actions->askUndo(m_folder->filePath(QStringLiteral("any")));
        QTest::qWait(50);
        QVERIFY(!actions->dialog());
    }

    void aProductionTargetWantsItsName()
    {
        open(QStringLiteral("PROD"));
        compare();
        m_page->actions()->askRepair();
        QTRY_VERIFY(m_page->actions()->dialog());
        RepairDialog *dialog = m_page->actions()->dialog();
        QVERIFY(dialog->edit());
        QVERIFY(!dialog->acceptButton()->isEnabled());
        dialog->edit()->setText(QStringLiteral("orders-ne"));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        dialog->edit()->setText(QStringLiteral("orders-new"));
        QVERIFY(dialog->acceptButton()->isEnabled());
    }

    void aCertificateIsWrittenWithItsLogo()
    {
        open();
        VerifyActions *actions = m_page->actions();
        QVERIFY(!actions->certificateButton()->isEnabled());
        compare();
        QVERIFY(actions->certificateButton()->isEnabled());
        actions->certificateButton()->click();
        QVERIFY(actions->report());
        actions->report()->logo()->setText(QStringLiteral("our.png"));
        const QString path = m_folder->filePath(QStringLiteral("c.json"));
        actions->report()->write(path);
        QTRY_VERIFY(QFile::exists(path));
        QTRY_COMPARE(actions->report()->note()->text(), path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("our.png\n"));
        QVERIFY(text.contains("\"finding_count\": 5")); // one of them is a count
        QCOMPARE(m_settings->word(settingkeys::reportLogo), QStringLiteral("our.png"));
        actions->report()->write(m_folder->filePath(QStringLiteral("none/c.json")));
        QTRY_COMPARE(actions->report()->note()->title(), QStringLiteral("Nothing was written"));
    }

    void aMillionDeletionsAreListedWithoutAStall()
    {
        QFile file(m_folder->filePath(QStringLiteral("findings.ndjson")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        auto lines = std::make_shared<std::vector<qint64>>();
        for (int i = 0; i < 1'000; ++i) {
            lines->push_back(file.pos());
            file.write("{\"kind\":\"extra\",\"target_index\":\"orders\",\"id\":\"" + QByteArray::number(i) + "\"}\n");
        }
        file.close();
        RepairQuestion question;
        question.target.url = QStringLiteral("http://new:9200");
        question.plan.file = file.fileName();
        {
            question.plan.deletions = static_cast<qint64>(lines->size());
            question.plan.lines = lines;
            RepairDialog small(question); // what the first window of a program costs is no matter of the list
            small.show();
            QVERIFY(QTest::qWaitForWindowExposed(&small));
        }
        for (std::size_t i = 1'000; i < 1'000'000; ++i)
            lines->push_back((*lines)[i % 1'000]);
        question.plan.deletions = 1'000'000;
        const StallWatchdog watchdog;
        RepairDialog dialog(question);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCOMPARE(dialog.list()->model()->rowCount(), 1'000'000);
        QVERIFY(!dialog.behindButton());
        QScrollBar *bar = dialog.list()->verticalScrollBar();
        for (int i = 0; i <= 100; ++i) {
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * i / 100));
            QTest::qWait(8);
        }
        QTest::keyClick(dialog.list(), Qt::Key_D); // looks for nothing
        QTRY_COMPARE(dialog.list()->model()->index(999'999, 0).data().toString(), QStringLiteral("Delete orders/999"));
        qInfo("longest stall %.1f ms, %.1f ms of its own", watchdog.longestMs(), watchdog.longestOwnMs());
        QVERIFY2(watchdog.longestOwnMs() <= 50, qPrintable(QString::number(watchdog.longestOwnMs())));
    }

    void theRateIsLimitedWhileItRuns()
    {
        open();
        m_page->indices()->rate()->setValue(7);
        QCOMPARE(m_page->indices()->request().limits.documentsPerSecond, 7.0);
        m_page->indices()->start();
        QTest::qWait(1'500);
        QCOMPARE(m_page->indices()->session()->phase(), VerifySession::Phase::Running); // 79 documents
        m_page->indices()->rate()->setValue(0);
        waitForEnd();
        QCOMPARE(found().size(), 4);
    }

    void whatWasStoppedAfterARepairGoesOn()
    {
        open();
        compare();
        m_page->indices()->rate()->setValue(5);
        m_page->indices()->compareAgain({{QStringLiteral("customers"), QStringLiteral("customers")}});
        QTest::qWait(700);
        m_page->indices()->stopButton()->click();
        waitForEnd();
        QCOMPARE(m_page->indices()->session()->result().outcome, Outcome::Stopped);
        QCOMPARE(m_page->indices()->model()->rowCount(), 2);
        m_page->indices()->rate()->setValue(0);
        compare();
        QCOMPARE(m_page->indices()->session()->result().rows.size(), 2);
        QTRY_COMPARE(found().size(), 4);
    }

    void thePageFitsANarrowWindow()
    {
        open();
        const int width = m_page->minimumSizeHint().width();
        QVERIFY2(width <= 720, qPrintable(QString::number(width))); // of 900 by 640, beside the navigation
        const int height = m_page->layout()->totalMinimumHeightForWidth(727);
        QVERIFY2(height <= 584, qPrintable(QString::number(height)));
    }

    void theCountsOfTheChosenIndexAreExplained()
    {
        open();
        compare();
        QVERIFY(m_page->indices()->countsText().isEmpty());
        m_page->indices()->table()->selectRow(0);
        QVERIFY2(m_page->indices()->countsText().contains(
                     QLatin1String("Source: 20 documents, 0 nested objects, 0 deleted but not merged away")),
            qPrintable(m_page->indices()->countsText()));
    }
};

QTEST_MAIN(TestVerifyActions)
#include "tst_verifyactions.moc"
