// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reporthtml.h"

#include "app/reportpictures.h"
#include "engine/methods/common/verifyafter.h"
#include "engine/methods/reindex/options.h"
#include "models/formats.h"
#include "models/stepmodel.h"

#include <QJsonArray>
#include <QLocale>

namespace godwit {
namespace {

QString text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? QLocale().toString(value.toInteger()) : value.toString();
}

QJsonObject object(const QJsonObject &parent, const char *key)
{
    return parent.value(QLatin1String(key)).toObject();
}

QJsonArray array(const QJsonObject &parent, const char *key)
{
    return parent.value(QLatin1String(key)).toArray();
}

QList<QPointF> points(const QJsonObject &series, const char *key)
{
    QList<QPointF> list;
    const QJsonArray kept = array(series, key);
    for (const QJsonValue &point : kept)
        list.append({point.toArray().at(0).toDouble(), point.toArray().at(1).toDouble()});
    return list;
}

QString when(const QString &iso)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")) : iso;
}

QString axis(double value)
{
    return value >= 1000 ? QString(QLocale().toString(value / 1000, 'g', 3) + QStringLiteral(" k"))
                         : QLocale().toString(value, 'g', 3);
}

QString address(const QJsonObject &plan, const char *side)
{
    const QJsonObject endpoint = object(plan, side);
    const QString profile = text(endpoint, "profile");
    const QString url = text(endpoint, "url");
    return profile.isEmpty() ? url : url.isEmpty() ? profile : QString(profile + QStringLiteral(", ") + url);
}

} // namespace

ReportHtml::ReportHtml(const QJsonObject &report) : m_report(report)
{
    makePictures();
}

void ReportHtml::makePictures()
{
    const QJsonObject figures = object(m_report, "figures");
    const QJsonObject series = object(figures, "series");
    const auto pair = [&](const char *in, const char *out) {
        return QList<ReportLine>{{tr("read"), QStringLiteral("#0072B2"), {}, points(series, in)},
            {tr("written"), QStringLiteral("#C65300"), QStringLiteral("5,3"), points(series, out)}};
    };
    const auto documents = pair("read_per_s", "written_per_s");
    if (documents.first().points.size() > 1) {
        m_pictures.insert(QStringLiteral("documents"), reportChart(documents, axis, 0, {}, pictureWidth, 170));
        m_pictures.insert(QStringLiteral("bytes"),
            reportChart(
                pair("read_bytes_per_s", "written_bytes_per_s"),
                [](double value) { return QLocale().toString(value / 1e6, 'g', 3); }, 0, {}, pictureWidth, 150));
    }
    if (const auto lag = points(series, "lag_s"); lag.size() > 1) {
        const double limit = figures.value(QLatin1String("lag_limit_s")).toDouble();
        m_pictures.insert(QStringLiteral("lag"),
            reportChart(
                {{tr("lag"), QStringLiteral("#6B4FA0"), {}, lag}},
                [](double value) { return tr("%1 s").arg(QLocale().toString(value, 'g', 3)); }, limit,
                tr("limit %1").arg(formats::seconds(limit)), pictureWidth, 150));
    }
    QList<ReportPart> parts;
    const QJsonArray stages = array(figures, "stages");
    for (const QJsonValue &stage : stages) {
        if (text(stage.toObject(), "stage") != QLatin1String("finalization"))
            continue;
        const QJsonArray steps = array(stage.toObject(), "steps");
        for (const QJsonValue &each : steps) {
            const QJsonObject step = each.toObject();
            const double seconds = step.value(QLatin1String("seconds")).toDouble(-1);
            const QString id = text(step, "id");
            const QString name = StepModel::shortTitle(id, text(step, "title"));
            if (id != QLatin1String("gate") && seconds >= 0)
                parts.append({name, seconds});
        }
    }
    if (!parts.isEmpty() && object(m_report, "summary").value(QLatin1String("write_pause_s")).isDouble())
        m_pictures.insert(QStringLiteral("pause"), reportBar(parts, pictureWidth));
}

QString ReportHtml::heading(const QString &text) const
{
    return QString(QLatin1String("<h2>") % text.toHtmlEscaped() % QLatin1String("</h2>\n"));
}

QString ReportHtml::image(const QString &name, const std::function<QString(const QString &name)> &source) const
{
    if (!m_pictures.contains(name))
        return {};
    return QStringLiteral("<p><img src=\"%1\" width=\"%2\" alt=\"%3\"></p>\n")
        .arg(source(name))
        .arg(pictureWidth)
        .arg(name);
}

QString ReportHtml::table(
    const QStringList &heads, const QList<QStringList> &rows, int firstNumber, int lastNumber) const
{
    const auto cell = [&](const char *tag, int column, const QString &content) {
        const bool number = column >= firstNumber && column <= lastNumber;
        return QString(u'<' % QLatin1String(tag) % QLatin1String(number ? " align=\"right\">" : " align=\"left\">")
            % content.toHtmlEscaped() % QLatin1String("</") % QLatin1String(tag) % u'>');
    };
    QString html = QStringLiteral("<table width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"4\"><tr "
                                  "bgcolor=\"#E9EBEE\">");
    for (int column = 0; column < heads.size(); ++column)
        html += cell("th", column, heads.at(column));
    html += QLatin1String("</tr>\n");
    for (qsizetype row = 0; row < rows.size(); ++row) {
        html += row % 2 ? QLatin1String("<tr bgcolor=\"#F8F9FA\">") : QLatin1String("<tr>");
        for (int column = 0; column < rows.at(row).size(); ++column)
            html += cell("td", column, rows.at(row).at(column));
        html += QLatin1String("</tr>\n");
    }
    return QString(html % QLatin1String("</table>\n"));
}

QString ReportHtml::summary() const
{
    const QJsonObject plan = object(m_report, "plan");
    const QJsonObject summary = object(m_report, "summary");
    const QJsonObject ledger = object(summary, "ledger");
    const QJsonObject deleted = object(ledger, "deleted");
    const QJsonValue pause = summary.value(QLatin1String("write_pause_s"));
    QList<QStringList> rows{{tr("Job"), text(m_report, "job")}, {tr("Method"), text(m_report, "method")},
        {tr("Source"), address(plan, "source")}, {tr("Target"), address(plan, "target")},
        {tr("Begun"), when(text(m_report, "created"))}, {tr("Last change"), when(text(m_report, "updated"))},
        {tr("Outcome"), text(m_report, "state")}};
    if (const QString reason = text(m_report, "reason"); !reason.isEmpty())
        rows.append({tr("Reason"), reason});
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
            {tr("Duration"), formats::seconds(summary.value(QLatin1String("seconds")).toDouble())},
        };
    }
    return table({tr("What"), tr("Value")}, rows, 9, 9);
}

QString ReportHtml::timeline() const
{
    QList<QStringList> rows;
    const QJsonArray stages = array(object(m_report, "figures"), "stages");
    for (const QJsonValue &value : stages) {
        const QJsonObject stage = value.toObject();
        const QString name = text(stage, "stage");
        const QString shown = name == QLatin1String("initialization") ? tr("Initialization")
            : name == QLatin1String("migration")                      ? tr("Migration")
                                                                      : tr("Finalization");
        rows.append({shown, {}, text(stage, "state"),
            formats::seconds(stage.value(QLatin1String("seconds")).toDouble(-1)), {}});
        const QJsonArray steps = array(stage, "steps");
        for (const QJsonValue &each : steps) {
            const QJsonObject step = each.toObject();
            rows.append({{}, text(step, "title"), text(step, "state"),
                formats::seconds(step.value(QLatin1String("seconds")).toDouble(-1)), text(step, "figure")});
        }
    }
    return rows.isEmpty() ? QString()
                          : QString(heading(tr("Timeline"))
                              + table({tr("Stage"), tr("Step"), tr("State"), tr("Took"), tr("Figure")}, rows, 3, 3));
}

QString ReportHtml::ledgers() const
{
    QList<QStringList> rows;
    const QJsonArray indices = array(m_report, "indices");
    for (const QJsonValue &value : indices) {
        const QJsonObject index = value.toObject();
        QStringList row;
        for (const char *key :
            {"source", "target", "state", "read", "written", "already", "rejected", "filtered", "deleted"})
            row.append(text(index, key));
        row.append(index.value(QLatin1String("closes")).toBool() ? tr("closed") : tr("open"));
        row.append(text(index, "reason"));
        rows.append(row);
    }
    return heading(tr("Ledger of each index"))
        + table({tr("Source"), tr("Target"), tr("State"), tr("Read"), tr("Written"), tr("Already there"),
                    tr("Rejected"), tr("Filtered"), tr("Deleted"), tr("Ledger"), tr("Reason")},
            rows, 3, 8);
}

QString ReportHtml::verification() const
{
    QList<QStringList> rows;
    const QJsonArray verified = array(object(m_report, "figures"), "verified");
    for (const QJsonValue &each : verified)
        rows.append({each.toArray().at(0).toString(), each.toArray().at(1).toString()});
    QString html = heading(tr("Verification"));
    if (rows.isEmpty())
        return html
            + QStringLiteral("<p>%1</p>\n").arg(tr("Nothing was compared: there was no cutover.").toHtmlEscaped());
    const QString method = text(m_report, "method");
    const QString inside = method == QLatin1String("live-copy")
        ? tr("Compared inside the write pause: the number of documents of each index, mappings, and the versions of "
             "the newest changes read back from the target.")
        : isReindex(method) ? tr("Compared: the number of documents of each index, and whether the source was written "
                                 "to after it was last read. No document was looked at.")
                            : tr("Compared inside the write pause: the number of documents of each index.");
    html += QStringLiteral("<p>%1</p>\n").arg(inside.toHtmlEscaped());
    html += table({tr("Index"), tr("Result")}, rows, 9, 9);
    const QJsonArray compared = array(object(m_report, "verification"), "indices");
    if (compared.isEmpty())
        return html;
    QList<QStringList> documents;
    for (const QJsonValue &value : compared) {
        const QJsonObject row = value.toObject();
        QStringList cells{text(object(row, "source"), "index"), text(object(row, "source"), "read")};
        for (const char *key : {"missing", "extra", "different", "routing", "changed_meanwhile"})
            cells.append(text(row, key));
        documents.append(cells + QStringList{text(object(row, "source"), "hash"), text(object(row, "target"), "hash")});
    }
    html += QStringLiteral("<p>%1</p>\n")
                .arg(tr("Compared after the cutover: %1, as both sides were at the hand-over. Hashes by the recipe in "
                        "docs/verification.md.")
                         .arg(comparedAfterwards(object(object(m_report, "plan"), "options")))
                         .toHtmlEscaped());
    return html
        + table({tr("Index"), tr("Documents"), tr("Missing"), tr("Extra"), tr("Different"), tr("Routing"),
                    tr("Changed meanwhile"), tr("Hash of the source"), tr("Hash of the target")},
            documents, 1, 6);
}

//! Nothing where the plan names none.
QString ReportHtml::integrations() const
{
    QList<QStringList> rows;
    const QJsonArray listed = array(m_report, "integrations");
    for (const QJsonValue &value : listed)
        rows.append({text(value.toObject(), "text"),
            value[QLatin1String("ticked")].toBool() ? tr("ticked as prepared") : tr("not ticked")});
    return rows.isEmpty() ? QString()
                          : heading(tr("Pointed to the target by hand")) + table({tr("What"), tr("State")}, rows, 9, 9);
}

QString ReportHtml::findings() const
{
    QList<QStringList> rows;
    const QJsonArray findings = array(m_report, "findings");
    for (const QJsonValue &value : findings) {
        QStringList row;
        for (const char *key : {"kind", "index", "id", "detail"})
            row.append(text(value.toObject(), key));
        rows.append(row);
    }
    QString html = heading(tr("Findings (%1)").arg(text(m_report, "finding_count")));
    if (rows.isEmpty())
        return html + QStringLiteral("<p>%1</p>\n").arg(tr("None.").toHtmlEscaped());
    return html + table({tr("Kind"), tr("Index"), tr("Document"), tr("Detail")}, rows, 9, 9);
}

QString ReportHtml::events() const
{
    QList<QStringList> rows;
    const QJsonArray events = array(m_report, "events");
    for (const QJsonValue &value : events) {
        const QJsonObject event = value.toObject();
        rows.append({when(text(event, "time")), text(event, "level"), text(event, "index"), text(event, "text")});
    }
    return heading(tr("Events")) + table({tr("Time"), tr("Level"), tr("Index"), tr("What")}, rows, 9, 9);
}

QString ReportHtml::document(
    bool withLogo, const QString &style, const std::function<QString(const QString &name)> &source) const
{
    const QString title = tr("Migration %1").arg(text(m_report, "name")).toHtmlEscaped();
    QString html = QStringLiteral(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>"
        "<style>body{font-family:sans-serif;color:#1A1F24;font-size:10pt} h1{font-size:17pt} h2{font-size:12pt;"
        "margin-top:18px;margin-bottom:6px} table{border-collapse:collapse;font-size:8.5pt;margin-bottom:12px} "
        "th{font-weight:600}%2</style></head><body>\n")
                       .arg(title, style);
    if (withLogo)
        html += QStringLiteral("<p><img src=\"%1\" height=\"48\" alt=\"logo\"></p>\n")
                    .arg(source(QStringLiteral("logo")));
    html += QStringLiteral("<h1>%1</h1>\n").arg(title);
    html += summary();
    if (m_pictures.contains(QStringLiteral("pause"))) {
        const QJsonObject summary = object(m_report, "summary");
        const double pause = summary.value(QLatin1String("write_pause_s")).toDouble();
        html += heading(tr("Writes paused %1").arg(formats::seconds(pause)));
        const QJsonValue predicted = object(m_report, "figures").value(QLatin1String("predicted_pause_s"));
        if (predicted.isDouble())
            html += QStringLiteral("<p>%1</p>\n")
                        .arg(tr("Predicted about %1.").arg(formats::seconds(predicted.toDouble())).toHtmlEscaped());
        html += image(QStringLiteral("pause"), source);
    }
    html += timeline();
    const std::pair<const char *, QString> charts[]
        = {{"documents", tr("Documents per second")}, {"bytes", tr("MB per second")}, {"lag", tr("Lag")}};
    for (const auto &[name, heads] : charts) {
        if (const QString shown = image(QLatin1String(name), source); !shown.isEmpty())
            html += heading(heads) + shown;
    }
    html += ledgers() + verification() + integrations() + findings() + events();
    html += QStringLiteral("<p><small>%1</small></p>\n")
                .arg(tr("Made by Godwit %1.").arg(text(m_report, "godwit_version")).toHtmlEscaped());
    return QString(html % QLatin1String("</body></html>\n"));
}

} // namespace godwit
