// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QStringList>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace godwit {

//! Prints a job on standard output: lines for people, or one JSON object a line. Progress at most once a second and
//! whenever the stage changes. It prints on a thread of its own: a reader that pauses must not hold up the job.
class JobPrinter final : public JobObserver
{
    Q_DECLARE_TR_FUNCTIONS(godwit::JobPrinter)

public:
    using Sink = std::function<void(const QString &line)>;

    //! `out` and `err` get whole lines, on the printer's thread.
    JobPrinter(bool json, Sink out, Sink err);
    ~JobPrinter() override;
    Q_DISABLE_COPY_MOVE(JobPrinter)

    void begin(const JobRecord &job);
    void snapshot(const JobSnapshot &snapshot) override;
    void event(const JobEvent &event) override;
    void finding(const Finding &finding) override;
    //! The last word; returns when all is printed.
    void end(const JobSummary &summary);

    //! One line for people.
    static QString statusLine(const JobSnapshot &snapshot);
    static QStringList summaryLines(const JobSummary &summary);

private:
    struct Line
    {
        QString text;
        bool error = false;
    };

    void say(const QString &text, bool error = false);
    void work();
    void stop();
    QString progress(const JobSnapshot &snapshot);

    const bool m_json;
    const Sink m_out;
    const Sink m_err;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Line> m_lines;
    std::optional<JobSnapshot> m_latest; //!< not yet printed
    QString m_stage; //!< what the last snapshot was about; a change is printed at once
    JobState m_state = JobState::Preparing;
    bool m_urgent = false;
    bool m_ended = false;
    std::thread m_thread;
};

} // namespace godwit
