// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/migrationpage.h"

#include "models/discretion.h"
#include "models/restingsnapshot.h"
#include "widgets/confirmwrite.h"
#include "widgets/cutoverpanel.h"
#include "widgets/dialogs.h"
#include "widgets/flowcard.h"
#include "widgets/indexpanel.h"
#include "widgets/integrationlist.h"
#include "widgets/liveview.h"
#include "widgets/migrationheader.h"
#include "widgets/pagestack.h"
#include "widgets/pairinfo.h"
#include "widgets/planpanel.h"
#include "widgets/preflightpanel.h"
#include "widgets/rejecteddialog.h"
#include "widgets/reportdialog.h"
#include "widgets/resultpanel.h"
#include "widgets/roundscard.h"
#include "widgets/stagerail.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace godwit {
namespace {

constexpr int chartIntervalMs = 200;

} // namespace

MigrationPage::MigrationPage(JobSession *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_header(new MigrationHeader)
    , m_rail(new StageRail)
    , m_note(new Note)
    , m_stack(new PageStack)
    , m_plan(new PlanPanel)
    , m_live(new LiveView)
    , m_cutover(new CutoverPanel)
    , m_result(new ResultPanel)
    , m_preflight(new PreflightPanel)
{
    m_session->setParent(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 16, 10);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addSpacing(8);
    layout->addWidget(m_rail);
    layout->addSpacing(11);
    auto *lower = new QVBoxLayout;
    lower->setSpacing(10);
    lower->addWidget(m_note);
    lower->addWidget(m_stack, 1);
    layout->addLayout(lower, 1);
    for (QWidget *view : std::initializer_list<QWidget *>{m_plan, m_live, m_cutover, m_result, m_preflight})
        m_stack->addWidget(view);
    m_note->hide();
    m_header->setPlan(session->info());
    m_plan->setPlan(session->info());
    m_cutover->setPlan(session->info().plan);
    m_live->setLimits({session->info().plan.documentsPerSecond, session->info().plan.megabytesPerSecond * 1e6});
    if (goesInRounds())
        m_live->showRounds(session->info().plan.options);
    connectSession();
    connectHeader();
    m_chartTimer.setInterval(chartIntervalMs);
    connect(&m_chartTimer, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        if (m_view == View::Live)
            m_live->refreshCharts(m_session->age());
        else if (m_view == View::Cutover)
            m_cutover->refreshCharts(m_session->age());
    });
    m_header->update(*m_session);
    showView(View::Plan);
}

MigrationPage::~MigrationPage() = default;

void MigrationPage::connectSession()
{
    connect(m_session, &JobSession::snapshotChanged, this, &MigrationPage::takeSnapshot);
    connect(m_session, &JobSession::earlierArrived, this, [this](const EarlierRun &earlier) {
        Discretion::instance().learnIndices(earlier.indices); // before a line that names one is shown
        m_live->setEarlier(earlier, m_session->age());
        m_cutover->setEarlier(earlier.lag);
    });
    connect(m_session, &JobSession::eventsArrived, m_live, &LiveView::addEvents);
    connect(m_session, &JobSession::phaseChanged, this, &MigrationPage::takePhase);
    connect(m_session, &JobSession::infoChanged, this, [this] { m_header->setPlan(m_session->info()); });
    connect(m_session, &JobSession::ordersChanged, this, [this] {
        m_header->update(*m_session);
        m_cutover->setOrdered(m_session->cutoverWanted());
        m_live->rounds()->setOrdered(m_session->roundWanted());
        Q_EMIT stateChanged();
    });
    connect(m_live->rounds(), &RoundsCard::roundRequested, this, &MigrationPage::runRound);
    connect(m_live, &LiveView::limitsChanged, m_session, &JobSession::setThrottle);
    for (const IntegrationList *list : {m_live->rounds()->integrations(), m_cutover->integrations()})
        connect(list, &IntegrationList::ticked, m_session, &JobSession::tick);
}

void MigrationPage::connectHeader()
{
    connect(m_header->primary(), &QPushButton::clicked, this, &MigrationPage::primaryClicked);
    connect(m_header->pause(), &QPushButton::clicked, m_session, &JobSession::pause);
    connect(m_header->resume(), &QPushButton::clicked, this, &MigrationPage::resumeClicked);
    connect(m_header->finish(), &QPushButton::clicked, this, &MigrationPage::finishAndStop);
    connect(m_header->abort(), &QPushButton::clicked, this, &MigrationPage::askAbort);
    connect(m_header->report(), &QPushButton::clicked, this, &MigrationPage::exportReport);
    connect(m_header->other(), &QPushButton::clicked, this, &MigrationPage::showOther);
    connect(m_live->indices(), &IndexPanel::rejectedRequested, this, &MigrationPage::showRejected);
    connect(m_result, &ResultPanel::rejectedRequested, this, &MigrationPage::showRejected);
    connect(m_cutover, &CutoverPanel::keepFollowingRequested, this, [this] { showView(View::Live); });
    connect(m_cutover, &CutoverPanel::stopRequested, this, &MigrationPage::stopDataSync);
    connect(m_preflight, &PreflightPanel::checkAgainRequested, this, [this] { Q_EMIT restartRequested(false); });
}

void MigrationPage::showView(View view)
{
    m_view = view;
    QWidget *const widgets[] = {m_plan, m_live, m_cutover, m_result, m_preflight};
    m_stack->setCurrentWidget(widgets[static_cast<int>(view)]);
    m_rail->setCompact(view == View::Cutover || view == View::Result);
    m_rail->setVisible(view != View::Plan && view != View::Preflight);
    m_header->primary()->setVisible(view != View::Cutover && m_session->phase() != JobSession::Phase::Ended);
    m_header->other()->setText(view == View::Result ? tr("Tables and log") : tr("Result"));
    m_header->other()->setAccessibleName(m_header->other()->text());
    if (view == View::Live)
        m_live->refreshCharts(m_session->age());
    else if (view == View::Cutover)
        m_cutover->refreshCharts(m_session->age());
}

void MigrationPage::start()
{
    m_session->start();
    m_chartTimer.start();
    showView(View::Live);
}

void MigrationPage::takeSnapshot(const JobSnapshot &snapshot)
{
    const double seconds = m_session->age();
    if (snapshot.indices.size() != m_learned) {
        m_learned = snapshot.indices.size();
        QStringList names;
        for (const IndexProgress &index : snapshot.indices)
            names << index.source << index.target;
        Discretion::instance().learnIndices(names);
    }
    m_header->update(*m_session);
    m_header->primary()->setVisible(m_view != View::Cutover && m_session->phase() != JobSession::Phase::Ended);
    const JobSnapshot shown = atRest(snapshot);
    m_rail->setSnapshot(shown);
    m_live->rounds()->setOrdered(m_session->roundWanted());
    m_live->setSnapshot(shown, seconds);
    m_cutover->setOrdered(m_session->cutoverWanted());
    m_cutover->setSnapshot(snapshot);
    m_cutover->addSample(seconds, snapshot);
    updateNote();
    Q_EMIT stateChanged();
}

void MigrationPage::takePhase()
{
    m_header->update(*m_session);
    if (m_session->phase() == JobSession::Phase::Ended)
        showEnd();
    Q_EMIT stateChanged();
}

void MigrationPage::showEnd()
{
    m_chartTimer.stop();
    m_live->flow()->setThrottleEnabled(false);
    m_live->rounds()->setSnapshot(m_session->snapshot());
    const JobEnd &end = m_session->end();
    m_cutover->setSnapshot(m_session->snapshot());
    if (end.summary.preflightBlocked) {
        m_preflight->setItems(end.preflight, tr("Nothing was touched."));
        showView(View::Preflight);
    } else if (end.summary.outcome == Outcome::Succeeded || end.summary.outcome == Outcome::Findings) {
        m_result->setEnd(m_session->info(), m_session->snapshot(), end, m_session->findings(), m_services);
        showView(View::Result);
    } else {
        showView(View::Live);
    }
    m_header->update(*m_session);
    updateNote();
}

void MigrationPage::updateNote()
{
    const JobSnapshot &s = m_session->snapshot();
    const bool ended = m_session->phase() == JobSession::Phase::Ended;
    const Outcome outcome = m_session->end().summary.outcome;
    const QString reason = m_session->end().summary.reason;
    if (ended && m_session->end().summary.preflightBlocked) {
        m_note->setContent(StateTone::Error, QStringLiteral("octagon-alert"), tr("The start is refused"),
            reason.isEmpty() ? tr("A check found a blocker. Fix it, then check again.") : reason);
    } else if (ended && outcome == Outcome::Failed) {
        const bool expired = m_session->end().summary.errorKind == QLatin1String("expired");
        m_note->setContent(StateTone::Error, QLatin1String(expired ? "clock" : "circle-x"),
            expired ? tr("The job has expired") : tr("The job failed"), reason);
    } else if (ended && outcome == Outcome::Stopped) {
        const QString removal = m_session->end().removal;
        m_note->setContent(StateTone::Waiting, QStringLiteral("circle-stop"), tr("The job is stopped"),
            removal.isEmpty() ? tr("Resume goes on where it stands.") : removal);
    } else if (ended && outcome == Outcome::Findings && !reason.isEmpty()) {
        m_note->setContent(StateTone::Warning, QStringLiteral("triangle-alert"), tr("Finished with findings"), reason);
    } else if (!ended && !s.stateReason.isEmpty() && s.state == JobState::Running) {
        m_note->setContent(StateTone::Warning, QStringLiteral("triangle-alert"), s.stateReason, {});
    } else {
        m_note->hide();
        return;
    }
    m_note->show();
}

void MigrationPage::showOther()
{
    showView(m_view == View::Result ? View::Live : View::Result);
}

void MigrationPage::showRejected()
{
    const bool ended = m_session->phase() == JobSession::Phase::Ended;
    const QString job = ended ? m_session->end().summary.job : m_session->snapshot().job;
    const QString file = !m_session->end().summary.rejectedFile.isEmpty() ? m_session->end().summary.rejectedFile
        : m_services                                                      ? m_services->rejectedFile(job)
                                                                          : QString();
    if (!m_rejected) {
        m_rejected = new RejectedDialog(file, job, m_services, this);
        m_rejected->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_rejected->setRetryReason(ended ? QString() : tr("They can be sent again once the job has ended."));
    m_rejected->show();
    m_rejected->raise();
}

void MigrationPage::exportReport()
{
    auto *dialog = new ReportDialog(reportOf(m_session->end().summary.job, m_services), m_settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MigrationPage::primaryClicked()
{
    if (m_session->phase() != JobSession::Phase::Ready)
        return showView(View::Cutover);
    const Plan &plan = m_session->info().plan;
    confirmWrite(plan.target,
        tr("The migration \"%1\" creates indices there and fills them from %2.").arg(plan.name, sourceName(plan)),
        tr("Start migration"), this, [this] { start(); });
}

void MigrationPage::resumeClicked()
{
    if (m_session->phase() == JobSession::Phase::Ended)
        Q_EMIT restartRequested(true);
    else
        m_session->resume();
}

void MigrationPage::pauseOrResume()
{
    if (m_header->resume()->isEnabled())
        resumeClicked();
    else if (m_header->pause()->isEnabled())
        m_session->pause();
}

void MigrationPage::finishAndStop()
{
    if (m_header->finish()->isEnabled())
        m_session->finishAndStop();
}

bool MigrationPage::goesInRounds() const
{
    return m_session->info().plan.method == QLatin1String("snapshot-rounds");
}

bool MigrationPage::canRunRound() const
{
    return goesInRounds() && m_session->phase() == JobSession::Phase::Running
        && m_live->rounds()->button()->isEnabled();
}

void MigrationPage::runRound()
{
    if (canRunRound())
        m_session->orderRound();
}

void MigrationPage::askAbort()
{
    auto *dialog = new AbortDialog(m_session->info(), m_session->snapshot(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_session->abort(dialog->choice()); });
    dialog->open();
}

void MigrationPage::stopDataSync()
{
    const CutoverOrder order = m_cutover->order();
    const Plan &plan = m_session->info().plan;
    const QStringList open = m_cutover->integrations()->unticked();
    const QString unprepared = open.isEmpty()
        ? QString()
        : tr("Not ticked as prepared, so still with the source: %1.").arg(discreet(open.join(QStringLiteral(", "))));
    const auto go = [this, order] { m_session->orderCutover(order); };
    const QString what = tr("The data sync stops, and the aliases of the plan are switched there.");
    QDialog *dialog = nullptr;
    if (plan.target.environment == QLatin1String("PROD"))
        dialog = new ProductionDialog(clusterName(plan.target), this, unprepared);
    else if (unprepared.isEmpty())
        return confirmWrite(plan.target, what, tr("Stop data sync"), this, go);
    else // asked whatever the safety level is
        dialog = new ConfirmWriteDialog(plan.target, QString(what + u' ' + unprepared), tr("Stop data sync"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, go);
    dialog->open();
}

} // namespace godwit
