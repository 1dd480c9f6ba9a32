// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/mainwindow.h"

#include "models/discretion.h"
#include "models/joblist.h"
#include "models/requestmodel.h"
#include "models/settings.h"
#include "models/sleepinhibitor.h"
#include "widgets/activitypage.h"
#include "widgets/attention.h"
#include "widgets/badges.h"
#include "widgets/commandpalette.h"
#include "widgets/connectionspage.h"
#include "widgets/focusring.h"
#include "widgets/indexpanel.h"
#include "widgets/liveview.h"
#include "widgets/migrationheader.h"
#include "widgets/migrationpage.h"
#include "widgets/navigation.h"
#include "widgets/pagestack.h"
#include "widgets/pairinfo.h"
#include "widgets/presentationmode.h"
#include "widgets/statelook.h"
#include "widgets/statuspanel.h"
#include "widgets/theme.h"
#include "widgets/trayicon.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/verifypage.h"
#include "widgets/welcomepage.h"
#include "widgets/windowactions.h"
#include "widgets/windowmemory.h"
#include "widgets/wizard/migrationwizard.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QStatusBar>
#include <QUrl>
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

//! What a selection tells of the names of indices: those without wildcards, and what stands between the wildcards.
QStringList namesIn(const QStringList &patterns)
{
    constexpr int telling = 3; //!< shorter pieces are part of any text
    QStringList names;
    for (const QString &pattern : patterns) {
        QString piece;
        for (const QChar letter : QString(pattern + u'*')) {
            if (letter != u'*' && letter != u'?') {
                if (!piece.isEmpty() || letter != u'-')
                    piece += letter;
                continue;
            }
            if (piece.size() >= telling)
                names.append(piece);
            piece.clear();
        }
    }
    return names;
}

//! The first control of a pane that the Tab key would reach.
QWidget *firstStop(QWidget *pane)
{
    if (pane->focusPolicy() & Qt::TabFocus)
        return pane;
    for (QWidget *next = pane->nextInFocusChain(); next && next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) && next->isVisible() && next->isEnabled())
            return next;
    }
    return nullptr;
}

//! Where the page is larger than the window, with large text on a small screen, it scrolls; nothing is cut off.
QScrollArea *makeScroller(QWidget *content)
{
    auto *scroller = new QScrollArea;
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setWidgetResizable(true);
    scroller->setFocusPolicy(Qt::NoFocus);
    scroller->setWidget(content);
    return scroller;
}

} // namespace

MainWindow::MainWindow(WindowPorts ports, QWidget *parent)
    : QMainWindow(parent)
    , m_ports(std::move(ports))
    , m_settings(new Settings(m_ports.settingsFile, this))
    , m_actions(std::make_unique<Actions>())
    , m_navigation(new Navigation)
    , m_strip(new EnvironmentStrip)
    , m_stack(new PageStack)
    , m_welcome(new WelcomePage)
    , m_connections(new ConnectionsPage(m_ports.profiles, m_ports.secrets, m_ports.tester))
    , m_migrations(new MigrationsPage)
    , m_jobs(new JobList(m_ports.knownJobs, this))
    , m_requests(new RequestModel(RequestLog::capacity, this))
    , m_activity(new ActivityPage(m_requests))
    , m_status(new StatusPanel)
    , m_ring(new FocusRing(this))
    , m_memory(new WindowMemory(m_ports.settingsFile, this))
    , m_presentation(new PresentationMode(this))
    , m_palette(nullptr)
    , m_attention(new Attention(this))
    , m_tray(new TrayIcon(this))
{
    m_requests->follow(RequestLog::shared());
    setAcceptDrops(true);
    makeCentre();
    makeMenus();
    addOwnPages();
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPage);
    connect(m_navigation, &QTreeView::clicked, this, [this] {
        // A page without an entry lies over the one whose entry is chosen.
        if (const Entry *entry = shownEntry(); entry && entry->page.title.isEmpty())
            showPage(m_navigation->current());
    });
    connect(m_status, &StatusPanel::clicked, this, [this] {
        if (MigrationPage *page = currentMigration() ? currentMigration() : runningPage())
            showPage(m_pages.key(page));
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
    connect(m_migrations, &MigrationsPage::resumeRequested, this, [this](const QString &job) { openJob(job, false); });
    connect(m_migrations, &MigrationsPage::reportRequested, this, &MainWindow::reportJob);
    connect(m_migrations, &MigrationsPage::rollBackRequested, this, &MainWindow::rollBackJob);
    connect(m_migrations, &MigrationsPage::openFileRequested, this,
        [](const QString &path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    m_migrations->setServed(m_ports.services);
    connect(m_jobs, &JobList::changed, m_migrations, [this] { m_migrations->setJobs(m_jobs->jobs()); });
    if (!m_jobs->isKnown())
        m_migrations->setReading();
    m_jobs->refresh(); // the palette and the bundle ask for them too
    connect(m_connections, &ConnectionsPage::profilesChanged, this, &MainWindow::updateAll);
    connect(m_connections, &ConnectionsPage::environmentChanged, this, &MainWindow::updateAll);
    connect(m_connections, &ConnectionsPage::planDropped, this, &MainWindow::openPlan);
    connect(m_status, &StatusPanel::commandsRequested, this, &MainWindow::openPalette);
    connect(m_attention, &Attention::noticed, this, &MainWindow::tellAttention);
    connect(m_tray, &TrayIcon::showRequested, this, &MainWindow::bringForward);
    connect(m_tray, &TrayIcon::quitRequested, this, &QWidget::close);
    connectNotices();
    connect(&Discretion::instance(), &Discretion::changed, this, &MainWindow::updateAll);
    connectSettings();
    connect(qApp, &QGuiApplication::commitDataRequest, this, &MainWindow::endOfSession, Qt::DirectConnection);
    resize(1280, 800);
    m_memory->restore(this);
    setMinimumSize(QSize(900, 600).boundedTo(screen()->availableSize()));
    m_palette = new CommandPalette(this); // above all pages
    showPage(connectionsKey);
}

void MainWindow::addOwnPages()
{
    addPage({connectionsKey, QStringLiteral("plug"), tr("Connections"), QKeySequence(Qt::CTRL | Qt::Key_1),
                QStringLiteral("Connect"), {}, {}, [this] { m_connections->focusFilter(); },
                [this] { m_connections->test(); }, [this] { return m_connections->environment(); }},
        m_connections);
    addPage({migrationsKey, QStringLiteral("arrow-right-left"), tr("Migrations"), QKeySequence(Qt::CTRL | Qt::Key_2),
                QStringLiteral("Start from a plan"), {}, [this] { m_jobs->refresh(); }},
        m_migrations);
    if (m_ports.verify) {
        m_verify = new VerifyPage(
            {m_ports.verify, m_ports.profiles, m_ports.queryFolder, m_jobs, m_ports.planOfJob, m_settings});
        addPage({QStringLiteral("verify"), QStringLiteral("shield-check"), tr("Verify"),
                    QKeySequence(Qt::CTRL | Qt::Key_3), QStringLiteral("Verify"), {}, [this] { m_verify->refresh(); },
                    [this] { m_verify->focusFilter(); }, [this] { m_verify->again(); },
                    [this] { return m_verify->pair()->environment(PairSide::Target); }}, // a repair writes there
            m_verify);
        connect(m_verify->pair(), &PairBar::connectionsChanged, this, &MainWindow::updateAll);
    }
    addPage({QStringLiteral("activity"), QStringLiteral("activity"), tr("Activity"), QKeySequence(Qt::CTRL | Qt::Key_4),
                QStringLiteral("Activity"), {}, {}, [this] { m_activity->focusFilter(); }},
        m_activity);
}

void MainWindow::addPage(const WindowPage &page, QWidget *widget)
{
    m_entries.append({page, widget});
    m_stack->addWidget(widget);
    m_memory->adoptTables(widget);
    keepStatusLast(widget);
    if (page.title.isEmpty())
        return;
    m_navigation->addPage(page.key, page.icon, page.title);
    auto *action = new QAction(page.title, this);
    action->setShortcut(page.keys);
    action->setIcon(icon(page.icon));
    action->setIconVisibleInMenu(false);
    connect(action, &QAction::triggered, this, [this, key = page.key] { showPage(key); });
    m_actions->view->insertAction(m_actions->endOfPages, action);
}

//! What was added to a page later would come behind the status bar.
void MainWindow::keepStatusLast(QWidget *page)
{
    if (m_status->window() != page->window())
        return; // the window is still being put together, in the right order
    QWidget *last = page;
    for (QWidget *next = page->nextInFocusChain(); next != page; next = next->nextInFocusChain()) {
        if (page->isAncestorOf(next))
            last = next;
    }
    const QList<QPushButton *> buttons = m_status->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        setTabOrder(last, button);
        last = button;
    }
}

const MainWindow::Entry *MainWindow::shownEntry() const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
        [this](const Entry &entry) { return entry.widget == m_stack->currentWidget(); });
    return found == m_entries.end() ? nullptr : &*found;
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
    disconnect(&Discretion::instance(), nullptr, this, nullptr);
    m_presentation->setActive(false);
    disconnect(m_settings, nullptr, this, nullptr);
    if (m_ports.practice)
        disconnect(m_ports.practice, nullptr, this, nullptr);
    if (m_ports.sleep) {
        disconnect(m_ports.sleep, nullptr, this, nullptr);
        m_ports.sleep->release();
    }
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
    page->addWidget(makeScroller(m_stack), 1);
    row->addLayout(page, 1);
    m_stack->addWidget(m_welcome);
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

MigrationPage *MainWindow::runningPage() const
{
    const auto runs = [](const MigrationPage *page) { return page->session()->phase() == JobSession::Phase::Running; };
    if (MigrationPage *shown = currentMigration(); shown && runs(shown))
        return shown;
    const auto first = std::find_if(m_pages.begin(), m_pages.end(), runs);
    return first == m_pages.end() ? nullptr : *first;
}

void MainWindow::showPage(const QString &key)
{
    QString listed = key;
    const auto entry
        = std::find_if(m_entries.begin(), m_entries.end(), [&key](const Entry &e) { return e.page.key == key; });
    if (entry != m_entries.end()) {
        if (entry->page.shown)
            entry->page.shown();
        const bool welcome = key == connectionsKey && m_connections->count() == 0 && !m_welcomed;
        m_stack->setCurrentWidget(welcome ? static_cast<QWidget *>(m_welcome) : entry->widget);
        if (entry->page.title.isEmpty())
            listed = entry->page.below;
    } else if (MigrationPage *page = m_pages.value(key)) {
        m_stack->setCurrentWidget(page);
    } else if (MigrationWizard *wizard = m_wizards.value(key)) {
        m_stack->setCurrentWidget(wizard);
    }
    if (m_navigation->current() != listed) {
        // Its entry only stands for the page; it is not the one to show.
        const QSignalBlocker blocker(m_navigation);
        m_navigation->setCurrent(listed);
    }
    updateAll();
}

void MainWindow::updateAll()
{
    updateNavigation();
    updateActions();
    updateTray();
    updateSleep();
    const MigrationPage *page = currentMigration();
    const MigrationPage *told = page ? page : runningPage();
    const bool toldRuns = told && told->session()->phase() == JobSession::Phase::Running;
    m_status->setSession(
        told ? told->session() : nullptr, tr("Nothing is running"), runningSessions() - (toldRuns ? 1 : 0));
    QString environment;
    QString title = tr("Godwit");
    if (page) {
        const Plan &plan = page->session()->info().plan;
        environment = strictestWritten(plan, page->session()->snapshot());
        title = tr("%1%2 – Godwit").arg(titlePrefix(plan), discreet(plan.name));
    } else if (const MigrationWizard *wizard = currentWizard()) {
        const Plan plan = wizard->plan();
        environment = plan.target.environment;
        title = tr("%1%2 – Godwit")
                    .arg(titlePrefix(plan), plan.name.isEmpty() ? tr("New migration") : discreet(plan.name));
    } else if (const Entry *entry = shownEntry();
               entry && entry->page.environment && m_stack->currentWidget() != m_welcome) {
        environment = entry->page.environment();
        if (!environment.isEmpty())
            title = tr("[%1] %2 – Godwit").arg(environment, entry->page.title);
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
    const std::pair<const Endpoint &, QString> sides[]
        = {{info.plan.source, QStringLiteral("SOURCE")}, {info.plan.target, QStringLiteral("TARGET")}};
    for (const auto &[endpoint, role] : sides) {
        m_activity->setRole(QUrl(endpoint.url).toString(QUrl::RemovePath | QUrl::RemoveUserInfo), role);
        Discretion::instance().learn(
            endpoint, role == QLatin1String("SOURCE") ? tr("source cluster") : tr("target cluster"));
    }
    Discretion::instance().learnMigration(info.plan.name);
    Discretion::instance().learnIndices(namesIn(info.plan.select.indices));
    const QString key = QStringLiteral("migration-%1").arg(m_nextPage++);
    if (info.noticeKey.isEmpty())
        info.noticeKey = key;
    auto *page = new MigrationPage(new JobSession(std::move(info), std::move(task)));
    page->setServices(m_ports.services);
    page->setSettings(m_settings);
    m_pages.insert(key, page);
    m_stack->addWidget(page);
    m_memory->adoptTables(page);
    keepStatusLast(page);
    m_memory->adoptDocks(page->live());
    m_presentation->adopt(page);
    m_attention->watch(page->session());
    connect(page, &MigrationPage::stateChanged, this, [this, page] {
        if (page->session()->phase() == JobSession::Phase::Ended)
            keepStatusLast(page); // the result brought controls of its own
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

void MainWindow::switchPane(bool forwards)
{
    QWidget *const page = m_stack->currentWidget();
    const QList<QWidget *> panes{m_navigation, page, m_status};
    const auto focused = std::find_if(panes.begin(), panes.end(),
        [this](QWidget *pane) { return pane == focusWidget() || pane->isAncestorOf(focusWidget()); });
    const auto at = focused == panes.end() ? 0 : focused - panes.begin();
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget *pane = panes.at((at + (forwards ? step : panes.size() - step)) % panes.size());
        if (QWidget *first = firstStop(pane)) {
            first->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void MainWindow::find()
{
    if (const MigrationPage *page = currentMigration(); page && page->view() == MigrationPage::View::Live) {
        page->live()->indices()->filter()->setFocus();
        page->live()->indices()->filter()->selectAll();
    } else if (const Entry *entry = shownEntry(); entry && entry->page.find) {
        entry->page.find();
    }
}

void MainWindow::refresh()
{
    if (const Entry *entry = shownEntry(); entry && entry->page.refresh)
        entry->page.refresh();
}

} // namespace godwit
