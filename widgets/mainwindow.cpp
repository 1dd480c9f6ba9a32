// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/mainwindow.h"

#include "widgets/badges.h"
#include "widgets/connectionspage.h"
#include "widgets/focusring.h"
#include "widgets/indexpanel.h"
#include "widgets/liveview.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/pairinfo.h"
#include "widgets/statelook.h"
#include "widgets/statuspanel.h"
#include "widgets/theme.h"
#include "widgets/welcomepage.h"
#include "widgets/windowactions.h"
#include "widgets/wizard/migrationwizard.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace godwit {
namespace {

const QString connectionsKey = QStringLiteral("connections");
const QString migrationsKey = QStringLiteral("migrations");

//! The navigation's side of the window, with a line at its right.
class Side final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Theme::tokens().nav);
        painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::tokens().line);
    }
};

} // namespace

MainWindow::MainWindow(WindowPorts ports, QWidget *parent)
    : QMainWindow(parent)
    , m_ports(std::move(ports))
    , m_actions(std::make_unique<Actions>())
    , m_navigation(new Navigation)
    , m_strip(new EnvironmentStrip)
    , m_stack(new QStackedWidget)
    , m_welcome(new WelcomePage)
    , m_connections(new ConnectionsPage(m_ports.profiles, m_ports.secrets, m_ports.tester))
    , m_migrations(new MigrationsPage)
    , m_status(new StatusPanel)
    , m_ring(new FocusRing(this))
{
    setAcceptDrops(true);
    makeCentre();
    makeMenus();
    m_navigation->addPage(connectionsKey, QStringLiteral("plug"), tr("Connections"));
    m_navigation->addPage(migrationsKey, QStringLiteral("arrow-right-left"), tr("Migrations"));
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPage);
    connect(m_status, &StatusPanel::clicked, this, [this] {
        for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
            if (page.value() == currentMigration() || page.value()->session()->phase() == JobSession::Phase::Running)
                showPage(page.key());
        }
    });
    connect(m_welcome, &WelcomePage::connectRequested, this, [this] {
        m_welcomed = true;
        showPage(connectionsKey);
        m_connections->newConnection();
    });
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::askForPlan);
    connectPractice();
    connect(m_migrations, &MigrationsPage::newRequested, this, &MainWindow::newMigration);
    connect(m_migrations, &MigrationsPage::cloneRequested, this, &MainWindow::cloneJob);
    connect(m_migrations, &MigrationsPage::openRequested, this, &MainWindow::askForPlan);
    connect(m_migrations, &MigrationsPage::resumeRequested, this, &MainWindow::openJob);
    connect(m_connections, &ConnectionsPage::profilesChanged, this, &MainWindow::updateAll);
    connect(m_connections, &ConnectionsPage::environmentChanged, this, &MainWindow::updateAll);
    connect(m_connections, &ConnectionsPage::planDropped, this, &MainWindow::openPlan);
    resize(1280, 800);
    setMinimumSize(900, 600);
    showPage(connectionsKey);
}

void MainWindow::connectPractice()
{
    const PracticeStarter *practice = m_ports.practice;
    if (!practice)
        return;
    m_welcome->setPractice(WelcomePage::Practice::Offered);
    connect(m_welcome, &WelcomePage::practiceRequested, this, &MainWindow::startPractice);
    connect(practice, &PracticeStarter::progress, this,
        [this](const QString &text) { m_welcome->setPractice(WelcomePage::Practice::Starting, text); });
    connect(practice, &PracticeStarter::failed, this, [this](const QString &reason) {
        m_welcome->setPractice(WelcomePage::Practice::Failed, reason);
        m_stack->setCurrentWidget(m_welcome);
        updateAll();
    });
    connect(practice, &PracticeStarter::started, this, [this](const QString &planFile) {
        m_welcome->setPractice(WelcomePage::Practice::Offered);
        openPlan(planFile);
    });
}

void MainWindow::startPractice()
{
    if (!m_ports.practice || m_ports.practice->isStarting() || runningSessions() > 0)
        return;
    showPage(connectionsKey);
    m_stack->setCurrentWidget(m_welcome);
    m_welcome->setPractice(WelcomePage::Practice::Starting, tr("Looking at this machine"));
    m_ports.practice->start();
    updateAll();
}

MainWindow::~MainWindow()
{
    disconnect(m_navigation, nullptr, this, nullptr);
    if (m_ports.practice)
        disconnect(m_ports.practice, nullptr, this, nullptr);
}

void MainWindow::makeCentre()
{
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *side = new Side;
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 8, 0, 0);
    sideLayout->addWidget(m_navigation);
    row->addWidget(side);
    auto *page = new QVBoxLayout;
    page->setSpacing(0);
    page->addWidget(m_strip);
    page->addWidget(m_stack, 1);
    row->addLayout(page, 1);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_connections);
    m_stack->addWidget(m_migrations);
    setCentralWidget(centre);
}

MigrationPage *MainWindow::currentMigration() const
{
    return qobject_cast<MigrationPage *>(m_stack->currentWidget());
}

int MainWindow::runningSessions() const
{
    return static_cast<int>(std::count_if(m_pages.begin(), m_pages.end(),
        [](const MigrationPage *page) { return page->session()->phase() == JobSession::Phase::Running; }));
}

void MainWindow::showPage(const QString &key)
{
    if (key == connectionsKey) {
        const bool empty = m_connections->count() == 0 && !m_welcomed;
        m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_welcome) : m_connections);
    } else if (key == migrationsKey) {
        if (m_ports.knownJobs)
            m_migrations->setJobs(m_ports.knownJobs());
        m_stack->setCurrentWidget(m_migrations);
    } else if (MigrationPage *page = m_pages.value(key)) {
        m_stack->setCurrentWidget(page);
    } else if (MigrationWizard *wizard = m_wizards.value(key)) {
        m_stack->setCurrentWidget(wizard);
    }
    if (m_navigation->current() != key)
        m_navigation->setCurrent(key);
    updateAll();
}

void MainWindow::updateAll()
{
    updateNavigation();
    updateActions();
    const MigrationPage *page = currentMigration();
    const JobSession *session = page ? page->session() : nullptr;
    for (auto other = m_pages.cbegin(); !session && other != m_pages.cend(); ++other) {
        if (other.value()->session()->phase() == JobSession::Phase::Running)
            session = other.value()->session();
    }
    m_status->setSession(session, tr("Nothing is running"));
    QString environment;
    QString title = tr("Godwit");
    if (page) {
        const Plan &plan = page->session()->info().plan;
        environment = strictestWritten(plan, page->session()->snapshot());
        title = tr("%1%2 – Godwit").arg(titlePrefix(plan), plan.name);
    } else if (const MigrationWizard *wizard = currentWizard()) {
        const Plan plan = wizard->plan();
        environment = plan.target.environment;
        title = tr("%1%2 – Godwit").arg(titlePrefix(plan), plan.name.isEmpty() ? tr("New migration") : plan.name);
    } else if (m_stack->currentWidget() == m_connections) {
        environment = m_connections->environment();
    }
    m_strip->setEnvironment(environment);
    setWindowTitle(title);
}

void MainWindow::updateNavigation()
{
    m_navigation->setCount(connectionsKey, m_connections->count());
    showWizards();
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
        const JobSession *session = page.value()->session();
        StateLook look = lookOfJob(session->snapshot().state);
        if (session->phase() == JobSession::Phase::Ready)
            look = {StateTone::Waiting, QStringLiteral("pencil")};
        const QString name = session->info().plan.name;
        m_navigation->setMigration(
            page.key(), look.icon, static_cast<int>(look.tone), name.isEmpty() ? tr("Migration") : name);
    }
}

MigrationPage *MainWindow::openPlan(const QString &path)
{
    auto plan = Plan::load(path);
    if (!plan) {
        tellError(tr("The plan can't be opened"), plan.error());
        return nullptr;
    }
    for (Endpoint *endpoint : {&plan->source, &plan->target}) {
        auto resolved = m_ports.profiles.resolve(*endpoint);
        if (!resolved) {
            tellError(tr("The plan can't be used"), resolved.error());
            return nullptr;
        }
        *endpoint = *resolved;
    }
    SessionInfo info;
    info.plan = *plan;
    info.planFile = path;
    return addSession(info, m_ports.makeTask(info, {}));
}

MigrationPage *MainWindow::addSession(SessionInfo info, JobTask task)
{
    auto *page = new MigrationPage(new JobSession(std::move(info), std::move(task)));
    page->setServices(m_ports.services);
    const QString key = QStringLiteral("migration-%1").arg(m_nextPage++);
    m_pages.insert(key, page);
    m_stack->addWidget(page);
    connect(page, &MigrationPage::stateChanged, this, [this] {
        updateAll();
        takeEnded();
    });
    connect(
        page, &MigrationPage::restartRequested, this, [this, page](bool resume) { restart(page, resume); },
        Qt::QueuedConnection);
    updateNavigation();
    showPage(key);
    return page;
}

void MainWindow::openJob(const QString &job)
{
    auto plan = m_ports.planOfJob(job);
    if (!plan) {
        tellError(tr("The job can't be opened"), plan.error());
        return;
    }
    SessionInfo info;
    info.plan = *plan;
    info.resumes = true;
    addSession(info, m_ports.makeTask(info, job));
}

void MainWindow::restart(MigrationPage *page, bool resume)
{
    SessionInfo info = page->session()->info();
    const QString job = page->session()->end().summary.job;
    const QString key = m_pages.key(page);
    info.resumes = resume;
    if (!resume && !info.planFile.isEmpty()) {
        // The plan may have been mended since.
        if (auto plan = Plan::load(info.planFile))
            info.plan = *plan;
        for (Endpoint *endpoint : {&info.plan.source, &info.plan.target}) {
            if (auto resolved = m_ports.profiles.resolve(*endpoint))
                *endpoint = *resolved;
        }
    }
    MigrationPage *fresh = addSession(info, m_ports.makeTask(info, resume ? job : QString()));
    m_pages.remove(key);
    m_navigation->removeMigration(key);
    m_stack->removeWidget(page);
    page->deleteLater();
    fresh->start();
}

void MainWindow::askForPlan()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open plan"), {}, tr("Plans (*.json);;All files (*)"));
    if (!path.isEmpty())
        editPlan(path);
}

void MainWindow::tellError(const QString &title, const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, error.summary, QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(error.detail);
    box->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().toLocalFile().endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls)
        editPlan(url.toLocalFile());
    event->acceptProposedAction();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (runningSessions() == 0) {
        event->accept();
        return;
    }
    event->ignore();
    if (m_closing)
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("A migration is running"),
        tr("%n migration(s) still run. Finish the batches under way and stop? Each job can be resumed.", nullptr,
            runningSessions()),
        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stop = box->addButton(tr("Finish batch and stop"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(stop, &QPushButton::clicked, this, [this] {
        m_closing = true;
        for (MigrationPage *page : std::as_const(m_pages)) {
            if (page->session()->phase() == JobSession::Phase::Running)
                page->session()->finishAndStop();
        }
    });
    box->open();
}

void MainWindow::takeEnded()
{
    if (m_closing && runningSessions() == 0)
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::switchPane()
{
    if (m_navigation->hasFocus())
        m_stack->currentWidget()->setFocus();
    else
        m_navigation->setFocus();
    if (!m_navigation->hasFocus())
        focusNextChild();
}

void MainWindow::find()
{
    if (const MigrationPage *page = currentMigration(); page && page->view() == MigrationPage::View::Live) {
        page->live()->indices()->filter()->setFocus();
        page->live()->indices()->filter()->selectAll();
    } else if (m_stack->currentWidget() == m_connections) {
        m_connections->focusFilter();
    }
}

} // namespace godwit
