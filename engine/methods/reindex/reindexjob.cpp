// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/reindexjob.h"

#include "engine/methods/common/clusterpins.h"
#include "engine/methods/common/jobending.h"
#include "engine/methods/common/targets.h"

#include <QCoreApplication>
#include <QDir>
#include <QStorageInfo>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

} // namespace

QList<Stage> reindexStages(bool local)
{
    using Board = StageBoard;
    QList<Step> last{Board::step("gate", tr("Gate and the operator's word")),
        Board::step("block", tr("Stop writes on the source")), Board::step("drain", tr("Bring the last changes")),
        Board::step("compare", tr("Count both sides")), Board::step("switch", tr("Switch aliases"))};
    if (!local)
        last.append(Board::step("allow-list", tr("Take the allow-list entry back")));
    return {Board::stage(StageId::Initialization,
                {Board::step("check", tr("Check both clusters")), Board::step("targets", tr("Create target indices")),
                    Board::step("split", tr("Split into parts"))}),
        Board::stage(StageId::Migration,
            {Board::step("copy", tr("Reindex")), Board::step("settings", tr("Put settings back")),
                Board::step("follow", tr("Catch up"))}),
        Board::stage(StageId::Finalization, last)};
}

namespace {

const QString readBefore = QStringLiteral("reindex_read_before");

QString keyOf(const ReindexIndex &index)
{
    return QString(QStringLiteral("reindex:") + index.source());
}

} // namespace

ReindexJob::ReindexJob(JobSetup &setup, ReindexOptions options)
    : m_setup(setup)
    , m_options(std::move(options))
    , m_notes(setup, reindexStages(isLocalReindex(setup.plan.method)), m_options.patienceSeconds)
    , m_throttle(setup.control, setup.clock,
          ThrottleSchedule(setup.plan.quietHours, {setup.plan.documentsPerSecond, setup.plan.megabytesPerSecond * 1e6}))
    , m_rejected(QDir(setup.journal.folder()).filePath(QStringLiteral("rejected.ndjson")))
    , m_started(QDateTime::currentDateTimeUtc())
    , m_block(setup.journal, setup.control,
          [this](EventLevel level, const QString &text) { m_notes.event(level, {}, text); })
{
    const ThrottleLimits limits{setup.plan.documentsPerSecond, setup.plan.megabytesPerSecond * 1e6};
    // A schedule has set what holds now.
    if (setup.plan.quietHours.isEmpty() && (limits.documentsPerSecond > 0 || limits.bytesPerSecond > 0))
        setup.control.setThrottle(limits);
}

ReindexJob::~ReindexJob() = default;

bool ReindexJob::local() const
{
    return isLocalReindex(m_setup.plan.method);
}

void ReindexJob::connect(std::stop_token stop)
{
    m_reading.reset();
    m_tasks.reset();
    m_source = m_setup.source.open(stop);
    m_target = m_setup.target.open(stop);
    m_reading = m_source->reindexing();
    m_tasks = m_target->reindexing();
}

JobSummary ReindexJob::run()
{
    m_begun = m_setup.clock.elapsed();
    m_setup.journal.setState(QStringLiteral("running"), {});
    connect(m_setup.control.stopToken());
    m_reporter = std::jthread([this](std::stop_token stop) { report(stop); });
    const Result<void> ended
        = m_reading && m_tasks ? conduct() : fail(ErrorKind::Usage, tr("These servers have no reindex."));
    JobSummary summary = summarize(ended);
    m_reporter.request_stop();
    m_reporter.join();
    m_setup.observer.snapshot(snapshot());
    return summary;
}

Result<void> ReindexJob::conduct()
{
    m_after.announce();
    m_notes.board.begin(StageId::Initialization, QStringLiteral("check"));
    if (const auto met = meet(); !met)
        return met;
    if (const auto prepared = resumesPinned(m_setup) ? prepareResumed() : prepareNew(); !prepared)
        return prepared;
    if (m_pastReturn) { // in a run before this one
        m_after.recall();
        verifyCopies();
    }
    if (m_pastReturn || m_notes.halting())
        return {};
    if (const auto made = createTargets(); !made)
        return made;
    if (const auto drawn = drawMarks(); !drawn)
        return drawn;
    if (const auto cut = split(); !cut)
        return cut;
    {
        const std::lock_guard lock(m_mutex);
        m_state = JobState::Running;
    }
    m_notes.board.begin(StageId::Migration, QStringLiteral("copy"));
    if (const auto grown = growMappings(QStringLiteral("copy")); !grown) // what grew while a job was away
        return grown;
    if (const auto copied = runParts(QStringLiteral("copy")); !copied || m_notes.halting())
        return copied;
    m_notes.board.done(QStringLiteral("copy"));
    m_notes.board.begin(StageId::Migration, QStringLiteral("settings"));
    if (const auto back = putSettingsBack(false); !back)
        return back;
    m_notes.board.done(QStringLiteral("settings"));
    if (const auto caught = catchUp(); !caught || m_notes.halting())
        return caught;
    return finalize();
}

Result<void> ReindexJob::meet()
{
    const auto ask = [this](SearchCluster &cluster) {
        return m_setup.resume ? m_notes.patiently(QStringLiteral("check"), [&cluster] { return cluster.info(); })
                              : cluster.info();
    };
    const auto from = ask(*m_source);
    const auto to = from ? ask(*m_target) : from;
    if (!to) // at the first start the preflight says it better
        return m_setup.resume || to.error().kind == ErrorKind::Cancelled ? fail(to.error()) : Result<void>();
    m_from = *from;
    m_to = *to;
    return {};
}

Result<void> ReindexJob::prepareNew()
{
    const QStorageInfo disk(m_setup.journal.folder());
    const auto report = runPreflight(m_setup.plan, *m_source, *m_target, disk.bytesAvailable());
    if (!report)
        return fail(report.error());
    QString blocker;
    for (const PreflightItem &item : report->items) {
        if (item.state == CheckState::Pass)
            continue;
        const QString text = item.title + QStringLiteral(": ") + item.seen + QStringLiteral(" ") + item.fix;
        const bool blocks = item.state == CheckState::Blocker;
        m_notes.event(blocks ? EventLevel::Error : EventLevel::Warning, item.index, text);
        if (blocks && blocker.isEmpty())
            blocker = text;
    }
    if (report->blocked()) {
        m_notes.board.failed(QStringLiteral("check"), blocker);
        return fail(ErrorKind::Preflight, tr("Preflight found a blocker: %1").arg(blocker));
    }
    QStringList names;
    for (const ConvertedIndex &index : report->indices)
        names.append(index.source);
    const auto definitions = m_notes.patiently(QStringLiteral("check"), [&] { return m_source->definitions(names); });
    if (!definitions)
        return fail(definitions.error());
    for (const ConvertedIndex &converted : report->indices) {
        const IndexDefinition definition = definitions->value(converted.source);
        auto index = std::make_unique<ReindexIndex>();
        index->record = {converted.source, converted.target, definition.uuid, {}, definition.shards(),
            {{QStringLiteral("settings"), definition.settings}, {QStringLiteral("mappings"), definition.mappings},
                {QStringLiteral("aliases"), definition.aliases},
                {QStringLiteral("routing_shards"), definition.routingShards}},
            QStringLiteral("planned"), {}};
        index->converted = converted;
        index->made = false; // until begin() is about to make it
        for (const QString &change : converted.changes)
            m_notes.event(EventLevel::Info, converted.source, change);
        save(*index);
        m_indices.push_back(std::move(index));
    }
    // After the last index: a part of them must not pass for all.
    pinClusters(m_setup.journal, m_from, m_to);
    publish();
    m_notes.board.done(QStringLiteral("check"));
    return {};
}

Result<void> ReindexJob::prepareResumed()
{
    if (const auto same = checkPinnedClusters(m_setup.journal, m_from, m_to); !same)
        return same;
    const auto records = m_setup.journal.indices();
    if (!records)
        return fail(records.error());
    for (const IndexRecord &record : *records) {
        IndexDefinition definition;
        definition.name = record.source;
        definition.settings = record.definition.value(QLatin1String("settings")).toObject();
        definition.mappings = record.definition.value(QLatin1String("mappings")).toObject();
        definition.routingShards = record.definition.value(QLatin1String("routing_shards")).toInt();
        definition.aliases = record.definition.value(QLatin1String("aliases")).toObject();
        auto index = std::make_unique<ReindexIndex>();
        index->record = record;
        index->converted = convertFor(m_setup.plan, definition, m_from, m_to);
        index->take(m_setup.journal.value(keyOf(*index)).toObject());
        index->stopped = record.state == QLatin1String("stopped");
        index->state = index->stopped ? IndexState::Stopped : IndexState::Waiting;
        m_indices.push_back(std::move(index));
    }
    publish();
    const auto inside = resumeInsideCutover();
    if (!inside)
        return fail(inside.error());
    m_pastReturn = *inside;
    m_notes.board.done(QStringLiteral("check"));
    return *inside ? Result<void>() : checkPins();
}

//! Source and target indices are those that the job began with.
Result<void> ReindexJob::checkPins()
{
    const auto here = m_notes.patiently(QStringLiteral("check"), [&] { return m_source->definitions(sources()); });
    const auto there = m_notes.patiently(QStringLiteral("check"), [&] { return m_target->definitions(targets()); });
    if (!here || !there)
        return fail(here ? there.error() : here.error());
    for (ReindexIndex *index : active()) {
        index->targetShards = there->value(index->target()).shards();
        if (here->value(index->source()).uuid != index->record.sourceUuid)
            stopIndex(*index, QStringLiteral("changed"),
                tr("The source index %1 was deleted or made again while it was reindexed.").arg(index->source()));
        else if (!index->record.targetUuid.isEmpty() && there->value(index->target()).uuid != index->record.targetUuid)
            stopIndex(*index, QStringLiteral("changed"),
                tr("The target index %1 was deleted or made again while it was filled.").arg(index->target()));
        else
            takeAliases(*index, here->value(index->source()));
    }
    return {};
}

//! The cutover switches aliases as they are then. In the journal they are what a resume looks for on the target.
void ReindexJob::takeAliases(ReindexIndex &index, const IndexDefinition &now)
{
    const QString key = QStringLiteral("aliases");
    const bool switched = m_setup.plan.aliases && m_setup.cutover != CutoverMode::Never;
    if (!switched || now.aliases == index.record.definition.value(key).toObject())
        return;
    index.record.definition.insert(key, now.aliases);
    const ConvertedIndex converted = convertFor(m_setup.plan, now, m_from, m_to);
    index.converted.aliases = converted.aliases;
    save(index);
    const QStringList names = converted.aliases.keys();
    m_notes.event(EventLevel::Info, index.source(),
        tr("The aliases of %1 changed while it was reindexed. To switch are now: %2")
            .arg(index.source(), names.isEmpty() ? tr("none") : names.join(QStringLiteral(", "))));
    for (const QString &name : now.aliases.keys())
        if (!converted.aliases.contains(name))
            m_notes.finding(QStringLiteral("alias"), index.source(), {},
                tr("The alias %1 came while %2 was reindexed, and the target can't have it: its index has that name.")
                    .arg(name, index.source()));
}

Result<void> ReindexJob::createTargets()
{
    m_notes.board.begin(StageId::Initialization, QStringLiteral("targets"));
    const auto there = m_notes.patiently(QStringLiteral("targets"), [&] { return m_target->definitions(targets()); });
    if (!there)
        return fail(there.error());
    QStringList created;
    for (ReindexIndex *index : active()) {
        if (!index->record.targetUuid.isEmpty()) {
            if (const auto lowered = holdBack(*index); !lowered)
                return lowered;
            continue;
        }
        index->state = IndexState::Creating;
        publish();
        if (const auto begun = begin(*index, *there); !begun)
            return begun;
        if (!index->stopped)
            created.append(index->target());
    }
    if (!created.isEmpty()) {
        const auto started
            = m_notes.patiently(QStringLiteral("targets"), [&] { return m_target->waitForPrimaries(created); });
        if (!started)
            return started;
    }
    const auto made = m_notes.patiently(QStringLiteral("targets"), [&] { return m_target->definitions(created); });
    if (!made)
        return fail(made.error());
    for (ReindexIndex *index : active()) {
        if (!created.contains(index->target()))
            continue;
        if (!made->contains(index->target()))
            return fail(
                ErrorKind::Incomplete, tr("The target index %1 was created but is not there.").arg(index->target()));
        if (const auto held = holdPipelines(*index, made->value(index->target())); !held)
            return held;
        index->record.targetUuid = made->value(index->target()).uuid;
        index->record.state = QStringLiteral("created");
        save(*index);
        const QString added = templateAdditions(index->converted, made->value(index->target()));
        if (!added.isEmpty() && !there->contains(index->target()))
            m_notes.event(EventLevel::Warning, index->source(),
                tr("A template of the target added to %1: %2").arg(index->target(), added));
    }
    m_notes.board.done(QStringLiteral("targets"), indicesText(qsizetype(m_indices.size())));
    return {};
}

//! Makes one target index, or takes the one that is there, as the plan says.
Result<void> ReindexJob::begin(ReindexIndex &index, const QHash<QString, IndexDefinition> &there)
{
    const bool exists = there.contains(index.target());
    if (exists) {
        // What no search finds yet is there all the same.
        const auto refreshed = m_target->refresh({index.target()}, std::max(1, there.value(index.target()).shards()));
        const auto held = refreshed ? m_target->count(index.target()) : fail(refreshed.error());
        if (!held)
            return fail(held.error());
        // After a crash between creation and its line in the journal the index is ours when it is empty.
        const bool ours = m_setup.resume && *held == 0 && index.made.value_or(true);
        if (m_setup.plan.existing == ExistingTarget::Refuse && !ours) {
            stopIndex(index, QStringLiteral("changed"),
                tr("The target index %1 exists already. Rename it, or set \"existing\" to append or replace.")
                    .arg(index.target()));
            return {};
        }
        if (m_setup.plan.existing == ExistingTarget::Append || ours) {
            index.before = *held;
            index.settingsBack = !ours; // its settings stay as they are
            const auto noted = noteMaker(index, ours);
            return noted && ours ? holdBack(index) : noted; // the end of an earlier run may have put settings back
        }
        m_notes.event(
            EventLevel::Warning, index.source(), tr("Replacing the existing target index %1.").arg(index.target()));
        if (const auto deleted = m_target->deleteIndex(index.target()); !deleted)
            return deleted;
    }
    if (const auto noted = noteMaker(index, true); !noted)
        return noted;
    if (const auto noted = noteUndo(index); !noted)
        return noted;
    const auto created = createTargetIndex(m_notes, *m_target, index.converted);
    if (!created && created.error().kind == ErrorKind::Refused) {
        stopIndex(index, QStringLiteral("mapping"),
            tr("The target refuses to create %1: %2").arg(index.target(), created.error().summary));
        return {};
    }
    return created;
}

//! Whose the target index is. On disk before anything else: an index that somebody prepared may be as empty as one that
//! this job made.
Result<void> ReindexJob::noteMaker(ReindexIndex &index, bool ours)
{
    index.made = ours;
    save(index);
    return m_setup.journal.flush();
}

Result<void> ReindexJob::noteUndo(const ReindexIndex &index)
{
    UndoEntry undo;
    undo.cluster = QStringLiteral("target");
    undo.index = index.target();
    undo.kind = QStringLiteral("settings");
    undo.payload = index.converted.restore;
    const auto noted = m_setup.journal.addUndo(undo);
    return noted ? Result<void>() : fail(noted.error());
}

//! Those that a template gave to a new index go away until the end.
Result<void> ReindexJob::holdPipelines(ReindexIndex &index, const IndexDefinition &made)
{
    const QJsonObject found = templatePipelines(made);
    if (found.isEmpty() || index.isForeign())
        return {};
    index.holdPipelines(found);
    save(index);
    if (const auto noted = noteUndo(index); !noted)
        return noted;
    tellHeldPipelines(m_notes, index.converted, found);
    QJsonObject away;
    for (const QString &key : found.keys())
        away.insert(key, QJsonValue());
    return m_notes.patiently(
        QStringLiteral("targets"), [&] { return putBack(m_notes, *m_target, index.target(), away); });
}

//! A job that goes on: what came back when it was stopped goes away again, the undo entry first.
Result<void> ReindexJob::holdBack(const ReindexIndex &index)
{
    const QJsonObject held = settingsPart(index.converted.restore, true);
    if (held.isEmpty() || index.isForeign())
        return {};
    if (const auto noted = noteUndo(index); !noted)
        return noted;
    QJsonObject away;
    for (const QString &key : held.keys())
        away.insert(key, QJsonValue());
    return m_notes.patiently(
        QStringLiteral("targets"), [&] { return putBack(m_notes, *m_target, index.target(), away); });
}

//! Not held: replicas, refresh and the like, as soon as the base copy stands. Held: what would touch documents that
//! Godwit writes, at the end.
Result<void> ReindexJob::putSettingsBack(bool held)
{
    const auto list = m_setup.journal.undoList();
    if (!list)
        return fail(list.error());
    for (const UndoEntry &entry : *list) {
        if (entry.kind != QLatin1String("settings"))
            continue;
        const auto index = std::find_if(
            m_indices.begin(), m_indices.end(), [&entry](const auto &i) { return i->target() == entry.index; });
        const bool half = index != m_indices.end() && (*index)->settingsBack;
        QJsonObject payload = held ? entry.payload : settingsPart(entry.payload, false);
        if (held && half)
            payload = settingsPart(payload, true);
        const auto put = payload.isEmpty() || (half && !held)
            ? Result<void>()
            : m_notes.patiently(
                QStringLiteral("settings"), [&] { return putBack(m_notes, *m_target, entry.index, payload); });
        if (!put && put.error().kind != ErrorKind::NotFound)
            return put;
        if (held)
            m_setup.journal.removeUndo(entry.id);
        if (index != m_indices.end()) {
            (*index)->settingsBack = true;
            save(**index);
        }
    }
    return {};
}

void ReindexJob::save(const ReindexIndex &index)
{
    m_setup.journal.saveIndex(index.record);
    m_setup.journal.setValue(keyOf(index), index.toJson());
}

//! The part starts anew; what its task read counts as read by an earlier run.
void ReindexJob::forget(PartRun &run)
{
    m_setup.journal.setValue(readBefore, m_setup.journal.value(readBefore).toInteger() + run.seen.handled());
    run.state = PartRun::State::Waiting;
    run.task.clear();
    run.seen = {};
}

void ReindexJob::stopIndex(ReindexIndex &index, const QString &kind, const QString &reason)
{
    if (std::exchange(index.stopped, true))
        return;
    index.state = IndexState::Stopped;
    index.record.state = QStringLiteral("stopped");
    index.record.reason = reason;
    for (PartRun &run : index.parts) {
        if (run.state == PartRun::State::Running && !run.task.isEmpty())
            static_cast<void>(m_tasks->cancel(run.task));
    }
    m_notes.finding(kind, index.source(), {}, reason);
    save(index);
    publish();
}

std::vector<ReindexIndex *> ReindexJob::active()
{
    std::vector<ReindexIndex *> some;
    for (const auto &index : m_indices)
        if (!index->stopped)
            some.push_back(index.get());
    return some;
}

QStringList ReindexJob::sources()
{
    QStringList names;
    for (const ReindexIndex *index : active())
        names.append(index->source());
    return names;
}

QStringList ReindexJob::targets()
{
    QStringList names;
    for (const ReindexIndex *index : active())
        names.append(index->target());
    return names;
}

Outcome ReindexJob::outcomeOf(const std::optional<Error> &error, bool halted) const
{
    if (error)
        return Outcome::Failed;
    if (halted && !m_pastReturn)
        return Outcome::Stopped;
    const bool stopped
        = std::any_of(m_indices.begin(), m_indices.end(), [](const auto &index) { return index->stopped; });
    return m_notes.findings() > 0 || stopped ? Outcome::Findings : Outcome::Succeeded;
}

JobSummary ReindexJob::summarize(const Result<void> &ended)
{
    JobSummary summary;
    summary.job = m_setup.job;
    std::optional<Error> error;
    if (!ended && ended.error().kind != ErrorKind::Cancelled)
        error = ended.error();
    const bool halted = m_setup.control.finishing() && !error;
    if (error || halted)
        stopTasks();
    if (m_setup.control.aborted()) // their requests are cut off; putting things back needs connections of its own
        connect({});
    if (m_block.standing() && !m_pastReturn && !m_undecided) {
        if (const auto lifted = m_block.lift(*m_source, tr("The job ended.")); !lifted)
            m_notes.finding(QStringLiteral("setting"), {}, {}, lifted.error().summary);
    }
    if (!(error && error->kind == ErrorKind::Preflight)) {
        if (const auto back = putSettingsBack(true); !back)
            m_notes.event(EventLevel::Error, {},
                tr("Settings could not be put back on the target: %1 They stay on the list; resume the job to put them "
                   "back.")
                    .arg(back.error().summary));
    }
    for (const auto &index : m_indices) {
        summary.ledger += index->ledger();
        save(*index);
    }
    if (!error && !halted && !summary.ledger.closes())
        m_notes.finding(QStringLiteral("count"), {}, {}, tr("The ledger does not close."));
    summary.outcome = outcomeOf(error, halted);
    if (error)
        failSummary(summary, *error);
    else if (summary.outcome == Outcome::Stopped)
        summary.reason = tr("Stopped by the user; can be resumed.");
    summary.seconds = std::chrono::duration<double>(m_setup.clock.elapsed() - m_begun).count();
    summary.rejectedFile = QFile::exists(m_rejected.fileName()) ? m_rejected.fileName() : QString();
    summary.readInAll = m_setup.journal.value(readBefore).toInteger() + summary.ledger.read;
    {
        const std::lock_guard lock(m_mutex);
        summary.writePauseSeconds = m_pause;
        m_stateReason = summary.reason;
        m_state = summary.outcome == Outcome::Failed ? JobState::Failed
            : summary.outcome == Outcome::Stopped    ? JobState::Stopped
            : summary.outcome == Outcome::Findings   ? JobState::Findings
                                                     : JobState::Succeeded;
    }
    publish();
    closeSummary(summary, m_setup, error.has_value());
    return summary;
}

} // namespace godwit
