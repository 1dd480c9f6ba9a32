// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobprinter.h"

#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <chrono>

namespace godwit {

namespace {

constexpr std::size_t mostLines = 10'000;
constexpr auto pace = std::chrono::seconds(1);

QString jsonLine(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

//! The stage under way, and with it the step.
std::pair<const Stage *, const Step *> current(const JobSnapshot &snapshot)
{
    const auto underWay = [](const auto &part) {
        return part.state == StepState::Running || part.state == StepState::Waiting || part.state == StepState::Failed;
    };
    const auto stage = std::find_if(snapshot.stages.rbegin(), snapshot.stages.rend(), underWay);
    if (stage == snapshot.stages.rend())
        return {nullptr, nullptr};
    const auto step = std::find_if(stage->steps.rbegin(), stage->steps.rend(), underWay);
    return {&*stage, step == stage->steps.rend() ? nullptr : &*step};
}

QString stageTitle(StageId id)
{
    switch (id) {
    case StageId::Initialization:
        return JobPrinter::tr("Initialization");
    case StageId::Migration:
        return JobPrinter::tr("Migration");
    case StageId::Finalization:
        break;
    }
    return JobPrinter::tr("Finalization");
}

QString outcomeTitle(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Succeeded:
        return JobPrinter::tr("Succeeded");
    case Outcome::Findings:
        return JobPrinter::tr("Finished with findings");
    case Outcome::Failed:
        return JobPrinter::tr("Failed");
    case Outcome::Stopped:
        break;
    }
    return JobPrinter::tr("Stopped; \"godwit resume\" goes on");
}

} // namespace

JobPrinter::JobPrinter(bool json, Sink out, Sink err)
    : m_json(json), m_out(std::move(out)), m_err(std::move(err)), m_thread([this] { work(); })
{
}

JobPrinter::~JobPrinter()
{
    stop();
}

void JobPrinter::begin(const JobRecord &job)
{
    if (m_json)
        say(jsonLine({{QStringLiteral("job"), job.job}}));
    else
        say(tr("Job %1: %2").arg(job.job, job.name));
}

void JobPrinter::snapshot(const JobSnapshot &snapshot)
{
    const auto [stage, step] = current(snapshot);
    const QString now = stage ? stageTitle(stage->id) : QString();
    {
        const std::lock_guard lock(m_mutex);
        // A stage that went by within a second is shown before the next one takes its place.
        const bool changed = now != m_stage || snapshot.state != m_state;
        if (changed && m_latest && m_urgent && m_lines.size() < mostLines)
            m_lines.push_back({progress(*m_latest), false});
        m_urgent = m_urgent || changed;
        // People read how it ended in the summary.
        if (m_json || snapshot.running())
            m_latest = snapshot;
        if (changed && snapshot.state == JobState::WaitingForCutover && !m_json)
            m_lines.push_back({tr("Everything is copied. Type cutover to switch to the target."), false});
        m_stage = now;
        m_state = snapshot.state;
    }
    m_wake.notify_one();
}

void JobPrinter::event(const JobEvent &event)
{
    const QString text = event.index.isEmpty() ? event.text : QString(event.index % QLatin1String(": ") % event.text);
    // JSON on standard output stays what it is documented to be.
    if (m_json && event.level == EventLevel::Info)
        return;
    say(text, m_json);
}

void JobPrinter::finding(const Finding &finding)
{
    if (!m_json)
        say(tr("Finding: %1 in %2, document %3: %4").arg(finding.kind, finding.index, finding.id, finding.detail));
}

void JobPrinter::end(const JobSummary &summary)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_latest)
            m_lines.push_back({progress(*m_latest), false});
        m_latest.reset();
        if (m_json) {
            m_lines.push_back({jsonLine(summary.toJson()), false});
        } else {
            for (const QString &line : summaryLines(summary))
                m_lines.push_back({line, false});
        }
    }
    stop();
}

QString JobPrinter::statusLine(const JobSnapshot &snapshot)
{
    const auto [stage, step] = current(snapshot);
    QStringList parts;
    if (stage) {
        QString where = stageTitle(stage->id);
        if (step)
            where += QString(QLatin1String(", ") % step->title);
        if (step && !step->figure.isEmpty())
            where += QString(QLatin1String(": ") % step->figure);
        parts.append(where);
        if (step && step->state != StepState::Running && !step->reason.isEmpty())
            parts.append(step->reason);
    }
    parts.append(tr("read %1, written %2").arg(number(snapshot.ledger.read), number(snapshot.ledger.written)));
    if (snapshot.ledger.rejected > 0)
        parts.append(tr("rejected %1").arg(number(snapshot.ledger.rejected)));
    parts.append(tr("%1 documents/s").arg(number(snapshot.writtenPerSecond, 0)));
    if (snapshot.lagSeconds >= 0)
        parts.append(tr("lag %1 s").arg(number(snapshot.lagSeconds, 1)));
    return parts.join(QStringLiteral(" · "));
}

QStringList JobPrinter::summaryLines(const JobSummary &summary)
{
    const Ledger &ledger = summary.ledger;
    QStringList lines;
    lines.append(summary.reason.isEmpty()
            ? QString(outcomeTitle(summary.outcome) % QLatin1Char('.'))
            : QString(outcomeTitle(summary.outcome) % QLatin1String(": ") % summary.reason));
    lines.append(tr("Documents: read %1, written %2, already there %3, rejected %4, filtered %5")
                     .arg(number(ledger.read), number(ledger.written), number(ledger.already), number(ledger.rejected),
                         number(ledger.filtered)));
    lines.append(
        tr("Deletes: found %1, applied %2, superseded %3")
            .arg(number(ledger.deletesFound), number(ledger.deletesApplied), number(ledger.deletesSuperseded)));
    if (summary.writePauseSeconds >= 0)
        lines.append(tr("Write pause: %1 s").arg(number(summary.writePauseSeconds, 2)));
    lines.append(tr("Time: %1 s").arg(number(summary.seconds, 1)));
    if (!summary.rejectedFile.isEmpty())
        lines.append(tr("Rejected documents: %1").arg(summary.rejectedFile));
    if (!summary.findingsFile.isEmpty())
        lines.append(tr("Findings: %1 in %2").arg(number(summary.findingCount), summary.findingsFile));
    return lines;
}

QString JobPrinter::progress(const JobSnapshot &snapshot)
{
    return m_json ? jsonLine(progressLine(snapshot)) : statusLine(snapshot);
}

void JobPrinter::say(const QString &text, bool error)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() >= mostLines)
            return; // nobody reads; the journal has all of it
        m_lines.push_back({text, error});
    }
    m_wake.notify_one();
}

void JobPrinter::work()
{
    auto next = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    while (true) {
        const auto due = [&] { return m_latest && (m_urgent || std::chrono::steady_clock::now() >= next); };
        const auto ready = [&] { return m_ended || !m_lines.empty() || due(); };
        if (m_latest)
            m_wake.wait_until(lock, next, ready);
        else
            m_wake.wait(lock, [&] { return ready() || m_latest; });
        const bool ended = m_ended;
        std::vector<Line> lines = std::exchange(m_lines, {});
        if (due()) {
            lines.push_back({progress(*m_latest), false});
            m_latest.reset();
            m_urgent = false;
            next = std::chrono::steady_clock::now() + pace;
        }
        lock.unlock();
        for (const Line &line : lines)
            (line.error ? m_err : m_out)(line.text);
        lock.lock();
        if (ended && m_lines.empty())
            return;
    }
}

void JobPrinter::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace godwit
