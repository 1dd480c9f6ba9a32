// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/stageboard.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace godwit {
namespace {

double secondsSince(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

QString indicesText(qsizetype count)
{
    return QCoreApplication::translate("StageBoard", "%n indices", nullptr, int(count));
}

QString aliasesText(qsizetype count)
{
    return QCoreApplication::translate("StageBoard", "%n aliases", nullptr, int(count));
}

QStringList pauseSteps(const QList<Stage> &stages)
{
    QStringList titles;
    for (const Stage &stage : stages) {
        bool paused = false;
        for (const Step &step : stage.steps) {
            paused = paused || step.id == QLatin1String("block");
            if (paused)
                titles.append(step.title);
            if (step.id == QLatin1String("switch"))
                break;
        }
    }
    return titles;
}

StageBoard::StageBoard(QList<Stage> stages) : m_stages(std::move(stages)) { }

Stage StageBoard::stage(StageId id, QList<Step> steps)
{
    Stage made;
    made.id = id;
    made.steps = std::move(steps);
    return made;
}

Step StageBoard::step(const char *id, const QString &title)
{
    Step made;
    made.id = QString::fromLatin1(id);
    made.title = title;
    return made;
}

Step *StageBoard::find(const QString &id, Stage **stage)
{
    for (Stage &candidate : m_stages) {
        for (Step &s : candidate.steps) {
            if (s.id == id) {
                if (stage)
                    *stage = &candidate;
                return &s;
            }
        }
    }
    return nullptr;
}

void StageBoard::add(StageId stage, const QString &id, const QString &title)
{
    const std::lock_guard lock(m_mutex);
    Step made;
    made.id = id;
    made.title = title;
    m_stages[static_cast<int>(stage)].steps.append(made);
}

void StageBoard::begin(StageId stageId, const QString &id)
{
    const std::lock_guard lock(m_mutex);
    Stage &stage = m_stages[static_cast<int>(stageId)];
    if (stage.state != StepState::Running) {
        stage.state = StepState::Running;
        m_stageSince[static_cast<std::size_t>(stageId)] = std::chrono::steady_clock::now();
    }
    if (Step *s = find(id); s && s->state != StepState::Running) {
        s->state = StepState::Running;
        s->reason.clear();
        m_since[id] = std::chrono::steady_clock::now();
    }
}

void StageBoard::done(const QString &id, const QString &figure)
{
    const std::lock_guard lock(m_mutex);
    Step *s = find(id);
    if (!s)
        return;
    if (s->state != StepState::Done && m_since.contains(id))
        s->seconds = secondsSince(m_since.value(id));
    s->state = StepState::Done;
    s->reason.clear();
    if (!figure.isEmpty())
        s->figure = figure;
}

void StageBoard::skip(const QString &id, const QString &why)
{
    const std::lock_guard lock(m_mutex);
    if (Step *s = find(id)) {
        s->state = StepState::Skipped;
        s->reason = why;
    }
}

void StageBoard::failed(const QString &id, const QString &why)
{
    const std::lock_guard lock(m_mutex);
    Stage *stage = nullptr;
    if (Step *s = find(id, &stage)) {
        s->state = StepState::Failed;
        s->reason = why;
        stage->state = StepState::Failed;
    }
}

void StageBoard::figure(const QString &id, const QString &figure)
{
    const std::lock_guard lock(m_mutex);
    if (Step *s = find(id))
        s->figure = figure;
}

void StageBoard::waiting(const QString &id, const QString &why)
{
    const std::lock_guard lock(m_mutex);
    if (Step *s = find(id); s && (s->state == StepState::Running || s->state == StepState::Waiting)) {
        s->state = why.isEmpty() ? StepState::Running : StepState::Waiting;
        s->reason = why;
    }
}

void StageBoard::predict(const QString &id, double seconds)
{
    const std::lock_guard lock(m_mutex);
    if (Step *s = find(id))
        s->predictedSeconds = seconds;
}

StageBoard::Prediction StageBoard::predicted(const QStringList &steps) const
{
    const std::lock_guard lock(m_mutex);
    Prediction all;
    for (const Stage &stage : m_stages) {
        for (const Step &s : stage.steps) {
            if (!steps.contains(s.id))
                continue;
            if (s.predictedSeconds < 0)
                ++all.unmeasured;
            else
                all.seconds = std::max(0.0, all.seconds) + s.predictedSeconds;
        }
    }
    return all;
}

void StageBoard::append(StageId id, const Step &added)
{
    const std::lock_guard lock(m_mutex);
    if (!find(added.id))
        m_stages[static_cast<int>(id)].steps.append(added);
}

void StageBoard::reset(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    if (Step *s = find(id)) {
        if (s->state == StepState::Done)
            s->predictedSeconds = s->seconds;
        s->state = StepState::Pending;
        s->seconds = -1;
        s->figure.clear();
        s->reason.clear();
    }
}

void StageBoard::finish(StageId id)
{
    const std::lock_guard lock(m_mutex);
    Stage &stage = m_stages[static_cast<int>(id)];
    if (stage.state == StepState::Running)
        stage.seconds = secondsSince(m_stageSince[static_cast<std::size_t>(id)]);
    stage.state = StepState::Done;
}

void StageBoard::reopen(StageId id)
{
    const std::lock_guard lock(m_mutex);
    m_stages[static_cast<int>(id)].state = StepState::Running;
}

QList<Stage> StageBoard::stages() const
{
    const std::lock_guard lock(m_mutex);
    QList<Stage> copy = m_stages;
    for (Stage &stage : copy)
        if (stage.state == StepState::Running)
            stage.seconds = secondsSince(m_stageSince[static_cast<std::size_t>(stage.id)]);
    return copy;
}

double RateMeter::update(qint64 total)
{
    const auto now = std::chrono::steady_clock::now();
    m_points.emplace_back(now, total);
    while (m_points.size() > 2 && now - m_points.front().first > std::chrono::seconds(4))
        m_points.pop_front();
    const std::chrono::duration<double> span = now - m_points.front().first;
    return span.count() < 0.05 ? 0 : static_cast<double>(total - m_points.front().second) / span.count();
}

} // namespace godwit
