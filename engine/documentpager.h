// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/documentquery.h"

#include <QList>

#include <vector>

namespace godwit {

//! A document as a list shows it.
struct DocumentRow
{
    QString id;
    QString routing; //!< empty: none
    qint64 seqNo = -1;
    QByteArray source; //!< raw, the first 300 bytes; empty when the page is too large to be shown with sources
    qint64 bytes = -1; //!< of the whole source; -1 unknown
};

//! Rows of an index by number, at any place among millions. An index can't be read from a place by its number beyond
//! the first 10,000, and a scroll only goes forwards. So the documents are ordered by `_seq_no`, and a histogram over
//! it says how many of them lie below each bound: a row is a bound and a small offset behind it. That holds nothing
//! open on the server, works alike on all versions, and where documents change while somebody scrolls a page is off by
//! no more than what changed since the count within one bucket.
class DocumentPager
{
public:
    //! `lucene`: only documents that match; empty: all. The query outlives the pager.
    DocumentPager(DocumentQuery &query, QString index, QString lucene = {});

    //! Counts, and finds the bounds. Incomplete when a shard is missing.
    Result<qint64> count();
    //! The rows of a page; fewer when documents were changed or deleted since the count. At most 1,000 at once.
    Result<QList<DocumentRow>> rows(qint64 first, int wanted);

    struct Span
    {
        qint64 firstRow = 0;
        qint64 from = 0; //!< first sequence number
        qint64 to = 0; //!< last one
        qint64 documents = 0;
    };
    const std::vector<Span> &spans() const { return m_spans; } //!< in order, empty ones left out

private:
    [[nodiscard]] QByteArray queryFor(qint64 from, qint64 to) const;
    Result<std::vector<Span>> histogram(qint64 from, qint64 to, qint64 interval, qint64 firstRow);
    Result<void> refine(std::size_t place);
    Result<QList<DocumentRow>> read(qint64 from, qint64 to, qint64 offset, int wanted, bool withSource);

    DocumentQuery &m_query;
    QString m_index;
    QString m_lucene;
    std::vector<Span> m_spans;
};

} // namespace godwit
