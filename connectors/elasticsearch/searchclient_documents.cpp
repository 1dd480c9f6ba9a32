// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading documents: everything here asks exactly one primary shard and trusts only its whole answer.
#include "connectors/elasticsearch/searchclient.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace godwit {

namespace {

constexpr qint64 RangeBatch = 8000; // sequence numbers asked for at once, below the usual 10,000 hits
constexpr std::size_t RangeClauses = 500; // a bool query takes 1,024 clauses by default
constexpr std::size_t LookupBatch = 1000;
constexpr std::size_t LookupBatchWithSource = 200;
constexpr int TotalAttempts = 4;

constexpr char scrollKept[] = "5m"; //!< after the last page that was asked for

QJsonObject rangeQuery(const QJsonObject &bounds)
{
    return {{QStringLiteral("range"), QJsonObject{{QStringLiteral("_seq_no"), bounds}}}};
}

QJsonObject filtered(const QJsonObject &query)
{
    return {{QStringLiteral("bool"), QJsonObject{{QStringLiteral("filter"), query}}}};
}

QJsonObject oneOf(std::span<const SeqRange> ranges)
{
    QJsonArray clauses;
    for (const SeqRange &range : ranges)
        clauses.append(rangeQuery({{QStringLiteral("gte"), range.from}, {QStringLiteral("lte"), range.to}}));
    return {{QStringLiteral("bool"),
        QJsonObject{{QStringLiteral("should"), clauses}, {QStringLiteral("minimum_should_match"), 1}}}};
}

QJsonObject hitsBody(int size, const QJsonObject &query)
{
    return {{QStringLiteral("size"), size}, {QStringLiteral("track_total_hits"), false},
        {QStringLiteral("seq_no_primary_term"), true}, {QStringLiteral("sort"), QJsonArray{QStringLiteral("_doc")}},
        {QStringLiteral("query"), query}};
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

qint64 width(const SeqRange &range)
{
    return range.to - range.from + 1;
}

} // namespace

Result<HttpRequest> SearchClient::shardSearch(const ShardRef &shard, const QJsonObject &body) const
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    HttpRequest request;
    request.method = Method::Post;
    request.path = '/' + encodedIndex(shard.index) + "/_search";
    request.query = "allow_partial_search_results=false&preference=" + (*spelling)->primaryPreference(shard);
    request.body = compact(body);
    request.idempotent = true;
    return request;
}

Result<HttpResponse> SearchClient::sendToPrimary(const HttpRequest &request) const
{
    Result<HttpResponse> response = send(request);
    // The server says 400 when the node that held the primary is gone or no longer holds a copy.
    if (!response && response.error().kind == ErrorKind::Refused
        && response.error().detail.contains(QLatin1String("no data nodes with criteria"))) {
        Error error = response.error();
        error.kind = ErrorKind::Incomplete;
        error.summary = tr("The primary shard has left its node. It is looked up again.");
        error.retryable = true;
        return fail(std::move(error));
    }
    return response;
}

QJsonObject SearchClient::windowBody(const WindowRead &window) const
{
    QJsonObject body = hitsBody(window.size,
        filtered(rangeQuery({{QStringLiteral("gt"), window.after}, {QStringLiteral("lte"), window.upTo}})));
    if (window.version)
        body.insert(QStringLiteral("version"), true);
    if (!window.source)
        body.insert(QStringLiteral("_source"), false);
    else if (window.includeVectors && knowsExcludeVectors())
        body.insert(QStringLiteral("_source"), QJsonObject{{QStringLiteral("exclude_vectors"), false}});
    return body;
}

Result<HitPage> SearchClient::pageOf(HttpRequest request, const WindowRead &window)
{
    request.maxBytes = window.maxBytes;
    Result<HttpResponse> response = sendToPrimary(request);
    if (!response)
        return fail(response.error());
    const std::string index = window.shard.index.toStdString();
    return m_pages.read(std::move(response->body), {index, window.source, window.version});
}

Result<HitPage> SearchClient::readWindow(const WindowRead &window)
{
    Result<HttpRequest> request = shardSearch(window.shard, windowBody(window));
    if (!request)
        return fail(request.error());
    return pageOf(*std::move(request), window);
}

Result<HitPage> SearchClient::readScroll(const WindowRead &window, const QByteArray &scroll)
{
    if (!scroll.isEmpty()) {
        HttpRequest next;
        next.method = Method::Post;
        next.path = "/_search/scroll";
        next.body = compact({{QStringLiteral("scroll"), QLatin1String(scrollKept)},
            {QStringLiteral("scroll_id"), QString::fromLatin1(scroll)}});
        next.idempotent = false; // asked twice it would leave a page out
        return pageOf(std::move(next), window);
    }
    QJsonObject body = windowBody(window);
    body.remove(QStringLiteral("track_total_hits")); // refused in a scroll
    Result<HttpRequest> request = shardSearch(window.shard, body);
    if (!request)
        return fail(request.error());
    request->query += QByteArrayLiteral("&scroll=") + scrollKept;
    return pageOf(*std::move(request), window);
}

void SearchClient::endScroll(const QByteArray &scroll)
{
    HttpRequest request;
    request.method = Method::Delete;
    request.path = "/_search/scroll";
    request.body = compact({{QStringLiteral("scroll_id"), QJsonArray{QString::fromLatin1(scroll)}}});
    request.idempotent = true;
    if (const auto ended = send(request); !ended)
        return; // it ends by itself
}

Result<QJsonObject> SearchClient::searchShard(const ShardRef &shard, const QJsonObject &body) const
{
    const Result<HttpRequest> request = shardSearch(shard, body);
    if (!request)
        return fail(request.error());
    const Result<HttpResponse> response = sendToPrimary(*request);
    if (!response)
        return fail(response.error());
    const QJsonObject answer = QJsonDocument::fromJson(response->body).object();
    const QJsonObject shards = answer.value(QLatin1String("_shards")).toObject();
    if (answer.value(QLatin1String("timed_out")).toBool(true) || shards.value(QLatin1String("total")).toInt(-1) != 1
        || shards.value(QLatin1String("successful")).toInt(-1) != 1
        || shards.value(QLatin1String("failed")).toInt(-1) != 0) {
        Error error{ErrorKind::Incomplete,
            tr("A search answer is not complete, so it is not used. The shard may be moving; it is read again."), {}, 0,
            true, {}};
        return fail(std::move(error));
    }
    return answer;
}

Result<qint64> SearchClient::totalOf(const ShardRef &shard, const QJsonObject &query) const
{
    const Result<QJsonObject> answer = searchShard(shard,
        {{QStringLiteral("size"), 0}, {QStringLiteral("track_total_hits"), true}, {QStringLiteral("query"), query}});
    if (!answer)
        return fail(answer.error());
    const qint64 total = Dialect::totalHits(answer->value(QLatin1String("hits")).toObject());
    if (total < 0)
        return fail(ErrorKind::Protocol,
            tr("A search answer lacks its total. Check what stands between Godwit and the server."));
    return total;
}

Result<qint64> SearchClient::countUpTo(const ShardRef &shard, qint64 c)
{
    const QJsonObject everything{{QStringLiteral("match_all"), QJsonObject()}};
    const QJsonObject above = filtered(rangeQuery({{QStringLiteral("gt"), c}}));
    Result<qint64> total = totalOf(shard, everything);
    // Two searches are two moments: a refresh between them could hide a delete. The total is asked again to see one.
    for (int attempt = 0; attempt < TotalAttempts && total; ++attempt) {
        const Result<qint64> newer = totalOf(shard, above);
        if (!newer)
            return newer;
        const Result<qint64> again = totalOf(shard, everything);
        if (!again || *again == *total)
            return again ? Result<qint64>(*total - *newer) : again;
        total = again;
    }
    if (!total)
        return total;
    Error error{ErrorKind::Incomplete,
        tr("The shard changed during every attempt to count its documents. The count is repeated."), {}, 0, true, {}};
    return fail(std::move(error));
}

Result<std::vector<SeqBucket>> SearchClient::seqHistogram(
    const ShardRef &shard, const std::vector<SeqRange> &ranges, qint64 interval)
{
    if (interval < 1)
        return fail(ErrorKind::Internal, tr("A histogram was asked for with an impossible interval."));
    std::vector<SeqBucket> buckets;
    const std::span<const SeqRange> all(ranges);
    for (std::size_t begin = 0; begin < all.size(); begin += RangeClauses) {
        const auto some = all.subspan(begin, std::min(RangeClauses, all.size() - begin));
        if (const Result<void> done = addBuckets(shard, some, interval, buckets); !done)
            return fail(done.error());
    }
    // Ranges of different requests may meet inside one bucket.
    std::sort(buckets.begin(), buckets.end(), [](const SeqBucket &a, const SeqBucket &b) { return a.from < b.from; });
    std::vector<SeqBucket> merged;
    for (const SeqBucket &bucket : buckets) {
        if (!merged.empty() && merged.back().from == bucket.from)
            merged.back().documents += bucket.documents;
        else
            merged.push_back(bucket);
    }
    return merged;
}

Result<void> SearchClient::addBuckets(
    const ShardRef &shard, std::span<const SeqRange> ranges, qint64 interval, std::vector<SeqBucket> &buckets) const
{
    const QJsonObject histogram{{QStringLiteral("field"), QStringLiteral("_seq_no")},
        {QStringLiteral("interval"), interval}, {QStringLiteral("min_doc_count"), 1}};
    const Result<QJsonObject> answer = searchShard(shard,
        {{QStringLiteral("size"), 0}, {QStringLiteral("track_total_hits"), false},
            {QStringLiteral("query"), filtered(oneOf(ranges))},
            {QStringLiteral("aggs"),
                QJsonObject{{QStringLiteral("h"), QJsonObject{{QStringLiteral("histogram"), histogram}}}}}});
    if (!answer)
        return fail(answer.error());
    const QJsonValue list = answer->value(QLatin1String("aggregations"))[QLatin1String("h")][QLatin1String("buckets")];
    if (!list.isArray()) {
        return fail(ErrorKind::Protocol,
            tr("A search answer lacks its histogram. Check what stands between Godwit and the server."));
    }
    for (const QJsonValue &bucket : list.toArray())
        buckets.push_back(
            {std::llround(bucket[QLatin1String("key")].toDouble()), bucket[QLatin1String("doc_count")].toInteger()});
    return {};
}

Result<HitPage> SearchClient::readRanges(const ShardRef &shard, std::span<const SeqRange> ranges)
{
    QJsonObject body = hitsBody(m_rangePage, filtered(oneOf(ranges)));
    body.insert(QStringLiteral("_source"), false);
    const Result<HttpRequest> request = shardSearch(shard, body);
    if (!request)
        return fail(request.error());
    Result<HttpResponse> response = sendToPrimary(*request);
    if (!response)
        return fail(response.error());
    const std::string index = shard.index.toStdString();
    return m_pages.read(std::move(response->body), {index, false, false});
}

Result<void> SearchClient::collectRanges(
    const ShardRef &shard, std::span<const SeqRange> ranges, std::vector<std::pair<qint64, std::string>> &found)
{
    const Result<HitPage> page = readRanges(shard, ranges);
    if (!page && page.error().detail.contains(QLatin1String("Result window is too large")) && m_rangePage > 100) {
        m_rangePage /= 10;
        return collectRanges(shard, ranges, found);
    }
    if (!page)
        return fail(page.error());
    if (page->hits.size() < static_cast<std::size_t>(m_rangePage)) {
        for (const Hit &hit : page->hits)
            found.emplace_back(hit.seqNo, hit.id);
        return {};
    }
    // A full page may not be all: after a shrink many documents can share a number, so the ranges are halved, never
    // paged.
    const std::size_t half = ranges.size() / 2;
    const SeqRange only = ranges.front();
    if (half == 0 && width(only) == 1) {
        return fail(ErrorKind::Internal,
            tr("More documents share one sequence number than a search can show. Copy this index by full comparison."));
    }
    const qint64 middle = only.from + (width(only) - 1) / 2;
    const SeqRange parts[] = {{only.from, middle}, {middle + 1, only.to}};
    const std::span<const SeqRange> list = half == 0 ? std::span<const SeqRange>(parts) : ranges;
    const std::size_t cut = half == 0 ? 1 : half;
    if (const Result<void> first = collectRanges(shard, list.first(cut), found); !first)
        return first;
    return collectRanges(shard, list.subspan(cut), found);
}

Result<std::vector<std::pair<qint64, std::string>>> SearchClient::seqNosIn(
    const ShardRef &shard, const std::vector<SeqRange> &ranges)
{
    std::vector<std::pair<qint64, std::string>> found;
    const std::span<const SeqRange> all(ranges);
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin + 1;
        qint64 numbers = width(all[begin]);
        while (end < all.size() && end - begin < RangeClauses && numbers + width(all[end]) <= RangeBatch)
            numbers += width(all[end++]);
        if (const Result<void> part = collectRanges(shard, all.subspan(begin, end - begin), found); !part)
            return fail(part.error());
        begin = end;
    }
    std::sort(found.begin(), found.end());
    return found;
}

Result<void> SearchClient::lookUpSome(
    const ShardRef &shard, std::span<const DocumentKey> keys, LookAt what, std::vector<Lookup> &lookups)
{
    const auto spelling = dialect();
    if (!spelling)
        return fail(spelling.error());
    QJsonArray documents;
    for (const DocumentKey &key : keys) {
        QJsonObject document{{QStringLiteral("_id"), QString::fromStdString(key.id)}};
        if (!key.routing.empty())
            document.insert(QStringLiteral("routing"), QString::fromStdString(key.routing));
        documents.append(document);
    }
    HttpRequest request;
    request.method = Method::Post;
    request.path = '/' + encodedIndex(shard.index) + "/_mget";
    request.query = "realtime=true";
    if (shard.shard >= 0)
        request.query += "&preference=" + (*spelling)->primaryPreference(shard);
    if (what != LookAt::Source)
        request.query += "&_source=false";
    else if ((*spelling)->hasExcludeVectors())
        request.query += "&_source_exclude_vectors=false"; // 9.2 and later leave them out otherwise
    if (what == LookAt::Routing)
        request.query += "&stored_fields=_routing"; // a source brings it along
    request.body = compact({{QStringLiteral("docs"), documents}});
    request.idempotent = true;
    Result<HttpResponse> response = send(request);
    if (!response)
        return fail(response.error());
    Result<std::vector<Lookup>> part = m_lookups.read(std::move(response->body), keys);
    if (!part)
        return fail(part.error());
    std::move(part->begin(), part->end(), std::back_inserter(lookups));
    return {};
}

Result<std::vector<Lookup>> SearchClient::lookUp(
    const ShardRef &shard, const std::vector<DocumentKey> &keys, LookAt what)
{
    std::vector<Lookup> lookups;
    lookups.reserve(keys.size());
    const std::span<const DocumentKey> all(keys);
    const std::size_t batch = what == LookAt::Source ? LookupBatchWithSource : LookupBatch;
    for (std::size_t begin = 0; begin < all.size(); begin += batch) {
        const auto some = all.subspan(begin, std::min(batch, all.size() - begin));
        if (const Result<void> done = lookUpSome(shard, some, what, lookups); !done)
            return fail(done.error());
    }
    return lookups;
}

Result<qint64> SearchClient::count(const QString &index)
{
    return countMatching(index, {});
}

Result<qint64> SearchClient::countRouted(const QString &index)
{
    return countMatching(index, R"({"query":{"exists":{"field":"_routing"}}})");
}

Result<qint64> SearchClient::countMatching(const QString &index, const QByteArray &body) const
{
    HttpRequest request;
    request.method = Method::Post;
    request.path = '/' + encodedIndex(index) + "/_count";
    request.body = body;
    request.idempotent = true;
    const Result<QJsonObject> answer = askObject(request);
    if (!answer)
        return fail(answer.error());
    const QJsonObject shards = answer->value(QLatin1String("_shards")).toObject();
    const qint64 total = shards.value(QLatin1String("total")).toInteger(-1);
    if (total < 1 || shards.value(QLatin1String("successful")).toInteger(-1) != total
        || shards.value(QLatin1String("failed")).toInteger(-1) != 0) {
        Error error{ErrorKind::Incomplete,
            tr("Not every shard of %1 took part in a count, so it is not used.").arg(index), {}, 0, true, {}};
        return fail(std::move(error));
    }
    const QJsonValue count = answer->value(QLatin1String("count"));
    if (!count.isDouble())
        return fail(ErrorKind::Protocol, tr("The answer to a count of %1 can't be read.").arg(index));
    return count.toInteger();
}

} // namespace godwit
