// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/aliasswitch.h"
#include "engine/methods/common/pauselimit.h"
#include "engine/methods/common/targets.h"
#include "engine/methods/reindex/allowlist.h"
#include "engine/methods/reindex/reindexjob.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <utility>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

constexpr double clocksDiffer = 60'000; //!< milliseconds: not the future yet

double secondsSince(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

//! Draws the line of every index that has none: changes from here on are not in the base copy. Also where no round is
//! ordered: the end of the job has to know of them, and it may be resumed with a cutover.
Result<void> ReindexJob::drawMarks()
{
    for (ReindexIndex *index : active()) {
        if (index->mark)
            continue;
        const auto line = m_notes.patiently(QStringLiteral("check"), [&] { return newLine(*index); });
        if (!line) {
            if (line.error().kind != ErrorKind::Refused || !m_options.catchUp.field.isEmpty())
                return fail(line.error());
            m_notes.event(EventLevel::Warning, index->source(),
                tr("Changes after the copy can't be found: the source can't search by _seq_no. Stop writes first, or "
                   "name a field in \"catch_up\"."));
            continue;
        }
        // Where the base copy has begun already, nobody knows what it missed.
        if (!index->counted)
            index->operationsAtFirst = index->operationsRead = line->operations;
        index->mark = line->mark;
        tellFuture(*index, *line);
        save(*index);
    }
    return {};
}

QString ReindexJob::catchUpField() const
{
    return m_options.catchUp.field.isEmpty() ? QStringLiteral("_seq_no") : m_options.catchUp.field;
}

//! Where the next round has to begin: read before it starts, so that what comes meanwhile is read again.
Result<ReindexJob::Line> ReindexJob::newLine(const ReindexIndex &index)
{
    const auto shards = m_source->shardStates({index.source()});
    if (!shards)
        return fail(shards.error());
    if (static_cast<int>(shards->size()) != index.record.shards)
        return fail(Error{ErrorKind::Incomplete,
            tr("Not every shard of %1 told its state. It is asked again.").arg(index.source()), {}, 0, true, {}});
    Line line;
    qint64 least = std::numeric_limits<qint64>::max();
    for (const ShardState &shard : *shards) {
        least = std::min(least, shard.globalCheckpoint + 1);
        line.operations += shard.maxSeqNo;
    }
    line.mark = static_cast<double>(least);
    const QString field = catchUpField();
    if (field == QLatin1String("_seq_no"))
        return line;
    const auto kind
        = splitKind(fieldTypeOf(index.record.definition.value(QLatin1String("mappings")).toObject(), field));
    if (!kind)
        return fail(ErrorKind::Preflight,
            tr("%1 has no field \"%2\" of a date or number type to catch up by.").arg(index.source(), field));
    const bool dates = *kind == SplitKind::Date;
    auto now = dates ? m_source->clock() : Result<qint64>(0); // before the look: what comes after it is newer
    if (!now && (now.error().kind == ErrorKind::Forbidden || now.error().kind == ErrorKind::Protocol))
        now = QDateTime::currentMSecsSinceEpoch(); // the account may read the index, but not ask the nodes
    if (!now)
        return fail(now.error());
    const auto spread = m_reading->spread(index.source(), m_options.query, field, 1);
    if (!spread)
        return fail(spread.error());
    if (!spread->largest) {
        line.mark = std::numeric_limits<qint64>::min() / 1e6;
        return line;
    }
    line.mark = *spread->largest;
    if (dates) {
        // One document of the year 2099 must not hide all changes until then.
        const auto clock = static_cast<double>(*now);
        if (line.mark > clock + clocksDiffer)
            line.future = line.mark;
        line.mark = std::min(line.mark, clock) - m_options.catchUp.overlapSeconds * 1'000;
    }
    return line;
}

//! Once for each index.
void ReindexJob::tellFuture(ReindexIndex &index, const Line &line)
{
    if (!line.future || std::exchange(index.futureTold, true))
        return;
    m_notes.event(EventLevel::Warning, index.source(),
        tr("%1 has documents whose \"%2\" lies in the future, up to %3. Each round reads those again, and begins no "
           "later than the source's clock.")
            .arg(index.source(), catchUpField(),
                QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(*line.future), Qt::UTC).toString(Qt::ISODate)));
}

//! One round over all indices: what the field says is new since the last one. Returns how many documents it read.
Result<qint64> ReindexJob::oneRound(const QString &step)
{
    const auto begun = std::chrono::steady_clock::now();
    std::vector<ReindexIndex *> taking;
    for (ReindexIndex *index : active()) {
        if (!index->mark)
            continue;
        const int primaries = index->record.shards;
        // The line first: what comes before the refresh is then found by this round, what comes after it by the next
        // one.
        const auto next = m_notes.patiently(step, [&] { return newLine(*index); });
        if (!next)
            return fail(next.error());
        tellFuture(*index, *next);
        const auto refreshed = m_notes.patiently(step, [&] { return m_source->refresh({index->source()}, primaries); });
        if (!refreshed)
            return fail(refreshed.error());
        const QString field = catchUpField();
        const auto kind
            = splitKind(fieldTypeOf(index->record.definition.value(QLatin1String("mappings")).toObject(), field));
        PartRun run;
        run.since = index->nextSince();
        run.round = ++index->round;
        run.part.label = tr("changes, round %1").arg(run.round);
        run.part.query = bothOf(m_options.query, atLeast(field, *kind, *run.since));
        index->parts.push_back(run);
        index->mark = next->mark; // the journal has it together with the part that reads up to it
        index->operationsRead = next->operations;
        save(*index);
        taking.push_back(index);
    }
    const auto ran = runParts(step);
    if (!ran)
        return fail(ran.error());
    qint64 read = 0;
    for (const ReindexIndex *index : taking)
        read += index->parts.back().ledger().read;
    m_roundSeconds = secondsSince(begun);
    m_roundSeen = std::chrono::steady_clock::now();
    return read;
}

Result<void> ReindexJob::catchUp()
{
    const bool wanted = m_options.catchUpOrdered || m_setup.cutover != CutoverMode::Never;
    if (!wanted)
        return m_notes.board.skip(QStringLiteral("follow"), tr("Copied once, as ordered.")), Result<void>();
    m_notes.board.begin(StageId::Migration, QStringLiteral("follow"));
    m_notes.event(EventLevel::Info, {},
        catchUpField() == QLatin1String("_seq_no")
            ? tr("Rounds catch up by _seq_no. They can't see deletes; a document that was deleted and made again in a "
                 "lower version is told, not brought.")
            : tr(
                "Rounds catch up by %1. They can't see deletes, nor a change that leaves %1 as it was; a document that "
                "was deleted and made again in a lower version is told, not brought.")
                  .arg(catchUpField()));
    for (int round = 1; round <= m_options.catchUp.rounds && !m_notes.halting(); ++round) {
        const auto read = oneRound(QStringLiteral("follow"));
        if (!read)
            return fail(read.error());
        m_notes.board.figure(QStringLiteral("follow"),
            tr("round %1: %L2 documents in %3 s").arg(round).arg(*read).arg(m_roundSeconds, 0, 'f', 1));
        if (m_roundSeconds <= m_options.catchUp.untilSeconds || *read == 0)
            break;
    }
    m_notes.board.done(QStringLiteral("follow"));
    return {};
}

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
    if (m_roundSeconds >= 0)
        m_notes.board.predict(QStringLiteral("drain"), m_roundSeconds);
    const auto predicted = m_notes.board.predicted(
        {QStringLiteral("block"), QStringLiteral("drain"), QStringLiteral("compare"), QStringLiteral("switch")});
    gate.predictedPauseSeconds = predicted.seconds;
    gate.unmeasuredSteps = predicted.unmeasured;
    m_notes.board.begin(StageId::Finalization, QStringLiteral("gate"));
    m_notes.board.waiting(QStringLiteral("gate"),
        gate.open && m_setup.cutover == CutoverMode::Ask ? tr("Waiting for the operator's word.") : gate.reason);
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
        if (ready && (m_setup.cutover == CutoverMode::Auto || m_setup.control.takeCutover(&order))) {
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
            const QString newer = newerThere(*index); // known before anybody's writes are stopped
            if (newer.isEmpty())
                continue;
            m_different = true;
            done = fail(ErrorKind::Changed, newer);
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
