// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/targets.h"
#include "engine/methods/reindex/allowlist.h"
#include "engine/methods/reindex/reindexjob.h"
#include "engine/rollback.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

const QString phaseBlocked = QStringLiteral("cutover:blocked");
const QString phaseSwitching = QStringLiteral("cutover:switching");
const QString phaseSwitched = QStringLiteral("cutover:switched");
const QString phaseCopied = QStringLiteral("copied");

double secondsSince(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

//! Writes the catch-up line of every index that has none: changes from here on are not in the base copy.
Result<void> ReindexJob::drawMarks()
{
    if (m_options.catchUp.field.isEmpty() && m_setup.cutover == CutoverMode::Never)
        return {};
    for (ReindexIndex *index : active()) {
        if (index->mark)
            continue;
        const auto mark = m_notes.patiently(QStringLiteral("check"), [&] { return newMark(*index); });
        if (!mark) {
            if (mark.error().kind != ErrorKind::Refused || !m_options.catchUp.field.isEmpty())
                return fail(mark.error());
            m_notes.event(EventLevel::Warning, index->source(),
                tr("Changes after the copy can't be found: the source can't search by _seq_no. Stop writes first, or "
                   "name a field in \"catch_up\"."));
            continue;
        }
        index->mark = *mark;
        save(*index);
    }
    return {};
}

QString ReindexJob::catchUpField() const
{
    return m_options.catchUp.field.isEmpty() ? QStringLiteral("_seq_no") : m_options.catchUp.field;
}

//! Where the next round has to begin: read before it starts, so that what comes meanwhile is read again.
Result<double> ReindexJob::newMark(const ReindexIndex &index)
{
    const QString field = catchUpField();
    if (field == QLatin1String("_seq_no")) {
        const auto shards = m_source->shardStates({index.source()});
        if (!shards)
            return fail(shards.error());
        if (static_cast<int>(shards->size()) != index.record.shards)
            return fail(Error{ErrorKind::Incomplete,
                tr("Not every shard of %1 told its state. It is asked again.").arg(index.source()), {}, 0, true, {}});
        qint64 least = std::numeric_limits<qint64>::max();
        for (const ShardState &shard : *shards)
            least = std::min(least, shard.globalCheckpoint + 1);
        return static_cast<double>(least);
    }
    const auto kind
        = splitKind(fieldTypeOf(index.record.definition.value(QLatin1String("mappings")).toObject(), field));
    if (!kind)
        return fail(ErrorKind::Preflight,
            tr("%1 has no field \"%2\" of a date or number type to catch up by.").arg(index.source(), field));
    const auto spread = m_reading->spread(index.source(), m_options.query, field, 1);
    if (!spread)
        return fail(spread.error());
    const double overlap = *kind == SplitKind::Date ? m_options.catchUp.overlapSeconds * 1'000 : 0;
    return spread->largest ? *spread->largest - overlap : std::numeric_limits<qint64>::min() / 1e6;
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
        const auto refreshed = m_notes.patiently(step, [&] { return m_source->refresh({index->source()}, primaries); });
        const auto next = refreshed ? newMark(*index) : fail(refreshed.error());
        if (!next)
            return fail(next.error());
        const QString field = catchUpField();
        const auto kind
            = splitKind(fieldTypeOf(index->record.definition.value(QLatin1String("mappings")).toObject(), field));
        PartRun run;
        run.round = ++index->round;
        run.part.label = tr("changes, round %1").arg(run.round);
        run.part.query = bothOf(m_options.query, atLeast(field, *kind, *index->mark));
        index->parts.push_back(run);
        index->mark = *next; // the journal has it together with the part that reads up to it
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
        tr("Rounds catch up by %1. They can't see deletes, nor a change that leaves %1 as it was.")
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
            if (!cut || *cut)
                return cut ? Result<void>() : fail(cut.error());
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
    return m_inPause && secondsSince(m_pauseBegun) > m_setup.plan.pauseLimitSeconds;
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
    const auto before = oneRound(QStringLiteral("gate")); // outside the pause, so that little is left for it
    Result<void> done = before ? stopWrites(order) : fail(before.error());
    if (done) {
        m_notes.board.begin(StageId::Finalization, QStringLiteral("drain"));
        const auto last = oneRound(QStringLiteral("drain"));
        done = last ? Result<void>() : fail(last.error());
        m_notes.board.done(QStringLiteral("drain"));
    }
    QStringList differences;
    if (done && !m_notes.halting()) {
        m_notes.board.begin(StageId::Finalization, QStringLiteral("compare"));
        const auto compared = compare(m_setup.plan.acceptFindings);
        done = compared ? Result<void>() : fail(compared.error());
        differences = compared.value_or(QStringList());
        m_notes.board.done(QStringLiteral("compare"));
    }
    if (done && m_notes.halting())
        done = fail(ErrorKind::Cancelled, tr("Stopped by the user."));
    m_different = !differences.isEmpty();
    if (done && m_different && !m_setup.plan.acceptFindings)
        done = fail(ErrorKind::Changed, differences.first());
    if (done && pauseLimitReached())
        done = fail(ErrorKind::Timeout, tr("The pause limit of %1 s was reached.").arg(m_setup.plan.pauseLimitSeconds));
    if (done)
        done = putSettingsBack(true); // right before clients may write
    if (done)
        done = switchAliases(order);
    m_inPause = false;
    {
        const std::lock_guard lock(m_mutex);
        m_pausedSince.reset();
    }
    if (!done) {
        if (m_pastReturn || m_undecided)
            return fail(done.error());
        for (const char *step : {"block", "drain", "compare", "switch"})
            m_notes.board.reset(QString::fromLatin1(step));
        m_notes.event(EventLevel::Error, {},
            tr("Cutover was called off: %1 The source is as it was before.").arg(done.error().summary));
        const auto lifted = m_notes.patiently(
            QStringLiteral("gate"), [this] { return liftOwnBlocks(tr("Cutover was called off.")); });
        if (!lifted)
            return fail(lifted.error());
        m_setup.journal.setPhase(phaseCopied);
        const std::lock_guard lock(m_mutex);
        m_state = JobState::Running;
        m_gate.calledOff = done.error().summary;
        return false;
    }
    if (const auto after = afterSwitch(); !after)
        m_notes.event(EventLevel::Warning, {}, after.error().summary);
    remind();
    return true;
}

Result<void> ReindexJob::stopWrites(const CutoverOrder &order)
{
    m_notes.board.begin(StageId::Finalization, QStringLiteral("block"));
    const QStringList names = sources();
    QStringList own;
    if (order.setBlock) {
        const auto unblocked = withoutWriteBlock(*m_source, names);
        if (!unblocked)
            return fail(unblocked.error());
        own = *unblocked;
    }
    if (!own.isEmpty()) {
        UndoEntry undo;
        undo.cluster = QStringLiteral("source");
        undo.index = own.join(QLatin1Char(','));
        undo.kind = QStringLiteral("write-block");
        if (const auto noted = m_setup.journal.addUndo(undo); !noted)
            return fail(noted.error());
        m_notes.event(EventLevel::Warning, {},
            tr("Setting the write block on the source. This lifts it: %1").arg(m_source->liftWriteBlockCommand(own)));
        m_setup.journal.setPhase(phaseBlocked);
        if (const auto flushed = m_setup.journal.flush(); !flushed)
            return flushed;
        m_writesBlocked = true;
    }
    m_pauseBegun = std::chrono::steady_clock::now();
    m_inPause = true;
    {
        const std::lock_guard lock(m_mutex);
        m_pausedSince = m_pauseBegun;
    }
    if (!own.isEmpty()) {
        if (const auto set = m_source->setWriteBlock(own); !set)
            return set;
        const auto still = awaitBlock(*m_source, own, names, m_setup.control, [this] { return pauseLimitReached(); });
        if (!still)
            return still;
    }
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
    m_setup.journal.setPhase(phaseSwitching);
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        return flushed;
    if (!actions.isEmpty()) {
        const auto switched = m_target->updateAliases(actions);
        const QStringList names = local() ? sources() + targets() : targets();
        const auto there = m_notes.patiently(QStringLiteral("switch"), [&] { return m_target->definitions(names); });
        if (!there) { // nobody knows: neither lift nor release; a resume reads again and decides
            m_undecided = true;
            return fail(there.error());
        }
        if (!haveAliases(*there, actions))
            return switched ? fail(ErrorKind::Incomplete, tr("The target did not take over all aliases."))
                            : fail(switched.error());
    }
    m_pastReturn = true;
    const double pause = secondsSince(m_pauseBegun);
    m_setup.journal.setPhase(phaseSwitched);
    m_setup.journal.setValue(QStringLiteral("write_pause_s"), pause);
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
    if (m_setup.plan.sourceAfter == SourceAfter::Writable)
        return liftOwnBlocks(tr("The plan leaves the source writable."));
    const auto list = m_setup.journal.undoList();
    if (!list)
        return fail(list.error());
    for (const UndoEntry &entry : *list) {
        if (entry.kind != QLatin1String("write-block"))
            continue;
        const QStringList names = entry.index.split(QLatin1Char(','));
        m_notes.event(EventLevel::Info, {},
            tr("The write block stays on the source, so that no late write is lost there. This lifts it: %1")
                .arg(m_source->liftWriteBlockCommand(names)));
        noteBlocksLeftBehind(m_setup.journal, names);
        m_setup.journal.removeUndo(entry.id);
    }
    m_writesBlocked = false;
    return {};
}

Result<void> ReindexJob::liftOwnBlocks(const QString &why)
{
    const auto list = m_setup.journal.undoList();
    if (!list)
        return fail(list.error());
    for (const UndoEntry &entry : *list) {
        if (entry.kind != QLatin1String("write-block"))
            continue;
        if (const auto lifted = liftBlocks(*m_source, entry.index.split(QLatin1Char(','))); !lifted)
            return lifted;
        m_setup.journal.removeUndo(entry.id);
        m_notes.event(EventLevel::Info, {}, tr("Lifted the write block on the source. %1").arg(why));
    }
    m_writesBlocked = false;
    return m_setup.journal.flush();
}

//! After a crash: where the job was inside the cutover it first lifts, or finishes where it was past the switch.
Result<bool> ReindexJob::resumeInsideCutover()
{
    const auto job = m_setup.journal.loadJob();
    if (!job)
        return fail(job.error());
    bool past = job->phase == phaseSwitched;
    if (job->phase == phaseSwitching) {
        const QJsonArray actions = m_setup.plan.aliases ? aliasActions() : QJsonArray();
        const QStringList names = local() ? sources() + targets() : targets();
        const auto there = m_notes.patiently(QStringLiteral("check"), [&] { return m_target->definitions(names); });
        if (!there)
            return fail(there.error());
        past = !actions.isEmpty() && haveAliases(*there, actions);
    }
    if (past) {
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
    const auto lifted = m_notes.patiently(
        QStringLiteral("check"), [this] { return liftOwnBlocks(tr("The job was interrupted inside the cutover.")); });
    if (!lifted)
        return fail(lifted.error());
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
