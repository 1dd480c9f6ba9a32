// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preflightrun.h"

#include <utility>

namespace godwit {

bool PreflightReport::blocked() const
{
    for (const PreflightItem &item : items) {
        if (item.state == CheckState::Blocker)
            return true;
    }
    return false;
}

PreflightRun::PreflightRun(const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes)
    : m_plan(plan), m_source(source), m_target(target), m_freeDiskBytes(freeDiskBytes)
{
}

Result<PreflightReport> PreflightRun::run()
{
    using Check = void (PreflightRun::*)();
    const auto checks = {&PreflightRun::checkReach, &PreflightRun::checkVersions, &PreflightRun::checkSelection,
        &PreflightRun::checkSameCluster, &PreflightRun::checkPatterns, &PreflightRun::checkPrivileges,
        &PreflightRun::checkDataStreams, &PreflightRun::checkClosed, &PreflightRun::checkHealth,
        &PreflightRun::readDefinitions, &PreflightRun::checkBlocks, &PreflightRun::convert, &PreflightRun::checkNames,
        &PreflightRun::readTarget, &PreflightRun::checkExisting, &PreflightRun::checkAliases, &PreflightRun::checkRoom,
        &PreflightRun::checkClocks, &PreflightRun::checkRegister};
    checkSafety();
    for (const Check check : checks) {
        (this->*check)();
        if (m_cancelled)
            return fail(*m_cancelled);
        // Without an answer from both sides every later check would only repeat the first message.
        if (!m_from || !m_to)
            break;
    }
    return std::move(m_report);
}

PreflightItem &PreflightRun::add(const QString &id, const QString &title, CheckState state, const QString &seen,
    const QString &fix, const QString &index)
{
    m_report.items.append({id, title, state, index, seen, fix, {}});
    return m_report.items.last();
}

void PreflightRun::addFailure(const QString &id, const QString &title, CheckState state, const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        m_cancelled = error;
        return;
    }
    const QString seen
        = error.detail.isEmpty() ? error.summary : QString(error.summary + QLatin1Char(' ') + error.detail);
    add(id, title, state, seen, tr("Remove the cause and check again."));
}

QStringList PreflightRun::pickedNames() const
{
    QStringList names;
    for (const IndexSummary &index : m_picked)
        names.append(index.name);
    return names;
}

QStringList PreflightRun::targetNames() const
{
    QStringList names;
    for (const IndexSummary &index : m_picked)
        names.append(m_plan.select.targetName(index.name));
    return names;
}

Result<PreflightReport> runPreflight(
    const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes)
{
    return PreflightRun(plan, source, target, freeDiskBytes).run();
}

} // namespace godwit
