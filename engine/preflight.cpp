// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/snapshotpreflight.h"
#include "engine/preflightrun.h"

#include <QElapsedTimer>

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

PreflightRun::PreflightRun(
    const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes, const QString &only)
    : m_plan(plan), m_source(source), m_target(target), m_freeDiskBytes(freeDiskBytes), m_only(only)
{
}

Result<PreflightReport> PreflightRun::run()
{
    // `ids` names what a check reports; a check without any gathers what later ones look at, so it is never left out.
    struct Check
    {
        void (PreflightRun::*run)();
        QStringList ids;
    };
    const auto id = [](const char *text) { return QString::fromLatin1(text); };
    const Check checks[] = {{&PreflightRun::checkReach, {}}, {&PreflightRun::checkVersions, {id("versions")}},
        {&PreflightRun::checkSelection, {}}, {&PreflightRun::checkSameCluster, {id("same-cluster")}},
        {&PreflightRun::checkPatterns, {id("selection-entry")}},
        {&PreflightRun::checkPrivileges, {id("privileges-source"), id("privileges-block"), id("privileges-target")}},
        {&PreflightRun::checkDataStreams, {id("data-streams")}}, {&PreflightRun::checkClosed, {id("closed")}},
        {&PreflightRun::checkHealth, {id("health")}}, {&PreflightRun::readDefinitions, {}},
        {&PreflightRun::checkBlocks, {id("read-block"), id("write-block")}}, {&PreflightRun::convert, {}},
        {&PreflightRun::checkOverrides, {id("overrides")}},
        {&PreflightRun::checkNames, {id("target-name"), id("rename")}}, {&PreflightRun::readTarget, {}},
        {&PreflightRun::checkExisting, {id("target-exists")}}, {&PreflightRun::checkAliases, {id("aliases")}},
        {&PreflightRun::checkPolicies, {id("policies")}},
        {&PreflightRun::checkRoom, {id("disk"), id("shards")}}, {&PreflightRun::checkClocks, {id("clocks")}},
        {&PreflightRun::checkRegister, {id("register")}},
        {&PreflightRun::checkReindex,
            {id("allow-list"), id("own-authority"), id("internal-indices"), id("reindex-pair"),
                id("reindex-options"), id("reindex-changes")}}};
    // Known without an answer from anybody.
    if (m_only.isEmpty() || m_only == QLatin1String("target-safety"))
        checkSafety();
    for (const Check &check : checks) {
        if (!m_only.isEmpty() && !check.ids.isEmpty() && !check.ids.contains(m_only))
            continue;
        QElapsedTimer timer;
        timer.start();
        const qsizetype before = m_report.items.size();
        (this->*check.run)();
        for (qsizetype i = before; i < m_report.items.size(); ++i)
            m_report.items[i].seconds = double(timer.nsecsElapsed()) / 1e9;
        if (m_cancelled)
            return fail(*m_cancelled);
        // Without an answer from both sides every later check would only repeat the first message.
        if (!m_from || !m_to)
            break;
    }
    if (!m_only.isEmpty())
        m_report.items.removeIf([this](const PreflightItem &item) {
            // A cluster that is gone explains why there is no answer.
            return item.id != m_only && !((!m_from || !m_to) && item.state == CheckState::Blocker);
        });
    return std::move(m_report);
}

PreflightItem &PreflightRun::add(const QString &id, const QString &title, CheckState state, const QString &seen,
    const QString &fix, const QString &index)
{
    m_report.items.append({id, title, state, index, seen, fix, {}, {}, -1});
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
    if (SnapshotPreflight::knows(plan.method))
        return SnapshotPreflight(plan, source, target).run();
    return PreflightRun(plan, source, target, freeDiskBytes).run();
}

Result<PreflightReport> repeatCheck(
    const QString &id, const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes)
{
    if (SnapshotPreflight::knows(plan.method)) {
        auto report = SnapshotPreflight(plan, source, target).run();
        if (report)
            report->items.removeIf([&id](const PreflightItem &item) { return item.id != id; });
        return report;
    }
    return PreflightRun(plan, source, target, freeDiskBytes, id).run();
}

} // namespace godwit
