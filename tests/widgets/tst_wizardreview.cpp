// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the wizard tells before a start: what a filter means, what would be sent, what the cutover takes.
#include "models/reviewmodel.h"
#include "tests/models/samplecatalogue.h"
#include "widgets/codeview.h"
#include "widgets/theme.h"
#include "widgets/wizard/cutovercard.h"
#include "widgets/wizard/mappingstep.h"
#include "widgets/wizard/migrationwizard.h"
#include "widgets/wizard/requestscard.h"
#include "widgets/wizard/reviewstep.h"
#include "widgets/wizard/selectstep.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestWizardReview : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    sample::MemoryDesk m_desk;

    //! A wizard at this step, whose clusters have answered.
    std::unique_ptr<MigrationWizard> openedAt(int number, const Plan &plan = sample::shopPlan())
    {
        auto wizard = std::make_unique<MigrationWizard>(ProfileStore(m_folder.path()), &m_desk);
        wizard->resize(1108, 720);
        wizard->show();
        wizard->setPlan(plan);
        while (wizard->step() < number && QTest::qWaitFor([&] { return wizard->obstacle().isEmpty(); }))
            wizard->next();
        return wizard;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Theme::install(qApp);
        ProfileStore profiles(m_folder.path());
        for (const char *name : {"new", "old"}) {
            Profile profile;
            profile.endpoint = sample::endpoint(s(name));
            QVERIFY(profiles.save(&profile));
        }
        m_desk.reviewed = sample::reviewedShop();
        m_desk.report = PreflightReport();
    }
    void aBadExpressionIsNamedBelowTheFilter()
    {
        const auto wizard = openedAt(1);
        QCOMPARE(wizard->step(), 1);
        auto *select = static_cast<SelectStep *>(wizard->page(1));
        QVERIFY(select->filterNote().isEmpty());
        select->filter()->setText(s("/^orders-20/, -*25"));
        QCOMPARE(select->filterNote(), s("Shows /^orders-20/. Leaves out *25."));
        select->filter()->setText(s("/^orders-(20/"));
        QVERIFY2(select->filterNote().contains(s("no regular expression")), qPrintable(select->filterNote()));
        QCOMPARE(select->filter()->accessibleDescription(), select->filterNote());
        select->filter()->clear();
        QVERIFY(select->filterNote().isEmpty());
    }
    void linesThatDifferAreMarkedOnBothSides()
    {
        const auto wizard = openedAt(3);
        auto *mapping = static_cast<MappingStep *>(wizard->page(3));
        QTRY_COMPARE(mapping->model()->rowCount(), 2);
        const auto marked = [](const QPlainTextEdit *edit) {
            QStringList lines;
            for (const QTextEdit::ExtraSelection &mark : edit->extraSelections())
                lines.append(mark.cursor.block().text().trimmed());
            return lines;
        };
        QCOMPARE(marked(mapping->sourceText()), QStringList{s("\"boost\": 2,")});
        QCOMPARE(marked(mapping->targetText()), QStringList());
        QString text = mapping->targetText()->toPlainText();
        mapping->targetText()->setPlainText(text.replace(s("\"keyword\""), s("\"text\"")));
        mapping->takeEdit();
        QVERIFY(marked(mapping->targetText()).contains(s("\"type\": \"text\"")));
        QVERIFY(marked(mapping->sourceText()).contains(s("\"type\": \"keyword\"")));
    }
    void whatWouldBeSentIsListedAndCopied()
    {
        const auto wizard = openedAt(MigrationWizard::ReviewStepNumber);
        QCOMPARE(wizard->step(), int(MigrationWizard::ReviewStepNumber));
        auto *review = static_cast<ReviewStep *>(wizard->page(MigrationWizard::ReviewStepNumber));
        const RequestsCard *card = review->requests();
        QTRY_VERIFY(card->summary().startsWith(s("2 on the source, 2 on the target")));
        const QStringList lines = card->list()->toPlainText().split(u'\n');
        QCOMPARE(lines.value(0), s("Create target indices"));
        QCOMPARE(lines.value(1).simplified(), s("target PUT /o-2024"));
        QCOMPARE(lines.value(4).simplified(), s("source POST /orders-2024/_search (for each shard, window by window)"));
        QCOMPARE(lines.last().simplified(), s("source PUT /orders-2024/_block/write (if Godwit sets the write block)"));
        card->copyButton()->click();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.startsWith(s("# target, Create target indices\nPUT /o-2024?timeout=60s\n{\n}\n")),
            qPrintable(copied));
        QVERIFY2(review->amount().contains(s("documents")), qPrintable(review->amount()));
        // A method that does not tell is not passed off as one that sends nothing.
        m_desk.planned = QList<PlannedRequest>();
        wizard->draft()->change([](Plan &plan) { plan.lagLimitSeconds += 1; });
        wizard->draft()->rehearse();
        QTRY_COMPARE(card->summary(), s("This method does not list its requests."));
        QVERIFY(card->list()->isHidden());
        m_desk.planned = fail(ErrorKind::Connection, s("The source does not answer."));
        wizard->draft()->change([](Plan &plan) { plan.lagLimitSeconds += 1; });
        wizard->draft()->rehearse();
        QTRY_COMPARE(card->summary(), s("The source does not answer."));
    }
    void theCutoverIsStatedBeforeTheStart()
    {
        Plan plan = sample::shopPlan();
        plan.pauseLimitSeconds = 30;
        const auto wizard = openedAt(MigrationWizard::ReviewStepNumber, plan);
        auto *review = static_cast<ReviewStep *>(wizard->page(MigrationWizard::ReviewStepNumber));
        const QString pause = review->cutover()->pause();
        QVERIFY2(pause.startsWith(s("Expected write pause: about 1.0 s; what small clusters show")), qPrintable(pause));
        QVERIFY2(pause.contains(s("After 30 s it is called off")), qPrintable(pause));
        const QStringList lines = review->cutover()->list().split(u'\n');
        QCOMPARE(lines.size(), 7); // before, four steps, after, the way back
        QCOMPARE(lines.at(1), s("Pause, step 1: Stop writes on the source"));
        QCOMPARE(lines.at(4), s("Pause, step 4: Switch aliases and release the target"));
        review->cutover()->setAdvice(plan, MethodAdvice());
        QVERIFY(review->cutover()->isHidden());
    }
};

QTEST_MAIN(TestWizardReview)
#include "tst_wizardreview.moc"
