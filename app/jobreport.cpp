// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobreport.h"

#include "app/figurerecorder.h"
#include "app/reporthtml.h"
#include "engine/journalreader.h"
#include "engine/methods/common/integrations.h"
#include "models/discretion.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QUrl>

#include <algorithm>

namespace godwit {

namespace {

constexpr int listedEvents = 5000;
constexpr int listedFindings = 1000;
constexpr auto browserStyle = " body{max-width:1100px;margin:24px auto;padding:0 16px}";
constexpr int pageWidth = ReportHtml::pictureWidth + 20; //!< of a printed page, in the units of the pictures

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

constexpr qsizetype notedAtMost = 50;

//! One path a line, oldest first. Beside the journal and not in it: a report may be made while the job runs.
QString reportsFile(const QString &jobFolder)
{
    return QDir(jobFolder).filePath(QStringLiteral("reports.txt"));
}

QStringList notedReports(const QString &jobFolder)
{
    QFile file(reportsFile(jobFolder));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                          : QStringList();
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
    report.m_folder = jobFolder;
    report.m_json = QJsonObject{{QStringLiteral("job"), job->job}, {QStringLiteral("name"), job->name},
        {QStringLiteral("method"), job->method}, {QStringLiteral("created"), timeText(job->created)},
        {QStringLiteral("updated"), timeText(job->updated)}, {QStringLiteral("state"), job->state},
        {QStringLiteral("phase"), job->phase}, {QStringLiteral("reason"), job->reason},
        {QStringLiteral("plan"), shownPlan(job->plan)}, {QStringLiteral("indices"), indexList(*indices, *checkpoints)},
        {QStringLiteral("events"), eventList(*events)}, {QStringLiteral("findings"), findingList(*findings)},
        {QStringLiteral("finding_count"), *count}, {QStringLiteral("summary"), *summary},
        {QStringLiteral("figures"), values->value(FigureRecorder::key()).toObject()},
        {QStringLiteral("verification"), values->value(QStringLiteral("verification")).toObject()},
        {QStringLiteral("godwit_version"), QStringLiteral(GODWIT_VERSION)}};
    QJsonArray integrations;
    for (const Integration &each : integrationsOf(job->plan, *values))
        integrations.append(QJsonObject{{QStringLiteral("text"), each.text}, {QStringLiteral("ticked"), each.ticked}});
    report.m_json.insert(QStringLiteral("integrations"), integrations);
    if (Discretion::instance().isActive()) {
        for (const Endpoint *endpoint : {&job->plan.source, &job->plan.target})
            Discretion::instance().learn(*endpoint);
        report.m_json = discreet(report.m_json).toObject();
    }
    return report;
}

Result<void> JobReport::setLogo(const QString &path)
{
    auto logo = ReportLogo::load(path);
    if (!logo)
        return fail(logo.error());
    m_logo = std::move(*logo);
    return {};
}

QString JobReport::html() const
{
    const ReportHtml content(m_json);
    return content.document(!m_logo.isEmpty(), QLatin1String(browserStyle), [&](const QString &name) {
        return name == QLatin1String("logo")
            ? m_logo.address()
            : ReportLogo{content.pictures().value(name), QStringLiteral("svg+xml")}.address();
    });
}

Result<QByteArray> JobReport::pdf() const
{
    const ReportHtml content(m_json);
    QHash<QString, QImage> pictures;
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance())) { // pictures are painted with its fonts
        for (auto picture = content.pictures().begin(); picture != content.pictures().end(); ++picture)
            pictures.insert(picture.key(), renderedSvg(picture.value()));
        if (!m_logo.isEmpty())
            pictures.insert(QStringLiteral("logo"), m_logo.image());
    }
    return printedPdf(m_json.value(QLatin1String("name")).toString(),
        content.document(!m_logo.isEmpty(), {}, [](const QString &name) { return QString(u"picture:" + name); }),
        pictures, pageWidth);
}

Result<void> JobReport::write(const QString &path) const
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const Result<QByteArray> bytes = suffix == QLatin1String("pdf") ? pdf()
        : suffix == QLatin1String("html")                           ? Result<QByteArray>(html().toUtf8())
                                          : Result<QByteArray>(QJsonDocument(m_json).toJson());
    Result<void> done = bytes ? writeReportFile(path, *bytes) : Result<void>(fail(bytes.error()));
    if (done)
        note(m_folder, path);
    return done;
}

//! A list to find reports by, no more: that it can't be written does not spoil the report.
void JobReport::note(const QString &jobFolder, const QString &path)
{
    QStringList all = notedReports(jobFolder);
    const QString whole = QFileInfo(path).absoluteFilePath();
    all.removeAll(whole);
    all.append(whole);
    QSaveFile file(reportsFile(jobFolder));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(all.mid(std::max<qsizetype>(0, all.size() - notedAtMost)).join(u'\n').toUtf8() + '\n');
        file.commit();
    }
}

QStringList JobReport::written(const QString &jobFolder)
{
    QStringList files;
    const QStringList noted = notedReports(jobFolder);
    for (auto it = noted.crbegin(); it != noted.crend(); ++it) {
        if (!files.contains(*it) && QFileInfo::exists(*it))
            files.append(*it);
    }
    return files;
}

} // namespace godwit
