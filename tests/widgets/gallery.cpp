// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every state of a migration's page, made of sample values, to be looked at. Not a test.
//   godwit_gallery DIR [dark|contrast] [rtl] [docs]     QT_SCALE_FACTOR=2 for pictures at twice the scale
// "docs": only what the real program does not come to while it is photographed, see scripts/screenshots.
#include "app/smallpicture.h"
#include "pictures.h"
#include "sampledialogs.h"
#include "samplejob.h"

#include "tests/models/samplecatalogue.h"
#include "widgets/cutoverpanel.h"
#include "widgets/indexpanel.h"
#include "widgets/jobcharts.h"
#include "widgets/liveview.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/rejecteddialog.h"
#include "widgets/reportdialog.h"
#include "widgets/theme.h"
#include "widgets/wizard/migrationwizard.h"
#include "widgets/wizard/pairstep.h"
#include "widgets/wizard/registerdialog.h"
#include "widgets/wizard/snapshotform.h"
#include "widgets/wizard/snapshotpicker.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFontDatabase>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTranslator>

#include <cmath>
#include <iostream>
#include <mutex>

using namespace godwit;

void godwit::settle(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

namespace {

//! Shows one snapshot until it is told how it ended.
struct Stage
{
    std::mutex mutex;
    JobSnapshot snapshot = sample::running();
    std::optional<JobEnd> end;

    JobTask task()
    {
        return [this](JobOrders &orders, JobObserver &observer) {
            observer.snapshot(snapshot);
            const auto events = sample::events();
            for (const JobEvent &event : events)
                observer.event(event);
            while (!orders.control.aborted() && !end)
                orders.control.sleep(20);
            return end.value_or(JobEnd());
        };
    }
};

class Gallery
{
public:
    Gallery(QString folder, QString mood) : m_folder(std::move(folder)), m_mood(std::move(mood))
    {
        const Plan plan = sample::plan();
        for (const Endpoint &endpoint : {plan.source, plan.target}) {
            Profile profile;
            profile.endpoint = endpoint;
            (void)ProfileStore(m_profiles.path()).save(&profile);
        }
    }

    //! The page with a snapshot, and with an end when there is one.
    void page(const QString &name, const JobSnapshot &snapshot, const std::optional<JobEnd> &end = {},
        const std::function<void(MigrationPage &)> &before = {}, const Plan &plan = sample::plan())
    {
        Stage stage;
        stage.snapshot = snapshot;
        stage.end = end;
        SessionInfo info;
        info.plan = plan;
        info.sourceVersion = QStringLiteral("Elasticsearch 7.17.15");
        info.targetVersion = QStringLiteral("Elasticsearch 8.19.13");
        WindowPorts ports;
        ports.profiles = ProfileStore(m_profiles.path());
        MainWindow window(std::move(ports));
        window.resize(1280, 800);
        window.show();
        MigrationPage &page = *window.addSession(info, stage.task());
        page.start();
        for (int i = 0; i < 900; ++i) {
            JobSnapshot past = snapshot;
            const double dip = std::exp(-std::pow((i - 500) / 60.0, 2));
            past.readPerSecond = snapshot.readPerSecond * (1 + 0.06 * std::sin(i * 0.7) - 0.4 * dip);
            past.writtenPerSecond = snapshot.writtenPerSecond * (1 + 0.07 * std::sin(i * 0.6 + 2) - 0.42 * dip);
            past.readBytesPerSecond = past.readPerSecond * 742;
            past.writtenBytesPerSecond = past.writtenPerSecond * 742;
            past.lagSeconds = 1.5 + 0.4 * std::sin(i * 0.9) + 9.5 * dip;
            past.throttle.automaticFactor = i > 490 && i < 560 ? 0.7 : 1;
            past.gate.recentSourceWrites = i < 700 ? 4400 : snapshot.gate.recentSourceWrites;
            past.gate.recentSeconds = 12;
            page.live()->charts()->setSnapshot(past, i);
            page.cutover()->addSample(i, past);
        }
        settle(150);
        if (before)
            before(page);
        settle(150);
        // Right before the picture: the page's own clock, a second old, draws them anew several times a second.
        page.live()->refreshCharts(900);
        page.cutover()->refreshCharts(900);
        keep(window, name);
    }
    void save(QWidget &widget, const QString &name)
    {
        settle(50);
        keep(widget, name);
    }

private:
    void keep(QWidget &widget, const QString &name) const
    {
        const QString scale = widget.devicePixelRatioF() > 1 ? QStringLiteral("@2x") : QString();
        saveSmall(widget.grab().toImage(), QStringLiteral("%1/%2%3%4.png").arg(m_folder, name, m_mood, scale));
    }

    QString m_folder;
    QString m_mood;
    QTemporaryDir m_profiles;
};

void livePages(Gallery &gallery)
{
    gallery.page(QStringLiteral("live"), sample::running());
    JobSnapshot paused = sample::running();
    paused.state = JobState::Paused;
    gallery.page(QStringLiteral("live-paused"), paused);
    JobSnapshot slow = sample::running();
    slow.throttle
        = {20000, 0, 0.6, QStringLiteral("The target answered 429. Full rate again 60 s after the last one.")};
    slow.bottleneck = QStringLiteral("throttle");
    gallery.page(QStringLiteral("live-backed-off"), slow);
    gallery.page(QStringLiteral("live-filter"), sample::running(), {}, [](MigrationPage &page) {
        page.live()->indices()->filter()->setText(QStringLiteral("foo*"));
        page.live()->charts()->show(JobCharts::Bytes);
        page.live()->charts()->show(JobCharts::Queue);
    });
    JobEnd failed;
    failed.summary.outcome = Outcome::Failed;
    failed.summary.job = QStringLiteral("7f3a12bc");
    failed.summary.reason = QStringLiteral("The target does not answer: connection refused. Start it, then resume.");
    failed.summary.seconds = 2'433;
    JobSnapshot end = sample::running();
    end.state = JobState::Failed;
    gallery.page(QStringLiteral("live-failed"), end, failed);
    failed.summary.reason = QStringLiteral("Data sync was not stopped for 7 days. Resume to go on.");
    failed.summary.errorKind = QStringLiteral("expired");
    gallery.page(QStringLiteral("live-expired"), end, failed);
}

void roundPages(Gallery &gallery)
{
    Plan plan = sample::plan();
    plan.method = QStringLiteral("snapshot-rounds");
    const QJsonObject rounds{
        {QStringLiteral("pace"), QStringLiteral("by-hand")}, {QStringLiteral("until_seconds"), 30}};
    plan.options = {{QStringLiteral("repository"), QJsonObject{{QStringLiteral("name"), QStringLiteral("godwit")}}},
        {QStringLiteral("rounds"), rounds}};
    gallery.page(QStringLiteral("rounds"), sample::rounds(), {}, {}, plan);
    SnapshotForm form;
    form.setAutoFillBackground(true);
    form.setOptions(plan.options, false);
    form.setBytes(91'000'000'000);
    form.resize(640, 620);
    form.show();
    gallery.save(form, QStringLiteral("snapshot-form"));
    form.setOptions({{QStringLiteral("snapshot"), QStringLiteral("nightly-2026.11.20")}}, true);
    SnapshotInfo snapshot;
    snapshot.name = QStringLiteral("nightly-2026.11.20");
    snapshot.featureStates = {QStringLiteral("geoip"), QStringLiteral("kibana"), QStringLiteral("security")};
    form.offerSnapshots({snapshot});
    gallery.save(form, QStringLiteral("restore-form"));
    sample::MemoryDesk desk;
    desk.shelf = QList<RepositoryInfo>{{QStringLiteral("backup"), QStringLiteral("fs"), {}}};
    snapshot.state = QStringLiteral("SUCCESS");
    snapshot.version = QStringLiteral("7.17.15");
    desk.kept = {{QStringLiteral("backup"), {snapshot}}};
    plan.method = QStringLiteral("restore");
    plan.source = {};
    plan.options = {{QStringLiteral("repository"), QJsonObject{{QStringLiteral("name"), QStringLiteral("backup")}}},
        {QStringLiteral("snapshot"), snapshot.name}};
    const QTemporaryDir profiles;
    MigrationWizard wizard(ProfileStore(profiles.path()), &desk);
    wizard.setAutoFillBackground(true);
    wizard.resize(1108, 720);
    wizard.show();
    wizard.setPlan(plan);
    settle(200);
    gallery.save(wizard, QStringLiteral("wizard-pair-snapshot"));
    RegisterDialog *dialog = static_cast<PairStep *>(wizard.page(0))->picker()->openRegister();
    dialog->nameField()->setText(QStringLiteral("archive"));
    dialog->where().place()->setText(QStringLiteral("/mnt/search-archive"));
    gallery.save(*dialog, QStringLiteral("dialog-register"));
    dialog->registerButton()->click();
    settle(200);
    gallery.save(*dialog, QStringLiteral("dialog-register-done"));
    dialog->close();
    plan.source = sample::plan().source;
    desk.inSnapshot = sample::source();
    wizard.setPlan(plan);
    settle(200);
    wizard.next();
    settle(300);
    gallery.save(wizard, QStringLiteral("wizard-select-restore"));
    const auto [from, to] = sample::deployments();
    MigrationOptionsDialog options(from, to);
    options.show();
    gallery.save(options, QStringLiteral("dialog-data-types"));
}

void cutoverPages(Gallery &gallery)
{
    const auto show = [](MigrationPage &page) { page.showView(MigrationPage::View::Cutover); };
    const auto confirm = [show](MigrationPage &page) {
        show(page);
        page.cutover()->confirmBox()->setChecked(true);
    };
    gallery.page(QStringLiteral("cutover"), sample::gateOpen(), {}, show);
    gallery.page(QStringLiteral("cutover-ready"), sample::gateOpen(), {}, confirm);
    JobSnapshot s = sample::gateOpen();
    s.gate.open = false;
    s.gate.reason = QStringLiteral("Lag is not under 10 s.");
    s.lagSeconds = 14.2;
    gallery.page(QStringLiteral("cutover-closed"), s, {}, show);
    s = sample::gateOpen();
    s.gate.recentSourceWrites = 4464;
    s.gate.busiestIndex = QStringLiteral("orders-2026");
    gallery.page(QStringLiteral("cutover-writes"), s, {}, confirm);
    s.gate.calledOff = QStringLiteral(
        "Writes still arrive on the source: 31 in 0.4 s, most of them in orders-2026. Stop them first.");
    gallery.page(QStringLiteral("cutover-called-off"), s, {}, show);
    s = sample::gateOpen();
    s.state = JobState::Paused;
    gallery.page(QStringLiteral("cutover-paused"), s, {}, show);
    s = sample::gateOpen();
    s.throttle = {0, 0, 0.6, QStringLiteral("The target answered 429.")};
    gallery.page(QStringLiteral("cutover-backed-off"), s, {}, show);
    s = sample::gateOpen();
    s.state = JobState::CuttingOver;
    s.pausedForSeconds = 0.27;
    s.stages[2].state = StepState::Running;
    s.stages[2].steps[0].state = s.stages[2].steps[1].state = StepState::Done;
    s.stages[2].steps[1].seconds = 0.06;
    s.stages[2].steps[2].state = StepState::Running;
    gallery.page(QStringLiteral("cutover-countdown"), s, {}, show);
}

void endPages(Gallery &gallery)
{
    gallery.page(QStringLiteral("done"), sample::finished(), sample::succeeded());
    JobEnd findings = sample::succeeded();
    findings.summary.outcome = Outcome::Findings;
    findings.summary.findingCount = 3;
    findings.summary.rejectedFile = QStringLiteral("/tmp/rejected.ndjson");
    findings.summary.findingsFile = QStringLiteral("/tmp/findings.ndjson");
    for (const char *id : {"17", "4711", "90210"})
        findings.summary.findings.append({QStringLiteral("rejected"), QStringLiteral("orders-2024"), QLatin1String(id),
            QStringLiteral("mapper_parsing_exception: failed to parse field [ship.eta] of type [date]")});
    JobSnapshot s = sample::finished();
    s.state = JobState::Findings;
    s.findings = 3;
    for (Ledger *ledger : {&s.ledger, &s.indices.first().ledger, &findings.summary.ledger}) {
        ledger->written -= 3;
        ledger->rejected = 3;
    }
    gallery.page(QStringLiteral("done-findings"), s, findings);
}

void rejected(Gallery &gallery)
{
    const QTemporaryDir folder;
    RejectedDialog rejected(sample::rejectedFile(folder.path(), 2000), QStringLiteral("7f3a12bc"), nullptr);
    rejected.show();
    settle(300);
    gallery.save(rejected, QStringLiteral("dialog-rejected"));
}

void repair(Gallery &gallery)
{
    const QTemporaryDir folder;
    RepairDialog repair(sample::repairQuestion(folder.path()));
    repair.show();
    settle(300);
    gallery.save(repair, QStringLiteral("dialog-repair"));
}

void dialogs(Gallery &gallery)
{
    SessionInfo info;
    info.plan = sample::plan();
    const auto show = [&](QDialog &dialog, const char *name) {
        dialog.show();
        settle(300);
        gallery.save(dialog, QLatin1String(name));
    };
    AbortDialog abort(info, sample::running());
    show(abort, "dialog-abort");
    RollBackDialog back(info.plan, {QStringLiteral("orders-2024"), QStringLiteral("customers")});
    show(back, "dialog-roll-back");
    ReportDialog report(reportOf(QStringLiteral("7f3a12bc"), nullptr), nullptr);
    show(report, "dialog-report");
    repair(gallery);
    rejected(gallery);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    if (argc < 2) {
        std::cerr << "godwit_gallery DIR [dark|contrast] [rtl] [docs]\n";
        return 2;
    }
    if (QFontDatabase::families().contains(QStringLiteral("Inter"))) {
        QFont font(QStringLiteral("Inter"));
        font.setPointSizeF(9.75);
        QApplication::setFont(font);
    }
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QTranslator translator;
    if (translator.load(QStringLiteral(":/i18n/godwit_en.qm")))
        QApplication::installTranslator(&translator);
    const QTemporaryDir settings; // what a person chose in the window stays as it is
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QStringList wishes = QApplication::arguments().mid(2);
    const bool docs = wishes.removeAll(QStringLiteral("docs")) > 0;
    const bool dark = wishes.contains(QStringLiteral("dark"));
    if (wishes.contains(QStringLiteral("contrast"))) {
        QPalette desktop(Qt::white, Qt::black, Qt::gray, Qt::darkGray, Qt::lightGray, Qt::white, Qt::black);
        desktop.setColor(QPalette::Window, Qt::black);
        desktop.setColor(QPalette::Highlight, Qt::yellow);
        desktop.setColor(QPalette::HighlightedText, Qt::black);
        QApplication::setPalette(desktop);
    }
    if (wishes.contains(QStringLiteral("rtl"))) {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
    }
    Theme::install(qApp)->choose(dark ? Theme::Choice::Dark : Theme::Choice::Light);
    const QString folder = QFile::decodeName(argv[1]);
    QDir().mkpath(folder);
    Gallery gallery(folder, wishes.isEmpty() ? QString() : QString(u'-' + wishes.join(u'-')));
    const auto save = [&gallery](QWidget &widget, const QString &name) { gallery.save(widget, name); };
    // In the documents the states are there once; pages and dialogs come at both scales.
    if (!docs || qgetenv("QT_SCALE_FACTOR") != "2") {
        livePages(gallery);
        cutoverPages(gallery);
        endPages(gallery);
    }
    roundPages(gallery);
    if (docs) {
        rejected(gallery);
        repair(gallery);
        questionPictures(save);
        verifyPictures(save);
        return 0;
    }
    dialogs(gallery);
    questionPictures(save);
    wizardPictures(save);
    shellPictures(save);
    verifyPictures(save);
    return 0;
}
