// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobsession.h"

#include <QMetaObject>

#include <atomic>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

namespace godwit {
namespace {

constexpr int deliveryMs = 100;
constexpr qsizetype mostFindings = 1000;
constexpr qsizetype mostWaitingEvents = 20'000;

} // namespace

//! Where the job's thread leaves what it has; one wake-up is under way at a time.
class JobSession::Inbox final : public JobObserver
{
public:
    explicit Inbox(JobSession *session) : m_session(session) { }

    void snapshot(const JobSnapshot &snapshot) override
    {
        const std::scoped_lock lock(m_mutex);
        m_snapshot = snapshot;
        wake();
    }
    void event(const JobEvent &event) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_events.size() < mostWaitingEvents)
            m_events.append(event);
        wake();
    }
    void finding(const Finding &finding) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_findings.size() < mostFindings)
            m_findings.append(finding);
        wake();
    }
    void versions(const QString &source, const QString &target)
    {
        const std::scoped_lock lock(m_mutex);
        m_versions = {source, target};
        wake();
    }
    void ended(JobEnd end)
    {
        const std::scoped_lock lock(m_mutex);
        m_end = std::move(end);
        wake();
    }

    struct Mail
    {
        std::optional<JobSnapshot> snapshot;
        QList<JobEvent> events;
        QList<Finding> findings;
        std::optional<JobEnd> end;
        std::optional<std::pair<QString, QString>> versions;
    };
    Mail take()
    {
        const std::scoped_lock lock(m_mutex);
        m_woken = false;
        return {std::exchange(m_snapshot, std::nullopt), std::exchange(m_events, {}), std::exchange(m_findings, {}),
            std::exchange(m_end, std::nullopt), std::exchange(m_versions, std::nullopt)};
    }
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_session = nullptr;
    }
    std::atomic<bool> removeAfterAbort = false;

private:
    void wake()
    {
        if (m_woken || !m_session)
            return;
        m_woken = true;
        QMetaObject::invokeMethod(
            m_session, [session = m_session] { session->deliver(); }, Qt::QueuedConnection);
    }

    std::mutex m_mutex;
    JobSession *m_session;
    bool m_woken = false;
    std::optional<JobSnapshot> m_snapshot;
    QList<JobEvent> m_events;
    QList<Finding> m_findings;
    std::optional<JobEnd> m_end;
    std::optional<std::pair<QString, QString>> m_versions;
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
    m_inbox->forget();
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
            [inbox](const QString &source, const QString &target) { inbox->versions(source, target); }};
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
    Inbox::Mail mail = m_inbox->take();
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

void JobSession::setThrottle(ThrottleLimits limits)
{
    m_control->setThrottle(limits);
}

} // namespace godwit
