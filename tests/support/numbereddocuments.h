// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/documentquery.h"
#include "engine/jsontree.h"

#include <algorithm>
#include <atomic>

namespace godwit {

//! Documents with the sequence numbers 0, step, 2 * step, …, as far as a pager asks for them; for tests of what shows
//! them. What servers do is tested on servers.
class NumberedDocuments final : public DocumentQuery
{
public:
    explicit NumberedDocuments(qint64 documents, qint64 step = 1) : m_documents(documents), m_step(step) { }

    std::atomic<int> requests = 0;
    qint64 vanished = 0; //!< of the end; gone after the count
    bool partial = false;

    Result<SearchAnswer> search(const SearchRequest &request) override
    {
        ++requests;
        const auto body = JsonTree::parse(request.body);
        const JsonTree &filter = body->at("query", "bool", "filter")->children.front().second;
        const JsonTree *range = filter.at("range", "_seq_no");
        const qint64 from = range->find("gte")->integer();
        const qint64 to = range->find("lte")->integer();
        SearchAnswer answer;
        answer.timedOut = false;
        answer.shards = 2;
        answer.successful = partial ? 1 : 2;
        answer.failed = partial ? 1 : 0;
        answer.tookMs = 1;
        const JsonTree *histogram = body->at("aggs", "h", "histogram");
        if (histogram)
            answer.body
                = buckets(from, to, histogram->find("interval")->integer(), histogram->find("offset")->integer());
        else if (body->find("aggs"))
            answer.body = ends();
        else
            answer.body = page(from, to, body->find("from")->integer(), body->find("size")->integer());
        return answer;
    }

private:
    QByteArray ends() const
    {
        const QByteArray total = R"({"hits":{"total":)" + QByteArray::number(m_documents) + R"(},"aggregations":)";
        if (m_documents == 0)
            return total + R"({"least":{"value":null},"most":{"value":null}}})";
        const QByteArray last = QByteArray::number(static_cast<double>((m_documents - 1) * m_step), 'E', 15);
        return total + R"({"least":{"value":0.0},"most":{"value":)" + last + "}}}";
    }
    qint64 first(qint64 from) const { return (from + m_step - 1) / m_step; }
    qint64 behind(qint64 to) const { return std::min(m_documents - 1, to / m_step) + 1; }
    QByteArray buckets(qint64 from, qint64 to, qint64 interval, qint64 offset) const
    {
        QByteArray list;
        for (qint64 begin = from - (from - offset) % interval; begin <= to; begin += interval) {
            const qint64 count = behind(std::min(to, begin + interval - 1)) - first(std::max(from, begin));
            if (count <= 0)
                continue;
            list += (list.isEmpty() ? "" : ",") + (R"({"key":)" + QByteArray::number(begin) + R"(.0,"doc_count":)")
                + QByteArray::number(count) + "}";
        }
        return R"({"hits":{},"aggregations":{"h":{"buckets":[)" + list + "]}}}";
    }
    QByteArray page(qint64 from, qint64 to, qint64 offset, qint64 size) const
    {
        QByteArray list;
        const qint64 end = std::min(behind(to), m_documents - vanished);
        for (qint64 n = first(from) + offset; n < end && size-- > 0; ++n)
            list += (list.isEmpty() ? "" : ",") + (R"({"_id":"doc-)" + QByteArray::number(n) + R"(","_seq_no":)")
                + QByteArray::number(n * m_step) + R"(,"_source":{"n":)" + QByteArray::number(n) + "}}";
        return R"({"hits":{"hits":[)" + list + "]}}";
    }

    qint64 m_documents;
    qint64 m_step;
};

} // namespace godwit
