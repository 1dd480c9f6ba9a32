// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The last round, inside the write pause.
#include "engine/methods/common/aliasswitch.h"
#include "engine/methods/common/pauselimit.h"
#include "engine/methods/common/targets.h"
#include "engine/methods/snapshots/rounds.h"
#include "engine/methods/snapshots/roundsettings.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotRounds", text);
}

} // namespace

bool SnapshotRounds::pauseLimitReached() const
{
    const auto begun = m_pauseBegun.load();
    return m_state == JobState::CuttingOver && !m_pastReturn && begun != std::chrono::steady_clock::time_point()
        && std::chrono::steady_clock::now() - begun > std::chrono::duration<double>(m_setup.plan.pauseLimitSeconds);
}

//! False: something unexpected came, and all is as it was before.
Result<bool> SnapshotRounds::cutOver(const CutoverOrder &order)
{
    m_state = JobState::CuttingOver;
    {
        const std::lock_guard lock(m_mutex);
        m_gate.calledOff.clear();
    }
    m_board.done(QStringLiteral("gate"));
    event(EventLevel::Info, {}, tr("Cutover begins."));
    m_pauseBegun = std::chrono::steady_clock::time_point();
    Result<void> done;
    {
        const PauseLimit limit(m_setup.control.stopToken(), [this] { return pauseLimitReached(); });
        connect(limit.token());
        done = insidePause(order);
        done = judgedByLimit(done, pauseLimitReached(), m_setup.plan.pauseLimitSeconds);
        connect(m_setup.control.stopToken());
    }
    if (done)
        done = switchAliases(order);
    if (done) {
        if (const auto released = release(); !released)
            finding(QStringLiteral("setting"), {},
                tr("The aliases are switched, but not everything was put back: %1").arg(released.error().summary));
        tellLeftOut();
        return true;
    }
    if (m_pastReturn || m_undecided)
        return fail(done.error());
    for (const QString &step : {QStringLiteral("block"), QStringLiteral("last-snapshot"),
             QStringLiteral("last-restore"), QStringLiteral("compare"), QStringLiteral("switch")})
        m_board.reset(step);
    event(EventLevel::Error, {},
        tr("Cutover was called off: %1 Everything is as it was before; the rounds go on.").arg(done.error().summary));
    {
        const std::lock_guard lock(m_mutex);
        m_gate.calledOff = done.error().summary;
        for (const auto &index : m_indices)
            index->verified = Verification::Pending;
    }
    const auto lifted
        = patiently(QStringLiteral("gate"), [this] { return m_block.lift(*m_source, tr("Cutover was called off.")); });
    if (!lifted)
        return fail(lifted.error());
    m_setup.journal.setPhase(CutoverPhase::following());
    m_pauseBegun = std::chrono::steady_clock::time_point();
    m_state = JobState::Running;
    m_adopt = false;
    return m_setup.control.aborted() ? Result<bool>(fail(ErrorKind::Cancelled, tr("Stopped by the user.")))
                                     : Result<bool>(false);
}

Result<void> SnapshotRounds::insidePause(const CutoverOrder &order)
{
    // Outside the pause: what can be looked at before.
    const std::size_t atTheGate = travelling().size();
    if (const auto resolved = resolveSelection(); !resolved)
        return resolved;
    if (travelling().empty())
        return fail(ErrorKind::Changed, tr("No index is left to cut over."));
    if (findingsMatter() && travelling().size() < atTheGate)
        return fail(ErrorKind::Changed, tr("An index dropped out right before the cutover."));
    const std::size_t before = m_indices.size();
    const int remadeBefore = m_remade;
    const auto definitions = m_source->definitions(sources());
    if (!definitions)
        return fail(definitions.error());
    for (TravellingIndex *index : travelling()) {
        if (index->record.targetUuid.isEmpty())
            return fail(ErrorKind::Changed, tr("%1 is new; the next round brings it.").arg(index->record.source));
        const IndexDefinition definition = definitions->value(index->record.source);
        index->aliases = definition.aliases;
        index->record.definition
            = {{QStringLiteral("settings"), definition.settings}, {QStringLiteral("aliases"), definition.aliases}};
        m_setup.journal.saveIndex(index->record);
    }
    if (const auto stopped = stopWrites(order); !stopped)
        return stopped;
    const auto operations = operationsOf(*m_source, sources(), primaries());
    if (!operations)
        return fail(operations.error());
    m_operations = *operations;
    if (const auto brought = lastRound(); !brought)
        return brought;
    if (const auto same = compareCounts(); !same)
        return same;
    const auto still = operationsOf(*m_source, sources(), primaries());
    if (!still)
        return fail(still.error());
    if (*still != m_operations)
        return fail(ErrorKind::Changed,
            tr("Writes still arrive on the source: %L1 since the pause began. Stop them first.")
                .arg(*still - m_operations));
    const QStringList within = sources();
    if (const auto resolved = resolveSelection(); !resolved)
        return resolved;
    if (m_indices.size() != before || sources() != within || m_remade != remadeBefore)
        return fail(ErrorKind::Changed, tr("The selected indices changed while writes were stopped."));
    return m_after.remember(*m_source, *m_target, sources(), targets());
}

Result<void> SnapshotRounds::stopWrites(const CutoverOrder &order)
{
    m_board.begin(StageId::Finalization, QStringLiteral("block"));
    if (!order.setBlock) {
        m_pauseBegun = std::chrono::steady_clock::now();
        m_setup.journal.setPhase(CutoverPhase::ticked());
        m_board.done(QStringLiteral("block"), tr("writes stopped by the operator"));
        return {};
    }
    const QStringList names = sources();
    const auto own = m_block.prepare(*m_source, names);
    if (!own)
        return fail(own.error());
    m_pauseBegun = std::chrono::steady_clock::now();
    if (const auto set = m_block.set(*m_source, *own, names, [this] { return pauseLimitReached(); }); !set)
        return set;
    m_board.done(QStringLiteral("block"), tr("%1 indices").arg(own->size()));
    return {};
}

int SnapshotRounds::primaries() const
{
    int sum = 0;
    for (const TravellingIndex *index : travelling())
        sum += index->record.shards;
    return sum;
}

Result<void> SnapshotRounds::lastRound()
{
    ++m_round;
    m_board.begin(StageId::Finalization, QStringLiteral("last-snapshot"));
    if (const auto taken = takeSnapshot(QStringLiteral("last-snapshot")); !taken)
        return taken;
    m_setup.journal.setValue(roundDoneKey(), m_round); // not to be brought again by a resume
    m_board.done(QStringLiteral("last-snapshot"));
    m_board.begin(StageId::Finalization, QStringLiteral("last-restore"));
    if (const auto brought = bring(snapshotName(), QStringLiteral("last-restore")); !brought)
        return brought;
    m_board.done(QStringLiteral("last-restore"));
    return {};
}

//! `_count` of each index on both sides.
Result<void> SnapshotRounds::compareCounts()
{
    m_board.begin(StageId::Finalization, QStringLiteral("compare"));
    const auto indices = travelling();
    if (const auto refreshed = m_source->refresh(sources(), primaries()); !refreshed)
        return refreshed;
    for (TravellingIndex *index : indices) {
        const auto here = m_source->count(index->record.source);
        const auto there = here ? m_target->count(index->record.target) : Result<qint64>(0);
        if (!here || !there)
            return fail(here ? there.error() : here.error());
        const std::lock_guard lock(m_mutex);
        index->documents = *here;
        index->restored = *there;
        index->verified = *here == *there ? Verification::Equal : Verification::Different;
        if (*here != *there)
            return fail(ErrorKind::Incomplete,
                tr("%1 has %L2 documents, %3 on the target has %L4.")
                    .arg(index->record.source)
                    .arg(*here)
                    .arg(index->record.target)
                    .arg(*there));
    }
    m_board.done(QStringLiteral("compare"), tr("%1 indices").arg(indices.size()));
    return {};
}

//! After the cutover, where the plan wants more than counts.
void SnapshotRounds::verifyCopies()
{
    if (!m_after.due())
        return;
    m_state = JobState::Running;
    QList<IndexPair> pairs;
    QHash<QString, TravellingIndex *> byName;
    for (TravellingIndex *index : travelling()) {
        pairs.append({index->record.source, index->record.target});
        byName.insert(index->record.source, index);
    }
    const auto nothing = [](const VerifyFinding &) { return false; };
    m_after.run(pairs, nothing, [&](const QString &source, Verification verification) {
        const std::lock_guard lock(m_mutex);
        byName.value(source)->verified = verification;
    });
}

QJsonArray SnapshotRounds::aliasActions() const
{
    QJsonArray actions;
    if (m_setup.plan.aliases)
        for (const TravellingIndex *index : travelling())
            addAliasActions(actions, index->record.target, index->aliases);
    return actions;
}

//! The point of no return: one call for all aliases, read again.
Result<void> SnapshotRounds::switchAliases(const CutoverOrder &order)
{
    m_board.begin(StageId::Finalization, QStringLiteral("switch"));
    const QJsonArray actions = order.switchAliases ? aliasActions() : QJsonArray();
    m_setup.journal.setPhase(CutoverPhase::switching());
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        return flushed;
    if (!actions.isEmpty()) {
        const auto switched = moveAliases(m_notes, *m_target, targets(), actions, &m_undecided);
        if (!switched)
            return switched;
    }
    m_pastReturn = true;
    m_pause = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_pauseBegun.load()).count();
    m_setup.journal.setValue(QStringLiteral("write_pause_s"), m_pause.load());
    m_setup.journal.setPhase(CutoverPhase::switched());
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        event(EventLevel::Warning, {}, flushed.error().summary);
    m_board.done(QStringLiteral("switch"), actions.isEmpty() ? tr("no aliases") : tr("%1 aliases").arg(actions.size()));
    m_board.finish(StageId::Migration);
    m_board.finish(StageId::Finalization);
    tellPause(m_notes, m_pause);
    return {};
}

//! After the point of no return: what the rounds had lowered, and the block.
Result<void> SnapshotRounds::release()
{
    for (TravellingIndex *index : travelling())
        setState(*index, IndexState::Finished);
    const auto block = m_setup.plan.sourceAfter == SourceAfter::Writable
        ? m_block.lift(*m_source, tr("The plan leaves the source writable."))
        : m_block.keep(*m_source);
    const auto back = patiently(QStringLiteral("switch"), [this] { return putSettingsBack(); });
    return back ? block : back;
}

//! Replicas as on the source, blocks that stood there before, and what lets lifecycle policies act.
Result<void> SnapshotRounds::putSettingsBack()
{
    const auto info = m_target->info();
    if (!info)
        return fail(info.error());
    for (const TravellingIndex *index : travelling()) {
        const QJsonObject source = index->record.definition.value(QLatin1String("settings")).toObject();
        QJsonObject settings;
        for (const QLatin1String key :
            {QLatin1String("index.number_of_replicas"), QLatin1String("index.auto_expand_replicas")}) {
            const QJsonValue wanted
                = m_options.indexSettings.contains(key) ? m_options.indexSettings.value(key) : source.value(key);
            settings.insert(key, wanted.isUndefined() ? QJsonValue() : wanted);
        }
        for (const QLatin1String block :
            {QLatin1String("index.blocks.write"), QLatin1String("index.blocks.read_only")}) {
            if (source.value(block).toVariant().toString() != QLatin1String("true")
                || m_options.ignoreIndexSettings.contains(block))
                continue;
            settings.insert(block, true);
            event(EventLevel::Warning, index->record.target,
                tr("It was blocked for writes on the source, and stays so."));
        }
        const QJsonObject lifecycle = lifecycleAfterRounds(source, m_options, info->product);
        for (auto it = lifecycle.begin(); it != lifecycle.end(); ++it)
            settings.insert(it.key(), it.value());
        if (!lifecycle.isEmpty())
            event(EventLevel::Info, index->record.target,
                tr("Lifecycle settings are back: %1.").arg(lifecycle.keys().join(QStringLiteral(", "))));
        if (const auto put = putBack(m_notes, *m_target, index->record.target, settings); !put)
            return put;
    }
    return {};
}

//! After a crash inside the cutover: lifts, or finishes what was past the point of no return.
Result<bool> SnapshotRounds::resumeInsideCutover()
{
    const auto past = wasSwitched(m_notes, *m_target, targets(), aliasActions());
    if (!past)
        return fail(past.error());
    if (*past) {
        m_pause = m_setup.journal.value(QStringLiteral("write_pause_s")).toDouble(-1);
        m_pastReturn = true;
        event(EventLevel::Info, {}, tr("The cutover was complete before the interruption."));
        if (const auto released = release(); !released)
            return fail(released.error());
        tellLeftOut();
        return true;
    }
    const auto lifted = patiently(QStringLiteral("check"),
        [this] { return m_block.lift(*m_source, tr("The job was interrupted inside the cutover.")); });
    if (!lifted)
        return fail(lifted.error());
    m_setup.journal.setPhase(CutoverPhase::following());
    return false;
}

} // namespace godwit
