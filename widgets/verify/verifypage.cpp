// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/verifypage.h"

#include "models/discretion.h"
#include "widgets/flowlayout.h"
#include "widgets/verify/comparedview.h"
#include "widgets/verify/documentspanel.h"
#include "widgets/verify/pairbar.h"
#include "widgets/verify/queriespanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace godwit {

VerifyPage::VerifyPage(VerifyPorts ports, QWidget *parent)
    : QWidget(parent)
    , m_ports(std::move(ports))
    , m_session(new QuerySession(m_ports.desk, this))
    , m_pair(new PairBar(m_ports.desk, m_ports.profiles))
    , m_title(new TextLabel(tr("Verify"), FontRole::PageTitle))
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
    m_tabs->addTab(m_queries, icon(QStringLiteral("git-compare-arrows")), tr("Query comparison"));
    m_tabs->addTab(m_documents, icon(QStringLiteral("database")), tr("Documents"));
    card->body()->addWidget(m_tabs, 1);
    layout->addWidget(card, 1);
    connect(m_menu, &QMenu::aboutToShow, this, &VerifyPage::fillMigrations);
    connect(m_pair, &PairBar::changed, this, &VerifyPage::takeIndices);
    connect(m_pair, &PairBar::problem, this, [this](const QString &text) {
        m_note->setContent(StateTone::Error, QStringLiteral("circle-x"), tr("The indices can't be listed"), text);
        m_note->setVisible(!text.isEmpty());
    });
    connect(m_queries, &QueriesPanel::documentChosen, this, [this](const QString &id) {
        m_tabs->setCurrentWidget(m_documents);
        m_documents->showDocument(id, {});
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
    first->addWidget(m_title, 1);
    m_title->setElided(true);
    m_migrations->setToolTip(tr("Takes clusters and indices from a migration of the past or one that runs."));
    m_migrations->setMenu(m_menu);
    m_migrations->setVisible(static_cast<bool>(m_ports.knownJobs) && static_cast<bool>(m_ports.planOfJob));
    first->addWidget(m_migrations);
    layout->addLayout(first);
    layout->addWidget(m_pair);
    return head;
}

void VerifyPage::fillMigrations()
{
    m_menu->clear();
    const QList<KnownJob> jobs = m_ports.knownJobs();
    constexpr qsizetype shown = 20;
    for (const KnownJob &job : jobs.first(std::min(shown, jobs.size()))) {
        QString text = discreet(tr("%1 (%2)").arg(job.name, job.pair));
        m_menu->addAction(text.replace(u'&', QLatin1String("&&")), this, [this, id = job.job] {
            const auto plan = m_ports.planOfJob(id);
            if (plan)
                return setPlan(*plan);
            m_note->setContent(
                StateTone::Error, QStringLiteral("circle-x"), tr("The migration can't be read"), plan.error().summary);
            m_note->show();
        });
    }
    if (jobs.isEmpty())
        m_menu->addAction(tr("There is no migration yet"))->setEnabled(false);
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
}

void VerifyPage::again()
{
    if (m_tabs->currentWidget() == m_documents)
        m_documents->reload();
    else
        m_queries->run();
}

} // namespace godwit
