// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/error.h"
#include "engine/reindexservice.h"
#include "engine/snapshotservice.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

struct Version
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    friend auto operator<=>(const Version &, const Version &) = default;
    [[nodiscard]] QString toString() const;
};

struct ClusterInfo
{
    Product product = Product::Unknown;
    Version version;
    QString clusterName;
    QString clusterUuid;
    QString nodeName;
};

//! One row of the index list. Sizes in bytes.
struct IndexSummary
{
    QString name;
    QString uuid;
    QString health; //!< "green", "yellow", "red"; empty for closed indices
    bool open = true;
    bool hidden = false; //!< settings index.hidden
    int primaries = 0;
    int replicas = 0;
    qint64 documents = -1; //!< Lucene documents (nested ones included); -1 unknown
    qint64 primaryBytes = -1; //!< -1 unknown
    QString versionCreated; //!< settings index.version.created: a number, see originOf(); empty: unknown
};

//! An alias and what it leads to.
struct AliasEntry
{
    QString name;
    QStringList indices; //!< sorted
    QString writeIndex; //!< the one that takes writes, where the alias says so
};

struct StreamEntry
{
    QString name;
    QStringList indices; //!< backing indices, oldest first
    bool system = false; //!< kept by the server for itself, or hidden
};

struct TemplateEntry
{
    QString name;
    QStringList patterns;
    bool legacy = false; //!< the older kind, of `_template`
    bool system = false; //!< brought along by the server
};

//! What makes a policy of Index State Management attach itself to indices that name none (`ism_template`).
struct AttachingPolicy
{
    QString name;
    QStringList patterns;
    int priority = 0;
    qint64 since = 0; //!< milliseconds since the epoch; older indices are left alone
};

//! What a cluster has beside its indices.
struct ClusterNames
{
    QList<AliasEntry> aliases;
    QList<StreamEntry> streams;
    QList<TemplateEntry> templates;
};

//! `GET /index`: aliases, mappings (typeless; the 6.x type name is kept aside) and settings (`flat` keys below
//! "index.").
struct IndexDefinition
{
    QString name;
    QString uuid;
    QString typeName; //!< 6.x only
    QJsonObject aliases;
    QJsonObject mappings;
    QJsonObject settings; //!< flat: {"index.number_of_shards": "4", …}
    int routingShards = 0; //!< routing_num_shards of the cluster state; 0 where the server does not tell (6.x)
    [[nodiscard]] int shards() const
    {
        return settings.value(QLatin1String("index.number_of_shards")).toString().toInt();
    }
};

//! One primary shard as `_stats?level=shards` reports it.
struct ShardState
{
    QString index;
    QString indexUuid;
    int shard = -1;
    QString nodeId; //!< node that holds the primary
    QString historyUuid; //!< changes when a shard's operations can no longer be compared with what was seen before
    qint64 globalCheckpoint = -1; //!< every operation up to here is on all in-sync copies
    qint64 maxSeqNo = -1; //!< -1: the shard never had an operation
    qint64 deleteTotal = 0; //!< indexing.delete_total, counted by the node since the shard was opened there
    qint64 documents = 0; //!< Lucene documents: nested objects count, deleted ones do not
    qint64 deletedDocuments = -1; //!< deleted, and not merged away yet; -1 unknown
    qint64 bytes = 0;
};

//! Addresses one primary shard for reading.
struct ShardRef
{
    QString index;
    int shard = 0;
    QString nodeId;
};

//! One document of a search answer. The views point into the page that owns it.
struct Hit
{
    std::string_view id; //!< unescaped UTF-8
    std::string_view idToken; //!< JSON string token with its quotes, ready for an action line
    std::string_view routing; //!< unescaped; empty when there is none
    std::string_view routingToken; //!< JSON string token; empty when there is none
    std::string_view source; //!< raw bytes, free of CR and LF; byte for byte the stored document otherwise
    qint64 seqNo = -1;
    qint64 version = -1; //!< `_version`, when asked for
    bool rewrapped = false; //!< raw line ends between tokens were replaced by spaces
};

//! A search answer that owns the bytes its hits point to. Movable; the views stay valid.
struct HitPage
{
    QByteArray body;
    std::deque<std::string> unescaped; //!< storage for ids and sources that could not point into `body`
    std::vector<Hit> hits;
    qint64 bytes = 0; //!< of the answer on the wire after inflating
    QByteArray scroll; //!< what the next page of a scroll is asked with; empty elsewhere

    HitPage() = default;
    HitPage(HitPage &&) = default;
    HitPage &operator=(HitPage &&) = default;
    HitPage(const HitPage &) = delete;
    HitPage &operator=(const HitPage &) = delete;
};

struct WindowRead
{
    ShardRef shard;
    qint64 after = -1; //!< exclusive
    qint64 upTo = -1; //!< inclusive
    int size = 1000; //!< as many hits as this mean: there may be more, ask for a smaller window
    bool source = true;
    bool version = false; //!< `_version` too
    bool includeVectors = false; //!< ask with exclude_vectors:false (9.2 and later leave dense_vector out otherwise)
    qint64 maxBytes = 0; //!< answer above this fails with TooLarge; 0: no limit
};

struct SeqBucket
{
    qint64 from = 0; //!< first sequence number of the bucket
    qint64 documents = 0;
};

struct SeqRange
{
    qint64 from = 0; //!< inclusive
    qint64 to = 0; //!< inclusive
};

struct DocumentKey
{
    std::string id;
    std::string routing; //!< empty when there is none
};

//! What a realtime look at documents is to tell.
enum class LookAt {
    Numbers, //!< the cheapest: the server reads nothing that is stored
    Routing,
    Source, //!< and the routing
};

//! What a realtime look at one document says. The routing asked for only leads to a shard, and there a server finds by
//! the id alone: what is found may be stored with another routing.
struct Lookup
{
    bool found = false;
    qint64 seqNo = -1;
    qint64 version = -1;
    std::string source; //!< raw, only when asked for
    qint64 primaryTerm = -1;
    std::string routing = {}; //!< that it is stored with, when asked for
};

struct BulkItem
{
    int position = 0; //!< index of the operation within the request
    int status = 0;
    QString type; //!< the server's error type, for example mapper_parsing_exception
    QString reason;
};

struct BulkAnswer
{
    int items = 0; //!< results in the answer; equals the number of operations sent, else the answer is refused
    qint64 tookMs = 0;
    std::vector<BulkItem> notOk; //!< in request order: every item whose status is not 2xx, or with a failed shard copy
    qint64 notFound = 0; //!< deletes answered 404, which is fine and not in notOk
};

struct RunningWrite
{
    QString node;
    QString action;
    qint64 startMs = 0; //!< milliseconds since the epoch by the node's clock
};

//! Disk and shard room of a cluster.
struct ClusterRoom
{
    int dataNodes = 0;
    qint64 diskFree = -1; //!< bytes over all data nodes, -1 unknown
    qint64 diskTotal = -1;
    double floodStage = 0.95; //!< fraction
    int shards = 0; //!< open shards now
    int maxShardsPerNode = 1000;
    QStringList nodeNames = {}; //!< of all nodes
};

struct PrivilegeCheck
{
    bool known = false; //!< false: no security interface there, nothing can be said
    QStringList missing; //!< "read on orders", …
    //! "documents of orders", "fields of orders": every role that lets this user read the index hides some from it
    //! (document and field level security). What is hidden is missing without an error in all that is read and counted.
    //! Looked at where "read" is among the privileges.
    QStringList narrowed = {};
};

//! A search cluster as the engine sees it. Every call blocks its own thread and ends early with ErrorKind::Cancelled
//! when the stop token of the connection is triggered. An object is used by one thread only. All differences between
//! products and versions live behind this interface.
//!
//! Answers are trusted only when whole: where a call says so, an answer that timed out, has failed shards or lacks a
//! wanted primary is ErrorKind::Incomplete.
class SearchCluster
{
public:
    virtual ~SearchCluster() = default;

    //! `GET /`. Version when the product can't be told or is not supported.
    virtual Result<ClusterInfo> info() = 0;
    //! Indices that match names or wildcards, hidden, dot and closed ones included; no error when nothing matches.
    virtual Result<QList<IndexSummary>> listIndices(const QStringList &patterns) = 0;
    //! Definitions by index name. A missing index is simply not in the answer.
    virtual Result<QHash<QString, IndexDefinition>> definitions(const QStringList &indices) = 0;
    //! Mappings only, typeless; as compact JSON so that a change is a byte comparison.
    virtual Result<QHash<QString, QByteArray>> mappings(const QStringList &indices) = 0;

    //! `body` is typeless {settings, mappings, aliases}.
    virtual Result<void> createIndex(const QString &index, const QJsonObject &body) = 0;
    //! Waits until every primary of them takes writes, a minute at most; Incomplete when one did not start by then.
    //! By the number of active primaries: right after its creation an index is "yellow" without any of them.
    virtual Result<void> waitForPrimaries(const QStringList &indices) = 0;
    virtual Result<void> deleteIndex(const QString &index) = 0;
    virtual Result<void> putMapping(const QString &index, const QJsonObject &mappings) = 0;
    //! Flat settings below "index."; JSON null resets to the default.
    virtual Result<void> putSettings(const QString &index, const QJsonObject &settings) = 0;
    virtual Result<void> updateAliases(const QJsonArray &actions) = 0;

    //! Every primary shard of the given indices, or Incomplete when `_shards.failed` is not 0. A shard that the server
    //! leaves out is simply absent: the caller compares with the shard count it knows; absent means unknown, never
    //! empty.
    virtual Result<std::vector<ShardState>> shardStates(const QStringList &indices) = 0;
    //! Incomplete unless at least `wantedPrimaries` shards succeeded and none failed.
    virtual Result<void> refresh(const QStringList &indices, int wantedPrimaries) = 0;
    virtual Result<void> flush(const QStringList &indices) = 0;

    //! Documents whose `_seq_no` lies in a window, from the primary. Incomplete unless exactly that shard answered.
    virtual Result<HitPage> readWindow(const WindowRead &window) = 0;
    //! A page of a scroll over a window: what was searchable when it began, in the order of the segments, `size` hits a
    //! page and fewer in the last one. Documents that stand side by side cost some servers a third of what those of a
    //! window of numbers cost (Elasticsearch 7.11 and later read whole blocks then: FetchPhase, hasSequentialDocs). An
    //! empty `scroll` begins; HitPage::scroll goes on with. A page is asked for once: whether a lost answer moved the
    //! scroll on nobody knows, so after any error it is useless.
    virtual Result<HitPage> readScroll(const WindowRead &window, const QByteArray &scroll)
    {
        Q_UNUSED(window)
        Q_UNUSED(scroll)
        return fail(ErrorKind::Refused, {}); // windows tell the same
    }
    //! Gives back what the server keeps for a scroll; without that it does so after five minutes.
    virtual void endScroll(const QByteArray &scroll) { Q_UNUSED(scroll) }
    //! Number of live documents of one primary with `_seq_no` <= c, computed as match_all minus those above c.
    virtual Result<qint64> countUpTo(const ShardRef &shard, qint64 c) = 0;
    //! Live documents inside the ranges by `_seq_no`, in buckets that start at multiples of `interval`; empty buckets
    //! left out. The caller keeps the number of buckets within 1,000 a call.
    virtual Result<std::vector<SeqBucket>> seqHistogram(
        const ShardRef &shard, const std::vector<SeqRange> &ranges, qint64 interval)
        = 0;
    //! `_seq_no` and id of every live document inside the ranges; each range holds at most a few thousand numbers.
    virtual Result<std::vector<std::pair<qint64, std::string>>> seqNosIn(
        const ShardRef &shard, const std::vector<SeqRange> &ranges)
        = 0;
    //! Realtime `_mget` on the primary's node; answers in the order asked. Any document that the server could not look
    //! at is Incomplete, never "not found". Sources are whole, vectors included.
    virtual Result<std::vector<Lookup>> lookUp(
        const ShardRef &shard, const std::vector<DocumentKey> &keys, LookAt what = LookAt::Numbers)
        = 0;

    //! `body` is NDJSON of `operations` actions with their sources. Retries nothing.
    virtual Result<BulkAnswer> bulk(const QByteArray &body, int operations) = 0;
    //! Top-level documents of an index (`_count`), Incomplete when shards failed.
    virtual Result<qint64> count(const QString &index) = 0;
    //! Those of them that carry a routing value of their own: `_routing` exists (the server's mapper lists it in
    //! `_field_names`). Errors as count().
    virtual Result<qint64> countRouted(const QString &index) = 0;

    //! True when writes that were acknowledged after the block are impossible (`_block/write`); false where only the
    //! setting exists, so that running writes must be waited for.
    virtual bool blockIsComplete() const = 0;
    virtual Result<void> setWriteBlock(const QStringList &indices) = 0;
    //! Done when the cluster's state has no write block of these indices any more, also none that a block request which
    //! was cut off left behind. Waits up to two minutes for that; Incomplete after it. Indices that are gone are fine.
    virtual Result<void> liftWriteBlock(const QStringList &indices) = 0;
    //! The request that lifts the block, as a person would type it: `PUT /a,b/_settings {"index.blocks.write":null}`.
    virtual QString liftWriteBlockCommand(const QStringList &indices) const = 0;
    virtual Result<std::vector<RunningWrite>> runningWrites(const QStringList &indices) = 0;

    //! "green", "yellow" or "red" of the worst of the indices.
    virtual Result<QString> health(const QStringList &indices) = 0;
    virtual Result<ClusterRoom> room() = 0;
    //! Milliseconds since the epoch by the cluster's clock.
    virtual Result<qint64> clock() = 0;
    //! `indexPrivileges` such as read, monitor, maintenance, on the given indices.
    virtual Result<PrivilegeCheck> privileges(const QStringList &indices, const QStringList &indexPrivileges) = 0;
    //! Data streams that match, by name; empty where the server has none.
    virtual Result<QStringList> dataStreams(const QStringList &patterns) = 0;
    //! Aliases, data streams and templates, hidden ones too.
    virtual Result<ClusterNames> names() = 0;
    //! For each index name, the templates (composable, then legacy) whose patterns match it; names without any are
    //! left out.
    virtual Result<QHash<QString, QStringList>> templatesFor(const QStringList &indices) = 0;
    //! One entry for each template of a policy. Empty where the server has no Index State Management.
    virtual Result<QList<AttachingPolicy>> attachingPolicies() { return QList<AttachingPolicy>(); }
    //! Analyzer, tokenizer and filter types that this server refuses: `_analyze` with each definition. Pairs of name,
    //! reason.
    virtual Result<QList<std::pair<QString, QString>>> refusedAnalyzers(const QJsonObject &analysisSettings) = 0;
    //! True when the server knows `exclude_vectors` in a search (9.2 and later).
    virtual bool knowsExcludeVectors() const = 0;
    //! True when this connection refuses to change anything but the write block.
    virtual bool isReadOnly() const { return false; }
    //! Repositories, snapshots and restores over this connection, which must outlive what is returned. A connection
    //! that only reads lets out from now on what the permit names. Null where a cluster has none.
    virtual std::unique_ptr<SnapshotService> snapshots(const SnapshotPermit &permit)
    {
        Q_UNUSED(permit)
        return {};
    }
    //! Address without user-info.
    virtual QString address() const { return {}; }
    //! Reindexing on this cluster, over this connection, which must outlive what is returned. Null where there is none.
    virtual std::unique_ptr<ReindexService> reindexing() { return {}; }
};

//! Streams that the servers keep for themselves, also under a name without a dot.
bool isSystemStream(const QString &name);

struct PlannedRequest;

//! Opens connections; one for each thread that wants one.
class SearchClusterFactory
{
public:
    virtual ~SearchClusterFactory() = default;
    //! Opens no socket yet. Thread-safe. The connection belongs to the calling thread.
    virtual std::unique_ptr<SearchCluster> open(std::stop_token stop) = 0;
    //! Address without user-info, for messages.
    virtual QString address() const = 0;
    //! A connection that hands each request to `note` instead of sending it, and takes every change for done. What it
    //! says to a question means nothing. Another connection of this factory has asked info() before. Null where there
    //! is none.
    virtual std::unique_ptr<SearchCluster> rehearse(std::function<void(const PlannedRequest &request)> note)
    {
        Q_UNUSED(note)
        return {};
    }
};

} // namespace godwit
