// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"

#include <QHash>
#include <QStringList>

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>

namespace godwit {

//! "1 index", "12 indices".
QString indicesText(qsizetype count);
QString aliasesText(qsizetype count);

//! Titles of the steps inside the write pause, in their order; none where a method has no cutover.
QStringList pauseSteps(const QList<Stage> &stages);

//! What a job shows of itself: stages, steps and rates. Every part of the job writes here; the reporter reads.
//! Thread-safe.
class StageBoard
{
public:
    //! The three stages in their order, each with its steps.
    explicit StageBoard(QList<Stage> stages);

    //! A step that only some jobs have, at the end of its stage.
    void add(StageId stage, const QString &step, const QString &title);
    void begin(StageId stage, const QString &step);
    void done(const QString &step, const QString &figure = {});
    void skip(const QString &step, const QString &why);
    void failed(const QString &step, const QString &why);
    void figure(const QString &step, const QString &figure);
    void waiting(const QString &step, const QString &why); //!< empty: it goes on
    //! What a step will take, as far as that was measured.
    void predict(const QString &step, double seconds);
    //! Adds a step to the end of a stage; one with that id stays as it is.
    void append(StageId stage, const Step &step);
    //! Puts a step back to pending: a cutover that returned to the state before. What it took is what it will take.
    void reset(const QString &step);
    struct Prediction
    {
        double seconds = -1; //!< of the steps that were predicted; -1: none was
        int unmeasured = 0; //!< steps that were not
    };
    Prediction predicted(const QStringList &steps) const;
    void finish(StageId stage);
    void reopen(StageId stage);
    QList<Stage> stages() const;

    static Stage stage(StageId id, QList<Step> steps);
    static Step step(const char *id, const QString &title);

private:
    using Moment = std::chrono::steady_clock::time_point;
    Step *find(const QString &id, Stage **stage = nullptr);
    mutable std::mutex m_mutex;
    QList<Stage> m_stages;
    QHash<QString, Moment> m_since;
    std::array<Moment, 3> m_stageSince{};
};

//! Rate over a sliding window of some seconds. Not thread-safe.
class RateMeter
{
public:
    //! Adds a running total; returns the rate per second.
    double update(qint64 total);

private:
    std::deque<std::pair<std::chrono::steady_clock::time_point, qint64>> m_points;
};

} // namespace godwit
