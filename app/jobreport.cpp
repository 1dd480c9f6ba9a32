// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobreport.h"

#include "app/figurerecorder.h"
#include "app/reporthtml.h"
#include "engine/journalreader.h"
#include "models/discretion.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QUrl>

namespace godwit {

namespace {

constexpr int listedEvents = 5000;
constexpr int listedFindings = 1000;
constexpr qint64 mostLogoBytes = 5'000'000;
constexpr auto browserStyle = " body{max-width:1100px;margin:24px auto;padding:0 16px}";
constexpr int pageWidth = ReportHtml::pictureWidth + 20; //!< of a printed page, in the units of the pictures
constexpr int pictureScale = 3; //!< pixels a point, so that print is sharp

QImage rendered(const QByteArray &svg)
{
    QSvgRenderer renderer(svg);
    QImage image(renderer.defaultSize() * pictureScale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

//! The path of a webhook is often all the secret that it has.
QJsonObject shownPlan(Plan plan)
{
    if (!plan.webhook.isEmpty())
        plan.webhook = QUrl(plan.webhook)
                           .toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment)
            + QStringLiteral("/…");
    return plan.toJson();
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
    const auto values = reader.values();
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
    if (!values)
        return fail(values.error());
    JobReport report;
    report.m_json = QJsonObject{{QStringLiteral("job"), job->job}, {QStringLiteral("name"), job->name},
        {QStringLiteral("method"), job->method}, {QStringLiteral("created"), timeText(job->created)},
        {QStringLiteral("updated"), timeText(job->updated)}, {QStringLiteral("state"), job->state},
        {QStringLiteral("phase"), job->phase}, {QStringLiteral("reason"), job->reason},
        {QStringLiteral("plan"), shownPlan(job->plan)}, {QStringLiteral("indices"), indexList(*indices, *checkpoints)},
        {QStringLiteral("events"), eventList(*events)}, {QStringLiteral("findings"), findingList(*findings)},
        {QStringLiteral("finding_count"), *count}, {QStringLiteral("summary"), *summary},
        {QStringLiteral("figures"), values->value(FigureRecorder::key()).toObject()},
        {QStringLiteral("godwit_version"), QStringLiteral(GODWIT_VERSION)}};
    if (Discretion::instance().isActive()) {
        for (const Endpoint *endpoint : {&job->plan.source, &job->plan.target})
            Discretion::instance().learn(*endpoint);
        report.m_json = discreet(report.m_json).toObject();
    }
    return report;
}

Result<void> JobReport::setLogo(const QString &path)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    const QString suffix = QFileInfo(path).suffix().toLower();
    const QStringList known{
        QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("jpg"), QStringLiteral("jpeg")};
    if (!known.contains(suffix))
        return fail(ErrorKind::Usage, tr("The logo %1 is not a .png, .svg or .jpg. Choose another one.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, tr("The logo %1 can't be read: %2.").arg(path, file.errorString()));
    if (file.size() > mostLogoBytes)
        return fail(ErrorKind::Usage, tr("The logo %1 is larger than 5 MB. Choose a smaller one.").arg(path));
    m_logo = file.readAll();
    m_logoType = suffix == QLatin1String("svg") ? QStringLiteral("svg+xml")
        : suffix == QLatin1String("png")        ? QStringLiteral("png")
                                                : QStringLiteral("jpeg");
    return {};
}

QString JobReport::html() const
{
    const ReportHtml content(m_json);
    return content.document(!m_logo.isEmpty(), QLatin1String(browserStyle), [&](const QString &name) {
        const bool logo = name == QLatin1String("logo");
        return QStringLiteral("data:image/%1;base64,%2")
            .arg(logo ? m_logoType : QStringLiteral("svg+xml"),
                QString::fromLatin1((logo ? m_logo : content.pictures().value(name)).toBase64()));
    });
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
        writer.setTitle(m_json.value(QLatin1String("name")).toString());
        writer.setCreator(QStringLiteral("Godwit " GODWIT_VERSION));
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
        const ReportHtml content(m_json);
        QTextDocument document;
        // With a page of its own the document is scaled to the paper; without one Qt adds margins that pictures
        // overrun.
        const QRectF paper = writer.pageLayout().paintRect(QPageLayout::Point);
        document.setDocumentMargin(8);
        document.setPageSize(QSizeF(pageWidth, pageWidth * paper.height() / paper.width()));
        for (auto picture = content.pictures().begin(); picture != content.pictures().end(); ++picture)
            document.addResource(
                QTextDocument::ImageResource, QUrl(QString(u"picture:" + picture.key())), rendered(picture.value()));
        if (!m_logo.isEmpty()) {
            document.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("picture:logo")),
                m_logoType == QLatin1String("svg+xml") ? rendered(m_logo) : QImage::fromData(m_logo));
        }
        document.setHtml(
            content.document(!m_logo.isEmpty(), {}, [](const QString &name) { return QString(u"picture:" + name); }));
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
