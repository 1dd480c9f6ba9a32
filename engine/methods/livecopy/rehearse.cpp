// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/rehearse.h"

#include "engine/methods/common/rehearsing.h"
#include "engine/methods/common/targets.h"
#include "engine/methods/livecopy/context.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QMap>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Rehearsal", text);
}

//! One request for all that get the same, as LiveCopy::putTogether sends them.
void putTogether(const Rehearsal &rehearsal, const std::function<QJsonObject(const ConvertedIndex &)> &settingsOf)
{
    QMap<QByteArray, QStringList> byPayload;
    for (const ConvertedIndex &index : rehearsal.indices)
        byPayload[QJsonDocument(settingsOf(index)).toJson(QJsonDocument::Compact)].append(index.target);
    for (auto it = byPayload.begin(); it != byPayload.end(); ++it) {
        const QJsonObject payload = QJsonDocument::fromJson(it.key()).object();
        for (const QStringList &names : fittingAddresses(it.value())) {
            if (!payload.isEmpty())
                (void)rehearsal.target.putSettings(names.join(QLatin1Char(',')), payload);
        }
    }
}

//! Windows of the source into bulks of the target, and what makes them whole.
void copy(const Rehearsal &rehearsal, RehearsedSteps &steps)
{
    const QString eachRound = tr("each round, for those that changed");
    steps.note("start-line", [&] { (void)rehearsal.source.refresh(steps.sources(), 0); });
    for (const QString &name : steps.sources()) {
        WindowRead window;
        window.shard.index = name;
        steps.note(
            "copy", [&] { (void)rehearsal.source.readWindow(window); }, tr("for each shard, window by window"));
        if (!rehearsal.requests.isEmpty()) { // query and body say which shard and which window
            rehearsal.requests.last().query.clear();
            rehearsal.requests.last().body.clear();
        }
    }
    steps.note(
        "copy", [&] { (void)rehearsal.target.bulk({}, 0); }, tr("for each batch of documents"));
    steps.note("settings", [&] {
        putTogether(rehearsal, [](const ConvertedIndex &index) { return settingsPart(index.restore, false); });
    });
    steps.note(
        "follow", [&] { (void)rehearsal.source.refresh(steps.sources(), 0); }, eachRound);
    steps.note(
        "follow", [&] { (void)rehearsal.source.flush(steps.sources()); }, eachRound,
        tr("if the source syncs its log late"));
    for (const ConvertedIndex &index : rehearsal.indices)
        steps.note(
            "follow",
            [&] {
                (void)rehearsal.target.putMapping(
                    index.target, index.create.value(QLatin1String("mappings")).toObject());
            },
            {}, tr("if the mapping grows on the source"));
}

void cutOver(const Rehearsal &rehearsal, RehearsedSteps &steps)
{
    steps.stopWrites();
    steps.note("compare", [&] { (void)rehearsal.target.refresh(steps.targets(), 0); });
    QJsonArray actions;
    for (const ConvertedIndex &index : rehearsal.indices) {
        if (const QJsonObject pipelines = pipelineSettings(index, true); !pipelines.isEmpty())
            steps.note("switch", [&] { (void)rehearsal.target.putSettings(index.target, pipelines); });
        const QJsonArray additions = aliasAdditions(index);
        for (const QJsonValue &addition : additions)
            actions.append(addition);
    }
    steps.switchAliases(actions);
    steps.releaseSource();
    steps.note("switch", [&] {
        putTogether(
            rehearsal, [](const ConvertedIndex &index) { return settingsPart(settingsAtTheEnd(index.restore), true); });
    });
}

} // namespace

void rehearseLiveCopy(const Rehearsal &rehearsal)
{
    RehearsedSteps steps(rehearsal, liveCopyStages());
    steps.createTargets([](const ConvertedIndex &index) { return loweredSettings(index, true); });
    copy(rehearsal, steps);
    cutOver(rehearsal, steps);
}

} // namespace godwit
