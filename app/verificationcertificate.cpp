// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verificationcertificate.h"

#include "models/discretion.h"
#include "models/formats.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace godwit {

namespace {

using Certificate = VerificationCertificate;

QString fileIn(const QString &jobFolder)
{
    return QDir(jobFolder).filePath(QStringLiteral("verification.json"));
}

QString text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? QLocale().toString(value.toInteger()) : value.toString();
}

//! What a server did not tell is a dash.
QString number(const QJsonObject &object, const char *key)
{
    return formats::count(object.value(QLatin1String(key)).toInteger(-1));
}

QString heading(const QString &text)
{
    return QStringLiteral("<h2>%1</h2>\n").arg(text.toHtmlEscaped());
}

QString paragraph(const QString &text)
{
    return QStringLiteral("<p>%1</p>\n").arg(text.toHtmlEscaped());
}

QString table(const QStringList &heads, const QList<QStringList> &rows)
{
    const auto line = [](const QStringList &cells, QLatin1String tag) {
        QString row = QStringLiteral("<tr>");
        for (const QString &cell : cells)
            row += QStringLiteral("<%1 align=\"left\" valign=\"top\">%2</%1>").arg(tag, cell.toHtmlEscaped());
        return QString(row + QStringLiteral("</tr>\n"));
    };
    QString html = QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">\n");
    html += line(heads, QLatin1String("th"));
    for (const QStringList &row : rows)
        html += line(row, QLatin1String("td"));
    return html + QStringLiteral("</table>\n");
}

QString when(const QString &iso)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'")) : iso;
}

QString verdict(const QString &outcome)
{
    if (outcome == QLatin1String("succeeded"))
        return Certificate::tr("Equal");
    if (outcome == QLatin1String("findings"))
        return Certificate::tr("Not equal");
    return outcome == QLatin1String("stopped") ? Certificate::tr("Stopped before the end")
                                               : Certificate::tr("The comparison failed");
}

QString stateWord(const QString &state)
{
    if (state == QLatin1String("equal"))
        return Certificate::tr("equal");
    if (state == QLatin1String("differs"))
        return Certificate::tr("differs");
    return state == QLatin1String("pending") ? Certificate::tr("not compared") : Certificate::tr("suspended");
}

QString levelSentence(const QString &level)
{
    if (level == QLatin1String("content"))
        return Certificate::tr("Existence, aliases, mappings, settings, numbers of documents, and id, routing and "
                               "_source of every document.");
    if (level == QLatin1String("ids"))
        return Certificate::tr(
            "Existence, aliases, mappings, settings, numbers of documents, and id and routing of every document.");
    if (level == QLatin1String("counts"))
        return Certificate::tr("Existence, aliases, mappings, settings, and numbers of documents.");
    return level == QLatin1String("definition") ? Certificate::tr("Existence, aliases, mappings and settings.")
                                                : Certificate::tr("Existence and aliases.");
}

QString sideOf(const QJsonObject &json, const char *side)
{
    const QJsonObject server = json.value(QLatin1String(side)).toObject();
    return QStringLiteral("%1, %2, %3")
        .arg(text(server, "address"), text(server, "version"), text(server, "cluster_uuid"));
}

QString summary(const QJsonObject &json)
{
    const bool bytes = text(json, "equal_by") == QLatin1String("bytes");
    QList<QStringList> rows{{Certificate::tr("Result"), verdict(text(json, "outcome"))},
        {Certificate::tr("Source"), sideOf(json, "source")}, {Certificate::tr("Target"), sideOf(json, "target")},
        {Certificate::tr("Compared"), levelSentence(text(json, "level"))},
        {Certificate::tr("Equal means"),
            bytes ? Certificate::tr("byte for byte")
                  : Certificate::tr("equal in meaning: key order, white space and spellings of a number do not count")},
        {Certificate::tr("Begun"), when(text(json, "begun"))}, {Certificate::tr("Ended"), when(text(json, "ended"))},
        {Certificate::tr("Duration"), formats::seconds(json.value(QLatin1String("seconds")).toDouble())},
        {Certificate::tr("Findings"), text(json, "finding_count")}, {Certificate::tr("Tool"), text(json, "tool")}};
    if (const QString reason = text(json, "reason"); !reason.isEmpty())
        rows.append({Certificate::tr("Reason"), reason});
    if (const QString job = text(json, "job"); !job.isEmpty())
        rows.append({Certificate::tr("Job"), job});
    return table({Certificate::tr("What"), Certificate::tr("Value")}, rows);
}

//! Root, nested and deleted documents of both sides; empty where nothing was counted.
QString counts(const QJsonObject &json)
{
    QList<QStringList> rows;
    const auto add = [&](const QString &name, const QJsonObject &side) {
        if (side.value(QLatin1String("documents")).isDouble())
            rows.append({name.arg(text(side, "index")), number(side, "documents"), number(side, "nested_documents"),
                number(side, "lucene_documents"), number(side, "deleted_documents")});
    };
    for (const QJsonValue &value : json.value(QLatin1String("indices")).toArray()) {
        const QJsonObject row = value.toObject();
        add(Certificate::tr("source, %1"), row.value(QLatin1String("source")).toObject());
        add(Certificate::tr("target, %1"), row.value(QLatin1String("target")).toObject());
    }
    if (rows.isEmpty())
        return {};
    return heading(Certificate::tr("Numbers of documents")) + paragraph(countsNote())
        + table({Certificate::tr("Index"), Certificate::tr("Root documents"), Certificate::tr("Nested documents"),
                    Certificate::tr("Lucene documents, root and nested"), Certificate::tr("Deleted, not merged away")},
            rows);
}

//! What the hash of an index is of, besides its documents.
QString spellingOf(const QJsonObject &row)
{
    QStringList how;
    if (row.value(QLatin1String("by_synthetic_source")).toBool())
        how.append(Certificate::tr(
            "by the values that synthetic _source is rebuilt from; this hash depends on the mappings of both sides"));
    if (row.value(QLatin1String("by_vectors")).toBool())
        how.append(Certificate::tr("vectors as servers keep them, by the mappings of both sides"));
    QStringList fields;
    for (const QJsonValue &field : row.value(QLatin1String("as_written")).toArray())
        fields.append(field.toString());
    if (!fields.isEmpty())
        how.append(Certificate::tr("as they are written, though the server may give them back in another form: %1")
                       .arg(fields.join(QStringLiteral(", "))));
    return how.isEmpty() ? Certificate::tr("as it is") : how.join(QStringLiteral("; "));
}

QString indices(const QJsonObject &json)
{
    QList<QStringList> rows;
    QList<QStringList> hashes;
    QList<QStringList> definitions;
    for (const QJsonValue &value : json.value(QLatin1String("indices")).toArray()) {
        const QJsonObject row = value.toObject();
        const QJsonObject source = row.value(QLatin1String("source")).toObject();
        const QJsonObject target = row.value(QLatin1String("target")).toObject();
        rows.append({text(source, "index"), text(target, "index"), stateWord(text(row, "state")),
            text(source, "documents"), text(target, "documents"), text(row, "missing"), text(row, "extra"),
            text(row, "different"), text(row, "routing"), text(row, "equal_in_meaning"), text(row, "changed_meanwhile"),
            text(row, "reason")});
        if (!text(source, "hash").isEmpty() || !text(target, "hash").isEmpty()) {
            const QString how = spellingOf(row);
            hashes.append({Certificate::tr("source, %1").arg(text(source, "index")), text(source, "hash"), how});
            hashes.append({Certificate::tr("target, %1").arg(text(target, "index")), text(target, "hash"), how});
        }
        for (const QJsonValue &one : row.value(QLatin1String("definitions")).toArray()) {
            const QJsonObject place = one.toObject();
            definitions.append(
                {text(source, "index"), text(place, "place"), text(place, "source"), text(place, "target"),
                    place.value(QLatin1String("matters")).toBool() ? Certificate::tr("yes") : Certificate::tr("no"),
                    text(place, "reason")});
        }
    }
    QString html = heading(Certificate::tr("Indices"));
    html += table(
        {Certificate::tr("Source"), Certificate::tr("Target"), Certificate::tr("Result"),
            Certificate::tr("Documents on the source"), Certificate::tr("on the target"), Certificate::tr("Missing"),
            Certificate::tr("Extra"), Certificate::tr("Different"), Certificate::tr("Routing"),
            Certificate::tr("Equal in meaning only"), Certificate::tr("Changed meanwhile"), Certificate::tr("Reason")},
        rows);
    html += counts(json);
    if (!hashes.isEmpty()) {
        html += heading(Certificate::tr("Hashes"));
        html += paragraph(
            Certificate::tr("Recipe %1: the sum modulo 2^256 of the SHA-256 of each document. The recipe and a short "
                            "program that computes it again are in docs/verification.md.")
                .arg(text(json, "recipe")));
        html += table({Certificate::tr("Index"), Certificate::tr("Hash"), Certificate::tr("Documents")}, hashes);
    }
    if (!definitions.isEmpty()) {
        html += heading(Certificate::tr("Mappings, settings and aliases that are not the same"));
        html += table({Certificate::tr("Index"), Certificate::tr("Place"), Certificate::tr("Source"),
                          Certificate::tr("Target"), Certificate::tr("Matters"), Certificate::tr("Why")},
            definitions);
    }
    return html;
}

QString findings(const QJsonObject &json)
{
    const QJsonArray list = json.value(QLatin1String("findings")).toArray();
    QString html = heading(Certificate::tr("Findings (%1)").arg(text(json, "finding_count")));
    if (list.isEmpty())
        return html + paragraph(Certificate::tr("None."));
    QList<QStringList> rows;
    for (const QJsonValue &value : list) {
        const QJsonObject finding = value.toObject();
        rows.append({text(finding, "kind"), text(finding, "index"), text(finding, "id"), text(finding, "detail")});
    }
    if (json.value(QLatin1String("finding_count")).toInteger() > list.size())
        html += paragraph(Certificate::tr("The first %L1 of them; all are in the findings file.").arg(list.size()));
    return html
        + table(
            {Certificate::tr("Kind"), Certificate::tr("Index"), Certificate::tr("Document"), Certificate::tr("Detail")},
            rows);
}

} // namespace

VerificationCertificate::VerificationCertificate(
    const VerifyResult &result, const QString &job, const QString &signedBy)
    : m_json(result.toJson())
{
    if (!job.isEmpty())
        m_json.insert(QStringLiteral("job"), job);
    if (!signedBy.isEmpty())
        m_json.insert(QStringLiteral("signed_by"), signedBy);
}

Result<VerificationCertificate> VerificationCertificate::load(const QString &jobFolder)
{
    QFile file(fileIn(jobFolder));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, tr("This comparison has not ended yet; resume it first."));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (json.isEmpty())
        return fail(ErrorKind::Storage, tr("%1 can't be read.").arg(file.fileName()));
    return VerificationCertificate(json);
}

Result<void> VerificationCertificate::keep(const QString &jobFolder) const
{
    return writeReportFile(fileIn(jobFolder), QJsonDocument(m_json).toJson());
}

Result<void> VerificationCertificate::setLogo(const QString &path)
{
    auto logo = ReportLogo::load(path);
    if (!logo)
        return fail(logo.error());
    m_logo = std::move(*logo);
    return {};
}

QString VerificationCertificate::document(const QString &style, const QString &logo) const
{
    const QJsonObject shown = Discretion::instance().isActive() ? discreet(m_json).toObject() : m_json;
    const QString title = tr("Verification certificate").toHtmlEscaped();
    QString html = QStringLiteral(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>"
        "<style>body{font-family:sans-serif;color:#1A1F24;font-size:10pt} h1{font-size:17pt} h2{font-size:12pt;"
        "margin-top:18px;margin-bottom:6px} table{border-collapse:collapse;font-size:8.5pt;margin-bottom:12px} "
        "th{font-weight:600} td{word-break:break-word}%2</style></head><body>\n")
                       .arg(title, style);
    if (!logo.isEmpty())
        html += QStringLiteral("<p><img src=\"%1\" height=\"48\" alt=\"logo\"></p>\n").arg(logo);
    html += QStringLiteral("<h1>%1</h1>\n").arg(title);
    html += summary(shown) + indices(shown) + findings(shown);
    html += heading(tr("Signed off"));
    html += table({tr("Name"), tr("Date"), tr("Signature")}, {{text(shown, "signed_by"), {}, {}}});
    return QString(html % QLatin1String("</body></html>\n"));
}

QString VerificationCertificate::html() const
{
    return document(QStringLiteral(" body{max-width:1100px;margin:24px auto;padding:0 16px}"),
        m_logo.isEmpty() ? QString() : m_logo.address());
}

Result<void> VerificationCertificate::write(const QString &path) const
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("json"))
        return writeReportFile(
            path, QJsonDocument(Discretion::instance().isActive() ? discreet(m_json).toObject() : m_json).toJson());
    if (suffix != QLatin1String("pdf"))
        return writeReportFile(path, html().toUtf8());
    QHash<QString, QImage> pictures;
    if (!m_logo.isEmpty() && qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        pictures.insert(QStringLiteral("logo"), m_logo.image());
    const auto bytes = printedPdf(tr("Verification certificate"),
        document({}, m_logo.isEmpty() ? QString() : QStringLiteral("picture:logo")), pictures, 760);
    return bytes ? writeReportFile(path, *bytes) : Result<void>(fail(bytes.error()));
}

} // namespace godwit
