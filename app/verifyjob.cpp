// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verifyjob.h"

#include "app/verificationcertificate.h"
#include "engine/verify/findingsfile.h"

#include <QDir>
#include <QJsonDocument>

namespace godwit {
namespace {

constexpr qint64 writtenTogether = 10'000; // what waits for the journal's writer stays small

} // namespace

VerifyJob::VerifyJob(Journal &journal, VerifyObserver &shown)
    : m_journal(journal), m_shown(shown), m_differences(differencesFile(journal.folder()))
{
}

QString VerifyJob::differencesFile(const QString &jobFolder)
{
    return QDir(jobFolder).filePath(QStringLiteral("differences.ndjson"));
}

VerifyResult VerifyJob::run(
    const VerifyRequest &request, SearchClusterFactory &source, SearchClusterFactory &target, JobControl &control)
{
    Verifier verifier({request, source, target, control, *this,
        QDir(m_journal.folder()).filePath(QStringLiteral("verify")), Clock::system()});
    return verifier.run();
}

JobSummary VerifyJob::keep(const VerifyResult &result, const QString &job, const QString &findingsFile)
{
    JobSummary summary;
    summary.outcome = result.outcome;
    summary.job = job;
    summary.seconds = result.seconds;
    for (const VerifyRow &row : result.rows)
        summary.readInAll += row.source.read + row.target.read;
    for (const VerifyFinding &finding : result.findings)
        summary.findings.append(finding.toFinding());
    summary.findingCount = result.findingCount;
    if (summary.findingCount > 0)
        summary.findingsFile = findingsFile.isEmpty() ? m_journal.findingsFile() : findingsFile;
    summary.reason = result.reason;
    summary.errorKind = result.errorKind;
    m_journal.saveSummary(summary);
    m_journal.setState(outcomeName(summary.outcome), summary.reason);
    if (const auto kept = VerificationCertificate(result, job).keep(m_journal.folder()); !kept)
        m_journal.addEvent({QDateTime::currentDateTimeUtc(), EventLevel::Warning, {}, kept.error().summary});
    if (const auto flushed = m_journal.flush(); !flushed && summary.outcome != Outcome::Failed) {
        summary.outcome = Outcome::Failed;
        summary.reason = flushed.error().summary;
        summary.errorKind = errorKindName(flushed.error().kind);
    }
    return summary;
}

void VerifyJob::progress(const VerifyProgress &progress)
{
    m_shown.progress(progress);
}

void VerifyJob::finding(const VerifyFinding &finding)
{
    m_journal.addFinding(finding.toFinding());
    {
        const std::lock_guard lock(m_mutex);
        if (m_differences.isOpen() || m_differences.open(QIODevice::Append)) {
            m_differences.write(QJsonDocument(finding.toJson()).toJson(QJsonDocument::Compact) + '\n');
            m_differences.flush();
        }
    }
    m_shown.finding(finding);
}

//! The journal does not tell pairs of one source apart: it gets anew what the file still has.
void VerifyJob::kept(const QList<VerifyRow> &rows)
{
    const std::lock_guard lock(m_mutex);
    m_differences.close();
    const auto dropped = keepFindings(m_differences.fileName(), rows);
    if (!dropped)
        m_journal.addEvent({QDateTime::currentDateTimeUtc(), EventLevel::Warning, {}, dropped.error().summary});
    if (!dropped || *dropped == 0)
        return;
    m_journal.clearFindings();
    QFile left(m_differences.fileName());
    if (!left.open(QIODevice::ReadOnly))
        return;
    for (qint64 number = 1; !left.atEnd(); ++number) {
        m_journal.addFinding(VerifyFinding::fromJson(QJsonDocument::fromJson(left.readLine()).object()).toFinding());
        if (number % writtenTogether == 0 && !m_journal.flush())
            return; // the end of the job says that the disk is full
    }
}

void VerifyJob::event(const JobEvent &event)
{
    m_journal.addEvent(event);
    m_shown.event(event);
}

} // namespace godwit
