// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diagnosticbundle.h"

#include "models/discretion.h"
#include "models/requestmodel.h"
#include "models/secretmask.h"
#include "models/zipfile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSysInfo>
#include <QUrl>

namespace godwit {
namespace {

QString withoutNames(const QString &text)
{
    // Line by line: what was masked is remembered, and a whole file is not worth that.
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = Discretion::instance().masked(line);
    return lines.join(u'\n');
}

void learnNames(const BundleSources &sources)
{
    Discretion &discretion = Discretion::instance();
    if (sources.plan) {
        discretion.learn(sources.plan->source);
        discretion.learn(sources.plan->target);
    }
    for (const Endpoint &endpoint : sources.endpoints)
        discretion.learn(endpoint);
    for (const RequestRecord &record : sources.requests)
        discretion.learnHost(QUrl(record.address).host());
    discretion.learnHost(QSysInfo::machineHostName());
    // Who runs this is told by paths below the home folder.
    discretion.learnUser(QFileInfo(QDir::homePath()).fileName());
}

} // namespace

QString DiagnosticBundle::planText(const Plan &plan)
{
    QJsonObject object = plan.toJson();
    QJsonObject notify = object.value(QLatin1String("notify")).toObject();
    // The path of a webhook is its secret, and a command may hold one anywhere.
    if (const QUrl url(plan.webhook); !plan.webhook.isEmpty())
        notify.insert(QStringLiteral("webhook"),
            QString(url.scheme() + QStringLiteral("://") + url.host() + QStringLiteral("/***")));
    if (!plan.mailCommand.isEmpty())
        notify.insert(QStringLiteral("mail_command"),
            QString(plan.mailCommand.trimmed().section(u' ', 0, 0) + QStringLiteral(" ***")));
    if (!notify.isEmpty())
        object.insert(QStringLiteral("notify"), notify);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

QString DiagnosticBundle::eventsText(const QList<JobEvent> &events)
{
    const auto levelName = [](EventLevel level) {
        return level == EventLevel::Error  ? QStringLiteral("ERROR")
            : level == EventLevel::Warning ? QStringLiteral("WARNING")
                                           : QStringLiteral("INFO");
    };
    QStringList lines;
    for (const JobEvent &event : events)
        lines.append(QStringList{event.time.toUTC().toString(Qt::ISODateWithMs), levelName(event.level),
            event.index.isEmpty() ? QStringLiteral("-") : event.index, event.text}
                         .join(QStringLiteral("  ")));
    return lines.join(u'\n') + u'\n';
}

QString DiagnosticBundle::requestsText(const QList<RequestRecord> &requests)
{
    QString text;
    for (const RequestRecord &record : requests)
        text += QString::fromUtf8(asNdjson(record)) + u'\n';
    return text;
}

QString DiagnosticBundle::settingsText(const QList<std::pair<QString, QString>> &settings)
{
    QString text;
    for (const auto &[name, value] : settings)
        text += name + QStringLiteral(": ") + value + u'\n';
    return text;
}

QList<BundlePiece> DiagnosticBundle::pieces(const BundleSources &sources, bool maskNames)
{
    QList<BundlePiece> pieces{
        {QStringLiteral("versions.txt"), tr("Versions"), sources.versions},
        {QStringLiteral("system.txt"), tr("This machine"), sources.system},
        {QStringLiteral("settings.txt"), tr("Settings of the window"), settingsText(sources.settings)},
    };
    if (sources.plan)
        pieces.append({QStringLiteral("plan.json"), tr("Plan"), planText(*sources.plan)});
    if (!sources.job.isEmpty())
        pieces.append(
            {QStringLiteral("events.txt"), tr("Events of job %1").arg(sources.job), eventsText(sources.events)});
    pieces.append({QStringLiteral("requests.ndjson"), tr("Requests, without bodies and headers"),
        requestsText(sources.requests)});
    if (maskNames)
        learnNames(sources);
    const SecretMask mask(sources.secrets);
    for (BundlePiece &piece : pieces) {
        piece.text = mask(piece.text);
        if (maskNames)
            piece.text = withoutNames(piece.text);
    }
    return pieces;
}

Result<void> DiagnosticBundle::save(const QString &path, const QList<BundlePiece> &pieces)
{
    QList<ZipEntry> entries;
    for (const BundlePiece &piece : pieces)
        entries.append({piece.file, piece.text.toUtf8()});
    const QByteArray archive = zipped(entries, QDateTime::currentDateTime());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(archive) != archive.size() || !file.commit())
        return fail(ErrorKind::Storage,
            tr("The bundle could not be saved as %1: %2. Choose another place.").arg(path, file.errorString()));
    return {};
}

} // namespace godwit
