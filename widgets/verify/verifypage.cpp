// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/verifypage.h"

#include "models/discretion.h"
#include "models/formats.h"
#include "models/joblist.h"
#include "models/verifytablemodel.h"
#include "models/whenready.h"
#include "widgets/badges.h"
#include "widgets/flowlayout.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/definitionsview.h"
#include "widgets/verify/documentspanel.h"
#include "widgets/verify/findingspanel.h"
#include "widgets/verify/indicespanel.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/queriespanel.h"
#include "widgets/verify/verifyactions.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace godwit {

VerifyPage::VerifyPage(VerifyPorts ports, QWidget *parent)
    : QWidget(parent)
    , m_ports(std::move(ports))
    , m_session(new QuerySession(m_ports.desk, this))
    , m_pair(new PairBar(m_ports.desk, m_ports.profiles))
    , m_title(new TextLabel(tr("Verify"), FontRole::PageTitle))
    , m_pill(new StatePill)
    , m_indices(new IndicesPanel(m_ports.desk,
          m_ports.folder.isEmpty() ? QString() : QDir::cleanPath(m_ports.folder + QStringLiteral("/../verifications"))))
    , m_findings(new FindingsPanel(m_ports.desk))
    , m_actions(new VerifyActions(m_ports.desk, m_ports.settings))
    , m_definitions(new DefinitionsView)
    , m_note(new Note)
    , m_migrations(makeButton(tr("From a migration"), QStringLiteral("arrow-right-left")))
    , m_menu(new QMenu(this))
    , m_tabs(new QTabWidget)
    , m_documents(new DocumentsPanel(m_ports.desk, m_session))
    , m_queries(new QueriesPanel(m_session, m_ports.folder))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(makeHead());
    m_note->hide();
    layout->addWidget(m_note);
    auto *card = new Card;
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("What is compared"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_findings, icon(QStringLiteral("triangle-alert")), tr("Findings"));
    m_tabs->addTab(m_queries, icon(QStringLiteral("git-compare-arrows")), tr("Query comparison"));
    m_tabs->addTab(m_definitions, icon(QStringLiteral("layers")), tr("Mappings and settings"));
    m_tabs->addTab(m_documents, icon(QStringLiteral("database")), tr("Documents"));
    m_tabs->setCurrentWidget(m_queries); // there are no findings yet
    card->body()->addWidget(m_tabs, 1);
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(10);
    split->addWidget(m_indices);
    split->addWidget(card);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 3);
    layout->addWidget(split, 1);
    connectIndices();
    connectActions();
    if (m_ports.jobs) {
        connect(m_menu, &QMenu::aboutToShow, this, &VerifyPage::fillMigrations);
        connect(m_menu, &QMenu::aboutToShow, m_ports.jobs, &JobList::refresh);
        connect(m_ports.jobs, &JobList::changed, m_menu, [this] {
            if (m_menu->isVisible())
                fillMigrations();
        });
    }
    connect(m_pair, &PairBar::changed, this, &VerifyPage::takeIndices);
    connect(m_pair, &PairBar::problem, this, [this](const QString &text) {
        m_note->setContent(StateTone::Error, QStringLiteral("circle-x"), tr("The indices can't be listed"), text);
        m_note->setVisible(!text.isEmpty());
    });
    connect(m_session, &QuerySession::definitionsRead, this,
        [this] { m_definitions->setDefinitions(m_session->definitions()); });
    connect(m_queries, &QueriesPanel::documentChosen, this, [this](const DocumentOnBoth &document) {
        m_tabs->setCurrentWidget(m_documents);
        m_documents->showDocument(document);
    });
    takeIndices();
}

QWidget *VerifyPage::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->addWidget(m_title);
    m_title->setElided(true);
    first->addWidget(m_pill);
    m_pill->hide();
    first->addStretch(1);
    m_migrations->setToolTip(tr("Takes clusters and indices from a migration of the past or one that runs."));
    m_migrations->setMenu(m_menu);
    m_migrations->setVisible(m_ports.jobs && m_ports.jobs->isServed() && static_cast<bool>(m_ports.planOfJob));
    auto *tools = new QWidget;
    auto *lines = new FlowLayout(false, tools);
    lines->setAtEnd(true);
    for (QWidget *tool : std::initializer_list<QWidget *>{m_migrations, m_indices->limit(), m_actions})
        lines->addWidget(tool);
    first->addWidget(tools);
    layout->addLayout(first);
    layout->addWidget(m_pair);
    return head;
}

void VerifyPage::connectIndices()
{
    connect(m_indices, &IndicesPanel::sessionChanged, this, [this] {
        const VerifySession *session = m_indices->session();
        const bool begins = session && session->phase() == VerifySession::Phase::Ready;
        if (begins)
            m_findings->setFile(session->findingsFile());
        if (!session || (begins && !m_indices->resumes()))
            m_findings->clear();
        updateState();
    });
    connect(m_indices, &IndicesPanel::findingsArrived, this, [this](const QList<VerifyFinding> &findings) {
        m_findings->add(findings);
        updateState();
    });
    connect(m_indices, &IndicesPanel::rowChosen, this, &VerifyPage::showRow);
}

void VerifyPage::connectActions()
{
    connect(m_actions, &VerifyActions::told, this,
        [this](StateTone tone, const QString &symbol, const QString &title, const QString &text) {
            m_note->setContent(tone, symbol, title, text);
            m_note->show();
        });
    connect(m_actions, &VerifyActions::writingChanged, this, [this] {
        m_indices->setWriting(m_actions->writing());
        updateState();
    });
    connect(m_actions, &VerifyActions::written, m_indices, &IndicesPanel::compareAgain);
}

//! The index of the chosen row is the one that queries and documents are compared of.
void VerifyPage::showRow(const VerifyRow &row)
{
    const ComparedIndices shown = m_session->indices();
    if (shown.source != row.pair.source || shown.target != row.pair.target)
        m_pair->setIndices(row.pair.source, row.pair.target);
    else if (row.definitions != m_places && !m_session->definitions().agreeWith(row))
        m_session->readDefinitions(); // they are others than when the pair was chosen
    m_places = row.definitions;
    m_definitions->setPlaces(m_places);
    updateState();
}

void VerifyPage::updateState()
{
    const VerifySession *session = m_indices->session();
    const bool running = session && session->phase() == VerifySession::Phase::Running;
    m_pair->setEnabled(!running && !m_actions->writing());
    m_migrations->setEnabled(m_pair->isEnabled());
    m_actions->setComparison(session);
    const qint64 found = session ? std::max<qint64>(session->progress().findings, m_findings->model()->rowCount()) : 0;
    m_tabs->setTabText(
        m_tabs->indexOf(m_findings), found > 0 ? tr("Findings (%1)").arg(formats::count(found)) : tr("Findings"));
    const int differ = m_definitions->model()->mattering();
    m_tabs->setTabText(m_tabs->indexOf(m_definitions),
        differ > 0 ? tr("Mappings and settings (%1)").arg(formats::count(differ)) : tr("Mappings and settings"));
    m_pill->setVisible(session);
    if (!session)
        return;
    const bool ended = session->phase() == VerifySession::Phase::Ended;
    if (found > 0)
        m_pill->setState(StateTone::Warning, QStringLiteral("triangle-alert"),
            ended ? tr("%n finding(s)", nullptr, static_cast<int>(found))
                  : tr("%n finding(s) so far", nullptr, static_cast<int>(found)));
    else if (!ended)
        m_pill->setState(StateTone::Running, QStringLiteral("play"), tr("Comparing"));
    else if (session->result().outcome == Outcome::Succeeded)
        m_pill->setState(StateTone::Ok, QStringLiteral("circle-check"), tr("Equal"));
    else if (session->result().outcome == Outcome::Stopped)
        m_pill->setState(StateTone::Paused, QStringLiteral("pause"), tr("Stopped"));
    else
        m_pill->setState(StateTone::Error, QStringLiteral("circle-x"), tr("Failed"));
}

void VerifyPage::fillMigrations()
{
    m_menu->clear();
    const QList<KnownJob> &jobs = m_ports.jobs->jobs();
    constexpr qsizetype shown = 20;
    for (const KnownJob &job : jobs.first(std::min(shown, jobs.size()))) {
        QString text = discreet(tr("%1 (%2)").arg(job.name, job.pair));
        m_menu->addAction(text.replace(u'&', QLatin1String("&&")), this, [this, id = job.job] { takeMigration(id); });
    }
    if (jobs.isEmpty())
        m_menu->addAction(m_ports.jobs->isKnown() ? tr("There is no migration yet") : tr("Reading"))->setEnabled(false);
}

void VerifyPage::takeMigration(const QString &job)
{
    m_wanted = job;
    whenReady(QtConcurrent::run(m_ports.planOfJob, job), this, [this, job](const Result<Plan> &plan) {
        // Another one was chosen meanwhile, or a comparison began, and nothing may change below it.
        if (m_wanted != job || !m_pair->isEnabled())
            return;
        if (plan)
            return setPlan(*plan);
        m_note->setContent(
            StateTone::Error, QStringLiteral("circle-x"), tr("The migration can't be read"), plan.error().summary);
        m_note->show();
    });
}

void VerifyPage::refresh()
{
    m_pair->refreshProfiles();
}

void VerifyPage::setPlan(const Plan &plan)
{
    m_note->hide();
    m_pair->setPlan(plan);
    m_title->setText(plan.name.isEmpty() ? tr("Verify") : tr("Verify: %1").arg(plan.name));
}

void VerifyPage::takeIndices()
{
    if (!m_pair->hasPlan())
        m_title->setText(tr("Verify"));
    m_session->setIndices(m_pair->indices());
    const QString source = m_pair->clusterText(PairSide::Source);
    const QString target = m_pair->clusterText(PairSide::Target);
    m_queries->setIndices(source, target);
    m_documents->setIndices(source, target);
    m_definitions->setNames(source, target);
    if (m_session->indices().isWhole())
        m_definitions->setReading();
    else
        m_definitions->clear();
    m_findings->setPair(m_pair->indices().pair, source, target);
    QList<IndexPair> pairs;
    const auto chosen = m_pair->pairs();
    for (const auto &[from, to] : chosen)
        pairs.append({from, to});
    m_indices->setPairs(m_pair->indices().pair, pairs);
    m_actions->setPair(m_pair->indices().pair);
}

void VerifyPage::focusFilter()
{
    if (m_tabs->currentWidget() == m_documents)
        m_documents->focusFilter();
    else
        m_pair->index(PairSide::Source)->setFocus();
}

void VerifyPage::runQuery()
{
    m_tabs->setCurrentWidget(m_queries);
    m_queries->run();
}

void VerifyPage::step(bool forwards)
{
    if (m_tabs->currentWidget() == m_documents)
        m_documents->compared()->step(forwards);
    else if (m_tabs->currentWidget() == m_definitions)
        m_definitions->step(forwards);
    else if (m_tabs->currentWidget() == m_findings)
        m_findings->step(forwards);
}

void VerifyPage::again()
{
    if (m_tabs->currentWidget() == m_documents)
        m_documents->reload();
    else if (m_tabs->currentWidget() == m_definitions)
        m_session->readDefinitions();
    else
        m_queries->run();
}

} // namespace godwit
