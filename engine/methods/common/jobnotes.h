// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"
#include "engine/methods/common/stageboard.h"
#include "engine/patience.h"

#include <atomic>

namespace godwit {

//! What every method does with its job: shows stages, writes the log, keeps findings, and tries again with patience.
class JobNotes
{
public:
    //! `patienceSeconds`: how long a server may be away before the job gives up, resumable.
    JobNotes(JobSetup &setup, QList<Stage> stages, double patienceSeconds);
    virtual ~JobNotes() = default;
    Q_DISABLE_COPY_MOVE(JobNotes)

    JobSetup &setup;
    StageBoard board;

    //! Stop at the next good moment.
    virtual bool halting() const { return setup.control.finishing(); }

    void event(EventLevel level, const QString &index, const QString &text);
    void finding(const QString &kind, const QString &index, const QString &id, const QString &detail);
    qint64 findings() const { return m_findings.load(); }

    //! The state of one stretch of trying again.
    class Patience
    {
    public:
        Patience(JobNotes &notes, QString step);
        ~Patience();
        Q_DISABLE_COPY_MOVE(Patience)
        //! Sleeps with growing back-off; false when trying again is pointless.
        bool again(const Error &error);

    private:
        JobNotes &m_notes;
        QString m_step;
        RetryPace m_pace;
    };

    //! Tries again while that can help, with the reason shown, until it works, the job halts or patience ends.
    template <class Call>
    auto patiently(const QString &step, Call call) -> decltype(call())
    {
        Patience patience(*this, step);
        for (;;) {
            auto result = call();
            if (result || !patience.again(result.error()))
                return result;
        }
    }

private:
    const double m_patienceSeconds;
    std::atomic<qint64> m_findings{0};
};

} // namespace godwit
