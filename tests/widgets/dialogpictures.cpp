// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"

#include "sampledialogs.h"
#include "samplejob.h"

#include "tests/models/samplecatalogue.h"
#include "widgets/certificatedialog.h"
#include "widgets/confirmwrite.h"
#include "widgets/connectionspage.h"
#include "widgets/mainwindow.h"
#include "widgets/migrationpage.h"
#include "widgets/wizard/migrationwizard.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

namespace godwit {
namespace {

TestStep step(const char *id, const char *title, TestState state, const char *detail, double milliseconds)
{
    TestStep made;
    made.id = QLatin1String(id);
    made.title = QLatin1String(title);
    made.state = state;
    made.detail = QLatin1String(detail);
    made.milliseconds = milliseconds;
    return made;
}

//! Trusts nobody: the third step fails.
class SampleTester final : public ConnectionTester
{
public:
    QList<TestStep> run(const Endpoint &, const Secrets &, const std::function<void(const QList<TestStep> &)> &,
        std::stop_token) override
    {
        QList<TestStep> steps{step("name", "Name (DNS)", TestState::Passed, "orders-eu.example is 10.20.30.40", 2),
            step("tcp", "TCP", TestState::Passed, "Port 9243 answers", 11),
            step("tls", "TLS", TestState::Failed, "The certificate is signed by an authority that is unknown here", 23),
            step("authentication", "Authentication", TestState::NotTried, "", -1),
            step("version", "Version", TestState::NotTried, "", -1),
            step("privileges", "Privileges", TestState::NotTried, "", -1)};
        steps[2].fix = QStringLiteral("Choose the CA file of your company, or pin the certificate.");
        steps[2].chain = sample::certificateChain();
        return steps;
    }
};

PreflightReport report()
{
    const auto item = [](const char *id, const char *title, CheckState state, const char *seen, const char *fix) {
        PreflightItem made;
        made.id = QLatin1String(id);
        made.title = QLatin1String(title);
        made.state = state;
        made.seen = QLatin1String(seen);
        made.fix = QLatin1String(fix);
        made.seconds = 0.12;
        return made;
    };
    PreflightReport made;
    made.items = {item("rename", "Every index gets a name of its own", CheckState::Warning,
                      "orders-2024 and orders-2025 both become orders", "Change the rule so that each name differs."),
        item("aliases", "Aliases are free on the target", CheckState::Warning, "people is an index there",
            "Leave out the alias, or rename the index."),
        item("clocks", "The clocks agree", CheckState::Warning, "9 s apart", "Set the clock of one."),
        item("reach-source", "The source answers", CheckState::Pass, "Elasticsearch 7.17.15", ""),
        item("reach-target", "The target answers", CheckState::Pass, "Elasticsearch 8.19.3", ""),
        item("disk", "There is room on the target", CheckState::Pass, "12 GB of 400 GB", "")};
    made.items[1].request = QStringLiteral("GET /_alias/people");
    return made;
}

QList<ReviewedIndex> reviewed()
{
    ReviewedIndex index;
    index.source.name = QStringLiteral("customers");
    index.source.settings = {{QStringLiteral("index.number_of_shards"), QStringLiteral("2")},
        {QStringLiteral("index.version.created"), QStringLiteral("7170099")}};
    index.source.mappings = QJsonObject{{QStringLiteral("properties"),
        QJsonObject{{QStringLiteral("name"),
            QJsonObject{{QStringLiteral("type"), QStringLiteral("keyword")}, {QStringLiteral("boost"), 2}}}}}};
    index.converted = convertIndex(index.source, index.source.name, sample::source().info, sample::target().info);
    return {index};
}

void wizardSteps(MainWindow &window, const QString &planFile, const Saver &save, const QString &prefix)
{
    MigrationWizard *wizard = window.editPlan(planFile);
    if (!wizard)
        return;
    const char *names[] = {"pair", "select", "options", "mappings", "preflight", "review"};
    for (int step = 0; step <= MigrationWizard::ReviewStepNumber; ++step) {
        wizard->showStep(step);
        settle(400);
        save(window, prefix + QLatin1String(names[step]));
    }
    wizard->cancelButton()->click();
    settle(50);
}

} // namespace

void questionPictures(const Saver &save)
{
    const auto show = [&save](QDialog &dialog, const char *name) {
        dialog.show();
        settle(150);
        save(dialog, QLatin1String(name));
        dialog.hide();
    };
    const Plan plan = sample::plan();
    const QString server = QStringLiteral("orders-eu.example");
    CertificateDialog certificate(server, sample::certificateChain(), {});
    show(certificate, "dialog-certificate");
    CertificateDialog changed(server, sample::certificateChain().mid(0, 1), sample::certificateBefore());
    show(changed, "dialog-certificate-changed");
    ProductionDialog production(QStringLiteral("orders-new"));
    show(production, "dialog-production");
    ConfirmWriteDialog confirm(plan.target,
        QStringLiteral("Indices of this migration are created there, and documents are written to them."),
        QStringLiteral("Start migration"));
    show(confirm, "dialog-confirm-write");
    ReplaceDialog replace(plan.target, {QStringLiteral("orders-2024"), QStringLiteral("customers")}, 28'931'062);
    show(replace, "dialog-replace");
}

void wizardPictures(const Saver &save)
{
    const QTemporaryDir folder;
    Plan plan = sample::plan();
    plan.select.indices = {QStringLiteral("customers"), QStringLiteral("orders-2024")};
    const ProfileStore profiles(folder.path());
    for (const Endpoint &endpoint : {plan.source, plan.target}) {
        Profile profile;
        profile.endpoint = endpoint;
        (void)profiles.save(&profile);
    }
    const QString planFile = folder.filePath(QStringLiteral("orders.json"));
    (void)plan.save(planFile);
    SampleTester tester;
    sample::MemoryDesk desk;
    desk.report = report();
    desk.reviewed = reviewed();
    WindowPorts ports;
    ports.profiles = profiles;
    ports.tester = &tester;
    ports.desk = &desk;
    MainWindow window(std::move(ports));
    window.resize(1280, 800);
    window.show();
    settle(200);
    window.showPage(QStringLiteral("connections"));
    window.findChild<ConnectionsPage *>()->test();
    settle(400);
    save(window, QStringLiteral("connections-test-failed"));
    wizardSteps(window, planFile, save, QStringLiteral("wizard-"));
    window.setPresenting(true);
    settle(100);
    wizardSteps(window, planFile, save, QStringLiteral("presentation-wizard-"));
    SessionInfo info;
    info.plan = sample::plan();
    MigrationPage *page = window.addSession(info, [](JobOrders &orders, JobObserver &observer) {
        while (!orders.control.aborted() && !orders.control.finishing()) {
            observer.snapshot(sample::gateOpen());
            orders.control.sleep(50);
        }
        return sample::succeeded();
    });
    settle(100);
    save(window, QStringLiteral("presentation-plan"));
    page->start();
    settle(500);
    page->showView(MigrationPage::View::Cutover);
    settle(300);
    save(window, QStringLiteral("presentation-cutover"));
    page->session()->finishAndStop();
    settle(500);
    save(window, QStringLiteral("presentation-result"));
    window.setPresenting(false);
}

} // namespace godwit
