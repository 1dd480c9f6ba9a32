// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/knownjob.h"

#include <QObject>

#include <functional>

namespace godwit {

//! The jobs of the past as they were last read. Reading opens the journal of each, so a thread of the global pool does
//! it, once at a time; meanwhile the list stays as it was.
class JobList final : public QObject
{
    Q_OBJECT
public:
    //! `read` blocks and is never called on this object's thread; empty: there are no jobs here.
    explicit JobList(std::function<QList<KnownJob>()> read, QObject *parent = nullptr);

    //! Somebody reads them.
    bool isServed() const { return static_cast<bool>(m_read); }
    //! They were read at least once, or nobody reads them. Before, jobs() says nothing.
    bool isKnown() const { return m_known; }
    const QList<KnownJob> &jobs() const { return m_jobs; }
    //! Has them read again. What changes after the call is seen, also while an earlier reading goes on.
    void refresh();

Q_SIGNALS:
    void changed(); //!< jobs() or isKnown()

private:
    void take(const QList<KnownJob> &jobs);

    std::function<QList<KnownJob>()> m_read;
    QList<KnownJob> m_jobs;
    bool m_known;
    bool m_reading = false;
    bool m_again = false; //!< asked for during a reading, which may have passed the place that changed
};

} // namespace godwit
