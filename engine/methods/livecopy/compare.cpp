// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is compared inside the write pause, before the point of no return, and after a copy without a cutover.
#include "engine/mappingcompare.h"
#include "engine/methods/livecopy/livecopy.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <map>
#include <thread>

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
    const SourceNumbers drained = sourceNumbers(); // all of it applied, or the drain would not have ended
    const std::size_t known = m_indices.size();
    if (const auto resolved = resolveSelection(); !resolved)
        return resolved;
    if (m_indices.size() != known)
        return fail(ErrorKind::Changed, tr("A new index appeared on the source while writes were stopped."));
    if (const auto sampled = sampleSource(true); !sampled)
        return sampled;
    return nothingWrittenSince(drained);
}

//! What the source had at the last look.
LiveCopy::SourceNumbers LiveCopy::sourceNumbers() const
{
    SourceNumbers numbers;
    for (const IndexCopy *index : active())
        for (const auto &shard : index->shards)
            numbers[shard.get()] = shard->latest.maxSeqNo;
    return numbers;
}

//! Judges by the newest sample of the source.
Result<void> LiveCopy::nothingWrittenSince(const SourceNumbers &before) const
{
    qint64 moved = 0;
    QString busiest;
    qint64 most = 0;
    for (const IndexCopy *index : active()) {
        qint64 here = 0;
        for (const auto &shard : index->shards)
            if (const auto then = before.find(shard.get()); then != before.end())
                here += std::max<qint64>(0, shard->latest.maxSeqNo - then->second);
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
        tr("Writes still arrive on the source: %L1 in %L2 s, most of them in %3. Stop them first.")
            .arg(moved)
            .arg(since.count(), 0, 'f', 1)
            .arg(busiest));
}

Result<void> LiveCopy::refreshTargets()
{
    QStringList targets;
    const auto indices = active();
    for (const IndexCopy *index : indices)
        targets.append(index->target());
    const int wanted
        = m_setup.plan.existing == ExistingTarget::Append ? static_cast<int>(indices.size()) : primariesOf(indices);
    return m_target->refresh(targets, wanted);
}

//! Counts on both sides, mappings, and the versions of the changes that came last. Only the counts of the target need
//! its refresh; everything else runs beside it.
Result<void> LiveCopy::compare()
{
    m_context.board.begin(StageId::Finalization, QStringLiteral("compare"));
    for (IndexCopy *index : active())
        index->verified = Verification::Running;
    std::vector<LiveCopyContext::Change> unproven;
    auto checks = changeChecks(&unproven);
    std::vector<WorkerPool::Check> counts = countChecks(true);
    std::move(counts.begin(), counts.end(), std::back_inserter(checks));
    Result<void> beside;
    {
        const std::jthread side([this, &beside, &checks] {
            beside = m_workers->runAll(std::move(checks), [this] { return pauseLimitReached(); });
        });
        auto done = refreshTargets();
        if (done)
            done = compareMappings();
        if (!done) {
            m_context.remember(std::move(unproven));
            return done;
        }
    }
    if (!beside) {
        m_context.remember(std::move(unproven));
        return beside;
    }
    if (const auto counted = m_workers->runAll(countChecks(false), [this] { return pauseLimitReached(); }); !counted)
        return counted;
    if (const auto same = compareCounts(); !same)
        return same;
    for (IndexCopy *index : active())
        index->verified = Verification::Equal;
    m_context.board.done(QStringLiteral("compare"), indicesText(qsizetype(active().size())));
    return {};
}

//! One question an index, on one side.
std::vector<WorkerPool::Check> LiveCopy::countChecks(bool ofSource)
{
    std::vector<WorkerPool::Check> counts;
    for (IndexCopy *index : active()) {
        counts.push_back([index, ofSource](SearchCluster &source, SearchCluster &target) -> Result<void> {
            const auto counted = ofSource ? source.count(index->source()) : target.count(index->target());
            if (!counted)
                return fail(counted.error());
            (ofSource ? index->sourceCount : index->targetCount) = *counted;
            return {};
        });
    }
    return counts;
}

//! Why a target with that many documents is not the copy of so many; empty when it may be.
QString LiveCopy::countDifference(const IndexCopy &index, qint64 here, qint64 there) const
{
    qint64 refused = 0;
    for (const auto &shard : index.shards)
        refused += shard->ledger().rejected;
    // With an existing target to append to, it may hold more; refused documents are known and accepted.
    const bool fits = here == there || (refused > 0 && there < here && there >= here - refused)
        || (m_setup.plan.existing == ExistingTarget::Append && there > here);
    return fits ? QString()
                : tr("%1 has %L2 documents, %3 on the target has %L4.")
                      .arg(index.source())
                      .arg(here)
                      .arg(index.target())
                      .arg(there);
}

Result<void> LiveCopy::compareCounts() const
{
    for (const IndexCopy *index : active()) {
        const QString difference = countDifference(*index, index->sourceCount, index->targetCount);
        if (!difference.isEmpty())
            return fail(ErrorKind::Incomplete, difference);
    }
    return {};
}

//! After a copy without a cutover: counts, and versions of the changes that came last; what differs is a finding.
//! Nobody stopped the writes, so the counts of the source say something only where it stood still since they were asked
//! for. Elsewhere the target must have what was sent there.
Result<void> LiveCopy::compareOnce()
{
    const QString step = QStringLiteral("compare");
    if (active().empty()) {
        const QString why = tr("Every index dropped out, so nothing was compared.");
        m_context.finding(QStringLiteral("count"), {}, {}, why);
        m_context.board.skip(step, why);
        return {};
    }
    m_context.board.begin(StageId::Finalization, step);
    for (IndexCopy *index : active())
        index->verified = Verification::Running;
    const auto never = [] { return false; };
    const auto counted = m_context.patiently(step, [&]() -> Result<void> {
        auto done = refreshTargets();
        if (done)
            done = m_workers->runAll(countChecks(true), never);
        if (done)
            done = m_workers->runAll(countChecks(false), never);
        return done ? sampleSource(true) : done; // after the counts
    });
    if (!counted)
        return counted;
    const auto proven = m_context.patiently(step, [this] { return compareChanges(); });
    if (!proven && proven.error().kind != ErrorKind::Conflict)
        return proven;
    if (!proven)
        m_context.finding(QStringLiteral("different"), {}, {}, proven.error().summary);
    int moving = 0;
    for (IndexCopy *index : active()) {
        const auto still = judgeCounts(*index);
        if (!still)
            return fail(still.error());
        moving += *still ? 0 : 1;
        if (!proven && index->verified == Verification::Equal) // the document may be one of it
            index->verified = Verification::Pending;
    }
    m_context.board.done(step,
        moving == 0
            ? indicesText(qsizetype(active().size()))
            : tr("%1, of which %2 were written to meanwhile").arg(indicesText(qsizetype(active().size()))).arg(moving));
    return {};
}

//! One index after its counts were asked for. Whether the source stood still, so that both sides were compared.
Result<bool> LiveCopy::judgeCounts(IndexCopy &index)
{
    const bool still = std::all_of(index.shards.begin(), index.shards.end(),
        [](const auto &shard) { return shard->latest.maxSeqNo <= shard->applied(); });
    qint64 wanted = index.sourceCount;
    if (!still) {
        wanted = 0;
        for (const auto &shard : index.shards) {
            const auto sent = shard->documents().live();
            if (!sent)
                return fail(sent.error());
            wanted += *sent;
        }
    }
    const QString difference = countDifference(index, wanted, index.targetCount);
    if (!difference.isEmpty()) {
        m_context.finding(QStringLiteral("count"), index.source(), {},
            still ? difference
                  : tr("%L1 documents of %2 were copied and not deleted since, but %3 has %L4.")
                        .arg(wanted)
                        .arg(index.source(), index.target())
                        .arg(index.targetCount.load()));
    } else if (!still) {
        m_context.event(EventLevel::Warning, index.source(),
            tr("%1 was written to while it was compared: its target has the %L2 documents that were copied; what came "
               "later was not looked at.")
                .arg(index.source())
                .arg(wanted));
    }
    index.verified = !difference.isEmpty() ? Verification::Different
        : still                            ? Verification::Equal
                                           : Verification::Pending;
    return still;
}

//! Mappings field by field, of every index whose mapping on either side is not the one that was compared last. A target
//! that was there before keeps its own; what that costs shows in refused documents.
Result<void> LiveCopy::compareMappings()
{
    if (m_setup.plan.existing == ExistingTarget::Append)
        return {};
    QStringList targets;
    const auto indices = active();
    for (const IndexCopy *index : indices)
        targets.append(index->target());
    const auto here = m_source->mappings(activeSources());
    if (!here)
        return fail(here.error());
    const auto there = m_target->mappings(targets);
    if (!there)
        return fail(there.error());
    for (IndexCopy *index : indices) {
        const QByteArray both = here->value(index->source()) + '\n' + there->value(index->target());
        if (both == index->mappingsCompared || index->mappingRefused) // a refused one is a finding already
            continue;
        const QStringList differences = mappingDifferences(convertedMapping(*index, here->value(index->source())),
            QJsonDocument::fromJson(there->value(index->target())).object());
        if (!differences.isEmpty())
            return fail(ErrorKind::Incomplete,
                tr("The mapping of %1 on the target is not that of %2: %3")
                    .arg(index->target(), index->source(), differences.first()));
        index->mappingsCompared = both;
    }
    return {};
}

//! Reads `_version` of the last changes back from the target, each once. Conflict when one is not the newest.
Result<void> LiveCopy::compareChanges()
{
    std::vector<LiveCopyContext::Change> unproven;
    auto checks = changeChecks(&unproven);
    auto checked = m_workers->runAll(std::move(checks), [this] { return pauseLimitReached(); });
    if (!checked)
        m_context.remember(std::move(unproven));
    return checked;
}

//! The questions that prove the last changes. `unproven` gets the changes, to be looked at once more if one of them
//! fails.
std::vector<WorkerPool::Check> LiveCopy::changeChecks(std::vector<LiveCopyContext::Change> *unproven)
{
    std::map<std::pair<ShardCopy *, std::string>, LiveCopyContext::Change> newest;
    for (LiveCopyContext::Change &change : m_context.takeChanges())
        newest[{change.shard.get(), change.id}] = std::move(change);
    for (const auto &[key, change] : newest)
        unproven->push_back(change);
    std::map<ShardCopy *, std::vector<LiveCopyContext::Change>> byShard;
    for (auto &[key, change] : newest)
        if (!change.shard->index().stopped())
            byShard[key.first].push_back(std::move(change));
    std::vector<WorkerPool::Check> checks;
    for (auto &[shard, changes] : byShard) {
        // By id and routing, wherever the target keeps it: Elasticsearch 9.4 places documents by another rule than all
        // before. Any copy will do, since what was acknowledged is on all of them.
        const ShardRef ref{shard->index().target(), -1, {}};
        checks.push_back([this, ref, part = std::move(changes)](
                             SearchCluster &, SearchCluster &target) { return readBack(target, ref, part); });
    }
    return checks;
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
        return fail(ErrorKind::Conflict,
            tr("Document %1 of %2 is not on the target in its newest version.")
                .arg(QString::fromStdString(changes[i].id), ref.index));
    }
    return {};
}

Result<void> LiveCopy::rememberMoment()
{
    QStringList targets;
    QHash<QString, qint64> counted;
    for (const IndexCopy *index : active()) {
        targets.append(index->target());
        if (m_setup.plan.existing != ExistingTarget::Append)
            counted.insert(index->target(), index->targetCount);
    }
    return m_after.remember(*m_source, *m_target, activeSources(), targets, counted);
}

//! Refused documents are findings already, and an index that was there before may hold more.
void LiveCopy::verifyCopies()
{
    if (!m_after.due())
        return;
    m_state = JobState::Running;
    QList<IndexPair> pairs;
    QHash<QString, IndexCopy *> byName;
    for (IndexCopy *index : active()) {
        pairs.append({index->source(), index->target()});
        byName.insert(index->source(), index);
    }
    const auto expected = [this](const VerifyFinding &finding) {
        const bool count = finding.kind == QLatin1String("count");
        const bool more
            = m_setup.plan.existing == ExistingTarget::Append && (count || finding.kind == QLatin1String("extra"));
        return more || m_context.wasRejected(finding.sourceIndex, finding.id.toStdString())
            || (count && !m_context.rejectedFile().isEmpty());
    };
    m_after.run(pairs, expected,
        [&byName](const QString &source, Verification verification) { byName.value(source)->verified = verification; });
}

} // namespace godwit
