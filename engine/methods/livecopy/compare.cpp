// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is compared inside the write pause, before the point of no return.
#include "engine/methods/livecopy/livecopy.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

} // namespace

//! The last look at the source before the point of no return: nothing was written since the drain.
Result<void> LiveCopy::confirmStill()
{
    std::map<const ShardCopy *, qint64> before;
    for (const IndexCopy *index : active())
        for (const auto &shard : index->shards)
            before[shard.get()] = shard->applied();
    const std::size_t known = m_indices.size();
    if (const auto resolved = resolveSelection(); !resolved)
        return resolved;
    if (m_indices.size() != known)
        return fail(ErrorKind::Changed, tr("A new index appeared on the source while writes were stopped."));
    if (const auto sampled = sampleSource(true); !sampled)
        return sampled;
    qint64 moved = 0;
    QString busiest;
    qint64 most = 0;
    for (const IndexCopy *index : active()) {
        qint64 here = 0;
        for (const auto &shard : index->shards)
            here += std::max<qint64>(0, shard->latest.maxSeqNo - before[shard.get()]);
        moved += here;
        if (here > most) {
            most = here;
            busiest = index->source();
        }
    }
    if (moved == 0)
        return {};
    const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_pauseBegun.load();
    return fail(ErrorKind::Changed,
        tr("Writes still arrive on the source: %1 in %2 s, most of them in %3. Stop them first.")
            .arg(moved)
            .arg(since.count(), 0, 'f', 1)
            .arg(busiest));
}

//! Counts on both sides and the versions of the changes that came last.
Result<void> LiveCopy::compare()
{
    m_context.board.begin(StageId::Finalization, QStringLiteral("compare"));
    QStringList targets;
    const auto indices = active();
    for (const IndexCopy *index : indices)
        targets.append(index->target());
    const int wanted
        = m_setup.plan.existing == ExistingTarget::Append ? static_cast<int>(indices.size()) : primariesOf(indices);
    if (const auto refreshed = m_target->refresh(targets, wanted); !refreshed)
        return refreshed;
    std::vector<WorkerPool::Check> counts;
    for (IndexCopy *index : indices) {
        counts.push_back([this, index](SearchCluster &source, SearchCluster &target) -> Result<void> {
            const auto here = source.count(index->source());
            if (!here)
                return fail(here.error());
            const auto there = target.count(index->target());
            if (!there)
                return fail(there.error());
            qint64 refused = 0;
            for (const auto &shard : index->shards)
                refused += shard->ledger().rejected;
            // With an existing target to append to, it may hold more; refused documents are known and accepted.
            const bool fits = *here == *there || (refused > 0 && *there < *here && *there >= *here - refused)
                || (m_setup.plan.existing == ExistingTarget::Append && *there > *here);
            if (fits)
                return {};
            return fail(ErrorKind::Incomplete,
                tr("%1 has %2 documents, %3 on the target has %4.")
                    .arg(index->source())
                    .arg(*here)
                    .arg(index->target())
                    .arg(*there));
        });
    }
    if (const auto counted = m_workers->runAll(std::move(counts), [this] { return pauseLimitReached(); }); !counted)
        return counted;
    if (const auto changes = compareChanges(); !changes)
        return changes;
    m_context.board.done(QStringLiteral("compare"), tr("%1 indices").arg(indices.size()));
    return {};
}

//! Reads `_version` of the last changes back from the target, each once.
Result<void> LiveCopy::compareChanges()
{
    std::map<std::pair<ShardCopy *, std::string>, LiveCopyContext::Change> newest;
    for (LiveCopyContext::Change &change : m_context.takeChanges())
        newest[{change.shard.get(), change.id}] = std::move(change);
    std::vector<LiveCopyContext::Change> again; // what is not proven is looked at once more in the next try
    for (const auto &[key, change] : newest)
        again.push_back(change);
    std::map<ShardCopy *, std::vector<LiveCopyContext::Change>> byShard;
    QSet<QString> targets;
    for (auto &[key, change] : newest) {
        if (change.shard->index().stopped())
            continue;
        targets.insert(change.shard->index().target());
        byShard[key.first].push_back(std::move(change));
    }
    if (byShard.empty())
        return {};
    const auto states = m_target->shardStates(QStringList(targets.begin(), targets.end()));
    if (!states) {
        m_context.remember(std::move(again));
        return fail(states.error());
    }
    std::vector<WorkerPool::Check> checks;
    for (auto &[shard, changes] : byShard) {
        const auto state = std::find_if(states->begin(), states->end(), [s = shard](const ShardState &candidate) {
            return candidate.index == s->index().target() && candidate.shard == s->shard();
        });
        if (state == states->end())
            continue; // other partitioning on an existing target: counted, not read back
        const ShardRef ref{shard->index().target(), shard->shard(), state->nodeId};
        checks.push_back([this, ref, part = std::move(changes)](
                             SearchCluster &, SearchCluster &target) { return readBack(target, ref, part); });
    }
    auto checked = m_workers->runAll(std::move(checks), [this] { return pauseLimitReached(); });
    if (!checked)
        m_context.remember(std::move(again));
    return checked;
}

Result<void> LiveCopy::readBack(
    SearchCluster &target, const ShardRef &ref, const std::vector<LiveCopyContext::Change> &changes) const
{
    std::vector<DocumentKey> keys;
    for (const auto &change : changes)
        keys.push_back({change.id, change.routing});
    const auto found = target.lookUp(ref, keys);
    if (!found)
        return fail(found.error());
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if ((*found)[i].found && (*found)[i].version >= changes[i].version)
            continue;
        bool deleted = false;
        const auto known = changes[i].shard->documents().newest(changes[i].id, &deleted);
        if (!known)
            return fail(known.error());
        if (deleted && !(*found)[i].found)
            continue; // deleted since
        if (m_context.wasRejected(changes[i].shard->index().source(), changes[i].id))
            continue; // in the findings already
        return fail(ErrorKind::Incomplete,
            tr("Document %1 of %2 is not on the target in its newest version.")
                .arg(QString::fromStdString(changes[i].id), ref.index));
    }
    return {};
}

} // namespace godwit
