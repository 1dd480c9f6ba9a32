// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/jobnotes.h"

#include <QCoreApplication>

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

JobNotes::Patience::Patience(JobNotes &notes, QString step)
    : m_notes(notes), m_step(std::move(step)), m_pace(notes.m_patienceSeconds)
{
}

JobNotes::Patience::~Patience()
{
    if (m_pace.tries() > 0)
        m_notes.board.waiting(m_step, {});
}

bool JobNotes::Patience::again(const Error &error)
{
    if (m_notes.halting())
        return false;
    const auto pause = m_pace.next(error);
    if (!pause)
        return false;
    if (m_pace.worthSaying())
        m_notes.event(EventLevel::Warning, {},
            QCoreApplication::translate("LiveCopy", "Waiting and trying again: %1").arg(error.summary));
    m_notes.board.waiting(m_step, error.summary);
    m_notes.setup.control.sleep(*pause);
    return !m_notes.halting();
}

} // namespace godwit
