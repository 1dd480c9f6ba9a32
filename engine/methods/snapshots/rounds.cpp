// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/rounds.h"

#include "engine/methods/common/clusterpins.h"
#include "engine/methods/snapshots/cleanup.h"
#include "engine/methods/snapshots/roundsettings.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotRounds", text);
}

} // namespace

QList<Stage> roundStages()
{
    Stage first;
    first.id = StageId::Initialization;
    first.steps = {StageBoard::step("check", tr("Check both clusters")),
        StageBoard::step("repository", tr("Set up the repository")),
        StageBoard::step("first", tr("Wait for the set time"))};
    Stage second;
    second.id = StageId::Migration;
    second.steps = {StageBoard::step("snapshot", tr("Snapshot on the source")),
        StageBoard::step("restore", tr("Restore on the target")),
        StageBoard::step("close", tr("Close the indices for the next round"))};
    Stage third;
    third.id = StageId::Finalization;
    third.steps = {StageBoard::step("gate", tr("Gate and the operator's word")),
        StageBoard::step("block", tr("Stop writes on the source")),
        StageBoard::step("last-snapshot", tr("Last snapshot")), StageBoard::step("last-restore", tr("Last restore")),
        StageBoard::step("compare", tr("Compare counts")),
        StageBoard::step("switch", tr("Switch aliases and release the target"))};
    return {first, second, third};
}

namespace {

const QString roundsKey = QStringLiteral("rounds");
constexpr int roundsShown = 12; //!< as steps; all are in the log and the journal

double secondsSince(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

SnapshotRounds::SnapshotRounds(JobSetup &setup, RoundsOptions options)
    : SnapshotJob(setup, options.patienceSeconds, roundStages(), options.repository)
    , m_options(std::move(options))
    , m_block(setup.journal, setup.control, [this](EventLevel level, const QString &text) { event(level, {}, text); })
{
}

Result<void> SnapshotRounds::conduct()
{
    m_after.announce();
    if (resumesPinned(m_setup)) {
        const auto past = prepareResumed();
        if (!past)
            return fail(past.error());
        if (*past) {
            m_after.recall();
            verifyCopies();
            return {};
        }
    } else if (const auto ready = prepare(); !ready) {
        return ready;
    }
    m_board.done(QStringLiteral("check"));
    m_board.begin(StageId::Initialization, QStringLiteral("repository"));
    if (const auto set = setUpRepository(*m_sourceSnapshots, m_repository.own, false, true); !set)
        return set;
    if (const auto set = setUpRepository(*m_targetSnapshots, m_repository.onTarget, true, false); !set)
        return set;
    m_board.done(QStringLiteral("repository"), m_repository.own.name);
    waitForFirst();
    m_board.finish(StageId::Initialization);
    m_state = JobState::Running;
    return repeat();
}

Result<void> SnapshotRounds::prepare()
{
    if (const auto fine = preflight(); !fine)
        return fine;
    const auto from = m_source->info();
    const auto to = m_target->info();
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    pinClusters(m_setup.journal, *from, *to);
    return {};
}

//! True when the job was past the point of no return, and is finished now.
Result<bool> SnapshotRounds::prepareResumed()
{
    const auto from = patiently(QStringLiteral("check"), [this] { return m_source->info(); });
    const auto to = patiently(QStringLiteral("check"), [this] { return m_target->info(); });
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    const Journal &journal = m_setup.journal;
    if (const auto same = checkPinnedClusters(journal, *from, *to); !same)
        return fail(same.error());
    const auto records = journal.indices();
    if (!records)
        return fail(records.error());
    {
        const std::lock_guard lock(m_mutex);
        for (const IndexRecord &record : *records) {
            auto index = std::make_unique<TravellingIndex>();
            index->record = record;
            index->aliases = record.definition.value(QLatin1String("aliases")).toObject();
            if (record.state == QLatin1String("stopped") || record.state == awayState()) {
                index->state = IndexState::Stopped;
                index->reason = record.reason;
            }
            m_indices.push_back(std::move(index));
        }
        for (const QJsonValue &round : journal.value(roundsKey).toArray())
            m_rounds.append(RoundFigures::fromJson(round.toObject()));
    }
    // No snapshot has a higher number than the last one begun, and only that one may be there without being restored. A
    // number is never used twice: a last round must not take an old snapshot for its own.
    const int done = journal.value(roundDoneKey()).toInt();
    const int begun = journal.value(roundBegunKey()).toInt();
    m_adopt = begun > done;
    m_round = m_adopt ? begun - 1 : done;
    return resumeInsideCutover();
}

void SnapshotRounds::waitForFirst()
{
    if (!m_options.firstAt.isValid() || m_round > 0)
        return m_board.skip(QStringLiteral("first"), tr("At once."));
    m_board.begin(StageId::Initialization, QStringLiteral("first"));
    m_board.waiting(QStringLiteral("first"),
        tr("The first snapshot begins at %1.").arg(QLocale().toString(m_options.firstAt, QLocale::ShortFormat)));
    tellRest(true, double(QDateTime::currentDateTime().msecsTo(m_options.firstAt)) / 1000);
    while (!halting() && QDateTime::currentDateTime() < m_options.firstAt && !m_setup.control.takeRound())
        m_setup.control.sleep(500);
    tellRest(false);
    m_board.done(QStringLiteral("first"));
}

QStringList SnapshotRounds::sources() const
{
    QStringList names;
    for (const TravellingIndex *index : travelling())
        names.append(index->record.source);
    return names;
}

QStringList SnapshotRounds::targets() const
{
    QStringList names;
    for (const TravellingIndex *index : travelling())
        names.append(index->record.target);
    return names;
}

Result<void> SnapshotRounds::repeat()
{
    const auto limit = std::chrono::duration<double>(m_setup.plan.expireDays * 86'400);
    const auto begun = m_setup.clock.elapsed();
    while (!halting()) {
        if (m_setup.control.paused()) {
            m_setup.control.waitWhilePaused();
            continue;
        }
        if (m_setup.clock.elapsed() - begun > limit)
            return fail(ErrorKind::Expired,
                tr("The rounds were not ended within %1 days. Resume to go on, then cut over at the gate.")
                    .arg(m_setup.plan.expireDays));
        if (const auto rounded = round(); !rounded)
            return halting() ? Result<void>{} : rounded;
        updateGate();
        if (m_short && findingsMatter()) { // nobody looks on: more rounds would only pile up snapshots
            if (awaitsReturn()) {
                m_setup.control.sleep(static_cast<int>(m_options.everySeconds * 1'000));
                continue;
            }
            tellLeftOut();
            if (m_setup.journal.findingCount() > 0)
                return endOpen(tr("There are findings; not cut over. The source stays writable."));
        }
        if (m_setup.cutover == CutoverMode::Never && m_gate.open)
            return endOpen(tr("As ordered; no cutover."));
        const auto over = rest();
        if (!over)
            return fail(over.error());
        if (*over)
            return {};
        m_state = JobState::Running;
    }
    return {};
}

//! Nobody looks on: a write pause that fails must not come again at once, and again.
void SnapshotRounds::restAfterCallOff()
{
    if (m_setup.cutover == CutoverMode::Auto)
        m_setup.control.sleep(callOffRest(++m_callOffs));
}

//! Ends without a cutover: what the last round brought is open on the target.
Result<void> SnapshotRounds::endOpen(const QString &why)
{
    if (const auto opened
        = patiently(QStringLiteral("restore"), [this] { return m_targetSnapshots->openIndices(targets()); });
        !opened)
        return opened;
    if (const auto back = putSettingsBack(); !back)
        return back;
    for (TravellingIndex *index : travelling())
        setState(*index, IndexState::Finished);
    tellLeftOut();
    m_board.skip(QStringLiteral("gate"), why);
    m_board.finish(StageId::Migration);
    m_ended = true;
    return {};
}

Result<void> SnapshotRounds::round()
{
    ++m_round;
    RoundFigures figures;
    figures.begun = QDateTime::currentDateTimeUtc();
    m_board.begin(StageId::Migration, QStringLiteral("snapshot"));
    auto since = std::chrono::steady_clock::now();
    std::optional<JobNotes::Patience> away;
    for (int tries = 1;; ++tries) {
        const auto resolved = patiently(QStringLiteral("snapshot"), [this] { return resolveSelection(); });
        if (!resolved)
            return resolved;
        if (travelling().empty())
            return fail(ErrorKind::NotFound, tr("No index is left to snapshot. Check the selection."));
        since = std::chrono::steady_clock::now();
        const auto taken = takeSnapshot(QStringLiteral("snapshot"));
        if (taken)
            break;
        // It vanished: the store, or the node that ends snapshots, was away. The next one is taken.
        if (taken.error().kind == ErrorKind::Changed && taken.error().retryable) {
            if (!away)
                away.emplace(m_notes, QStringLiteral("snapshot"));
            if (!away->again(taken.error()))
                return taken;
            ++m_round;
            tries = 0;
            continue;
        }
        // An index that vanished after the selection was resolved.
        if (taken.error().kind != ErrorKind::NotFound || tries == 3)
            return taken;
    }
    away.reset(); // its reason leaves the step
    figures.number = m_round;
    figures.snapshotSeconds = secondsSince(since);
    m_board.done(QStringLiteral("snapshot"), tr("round %1").arg(m_round));
    m_board.begin(StageId::Migration, QStringLiteral("restore"));
    since = std::chrono::steady_clock::now();
    if (const auto brought = bring(snapshotName(), QStringLiteral("restore")); !brought)
        return brought;
    figures.restoreSeconds = secondsSince(since);
    m_board.done(QStringLiteral("restore"), tr("round %1").arg(m_round));
    countTargets();
    m_board.begin(StageId::Migration, QStringLiteral("close"));
    since = std::chrono::steady_clock::now();
    const auto closed = patiently(QStringLiteral("close"), [this] { return closeTargets(travelling()); });
    if (!closed)
        return closed;
    figures.closeSeconds = secondsSince(since);
    m_board.done(QStringLiteral("close"));
    m_setup.journal.setValue(roundDoneKey(), m_round);
    if (const auto measured = measureBytes(snapshotName(), figures); !measured)
        event(EventLevel::Warning, {}, measured.error().summary);
    record(figures);
    return m_setup.journal.flush();
}

//! Restores a snapshot of this job over the closed indices of the target.
Result<void> SnapshotRounds::bring(const QString &name, const QString &step)
{
    RestoreOrder order;
    order.repository = m_repository.own.name;
    order.snapshot = name;
    order.indexSettings = settingsOfRounds(m_options);
    // Replicas come back at the end; a block of the source must not travel: a read-only index could not be closed
    // again.
    order.indexSettings.insert(QStringLiteral("index.number_of_replicas"), 0);
    order.indexSettings.insert(QStringLiteral("index.auto_expand_replicas"), QStringLiteral("false"));
    order.ignoreSettings = m_options.ignoreIndexSettings;
    order.ignoreSettings += {QStringLiteral("index.blocks.*"), QStringLiteral("index.routing.allocation.require.*"),
        QStringLiteral("index.routing.allocation.include.*"), QStringLiteral("index.routing.allocation.exclude.*")};
    // A policy of that name on the target would act on what the next round restores over.
    order.ignoreSettings += lifecyclePatterns();
    return restore(order, travelling(), step);
}

void SnapshotRounds::countTargets()
{
    if (travelling().size() > indicesCounted)
        return;
    for (TravellingIndex *index : travelling()) {
        const auto counted = m_target->count(index->record.target);
        const std::lock_guard lock(m_mutex);
        index->state = IndexState::Following;
        if (!counted)
            continue;
        index->restored = *counted;
        index->documents = std::max(index->documents, index->restored);
    }
}

void SnapshotRounds::record(const RoundFigures &figures)
{
    double predicted = -1;
    QJsonArray all;
    {
        const std::lock_guard lock(m_mutex);
        m_rounds.append(figures);
        predicted = predictPause(m_rounds);
        for (const RoundFigures &round : std::as_const(m_rounds))
            all.append(round.toJson());
    }
    m_setup.journal.setValue(roundsKey, all);
    const QLocale locale;
    const QString text
        = tr("%1 s (snapshot %2 s, restore %3 s), %4 changed, %5 reused")
              .arg(figures.seconds(), 0, 'f', 2)
              .arg(figures.snapshotSeconds, 0, 'f', 2)
              .arg(figures.restoreSeconds, 0, 'f', 2)
              .arg(locale.formattedDataSize(figures.changedBytes), locale.formattedDataSize(figures.reusedBytes));
    event(EventLevel::Info, {},
        tr("Round %1: %2. Predicted write pause: %3 s.").arg(figures.number).arg(text).arg(predicted, 0, 'f', 2));
    if (figures.number > roundsShown)
        return;
    Step step = StageBoard::step("", tr("Round %1").arg(figures.number));
    step.id = QStringLiteral("round-%1").arg(figures.number);
    step.state = StepState::Done;
    step.figure = text;
    step.seconds = figures.seconds();
    m_board.append(StageId::Migration, step);
}

void SnapshotRounds::updateGate()
{
    CutoverGate gate;
    const std::lock_guard lock(m_mutex);
    const double last = m_rounds.isEmpty() ? -1 : m_rounds.last().seconds();
    if (m_rounds.size() < m_options.atLeast)
        gate.reason = tr("%1 of at least %2 rounds are done.").arg(m_rounds.size()).arg(m_options.atLeast);
    else if (last >= m_options.untilSeconds)
        gate.reason
            = tr("The last round took %1 s; the limit is %2 s.").arg(last, 0, 'f', 1).arg(m_options.untilSeconds);
    m_short = gate.reason.isEmpty();
    if (m_short && findingsMatter() && m_setup.journal.findingCount() > 0)
        gate.reason = tr("There are findings.");
    gate.open = gate.reason.isEmpty();
    gate.predictedPauseSeconds = predictPause(m_rounds);
    gate.calledOff = m_gate.calledOff;
    m_gate = gate;
    m_board.begin(StageId::Finalization, QStringLiteral("gate"));
    m_board.waiting(QStringLiteral("gate"),
        gate.open && m_setup.cutover == CutoverMode::Ask ? tr("Waiting for the operator's word.") : gate.reason);
}

void SnapshotRounds::describe(JobSnapshot &shot) const
{
    shot.gate = m_gate;
    shot.rounds = m_rounds;
    shot.betweenRounds = m_resting;
    shot.nextRound = m_nextRound;
    shot.lagLimitSeconds = m_setup.plan.lagLimitSeconds;
}

void SnapshotRounds::settle(bool)
{
    if (m_block.standing() && !m_pastReturn && !m_undecided) {
        if (const auto lifted = m_block.lift(*m_source, tr("The job ended.")); !lifted)
            finding(QStringLiteral("setting"), {}, lifted.error().summary);
    }
}

void SnapshotRounds::finish(JobSummary &summary)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const RoundFigures &round : std::as_const(m_rounds))
            summary.rounds.append(round.toJson());
    }
    for (const Integration &each : integrationsOf(m_setup.plan, m_setup.journal))
        if (!each.ticked)
            event(EventLevel::Warning, {}, tr("Point this to the target by hand: %1").arg(each.text));
    if (!m_options.removeSnapshots)
        return;
    if (summary.outcome != Outcome::Succeeded) // they may be what helps with the findings
        return event(
            EventLevel::Info, {}, tr("There are findings, so the snapshots of this job stay in the repository."));
    const auto removed = removeOwnSnapshots(*m_sourceSnapshots, m_repository.own.name, m_setup.job);
    event(removed ? EventLevel::Info : EventLevel::Warning, {},
        removed ? tr("Deleted the snapshots of this job: %1.").arg(removed->join(QStringLiteral(", ")))
                : removed.error().summary);
}

} // namespace godwit
