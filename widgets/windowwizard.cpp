// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// New migrations in the window: wizards come, start their migration, and go.
#include "widgets/mainwindow.h"

#include "models/migrationdraft.h"
#include "models/settings.h"
#include "widgets/connectionspage.h"
#include "widgets/indexpanel.h"
#include "widgets/liveview.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/statelook.h"
#include "widgets/windowmemory.h"
#include "widgets/wizard/migrationwizard.h"

#include <QStackedWidget>
#include <QTableView>

namespace godwit {

MigrationWizard *MainWindow::currentWizard() const
{
    return qobject_cast<MigrationWizard *>(m_stack->currentWidget());
}

MigrationWizard *MainWindow::newMigration()
{
    if (!m_ports.desk)
        return nullptr;
    auto *wizard = new MigrationWizard(m_ports.profiles, m_ports.desk);
    const QString key = QStringLiteral("wizard-%1").arg(m_nextPage++);
    m_wizards.insert(key, wizard);
    m_stack->addWidget(wizard);
    m_memory->adoptTables(wizard);
    keepStatusLast(wizard);
    connect(wizard, &MigrationWizard::changed, this, [this, wizard] {
        if (currentWizard() == wizard)
            updateAll();
    });
    connect(m_connections, &ConnectionsPage::profilesChanged, wizard, &MigrationWizard::refreshProfiles);
    connect(wizard, &MigrationWizard::connectionRequested, this, [this] {
        m_welcomed = true;
        showPage(QStringLiteral("connections"));
        m_connections->newConnection();
    });
    connect(wizard, &MigrationWizard::connectionEditRequested, this, &MainWindow::showConnection);
    connect(wizard, &MigrationWizard::closeRequested, this, [this, wizard] {
        closeWizard(wizard);
        showPage(QStringLiteral("migrations"));
    });
    connect(wizard, &MigrationWizard::startRequested, this, [this, wizard](const SessionInfo &info) {
        closeWizard(wizard);
        MigrationPage *page = addSession(info, m_ports.makeTask(info, {}));
        page->start();
        page->live()->indices()->table()->setFocus(Qt::OtherFocusReason); // the button that had it is gone
    });
    wizard->draft()->change([this](Plan &plan) {
        plan.lagLimitSeconds = m_settings->number(settingkeys::lagLimit);
        plan.expireDays = m_settings->number(settingkeys::patience);
    });
    updateNavigation();
    showPage(key);
    wizard->showStep(0);
    return wizard;
}

void MainWindow::closeWizard(MigrationWizard *wizard)
{
    const QString key = m_wizards.key(wizard);
    m_wizards.remove(key);
    m_navigation->removeMigration(key);
    m_stack->removeWidget(wizard);
    wizard->hide();
    wizard->deleteLater();
}

MigrationWizard *MainWindow::editPlan(const QString &path)
{
    if (!m_ports.desk) {
        openPlan(path);
        return nullptr;
    }
    const auto plan = Plan::load(path);
    if (!plan) {
        tellError(tr("The plan can't be opened"), plan.error());
        return nullptr;
    }
    return editPlan(*plan, path);
}

MigrationWizard *MainWindow::editPlan(Plan plan, const QString &path)
{
    for (Endpoint *endpoint : {&plan.source, &plan.target}) {
        const auto resolved = m_ports.profiles.resolve(*endpoint);
        if (!resolved) {
            tellError(tr("The plan can't be used"), resolved.error());
            return nullptr;
        }
        *endpoint = *resolved;
    }
    MigrationWizard *wizard = newMigration();
    if (wizard)
        wizard->setPlan(plan, path);
    return wizard;
}

void MainWindow::cloneJob(const QString &job)
{
    withPlanOf(job, [this](Plan plan) {
        plan.name = tr("Copy of %1").arg(plan.name);
        editPlan(plan, {});
    });
}

void MainWindow::showWizards()
{
    for (auto it = m_wizards.cbegin(); it != m_wizards.cend(); ++it) {
        const QString name = it.value()->plan().name;
        m_navigation->setMigration(it.key(), QStringLiteral("pencil"), static_cast<int>(StateTone::Waiting),
            name.isEmpty() ? tr("New migration") : name);
    }
}

} // namespace godwit
