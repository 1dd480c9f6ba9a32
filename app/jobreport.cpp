// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobreport.h"

#include "engine/journalreader.h"

#include <QBuffer>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace godwit {

namespace {

constexpr int listedEvents = 5000;
constexpr int listedFindings = 1000;

QString text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QJsonArray indexList(const std::vector<IndexRecord> &indices, const std::vector<ShardCheckpoint> &checkpoints)
{
    QJsonArray list;
    for (const IndexRecord &index : indices) {
        Ledger ledger;
        for (const ShardCheckpoint &checkpoint : checkpoints) {
            if (checkpoint.index == index.source)
                ledger += checkpoint.ledger;
        }
        list.append(QJsonObject{{QStringLiteral("source"), index.source}, {QStringLiteral("target"), index.target},
            {QStringLiteral("source_uuid"), index.sourceUuid}, {QStringLiteral("target_uuid"), index.targetUuid},
            {QStringLiteral("shards"), index.shards}, {QStringLiteral("state"), index.state},
            {QStringLiteral("reason"), index.reason}, {QStringLiteral("read"), ledger.read},
            {QStringLiteral("written"), ledger.written}, {QStringLiteral("already"), ledger.already},
            {QStringLiteral("rejected"), ledger.rejected}, {QStringLiteral("filtered"), ledger.filtered},
            {QStringLiteral("deleted"), ledger.deletesApplied}, {QStringLiteral("closes"), ledger.closes()}});
    }
    return list;
}

QJsonArray eventList(const QList<JobEvent> &events)
{
    const QStringList levels{QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("error")};
    QJsonArray list;
    for (const JobEvent &event : events) {
        list.append(QJsonObject{{QStringLiteral("time"), event.time.toString(Qt::ISODateWithMs)},
            {QStringLiteral("level"), levels.value(static_cast<int>(event.level))},
            {QStringLiteral("index"), event.index}, {QStringLiteral("text"), event.text}});
    }
    return list;
}

QJsonArray findingList(const QList<Finding> &findings)
{
    QJsonArray list;
    for (const Finding &finding : findings)
        list.append(QJsonDocument::fromJson(findingLine(finding)).object());
    return list;
}

QList<QStringList> rowsOf(const QJsonArray &array, const std::vector<const char *> &keys)
{
    QList<QStringList> rows;
    for (const QJsonValue &value : array) {
        QStringList row;
        for (const char *key : keys)
            row.append(text(value.toObject(), key));
        rows.append(row);
    }
    return rows;
}

} // namespace

Result<JobReport> JobReport::load(const QString &jobFolder)
{
    const JournalReader reader(jobFolder);
    const auto job = reader.job();
    const auto indices = reader.indices();
    const auto checkpoints = reader.checkpoints();
    const auto events = reader.events(listedEvents);
    const auto findings = reader.findings(listedFindings);
    const auto count = reader.findingCount();
    const auto summary = reader.summary();
    if (!job)
        return fail(job.error());
    if (!indices)
        return fail(indices.error());
    if (!checkpoints)
        return fail(checkpoints.error());
    if (!events)
        return fail(events.error());
    if (!findings)
        return fail(findings.error());
    if (!count)
        return fail(count.error());
    if (!summary)
        return fail(summary.error());
    JobReport report;
    report.m_json = {{QStringLiteral("job"), job->job}, {QStringLiteral("name"), job->name},
        {QStringLiteral("method"), job->method}, {QStringLiteral("created"), timeText(job->created)},
        {QStringLiteral("updated"), timeText(job->updated)}, {QStringLiteral("state"), job->state},
        {QStringLiteral("phase"), job->phase}, {QStringLiteral("reason"), job->reason},
        {QStringLiteral("plan"), job->plan.toJson()}, {QStringLiteral("indices"), indexList(*indices, *checkpoints)},
        {QStringLiteral("events"), eventList(*events)}, {QStringLiteral("findings"), findingList(*findings)},
        {QStringLiteral("finding_count"), *count}, {QStringLiteral("summary"), *summary},
        {QStringLiteral("godwit_version"), QStringLiteral(GODWIT_VERSION)}};
    return report;
}

QString JobReport::table(const QStringList &heads, const QList<QStringList> &rows) const
{
    QString html = QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\"><tr>");
    for (const QString &head : heads)
        html += QString(QLatin1String("<th>") % head.toHtmlEscaped() % QLatin1String("</th>"));
    html += QLatin1String("</tr>\n");
    for (const QStringList &row : rows) {
        html += QLatin1String("<tr>");
        for (const QString &cell : row)
            html += QString(QLatin1String("<td>") % cell.toHtmlEscaped() % QLatin1String("</td>"));
        html += QLatin1String("</tr>\n");
    }
    return QString(html % QLatin1String("</table>\n"));
}

QString JobReport::facts() const
{
    const QJsonObject plan = m_json.value(QLatin1String("plan")).toObject();
    const QJsonObject summary = m_json.value(QLatin1String("summary")).toObject();
    const QJsonObject ledger = summary.value(QLatin1String("ledger")).toObject();
    const QJsonObject deleted = ledger.value(QLatin1String("deleted")).toObject();
    const QJsonValue pause = summary.value(QLatin1String("write_pause_s"));
    QList<QStringList> rows{
        {tr("Job"), text(m_json, "job")},
        {tr("Method"), text(m_json, "method")},
        {tr("Source"), text(plan.value(QLatin1String("source")).toObject(), "url")},
        {tr("Target"), text(plan.value(QLatin1String("target")).toObject(), "url")},
        {tr("Begun"), text(m_json, "created")},
        {tr("Last change"), text(m_json, "updated")},
        {tr("Outcome"), text(m_json, "state")},
        {tr("Reason"), text(m_json, "reason")},
    };
    if (!summary.isEmpty()) {
        rows += QList<QStringList>{
            {tr("Documents read"), text(ledger, "read")},
            {tr("Written"), text(ledger, "written")},
            {tr("Already there"), text(ledger, "already")},
            {tr("Rejected"), text(ledger, "rejected")},
            {tr("Filtered"), text(ledger, "filtered")},
            {tr("Deletes found, applied, superseded"),
                QStringLiteral("%1, %2, %3")
                    .arg(text(deleted, "found"), text(deleted, "applied"), text(deleted, "superseded"))},
            {tr("Write pause"), pause.isDouble() ? tr("%1 s").arg(pause.toDouble(), 0, 'f', 2) : tr("none")},
            {tr("Duration"), tr("%1 s").arg(summary.value(QLatin1String("seconds")).toDouble(), 0, 'f', 1)},
        };
    }
    return table({tr("What"), tr("Value")}, rows);
}

QString JobReport::html() const
{
    const QString title = tr("Migration %1").arg(text(m_json, "name")).toHtmlEscaped();
    const QJsonArray findings = m_json.value(QLatin1String("findings")).toArray();
    QString html
        = QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>"
                         "<style>body{font-family:sans-serif} table{border-collapse:collapse;margin-bottom:1em}"
                         "</style></head><body>\n<h1>%1</h1>\n")
              .arg(title);
    html += facts();
    html += QString(QLatin1String("<h2>") % tr("Indices") % QLatin1String("</h2>\n"));
    html += table({tr("Source"), tr("Target"), tr("State"), tr("Read"), tr("Written"), tr("Already there"),
                      tr("Rejected"), tr("Filtered"), tr("Deleted"), tr("Reason")},
        rowsOf(m_json.value(QLatin1String("indices")).toArray(),
            {"source", "target", "state", "read", "written", "already", "rejected", "filtered", "deleted", "reason"}));
    html += QString(
        QLatin1String("<h2>") % tr("Findings (%1)").arg(text(m_json, "finding_count")) % QLatin1String("</h2>\n"));
    if (!findings.isEmpty()) {
        html += table({tr("Kind"), tr("Index"), tr("Document"), tr("Detail")},
            rowsOf(findings, {"kind", "index", "id", "detail"}));
    }
    html += QString(QLatin1String("<h2>") % tr("Events") % QLatin1String("</h2>\n"));
    html += table({tr("Time"), tr("Level"), tr("Index"), tr("What")},
        rowsOf(m_json.value(QLatin1String("events")).toArray(), {"time", "level", "index", "text"}));
    return QString(html % QLatin1String("</body></html>\n"));
}

Result<QByteArray> JobReport::pdf() const
{
    if (!qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return fail(ErrorKind::Internal, tr("A PDF can't be made here. Choose .html instead."));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(text(m_json, "name"));
        writer.setCreator(QStringLiteral("Godwit " GODWIT_VERSION));
        writer.setPageSize(QPageSize(QPageSize::A4));
        QTextDocument document;
        document.setHtml(html());
        document.print(&writer);
    }
    return bytes;
}

Result<void> JobReport::write(const QString &path) const
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    Result<QByteArray> bytes = suffix == QLatin1String("pdf") ? pdf()
        : suffix == QLatin1String("html")                     ? Result<QByteArray>(html().toUtf8())
                                                              : Result<QByteArray>(QJsonDocument(m_json).toJson());
    if (!bytes)
        return fail(bytes.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit()) {
        return fail(ErrorKind::Storage,
            tr("The report can't be written to %1: %2. Choose another place.").arg(path, file.errorString()));
    }
    return {};
}

} // namespace godwit
