// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"

#include "samplejob.h"

#include "engine/requestlog.h"
#include "widgets/aboutdialog.h"
#include "widgets/activitypage.h"
#include "widgets/bundledialog.h"
#include "widgets/commandpalette.h"
#include "widgets/connectionspage.h"
#include "widgets/discarddialog.h"
#include "widgets/helpwindow.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/profileeditor.h"
#include "widgets/recoverydialog.h"
#include "widgets/settingsdialog.h"
#include "widgets/shortcutsdialog.h"
#include "widgets/trayicon.h"
#include "widgets/undobar.h"
#include "widgets/wizard/quiethourseditor.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QTableView>
#include <QTemporaryDir>

namespace godwit {
namespace {

void recordRequests()
{
    const char *paths[] = {"/orders-2025/_search", "/_bulk", "/orders-2025/_refresh", "/_stats", "/_mget"};
    for (int i = 0; i < 400; ++i) {
        RequestRecord record;
        record.time = QDateTime::currentMSecsSinceEpoch() - (400 - i) * 130;
        const bool bulk = i % 5 == 1;
        record.cluster = bulk ? QStringLiteral("orders-new") : QStringLiteral("orders-eu");
        record.address = bulk ? QStringLiteral("https://orders-new.example:9243")
                              : QStringLiteral("https://orders-eu.example:9243");
        record.auth = AuthKind::Basic;
        record.method = i % 5 == 3 ? "GET" : "POST";
        record.path = paths[i % 5];
        record.query = i % 5 == 0 ? "preference=_shards:2|_only_nodes:a1b2&allow_partial_search_results=false" : "";
        record.hasBody = i % 5 != 3;
        record.status = i % 37 == 1 ? 429 : i % 101 == 3 ? 0 : 200;
        record.error = record.failed() ? QStringLiteral("The target is busy.") : QString();
        record.microseconds = 1800 + (i * 7919) % 400'000;
        record.sent = bulk ? 1'048'000 : 412;
        record.received = bulk ? 21'000 : 2'412'000;
        RequestLog::shared().add(record);
    }
}

CutOffJob cutOffJob()
{
    CutOffJob job;
    job.job = QStringLiteral("7f3a12bc");
    job.plan = sample::plan();
    job.stage = QStringLiteral("Inside the cutover");
    job.written = 97'290'037;
    job.indices = job.copied = 12;
    job.lastSign = QDateTime::currentDateTimeUtc();
    job.targetIndices = {QStringLiteral("orders-2024"), QStringLiteral("orders-2025"), QStringLiteral("customers")};
    job.blockedIndices = {QStringLiteral("orders-2024"), QStringLiteral("orders-2025")};
    job.loweredIndices = {QStringLiteral("orders-2025")};
    job.events = sample::events();
    return job;
}

QList<KnownJob> pastJobs()
{
    const QDateTime day(QDate(2026, 11, 21), QTime(14, 5), Qt::UTC);
    QList<KnownJob> jobs;
    const std::pair<const char *, const char *> kinds[]
        = {{"Orders to 8.19", "succeeded"}, {"Orders to 8.19, rehearsal on the staging clusters", "findings"},
            {"Logs of June", "failed"}, {"Comparison of 12 indices", "findings"}, {"Customers", "running"}};
    for (const auto &[name, state] : kinds) {
        KnownJob job;
        job.job = QStringLiteral("7f3a12b%1").arg(jobs.size());
        job.name = QLatin1String(name);
        job.pair = QStringLiteral("orders-eu → orders-new");
        job.state = QLatin1String(state);
        job.begun = day.addDays(-2 * jobs.size());
        job.updated = job.begun.addSecs(3163);
        job.comparison = job.name.startsWith(QLatin1String("Comparison"));
        job.resumable = job.state == QLatin1String("failed") || job.state == QLatin1String("running");
        if (job.state == QLatin1String("failed"))
            job.reason = QStringLiteral("The target refuses every write since its disks are above the flood stage. "
                                        "Make room there, then resume.");
        else if (job.state != QLatin1String("running"))
            job.reports = {QStringLiteral("/home/elena/godwit-%1.pdf").arg(job.job)};
        if (job.state != QLatin1String("running"))
            job.seconds = 3163;
        jobs.append(job);
    }
    return jobs;
}

JobEnd runUntilStopped(JobOrders &orders, JobObserver &observer)
{
    while (!orders.control.aborted() && !orders.control.finishing()) {
        observer.snapshot(sample::running());
        orders.control.sleep(50);
    }
    return {};
}

} // namespace

void shellPictures(const Saver &save)
{
    const QTemporaryDir folder;
    const ProfileStore profiles(folder.path());
    for (const char *name : {"orders-eu", "orders-new", "logs-archive"}) {
        Profile profile;
        profile.endpoint.profile = QLatin1String(name);
        profile.endpoint.url = QStringLiteral("https://%1.example:9243").arg(QLatin1String(name));
        profile.endpoint.environment
            = QLatin1String(name) == QLatin1String("orders-eu") ? QStringLiteral("PROD") : QStringLiteral("STAGING");
        profile.endpoint.auth = AuthKind::Basic;
        profile.endpoint.user = QStringLiteral("migrator");
        (void)profiles.save(&profile);
    }
    WindowPorts ports;
    ports.profiles = profiles;
    ports.knownJobs = pastJobs;
    MainWindow window(std::move(ports));
    window.resize(1280, 800);
    window.show();
    recordRequests();
    settle(300);
    window.showPage(QStringLiteral("activity"));
    window.activity()->table()->selectRow(2);
    settle(200);
    save(window, QStringLiteral("shell-activity"));
    window.showPage(QStringLiteral("migrations"));
    settle(200);
    save(window, QStringLiteral("shell-migrations"));
    window.resize(900, 640);
    settle(200);
    save(window, QStringLiteral("shell-migrations-narrow"));
    window.resize(1280, 800);
    SessionInfo info;
    info.plan = sample::plan();
    MigrationPage *page = window.addSession(info, runUntilStopped);
    page->start();
    settle(600);
    save(window, QStringLiteral("shell-window"));
    const QString migration = window.navigation()->current();
    window.showPage(QStringLiteral("connections"));
    window.connections()->duplicateCurrent();
    window.connections()->removeCurrent();
    window.connections()->editor()->proxy()->setCurrentIndex(2);
    settle(100);
    save(window, QStringLiteral("shell-undo"));
    window.connections()->undoBar()->dismiss();
    window.connections()->editor()->proxy()->setCurrentIndex(0);
    window.showPage(migration);
    window.openPalette();
    window.findChild<CommandPalette *>()->edit()->setText(QStringLiteral("con"));
    settle(100);
    save(window, QStringLiteral("shell-palette"));
    window.findChild<CommandPalette *>()->hide();
    window.setPresenting(true);
    settle(200);
    save(window, QStringLiteral("shell-presentation"));
    window.showPage(QStringLiteral("connections"));
    settle(200);
    save(window, QStringLiteral("shell-presentation-connections"));
    window.setPresenting(false);
    settle(100);
    const auto show = [&save](QDialog &dialog, const char *name) {
        dialog.show();
        settle(150);
        save(dialog, QLatin1String(name));
        dialog.hide();
    };
    ShortcutsDialog shortcuts(window.menuBar(), &window);
    show(shortcuts, "shell-keyboard");
    AboutDialog about({{QStringLiteral("simdjson"), QStringLiteral("3.1.1"), QStringLiteral("Apache-2.0 or MIT"),
        QStringLiteral("simdjson.org")}});
    show(about, "shell-about");
    HelpWindow help;
    help.showChapter(QStringLiteral("Activity"));
    show(help, "shell-help");
    RecoveryDialog recovery({cutOffJob(), cutOffJob()}, {});
    show(recovery, "shell-recovery");
    RecoveryDialog inspected({cutOffJob()}, {});
    inspected.inspectButton()->click();
    show(inspected, "shell-recovery-inspect");
    DiscardDialog discard(cutOffJob(), {});
    show(discard, "shell-discard");
    Settings settings;
    settings.set(settingkeys::closing, QStringLiteral("background"));
    settings.setNote(settingkeys::sleep,
        QStringLiteral("Has no effect here: neither logind nor a power manager can be reached over D-Bus."));
    SettingsDialog choices(&settings);
    show(choices, "shell-settings");
    choices.search()->setText(QStringLiteral("notice"));
    show(choices, "shell-settings-search");
    choices.search()->setText(QStringLiteral("zebra"));
    show(choices, "shell-settings-empty");
    QuietHoursEditor hours;
    hours.setHours({{8 * 60, 18 * 60, 0x1f, 500, 0}, {22 * 60, 6 * 60, QuietHours::everyDay, 0, 0}});
    hours.resize(760, hours.sizeHint().height());
    hours.show();
    settle(150);
    save(hours, QStringLiteral("shell-quiet-hours"));
    hours.hide();
    BundleDialog bundle({{info.plan.name, QStringLiteral("7f3a12bc"), info.plan}}, [](const BundleJob &job) {
        BundleSources sources;
        sources.versions = QStringLiteral("Godwit 0.1.0\nQt 6.4.2\nsimdjson 3.1.1\n");
        sources.system = QStringLiteral("Debian GNU/Linux 12; x86_64; xcb; 1920x1080@1; en_US; Europe/Berlin\n");
        sources.settings = {{QStringLiteral("theme"), QStringLiteral("dark")}};
        sources.plan = job.plan;
        sources.job = job.job;
        sources.events = sample::events();
        return sources;
    });
    bundle.show();
    settle(300);
    bundle.list()->setCurrentRow(3);
    show(bundle, "shell-bundle");
    bundle.save(folder.filePath(QStringLiteral("bundle.zip")));
    bundle.show();
    settle(300);
    show(bundle, "shell-bundle-saved");
    page->session()->finishAndStop();
    settle(400);
    QLabel tray;
    tray.setPixmap(TrayIcon::picture(0.6, 64, 1));
    tray.resize(80, 80);
    tray.show();
    save(tray, QStringLiteral("shell-tray"));
}

} // namespace godwit
