// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reviewmodel.h"
#include "models/selectiontreemodel.h"
#include "tests/models/samplecatalogue.h"
#include "tests/widgets/keyboard.h"
#include "widgets/codeview.h"
#include "widgets/confirmwrite.h"
#include "widgets/dialogs.h"
#include "widgets/preflightpanel.h"
#include "widgets/theme.h"
#include "widgets/wizard/checkstep.h"
#include "widgets/wizard/mappingstep.h"
#include "widgets/wizard/methodpanel.h"
#include "widgets/wizard/migrationwizard.h"
#include "widgets/wizard/optionsstep.h"
#include "widgets/wizard/pairstep.h"
#include "widgets/wizard/quiethourseditor.h"
#include "widgets/wizard/renamerules.h"
#include "widgets/wizard/reviewstep.h"
#include "widgets/wizard/selectiontree.h"
#include "widgets/wizard/selectstep.h"
#include "widgets/wizard/stepbar.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeEdit>
#include <QTranslator>

using namespace godwit;

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

Profile profile(const char *name, const char *environment)
{
    Profile made;
    made.endpoint = sample::endpoint(s(name), s(environment));
    return made;
}

PreflightReport report(CheckState worst)
{
    PreflightReport made;
    made.items = {{s("reach-source"), s("The source answers"), CheckState::Pass, {}, s("7.17.15"), {}, {}, {}, 0.01},
        {s("rename"), s("Every index gets a name of its own"), worst, {}, s("2 names"), s("Change the rule."),
            s("GET /"), s("A rule is too wide."), 0.02}};
    return made;
}

} // namespace

class TestWizard : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    sample::MemoryDesk m_desk;
    QTranslator m_english;

    ProfileStore store() { return ProfileStore(m_folder.path()); }
    //! A wizard whose pair is chosen and whose clusters have answered.
    std::unique_ptr<MigrationWizard> opened(const Plan &plan);
    template <class T>
    static T *step(MigrationWizard &wizard, int number)
    {
        return static_cast<T *>(wizard.page(number));
    }
    static bool walkTo(MigrationWizard &wizard, int number)
    {
        while (wizard.step() < number) {
            if (!QTest::qWaitFor([&] { return wizard.obstacle().isEmpty(); }))
                return false;
            wizard.next();
        }
        return wizard.step() == number;
    }

private Q_SLOTS:
    void initTestCase();
    void init();
    void sixStepsByKeyboardOnly();
    void goingBackLosesNothing();
    void aStepThatIsNotCompleteHoldsTheNextOnes();
    void anUnreachableSourceOffersToTryAgain();
    void withoutConnectionsThereIsOneThingToDo();
    void theSameClusterIsRefusedUnlessRenamed();
    void aReadOnlyTargetIsRefused();
    void aTargetToConfirmAsksBeforeTheStart();
    void replacingAsksAndCounts();
    void methodsThatCantWorkAreGreyWithTheReason();
    void anEditThatIsNoJsonHoldsTheStep();
    void anEditIsKeptInThePlanAndCanBeUndone();
    void aBlockerHoldsTheStartAndLeadsToItsStep();
    void aFixLeadsToItsField();
    void warningsNeedOneTickAgainWhenTheyChange();
    void everyKeyOfAPlanSurvivesTheWizard();
    void quietHoursArePutTogether();
    void theCommandRunsThePlan();
    void everyControlHasAName();
    void aKeystrokeFiltersTenThousandRows();
};

void TestWizard::initTestCase()
{
    Theme::install(qApp);
    QVERIFY(m_english.load(s(":/i18n/godwit_en.qm")));
    QApplication::installTranslator(&m_english);
    ProfileStore profiles = store();
    for (Profile each : {profile("new", "STAGING"), profile("old", "PROD")})
        QVERIFY(profiles.save(&each));
}

void TestWizard::init()
{
    m_desk.answers[0] = sample::source();
    m_desk.answers[1] = sample::target();
    m_desk.reviewed = sample::reviewedShop();
    m_desk.report = report(CheckState::Pass);
    m_desk.pauseMs = 0;
    m_desk.asked = 0;
}

std::unique_ptr<MigrationWizard> TestWizard::opened(const Plan &plan)
{
    auto wizard = std::make_unique<MigrationWizard>(store(), &m_desk);
    wizard->resize(1108, 720);
    wizard->show();
    wizard->activateWindow();
    wizard->setPlan(plan);
    return wizard;
}

void TestWizard::sixStepsByKeyboardOnly()
{
    using namespace keyboard;
    m_desk.report = report(CheckState::Warning);
    MigrationWizard wizard(store(), &m_desk);
    QSignalSpy started(&wizard, &MigrationWizard::startRequested);
    wizard.resize(1108, 720);
    wizard.show();
    QVERIFY(QTest::qWaitForWindowActive(&wizard));
    wizard.showStep(0);
    auto *pair = step<PairStep>(wizard, 0);
    QCOMPARE(wizard.obstacle(), s("Choose a source"));
    QVERIFY(tabTo(pair->box(PairSide::Source)));
    press(Qt::Key_End); // "old"
    QCOMPARE(wizard.draft()->endpoint(PairSide::Source).profile, s("old"));
    QVERIFY(tabTo(pair->box(PairSide::Target)));
    press(Qt::Key_Home);
    QTRY_VERIFY(wizard.obstacle().isEmpty());
    QCOMPARE(wizard.plan().name, s("old to new"));
    press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(wizard.step(), 1);

    auto *select = step<SelectStep>(wizard, 1);
    QCOMPARE(QApplication::focusWidget(), select->filter());
    type(s("order*, -*test*"));
    QVERIFY(tabTo(select->tickButton()));
    press(Qt::Key_Space);
    QVERIFY(tabTo(select->rules()->fromEdit(0)));
    type(s("^orders-(.*)"));
    QVERIFY(!wizard.obstacle().isEmpty()); // a rule without a new name
    press(Qt::Key_Tab);
    type(s("o-$1"));
    QCOMPARE(wizard.obstacle(), QString());
    QVERIFY2(select->rules()->outcome()->text().contains(s("2 names change, no")),
        qPrintable(select->rules()->outcome()->text()));
    press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(wizard.step(), 2);
    type(s("500"));
    press(Qt::Key_Tab);
    QCOMPARE(wizard.plan().documentsPerSecond, 500.0);
    press(Qt::Key_Right, Qt::AltModifier);
    QTRY_VERIFY(wizard.obstacle().isEmpty());
    press(Qt::Key_Right, Qt::AltModifier);
    QTRY_VERIFY(wizard.obstacle().isEmpty());
    QCOMPARE(wizard.step(), 4);
    press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(wizard.step(), 5);
    QVERIFY(!wizard.nextButton()->isEnabled());
    auto *review = step<ReviewStep>(wizard, 5);
    QVERIFY(tabTo(review->warningsBox()));
    press(Qt::Key_Space);
    QVERIFY(wizard.nextButton()->isEnabled());
    press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(wizard.step(), 4);
    press(Qt::Key_Right, Qt::AltModifier);
    QVERIFY(tabTo(wizard.nextButton()));
    press(Qt::Key_Space);
    QCOMPARE(started.size(), 1);
    const Plan begun = started.first().first().value<SessionInfo>().plan;
    QCOMPARE(begun.select.indices, QStringList({s("order*"), s("-*test*")}));
    QCOMPARE(begun.select.targetName(s("orders-2024")), s("o-2024"));
    QCOMPARE(begun.source.profile, s("old"));
    QVERIFY(Plan::fromJson(QJsonDocument(begun.toJson()).toJson()));
}

void TestWizard::goingBackLosesNothing()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::ReviewStepNumber));
    const QJsonObject before = wizard->plan().toJson();
    for (int i = 0; i < 5; ++i)
        wizard->back();
    QCOMPARE(wizard->step(), 0);
    QVERIFY(walkTo(*wizard, MigrationWizard::ReviewStepNumber));
    QCOMPARE(wizard->plan().toJson(), before);
    QCOMPARE(m_desk.asked.load(), 2); // nothing was asked twice
}

void TestWizard::aStepThatIsNotCompleteHoldsTheNextOnes()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::OptionsStepNumber));
    QVERIFY(wizard->bar()->button(1)->isEnabled());
    wizard->bar()->button(1)->click();
    QCOMPARE(wizard->step(), 1);
    step<SelectStep>(*wizard, 1)->untickButton()->click();
    QCOMPARE(wizard->obstacle(), s("Tick at least one index"));
    QVERIFY(!wizard->nextButton()->isEnabled());
    QVERIFY(!wizard->bar()->button(2)->isEnabled());
    QVERIFY(!wizard->bar()->button(5)->isEnabled());
    wizard->next();
    QCOMPARE(wizard->step(), 1);
}

void TestWizard::anUnreachableSourceOffersToTryAgain()
{
    m_desk.answers[0] = fail(ErrorKind::Connection, s("Nobody answers at old.example:9200. Start it."));
    auto wizard = opened(sample::shopPlan());
    QTRY_COMPARE(wizard->obstacle(), s("The source does not answer"));
    QPushButton *again = nullptr;
    for (QPushButton *button : wizard->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == s("Try again"))
            again = button;
    }
    QVERIFY(again);
    m_desk.answers[0] = sample::source();
    again->click();
    QTRY_VERIFY(wizard->obstacle().isEmpty());
}

void TestWizard::withoutConnectionsThereIsOneThingToDo()
{
    const QTemporaryDir empty;
    MigrationWizard wizard(ProfileStore(empty.path()), &m_desk);
    wizard.show();
    QSignalSpy wanted(&wizard, &MigrationWizard::connectionRequested);
    for (QPushButton *button : wizard.page(0)->findChildren<QPushButton *>()) {
        if (button->isVisible())
            button->click();
    }
    QCOMPARE(wanted.size(), 1);
}

void TestWizard::theSameClusterIsRefusedUnlessRenamed()
{
    m_desk.answers[1] = sample::source();
    auto wizard = opened(sample::shopPlan());
    QTRY_VERIFY(wizard->obstacle().isEmpty());
    QVERIFY(step<PairStep>(*wizard, 0)->note()->isVisible());
    wizard->next();
    QVERIFY2(wizard->obstacle().contains(s("onto itself")), qPrintable(wizard->obstacle()));
    auto *rules = step<SelectStep>(*wizard, 1)->rules();
    QTest::keyClicks(rules->fromEdit(0), s("(.*)"));
    QTest::keyClicks(rules->toEdit(0), s("copy-$1"));
    QCOMPARE(wizard->obstacle(), QString());
}

void TestWizard::aReadOnlyTargetIsRefused()
{
    Plan locked = sample::shopPlan();
    locked.target.safety = s("read-only");
    auto wizard = opened(locked);
    QCOMPARE(wizard->obstacle(), s("The target's connection is read-only"));
}

void TestWizard::aTargetToConfirmAsksBeforeTheStart()
{
    Plan careful = sample::shopPlan();
    careful.target.safety = s("confirm");
    auto wizard = opened(careful);
    QSignalSpy started(wizard.get(), &MigrationWizard::startRequested);
    QVERIFY(walkTo(*wizard, MigrationWizard::ReviewStepNumber));
    QTRY_VERIFY(wizard->obstacle().isEmpty());
    wizard->next();
    QCOMPARE(started.size(), 0);
    auto *dialog = wizard->findChild<ConfirmWriteDialog *>();
    QVERIFY(dialog);
    dialog->acceptButton()->click();
    QCOMPARE(started.size(), 1);
}

void TestWizard::replacingAsksAndCounts()
{
    Plan replacing = sample::shopPlan();
    replacing.select.indices = {s("products")};
    auto wizard = opened(replacing);
    QVERIFY(walkTo(*wizard, 1));
    QVERIFY2(wizard->obstacle().contains(s("exist")), qPrintable(wizard->obstacle()));
    QComboBox *existing = step<SelectStep>(*wizard, 1)->existing();
    existing->setFocus();
    QTest::keyClick(existing, Qt::Key_End);
    QCOMPARE(wizard->plan().existing, ExistingTarget::Replace);
    QCOMPARE(wizard->obstacle(), QString());
    wizard->next();
    QCOMPARE(wizard->step(), 1);
    auto *dialog = wizard->findChild<ReplaceDialog *>();
    QVERIFY(dialog);
    QString told = dialog->windowTitle();
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        told += label->text();
    for (const char *part : {"STAGING new", "products", "30 documents"})
        QVERIFY2(told.contains(s(part)), qPrintable(told));
    QVERIFY(!dialog->acceptButton()->isDefault());
    dialog->reject();
    QCOMPARE(wizard->step(), 1);
    wizard->next();
    for (ReplaceDialog *again : wizard->findChildren<ReplaceDialog *>()) {
        if (again->isVisible())
            again->acceptButton()->click();
    }
    QCOMPARE(wizard->step(), 2);
    ReplaceDialog production(sample::endpoint(s("live"), s("PROD")), {s("a")}, 1);
    QVERIFY(!production.acceptButton()->isEnabled());
    production.edit()->setText(s("live"));
    QVERIFY(production.acceptButton()->isEnabled());
}

void TestWizard::methodsThatCantWorkAreGreyWithTheReason()
{
    Catalogue old = sample::source();
    old.info.version = {6, 2, 0};
    m_desk.answers[0] = old;
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, 1));
    QCOMPARE(wizard->obstacle(), s("No method can move this pair"));
    MethodPanel *methods = step<SelectStep>(*wizard, 1)->methods();
    for (const QAbstractButton *each : methods->group()->buttons())
        QVERIFY2(!each->isEnabled(), qPrintable(each->text()));
    QAbstractButton *radio = methods->group()->buttons().first();
    QVERIFY2(radio->accessibleDescription().contains(s("6.2.0")), qPrintable(radio->accessibleDescription()));
}

void TestWizard::anEditThatIsNoJsonHoldsTheStep()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::MappingStepNumber));
    auto *mapping = step<MappingStep>(*wizard, 3);
    QTRY_COMPARE(mapping->model()->rowCount(), 2);
    mapping->targetText()->setPlainText(s("{\"settings\": {,}}"));
    QTRY_VERIFY(!mapping->fault().isEmpty());
    QVERIFY2(mapping->fault().contains(s("line 1")), qPrintable(mapping->fault()));
    QVERIFY(!wizard->nextButton()->isEnabled());
    mapping->targetText()->setPlainText(s("{\"setings\": {}}"));
    mapping->takeEdit();
    QVERIFY(mapping->fault().contains(s("setings")));
    mapping->targetText()->setPlainText(s("{\"settings\": {\"index.number_of_shards\": 9}}"));
    mapping->takeEdit();
    QVERIFY(mapping->fault().isEmpty());
    QVERIFY2(wizard->obstacle().contains(s("can't be converted")), qPrintable(wizard->obstacle()));
}

void TestWizard::anEditIsKeptInThePlanAndCanBeUndone()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::MappingStepNumber));
    auto *mapping = step<MappingStep>(*wizard, 3);
    QTRY_COMPARE(mapping->model()->rowCount(), 2);
    const QString index = mapping->model()->row(mapping->table()->currentIndex().row()).source.name;
    const QString before = mapping->targetText()->toPlainText();
    mapping->targetText()->setPlainText(QString(before).replace(s("\"keyword\""), s("\"wildcard\"")));
    mapping->takeEdit();
    const IndexOverride kept = wizard->plan().overrides.value(index);
    QCOMPARE(QJsonDocument(kept.mappings).toJson(QJsonDocument::Compact),
        QByteArray("{\"properties\":{\"a\":{\"type\":\"wildcard\"}}}"));
    QVERIFY(kept.settings.isEmpty());
    const int other = 1 - mapping->table()->currentIndex().row();
    mapping->table()->setCurrentIndex(mapping->model()->index(other, 0));
    mapping->table()->setCurrentIndex(mapping->model()->index(1 - other, 0));
    QVERIFY(mapping->targetText()->toPlainText().contains(s("\"wildcard\"")));
    QVERIFY(mapping->undoButton()->isVisible());
    mapping->undoButton()->click();
    QCOMPARE(mapping->targetText()->toPlainText(), before);
    QVERIFY(wizard->plan().overrides.isEmpty());
}

void TestWizard::aBlockerHoldsTheStartAndLeadsToItsStep()
{
    m_desk.report = report(CheckState::Blocker);
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::CheckStepNumber));
    auto *check = step<CheckStep>(*wizard, 4);
    QTRY_VERIFY2(wizard->obstacle().contains(s("1 blocker stops the start")), qPrintable(wizard->obstacle()));
    QVERIFY(!wizard->nextButton()->isEnabled());
    QCOMPARE(wizard->nextButton()->accessibleDescription(), wizard->obstacle());
    PreflightPanel *panel = check->panel();
    QCOMPARE(panel->model()->item(0).state, CheckState::Blocker); // worst first
    m_desk.report = report(CheckState::Pass);
    panel->oneButton()->click();
    QTRY_VERIFY(wizard->nextButton()->isEnabled());
    QCOMPARE(m_desk.lastOnly, s("rename"));
    m_desk.report = report(CheckState::Blocker);
    panel->againButton()->click();
    QTRY_VERIFY(panel->fixButton()->isVisible());
    panel->fixButton()->click();
    QCOMPARE(wizard->step(), 1);
}

void TestWizard::aFixLeadsToItsField()
{
    m_desk.report = PreflightReport();
    for (const char *id : {"rename", "target-exists", "aliases", "conversion", "reach-target", "health"})
        m_desk.report->items.append({s(id), s(id), CheckState::Warning, s("orders-2024"), {}, {}, {}, {}, 0});
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::CheckStepNumber));
    PreflightPanel *panel = step<CheckStep>(*wizard, 4)->panel();
    QTRY_COMPARE(panel->model()->rowCount(), 6);
    QVERIFY(!panel->fixButtonOf(5)); // a server's health is mended at the server
    const QWidget *fields[]
        = {step<SelectStep>(*wizard, 1)->rules()->fromEdit(0), step<SelectStep>(*wizard, 1)->existing(),
            step<OptionsStep>(*wizard, 2)->aliasesBox(), step<MappingStep>(*wizard, 3)->targetText()};
    for (int row = 0; row < 4; ++row) {
        wizard->showStep(MigrationWizard::CheckStepNumber);
        QTRY_VERIFY(panel->fixButtonOf(row) && panel->fixButtonOf(row)->isVisible());
        QCOMPARE(panel->fixButtonOf(row)->accessibleName(), s("Fix: ") + panel->model()->item(row).title);
        panel->table()->setFocus();
        for (int i = 0; i <= row; ++i)
            keyboard::press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), panel->fixButtonOf(row));
        keyboard::press(Qt::Key_Space);
        QTRY_COMPARE(QApplication::focusWidget(), fields[row]);
    }
    QCOMPARE(step<MappingStep>(*wizard, 3)->table()->currentIndex().data().toString(), s("orders-2024"));
    const QSignalSpy edit(wizard.get(), &MigrationWizard::connectionEditRequested);
    wizard->showStep(MigrationWizard::CheckStepNumber);
    QTRY_VERIFY(panel->fixButtonOf(4));
    panel->fixButtonOf(4)->click();
    QCOMPARE(edit.first().first().toString(), s("new"));
}

void TestWizard::warningsNeedOneTickAgainWhenTheyChange()
{
    m_desk.report = report(CheckState::Warning);
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::ReviewStepNumber));
    auto *review = step<ReviewStep>(*wizard, 5);
    QVERIFY(!wizard->nextButton()->isEnabled());
    review->warningsBox()->click();
    QVERIFY(wizard->nextButton()->isEnabled());
    QTRY_VERIFY2(review->basis()->text().contains(s("measured")), qPrintable(review->basis()->text()));
    QCOMPARE(review->duration()->text(), s("under 1 s")); // 2,000 documents at 20,000 a second
    PreflightReport other = report(CheckState::Warning);
    other.items.append({s("clocks"), s("The clocks agree"), CheckState::Warning, {}, s("9 s"), {}, {}, {}, 0.01});
    m_desk.report = other;
    wizard->draft()->check(true);
    QTRY_COMPARE(wizard->obstacle(), s("Tick that you have read the warnings"));
    QVERIFY(!review->warningsBox()->isChecked());
}

void TestWizard::everyKeyOfAPlanSurvivesTheWizard()
{
    QFile file(QFINDTESTDATA("../engine/plans/full.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    auto full = Plan::fromJson(file.readAll());
    QVERIFY(full);
    full->select.indices = {s("customers"), s("orders-2024")};
    full->options = {{s("readers"), 6}, {s("queue_bytes"), 12e6}, {s("version"), s("source")}};
    full->target.safety.clear();
    auto wizard = opened(*full);
    QVERIFY(walkTo(*wizard, MigrationWizard::OptionsStepNumber));
    // Each field is shown and given its own value again.
    for (QAbstractSpinBox *field : wizard->page(2)->findChildren<QAbstractSpinBox *>()) {
        field->setFocus();
        field->stepUp();
        field->stepDown();
    }
    QCOMPARE(wizard->plan().toJson(), full->toJson());
}

void TestWizard::quietHoursArePutTogether()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::OptionsStepNumber));
    auto *editor = wizard->page(MigrationWizard::OptionsStepNumber)->findChild<QuietHoursEditor *>();
    QVERIFY(editor && editor->rows().isEmpty());
    QVERIFY(keyboard::tabTo(editor->addButton()));
    keyboard::press(Qt::Key_Space);
    QCOMPARE(wizard->plan().quietHours.size(), 1);
    QCOMPARE(QApplication::focusWidget(), editor->rows().first().from);
    const QuietHoursEditor::Row row = editor->rows().first();
    row.from->setTime(QTime(22, 30));
    row.to->setTime(QTime(6, 0));
    row.documents->setValue(500);
    row.megabytes->setValue(2.5);
    for (int day = 0; day < 5; ++day)
        row.days.at(day)->setChecked(day == 4);
    QCOMPARE(wizard->plan().quietHours, QList<QuietHours>({{22 * 60 + 30, 6 * 60, 0x10, 500, 2.5}}));
    QVERIFY2(row.text->text().contains(s("22:30")), qPrintable(row.text->text()));
    // Hours without a day would never come.
    row.days.at(4)->click();
    QVERIFY(row.days.at(4)->isChecked());
    QCOMPARE(wizard->plan().quietHours.first().days, 0x10);
    editor->addButton()->click();
    QCOMPARE(wizard->plan().quietHours.size(), 2);
    editor->rows().first().remove->click();
    QCOMPARE(wizard->plan().quietHours.size(), 1);
    QCOMPARE(wizard->plan().quietHours.first().from, 8 * 60);
    editor->rows().first().remove->click();
    QVERIFY(!wizard->plan().toJson().contains(s("throttle")));
}

void TestWizard::theCommandRunsThePlan()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, 1));
    wizard->copyCommand();
    const QString command = QApplication::clipboard()->text();
    QVERIFY2(command.endsWith(s("godwit run plan.json")), qPrintable(command));
    const int from = int(command.indexOf(u'\'')) + 1;
    const auto again = Plan::fromJson(command.mid(from, command.lastIndexOf(u'\'') - from).toUtf8());
    QVERIFY(again);
    QCOMPARE(again->toJson(), wizard->plan().toJson());
    wizard->copyPlan();
    QVERIFY(Plan::fromJson(QApplication::clipboard()->text().toUtf8()));
    wizard->setPlan(sample::shopPlan(), s("/tmp/it's mine.json"));
    QTRY_VERIFY(wizard->obstacle().isEmpty());
    QCOMPARE(wizard->command(), s("godwit run '/tmp/it'\\''s mine.json'"));
}

void TestWizard::everyControlHasAName()
{
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, MigrationWizard::ReviewStepNumber));
    int seen = 0;
    for (int number = 0; number <= MigrationWizard::ReviewStepNumber; ++number) {
        wizard->showStep(number);
        for (QWidget *widget : wizard->findChildren<QWidget *>()) {
            const bool control = widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus);
            // A spin box's own line edit speaks for its parent.
            if (!control || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()))
                continue;
            const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            ++seen;
            QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
                qPrintable(QString::fromLatin1(widget->metaObject()->className()) + wizard->page(number)->title()));
        }
    }
    QVERIFY(seen > 60);
}

//! How long one takes: bench/window.
void TestWizard::aKeystrokeFiltersTenThousandRows()
{
    const Catalogue source = sample::large(10'000);
    m_desk.answers[0] = source;
    auto wizard = opened(sample::shopPlan());
    QVERIFY(walkTo(*wizard, 1));
    auto *select = step<SelectStep>(*wizard, 1);
    select->tickButton()->click();
    QApplication::processEvents();
    const auto *model = qobject_cast<SelectionTreeModel *>(select->tree()->model());
    QVERIFY(model);
    const int all = model->matches();
    QVERIFY(all >= 10'000);
    QTest::keyClicks(select->filter(), s("logs-1*"));
    QCOMPARE(model->matches(),
        int(std::count_if(source.indices.begin(), source.indices.end(),
            [](const IndexSummary &index) { return index.name.startsWith(s("logs-1")); })));
    QVERIFY(model->totals().hiddenByFilter > 0);
    for (int i = 0; i < 7; ++i)
        QTest::keyClick(select->filter(), Qt::Key_Backspace);
    QCOMPARE(model->matches(), all);
}

QTEST_MAIN(TestWizard)
#include "tst_wizard.moc"
