// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figurerecorder.h"

#include "engine/journalreader.h"
#include "models/logmodel.h"

#include <QJsonArray>
#include <QJsonObject>

namespace godwit {
namespace {

constexpr double keepEvery = 30; //!< seconds; a crash loses no more of the charts

const QString readName = QStringLiteral("read_per_s");
const QString writtenName = QStringLiteral("written_per_s");
const QString readBytesName = QStringLiteral("read_bytes_per_s");
const QString writtenBytesName = QStringLiteral("written_bytes_per_s");
const QString lagName = QStringLiteral("lag_s");

const QStringList stageIds{
    QStringLiteral("initialization"), QStringLiteral("migration"), QStringLiteral("finalization")};
const QStringList stateIds{QStringLiteral("pending"), QStringLiteral("running"), QStringLiteral("waiting"),
    QStringLiteral("done"), QStringLiteral("skipped"), QStringLiteral("failed")};

QJsonArray stageList(const QList<Stage> &stages)
{
    QJsonArray list;
    for (const Stage &stage : stages) {
        QJsonArray steps;
        for (const Step &step : stage.steps) {
            steps.append(QJsonObject{{QStringLiteral("id"), step.id}, {QStringLiteral("title"), step.title},
                {QStringLiteral("state"), stateIds.value(static_cast<int>(step.state))},
                {QStringLiteral("figure"), step.figure}, {QStringLiteral("seconds"), step.seconds}});
        }
        list.append(QJsonObject{{QStringLiteral("stage"), stageIds.value(static_cast<int>(stage.id))},
            {QStringLiteral("state"), stateIds.value(static_cast<int>(stage.state))},
            {QStringLiteral("seconds"), stage.seconds}, {QStringLiteral("steps"), steps}});
    }
    return list;
}

QJsonArray verificationList(const QList<IndexProgress> &indices)
{
    const QStringList words{
        QStringLiteral("pending"), QStringLiteral("running"), QStringLiteral("equal"), QStringLiteral("different")};
    QJsonArray list;
    for (const IndexProgress &index : indices) {
        if (index.verification != Verification::Pending)
            list.append(QJsonArray{index.source, words.value(static_cast<int>(index.verification))});
    }
    return list;
}

//! As keep() wrote them; an unknown value is below 0.
QList<QPointF> pointsOf(const QJsonValue &figures, const QString &name)
{
    const QJsonArray kept = figures.toObject().value(QLatin1String("series")).toObject().value(name).toArray();
    QList<QPointF> points;
    for (const QJsonValue &point : kept)
        points.append({point.toArray().at(0).toDouble(), point.toArray().at(1).toDouble(-1)});
    return points;
}

double rounded(double value)
{
    return static_cast<double>(qRound64(value * 1000)) / 1000;
}

} // namespace

FigureRecorder::FigureRecorder(JobObserver &next, Journal &journal, const QDateTime &created)
    : m_next(next)
    , m_journal(journal)
    , m_created(created)
    , m_series{Series{readName, {}}, Series{writtenName, {}}, Series{readBytesName, {}}, Series{writtenBytesName, {}},
          Series{lagName, {}}}
{
    load();
}

FigureRecorder::~FigureRecorder()
{
    const std::scoped_lock lock(m_mutex);
    if (m_sampled >= 0)
        keep();
}

double FigureRecorder::elapsed() const
{
    return static_cast<double>(m_created.msecsTo(QDateTime::currentDateTimeUtc())) / 1000;
}

void FigureRecorder::load()
{
    const QJsonValue figures = m_journal.value(key());
    for (Series &each : m_series) {
        const QList<QPointF> points = pointsOf(figures, each.name);
        for (const QPointF &point : points)
            each.buffer.add(point.x(), point.y());
    }
}

EarlierRun FigureRecorder::earlierRun(const QString &jobFolder)
{
    const JournalReader reader(jobFolder);
    EarlierRun run;
    if (const auto job = reader.job())
        run.created = job->created;
    if (const auto values = reader.values()) {
        const QJsonValue figures = values->value(key());
        run.read = pointsOf(figures, readName);
        run.written = pointsOf(figures, writtenName);
        run.readBytes = pointsOf(figures, readBytesName);
        run.writtenBytes = pointsOf(figures, writtenBytesName);
        run.lag = pointsOf(figures, lagName);
    }
    if (const auto indices = reader.indices())
        for (const IndexRecord &index : *indices)
            run.indices << index.source << index.target;
    run.events = reader.events(LogModel::usualCapacity).value_or(QList<JobEvent>());
    return run;
}

void FigureRecorder::snapshot(const JobSnapshot &snapshot)
{
    {
        const std::scoped_lock lock(m_mutex);
        const double now = elapsed();
        const double values[] = {snapshot.readPerSecond, snapshot.writtenPerSecond, snapshot.readBytesPerSecond,
            snapshot.writtenBytesPerSecond, snapshot.lagSeconds};
        for (std::size_t i = 0; now >= m_sampled && i < m_series.size(); ++i)
            m_series.at(i).buffer.add(now, values[i]);
        m_sampled = std::max(now, m_sampled);
        const bool whole = snapshot.gate.predictedPauseSeconds >= 0 && snapshot.gate.unmeasuredSteps == 0;
        if (whole && snapshot.writePauseSeconds < 0)
            m_predicted = snapshot.gate.predictedPauseSeconds;
        m_last = snapshot;
        if (now - m_kept >= keepEvery)
            keep();
    }
    m_next.snapshot(snapshot);
}

void FigureRecorder::keep()
{
    m_kept = m_sampled;
    const int tier = ChartSeriesBuffer::tierFor(m_sampled);
    QJsonObject series;
    for (const Series &each : m_series) {
        QJsonArray points;
        const auto kept = each.buffer.points(tier, m_sampled);
        for (const QPointF &point : kept)
            points.append(QJsonArray{rounded(m_sampled + point.x()), rounded(point.y())});
        series.insert(each.name, points);
    }
    m_journal.setValue(key(),
        QJsonObject{{QStringLiteral("series"), series}, {QStringLiteral("stages"), stageList(m_last.stages)},
            {QStringLiteral("verified"), verificationList(m_last.indices)},
            {QStringLiteral("lag_limit_s"), m_last.lagLimitSeconds},
            {QStringLiteral("predicted_pause_s"), m_predicted >= 0 ? QJsonValue(m_predicted) : QJsonValue()}});
}

} // namespace godwit
