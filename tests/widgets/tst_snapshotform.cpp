// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/options.h"
#include "models/formats.h"
#include "models/reviewmodel.h"
#include "models/selectiontreemodel.h"
#include "tests/models/samplecatalogue.h"
#include "widgets/codeview.h"
#include "widgets/cutoverpanel.h"
#include "widgets/jobcharts.h"
#include "widgets/keyfigure.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/roundscard.h"
#include "widgets/wizard/linelist.h"
#include "widgets/wizard/mappingstep.h"
#include "widgets/wizard/methodpanel.h"
#include "widgets/wizard/migrationwizard.h"
#include "widgets/wizard/optionsstep.h"
#include "widgets/wizard/pairstep.h"
#include "widgets/wizard/registerdialog.h"
#include "widgets/wizard/selectstep.h"
#include "widgets/wizard/snapshotform.h"
#include "widgets/wizard/snapshotpicker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace godwit;

namespace {

//! A repository that is registered already, and more.
QJsonObject here(const QJsonObject &more = {})
{
    QJsonObject options{
        {QStringLiteral("repository"), QJsonObject{{QStringLiteral("name"), QStringLiteral("backup")}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        options.insert(it.key(), it.value());
    return options;
}

} // namespace

class TestSnapshotForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItMakesIsWhatTheEngineReads();
    void whatItDoesNotShowStays();
    void integrationsAreAList();
    void aTypeTakesItsOwnPlace();
    void aRestoreNamesItsSnapshot();
    void paceAndFirstTimeAreInThePlan();
    void settingsAreTypedAsTheyAreRead();
    void whatReplacesSomethingIsOffAndSaysWhat();
    void listsAreOfferedAndNamesCanBeTyped();
    void theTimelineIsShownBeforeTheStart();
    void aRoundCanBeRunByHandWhileItRests();
    void writesThatNobodyWatchesAreNotSaidToBeNone();
    void aSnapshotWithoutItsClusterIsChosenInTheWizard();
    void theWriteBlockOfASnapshotCanBeLeftBehind();
    void aRestoreWithASourceTicksItsSnapshot();
    void aRepositoryIsRegisteredOnTheTarget();
    void aRepositoryThatANodeDoesNotReachIsRefused();
    void aMappingStepConvertsNothingForASnapshot();
    void shardsOfALocalReindexAreTypedIntoTheMappings();
};

void TestSnapshotForm::whatItMakesIsWhatTheEngineReads()
{
    SnapshotForm form;
    form.setOptions({}, false);
    QCOMPARE(form.nameField()->text(), QStringLiteral("godwit"));
    form.typeField()->setCurrentIndex(form.typeField()->findData(QStringLiteral("fs")));
    QVERIFY(form.obstacle().contains(QLatin1String("place")));
    QSignalSpy spy(&form, &SnapshotForm::changed);
    QTest::keyClicks(form.placeField(), QStringLiteral("/mnt/backup"));
    QVERIFY(spy.count() > 0);
    QVERIFY(form.obstacle().isEmpty());
    const auto read = RoundsOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->repository.own.place(), QStringLiteral("fs:/mnt/backup"));
    QCOMPARE(read->atLeast, 2);
    QCOMPARE(read->untilSeconds, 10.0);
    SnapshotForm again;
    again.setOptions(form.options(), false);
    QCOMPARE(again.options(), form.options());
}

void TestSnapshotForm::whatItDoesNotShowStays()
{
    const QJsonObject settings{{QStringLiteral("location"), QStringLiteral("/a")}, {QStringLiteral("compress"), true}};
    const QJsonObject options{
        {QStringLiteral("repository"),
            QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}, {QStringLiteral("type"), QStringLiteral("fs")},
                {QStringLiteral("settings"), settings}}},
        {QStringLiteral("integrations"), QJsonArray{QStringLiteral("shop")}}};
    SnapshotForm form;
    form.setOptions(options, false);
    const QJsonObject made = form.options();
    QCOMPARE(made.value(QLatin1String("integrations")), options.value(QLatin1String("integrations")));
    QCOMPARE(made.value(QLatin1String("repository"))[QLatin1String("settings")].toObject(), settings);
}

void TestSnapshotForm::integrationsAreAList()
{
    SnapshotForm form;
    form.setOptions(here(), false);
    form.show();
    LineList *list = form.integrations();
    QCOMPARE(list->count(), 1);
    QVERIFY(list->removeButton(0)->isHidden());
    const auto made
        = [&form] { return form.options().value(QLatin1String("integrations")).toVariant().toStringList(); };
    QSignalSpy changed(&form, &SnapshotForm::changed);
    QTest::keyClicks(list->edit(0), QStringLiteral("shop; till"));
    QVERIFY(changed.count() > 0);
    list->addButton()->click();
    QTest::keyClicks(list->edit(1), QStringLiteral(" Logstash "));
    QCOMPARE(made(), QStringList({QStringLiteral("shop; till"), QStringLiteral("Logstash")}));
    QVERIFY(list->edit(0)->accessibleName() != list->edit(1)->accessibleName());
    // The draft answers every change; a row that is about to be filled stays.
    list->addButton()->click();
    form.setOptions(form.options(), false);
    QCOMPARE(list->count(), 3);
    list->removeButton(0)->click();
    QCOMPARE(made(), QStringList{QStringLiteral("Logstash")});
    list->removeButton(0)->click();
    list->removeButton(0)->click();
    QCOMPARE(list->count(), 1);
    QVERIFY(!form.options().contains(QStringLiteral("integrations")));
    const QJsonArray kept{QStringLiteral("a"), QStringLiteral("b; c")};
    form.setOptions(here({{QStringLiteral("integrations"), kept}}), false);
    QCOMPARE(list->edit(1)->text(), QStringLiteral("b; c"));
    QCOMPARE(form.options().value(QLatin1String("integrations")).toArray(), kept);
}

void TestSnapshotForm::aTypeTakesItsOwnPlace()
{
    SnapshotForm form;
    form.setOptions({}, false);
    form.typeField()->setCurrentIndex(form.typeField()->findData(QStringLiteral("s3")));
    form.placeField()->setText(QStringLiteral("bucket"));
    const auto read = RoundsOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->repository.own.place(), QStringLiteral("s3:bucket/"));
    QCOMPARE(
        read->repository.own.settings.keys(), QStringList{QStringLiteral("bucket")}); // the servers' default client
    form.clientField()->setText(QStringLiteral("archive"));
    const auto made = form.options();
    QCOMPARE(made.value(QLatin1String("repository"))[QLatin1String("settings")][QLatin1String("client")].toString(),
        QStringLiteral("archive"));
    SnapshotForm again;
    again.setOptions(made, false);
    QCOMPARE(again.clientField()->text(), QStringLiteral("archive"));
    // Registered already: neither type nor settings in the plan.
    form.typeField()->setCurrentIndex(0);
    QVERIFY(form.obstacle().isEmpty());
    QCOMPARE(form.options().value(QLatin1String("repository")).toObject().keys(), QStringList{QStringLiteral("name")});
}

void TestSnapshotForm::aRestoreNamesItsSnapshot()
{
    SnapshotForm form;
    form.setOptions({}, true);
    QVERIFY(form.obstacle().contains(QLatin1String("snapshot"), Qt::CaseInsensitive));
    form.snapshotField()->setText(QStringLiteral("nightly"));
    QVERIFY(form.obstacle().isEmpty());
    const auto read = RestoreOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->snapshot, QStringLiteral("nightly"));
    QVERIFY(!form.options().contains(QLatin1String("rounds")));
}

void TestSnapshotForm::paceAndFirstTimeAreInThePlan()
{
    SnapshotForm form;
    form.setOptions(here(), false);
    QVERIFY(!RoundsOptions::from(form.options())->firstAt.isValid());
    form.paceField()->setCurrentIndex(form.paceField()->findData(QStringLiteral("by-hand")));
    form.firstAtBox()->setChecked(true);
    const QDateTime suggested = form.firstAtField()->dateTime();
    QVERIFY(suggested > QDateTime::currentDateTime());
    const QDateTime wanted(suggested.date(), QTime(22, 15));
    form.firstAtField()->setDateTime(wanted);
    const auto read = RoundsOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->pace, RoundPace::ByHand);
    QCOMPARE(read->firstAt, wanted);
    SnapshotForm again;
    again.setOptions(form.options(), false);
    QCOMPARE(again.options(), form.options());
    QVERIFY(again.firstAtBox()->isChecked());
}

void TestSnapshotForm::settingsAreTypedAsTheyAreRead()
{
    SnapshotForm form;
    form.setOptions(here({{QStringLiteral("index_settings"), QJsonObject{{QStringLiteral("index.a"), 1}}}}), false);
    QCOMPARE(
        form.options().value(QLatin1String("index_settings"))[QLatin1String("index.a")], QJsonValue(1)); // untouched
    form.settingsField()->setText(QStringLiteral("index.number_of_replicas = 0; index.refresh_interval=30s"));
    form.ignoredField()->setText(QStringLiteral("index.routing.allocation.*, index.x"));
    const auto read = RoundsOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QCOMPARE(read->indexSettings.value(QLatin1String("index.number_of_replicas")).toString(), QStringLiteral("0"));
    QCOMPARE(read->indexSettings.size(), 2);
    QCOMPARE(read->ignoreIndexSettings.size(), 2);
    QVERIFY(form.obstacle().isEmpty());
    form.settingsField()->setText(QStringLiteral("index.number_of_replicas"));
    QVERIFY(!form.obstacle().isEmpty());
}

void TestSnapshotForm::whatReplacesSomethingIsOffAndSaysWhat()
{
    SnapshotForm form;
    form.setOptions(here({{QStringLiteral("snapshot"), QStringLiteral("nightly")}}), true);
    auto read = RestoreOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QVERIFY(!read->includeAliases && !read->includeGlobalState && read->featureStates.isEmpty());
    QVERIFY(form.globalStateBox()->accessibleDescription().contains(QLatin1String("Replaces")));
    QVERIFY(form.aliasesBox()->accessibleDescription().contains(QLatin1String("move")));
    SnapshotInfo nightly;
    nightly.name = QStringLiteral("nightly");
    nightly.featureStates = {QStringLiteral("kibana"), QStringLiteral("geoip")};
    form.offerSnapshots({nightly});
    QVERIFY(form.featuresField()->accessibleDescription().contains(QLatin1String("geoip, kibana")));
    QVERIFY(form.featuresField()->accessibleDescription().contains(QLatin1String("overwrites")));
    form.globalStateBox()->setChecked(true);
    form.aliasesBox()->setChecked(true);
    form.featuresField()->setText(QStringLiteral("kibana , geoip"));
    read = RestoreOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QVERIFY(read->includeAliases && read->includeGlobalState);
    QCOMPARE(read->featureStates, QStringList({QStringLiteral("kibana"), QStringLiteral("geoip")}));
}

void TestSnapshotForm::listsAreOfferedAndNamesCanBeTyped()
{
    SnapshotForm form;
    form.setOptions({}, true);
    form.nameField()->setText(QStringLiteral("backup"));
    form.offerRepositories({{QStringLiteral("archive"), {}, {}}, {QStringLiteral("backup"), {}, {}}});
    QCOMPARE(form.nameField()->text(), QStringLiteral("backup"));
    QCOMPARE(form.nameBox()->count(), 2);
    QSignalSpy chosen(&form, &SnapshotForm::repositoryChosen);
    form.nameBox()->setCurrentIndex(0);
    QCOMPARE(chosen.last().first().toString(), QStringLiteral("archive"));
    form.snapshotField()->setText(QStringLiteral("mine"));
    SnapshotInfo listed;
    listed.name = QStringLiteral("listed");
    form.offerSnapshots({listed});
    QCOMPARE(form.options().value(QLatin1String("snapshot")).toString(), QStringLiteral("mine"));
    form.snapshotBox()->setCurrentIndex(0);
    QCOMPARE(form.options().value(QLatin1String("snapshot")).toString(), QStringLiteral("listed"));
}

void TestSnapshotForm::theTimelineIsShownBeforeTheStart()
{
    SnapshotForm form;
    form.setOptions(here({{QStringLiteral("rounds"),
                        QJsonObject{{QStringLiteral("first_at"), QStringLiteral("2126-03-04T09:00")}}}}),
        false);
    QVERIFY(form.timeline().contains(QLatin1String("not known")));
    form.setBytes(72'000'000'000);
    const QLocale locale;
    const QDateTime first(QDate(2126, 3, 4), QTime(9, 0));
    for (const int minutes : {0, 30, 60})
        QVERIFY2(form.timeline().contains(locale.toString(first.addSecs(minutes * 60), QLocale::ShortFormat)),
            qPrintable(form.timeline()));
    QVERIFY(form.timeline().contains(QLatin1String("40 MB/s")));
}

void TestSnapshotForm::aRoundCanBeRunByHandWhileItRests()
{
    std::atomic<int> ordered{0};
    std::atomic<bool> resting{false};
    SessionInfo info;
    info.plan = sample::shopPlan();
    info.plan.method = QStringLiteral("snapshot-rounds");
    info.plan.options = here({{QStringLiteral("rounds"),
        QJsonObject{{QStringLiteral("pace"), QStringLiteral("by-hand")}, {QStringLiteral("until_seconds"), 5}}}});
    MigrationPage page(new JobSession(info, [&](JobOrders &orders, JobObserver &observer) {
        JobSnapshot shot;
        shot.state = JobState::Running;
        RoundFigures figures;
        while (!orders.control.finishing()) {
            shot.betweenRounds = resting;
            if (resting && orders.control.takeRound()) {
                resting = false;
                figures.number = ++ordered;
                figures.snapshotSeconds = 2;
                shot.rounds.append(figures);
            }
            observer.snapshot(shot);
            QThread::msleep(10);
        }
        return JobEnd();
    }));
    page.resize(1200, 700);
    page.show();
    page.start();
    RoundsCard *card = page.live()->rounds();
    QTRY_VERIFY(card->isVisible());
    QVERIFY(!page.live()->charts()->isVisible());
    QTRY_VERIFY2(card->reason().contains(QLatin1String("under way")), qPrintable(card->reason()));
    QVERIFY(!card->button()->isEnabled());
    resting = true;
    QTRY_VERIFY(page.canRunRound());
    QVERIFY2(card->state().contains(QLatin1String("your word")), qPrintable(card->state()));
    card->button()->click();
    QVERIFY(!card->button()->isEnabled()); // once is enough
    QTRY_COMPARE(ordered.load(), 1);
    QTRY_COMPARE(card->table()->model()->rowCount(), 1);
    QVERIFY2(card->timeline().contains(QLatin1String("Round 2")), qPrintable(card->timeline()));
    resting = true;
    QTRY_VERIFY(page.canRunRound());
    page.runRound();
    QTRY_COMPARE(ordered.load(), 2);
    page.session()->finishAndStop();
    QTRY_COMPARE(page.session()->phase(), JobSession::Phase::Ended);
    QVERIFY(!page.canRunRound());
}

void TestSnapshotForm::writesThatNobodyWatchesAreNotSaidToBeNone()
{
    CutoverPanel panel;
    JobSnapshot shot;
    shot.state = JobState::WaitingForCutover;
    shot.gate.open = true;
    panel.setSnapshot(shot);
    QCOMPARE(panel.writesFigure()->figure(), formats::unknown());
    shot.gate.recentSeconds = 10;
    panel.setSnapshot(shot);
    QCOMPARE(panel.writesFigure()->verdict(), QStringLiteral("none seen"));
}

void TestSnapshotForm::aSnapshotWithoutItsClusterIsChosenInTheWizard()
{
    const QTemporaryDir folder;
    const ProfileStore profiles(folder.path());
    Profile target;
    target.endpoint = sample::endpoint(QStringLiteral("new"));
    QVERIFY(profiles.save(&target));
    sample::MemoryDesk desk;
    desk.shelf = QList<RepositoryInfo>{{QStringLiteral("backup"), QStringLiteral("fs"), {}}};
    SnapshotInfo nightly;
    nightly.name = QStringLiteral("nightly");
    nightly.state = QStringLiteral("SUCCESS");
    nightly.version = QStringLiteral("7.17.15");
    desk.kept = {{QStringLiteral("backup"), {nightly}}};
    MigrationWizard wizard(profiles, &desk);
    wizard.resize(1108, 720);
    wizard.show();
    auto *pair = static_cast<PairStep *>(wizard.page(0));
    const auto choose = [](QComboBox *box, int row) {
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    };
    choose(pair->box(PairSide::Target), 0);
    choose(pair->box(PairSide::Source), 0);
    QVERIFY(wizard.draft()->withoutSource());
    SnapshotPicker *picker = pair->picker();
    QVERIFY(picker->isVisible());
    QTRY_COMPARE(picker->repositoryBox()->count(), 1);
    QVERIFY(wizard.obstacle().contains(QLatin1String("repository")));
    choose(picker->repositoryBox(), 0);
    QTRY_COMPARE(picker->snapshotBox()->count(), 1);
    QVERIFY(wizard.obstacle().contains(QLatin1String("snapshot")));
    choose(picker->snapshotBox(), 0);
    QTRY_VERIFY2(wizard.obstacle().isEmpty(), qPrintable(wizard.obstacle()));
    QVERIFY2(wizard.plan().name.contains(QLatin1String("nightly")), qPrintable(wizard.plan().name));
    wizard.next();
    QCOMPARE(wizard.step(), 1);
    // What the snapshot holds is ticked as if it were a cluster.
    Selection selection;
    selection.indices = {QStringLiteral("orders-*"), QStringLiteral("-*test")};
    wizard.draft()->tree()->setSelection(selection);
    QVERIFY2(wizard.obstacle().isEmpty(), qPrintable(wizard.obstacle()));
    wizard.next();
    auto *options = static_cast<OptionsStep *>(wizard.page(2));
    QCOMPARE(options->snapshots()->snapshotField()->text(), QStringLiteral("nightly"));
    QVERIFY(!options->snapshots()->snapshotBox()->isEnabled());
    const Plan plan = wizard.plan();
    QCOMPARE(plan.method, QStringLiteral("restore"));
    const auto again = Plan::fromJson(QJsonDocument(plan.toJson()).toJson());
    QVERIFY2(again, qPrintable(again ? QString() : again.error().summary));
    QVERIFY(!again->hasSource());
    QVERIFY(RestoreOptions::from(again->options));
    // Opened again, it is the same.
    MigrationWizard opened(profiles, &desk);
    opened.setPlan(*again);
    QVERIFY(opened.draft()->withoutSource());
    QCOMPARE(opened.plan().toJson(), again->toJson());
}

void TestSnapshotForm::theWriteBlockOfASnapshotCanBeLeftBehind()
{
    SnapshotForm form;
    form.setOptions(here({{QStringLiteral("snapshot"), QStringLiteral("last")}}), true);
    QVERIFY(!form.liftBlockBox()->isChecked());
    QVERIFY(!form.options().contains(QLatin1String("lift_write_block")));
    QVERIFY(form.liftBlockBox()->accessibleDescription().contains(QLatin1String("only be read")));
    form.liftBlockBox()->setChecked(true);
    const auto read = RestoreOptions::from(form.options());
    QVERIFY2(read, qPrintable(read ? QString() : read.error().summary));
    QVERIFY(read->liftWriteBlock && read->leavesWriteBlock());
    form.setOptions(here(), false); // rounds never carry it
    QVERIFY(!form.liftBlockBox()->isVisibleTo(&form));
}

void TestSnapshotForm::aRestoreWithASourceTicksItsSnapshot()
{
    sample::MemoryDesk desk;
    desk.shelf = QList<RepositoryInfo>{{QStringLiteral("backup"), QStringLiteral("fs"), {}}};
    SnapshotInfo nightly;
    nightly.name = QStringLiteral("nightly");
    nightly.state = QStringLiteral("SUCCESS");
    nightly.version = QStringLiteral("7.17.15");
    desk.kept = {{QStringLiteral("backup"), {nightly}}};
    Catalogue held;
    held.indices = {sample::index(QStringLiteral("gone-since"))};
    desk.inSnapshot = held;
    MigrationDraft draft(&desk);
    draft.setPlan(sample::shopPlan());
    SelectStep step(&draft);
    step.resize(1000, 620);
    step.show();
    step.enter();
    QTRY_COMPARE(draft.tree()->totals().indices, 2);
    QVERIFY(!step.picker()->isVisible());
    Q_EMIT step.methods()->chosen(QStringLiteral("restore"));
    QTRY_VERIFY(step.picker()->isVisible());
    QVERIFY2(step.obstacle().contains(QLatin1String("repository")), qPrintable(step.obstacle()));
    const auto choose = [](QComboBox *box, int row) {
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    };
    QTRY_COMPARE(step.picker()->repositoryBox()->count(), 1);
    choose(step.picker()->repositoryBox(), 0);
    QTRY_COMPARE(step.picker()->snapshotBox()->count(), 1);
    QVERIFY2(step.obstacle().contains(QLatin1String("snapshot")), qPrintable(step.obstacle()));
    choose(step.picker()->snapshotBox(), 0);
    QTRY_COMPARE(draft.tree()->total(), 1); // not the source's
    QCOMPARE(step.obstacle(), QStringLiteral("Tick at least one index"));
    draft.tree()->tickMatches();
    QVERIFY2(step.obstacle().isEmpty(), qPrintable(step.obstacle()));
    const Plan plan = draft.plan();
    QVERIFY(plan.hasSource());
    QVERIFY(plan.select.matches(QStringLiteral("gone-since"), false));
    QCOMPARE(RestoreOptions::from(plan.options)->snapshot, QStringLiteral("nightly"));
    OptionsStep options(&draft);
    options.show();
    options.enter();
    QVERIFY(!options.snapshots()->snapshotBox()->isEnabled()); // it was chosen with what to move
}

void TestSnapshotForm::aRepositoryIsRegisteredOnTheTarget()
{
    sample::MemoryDesk desk;
    desk.inSnapshot = sample::source();
    MigrationDraft draft(&desk);
    Plan plan = sample::shopPlan();
    plan.method = QStringLiteral("restore");
    plan.source = {};
    plan.options = {{QStringLiteral("repository"),
                        QJsonObject{{QStringLiteral("name"), QStringLiteral("backup")},
                            {QStringLiteral("type"), QStringLiteral("fs")},
                            {QStringLiteral("settings"),
                                QJsonObject{{QStringLiteral("location"), QStringLiteral("/mnt/backup")}}}}},
        {QStringLiteral("snapshot"), QStringLiteral("nightly")}};
    draft.setPlan(plan);
    SnapshotPicker picker(&draft, Qt::Vertical);
    picker.show();
    picker.refresh();
    QTRY_VERIFY2(picker.state().contains(QLatin1String("not registered")), qPrintable(picker.state()));
    RegisterDialog *dialog = picker.openRegister();
    // What the plan says, and what will be sent.
    QCOMPARE(dialog->nameField()->text(), QStringLiteral("backup"));
    QCOMPARE(dialog->where().place()->text(), QStringLiteral("/mnt/backup"));
    QVERIFY(dialog->readOnlyBox()->isChecked());
    QVERIFY2(dialog->announcement().contains(QLatin1String("PUT /_snapshot/backup"))
            && dialog->announcement().contains(QLatin1String("_verify")),
        qPrintable(dialog->announcement()));
    dialog->settingsField()->setText(QStringLiteral("access_key=x"));
    QVERIFY2(dialog->announcement().contains(QLatin1String("keystore")), qPrintable(dialog->announcement()));
    QVERIFY(!dialog->registerButton()->isEnabled());
    dialog->settingsField()->setText(QStringLiteral("max_restore_bytes_per_sec=80mb"));
    QVERIFY(dialog->registerButton()->isEnabled());
    dialog->registerButton()->click();
    QTRY_VERIFY2(
        dialog->note()->text().contains(QLatin1String("2 master and data nodes")), qPrintable(dialog->note()->text()));
    QVERIFY(!dialog->registerButton()->isVisible());
    QCOMPARE(desk.registered.size(), 1);
    QVERIFY(desk.registered.first().readOnly());
    QCOMPARE(desk.registered.first().place(), QStringLiteral("fs:/mnt/backup"));
    QCOMPARE(desk.registered.first().settings.value(QLatin1String("max_restore_bytes_per_sec")).toString(),
        QStringLiteral("80mb"));
    QTRY_COMPARE(picker.repositoryBox()->currentText(), QStringLiteral("backup"));
    QTRY_COMPARE(draft.catalogue(PairSide::Source).state, Loading::Ready); // the plan's snapshot can be read now
    QCOMPARE(picker.obstacle(), QString());
}

void TestSnapshotForm::aRepositoryThatANodeDoesNotReachIsRefused()
{
    sample::MemoryDesk desk;
    desk.registering = fail(ErrorKind::Refused, QStringLiteral("The folder is not below path.repo."),
        QStringLiteral("repository_exception"));
    MigrationDraft draft(&desk);
    Plan plan = sample::shopPlan();
    plan.method = QStringLiteral("restore");
    draft.setPlan(plan);
    SnapshotPicker picker(&draft, Qt::Horizontal);
    picker.show();
    RegisterDialog *dialog = picker.openRegister();
    QVERIFY(!dialog->registerButton()->isEnabled()); // neither name nor place
    dialog->nameField()->setText(QStringLiteral("backup"));
    dialog->where().type()->setCurrentIndex(dialog->where().type()->findData(QStringLiteral("fs")));
    dialog->where().place()->setText(QStringLiteral("/elsewhere"));
    dialog->registerButton()->click();
    QTRY_COMPARE(dialog->note()->title(), QStringLiteral("The folder is not below path.repo."));
    QVERIFY(dialog->registerButton()->isEnabled()); // after the cause is mended
    QVERIFY(desk.registered.isEmpty());
    QVERIFY(picker.obstacle().contains(QLatin1String("repository")));
}

void TestSnapshotForm::aMappingStepConvertsNothingForASnapshot()
{
    sample::MemoryDesk desk;
    MigrationDraft draft(&desk);
    Plan plan = sample::shopPlan();
    plan.method = QStringLiteral("snapshot-rounds");
    draft.setPlan(plan);
    MappingStep step(&draft);
    step.show();
    step.enter();
    QVERIFY(step.obstacle().isEmpty());
    QCOMPARE(draft.reviewed().state, Loading::Nothing);
    draft.setMethod(QStringLiteral("live-copy"));
    step.enter();
    QVERIFY(!step.obstacle().isEmpty());
}

void TestSnapshotForm::shardsOfALocalReindexAreTypedIntoTheMappings()
{
    sample::MemoryDesk desk;
    desk.reviewed = sample::reviewedShop();
    MigrationDraft draft(&desk);
    Plan plan = sample::shopPlan();
    plan.method = QStringLiteral("live-copy");
    draft.setPlan(plan);
    draft.load(PairSide::Source);
    draft.load(PairSide::Target);
    QTRY_COMPARE(draft.catalogue(PairSide::Target).state, Loading::Ready);
    QTRY_COMPARE(draft.catalogue(PairSide::Source).state, Loading::Ready);
    MappingStep step(&draft);
    step.show();
    step.enter();
    QTRY_COMPARE(step.model()->rowCount(), 2);
    const auto type = [&step](const QString &shards) {
        QString text = step.targetText()->toPlainText();
        text.replace(QRegularExpression(QStringLiteral(R"("index.number_of_shards": "?\d+"?)")),
            QStringLiteral(R"("index.number_of_shards": "%1")").arg(shards));
        step.targetText()->setPlainText(text);
    };
    type(QStringLiteral("6"));
    QTRY_VERIFY(!draft.plan().overrides.isEmpty());
    QCOMPARE(step.model()->blocked(), 1); // a live copy keeps the shards
    draft.setMethod(QStringLiteral("local-reindex"));
    step.enter();
    QCOMPARE(step.model()->blocked(), 0);
    QVERIFY2(step.obstacle().isEmpty(), qPrintable(step.obstacle()));
    QVERIFY(step.targetText()->toPlainText().contains(QStringLiteral(R"("index.number_of_shards": "6")")));
    type(QStringLiteral("0"));
    QTRY_COMPARE(step.model()->blocked(), 1);
    type(QStringLiteral("3"));
    QTRY_COMPARE(step.model()->blocked(), 0);
    const QString edited = draft.plan().overrides.firstKey();
    QCOMPARE(draft.plan().overrides.value(edited).settings.value(QLatin1String("index.number_of_shards")).toString(),
        QStringLiteral("3"));
}

QTEST_MAIN(TestSnapshotForm)
#include "tst_snapshotform.moc"
