// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>
#include <stop_token>

namespace godwit {

//! A search as a person wrote it, for one index or alias.
struct SearchRequest
{
    QString index;
    QByteArray body; //!< JSON of the request; sent as it is
    QString lucene; //!< the query as a Lucene string (`q=`) in place of a body
    int size = 0; //!< hits that a Lucene string asks for; 0: the server's own 10
    //! Ask the server to refuse instead of leaving out shards. Else such an answer comes, and says so itself.
    bool wholeOnly = false;
    //! Not from the server's cache of answers, so that its time is that of a search (`request_cache=false`).
    bool fresh = false;
    qint64 maxBytes = 0; //!< an answer above this fails with TooLarge; 0: no limit
};

//! The answer as it came, and what it says of itself.
struct SearchAnswer
{
    QByteArray body;
    qint64 tookMs = -1; //!< by the server's own account; -1: it did not say
    std::chrono::microseconds elapsed{0}; //!< until the last byte was here
    bool timedOut = true;
    int shards = -1;
    int successful = -1; //!< shards that were skipped because they can't match count here, as the server counts them
    int failed = -1;
    QString failure; //!< the server's reason for the first failed shard
    [[nodiscard]] bool whole() const { return !timedOut && shards >= 0 && failed == 0 && successful == shards; }
};

//! Reads from a cluster with requests of the user's own making. A port beside SearchCluster, with the same rules:
//! blocks its thread, ends with Cancelled, one thread at a time. Never changes anything: also a connection that may
//! write is opened for reading here.
class DocumentQuery
{
public:
    virtual ~DocumentQuery() = default;
    //! `_search`. An answer with failed shards or a timeout is no error; see SearchAnswer::whole().
    virtual Result<SearchAnswer> search(const SearchRequest &request) = 0;
};

//! Opens connections; one for each thread that wants one.
class DocumentQueryFactory
{
public:
    virtual ~DocumentQueryFactory() = default;
    //! Opens no socket yet. Thread-safe. The connection belongs to the calling thread.
    virtual std::unique_ptr<DocumentQuery> open(std::stop_token stop) = 0;
};

} // namespace godwit
