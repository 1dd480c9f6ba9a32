// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/joblist.h"

#include "models/whenready.h"

#include <QtConcurrent/QtConcurrentRun>

#include <utility>

namespace godwit {

JobList::JobList(std::function<QList<KnownJob>()> read, QObject *parent)
    : QObject(parent), m_read(std::move(read)), m_known(!m_read)
{
}

void JobList::refresh()
{
    if (!m_read)
        return;
    m_again = m_reading;
    if (m_reading)
        return;
    m_reading = true;
    whenReady(QtConcurrent::run(m_read), this, [this](const QList<KnownJob> &jobs) { take(jobs); });
}

void JobList::take(const QList<KnownJob> &jobs)
{
    m_reading = false;
    const bool news = !m_known || jobs != m_jobs;
    m_known = true;
    m_jobs = jobs;
    if (m_again)
        refresh();
    if (news)
        Q_EMIT changed();
}

} // namespace godwit
