// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/aliasswitch.h"
#include "engine/methods/common/pauselimit.h"
#include "engine/methods/common/targets.h"
#include "engine/methods/livecopy/livecopy.h"
#include "engine/methods/livecopy/rehearse.h"
#include "engine/rollback.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

QStringList targetsOf(const std::vector<IndexCopy *> &indices)
{
    QStringList names;
    for (const IndexCopy *index : indices)
        names.append(index->target());
    return names;
}

} // namespace

//! When the last change can be taken over: everything copied, lag under the limit, the target ready, nothing refused.
void LiveCopy::updateGate()
{
    CutoverGate gate;
    const auto indices = active();
    const bool copied = !indices.empty() && std::all_of(indices.begin(), indices.end(), [](const IndexCopy *i) {
        return i->baseDone() && i->settingsBack;
    });
    // Looked at again every few seconds: a target that was green can turn yellow.
    const auto lookedAt = std::chrono::steady_clock::now();
    if (copied && (!m_targetReady || lookedAt - m_healthSeen > std::chrono::seconds(5))) {
        m_healthSeen = lookedAt;
        QStringList names;
        int replicas = 0;
        for (const IndexCopy *index : indices) {
            names.append(index->target());
            replicas = std::max(
                replicas, index->converted.restore.value(QLatin1String("index.number_of_replicas")).toString().toInt());
        }
        const auto health = m_target->health(names);
        const auto room = m_target->room();
        m_targetReason = health ? tr("The target is %1.").arg(*health) : health.error().summary;
        // Replicas that no node can hold never get assigned; that is a matter of the target's size, not of the data.
        const bool cannotBeGreen = room && room->dataNodes <= replicas;
        m_targetReady
            = health && (*health == QLatin1String("green") || (*health == QLatin1String("yellow") && cannotBeGreen));
        if (m_targetReady && *health == QLatin1String("yellow") && !std::exchange(m_yellowSaid, true))
            m_context.event(
                EventLevel::Warning, {}, tr("The target is yellow: it has too few nodes for all replicas."));
    }
    const double lag = m_lag;
    if (indices.empty())
        gate.reason = tr("No index is left to cut over.");
    else if (!copied)
        gate.reason = tr("Documents are still being copied.");
    else if (lag < 0 || lag >= m_setup.plan.lagLimitSeconds)
        gate.reason = tr("Lag is not under %1 s.").arg(m_setup.plan.lagLimitSeconds);
    else if (!m_targetReady)
        gate.reason = m_targetReason;
    else if (m_context.findings() > 0 && !m_setup.plan.acceptFindings && m_setup.cutover == CutoverMode::Auto)
        gate.reason = tr("There are %L1 findings.").arg(m_context.findings());
    gate.open = gate.reason.isEmpty();
    if (!m_drainSeconds.empty()) {
        const double drain = *std::max_element(m_drainSeconds.begin(), m_drainSeconds.end());
        m_context.board.predict(QStringLiteral("drain"), drain);
        // The other steps are measured only by a cutover that went back.
        const auto predicted = m_context.board.predicted(
            {QStringLiteral("block"), QStringLiteral("drain"), QStringLiteral("compare"), QStringLiteral("switch")});
        gate.predictedPauseSeconds = predicted.seconds;
        gate.unmeasuredSteps = predicted.unmeasured;
    }
    if (m_sourceWrites.size() > 1) {
        gate.recentSourceWrites = m_sourceWrites.back().second - m_sourceWrites.front().second;
        gate.recentSeconds
            = std::chrono::duration<double>(m_sourceWrites.back().first - m_sourceWrites.front().first).count();
    }
    qint64 most = 0;
    for (const IndexCopy *index : indices) {
        const qint64 wrote = index->operations.empty() ? 0 : index->operations.back() - index->operations.front();
        if (wrote > most)
            gate.busiestIndex = index->source();
        most = std::max(most, wrote);
    }
    if (copied)
        m_context.board.begin(StageId::Finalization, QStringLiteral("gate"));
    m_context.board.waiting(QStringLiteral("gate"),
        gate.open && m_setup.cutover == CutoverMode::Ask ? tr("Waiting for the operator's word.") : gate.reason);
    const std::lock_guard lock(m_gateMutex);
    m_gate = gate;
}

bool LiveCopy::pauseLimitReached() const
{
    const auto begun = m_pauseBegun.load();
    return m_state == JobState::CuttingOver && !m_pastReturn && begun != std::chrono::steady_clock::time_point()
        && std::chrono::steady_clock::now() - begun > std::chrono::duration<double>(m_setup.plan.pauseLimitSeconds);
}

//! Outside the pause: what can be looked at before is looked at before, so that only what came meanwhile is left.
Result<void> LiveCopy::prepareCutover()
{
    if (const auto looked = round(false); !looked)
        return looked;
    m_healthSeen = {}; // the gate as it is now, not as it was when the operator saw it
    updateGate();
    if (!m_gate.open) // written by this thread only
        return fail(ErrorKind::Changed, m_gate.reason);
    if (const auto proven = compareChanges(); !proven)
        return proven;
    for (IndexCopy *index : active())
        for (const auto &shard : index->shards)
            shard->nextDeletePass = {};
    if (const auto looked = round(false); !looked)
        return looked;
    if (const auto same = compareMappings(); !same)
        return same;
    // Both sides refreshed right before the block: a refresh inside the pause costs by what is new.
    if (const auto refreshed = refreshTargets(); !refreshed)
        return refreshed;
    return round(false);
}

//! Everything inside the write pause. False: something unexpected came, and all is as it was before.
Result<bool> LiveCopy::cutOver(const CutoverOrder &order)
{
    m_state = JobState::CuttingOver;
    {
        const std::lock_guard lock(m_gateMutex);
        m_calledOff.clear();
    }
    m_context.board.done(QStringLiteral("gate"));
    m_context.event(EventLevel::Info, {}, tr("Cutover begins."));
    m_pauseBegun = std::chrono::steady_clock::time_point();
    const std::size_t indicesBefore = active().size();
    const qint64 findingsBefore = m_context.findings();
    auto done = prepareCutover();
    // A server that hangs must not hold the pause open: the conductor's requests end with the limit.
    const PauseLimit limit(m_context.stopToken(), [this] { return pauseLimitReached(); });
    m_source = m_setup.source.open(limit.token());
    m_target = m_setup.target.open(limit.token());
    if (done)
        done = stopWrites(order);
    if (done)
        done = drain();
    if (done) {
        done = compare();
        // Where writes still arrive, that is the reason to name, whether or not the comparison stumbled over them.
        if (const auto still = confirmStill(); !still && (done || still.error().kind == ErrorKind::Changed))
            done = still;
    }
    if (done
        && (active().size() != indicesBefore
            || (m_context.findings() != findingsBefore && !m_setup.plan.acceptFindings)))
        done = fail(ErrorKind::Changed, tr("An index dropped out, or a finding came up, while writes were stopped."));
    if (done)
        done = rememberMoment();
    if (done)
        done = setPipelines(true);
    done = judgedByLimit(done, pauseLimitReached(), m_setup.plan.pauseLimitSeconds);
    if (done)
        done = switchAliases(order);
    m_source = m_setup.source.open(m_context.stopToken());
    m_target = m_setup.target.open(m_context.stopToken());
    if (!done) {
        if (m_pastReturn || m_undecided)
            return fail(done.error());
        for (const QString &step :
            {QStringLiteral("block"), QStringLiteral("drain"), QStringLiteral("compare"), QStringLiteral("switch")})
            m_context.board.reset(step);
        m_context.event(EventLevel::Error, {},
            tr("Cutover was called off: %1 Everything is as it was before; following goes on.")
                .arg(done.error().summary));
        for (IndexCopy *index : active())
            index->verified = Verification::Pending;
        {
            const std::lock_guard lock(m_gateMutex);
            m_calledOff = done.error().summary;
        }
        const auto lifted = m_context.patiently(
            QStringLiteral("gate"), [&] { return m_block.lift(*m_source, tr("Cutover was called off.")); });
        if (!lifted)
            return fail(lifted.error());
        const auto unset = m_context.patiently(QStringLiteral("gate"), [&] { return setPipelines(false); });
        if (!unset)
            return fail(unset.error());
        m_setup.journal.setPhase(CutoverPhase::following());
        m_pauseBegun = std::chrono::steady_clock::time_point();
        m_state = JobState::Running;
        if (m_context.failed())
            return fail(m_context.error());
        return false;
    }
    if (const auto after = afterSwitch(); !after)
        m_context.event(EventLevel::Warning, {}, after.error().summary);
    return true;
}

Result<void> LiveCopy::stopWrites(const CutoverOrder &order)
{
    m_context.board.begin(StageId::Finalization, QStringLiteral("block"));
    const QStringList names = activeSources();
    if (!order.setBlock) {
        m_pauseBegun = std::chrono::steady_clock::now();
        m_setup.journal.setPhase(CutoverPhase::ticked());
        m_context.board.done(QStringLiteral("block"), tr("writes stopped by the operator"));
        return {};
    }
    const auto own = m_block.prepare(*m_source, names);
    if (!own)
        return fail(own.error());
    m_pauseBegun = std::chrono::steady_clock::now();
    if (const auto set = m_block.set(*m_source, *own, names, [this] { return pauseLimitReached(); }); !set)
        return set;
    m_context.board.done(QStringLiteral("block"), indicesText(own->size()));
    return {};
}

Result<void> LiveCopy::drain()
{
    m_context.board.begin(StageId::Finalization, QStringLiteral("drain"));
    const auto behind = [this] {
        for (const IndexCopy *index : active())
            for (const auto &shard : index->shards)
                if (shard->applied() < shard->latest.maxSeqNo)
                    return true;
        return false;
    };
    // Writes under way may still end; what comes later than that was not stopped, whoever said so.
    constexpr auto settling = std::chrono::seconds(2);
    SourceNumbers settled;
    for (;;) {
        if (const auto drained = round(true); !drained)
            return drained;
        if (!behind())
            break;
        if (std::chrono::steady_clock::now() - m_pauseBegun.load() > settling) {
            if (const auto still = nothingWrittenSince(settled); !still)
                return still;
            if (settled.empty())
                settled = sourceNumbers();
        }
        if (pauseLimitReached())
            return fail(pauseLimitError(m_setup.plan.pauseLimitSeconds));
        if (m_context.halting())
            return fail(ErrorKind::Cancelled, tr("Stopped by the user."));
        m_setup.control.sleep(10);
    }
    m_context.board.done(QStringLiteral("drain"));
    return {};
}

QJsonArray LiveCopy::aliasActions() const
{
    QJsonArray actions;
    for (const IndexCopy *index : active())
        for (const QJsonValue &action : aliasAdditions(index->converted))
            actions.append(action);
    return actions;
}

//! Pipelines of the target come back right before clients may write, and never while Godwit does: `pipeline=_none` does
//! not stop an index's final_pipeline.
Result<void> LiveCopy::setPipelines(bool on)
{
    if (!on && !m_pipelinesOn)
        return {};
    m_pipelinesOn = true;
    for (const IndexCopy *index : active()) {
        const QJsonObject settings = pipelineSettings(index->converted, on);
        if (settings.isEmpty())
            continue;
        const auto put = m_target->putSettings(index->target(), settings);
        if (!put && put.error().kind != ErrorKind::Refused)
            return put;
        if (!put)
            m_context.finding(QStringLiteral("setting"), index->source(), {},
                tr("The target refuses the pipeline setting: %1").arg(put.error().summary));
    }
    m_pipelinesOn = on;
    return {};
}

//! The point of no return: one call for all aliases, read again.
Result<void> LiveCopy::switchAliases(const CutoverOrder &order)
{
    m_context.board.begin(StageId::Finalization, QStringLiteral("switch"));
    const QJsonArray actions = order.switchAliases && m_setup.plan.aliases ? aliasActions() : QJsonArray();
    m_setup.journal.setPhase(CutoverPhase::switching());
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        return flushed;
    if (!actions.isEmpty()) {
        // From here on the pause limit no longer cuts requests off: whether the call took effect must become known.
        m_target = m_setup.target.open(m_context.stopToken());
        const auto switched = moveAliases(m_context, *m_target, targetsOf(active()), actions, &m_undecided);
        if (!switched)
            return switched;
    }
    m_pastReturn = true;
    m_pause = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_pauseBegun.load()).count();
    m_setup.journal.setPhase(CutoverPhase::switched());
    m_setup.journal.setValue(QStringLiteral("write_pause_s"), m_pause.load());
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        m_context.event(EventLevel::Warning, {}, flushed.error().summary);
    m_context.board.done(QStringLiteral("switch"), actions.isEmpty() ? tr("no aliases") : aliasesText(actions.size()));
    m_context.board.finish(StageId::Migration);
    m_context.board.finish(StageId::Finalization);
    for (const auto &index : m_indices)
        if (!index->stopped())
            index->setState(IndexState::Finished);
    tellPause(m_context, m_pause);
    return {};
}

Result<void> LiveCopy::afterSwitch()
{
    if (m_setup.plan.sourceAfter == SourceAfter::Writable)
        return m_block.lift(*m_source, tr("The plan leaves the source writable."));
    return m_block.keep(*m_source);
}

//! After a crash: where the job was inside the cutover it first lifts, or finishes where it was past the point of no
//! return.
Result<bool> LiveCopy::resumeInsideCutover()
{
    const QJsonArray actions = m_setup.plan.aliases ? aliasActions() : QJsonArray();
    const auto past = wasSwitched(m_context, *m_target, targetsOf(active()), actions);
    if (!past)
        return fail(past.error());
    if (*past) {
        m_pause = m_setup.journal.value(QStringLiteral("write_pause_s")).toDouble(-1);
        m_pastReturn = true;
        for (const auto &index : m_indices)
            index->setState(IndexState::Finished);
        m_context.event(EventLevel::Info, {}, tr("The cutover was complete before the interruption."));
        if (const auto after = afterSwitch(); !after)
            return fail(after.error());
        return true;
    }
    const auto lifted = m_context.patiently(QStringLiteral("check"),
        [&] { return m_block.lift(*m_source, tr("The job was interrupted inside the cutover.")); });
    if (!lifted)
        return fail(lifted.error());
    m_setup.journal.setPhase(CutoverPhase::following());
    return false;
}

} // namespace godwit
