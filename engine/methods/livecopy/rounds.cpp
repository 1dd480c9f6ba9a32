// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/livecopy.h"

#include "engine/methods/common/pauselimit.h"
#include "engine/methods/livecopy/deletepass.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("LiveCopy", text, nullptr, n);
}

QStringList sourcesOf(const std::vector<IndexCopy *> &indices)
{
    QStringList names;
    for (const IndexCopy *index : indices)
        names.append(index->source());
    return names;
}

} // namespace

std::vector<IndexCopy *> LiveCopy::active() const
{
    std::vector<IndexCopy *> some;
    for (const auto &index : m_indices)
        if (!index->stopped() && !index->shards.empty())
            some.push_back(index.get());
    return some;
}

QStringList LiveCopy::activeSources() const
{
    return sourcesOf(active());
}

int LiveCopy::primariesOf(const std::vector<IndexCopy *> &indices) const
{
    int sum = 0;
    for (const IndexCopy *index : indices)
        sum += static_cast<int>(index->shards.size());
    return sum;
}

//! Takes indices into the job: creates their targets, draws their start lines, begins to copy; in batches, so that the
//! first ones are copied while the last ones are created.
Result<void> LiveCopy::addIndices(const QStringList &names, PreflightReport *report)
{
    constexpr qsizetype together = 20;
    m_context.board.begin(StageId::Initialization, QStringLiteral("targets"));
    for (qsizetype at = 0; at < names.size() && !m_context.halting(); at += together) {
        const QStringList part = names.mid(at, together);
        const auto definitions
            = m_context.patiently(QStringLiteral("targets"), [&] { return m_source->definitions(part); });
        if (!definitions)
            return fail(definitions.error());
        std::vector<IndexCopy *> added;
        for (const QString &name : part) {
            if (!definitions->contains(name))
                continue; // gone since it was listed
            const IndexDefinition definition = definitions->value(name);
            const QString targetName = m_setup.plan.select.targetName(name);
            ConvertedIndex converted;
            const ConvertedIndex *known = nullptr;
            if (report) {
                const auto it = std::find_if(report->indices.begin(), report->indices.end(),
                    [&name](const ConvertedIndex &c) { return c.source == name; });
                known = it == report->indices.end() ? nullptr : &*it;
            }
            converted = known ? *known
                              : convertIndex(definition, targetName, m_context.sourceInfo, m_context.targetInfo,
                                  m_setup.plan.overrides.value(name));
            if (!converted.blockers.isEmpty()) {
                m_refused.insert(name);
                m_context.finding(QStringLiteral("mapping"), name, {}, converted.blockers.join(QStringLiteral(" ")));
                continue;
            }
            for (const QString &change : std::as_const(converted.changes))
                m_context.event(EventLevel::Info, name, change);
            IndexRecord record;
            record.source = name;
            record.target = targetName;
            record.sourceUuid = definition.uuid;
            record.shards = definition.shards();
            record.definition = QJsonObject{{QStringLiteral("settings"), definition.settings},
                {QStringLiteral("mappings"), definition.mappings}, {QStringLiteral("aliases"), definition.aliases},
                {QStringLiteral("routing_shards"), definition.routingShards}};
            auto index = std::make_unique<IndexCopy>(record, std::move(converted));
            // What the target is made with; it is put again at the start line if it has grown by then.
            index->mapping = QJsonDocument(definition.mappings).toJson(QJsonDocument::Compact);
            m_setup.journal.saveIndex(index->record());
            added.push_back(index.get());
            const std::lock_guard lock(m_indicesMutex);
            m_indices.push_back(std::move(index));
        }
        if (const auto created = createTargets(added); !created)
            return created;
        if (const auto drawn = startLine(added, report != nullptr); !drawn)
            return drawn;
        m_context.board.figure(QStringLiteral("targets"),
            tr("%1 of %2")
                .arg(m_indices.size())
                .arg(std::max<qsizetype>(names.size(), static_cast<qsizetype>(m_indices.size()))));
    }
    m_context.board.done(QStringLiteral("targets"));
    m_context.board.done(QStringLiteral("start-line"));
    m_context.board.finish(StageId::Initialization);
    return {};
}

Result<void> LiveCopy::openShards(IndexCopy &index, const std::vector<ShardCheckpoint> &checkpoints)
{
    const QDir folder(QDir(m_setup.journal.folder()).filePath(QStringLiteral("register")));
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorKind::Storage, tr("The folder %1 can't be made. Check rights and space.").arg(folder.path()));
    for (int shard = 0; shard < index.record().shards; ++shard) {
        const auto saved = std::find_if(checkpoints.begin(), checkpoints.end(),
            [&](const ShardCheckpoint &c) { return c.index == index.source() && c.shard == shard; });
        const bool known = saved != checkpoints.end();
        auto documents = DocumentRegister::open(
            folder.filePath(QStringLiteral("%1-%2.reg").arg(index.record().sourceUuid).arg(shard)),
            known ? saved->registerBytes : 0);
        if (!documents)
            return fail(documents.error());
        const bool damaged = (*documents)->damaged();
        auto made = std::make_shared<ShardCopy>(index, shard, std::move(*documents));
        if (known)
            made->restore(*saved);
        if (damaged) {
            // The target's ids are Godwit's own only where nobody else's were there before, and a shard's ids are those
            // of the same shard only where the target places documents by the rule that held until Elasticsearch 9.
            const bool otherRule
                = m_context.targetInfo.product == Product::Elasticsearch && m_context.targetInfo.version.major >= 9;
            if (m_context.options.sourceVersions || m_setup.plan.existing == ExistingTarget::Append || otherRule)
                return fail(ErrorKind::Storage,
                    tr("The register of %1 is damaged and can't be rebuilt here. Start a new "
                       "migration.")
                        .arg(index.source()));
            const auto rebuilt = m_context.patiently(
                QStringLiteral("check"), [&] { return rebuildRegister(m_context, *m_target, *made); });
            if (!rebuilt)
                return rebuilt;
        }
        index.copied += made->ledger().read;
        index.shards.push_back(std::move(made));
    }
    return {};
}

//! Per primary: the checkpoint first, then a refresh. So everything up to it is searchable, and nothing below can come
//! late.
Result<void> LiveCopy::startLine(const std::vector<IndexCopy *> &indices, bool patient)
{
    std::vector<IndexCopy *> fresh;
    for (IndexCopy *index : indices) {
        if (index->stopped())
            continue;
        if (index->shards.empty())
            if (const auto opened = openShards(*index, {}); !opened)
                return opened;
        fresh.push_back(index);
    }
    if (fresh.empty())
        return {};
    m_context.board.begin(StageId::Initialization, QStringLiteral("start-line"));
    const auto draw = [&]() -> Result<void> {
        const auto states = m_source->shardStates(sourcesOf(fresh));
        if (!states)
            return fail(states.error());
        if (static_cast<int>(states->size()) < primariesOf(fresh))
            return fail(ErrorKind::Incomplete,
                tr("Not every primary shard of the source is available. Wait until the cluster is yellow or green."));
        if (const auto refreshed = m_source->refresh(sourcesOf(fresh), primariesOf(fresh)); !refreshed)
            return refreshed;
        if (const auto grown = growMappings(fresh); !grown)
            return grown;
        for (IndexCopy *index : fresh) {
            for (const auto &shard : index->shards) {
                const auto state = std::find_if(states->begin(), states->end(),
                    [&](const ShardState &s) { return s.index == index->source() && s.shard == shard->shard(); });
                if (state == states->end())
                    return fail(
                        ErrorKind::Incomplete, tr("A primary shard of %1 is not available.").arg(index->source()));
                if (state->indexUuid != index->record().sourceUuid)
                    return fail(ErrorKind::Changed,
                        tr("%1 was made again while the migration began. Start anew.").arg(index->source()));
                shard->setNode(state->nodeId);
                if (!shard->started())
                    shard->setStartLine(state->globalCheckpoint, state->historyUuid, state->deleteTotal, state->nodeId);
            }
        }
        return {};
    };
    const auto drawn = patient ? m_context.patiently(QStringLiteral("start-line"), draw) : draw();
    // A new index whose primary is not there yet must not hold up the others: the next round tries again.
    if (!drawn && !patient && drawn.error().kind == ErrorKind::Incomplete)
        return {};
    if (!drawn)
        return drawn;
    for (IndexCopy *index : fresh) {
        index->setState(IndexState::Copying);
        m_setup.journal.saveIndex(index->record());
        for (const auto &shard : index->shards) {
            m_setup.journal.saveCheckpoint(shard->checkpoint());
            m_workers->copyBase(shard);
        }
        m_workers->run([index](SearchCluster &source, SearchCluster &) {
            if (const auto total = source.count(index->source()))
                index->total = *total;
        });
    }
    return {};
}

Result<void> LiveCopy::sampleSource(bool duringPause)
{
    const auto indices = active();
    const auto states = m_source->shardStates(sourcesOf(indices));
    if (!states)
        return fail(states.error());
    const auto now = m_setup.clock.elapsed();
    QHash<QString, std::vector<const ShardState *>> byIndex;
    for (const ShardState &state : *states)
        byIndex[state.index].push_back(&state);
    qint64 operations = 0;
    for (IndexCopy *index : indices) {
        for (const auto &shard : index->shards) {
            const auto &some = byIndex[index->source()];
            const auto found = std::find_if(
                some.begin(), some.end(), [&shard](const ShardState *s) { return s->shard == shard->shard(); });
            shard->known = found != some.end();
            if (!shard->known) {
                if (duringPause)
                    return fail(
                        ErrorKind::Incomplete, tr("A primary shard of %1 is not available.").arg(index->source()));
                shard->forceDeletePass = true; // its counter may begin anew
                continue;
            }
            const ShardState &state = **found;
            if (state.indexUuid != index->record().sourceUuid)
                break; // the next look at the selection names it
            if (state.historyUuid != shard->historyUuid() && !shard->historyUuid().isEmpty()) {
                index->stop(tr("The history of shard %1 changed: operations were lost or restored on the source. "
                               "Migrate the index anew.")
                                .arg(shard->shard()));
                m_context.finding(QStringLiteral("changed"), index->source(), {}, index->reason());
                break;
            }
            // At the first look there is nothing to compare with; a start line or a resume says what a pass must see.
            if (!shard->latest.nodeId.isEmpty()
                && (shard->latest.nodeId != state.nodeId || state.deleteTotal < shard->latest.deleteTotal))
                shard->forceDeletePass = true;
            shard->latest = state;
            shard->setNode(state.nodeId);
            operations += state.maxSeqNo + 1;
            if (shard->samples.empty() ? state.maxSeqNo > shard->applied()
                                       : state.maxSeqNo > shard->samples.back().maxSeqNo)
                shard->samples.push_back({now, state.maxSeqNo});
        }
    }
    m_sourceWrites.emplace_back(now, operations);
    while (m_sourceWrites.size() > 2 && now - m_sourceWrites.front().first > std::chrono::seconds(12))
        m_sourceWrites.pop_front();
    for (IndexCopy *index : active()) {
        qint64 sum = 0;
        for (const auto &shard : index->shards)
            sum += shard->latest.maxSeqNo + 1;
        index->operations.push_back(sum);
        while (index->operations.size() > m_sourceWrites.size())
            index->operations.pop_front();
    }
    return {};
}

//! One look: everything that the source has made durable since the last one goes to the target.
Result<void> LiveCopy::round(bool duringPause)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto now = m_setup.clock.elapsed();
    // A list of a thousand indices costs the master something, so it is asked for less often then.
    const auto every = std::chrono::milliseconds(m_indices.size() > 100 ? 5'000 : 900);
    if (duringPause || now - m_lastResolve > every) {
        const std::size_t before = m_indices.size();
        if (const auto resolved = resolveSelection(); !resolved)
            return resolved;
        m_lastResolve = m_setup.clock.elapsed();
        if (duringPause && m_indices.size() != before)
            return fail(ErrorKind::Changed, tr("A new index appeared on the source while writes were stopped."));
    }
    if (duringPause || now - m_lastTargetCheck > every) {
        if (const auto checked = checkTargets(duringPause); !checked)
            return checked;
        m_lastTargetCheck = m_setup.clock.elapsed();
    }
    std::vector<IndexCopy *> lineless;
    for (IndexCopy *index : active())
        if (std::any_of(index->shards.begin(), index->shards.end(), [](const auto &s) { return !s->started(); }))
            lineless.push_back(index);
    if (!lineless.empty() && !duringPause)
        if (const auto drawn = startLine(lineless, false); !drawn)
            return drawn;
    if (const auto sampled = sampleSource(duringPause); !sampled)
        return sampled;
    if (m_forcePasses) {
        for (IndexCopy *index : active())
            for (const auto &shard : index->shards)
                shard->forceDeletePass = true;
        m_forcePasses = false;
    }
    std::vector<IndexCopy *> changed;
    std::vector<IndexCopy *> refreshed;
    QStringList trailing;
    std::vector<std::shared_ptr<ShardCopy>> tails;
    for (IndexCopy *index : active()) {
        bool moved = false;
        bool refresh = false;
        bool behind = false;
        for (const auto &shard : index->shards) {
            if (!shard->baseDone() || !shard->known)
                continue;
            const ShardState &state = shard->latest;
            const bool ahead = state.globalCheckpoint > shard->applied();
            moved |= ahead;
            refresh |= ahead || shard->forceDeletePass || state.deleteTotal != shard->deleteTotalDone();
            if (ahead) {
                shard->extendTo(state.globalCheckpoint);
                tails.push_back(shard);
            }
            if (state.globalCheckpoint >= state.maxSeqNo)
                shard->trailingSince.reset();
            else if (!shard->trailingSince)
                shard->trailingSince = now;
            else if (now - *shard->trailingSince > std::chrono::seconds(1) || duringPause)
                behind = true;
        }
        if (moved)
            changed.push_back(index);
        if (refresh)
            refreshed.push_back(index);
        if (behind)
            trailing.append(index->source());
    }
    if (!trailing.isEmpty()) {
        // Async translog: the checkpoint only moves with the next sync, up to 30 s later; a flush syncs now.
        if (const auto flushed = m_source->flush(trailing); !flushed)
            return flushed;
        for (IndexCopy *index : active())
            for (const auto &shard : index->shards)
                shard->trailingSince.reset();
    }
    if (!refreshed.empty()) {
        if (const auto done = m_source->refresh(sourcesOf(refreshed), primariesOf(refreshed)); !done)
            return done;
    }
    if (const auto grown = growMappings(changed); !grown)
        return grown;
    const auto indices = active();
    if (!duringPause && std::any_of(indices.begin(), indices.end(), [](const IndexCopy *i) { return i->baseDone(); }))
        m_context.board.begin(StageId::Migration, QStringLiteral("follow"));
    if (!tails.empty()) {
        if (const auto ran = runTails(tails); !ran)
            return ran;
    }
    if (const auto passed = runDeletePasses(duringPause); !passed)
        return passed;
    settleBase();
    measureLag();
    m_lastRoundSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (std::all_of(indices.begin(), indices.end(), [](const IndexCopy *i) { return i->baseDone(); })) {
        m_drainSeconds.push_back(m_lastRoundSeconds);
        if (m_drainSeconds.size() > 20)
            m_drainSeconds.pop_front();
    }
    return {};
}

//! Copies up to the extents just set, and waits until the target has acknowledged all of it.
Result<void> LiveCopy::runTails(const std::vector<std::shared_ptr<ShardCopy>> &tails)
{
    for (const auto &shard : tails)
        m_workers->copyTail(shard);
    for (;;) {
        if (!m_workers->waitForTails(std::chrono::steady_clock::now() + std::chrono::seconds(1)) && pauseLimitReached())
            return fail(pauseLimitError(m_setup.plan.pauseLimitSeconds));
        const bool all = std::all_of(
            tails.begin(), tails.end(), [](const auto &s) { return s->caughtUp() || s->index().stopped(); });
        if (all)
            return {};
        if (m_context.failed())
            return fail(m_context.error());
        if (m_setup.control.aborted())
            return fail(ErrorKind::Cancelled, {});
        if (pauseLimitReached())
            return fail(pauseLimitError(m_setup.plan.pauseLimitSeconds));
        if (m_context.halting()) // what is under way is finished when the workers are stopped
            return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // readers are through, writers finish
    }
}

Result<void> LiveCopy::runDeletePasses(bool duringPause)
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<WorkerPool::Check> passes;
    for (IndexCopy *index : active()) {
        for (const auto &shard : index->shards) {
            const ShardState state = shard->latest;
            const bool wanted = shard->forceDeletePass || state.deleteTotal != shard->deleteTotalDone()
                || state.nodeId != shard->deleteNodeDone();
            if (!wanted || !shard->known || !shard->baseDone() || !shard->caughtUp() || shard->applied() < 0
                || (!duringPause && (now < shard->nextDeletePass || shard->inDeletePass)))
                continue;
            passes.push_back(
                [this, shard, state, duringPause](SearchCluster &source, SearchCluster &target) -> Result<void> {
                    const auto begun = std::chrono::steady_clock::now();
                    // One that waits for the target outlives the waiting for it: no second one beside it.
                    if (shard->inDeletePass.exchange(true))
                        return fail(Error{ErrorKind::Incomplete,
                            tr("The deletes of %1 still wait for the target.").arg(shard->index().source()), {}, 0,
                            true, {}});
                    const auto passed = deletePass(m_context, source, target, shard, state);
                    shard->inDeletePass = false;
                    // At most a tenth of the time goes into passes.
                    const auto took = std::chrono::steady_clock::now() - begun;
                    shard->nextDeletePass = std::chrono::steady_clock::now() + took * (duringPause ? 0 : 9);
                    if (!passed)
                        return fail(passed.error());
                    if (!*passed && duringPause && !shard->index().stopped())
                        return fail(Error{ErrorKind::Incomplete,
                            tr("The last deletes of %1 are not durable yet.").arg(shard->index().source()), {}, 0, true,
                            {}});
                    return {};
                });
        }
    }
    if (passes.empty())
        return {};
    m_context.board.begin(StageId::Migration, QStringLiteral("deletes"));
    const auto ran = m_workers->runAll(std::move(passes), [this] { return pauseLimitReached(); });
    m_context.board.figure(QStringLiteral("deletes"), tr("%L1 applied").arg(m_context.counters.deletesApplied.load()));
    if (!ran && ran.error().kind == ErrorKind::Cancelled && !duringPause)
        return {};
    return ran;
}

//! Indices whose base copy is through get their settings back at once, long before the cutover.
void LiveCopy::settleBase()
{
    int done = 0;
    std::vector<IndexCopy *> lowered;
    for (IndexCopy *index : active()) {
        if (!index->baseDone())
            continue;
        ++done;
        if (index->state() == IndexState::Copying) {
            index->setState(IndexState::Following);
            m_context.event(EventLevel::Info, index->source(),
                tr("Copied %Ln documents. Following changes.", static_cast<int>(index->copied.load())));
        }
        if (!index->settingsBack)
            lowered.push_back(index);
    }
    if (!lowered.empty()) {
        m_context.board.begin(StageId::Migration, QStringLiteral("settings"));
        if (const auto back = restoreSettings(lowered); !back) // tried again in the next round; the undo list keeps it
            m_context.board.waiting(QStringLiteral("settings"), back.error().summary);
    }
    const auto all = static_cast<int>(active().size());
    m_context.board.figure(QStringLiteral("copy"), tr("%1 of %2 indices").arg(done).arg(all));
    if (done == all && all > 0) {
        m_context.board.done(QStringLiteral("copy"));
        const auto indices = active();
        if (std::all_of(indices.begin(), indices.end(), [](const IndexCopy *i) { return i->settingsBack; }))
            m_context.board.done(QStringLiteral("settings"));
    }
}

void LiveCopy::measureLag()
{
    const auto now = m_setup.clock.elapsed();
    double worst = 0;
    bool all = true;
    for (IndexCopy *index : active()) {
        double lag = 0;
        for (const auto &shard : index->shards) {
            while (!shard->samples.empty() && shard->samples.front().maxSeqNo <= shard->applied()) {
                lag = std::max(lag, std::chrono::duration<double>(now - shard->samples.front().at).count());
                shard->samples.pop_front();
            }
            if (!shard->samples.empty())
                lag = std::max(lag, std::chrono::duration<double>(now - shard->samples.front().at).count());
        }
        const bool unknown
            = std::any_of(index->shards.begin(), index->shards.end(), [](const auto &s) { return !s->known; });
        if (!index->baseDone() || unknown) {
            index->lag = -1;
            all = false;
            continue;
        }
        index->lag = lag;
        worst = std::max(worst, lag);
    }
    m_lag = all ? worst : -1;
    m_lagSeen = std::chrono::steady_clock::now();
    if (all && worst < m_setup.plan.lagLimitSeconds && !m_noticed) {
        m_noticed = true;
        const QString text = tr("Lag is below %1 s: data sync can be stopped.").arg(m_setup.plan.lagLimitSeconds);
        m_context.event(EventLevel::Info, {}, text);
        m_setup.observer.notice(text);
    }
}

} // namespace godwit
