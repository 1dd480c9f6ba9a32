// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobobserver.h"

#include <mutex>

namespace godwit {

//! Keeps what a job says, for a test that asks on another thread.
class JobListener final : public JobObserver
{
public:
    void snapshot(const JobSnapshot &snapshot) override
    {
        const std::scoped_lock lock(m_mutex);
        m_last = snapshot;
    }
    void event(const JobEvent &event) override
    {
        const std::scoped_lock lock(m_mutex);
        m_events.append(event.text);
    }
    void finding(const Finding &finding) override
    {
        const std::scoped_lock lock(m_mutex);
        m_findings.append(finding);
    }
    JobSnapshot last() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_last;
    }
    QStringList events() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_events;
    }
    //! "kind: detail", of all.
    QStringList findings() const
    {
        const std::scoped_lock lock(m_mutex);
        QStringList all;
        for (const Finding &finding : m_findings)
            all.append(QString(finding.kind + QStringLiteral(": ") + finding.detail));
        return all;
    }

    //! Events and findings, for a test that fails.
    QByteArray told() const { return (findings() + events()).join(QLatin1Char('\n')).toUtf8(); }
    bool said(const char *text) const { return events().join(QLatin1Char('\n')).contains(QLatin1String(text)); }

private:
    mutable std::mutex m_mutex;
    JobSnapshot m_last;
    QStringList m_events;
    QList<Finding> m_findings;
};

} // namespace godwit
