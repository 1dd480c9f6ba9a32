// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/documentquery.h"
#include "engine/jsontree.h"

#include <QList>

#include <optional>
#include <stop_token>

namespace godwit {

//! A query as it is kept and run.
struct SavedQuery
{
    QString name;
    bool lucene = false; //!< `text` is a Lucene string; else the JSON body of a search
    QString text;
    bool operator==(const SavedQuery &) const = default;
};

//! One hit of an answer.
struct ScoredHit
{
    QString id;
    QByteArray score; //!< as the server wrote it; empty: the hit has none, as with a sort
    QByteArray order; //!< what it was ordered by: its sort values, else its score
    QString routing = {}; //!< empty: it has none
};

//! An answer taken apart.
struct QueryResult
{
    qint64 total = -1; //!< -1: the answer has none
    bool atLeast = false; //!< the server stopped counting there
    std::vector<ScoredHit> hits;
    JsonTree aggregations; //!< an object; without children when there were none
    qint64 tookMs = -1; //!< by the server's own account; the median of `runs`; -1 unknown
    int runs = 1; //!< how many of them count: the first of several warms caches up and does not
    double seconds = 0; //!< until the answer was here
    QString problem; //!< why the answer can't be used, or not as a whole; empty: it is whole
};

Result<QueryResult> readResult(const SearchAnswer &answer);
//! A result that holds only why there is none.
QueryResult failedResult(const Error &error);

//! One place of the result lists, side by side.
struct RankRow
{
    enum class State {
        Same,
        Tied, //!< in another place, or missing here, only within hits that are ordered alike: the server is free there
        Moved, //!< on both sides, in different places
        OnlyHere, //!< not among the other side's hits, as far as they were asked for
    };
    struct Side
    {
        QString id; //!< empty: this side has fewer hits
        QString routing;
        QByteArray score;
        int elsewhere = 0; //!< place on the other side, from 1; 0: not there
        State state = State::Same;
    };
    Side source;
    Side target;
};

struct AggregationDifference
{
    QString path; //!< "per_country / DE / doc_count"
    QString source; //!< the value as the server wrote it; empty: not there
    QString target;
};

enum class QueryVerdict {
    Same,
    ScoresDiffer, //!< hits, order, total and aggregations are the same
    OrderDiffers,
    HitsDiffer,
    TotalDiffers,
    AggregationsDiffer,
    Unknown, //!< one side gave no whole answer: nothing can be said
};

struct QueryComparison
{
    QueryResult source;
    QueryResult target;
    QList<RankRow> rows;
    QList<AggregationDifference> aggregations; //!< at most `mostDifferences`
    int depth = 0; //!< hits that were compared: those of the longer list
    double overlap = 1; //!< share of the hits that both lists have
    double rankOverlap = 1; //!< rank-biased overlap, 0 to 1: the top counts more
    double scoreDifference = 0; //!< the largest, relative to the larger score
    QueryVerdict verdict = QueryVerdict::Unknown; //!< the worst that was seen

    static constexpr int mostDifferences = 1000;
};

//! Scores that differ by less than this share of the larger one are the same: servers round them differently.
constexpr double scoreTolerance = 1e-5;

QueryComparison compareResults(QueryResult source, QueryResult target);
//! Rank-biased overlap of two lists without repeats, extrapolated to what lies below both (Webber, Moffat and Zobel
//! 2010, equation 32). `p` is how likely a reader goes on to the next hit.
double rankBiasedOverlap(const QStringList &one, const QStringList &other, double p = 0.9);

//! How often a query runs on each side, so that its time says something.
constexpr int latencyRuns = 5;
//! A query whose first runs take longer than this together is not run again: others need the servers, too.
constexpr qint64 longestRepeatedMs = 2'000;

//! Runs a query on both sides, in turn so that neither takes time from the other, `runs` times each. The first answers
//! are compared. Never fails: what went wrong is a `problem` of its side. `stop` ends it between two runs.
QueryComparison runOnBoth(const SavedQuery &query, DocumentQuery &source, const QString &sourceIndex,
    DocumentQuery &target, const QString &targetIndex, int runs = 1, const std::stop_token &stop = {});

//! What a set of queries says as a whole.
struct ReplayTotals
{
    int queries = 0;
    int same = 0; //!< Same or ScoresDiffer
    int unknown = 0;
    double rankOverlap = 1; //!< mean over the queries that could be compared
    std::optional<double> latencyRatio; //!< time of the target over time of the source, by their own account
};
ReplayTotals totalsOf(const QList<QueryComparison> &comparisons);

} // namespace godwit
