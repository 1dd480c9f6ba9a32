// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/aliasswitch.h"
#include "engine/methods/common/pauselimit.h"
#include "engine/methods/common/targets.h"
#include "engine/methods/reindex/allowlist.h"
#include "engine/methods/reindex/reindexjob.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

double secondsSince(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

//! What has to be true before the operator's word counts.
void ReindexJob::updateGate()
{
    CutoverGate gate;
    const auto health = m_target->health(targets());
    const auto room = m_target->room();
    const bool cannotBeGreen = room && room->dataNodes < 2;
    if (active().empty())
        gate.reason = tr("No index is left to cut over.");
    else if (!health)
        gate.reason = health.error().summary;
    else if (*health == QLatin1String("red") || (*health == QLatin1String("yellow") && !cannotBeGreen))
        gate.reason = tr("The target is %1.").arg(*health);
    gate.open = gate.reason.isEmpty();
    const qint64 again = readAgain();
    if (m_roundSeconds >= 0)
        m_notes.board.predict(QStringLiteral("drain"),
            std::max(m_roundSeconds, m_roundRate > 0 ? static_cast<double>(again) / m_roundRate : 0));
    const auto predicted = m_notes.board.predicted(
        {QStringLiteral("block"), QStringLiteral("drain"), QStringLiteral("compare"), QStringLiteral("switch")});
    gate.predictedPauseSeconds = predicted.seconds;
    gate.unmeasuredSteps = predicted.unmeasured;
    m_notes.board.begin(StageId::Finalization, QStringLiteral("gate"));
    QString waiting
        = gate.open && m_setup.cutover == CutoverMode::Ask ? tr("Waiting for the operator's word.") : gate.reason;
    if (again > 0 && !waiting.isEmpty())
        waiting += u' '
            + tr("Shards are uneven: every round reads %L1 documents again; name \"catch_up.field\".").arg(again);
    m_notes.board.waiting(QStringLiteral("gate"), waiting);
    const std::lock_guard lock(m_mutex);
    gate.calledOff = m_gate.calledOff;
    m_gate = gate;
    m_state = gate.open && m_setup.cutover == CutoverMode::Ask ? JobState::WaitingForCutover : JobState::Running;
}

Result<void> ReindexJob::finalize()
{
    if (m_setup.cutover == CutoverMode::Never) {
        for (const char *step : {"gate", "block", "drain", "switch"})
            m_notes.board.skip(QString::fromLatin1(step), tr("Copied once, as ordered; no cutover."));
        m_notes.board.begin(StageId::Finalization, QStringLiteral("compare"));
        if (const auto grown = growMappings(QStringLiteral("compare")); !grown)
            return m_notes.halting() ? Result<void>() : fail(grown.error());
        const auto differences = m_notes.patiently(QStringLiteral("compare"), [this] { return compare(true); });
        if (!differences)
            return m_notes.halting() ? Result<void>() : fail(differences.error());
        m_notes.board.done(QStringLiteral("compare"));
        m_notes.board.finish(StageId::Migration);
        remind();
        return {};
    }
    const auto limit = std::chrono::duration<double>(m_setup.plan.expireDays * 86'400);
    while (!m_notes.halting()) {
        if (m_setup.clock.elapsed() - m_begun > limit)
            return fail(ErrorKind::Expired,
                tr("The migration was not finished within %1 days. Resume to go on.").arg(m_setup.plan.expireDays));
        updateGate();
        const bool ready = m_gate.open;
        if (m_setup.cutover == CutoverMode::Auto && (m_notes.findings() > 0 || m_different)
            && !m_setup.plan.acceptFindings) {
            m_notes.board.skip(
                QStringLiteral("gate"), tr("There are findings; not cut over. The source stays writable."));
            const auto differences = compare(true);
            remind();
            return differences ? Result<void>() : fail(differences.error());
        }
        CutoverOrder order{false, true, m_setup.plan.aliases};
        const bool byItself = m_setup.cutover == CutoverMode::Auto && !m_setup.control.paused();
        if (ready && (byItself || m_setup.control.takeCutover(&order))) {
            const auto cut = cutOver(order);
            if (cut && *cut)
                verifyCopies();
            if (!cut || *cut)
                return cut ? Result<void>() : fail(cut.error());
            if (m_setup.cutover == CutoverMode::Auto && !m_different) // nobody looks on
                m_setup.control.sleep(callOffRest(++m_callOffs));
        } else if (secondsSince(m_roundSeen) > std::max(30.0, 10 * m_roundSeconds)) {
            if (const auto read = oneRound(QStringLiteral("gate")); !read) // so that the last one stays short
                return fail(read.error());
        }
        m_setup.control.sleep(300);
    }
    return {};
}

bool ReindexJob::pauseLimitReached() const
{
    return m_inPause && secondsSince(m_pauseBegun.load()) > m_setup.plan.pauseLimitSeconds;
}

//! Everything inside the write pause. False: something unexpected came, and all is as it was before.
Result<bool> ReindexJob::cutOver(const CutoverOrder &order)
{
    {
        const std::lock_guard lock(m_mutex);
        m_state = JobState::CuttingOver;
        m_gate.calledOff.clear();
    }
    m_notes.board.done(QStringLiteral("gate"));
    m_notes.event(EventLevel::Info, {}, tr("Cutover begins."));
    m_different = false;
    m_released = false;
    const auto before = oneRound(QStringLiteral("gate")); // outside the pause, so that little is left for it
    Result<void> done = before ? Result<void>() : fail(before.error());
    if (done && !m_setup.plan.acceptFindings) {
        for (const ReindexIndex *index : active()) {
            const QString known = knownBefore(*index);
            if (known.isEmpty())
                continue;
            m_different = true;
            done = fail(ErrorKind::Changed, known);
            break;
        }
    }
    if (done) {
        const PauseLimit limit(m_setup.control.stopToken(), [this] { return pauseLimitReached(); });
        connect(limit.token());
        done = insidePause(order);
        done = judgedByLimit(done, pauseLimitReached(), m_setup.plan.pauseLimitSeconds);
        connect(m_setup.control.stopToken());
    }
    if (done)
        done = switchAliases(order);
    m_inPause = false;
    {
        const std::lock_guard lock(m_mutex);
        m_pausedSince.reset();
    }
    if (!done)
        return m_pastReturn || m_undecided ? fail(done.error()) : calledOff(done.error());
    if (const auto after = afterSwitch(); !after)
        m_notes.finding(QStringLiteral("setting"), {}, {},
            tr("The aliases are switched, but the write block could not be lifted: %1").arg(after.error().summary));
    remind();
    return true;
}

//! Takes the block back, and holds back again what was about to go back to the target.
Result<bool> ReindexJob::calledOff(const Error &why)
{
    for (const char *step : {"block", "drain", "compare", "switch"})
        m_notes.board.reset(QString::fromLatin1(step));
    m_notes.event(
        EventLevel::Error, {}, tr("Cutover was called off: %1 The source is as it was before.").arg(why.summary));
    const auto lifted = m_notes.patiently(
        QStringLiteral("gate"), [this] { return m_block.lift(*m_source, tr("Cutover was called off.")); });
    if (!lifted)
        return fail(lifted.error());
    if (std::exchange(m_released, false))
        for (const ReindexIndex *index : active())
            if (const auto held = holdBack(*index); !held)
                return fail(held.error());
    m_setup.journal.setPhase(CutoverPhase::following());
    const std::lock_guard lock(m_mutex);
    m_state = JobState::Running;
    m_gate.calledOff = why.summary;
    return false;
}

Result<void> ReindexJob::insidePause(const CutoverOrder &order)
{
    const std::size_t indices = active().size();
    if (const auto stopped = stopWrites(order); !stopped)
        return stopped;
    const auto operations = operationsOf(*m_source, sources(), primaries());
    if (!operations)
        return fail(operations.error());
    m_notes.board.begin(StageId::Finalization, QStringLiteral("drain"));
    if (const auto last = oneRound(QStringLiteral("drain")); !last)
        return fail(last.error());
    m_notes.board.done(QStringLiteral("drain"));
    if (m_notes.halting())
        return fail(ErrorKind::Cancelled, tr("Stopped by the user."));
    m_notes.board.begin(StageId::Finalization, QStringLiteral("compare"));
    const auto differences = compare(m_setup.plan.acceptFindings);
    if (!differences)
        return fail(differences.error());
    m_notes.board.done(QStringLiteral("compare"));
    m_different = !differences->isEmpty();
    if (active().size() != indices)
        return fail(ErrorKind::Changed, tr("An index dropped out while writes were stopped."));
    const auto still = operationsOf(*m_source, sources(), primaries());
    if (!still)
        return fail(still.error());
    // Where writes still arrive, that is the reason to name.
    if (*still != *operations)
        return fail(ErrorKind::Changed,
            tr("Writes still arrive on the source: %L1 since the pause began. Stop them first.")
                .arg(*still - *operations));
    if (m_different && !m_setup.plan.acceptFindings)
        return fail(ErrorKind::Changed, differences->first());
    if (m_notes.halting())
        return fail(ErrorKind::Cancelled, tr("Stopped by the user."));
    if (const auto kept = m_after.remember(*m_source, *m_target, sources(), targets()); !kept)
        return kept;
    m_released = true;
    return putSettingsBack(true); // right before clients may write
}

int ReindexJob::primaries()
{
    int sum = 0;
    for (const ReindexIndex *index : active())
        sum += index->record.shards;
    return sum;
}

Result<void> ReindexJob::stopWrites(const CutoverOrder &order)
{
    m_notes.board.begin(StageId::Finalization, QStringLiteral("block"));
    const QStringList names = sources();
    QStringList own;
    if (order.setBlock) {
        const auto prepared = m_block.prepare(*m_source, names);
        if (!prepared)
            return fail(prepared.error());
        own = *prepared;
    } else {
        m_setup.journal.setPhase(CutoverPhase::ticked());
    }
    m_pauseBegun = std::chrono::steady_clock::now();
    m_inPause = true;
    {
        const std::lock_guard lock(m_mutex);
        m_pausedSince = m_pauseBegun.load();
    }
    if (const auto set = m_block.set(*m_source, own, names, [this] { return pauseLimitReached(); }); !set)
        return set;
    m_notes.board.done(
        QStringLiteral("block"), order.setBlock ? indicesText(own.size()) : tr("writes stopped by the operator"));
    return {};
}

//! On one cluster the alias leaves the old index in the same call.
QJsonArray ReindexJob::aliasActions()
{
    QJsonArray actions;
    for (const ReindexIndex *index : active()) {
        const QJsonArray additions = aliasAdditions(index->converted);
        for (const QJsonValue &addition : additions) {
            if (local())
                actions.append(QJsonObject{{QStringLiteral("remove"),
                    QJsonObject{{QStringLiteral("index"), index->source()},
                        {QStringLiteral("alias"), addition[QLatin1String("add")][QLatin1String("alias")]}}}});
            actions.append(addition);
        }
    }
    return actions;
}

//! The point of no return: one call for all aliases, read again.
Result<void> ReindexJob::switchAliases(const CutoverOrder &order)
{
    m_notes.board.begin(StageId::Finalization, QStringLiteral("switch"));
    const QJsonArray actions = order.switchAliases && m_setup.plan.aliases ? aliasActions() : QJsonArray();
    m_setup.journal.setPhase(CutoverPhase::switching());
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        return flushed;
    if (!actions.isEmpty()) {
        const QStringList names = local() ? sources() + targets() : targets();
        const auto switched = moveAliases(m_notes, *m_target, names, actions, &m_undecided);
        if (!switched)
            return switched;
    }
    m_pastReturn = true;
    const double pause = secondsSince(m_pauseBegun.load());
    m_setup.journal.setPhase(CutoverPhase::switched());
    m_setup.journal.setValue(QStringLiteral("write_pause_s"), pause);
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        m_notes.event(EventLevel::Warning, {}, flushed.error().summary);
    m_notes.board.done(
        QStringLiteral("switch"), actions.isEmpty() ? tr("no aliases") : tr("%1 actions").arg(actions.size()));
    m_notes.board.finish(StageId::Migration);
    m_notes.event(EventLevel::Info, {},
        tr("Writes paused %1 s. The target at %2 may take writes now.")
            .arg(pause, 0, 'f', 2)
            .arg(m_setup.target.address()));
    const std::lock_guard lock(m_mutex);
    m_pause = pause;
    return {};
}

Result<void> ReindexJob::afterSwitch()
{
    return m_setup.plan.sourceAfter == SourceAfter::Writable
        ? m_block.lift(*m_source, tr("The plan leaves the source writable."))
        : m_block.keep(*m_source);
}

//! After a crash: where the job was inside the cutover it first lifts, or finishes where it was past the switch.
Result<bool> ReindexJob::resumeInsideCutover()
{
    const QJsonArray actions = m_setup.plan.aliases ? aliasActions() : QJsonArray();
    const auto past = wasSwitched(m_notes, *m_target, local() ? sources() + targets() : targets(), actions);
    if (!past)
        return fail(past.error());
    if (*past) {
        {
            const std::lock_guard lock(m_mutex);
            m_pause = m_setup.journal.value(QStringLiteral("write_pause_s")).toDouble(-1);
        }
        for (const auto &index : m_indices)
            index->state = IndexState::Finished;
        m_notes.event(EventLevel::Info, {}, tr("The cutover was complete before the interruption."));
        if (const auto after = afterSwitch(); !after)
            return fail(after.error());
        remind();
        return true;
    }
    const auto lifted = m_notes.patiently(QStringLiteral("check"),
        [this] { return m_block.lift(*m_source, tr("The job was interrupted inside the cutover.")); });
    if (!lifted)
        return fail(lifted.error());
    m_setup.journal.setPhase(CutoverPhase::following());
    return false;
}

//! What Godwit can't do itself: the allow-list stands in files of the target's nodes.
void ReindexJob::remind()
{
    m_notes.board.finish(StageId::Finalization);
    if (local())
        return;
    const auto nodes = m_tasks->nodes();
    const QString url = m_options.remoteUrl.isEmpty() ? m_source->address() : m_options.remoteUrl;
    const QString text = allowListReminder(
        remoteName(url), m_to.product, hostingOf(m_setup.target.address()), nodes.value_or(QList<ReindexNode>()));
    m_notes.board.skip(QStringLiteral("allow-list"), text.isEmpty() ? tr("No entry of its own was needed.") : text);
    if (!text.isEmpty())
        m_notes.event(EventLevel::Warning, {}, text);
}

} // namespace godwit
