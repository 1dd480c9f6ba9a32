// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobsession.h"

#include "models/mailbox.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <tuple>
#include <utility>

namespace godwit {
namespace {

constexpr int deliveryMs = 100;
constexpr qsizetype mostFindings = 1000;
constexpr qsizetype mostWaitingEvents = 20'000;

} // namespace

//! What the job's thread has for the session.
class JobSession::Inbox final : public JobObserver
{
public:
    struct Mail
    {
        std::optional<EarlierRun> earlier;
        std::optional<JobSnapshot> snapshot;
        QList<JobEvent> events;
        QList<Finding> findings;
        std::optional<JobEnd> end;
        std::optional<std::pair<QString, QString>> versions;
    };
    explicit Inbox(JobSession *session) : box(session, [session] { session->deliver(); }) { }

    void snapshot(const JobSnapshot &snapshot) override
    {
        box.put([&](Mail &mail) { mail.snapshot = snapshot; });
    }
    void event(const JobEvent &event) override
    {
        box.put([&](Mail &mail) {
            if (mail.events.size() < mostWaitingEvents)
                mail.events.append(event);
        });
    }
    void finding(const Finding &finding) override
    {
        box.put([&](Mail &mail) {
            if (mail.findings.size() < mostFindings)
                mail.findings.append(finding);
        });
    }
    void versions(const QString &source, const QString &target)
    {
        box.put([&](Mail &mail) { mail.versions = {source, target}; });
    }
    void earlier(EarlierRun run)
    {
        box.put([&](Mail &mail) { mail.earlier = std::move(run); });
    }
    void ended(JobEnd end)
    {
        box.put([&](Mail &mail) { mail.end = std::move(end); });
    }

    Mailbox<Mail> box;
    std::atomic<bool> removeAfterAbort = false;
};

JobSession::JobSession(SessionInfo info, JobTask task, QObject *parent)
    : QObject(parent)
    , m_info(std::move(info))
    , m_task(std::move(task))
    , m_control(std::make_unique<JobControl>())
    , m_inbox(std::make_shared<Inbox>(this))
{
    m_snapshot.name = m_info.plan.name;
    m_snapshot.sourceAddress = m_info.plan.source.url;
    m_snapshot.targetAddress = m_info.plan.target.url;
    m_snapshot.lagLimitSeconds = m_info.plan.lagLimitSeconds;
    m_control->setThrottle({m_info.plan.documentsPerSecond, m_info.plan.megabytesPerSecond * 1e6});
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &JobSession::deliver);
}

JobSession::~JobSession()
{
    m_inbox->box.forget();
    if (m_thread.joinable()) {
        m_control->abort();
        m_thread.join();
    }
}

void JobSession::start()
{
    if (m_phase != Phase::Ready)
        return;
    m_phase = Phase::Running;
    m_clock.start();
    m_thread = std::thread([task = m_task, control = m_control.get(), inbox = m_inbox] {
        JobOrders orders{*control, [inbox] { return inbox->removeAfterAbort.load(); },
            [inbox](const QString &source, const QString &target) { inbox->versions(source, target); },
            [inbox](EarlierRun earlier) { inbox->earlier(std::move(earlier)); }};
        inbox->ended(task(orders, *inbox));
    });
    Q_EMIT phaseChanged();
}

double JobSession::elapsed() const
{
    return m_clock.isValid() ? static_cast<double>(m_clock.elapsed()) / 1000 : 0;
}

void JobSession::deliver()
{
    if (m_sinceDelivery.isValid() && m_sinceDelivery.elapsed() < deliveryMs) {
        if (!m_pace.isActive())
            m_pace.start(deliveryMs - static_cast<int>(m_sinceDelivery.elapsed()));
        return;
    }
    m_sinceDelivery.start();
    Inbox::Mail mail = m_inbox->box.take();
    if (mail.earlier)
        takeEarlier(*mail.earlier);
    if (mail.versions) {
        std::tie(m_info.sourceVersion, m_info.targetVersion) = *mail.versions;
        Q_EMIT infoChanged();
    }
    if (mail.snapshot) {
        m_snapshot = std::move(*mail.snapshot);
        if (m_snapshot.state != JobState::WaitingForCutover && m_snapshot.state != JobState::CuttingOver
            && m_cutoverWanted && !m_control->cutoverOrdered())
            m_cutoverWanted = false;
        if (!m_snapshot.betweenRounds || m_snapshot.rounds.size() != m_roundsBefore) // it was taken
            m_roundWanted = false;
        Q_EMIT snapshotChanged(m_snapshot);
    }
    if (!mail.events.isEmpty())
        Q_EMIT eventsArrived(mail.events);
    if (!mail.findings.isEmpty()) {
        m_findings.append(mail.findings.first(std::min(mail.findings.size(), mostFindings - m_findings.size())));
        Q_EMIT findingsArrived(mail.findings);
    }
    if (mail.end) {
        m_end = std::move(*mail.end);
        finish();
    }
}

void JobSession::takeEarlier(const EarlierRun &earlier)
{
    if (const double last = earlier.lastSecond(); last >= 0) {
        // A clock that was put back must not draw this run over the ones before.
        const double since = static_cast<double>(earlier.created.msecsTo(QDateTime::currentDateTimeUtc())) / 1000;
        m_ageAtStart = std::max(since - elapsed(), last);
    }
    Q_EMIT earlierArrived(earlier);
}

void JobSession::finish()
{
    m_thread.join(); // its last act was to report the end
    m_phase = Phase::Ended;
    m_cutoverWanted = false;
    m_roundWanted = false;
    Q_EMIT phaseChanged();
}

void JobSession::pause()
{
    m_control->pause();
    Q_EMIT ordersChanged();
}

void JobSession::resume()
{
    m_control->resume();
    Q_EMIT ordersChanged();
}

void JobSession::finishAndStop()
{
    m_control->finishAndStop();
    Q_EMIT ordersChanged();
}

void JobSession::abort(AbortChoice choice)
{
    m_inbox->removeAfterAbort = choice == AbortChoice::Remove;
    m_control->abort();
    Q_EMIT ordersChanged();
}

void JobSession::orderCutover(CutoverOrder order)
{
    m_cutoverWanted = true;
    m_control->orderCutover(order);
    Q_EMIT ordersChanged();
}

void JobSession::withdrawCutover()
{
    m_cutoverWanted = false;
    m_control->withdrawCutover();
    Q_EMIT ordersChanged();
}

void JobSession::orderRound()
{
    m_roundWanted = true;
    m_roundsBefore = m_snapshot.rounds.size();
    m_control->orderRound();
    Q_EMIT ordersChanged();
}

void JobSession::tick(const QString &integration, bool ticked)
{
    m_control->tick(integration, ticked);
}

void JobSession::setThrottle(ThrottleLimits limits)
{
    m_control->setThrottle(limits);
}

} // namespace godwit
