// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/snapshotjob.h"

#include "engine/methods/common/jobending.h"
#include "engine/methods/common/reportloop.h"
#include "engine/methods/snapshots/repositoryfaults.h"
#include "engine/methods/snapshots/repositorysetup.h"
#include "engine/methods/snapshots/watchedsnapshots.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotJob", text);
}

} // namespace

SnapshotJob::SnapshotJob(JobSetup &setup, double patienceSeconds, QList<Stage> stages, RepositoryOptions repository)
    : m_setup(setup)
    , m_repository(std::move(repository))
    , m_notes(setup, std::move(stages), patienceSeconds)
    , m_patience(patienceSeconds)
    , m_started(QDateTime::currentDateTimeUtc())
    , m_integrations(setup.plan, setup.journal)
    , m_onAbort(setup.control.stopToken(), [this] { m_stop.request_stop(); })
{
}

SnapshotJob::~SnapshotJob() = default;

JobSummary SnapshotJob::run()
{
    m_begun = m_setup.clock.elapsed();
    m_setup.journal.setState(QStringLiteral("running"), {});
    connect(m_stop.get_token());
    std::jthread reporter([this](std::stop_token stop) { report(stop); });
    m_board.begin(StageId::Initialization, QStringLiteral("check"));
    const Result<void> ended = conduct();
    JobSummary summary;
    summary.job = m_setup.job;
    const bool failed = !ended && ended.error().kind != ErrorKind::Cancelled;
    if (m_setup.control.aborted()) // their requests are cut off; putting things back needs connections of its own
        connect({});
    if (!(failed && ended.error().kind == ErrorKind::Preflight)) {
        settle(failed);
        if (const auto opened = reopen(); !opened)
            event(EventLevel::Error, {},
                tr("Indices of the target that were closed to be restored over could not be opened again: %1 They stay "
                   "on the list; resume the job, or open them there.")
                    .arg(opened.error().summary));
    }
    for (const TravellingIndex *index : travelling())
        m_setup.journal.saveIndex(index->record);
    if (failed) {
        failSummary(summary, ended.error());
        m_state = JobState::Failed;
    } else if ((halting() || !ended) && !complete()) {
        summary.outcome = Outcome::Stopped;
        summary.reason = tr("Stopped by the user; can be resumed.");
        m_state = JobState::Stopped;
    } else {
        const bool findings = m_setup.journal.findingCount() > 0;
        summary.outcome = findings ? Outcome::Findings : Outcome::Succeeded;
        m_state = findings ? JobState::Findings : JobState::Succeeded;
        finish(summary);
    }
    {
        const std::lock_guard lock(m_mutex);
        m_reason = summary.reason;
    }
    summary.writePauseSeconds = m_pause;
    summary.seconds = std::chrono::duration<double>(m_setup.clock.elapsed() - m_begun).count();
    closeSummary(summary, m_setup, failed);
    reporter.request_stop();
    reporter.join();
    m_integrations.take(m_setup.control);
    m_setup.observer.snapshot(snapshot());
    return summary;
}

void SnapshotJob::connect(std::stop_token stop)
{
    m_sourceSnapshots.reset();
    m_targetSnapshots.reset();
    m_source = m_setup.source.open(stop);
    m_target = m_setup.target.open(stop);
    // Of each side what happens there; a snapshot that is looked at from the target was made long ago.
    WatchedSnapshots::Watch ofSource;
    ofSource.made = [this](const std::vector<SnapshotShard> &shards) { noteSnapshot(shards); };
    WatchedSnapshots::Watch ofTarget;
    ofTarget.restored = [this](const std::vector<ShardRecovery> &shards) { noteRestore(shards); };
    m_sourceSnapshots = std::make_unique<WatchedSnapshots>(
        m_source->snapshots({m_repository.own.name, prefix()}), std::move(ofSource));
    m_targetSnapshots = std::make_unique<WatchedSnapshots>(
        m_target->snapshots({m_repository.own.name, {}}), std::move(ofTarget));
}

void SnapshotJob::noteSnapshot(const std::vector<SnapshotShard> &shards)
{
    QHash<QString, QList<ShardProgress>> byIndex;
    for (const SnapshotShard &shard : shards)
        byIndex[shard.index].append({shard.shard, false, shard.stage, shard.processedBytes, shard.newBytes});
    noteShards(byIndex, false);
}

//! Primaries that come out of the repository; replicas are made by the cluster later.
void SnapshotJob::noteRestore(const std::vector<ShardRecovery> &shards)
{
    QHash<QString, QList<ShardProgress>> byIndex;
    for (const ShardRecovery &shard : shards) {
        if (shard.primary && shard.type == QLatin1String("SNAPSHOT") && shard.repository == m_repository.own.name)
            byIndex[shard.index].append(
                {shard.shard, true, shard.stage, shard.recoveredBytes + shard.reusedBytes, shard.totalBytes});
    }
    noteShards(byIndex, true);
}

void SnapshotJob::noteShards(const QHash<QString, QList<ShardProgress>> &byIndex, bool restoring)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &index : m_indices) {
        const auto found = byIndex.constFind(restoring ? index->record.target : index->record.source);
        if (found == byIndex.constEnd())
            continue;
        QList<ShardProgress> shards = *found;
        std::sort(shards.begin(), shards.end(),
            [](const ShardProgress &a, const ShardProgress &b) { return a.shard < b.shard; });
        if (shards != index->shards) // else a copy that is shown stays the same one
            index->shards = shards;
    }
}

Result<void> SnapshotJob::preflight(bool sayWarnings)
{
    // On connections of its own: what a preflight may write is less than what the job may.
    const auto source = m_setup.source.open(m_stop.get_token());
    const auto target = m_setup.target.open(m_stop.get_token());
    const auto report = runPreflight(m_setup.plan, *source, *target, -1);
    if (!report)
        return fail(report.error());
    QString blocker;
    for (const PreflightItem &item : report->items) {
        if (item.state == CheckState::Pass)
            continue;
        const QString text = QString(item.title + QStringLiteral(": ") + item.seen + u' ' + item.fix);
        const bool blocks = item.state == CheckState::Blocker;
        if (blocks || sayWarnings)
            event(blocks ? EventLevel::Error : EventLevel::Warning, item.index, text);
        if (blocks && blocker.isEmpty())
            blocker = text;
    }
    if (blocker.isEmpty())
        return {};
    m_board.failed(QStringLiteral("check"), blocker);
    return fail(ErrorKind::Preflight, tr("Preflight found a blocker: %1").arg(blocker));
}

//! Registers what is not there yet, and has every node look at it. What is there under the name stays as it is. What is
//! registered here and can't be used is taken back: the corrected plan would meet it, and Godwit changes none.
Result<void> SnapshotJob::setUpRepository(
    SnapshotService &service, const RepositoryInfo &wanted, bool readOnly, bool source)
{
    const QString side = source ? tr("source") : tr("target");
    const auto known = patiently(QStringLiteral("repository"), [&] { return service.repositories(); });
    if (!known)
        return fail(known.error());
    const auto found = std::find_if(
        known->begin(), known->end(), [&](const RepositoryInfo &repository) { return repository.name == wanted.name; });
    const bool there = found != known->end();
    RepositoryInfo used = there ? *found : wanted;
    if (!there) {
        if (readOnly && used.type != QLatin1String("url"))
            used.settings.insert(QStringLiteral("readonly"), true);
        const auto put = patiently(QStringLiteral("repository"), [&]() -> Result<void> {
            const auto done = service.putRepository(used);
            return done ? done : fail(explainedRefusal(used, done.error(), side));
        });
        if (!put)
            return put;
        event(EventLevel::Info, {},
            readOnly ? tr("Registered the repository %1 on the %2, read-only.").arg(wanted.name, side)
                     : tr("Registered the repository %1 on the %2.").arg(wanted.name, side));
    }
    // Nodes verify with the very threads that restore (the pool "snapshot"), so that the answer would come after it.
    const auto busy = source ? Result<bool>(false)
                             : patiently(QStringLiteral("repository"), [&] { return restoresNow(wanted.name); });
    if (!busy)
        return fail(busy.error());
    if (*busy) {
        event(EventLevel::Info, {},
            tr("The target restores out of the repository %1 at this moment, so its nodes are not asked for it.")
                .arg(wanted.name));
        return {};
    }
    const auto verified = verifyFromEveryNode(service, used, side);
    if (!verified) {
        const ErrorKind kind = verified.error().kind; // of others nobody knows yet whether it can be used
        const bool useless = kind == ErrorKind::Server || kind == ErrorKind::Refused || kind == ErrorKind::NotFound
            || kind == ErrorKind::Incomplete;
        return fail(!there && useless ? takenBack(service, wanted.name, verified.error()) : verified.error());
    }
    event(EventLevel::Info, {},
        tr("All %1 nodes of the %2 reach the repository %3.").arg(verified->verified).arg(side, wanted.name));
    return {};
}

void SnapshotJob::setState(TravellingIndex &index, IndexState state, const QString &reason)
{
    const std::lock_guard lock(m_mutex);
    index.state = state;
    index.reason = reason;
}

std::vector<TravellingIndex *> SnapshotJob::travelling() const
{
    std::vector<TravellingIndex *> all;
    for (const auto &index : m_indices)
        if (!index->stopped())
            all.push_back(index.get());
    return all;
}

void SnapshotJob::waitForNextLook(std::chrono::steady_clock::time_point since) const
{
    const auto gone
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since).count();
    m_setup.control.sleep(static_cast<int>(std::clamp<qint64>(gone / 20, 10, 1'000)));
}

void SnapshotJob::report(std::stop_token stop)
{
    reportUntil(stop, [this] {
        m_integrations.take(m_setup.control);
        m_setup.observer.snapshot(snapshot());
    });
}

JobSnapshot SnapshotJob::snapshot() const
{
    JobSnapshot shot = snapshotOf(m_setup, m_started, m_state);
    shot.stages = m_board.stages();
    shot.findings = static_cast<int>(m_setup.journal.findingCount());
    shot.writePauseSeconds = m_pause;
    shot.integrations = m_integrations.list();
    const auto pausedSince = m_pauseBegun.load();
    if (shot.state == JobState::CuttingOver && pausedSince != std::chrono::steady_clock::time_point())
        shot.pausedForSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - pausedSince).count();
    const std::lock_guard lock(m_mutex);
    bool counted = !m_indices.empty();
    qint64 total = 0;
    for (const auto &index : m_indices) {
        IndexProgress row;
        row.source = index->record.source;
        row.target = index->record.target;
        row.state = index->state;
        row.reason = index->reason;
        row.total = index->documents;
        row.copied = index->restored;
        row.bytes = index->bytes;
        row.verification = index->verified;
        row.shards = index->shards;
        counted = counted && row.total >= 0;
        total += std::max(row.total, row.copied);
        shot.copiedDocuments += row.copied;
        shot.indices.append(row);
    }
    shot.totalDocuments = counted ? total : -1;
    shot.stateReason = m_reason;
    describe(shot);
    return shot;
}

} // namespace godwit
