// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/deletepass.h"

#include "engine/methods/livecopy/verdict.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <map>
#include <set>

namespace godwit {
namespace {

using Known = DocumentRegister::Known;
constexpr qint64 bucket = DocumentRegister::bucketWidth;
constexpr qint64 mostBuckets = 1'000;

//! The ranges of `width` in which source and register do not agree.
Result<std::vector<SeqRange>> differing(
    SearchCluster &source, ShardCopy &shard, const std::vector<SeqRange> &within, qint64 width)
{
    const auto histogram = source.seqHistogram(shard.ref(), within, width);
    if (!histogram)
        return fail(histogram.error());
    QHash<qint64, qint64> shown;
    for (const SeqBucket &b : *histogram)
        shown.insert(b.from, b.documents);
    std::vector<SeqRange> differ;
    for (const SeqRange &range : within) {
        for (qint64 from = range.from / width * width; from <= range.to; from += width) {
            const auto live = shard.documents().liveIn(from, width);
            if (!live)
                return fail(live.error());
            if (*live != shown.value(from, 0))
                differ.push_back({from, std::min(range.to, from + width - 1)});
        }
    }
    return differ;
}

//! Buckets of `bucketWidth` in which something vanished: from the whole shard down in two steps.
Result<std::vector<SeqRange>> differingBuckets(SearchCluster &source, ShardCopy &shard, qint64 c)
{
    qint64 width = bucket;
    while ((c + 1) / width + 1 > mostBuckets)
        width *= 2;
    auto ranges = differing(source, shard, {{0, c}}, width);
    while (ranges && width > bucket && !ranges->empty()) {
        // As deep as a thousand buckets a request allow.
        const qint64 finer = std::max(bucket, width / 32);
        const auto together = static_cast<std::size_t>(std::max<qint64>(1, mostBuckets / (width / finer)));
        std::vector<SeqRange> next;
        for (std::size_t at = 0; at < ranges->size(); at += together) {
            const std::vector<SeqRange> part(ranges->begin() + static_cast<std::ptrdiff_t>(at),
                ranges->begin() + static_cast<std::ptrdiff_t>(std::min(ranges->size(), at + together)));
            const auto found = differing(source, shard, part, finer);
            if (!found)
                return fail(found.error());
            next.insert(next.end(), found->begin(), found->end());
        }
        ranges = std::move(next);
        width = finer;
    }
    return ranges;
}

//! Documents of the register in these buckets that the source no longer shows. Numbers first: counting them reads no
//! document, while asking for the ids of the same buckets loads every one of them (130 ms for 3,500). Only where
//! several documents share a number, as after a shrink, must the ids decide.
Result<std::vector<Known>> vanished(SearchCluster &source, ShardCopy &shard, const std::vector<SeqRange> &ranges)
{
    const auto expected = shard.documents().liveEntries(ranges);
    if (!expected)
        return fail(expected.error());
    const auto shown = source.seqHistogram(shard.ref(), ranges, 1);
    if (!shown)
        return fail(shown.error());
    std::map<qint64, qint64> missing; // by number: how many documents less than there should be
    for (const Known &entry : *expected)
        ++missing[entry.seqNo];
    std::set<qint64> some;
    for (const SeqBucket &b : *shown) {
        const auto it = missing.find(b.from);
        if (it == missing.end())
            continue;
        it->second -= b.documents;
        some.insert(b.from);
    }
    std::vector<Known> gone;
    std::vector<SeqRange> shared;
    for (const auto &[number, documents] : missing)
        if (documents > 0 && some.contains(number))
            shared.push_back({number, number});
    std::set<std::pair<qint64, std::string>> there;
    if (!shared.empty()) {
        const auto ids = source.seqNosIn(shard.ref(), shared);
        if (!ids)
            return fail(ids.error());
        there.insert(ids->begin(), ids->end());
    }
    for (const Known &entry : *expected)
        if (missing[entry.seqNo] > 0 && !there.contains({entry.seqNo, entry.id}))
            gone.push_back(entry);
    return gone;
}

//! Of these, the ones that are deleted, not changed again. Realtime and on the primary's node: replicas may be behind.
Result<std::vector<Known>> deletedOnes(SearchCluster &source, ShardCopy &shard, const std::vector<Known> &gone)
{
    std::vector<Known> deleted;
    constexpr std::size_t together = 1'000;
    for (std::size_t at = 0; at < gone.size(); at += together) {
        std::vector<DocumentKey> keys;
        for (std::size_t i = at; i < std::min(gone.size(), at + together); ++i)
            keys.push_back({gone[i].id, gone[i].routing});
        const auto looked = source.lookUp(shard.ref(), keys);
        if (!looked)
            return fail(looked.error());
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (!(*looked)[i].found)
                deleted.push_back(gone[at + i]);
    }
    return deleted;
}

//! Waits until the deletes just seen can't be rolled back by a failover: everything the primary had then is on all
//! in-sync copies, and the primary is still the same. False: look again in a later pass.
Result<bool> durable(LiveCopyContext &context, SearchCluster &source, ShardCopy &shard)
{
    qint64 needed = -1;
    const QString node = shard.ref().nodeId;
    for (int i = 0; i < 25 && !context.halting(); ++i) {
        const auto states = source.shardStates({shard.index().source()});
        if (!states)
            return fail(states.error());
        const auto mine = std::find_if(
            states->begin(), states->end(), [&shard](const ShardState &s) { return s.shard == shard.shard(); });
        if (mine == states->end() || mine->nodeId != node || mine->historyUuid != shard.historyUuid())
            return false;
        if (needed < 0)
            needed = mine->maxSeqNo;
        if (mine->globalCheckpoint >= needed)
            return true;
        context.setup.control.sleep(20);
    }
    return false;
}

//! A delete on its way.
struct Pending
{
    Known entry;
    //! Above the document's own (q + 1), below any re-creation's (at least q + 3).
    qint64 version = entry.seqNo + 2;
    int tries = 0; //!< refusals that are tried only so often
};

QByteArray bulkOf(const LiveCopyContext &context, const ShardCopy &shard, const std::vector<Pending> &deletes)
{
    QByteArray body;
    for (const auto &[entry, version, tries] : deletes) {
        body += shard.index().deleteAction + jsonToken(QString::fromStdString(entry.id));
        if (!entry.routing.empty())
            body += QByteArray(",\"routing\":") + jsonToken(QString::fromStdString(entry.routing));
        // Where `_version` is kept instead the server counts one up by itself, which leaves the same room.
        if (!context.options.sourceVersions)
            body += ",\"version\":" + QByteArray::number(static_cast<qlonglong>(version))
                + ",\"version_type\":\"external_gte\"";
        body += "}}\n";
    }
    return body;
}

//! A refused delete by the rules that documents have. True when it must be sent again.
Result<bool> settleRefused(
    LiveCopyContext &context, ShardCopy &shard, Pending &refused, const BulkItem &item, Ledger &ledger)
{
    IndexCopy &index = shard.index();
    const QString id = QString::fromStdString(refused.entry.id);
    switch (judge(item)) {
    case Verdict::Later:
        return true;
    case Verdict::LaterBounded:
        if (++refused.tries <= boundedTries)
            return true;
        [[fallthrough]];
    case Verdict::Reject:
        context.finding(QStringLiteral("rejected"), index.source(), id,
            QCoreApplication::translate("LiveCopy", "delete refused: %1").arg(item.reason));
        ++ledger.deletesFound;
        return false;
    case Verdict::Already: { // a re-creation that was written in the meantime
        const auto newest = shard.documents().newest(refused.entry.id);
        if (!newest)
            return fail(newest.error());
        if (*newest <= refused.entry.seqNo)
            context.finding(QStringLiteral("conflict"), index.source(), id, item.reason);
        ++ledger.deletesFound;
        ++ledger.deletesSuperseded;
        return false;
    }
    case Verdict::StopIndex: // not answered, so neither counted nor kept: a job that goes on finds it again
        if (index.stop(refusedIndex(item)))
            context.finding(QStringLiteral("changed"), index.source(), {}, index.reason());
        return false;
    case Verdict::StopJob:
        context.failJob(refusedWrites(item, index.target()));
        return false;
    }
    return false;
}

//! One bulk of deletes. What the target pushed back stays in `todo`; `pushBack` gets its reason.
Result<void> sendDeletes(LiveCopyContext &context, SearchCluster &target, ShardCopy &shard, std::vector<Pending> &todo,
    Ledger &ledger, QString &pushBack)
{
    const auto answer = target.bulk(bulkOf(context, shard, todo), static_cast<int>(todo.size()));
    if (!answer)
        return fail(answer.error());
    std::vector<Known> done;
    std::vector<Pending> again;
    std::size_t next = 0;
    for (std::size_t i = 0; i < todo.size(); ++i) {
        if (next == answer->notOk.size() || answer->notOk[next].position != static_cast<int>(i)) {
            done.push_back(todo[i].entry);
            ++ledger.deletesFound;
            ++ledger.deletesApplied;
            continue;
        }
        const BulkItem &item = answer->notOk[next++];
        const auto later = settleRefused(context, shard, todo[i], item, ledger);
        if (!later)
            return fail(later.error());
        if (*later) {
            pushBack = QCoreApplication::translate("LiveCopy", "target: %1").arg(item.reason.left(200));
            again.push_back(std::move(todo[i]));
        }
    }
    todo = std::move(again);
    return shard.documents().recordDeletes(done);
}

//! Some deletes until each has its answer. False: the index stopped meanwhile.
Result<bool> deliver(
    LiveCopyContext &context, SearchCluster &target, ShardCopy &shard, std::vector<Pending> todo, Ledger &ledger)
{
    while (!todo.empty()) {
        QString pushBack;
        const auto sent = context.patiently(
            QStringLiteral("deletes"), [&] { return sendDeletes(context, target, shard, todo, ledger, pushBack); });
        if (!sent)
            return fail(sent.error());
        if (context.failed())
            return fail(context.error());
        if (shard.index().stopped())
            return false;
        if (todo.empty())
            break;
        if (context.halting())
            return fail(ErrorKind::Cancelled, {});
        context.throttle.backOff(pushBack);
        context.setup.control.sleep(200);
    }
    return true;
}

Result<bool> applyDeletes(
    LiveCopyContext &context, SearchCluster &target, ShardCopy &shard, std::vector<Pending> deleted)
{
    Ledger ledger;
    Result<bool> delivered = true;
    constexpr std::size_t together = 2'000;
    for (std::size_t at = 0; at < deleted.size() && delivered && *delivered; at += together) {
        std::vector<Pending> part;
        for (std::size_t i = at; i < std::min(deleted.size(), at + together); ++i)
            part.push_back(std::move(deleted[i]));
        delivered = deliver(context, target, shard, std::move(part), ledger);
    }
    // What had its answer counts, however the rest went: the register knows it as deleted.
    context.counters.deletesApplied += ledger.deletesApplied;
    shard.addLedger(ledger);
    context.setup.journal.saveCheckpoint(shard.checkpoint());
    return delivered;
}

} // namespace

Result<bool> deletePass(LiveCopyContext &context, SearchCluster &source, SearchCluster &target,
    const std::shared_ptr<ShardCopy> &shard, const ShardState &state)
{
    const qint64 c = shard->applied();
    const auto complete = [&] {
        shard->deletePassDone(state.deleteTotal, state.nodeId);
        context.setup.journal.saveCheckpoint(shard->checkpoint());
        return true;
    };
    const auto live = shard->documents().live();
    if (!live)
        return fail(live.error());
    const auto shown = source.countUpTo(shard->ref(), c);
    if (!shown)
        return fail(shown.error());
    if (*live == *shown)
        return complete();
    const auto buckets = differingBuckets(source, *shard, c);
    if (!buckets)
        return fail(buckets.error());
    constexpr std::size_t together = 32;
    std::vector<Pending> deleted;
    for (std::size_t at = 0; at < buckets->size(); at += together) {
        const std::vector<SeqRange> part(buckets->begin() + static_cast<std::ptrdiff_t>(at),
            buckets->begin() + static_cast<std::ptrdiff_t>(std::min(buckets->size(), at + together)));
        const auto gone = vanished(source, *shard, part);
        if (!gone)
            return fail(gone.error());
        const auto really = deletedOnes(source, *shard, *gone);
        if (!really)
            return fail(really.error());
        for (const Known &entry : *really)
            deleted.push_back({entry});
    }
    if (deleted.empty())
        return complete();
    const auto safe = durable(context, source, *shard);
    if (!safe || !*safe)
        return safe;
    const auto applied = applyDeletes(context, target, *shard, std::move(deleted));
    if (!applied || !*applied)
        return applied;
    return complete();
}

Result<void> deleteReplaced(LiveCopyContext &context, SearchCluster &source, SearchCluster &target, ShardCopy &shard,
    const std::vector<DocumentRegister::Entry> &entries)
{
    // Where `_version` is kept, a delete has none: sent twice it could take away what came in its place.
    if (context.options.sourceVersions)
        return {};
    const auto replaced = shard.documents().replacedBy(entries);
    if (!replaced || replaced->empty())
        return replaced ? Result<void>() : fail(replaced.error());
    std::map<std::string_view, qint64> newest;
    for (const DocumentRegister::Entry &entry : entries)
        newest.insert_or_assign(entry.id, entry.seqNo);
    std::vector<DocumentKey> keys;
    for (const Known &old : *replaced)
        keys.push_back({old.id, old.routing});
    const auto looked = source.lookUp(shard.ref(), keys, LookAt::Routing);
    if (!looked)
        return fail(looked.error());
    std::vector<Pending> gone;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Known &old = (*replaced)[i];
        if ((*looked)[i].found && (*looked)[i].routing == old.routing)
            continue; // it went back meanwhile, and comes again
        // Below the version of what replaces it (its number + 1): both may lie in one shard of the target after all.
        gone.push_back({old, std::min<qint64>(old.seqNo + 2, newest[old.id])});
    }
    if (gone.empty())
        return {};
    const auto applied = applyDeletes(context, target, shard, std::move(gone));
    if (!applied)
        return fail(applied.error());
    return *applied ? Result<void>() : fail(ErrorKind::Cancelled, {}); // the index stopped
}

Result<void> rebuildRegister(LiveCopyContext &context, SearchCluster &target, ShardCopy &shard)
{
    const QString name = shard.index().target();
    if (const auto refreshed = target.refresh({name}, 1); !refreshed)
        return refreshed;
    const auto states = target.shardStates({name});
    if (!states)
        return fail(states.error());
    const auto mine = std::find_if(
        states->begin(), states->end(), [&shard](const ShardState &s) { return s.shard == shard.shard(); });
    if (mine == states->end())
        return fail(ErrorKind::Incomplete,
            QCoreApplication::translate("LiveCopy", "Shard %1 of %2 can't be read on the target.")
                .arg(shard.shard())
                .arg(name));
    if (const auto emptied = shard.documents().startOver(); !emptied)
        return emptied;
    WindowRead window;
    window.shard = {name, shard.shard(), mine->nodeId};
    window.source = false;
    window.version = true;
    window.size = 10'000;
    qint64 width = 5'000;
    for (window.after = -1; window.after < mine->maxSeqNo;) {
        window.upTo = std::min(mine->maxSeqNo, window.after + width);
        const auto page = target.readWindow(window);
        if (!page)
            return fail(page.error());
        if (static_cast<int>(page->hits.size()) >= window.size) {
            width = std::max<qint64>(1, width / 2);
            continue;
        }
        std::vector<DocumentRegister::Entry> entries;
        for (const Hit &hit : page->hits) // version = _seq_no of the source + 1
            entries.push_back({hit.version - 1, hit.id, hit.routing});
        if (const auto kept = shard.documents().record(entries); !kept)
            return kept;
        window.after = window.upTo;
    }
    context.event(EventLevel::Warning, shard.index().source(),
        QCoreApplication::translate("LiveCopy", "The register of shard %1 was damaged; rebuilt from the target's ids.")
            .arg(shard.shard()));
    return {};
}

} // namespace godwit
