// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/documentpager.h"

#include "engine/jsontree.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::DocumentPager)
};

constexpr qint64 mostBuckets = 2000; //!< a histogram of that many answers in milliseconds, and no server refuses it
constexpr qint64 mostInSpan = 4000; //!< with a page of 1,000 it stays below the 10,000 hits that a search may reach
constexpr qint64 mostBytes = 32LL << 20; //!< of a page with sources
constexpr qsizetype preview = 300;

tl::unexpected<Error> unreadable(const QString &index)
{
    return fail(ErrorKind::Protocol,
        Tr::tr("The documents of %1 can't be listed: the answer lacks what was asked for.").arg(index));
}

//! A whole number that the server writes as a floating point one.
qint64 wholeOf(const JsonTree &value)
{
    return std::llround(value.token.toDouble());
}

Result<JsonTree> ask(DocumentQuery &query, const QString &index, const QByteArray &body, qint64 bytes = 0)
{
    SearchRequest request;
    request.index = index;
    request.body = body;
    request.wholeOnly = true;
    request.maxBytes = bytes;
    const auto answer = query.search(request);
    if (!answer)
        return fail(answer.error());
    if (!answer->whole()) {
        Error error{ErrorKind::Incomplete,
            Tr::tr("Not every shard of %1 answered, so nothing is shown. Try again when they have started.").arg(index),
            answer->failure, 0, true, {}};
        return fail(std::move(error));
    }
    return JsonTree::parse(answer->body);
}

DocumentRow rowOf(const JsonTree &hit)
{
    DocumentRow row;
    if (const JsonTree *id = hit.find("_id"))
        row.id = id->text();
    if (const JsonTree *routing = hit.find("_routing"))
        row.routing = routing->text();
    if (const JsonTree *number = hit.find("_seq_no"))
        row.seqNo = number->integer();
    if (const JsonTree *source = hit.find("_source")) {
        const QByteArray text = source->compact();
        row.bytes = text.size();
        row.source = text.left(preview);
    }
    return row;
}

} // namespace

DocumentPager::DocumentPager(DocumentQuery &query, QString index, QString lucene)
    : m_query(query), m_index(std::move(index)), m_lucene(std::move(lucene).trimmed())
{
}

QByteArray DocumentPager::queryFor(qint64 from, qint64 to) const
{
    QByteArray filter
        = R"({"range":{"_seq_no":{"gte":)" + QByteArray::number(from) + R"(,"lte":)" + QByteArray::number(to) + "}}}";
    if (!m_lucene.isEmpty())
        filter += R"(,{"query_string":{"query":)" + quotedToken(m_lucene) + "}}";
    return R"({"bool":{"filter":[)" + filter + "]}}";
}

Result<qint64> DocumentPager::count()
{
    m_spans.clear();
    const auto answer = ask(m_query, m_index,
        R"({"size":0,"track_total_hits":true,"query":)" + queryFor(0, std::numeric_limits<qint64>::max())
            + R"(,"aggs":{"least":{"min":{"field":"_seq_no"}},"most":{"max":{"field":"_seq_no"}}}})");
    if (!answer)
        return fail(answer.error());
    const JsonTree *least = answer->at("aggregations", "least", "value");
    const JsonTree *most = answer->at("aggregations", "most", "value");
    const JsonTree *total = answer->at("hits", "total");
    if (!least || !most || !total)
        return unreadable(m_index);
    if (least->kind == JsonTree::Kind::Null)
        return 0; // no document has a number, so there is none
    const qint64 from = wholeOf(*least);
    const qint64 to = wholeOf(*most);
    auto spans = histogram(from, to, (to - from) / mostBuckets + 1, 0);
    if (!spans)
        return fail(spans.error());
    m_spans = std::move(*spans);
    return m_spans.empty() ? 0 : m_spans.back().firstRow + m_spans.back().documents;
}

Result<std::vector<DocumentPager::Span>> DocumentPager::histogram(
    qint64 from, qint64 to, qint64 interval, qint64 firstRow)
{
    const auto answer = ask(m_query, m_index,
        R"({"size":0,"query":)" + queryFor(from, to) + R"(,"aggs":{"h":{"histogram":{"field":"_seq_no","interval":)"
            + QByteArray::number(interval) + R"(,"offset":)" + QByteArray::number(from % interval)
            + R"(,"min_doc_count":1}}}})");
    if (!answer)
        return fail(answer.error());
    const JsonTree *buckets = answer->at("aggregations", "h", "buckets");
    if (!buckets)
        return unreadable(m_index);
    std::vector<Span> spans;
    for (const auto &item : buckets->children) {
        const JsonTree *key = item.second.find("key");
        const JsonTree *documents = item.second.find("doc_count");
        if (!key || !documents)
            return unreadable(m_index);
        const qint64 begin = wholeOf(*key);
        spans.push_back({firstRow, std::max(from, begin), std::min(to, begin + interval - 1), documents->integer(0)});
        firstRow += spans.back().documents;
    }
    return spans;
}

//! Replaces a span that is too full by smaller ones. Their sum may differ by what changed meanwhile; the last one takes
//! the difference, so that the rows behind keep their numbers.
Result<void> DocumentPager::refine(std::size_t place)
{
    const Span span = m_spans[place];
    auto parts = histogram(span.from, span.to, (span.to - span.from) / mostBuckets + 1, span.firstRow);
    if (!parts)
        return fail(parts.error());
    if (parts->empty())
        parts->push_back(span);
    Span &last = parts->back();
    last.documents = std::max<qint64>(0, span.firstRow + span.documents - last.firstRow);
    const auto at = m_spans.erase(m_spans.begin() + static_cast<std::ptrdiff_t>(place));
    m_spans.insert(at, parts->begin(), parts->end());
    return {};
}

Result<QList<DocumentRow>> DocumentPager::rows(qint64 first, int wanted)
{
    const auto spanOf = [this](qint64 row) {
        const auto behind = std::upper_bound(
            m_spans.begin(), m_spans.end(), row, [](qint64 r, const Span &span) { return r < span.firstRow; });
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, behind - m_spans.begin() - 1));
    };
    if (m_spans.empty() || wanted <= 0)
        return QList<DocumentRow>();
    std::size_t place = spanOf(first);
    // Numbers are only crowded after a shrink; then one may be all that a span can be divided into.
    while (m_spans[place].documents > mostInSpan && m_spans[place].from < m_spans[place].to) {
        if (const auto refined = refine(place); !refined)
            return fail(refined.error());
        place = spanOf(first);
    }
    const Span &begin = m_spans[place];
    const Span &end = m_spans[spanOf(first + wanted - 1)];
    const qint64 offset = first - begin.firstRow;
    auto page = read(begin.from, end.to, offset, wanted, true);
    if (!page && page.error().kind == ErrorKind::TooLarge)
        return read(begin.from, end.to, offset, wanted, false);
    return page;
}

Result<QList<DocumentRow>> DocumentPager::read(qint64 from, qint64 to, qint64 offset, int wanted, bool withSource)
{
    const QByteArray body = R"({"from":)" + QByteArray::number(offset) + R"(,"size":)" + QByteArray::number(wanted)
        + R"(,"track_total_hits":false,"seq_no_primary_term":true,"sort":["_seq_no"],)"
        + (withSource ? QByteArray() : QByteArray(R"("_source":false,)")) + R"("query":)" + queryFor(from, to) + "}";
    const auto answer = ask(m_query, m_index, body, withSource ? mostBytes : 0);
    if (!answer)
        return fail(answer.error());
    const JsonTree *hits = answer->at("hits", "hits");
    if (!hits)
        return unreadable(m_index);
    QList<DocumentRow> page;
    for (const auto &hit : hits->children)
        page.append(rowOf(hit.second));
    return page;
}

} // namespace godwit
