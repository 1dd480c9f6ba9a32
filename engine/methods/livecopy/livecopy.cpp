// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/livecopy.h"

#include "engine/bufferpool.h"
#include "engine/methods/common/clusterpins.h"
#include "engine/methods/common/jobending.h"
#include "engine/methods/livecopy/deletepass.h"

#include <QCoreApplication>
#include <QStorageInfo>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

} // namespace

LiveCopy::LiveCopy(JobSetup &setup, LiveCopyOptions options)
    : m_context(setup, options)
    , m_setup(setup)
    , m_started(QDateTime::currentDateTimeUtc())
    , m_block(setup.journal, setup.control,
          [this](EventLevel level, const QString &text) { m_context.event(level, {}, text); })
{
    ThrottleLimits limits;
    limits.documentsPerSecond = setup.plan.documentsPerSecond;
    limits.bytesPerSecond = setup.plan.megabytesPerSecond * 1e6;
    // A schedule has set what holds now.
    if (setup.plan.quietHours.isEmpty() && (limits.documentsPerSecond > 0 || limits.bytesPerSecond > 0))
        setup.control.setThrottle(limits);
}

LiveCopy::~LiveCopy()
{
    stopWorkers();
    BufferPool::shared().clear();
}

JobSummary LiveCopy::run()
{
    m_begun = m_setup.clock.elapsed();
    m_setup.journal.setState(QStringLiteral("running"), {});
    m_readBefore = m_setup.journal.value(QStringLiteral("read_in_all")).toInteger();
    m_source = m_setup.source.open(m_context.stopToken());
    m_target = m_setup.target.open(m_context.stopToken());
    m_reporter = std::jthread([this](std::stop_token stop) { report(stop); });
    const Result<void> ended = conduct();
    stopWorkers();
    JobSummary summary = summarize(ended);
    m_reporter.request_stop();
    m_reporter.join();
    m_setup.observer.snapshot(snapshot());
    return summary;
}

Result<void> LiveCopy::conduct()
{
    m_after.announce();
    m_context.board.begin(StageId::Initialization, QStringLiteral("check"));
    const auto prepared = resumesPinned(m_setup) ? prepareResumed() : prepareNew();
    if (!prepared)
        return prepared;
    if (m_pastReturn) { // in a run before this one
        m_after.recall();
        verifyCopies();
        return {};
    }
    if (m_setup.cutover == CutoverMode::Never)
        return copyOnce();
    return follow();
}

void LiveCopy::startWorkers()
{
    if (m_workers)
        return;
    m_workers = std::make_unique<WorkerPool>(m_context, m_context.options.readers);
    m_writers = std::make_unique<WriterPool>(m_context, m_context.options.writers);
}

void LiveCopy::stopWorkers()
{
    if (!m_workers)
        return;
    if (m_setup.control.aborted() || m_context.failed())
        m_context.queue.close(true);
    m_workers->waitUntilIdle();
    m_workers.reset();
    m_context.queue.close(m_setup.control.aborted() || m_context.failed());
    m_writers.reset();
}

Result<void> LiveCopy::prepare()
{
    // Only a job that ran before waits for a server that is away; at the first start that is a finding of the
    // preflight.
    const auto ask = [this](SearchCluster &cluster) {
        return m_setup.resume ? m_context.patiently(QStringLiteral("check"), [&cluster] { return cluster.info(); })
                              : cluster.info();
    };
    const auto from = ask(*m_source);
    if (!from)
        return fail(from.error());
    const auto to = ask(*m_target);
    if (!to)
        return fail(to.error());
    m_context.sourceInfo = *from;
    m_context.targetInfo = *to;
    m_context.vectors = m_source->knowsExcludeVectors();
    return {};
}

Result<void> LiveCopy::prepareNew()
{
    if (const auto done = prepare(); !done && done.error().kind == ErrorKind::Cancelled)
        return done;
    const QStorageInfo disk(m_setup.journal.folder());
    auto report = runPreflight(m_setup.plan, *m_source, *m_target, disk.bytesAvailable());
    if (!report)
        return fail(report.error());
    for (const PreflightItem &item : report->items) {
        if (item.state == CheckState::Pass)
            continue;
        m_context.event(item.state == CheckState::Blocker ? EventLevel::Error : EventLevel::Warning, item.index,
            QString(item.title + QStringLiteral(": ") + item.seen + QStringLiteral(" ") + item.fix));
    }
    if (report->blocked()) {
        const auto blocker = std::find_if(report->items.begin(), report->items.end(),
            [](const PreflightItem &item) { return item.state == CheckState::Blocker; });
        const QString what = blocker == report->items.end()
            ? tr("an index can't be converted")
            : QString(blocker->title + QStringLiteral(": ") + blocker->seen + QStringLiteral(" ") + blocker->fix);
        m_context.board.failed(QStringLiteral("check"), what);
        return fail(ErrorKind::Preflight, tr("Preflight found a blocker: %1").arg(what));
    }
    pinClusters(m_setup.journal, m_context.sourceInfo, m_context.targetInfo);
    m_context.board.done(QStringLiteral("check"));
    startWorkers();
    QStringList names;
    for (const ConvertedIndex &index : report->indices)
        names.append(index.source);
    return addIndices(names, &*report);
}

Result<void> LiveCopy::prepareResumed()
{
    if (const auto done = prepare(); !done)
        return done;
    if (const auto same = checkPinnedClusters(m_setup.journal, m_context.sourceInfo, m_context.targetInfo); !same)
        return same;
    const auto records = m_setup.journal.indices();
    const auto checkpoints = m_setup.journal.checkpoints();
    if (!records || !checkpoints)
        return fail(records ? checkpoints.error() : records.error());
    std::vector<IndexCopy *> unborn;
    for (const IndexRecord &record : *records) {
        IndexDefinition definition;
        definition.name = record.source;
        definition.settings = record.definition.value(QLatin1String("settings")).toObject();
        definition.mappings = record.definition.value(QLatin1String("mappings")).toObject();
        definition.routingShards = record.definition.value(QLatin1String("routing_shards")).toInt();
        definition.aliases = record.definition.value(QLatin1String("aliases")).toObject();
        auto index = std::make_unique<IndexCopy>(record,
            convertIndex(definition, record.target, m_context.sourceInfo, m_context.targetInfo,
                m_setup.plan.overrides.value(record.source)));
        if (record.state == QLatin1String("stopped"))
            index->stop(record.reason);
        const bool created = !record.targetUuid.isEmpty();
        if (created && !index->stopped()) {
            if (const auto opened = openShards(*index, *checkpoints); !opened)
                return opened;
        }
        if (!created && !index->stopped())
            unborn.push_back(index.get());
        const std::lock_guard lock(m_indicesMutex);
        m_indices.push_back(std::move(index));
    }
    const auto inside = resumeInsideCutover();
    if (!inside)
        return fail(inside.error());
    m_context.board.done(QStringLiteral("check"));
    if (*inside) {
        m_pastReturn = true;
        return {};
    }
    m_forcePasses = true;
    startWorkers();
    // Pins first: nothing is read or written before both sides are known to be the same as before.
    for (const auto &index : m_indices)
        index->mapping = "{}"; // it may have grown meanwhile
    const auto pinned = m_context.patiently(QStringLiteral("check"), [this]() -> Result<void> {
        if (const auto resolved = resolveSelection(); !resolved)
            return resolved;
        if (const auto checked = checkTargets(); !checked)
            return checked;
        if (const auto sampled = sampleSource(false); !sampled)
            return sampled;
        return growMappings(active());
    });
    if (!pinned)
        return pinned;
    for (const auto &index : m_indices) {
        if (index->stopped() || index->shards.empty())
            continue;
        if (const auto lowered = lowerSettings(*index); !lowered)
            return lowered;
        if (std::any_of(index->shards.begin(), index->shards.end(), [](const auto &s) { return !s->started(); }))
            continue; // its start line was not drawn yet
        index->setState(index->baseDone() ? IndexState::Following : IndexState::Copying);
        for (const auto &shard : index->shards)
            if (!shard->baseDone())
                m_workers->copyBase(shard);
    }
    if (const auto created = createTargets(unborn); !created)
        return created;
    std::vector<IndexCopy *> lineless;
    for (const auto &index : m_indices)
        if (!index->stopped()
            && (index->shards.empty() || std::any_of(index->shards.begin(), index->shards.end(), [](const auto &s) {
                   return !s->started();
               })))
            lineless.push_back(index.get());
    m_context.board.done(QStringLiteral("targets"));
    if (const auto drawn = startLine(lineless, true); !drawn)
        return drawn;
    m_context.board.done(QStringLiteral("start-line"));
    m_context.board.finish(StageId::Initialization);
    return {};
}

//! `--cutover never`: everything up to one checkpoint, once, and compared.
Result<void> LiveCopy::copyOnce()
{
    m_state = JobState::Running;
    m_context.board.begin(StageId::Migration, QStringLiteral("copy"));
    std::chrono::steady_clock::time_point settled;
    while (!m_context.halting()) {
        const auto indices = active();
        const bool done = std::all_of(indices.begin(), indices.end(), [](const IndexCopy *i) { return i->baseDone(); });
        const auto now = std::chrono::steady_clock::now();
        if (done || now - settled > std::chrono::seconds(1)) { // many indices in one request
            settleBase();
            settled = now;
        }
        if (done)
            break;
        m_setup.control.sleep(20);
    }
    if (m_context.halting())
        return {};
    m_context.board.done(QStringLiteral("copy"));
    // A document that changed between a checkpoint and its refresh was not visible in any window: go on until
    // everything that the source has is applied. With a writer that never rests this does not end, and is said.
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
        const auto last = m_context.patiently(QStringLiteral("follow"), [this] { return round(true); });
        if (!last)
            return m_context.halting() ? Result<void>{} : last;
        if (const auto sampled = sampleSource(true); !sampled)
            return sampled;
        const auto indices = active();
        const bool still = std::all_of(indices.begin(), indices.end(), [](const IndexCopy *i) {
            return std::all_of(
                i->shards.begin(), i->shards.end(), [](const auto &s) { return s->latest.maxSeqNo <= s->applied(); });
        });
        if (still || m_context.halting())
            break;
        if (std::chrono::steady_clock::now() > until) {
            m_context.finding(QStringLiteral("count"), {}, {},
                tr("The source is still being written to: its newest changes are not on the target."));
            break;
        }
    }
    if (m_context.halting())
        return {};
    m_context.board.finish(StageId::Migration);
    if (const auto compared = compareOnce(); !compared)
        return m_context.halting() ? Result<void>{} : compared;
    for (const auto &index : m_indices)
        index->setState(IndexState::Finished);
    for (const char *step : {"gate", "block", "drain", "switch"})
        m_context.board.skip(QString::fromLatin1(step), tr("Copied once, as ordered; no cutover."));
    m_context.board.finish(StageId::Finalization);
    return {};
}

Result<void> LiveCopy::follow()
{
    m_state = JobState::Running;
    m_context.board.begin(StageId::Migration, QStringLiteral("copy"));
    // Counted from the start of this run: resuming an expired job gives it its time anew.
    const auto limit = std::chrono::duration<double>(m_setup.plan.expireDays * 86'400);
    int gone = 0;
    while (!m_context.halting()) {
        if (m_setup.control.paused()) {
            m_state = JobState::Paused;
            m_setup.control.waitWhilePaused();
            m_state = JobState::Running;
            continue;
        }
        if (m_setup.clock.elapsed() - m_begun > limit)
            return fail(ErrorKind::Expired,
                tr("Data sync was not stopped within %1 days. Resume to go on, then stop it at the gate.")
                    .arg(m_setup.plan.expireDays));
        const auto begun = std::chrono::steady_clock::now();
        const auto rounded = m_context.patiently(QStringLiteral("follow"), [this] { return round(false); });
        if (!rounded && rounded.error().kind == ErrorKind::NotFound && ++gone < 10) {
            m_lastResolve = std::chrono::hours(-1); // an index vanished between two looks: find out which
            m_lastTargetCheck = m_lastResolve;
            m_setup.control.sleep(200);
            continue;
        }
        gone = 0;
        if (!rounded)
            return m_context.halting() ? Result<void>{} : rounded;
        updateGate();
        const bool open = [this] {
            const std::lock_guard lock(m_gateMutex);
            return m_gate.open;
        }();
        m_state = open && m_setup.cutover == CutoverMode::Ask ? JobState::WaitingForCutover : JobState::Running;
        CutoverOrder order;
        if (m_setup.cutover == CutoverMode::Auto && m_context.findings() > 0 && !m_setup.plan.acceptFindings
            && std::all_of(
                m_indices.begin(), m_indices.end(), [](const auto &i) { return i->stopped() || i->settingsBack; })) {
            m_context.board.skip(
                QStringLiteral("gate"), tr("There are findings; not cut over. The source stays writable."));
            return {};
        }
        // Paused during the round: the source of a paused job is not blocked without a word.
        const bool byItself = m_setup.cutover == CutoverMode::Auto && !m_setup.control.paused();
        if (byItself)
            order = {false, true, m_setup.plan.aliases};
        if (open && (byItself || m_setup.control.takeCutover(&order))) {
            const auto cut = cutOver(order);
            if (!cut)
                return fail(cut.error());
            if (*cut) {
                verifyCopies();
                return {};
            }
            if (m_setup.cutover == CutoverMode::Auto) // nobody looks on: pauses must not come one after the other
                m_setup.control.sleep(callOffRest(++m_callOffs));
            continue;
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        const double rest = m_context.options.roundSeconds - took.count();
        if (rest > 0)
            m_setup.control.sleep(static_cast<int>(rest * 1'000));
    }
    return {};
}

JobSummary LiveCopy::summarize(const Result<void> &ended)
{
    JobSummary summary;
    summary.job = m_setup.job;
    std::optional<Error> error;
    if (m_context.failed())
        error = m_context.error();
    else if (!ended && ended.error().kind != ErrorKind::Cancelled)
        error = ended.error();
    const bool halted = m_setup.control.finishing() && !error;
    if (m_setup.control.aborted()) { // their requests are cut off; putting things back needs connections of its own
        m_source = m_setup.source.open({});
        m_target = m_setup.target.open({});
    }
    if (m_block.standing() && !m_pastReturn && !m_undecided) {
        if (const auto lifted = m_block.lift(*m_source, tr("The job ended.")); !lifted)
            m_context.finding(QStringLiteral("setting"), {}, {}, lifted.error().summary);
    }
    if (!(error && error->kind == ErrorKind::Preflight))
        restoreAll();
    for (const auto &index : m_indices) {
        for (const auto &shard : index->shards) {
            const ShardCheckpoint at = shard->checkpoint();
            summary.ledger += at.ledger;
            m_setup.journal.saveCheckpoint(at);
        }
        m_setup.journal.saveIndex(index->record());
    }
    if (!error && !halted && !summary.ledger.closes())
        m_context.finding(QStringLiteral("count"), {}, {}, tr("The ledger does not close."));
    const bool stoppedIndex
        = std::any_of(m_indices.begin(), m_indices.end(), [](const auto &i) { return i->stopped() && !i->letGo; });
    if (error) {
        failSummary(summary, *error);
        m_state = JobState::Failed;
    } else if (halted && !m_pastReturn) {
        summary.outcome = Outcome::Stopped;
        summary.reason = tr("Stopped by the user; can be resumed.");
        m_state = JobState::Stopped;
    } else if (m_context.findings() > 0 || stoppedIndex) {
        summary.outcome = Outcome::Findings;
        m_state = JobState::Findings;
    } else {
        summary.outcome = Outcome::Succeeded;
        m_state = JobState::Succeeded;
    }
    {
        const std::lock_guard lock(m_gateMutex);
        m_stateReason = summary.reason;
    }
    summary.writePauseSeconds = m_pause;
    summary.seconds = std::chrono::duration<double>(m_setup.clock.elapsed() - m_begun).count();
    summary.rejectedFile = m_context.rejectedFile();
    summary.readInAll = m_readBefore + m_context.counters.documentsRead;
    m_setup.journal.setValue(QStringLiteral("read_in_all"), summary.readInAll);
    closeSummary(summary, m_setup, error.has_value());
    return summary;
}

} // namespace godwit
