// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobobserver.h"
#include "engine/journal.h"
#include "models/chartseriesbuffer.h"
#include "models/earlierrun.h"

#include <array>
#include <mutex>

namespace godwit {

//! Passes everything on to another observer, and keeps in the journal what a report draws: throughput and lag over the
//! whole life of the job in at most 600 points each, the stages with their times, and what the cutover was predicted to
//! take. A resumed job goes on with what it kept before.
class FigureRecorder final : public JobObserver
{
public:
    FigureRecorder(JobObserver &next, Journal &journal, const QDateTime &created);
    //! Keeps the last figures.
    ~FigureRecorder() override;
    Q_DISABLE_COPY_MOVE(FigureRecorder)

    void snapshot(const JobSnapshot &snapshot) override;
    void event(const JobEvent &event) override { m_next.event(event); }
    void finding(const Finding &finding) override { m_next.finding(finding); }
    void notice(const QString &text) override { m_next.notice(text); }

    //! What the recorders of the runs before kept, with the newest lines of the log. Reads the journal without its
    //! lock; what can't be read is left out.
    static EarlierRun earlierRun(const QString &jobFolder);
    //! The name of the value in the journal.
    static QString key() { return QStringLiteral("figures"); }

private:
    struct Series
    {
        QString name;
        ChartSeriesBuffer buffer;
    };
    double elapsed() const;
    void load();
    void keep();

    JobObserver &m_next;
    Journal &m_journal;
    QDateTime m_created;
    std::mutex m_mutex;
    std::array<Series, 5> m_series;
    JobSnapshot m_last;
    double m_sampled = -1;
    double m_kept = 0;
    double m_predicted = -1;
};

} // namespace godwit
