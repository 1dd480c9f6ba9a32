// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/verifysession.h"

#include "engine/verify/findingsfile.h"
#include "engine/verify/repairrun.h"
#include "engine/verify/verifier.h"
#include "models/mailbox.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

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

//! Hands on the findings of a file that are about other pairs than these.
void passOn(const QString &findingsFile, const QList<IndexPair> &pairs, VerifyObserver &observer)
{
    QFile file(findingsFile);
    if (!file.open(QIODevice::ReadOnly))
        return; // nothing was found
    while (!file.atEnd()) {
        const auto finding = VerifyFinding::fromJson(QJsonDocument::fromJson(file.readLine()).object());
        if (!pairs.contains(IndexPair{finding.sourceIndex, finding.targetIndex}))
            observer.finding(finding);
    }
}

} // namespace

//! What the comparison's threads have for the session.
class VerifySession::Inbox final : public VerifyObserver
{
public:
    struct Mail
    {
        std::optional<VerifyProgress> progress;
        QList<VerifyFinding> findings;
        std::optional<VerifyResult> result;
    };
    Inbox(VerifySession *session, const QString &file) : box(session, [session] { session->deliver(); }), m_file(file)
    {
    }

    void progress(const VerifyProgress &progress) override
    {
        box.put([&](Mail &mail) { mail.progress = progress; });
    }
    void finding(const VerifyFinding &finding) override
    {
        box.put([&](Mail &mail) {
            if (!m_file.isOpen())
                (void)m_file.open(QIODevice::WriteOnly | QIODevice::Append);
            m_file.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n');
            if (m_kept++ < mostFindings)
                mail.findings.append(finding);
        });
    }
    void kept(const QList<VerifyRow> &rows) override
    {
        box.put([&](Mail &) {
            m_file.close();
            (void)keepFindings(m_file.fileName(), rows); // the next finding says that the disk is full
        });
    }
    void event(const JobEvent &) override { }
    void ended(VerifyResult result)
    {
        box.put([&](Mail &mail) {
            m_file.close();
            mail.result = std::move(result);
        });
    }

    Mail take()
    {
        return box.take([this] {
            if (m_file.isOpen())
                m_file.flush(); // what is shown is in the file
        });
    }

    Mailbox<Mail> box;

private:
    QFile m_file; //!< with the lock of the box
    qsizetype m_kept = 0;
};

VerifySession::VerifySession(VerifyDesk *desk, ComparedPair pair, VerifyRequest request, QString folder,
    std::optional<ComparedBefore> before, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_pair(std::move(pair))
    , m_request(std::move(request))
    , m_folder(std::move(folder))
    , m_before(std::move(before))
    , m_control(std::make_unique<JobControl>())
    , m_inbox(std::make_shared<Inbox>(this, findingsFile()))
{
    VerifyProgress begin;
    for (const IndexPair &indices : std::as_const(m_request.pairs))
        begin.rows.append(VerifyRow(indices));
    if (m_before)
        for (const VerifyRow &row : std::as_const(m_before->result.rows))
            m_foundBefore += m_request.pairs.contains(row.pair) ? 0 : row.findings;
    takeProgress(begin);
    m_control->setThrottle(m_request.limits);
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &VerifySession::deliver);
}

VerifySession::~VerifySession()
{
    m_inbox->box.forget();
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
                               findings = m_before ? m_before->findingsFile : QString(), file = findingsFile(),
                               control = m_control.get(), inbox = m_inbox] {
        QDir().mkpath(folder);
        if (!findings.isEmpty() && !QFile::exists(file)) // else it goes on, and they were passed on then
            passOn(findings, request.pairs, *inbox);
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

void VerifySession::takeProgress(VerifyProgress progress)
{
    if (m_before)
        progress.rows = rowsAfterRepair(m_before->result.rows, progress.rows);
    progress.findings += m_foundBefore;
    m_progress = std::move(progress);
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
        takeProgress(std::move(*mail.progress));
        Q_EMIT progressChanged();
    }
    if (!mail.findings.isEmpty()) {
        m_findings.append(mail.findings);
        Q_EMIT findingsArrived(mail.findings);
    }
    if (mail.result) {
        m_result = m_before ? resultAfterRepair(m_before->result, std::move(*mail.result)) : std::move(*mail.result);
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
