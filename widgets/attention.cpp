// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention.h"

#include "models/formats.h"

namespace godwit {

void Attention::watch(JobSession *session)
{
    connect(session, &JobSession::snapshotChanged, this, [this, session] { takeSnapshot(session); });
    connect(session, &JobSession::phaseChanged, this, [this, session] { takePhase(session); });
    connect(session, &QObject::destroyed, this, [this, session] { m_waiting.remove(session); });
}

void Attention::takeSnapshot(JobSession *session)
{
    const JobSnapshot &shot = session->snapshot();
    if (shot.state == JobState::CuttingOver)
        m_waiting.remove(session); // when that is called off, it waits once more
    // The gate may close and open again while writes come and go; that is no news.
    if (shot.state != JobState::WaitingForCutover || m_waiting.value(session))
        return;
    m_waiting.insert(session, true);
    Q_EMIT noticed(session, StateTone::Waiting, tr("%1 waits for you").arg(session->info().plan.name),
        shot.gate.calledOff.isEmpty()
            ? tr("All documents are copied and the lag is under its limit. Finalize when you are ready.")
            : tr("The cutover was called off: %1").arg(shot.gate.calledOff));
}

void Attention::takePhase(JobSession *session)
{
    if (session->phase() != JobSession::Phase::Ended)
        return;
    m_waiting.remove(session);
    const QString name = session->info().plan.name;
    const JobSummary &summary = session->end().summary;
    switch (summary.outcome) {
    case Outcome::Succeeded:
        Q_EMIT noticed(session, StateTone::Ok, tr("%1 succeeded").arg(name),
            summary.writePauseSeconds >= 0
                ? tr("Writes paused %1.").arg(formats::seconds(summary.writePauseSeconds))
                : tr("%1 documents are copied.").arg(formats::count(summary.ledger.written)));
        break;
    case Outcome::Findings:
        Q_EMIT noticed(session, StateTone::Warning, tr("%1 finished with findings").arg(name),
            tr("%n finding(s). The page lists them.", nullptr, static_cast<int>(summary.findingCount)));
        break;
    case Outcome::Failed:
        Q_EMIT noticed(session, StateTone::Error,
            summary.preflightBlocked ? tr("%1 was not started").arg(name) : tr("%1 failed").arg(name), summary.reason);
        break;
    case Outcome::Stopped:
        break; // by the operator, who knows
    }
}

} // namespace godwit
