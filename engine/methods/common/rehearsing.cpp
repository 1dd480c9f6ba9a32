// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/rehearsing.h"

#include "engine/methods/common/targets.h"

#include <QCoreApplication>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Rehearsal", text);
}

} // namespace

RehearsedSteps::RehearsedSteps(const Rehearsal &rehearsal, const QList<Stage> &stages) : m_rehearsal(rehearsal)
{
    for (const Stage &stage : stages) {
        for (const Step &step : stage.steps)
            m_titles.insert(step.id, step.title);
    }
    for (const ConvertedIndex &index : rehearsal.indices) {
        m_sources.append(index.source);
        m_targets.append(index.target);
    }
}

void RehearsedSteps::note(
    const char *step, const std::function<void()> &call, const QString &times, const QString &condition)
{
    QList<PlannedRequest> &requests = m_rehearsal.requests;
    const qsizetype before = requests.size();
    call();
    for (qsizetype i = requests.size() - 1; i >= before; --i) {
        PlannedRequest &request = requests[i];
        if (request.method == "GET" || request.method == "HEAD") {
            requests.removeAt(i);
            continue;
        }
        request.step = m_titles.value(QLatin1String(step));
        request.times = times;
        request.condition = condition;
    }
}

void RehearsedSteps::createTargets(const std::function<QJsonObject(const ConvertedIndex &)> &lowered)
{
    for (const ConvertedIndex &index : m_rehearsal.indices) {
        const bool exists = m_rehearsal.there.contains(index.target);
        if (exists && m_rehearsal.plan.existing == ExistingTarget::Refuse)
            continue;
        note("targets", [&] {
            if (exists && m_rehearsal.plan.existing == ExistingTarget::Append) {
                if (const QJsonObject settings = lowered(index); !settings.isEmpty())
                    (void)m_rehearsal.target.putSettings(index.target, settings);
                return;
            }
            if (exists)
                (void)m_rehearsal.target.deleteIndex(index.target);
            (void)m_rehearsal.target.createIndex(index.target, index.create);
        });
    }
}

//! Blocks that stand already are neither set nor lifted.
QStringList RehearsedSteps::blocked() const
{
    QStringList names;
    for (const IndexDefinition &index : m_rehearsal.sources) {
        if (!hasWriteBlock(index))
            names.append(index.name);
    }
    return names;
}

void RehearsedSteps::stopWrites()
{
    if (const QStringList names = blocked(); !names.isEmpty())
        note(
            "block", [&] { (void)m_rehearsal.source.setWriteBlock(names); }, {}, tr("if Godwit sets the write block"));
}

void RehearsedSteps::switchAliases(const QJsonArray &actions)
{
    if (m_rehearsal.plan.aliases && !actions.isEmpty())
        note("switch", [&] { (void)m_rehearsal.target.updateAliases(actions); });
}

void RehearsedSteps::releaseSource()
{
    const QStringList names = blocked();
    if (m_rehearsal.plan.sourceAfter == SourceAfter::Writable && !names.isEmpty())
        note(
            "switch", [&] { (void)m_rehearsal.source.liftWriteBlock(names); }, {},
            tr("if Godwit has set the write block"));
}

} // namespace godwit
