// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bufferpool.h"
#include "engine/methods/livecopy/deletepass.h"
#include "engine/methods/livecopy/workerpool.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

//! How a page that does not fit is asked for again.
struct Ask
{
    qint64 upTo = -1;
    int size = 0;
    qint64 maxBytes = 0; //!< 0: whatever it takes
};

//! The bulk lines of a page. The action line carries the version that makes the order of arrival irrelevant.
Chunk makeChunk(
    const LiveCopyContext &context, const std::shared_ptr<ShardCopy> &shard, qint64 window, const HitPage &page)
{
    Chunk chunk;
    chunk.shard = shard;
    chunk.window = window;
    chunk.documents.reserve(page.hits.size());
    const QByteArray &prefix = shard->index().indexAction;
    qsizetype bytes = 0;
    for (const Hit &hit : page.hits)
        bytes += prefix.size() + 90
            + static_cast<qsizetype>(hit.idToken.size() + hit.routingToken.size() + hit.source.size());
    chunk.body = BufferPool::shared().take(bytes);
    const auto append
        = [&chunk](std::string_view text) { chunk.body.append(text.data(), static_cast<qsizetype>(text.size())); };
    for (const Hit &hit : page.hits) {
        Chunk::Document document;
        document.offset = static_cast<quint32>(chunk.body.size());
        document.seqNo = hit.seqNo;
        // Grows with every change of the document, over delete and re-creation too, which `_version` does not.
        document.version = context.options.sourceVersions ? hit.version : hit.seqNo + 1;
        chunk.body.append(prefix);
        append(hit.idToken);
        if (!hit.routingToken.empty()) {
            append(R"(,"routing":)");
            append(hit.routingToken);
        }
        append(R"(,"version":)");
        chunk.body.append(QByteArray::number(document.version));
        append(",\"version_type\":\"external_gte\"}}\n");
        document.action = static_cast<quint32>(chunk.body.size()) - document.offset;
        append(hit.source);
        chunk.body.append('\n');
        document.length = static_cast<quint32>(chunk.body.size()) - document.offset;
        chunk.documents.push_back(document);
    }
    return chunk;
}

std::vector<DocumentRegister::Entry> entriesOf(const HitPage &page)
{
    std::vector<DocumentRegister::Entry> entries;
    entries.reserve(page.hits.size());
    for (const Hit &hit : page.hits)
        entries.push_back({hit.seqNo, hit.id, hit.routing});
    return entries;
}

void rememberChanges(LiveCopyContext &context, const std::shared_ptr<ShardCopy> &shard, const HitPage &page)
{
    std::vector<LiveCopyContext::Change> changes;
    changes.reserve(page.hits.size());
    for (const Hit &hit : page.hits)
        changes.push_back({shard, std::string(hit.id), std::string(hit.routing),
            context.options.sourceVersions ? hit.version : hit.seqNo + 1});
    context.remember(std::move(changes));
}

Result<HitPage> ask(LiveCopyContext &context, SearchCluster &source, ShardCopy &shard, qint64 after, const Ask &ask)
{
    WindowRead read;
    read.shard = shard.ref();
    read.after = after;
    read.upTo = ask.upTo;
    read.size = ask.size;
    read.maxBytes = ask.maxBytes;
    read.version = context.options.sourceVersions;
    read.includeVectors = context.vectors;
    const auto begun = std::chrono::steady_clock::now();
    auto page = source.readWindow(read);
    context.counters.readerNanoseconds += (std::chrono::steady_clock::now() - begun).count();
    return page;
}

//! One page on its way: register first, then the queue.
Result<void> passOn(
    LiveCopyContext &context, const std::shared_ptr<ShardCopy> &shard, const ShardCopy::Window &window, HitPage page)
{
    if (page.hits.empty())
        return {};
    if (const auto kept = shard->documents().record(entriesOf(page)); !kept)
        return kept;
    if (!window.base)
        rememberChanges(context, shard, page);
    qint64 bytes = 0;
    for (const Hit &hit : page.hits)
        bytes += static_cast<qint64>(hit.source.size());
    const auto count = static_cast<qint64>(page.hits.size());
    Chunk chunk = makeChunk(context, shard, window.number, page);
    // A 20 MB page must not wait in memory beside its chunk.
    BufferPool::shared().give(std::move(page.body));
    page = {};
    shard->chunkQueued(window.number, count, bytes);
    context.counters.documentsRead += count;
    context.counters.bytesRead += bytes;
    if (window.base)
        shard->index().copied += count;
    context.throttle.take(count, bytes);
    context.queue.push(std::move(chunk), !window.base);
    return {};
}

void sourceGone(LiveCopyContext &context, IndexCopy &index)
{
    if (!index.stop(QCoreApplication::translate("LiveCopy", "The source index is gone.")))
        return;
    if (context.setup.plan.onSourceDelete == OnSourceDelete::Keep)
        index.letGo = true;
    else
        context.finding(QStringLiteral("vanished"), index.source(), {}, index.reason());
}

//! After a failure: the primary may live on another node now. A shard with another history is left to the conductor.
void findPrimary(SearchCluster &source, ShardCopy &shard)
{
    const auto states = source.shardStates({shard.index().source()});
    if (!states)
        return;
    for (const ShardState &state : *states)
        if (state.shard == shard.shard() && state.indexUuid == shard.index().record().sourceUuid
            && state.historyUuid == shard.historyUuid())
            shard.setNode(state.nodeId);
}

} // namespace

void readWindow(LiveCopyContext &context, SearchCluster &source, SearchCluster &target,
    const std::shared_ptr<ShardCopy> &shard, ShardCopy::Window window)
{
    const QString step = window.base ? QStringLiteral("copy") : QStringLiteral("follow");
    const qint64 pageLimit = context.options.pageBytes * 3 / 2;
    LiveCopyContext::Patience patience(context, step);
    std::unique_lock big(context.bigDocument, std::defer_lock);
    Ask next{window.upTo, context.pageOf(*shard) * 5 / 4 + 16, pageLimit};
    while (window.after < window.upTo && !shard->index().stopped()) {
        auto page = ask(context, source, *shard, window.after, next);
        if (page && !window.base && shard->index().isScattered(context.targetInfo))
            if (const auto gone = deleteReplaced(context, source, target, *shard, entriesOf(*page)); !gone)
                page = fail(gone.error());
        const qint64 span = next.upTo - window.after;
        if (!page && page.error().kind == ErrorKind::TooLarge && next.maxBytes > 0) {
            if (span > 1) {
                next.upTo = window.after + std::max<qint64>(1, span / 4);
            } else { // a single document above the page limit: one at a time over all readers
                big.lock();
                next.maxBytes = 0;
            }
            continue;
        }
        if (!page) {
            if (page.error().kind == ErrorKind::NotFound) {
                sourceGone(context, shard->index());
            } else if (page.error().kind == ErrorKind::Changed) {
                if (shard->index().stop(page.error().summary))
                    context.finding(QStringLiteral("changed"), shard->index().source(), {}, page.error().summary);
            } else if (!patience.again(page.error())) {
                if (page.error().kind != ErrorKind::Cancelled && !context.halting())
                    context.failJob(page.error());
                break;
            } else {
                findPrimary(source, *shard);
            }
            continue;
        }
        const auto hits = static_cast<qint64>(page->hits.size());
        if (hits >= next.size) { // there may be more than was returned
            if (span > 1)
                next.upTo = window.after + span / 2;
            else
                next.size *= 2; // numbers repeat within a shard that was shrunk
            continue;
        }
        shard->saw(span, hits, page->bytes);
        if (const auto passed = passOn(context, shard, window, std::move(*page)); !passed) {
            context.failJob(passed.error());
            break;
        }
        if (big.owns_lock())
            big.unlock();
        window.after = next.upTo;
        const int size = context.pageOf(*shard);
        next = {window.upTo, size * 5 / 4 + 16, pageLimit};
        if (hits > 0 && span < window.upTo - window.after) // it was narrowed: go on at the width that worked
            next.upTo = std::min(window.upTo, window.after + 2 * span);
    }
    if (window.after < window.upTo) {
        shard->giveBack(window);
        return;
    }
    shard->readerDone(window.number);
    context.setup.journal.saveCheckpoint(shard->checkpoint());
}

} // namespace godwit
