// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/jobnotes.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {

JobNotes::JobNotes(JobSetup &jobSetup, QList<Stage> stages, double patienceSeconds)
    : setup(jobSetup), board(std::move(stages)), m_patienceSeconds(patienceSeconds)
{
    m_findings = jobSetup.journal.findingCount();
}

void JobNotes::event(EventLevel level, const QString &index, const QString &text)
{
    JobEvent event{QDateTime::currentDateTimeUtc(), level, index, text};
    setup.journal.addEvent(event);
    setup.observer.event(event);
}

void JobNotes::finding(const QString &kind, const QString &index, const QString &id, const QString &detail)
{
    Finding finding{kind, index, id, detail};
    ++m_findings;
    setup.journal.addFinding(finding);
    setup.observer.finding(finding);
}

JobNotes::Patience::Patience(JobNotes &notes, QString step) : m_notes(notes), m_step(std::move(step)) { }

JobNotes::Patience::~Patience()
{
    if (m_tries > 0)
        m_notes.board.waiting(m_step, {});
}

bool JobNotes::Patience::again(const Error &error)
{
    const bool passing = error.retryable || error.kind == ErrorKind::Connection || error.kind == ErrorKind::Timeout
        || error.kind == ErrorKind::Busy || error.kind == ErrorKind::Incomplete || error.kind == ErrorKind::Server
        || error.kind == ErrorKind::Protocol;
    if (!passing || error.kind == ErrorKind::Cancelled || m_notes.halting())
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (m_tries++ == 0) {
        m_since = now;
    } else if (now - m_since > std::chrono::duration<double>(m_notes.m_patienceSeconds)) {
        return false;
    }
    if (m_tries == 3)
        m_notes.event(EventLevel::Warning, {},
            QCoreApplication::translate("LiveCopy", "Waiting and trying again: %1").arg(error.summary));
    m_notes.board.waiting(m_step, error.summary);
    const int pause = std::min(5'000, 100 << std::min(m_tries, 6));
    m_notes.setup.control.sleep(pause / 2
        + static_cast<int>(
            static_cast<unsigned>(now.time_since_epoch().count()) % static_cast<unsigned>(pause / 2 + 1)));
    return !m_notes.halting();
}

} // namespace godwit
