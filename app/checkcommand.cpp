// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkcommand.h"

#include "app/console.h"
#include "app/servers.h"
#include "app/stopsignals.h"
#include "engine/worker.h"

#include <QDir>
#include <QJsonArray>
#include <QStorageInfo>

#include <stop_token>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::CheckCommand)
};

QString stateWord(CheckState state)
{
    switch (state) {
    case CheckState::Pass:
        return QStringLiteral("pass");
    case CheckState::Warning:
        return QStringLiteral("warning");
    case CheckState::Blocker:
        break;
    }
    return QStringLiteral("blocker");
}

//! Free room where jobs will be kept: of the nearest folder that exists.
qint64 freeRoom(QString folder)
{
    while (!QFileInfo::exists(folder) && folder != QDir::rootPath())
        folder = QFileInfo(folder).absolutePath();
    return QStorageInfo(folder).bytesAvailable();
}

} // namespace

QJsonObject preflightJson(const PreflightReport &report)
{
    QJsonArray items;
    for (const PreflightItem &item : report.items) {
        items.append(QJsonObject{{QStringLiteral("id"), item.id}, {QStringLiteral("title"), item.title},
            {QStringLiteral("state"), stateWord(item.state)}, {QStringLiteral("index"), item.index},
            {QStringLiteral("seen"), item.seen}, {QStringLiteral("fix"), item.fix},
            {QStringLiteral("request"), item.request}});
    }
    QJsonArray indices;
    for (const ConvertedIndex &index : report.indices) {
        indices.append(QJsonObject{{QStringLiteral("source"), index.source}, {QStringLiteral("target"), index.target},
            {QStringLiteral("changes"), QJsonArray::fromStringList(index.changes)},
            {QStringLiteral("blockers"), QJsonArray::fromStringList(index.blockers)},
            {QStringLiteral("create"), index.create}});
    }
    return {{QStringLiteral("blocked"), report.blocked()}, {QStringLiteral("items"), items},
        {QStringLiteral("indices"), indices}};
}

QStringList preflightLines(const PreflightReport &report)
{
    QStringList lines;
    for (const PreflightItem &item : report.items) {
        const QString subject = item.index.isEmpty()
            ? item.title
            : QString(item.title % QLatin1String(" (") % item.index % QLatin1Char(')'));
        const QString seen = item.seen.isEmpty() ? QString() : QString(QLatin1String(": ") % item.seen);
        lines.append(QString(stateWord(item.state).leftJustified(9) % subject % seen));
        if (item.state == CheckState::Pass)
            continue;
        if (!item.fix.isEmpty())
            lines.append(QString(QString(9, QLatin1Char(' ')) % item.fix));
        if (!item.request.isEmpty())
            lines.append(QString(QString(9, QLatin1Char(' ')) % item.request));
    }
    for (const ConvertedIndex &index : report.indices) {
        lines.append(QString(index.source % QLatin1String(" → ") % index.target));
        for (const QString &change : index.changes)
            lines.append(QString(QString(9, QLatin1Char(' ')) % change));
    }
    lines.append(
        report.blocked() ? Tr::tr("Blocked: the migration would not start.") : Tr::tr("Nothing stands in the way."));
    return lines;
}

int runCheck(const CommandLine &line)
{
    auto plan = Plan::load(line.planFile);
    if (!plan)
        return giveUp(plan.error());
    makePathsAbsolute(*plan, line.planFile);
    std::stop_source stop;
    const StopSignals signals([&stop](int) { stop.request_stop(); });
    Result<PreflightReport> report;
    runOnWorker([&] {
        const auto servers = makeServers(*plan, line.stateDir);
        if (!servers) {
            report = fail(servers.error());
            return;
        }
        const auto source = servers->source->open(stop.get_token());
        const auto target = servers->target->open(stop.get_token());
        report = runPreflight(*plan, *source, *target, freeRoom(JobStore(line.stateDir).root()));
    });
    if (!report)
        return giveUp(report.error());
    if (line.json) {
        printLine(preflightJson(*report));
    } else {
        for (const QString &text : preflightLines(*report))
            printLine(text);
    }
    return report->blocked() ? 3 : 0;
}

} // namespace godwit
