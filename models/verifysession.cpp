// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/verifysession.h"

#include "engine/verify/verifier.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <mutex>
#include <optional>

namespace godwit {
namespace {

constexpr int deliveryMs = 100;

VerifyResult failedToBegin(const VerifyRequest &request, const Error &error)
{
    VerifyResult result;
    result.outcome = Outcome::Failed;
    result.request = request;
    result.reason = error.summary;
    return result;
}

} // namespace

//! Where the comparison's threads leave what they have; one wake-up is under way at a time.
class VerifySession::Inbox final : public VerifyObserver
{
public:
    Inbox(VerifySession *session, const QString &file) : m_session(session), m_file(file) { }

    void progress(const VerifyProgress &progress) override
    {
        const std::scoped_lock lock(m_mutex);
        m_mail.progress = progress;
        wake();
    }
    void finding(const VerifyFinding &finding) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_file.isOpen())
            (void)m_file.open(QIODevice::WriteOnly | QIODevice::Append);
        m_file.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n');
        if (m_kept < mostFindings) {
            m_mail.findings.append(finding);
            ++m_kept;
        }
        wake();
    }
    void event(const JobEvent &) override { }
    void ended(VerifyResult result)
    {
        const std::scoped_lock lock(m_mutex);
        m_file.close();
        m_mail.result = std::move(result);
        wake();
    }

    struct Mail
    {
        std::optional<VerifyProgress> progress;
        QList<VerifyFinding> findings;
        std::optional<VerifyResult> result;
    };
    Mail take()
    {
        const std::scoped_lock lock(m_mutex);
        m_woken = false;
        m_file.flush();
        return std::exchange(m_mail, {});
    }
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_session = nullptr;
    }

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
    VerifySession *m_session;
    QFile m_file;
    qsizetype m_kept = 0;
    bool m_woken = false;
    Mail m_mail;
};

VerifySession::VerifySession(
    VerifyDesk *desk, ComparedPair pair, VerifyRequest request, QString folder, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_pair(std::move(pair))
    , m_request(std::move(request))
    , m_folder(std::move(folder))
    , m_control(std::make_unique<JobControl>())
    , m_inbox(std::make_shared<Inbox>(this, findingsFile()))
{
    for (const IndexPair &indices : std::as_const(m_request.pairs)) {
        VerifyRow row;
        row.pair = indices;
        m_progress.rows.append(row);
    }
    m_control->setThrottle(m_request.limits);
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &VerifySession::deliver);
}

VerifySession::~VerifySession()
{
    m_inbox->forget();
    if (m_thread.joinable()) {
        m_control->abort();
        m_thread.join();
    }
}

QString VerifySession::findingsFile() const
{
    return QString(m_folder + QStringLiteral("/findings-shown.ndjson"));
}

void VerifySession::start()
{
    if (m_phase != Phase::Ready)
        return;
    m_phase = Phase::Running;
    m_thread = std::thread([desk = m_desk, pair = m_pair, request = m_request, folder = m_folder,
                               control = m_control.get(), inbox = m_inbox] {
        QDir().mkpath(folder);
        const auto source = desk->cluster(pair, PairSide::Source);
        const auto target = desk->cluster(pair, PairSide::Target);
        if (!source || !target) {
            inbox->ended(failedToBegin(request, source ? target.error() : source.error()));
            return;
        }
        inbox->ended(Verifier({request, **source, **target, *control, *inbox, folder}).run());
    });
    Q_EMIT phaseChanged();
}

void VerifySession::deliver()
{
    if (m_sinceDelivery.isValid() && m_sinceDelivery.elapsed() < deliveryMs) {
        if (!m_pace.isActive())
            m_pace.start(deliveryMs - static_cast<int>(m_sinceDelivery.elapsed()));
        return;
    }
    m_sinceDelivery.start();
    Inbox::Mail mail = m_inbox->take();
    if (mail.progress) {
        m_progress = std::move(*mail.progress);
        Q_EMIT progressChanged();
    }
    if (!mail.findings.isEmpty()) {
        m_findings.append(mail.findings);
        Q_EMIT findingsArrived(mail.findings);
    }
    if (mail.result) {
        m_result = std::move(*mail.result);
        if (!m_result.rows.isEmpty())
            m_progress.rows = m_result.rows;
        m_thread.join(); // its last act was to report the end
        m_phase = Phase::Ended;
        Q_EMIT progressChanged();
        Q_EMIT phaseChanged();
    }
}

void VerifySession::pause()
{
    m_control->pause();
    Q_EMIT phaseChanged();
}

void VerifySession::resume()
{
    m_control->resume();
    Q_EMIT phaseChanged();
}

void VerifySession::finishAndStop()
{
    m_control->finishAndStop();
}

void VerifySession::abort()
{
    m_control->abort();
}

void VerifySession::setThrottle(ThrottleLimits limits)
{
    m_control->setThrottle(limits);
}

} // namespace godwit
