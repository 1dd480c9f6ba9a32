// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verifyprinter.h"

#include "models/verifytablemodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace godwit {

namespace {

QString jsonLine(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

//! The pair under way, or the last one.
const VerifyRow *current(const VerifyProgress &progress)
{
    const auto running = std::find_if(progress.rows.begin(), progress.rows.end(),
        [](const VerifyRow &row) { return row.state == VerifyState::Running; });
    if (running != progress.rows.end())
        return &*running;
    return progress.rows.isEmpty() ? nullptr : &progress.rows.last();
}

qint64 readInAll(const VerifyProgress &progress)
{
    qint64 read = 0;
    for (const VerifyRow &row : progress.rows)
        read += row.source.read + row.target.read;
    return read;
}

} // namespace

void VerifyPrinter::begin(const QString &job, const QString &name)
{
    m_out(m_json ? jsonLine({{QStringLiteral("job"), job}}) : tr("Job %1: %2").arg(job, name));
}

void VerifyPrinter::progress(const VerifyProgress &progress)
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next || (progress.state != JobState::Running && progress.state != JobState::Paused))
        return;
    m_next = now + std::chrono::seconds(1);
    if (!m_json) {
        m_out(statusLine(progress));
        return;
    }
    const VerifyRow *row = current(progress);
    m_out(jsonLine({{QStringLiteral("t"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {QStringLiteral("stage"), QStringLiteral("verification")},
        {QStringLiteral("step"), row ? levelName(row->at) : QString()},
        {QStringLiteral("index"), row ? row->pair.source : QString()}, {QStringLiteral("read"), readInAll(progress)},
        {QStringLiteral("written"), 0}, {QStringLiteral("rejected"), 0},
        {QStringLiteral("findings"), progress.findings}, {QStringLiteral("rate"), progress.documentsPerSecond}}));
}

QString VerifyPrinter::statusLine(const VerifyProgress &progress)
{
    const QLocale locale;
    QStringList parts;
    if (const VerifyRow *row = current(progress)) {
        parts.append(row->doing.isEmpty() ? row->pair.source : QString(row->pair.source + u": " + row->doing));
        if (!row->reason.isEmpty())
            parts.append(row->reason);
    }
    parts.append(tr("read %1").arg(locale.toString(readInAll(progress))));
    parts.append(tr("%1 documents/s").arg(locale.toString(progress.documentsPerSecond, 'f', 0)));
    if (progress.secondsLeft >= 0)
        parts.append(tr("about %1 s left").arg(locale.toString(progress.secondsLeft, 'f', 0)));
    parts.append(tr("findings %1").arg(locale.toString(progress.findings)));
    return parts.join(QStringLiteral(" · "));
}

void VerifyPrinter::finding(const VerifyFinding &finding)
{
    if (m_json)
        return;
    const std::lock_guard lock(m_mutex);
    m_out(finding.id.isEmpty() ? tr("Finding: %1 in %2: %3").arg(finding.kind, finding.sourceIndex, finding.detail)
                               : tr("Finding: %1 in %2, document %3: %4")
                                     .arg(finding.kind, finding.sourceIndex, finding.id, finding.detail));
}

void VerifyPrinter::event(const JobEvent &event)
{
    const QString text = event.index.isEmpty() ? event.text : QString(event.index + u": " + event.text);
    if (m_json && event.level == EventLevel::Info)
        return;
    const std::lock_guard lock(m_mutex);
    (m_json ? m_err : m_out)(text);
}

void VerifyPrinter::say(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    (m_json ? m_err : m_out)(text);
}

namespace {

//! Whether Lucene counts more on a side than searches find.
bool countsMore(const VerifyRow &row)
{
    const auto more = [](const VerifySide &side) { return side.nestedDocuments() > 0 || side.deletedDocuments > 0; };
    return more(row.source) || more(row.target);
}

} // namespace

QStringList VerifyPrinter::resultLines(const VerifyResult &result)
{
    const QLocale locale;
    QStringList lines;
    for (const VerifyRow &row : result.rows) {
        const QString pair = row.pair.source == row.pair.target ? row.pair.source
                                                                : tr("%1 and %2").arg(row.pair.source, row.pair.target);
        if (row.state == VerifyState::Equal)
            lines.append(tr("%1: equal").arg(pair));
        else if (row.state == VerifyState::Differs)
            lines.append(tr("%1: %2 findings").arg(pair, locale.toString(row.findings)));
        else
            lines.append(tr("%1: not compared to the end. %2").arg(pair, row.reason));
        if (row.source.documents >= 0)
            lines.last() += tr(", %1 documents").arg(locale.toString(row.source.documents));
        if (row.equalInMeaning > 0)
            lines.last()
                += tr(", %1 equal in meaning, not byte for byte (%2)")
                       .arg(locale.toString(row.equalInMeaning), row.meaningExamples.join(QStringLiteral(", ")));
        if (row.changedMeanwhile > 0)
            lines.last() += tr(", %1 changed meanwhile").arg(locale.toString(row.changedMeanwhile));
        if (countsMore(row))
            lines.append(QString(QStringLiteral("    ") + VerifyTableModel::countedText(row)));
    }
    if (std::any_of(result.rows.begin(), result.rows.end(), countsMore))
        lines.append(countsNote());
    return lines;
}

void VerifyPrinter::end(const JobSummary &summary, const VerifyResult &result, const QJsonObject &more)
{
    const std::lock_guard lock(m_mutex);
    if (m_json) {
        QJsonObject json = summary.toJson();
        QJsonObject verification = result.toJson();
        verification.remove(QStringLiteral("findings"));
        json.insert(QStringLiteral("verification"), verification);
        for (auto it = more.begin(); it != more.end(); ++it)
            json.insert(it.key(), it.value());
        m_out(jsonLine(json));
        return;
    }
    for (const QString &line : resultLines(result))
        m_out(line);
    switch (summary.outcome) {
    case Outcome::Succeeded:
        m_out(
            tr("Equal at the level %1, in %2 s.").arg(levelName(result.request.level)).arg(summary.seconds, 0, 'f', 1));
        break;
    case Outcome::Findings:
        m_out(tr("Not equal: %L1 findings in %2.").arg(summary.findingCount).arg(summary.findingsFile));
        break;
    case Outcome::Failed:
        m_out(tr("Failed: %1").arg(summary.reason));
        break;
    case Outcome::Stopped:
        m_out(tr("Stopped; \"godwit resume %1\" goes on.").arg(summary.job));
        break;
    }
}

} // namespace godwit
