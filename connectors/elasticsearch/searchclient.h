// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/elasticsearch/bulkreader.h"
#include "connectors/elasticsearch/dialect.h"
#include "connectors/elasticsearch/indexlist.h"
#include "connectors/elasticsearch/lookupreader.h"
#include "connectors/elasticsearch/pagereader.h"
#include "connectors/elasticsearch/requestguard.h"
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/rehearsal.h"

#include <QCoreApplication>

#include <set>

namespace godwit {

//! A server without an interface takes its path for an index name and answers so.
bool interfaceMissing(const Error &error);

//! One connection to a search cluster. Asks `GET /` once, before the first other request, unless another connection of
//! the same connector has done so.
class SearchClient final : public SearchCluster
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SearchClient)

public:
    SearchClient(const Endpoint &endpoint, const Secrets &secrets, HttpObserver observer,
        std::shared_ptr<SharedClusterInfo> shared, std::stop_token stop);

    //! From now on no request is sent; each is noted and answered as done.
    void noteInstead(std::function<void(const PlannedRequest &)> note) { m_note = std::move(note); }

    Result<ClusterInfo> info() override;
    bool isReadOnly() const override { return m_guard.readOnly(); }
    Result<QList<IndexSummary>> listIndices(const QStringList &patterns) override;
    Result<QHash<QString, IndexDefinition>> definitions(const QStringList &indices) override;
    Result<QHash<QString, QByteArray>> mappings(const QStringList &indices) override;

    Result<void> createIndex(const QString &index, const QJsonObject &body) override;
    Result<void> waitForPrimaries(const QStringList &indices) override;
    Result<void> deleteIndex(const QString &index) override;
    Result<void> putMapping(const QString &index, const QJsonObject &mappings) override;
    Result<void> putSettings(const QString &index, const QJsonObject &settings) override;
    Result<void> updateAliases(const QJsonArray &actions) override;

    Result<std::vector<ShardState>> shardStates(const QStringList &indices) override;
    Result<void> refresh(const QStringList &indices, int wantedPrimaries) override;
    Result<void> flush(const QStringList &indices) override;

    Result<HitPage> readWindow(const WindowRead &window) override;
    Result<HitPage> readScroll(const WindowRead &window, const QByteArray &scroll) override;
    void endScroll(const QByteArray &scroll) override;
    Result<qint64> countUpTo(const ShardRef &shard, qint64 c) override;
    Result<std::vector<SeqBucket>> seqHistogram(
        const ShardRef &shard, const std::vector<SeqRange> &ranges, qint64 interval) override;
    Result<std::vector<std::pair<qint64, std::string>>> seqNosIn(
        const ShardRef &shard, const std::vector<SeqRange> &ranges) override;
    Result<std::vector<Lookup>> lookUp(
        const ShardRef &shard, const std::vector<DocumentKey> &keys, LookAt what) override;

    Result<BulkAnswer> bulk(const QByteArray &body, int operations) override;
    Result<qint64> count(const QString &index) override;
    Result<qint64> countRouted(const QString &index) override;

    bool blockIsComplete() const override;
    Result<void> setWriteBlock(const QStringList &indices) override;
    Result<void> liftWriteBlock(const QStringList &indices) override;
    QString liftWriteBlockCommand(const QStringList &indices) const override;
    Result<std::vector<RunningWrite>> runningWrites(const QStringList &indices) override;

    Result<QString> health(const QStringList &indices) override;
    Result<ClusterRoom> room() override;
    Result<qint64> clock() override;
    Result<PrivilegeCheck> privileges(const QStringList &indices, const QStringList &indexPrivileges) override;
    Result<QStringList> dataStreams(const QStringList &patterns) override;
    Result<ClusterNames> names() override;
    Result<QHash<QString, QStringList>> templatesFor(const QStringList &indices) override;
    Result<QList<AttachingPolicy>> attachingPolicies() override;
    Result<QList<std::pair<QString, QString>>> refusedAnalyzers(const QJsonObject &analysisSettings) override;
    bool knowsExcludeVectors() const override;
    QString address() const override { return m_http->address(); }
    std::unique_ptr<SnapshotService> snapshots(const SnapshotPermit &permit) override; // in snapshotclient.cpp
    std::unique_ptr<ReindexService> reindexing() override; // in reindexclient.cpp

private:
    friend class ReindexClient;
    friend class SnapshotClient;

    // searchclient.cpp: what all requests go through
    Result<ClusterInfo> learn() const;
    Result<const Dialect *> dialect() const;
    Result<HttpResponse> send(const HttpRequest &request) const;
    Result<QJsonObject> askObject(const HttpRequest &request) const;
    Result<QJsonArray> askArray(const HttpRequest &request) const;
    Result<QJsonObject> get(const QByteArray &path, const QByteArray &query = {}) const;
    Result<void> acknowledged(const HttpRequest &request, const QString &refusal);
    Result<void> allShards(const QJsonObject &answer, const QString &refusal) const;

    // searchclient_names.cpp
    Result<QList<AliasEntry>> aliasEntries() const;
    Result<QList<StreamEntry>> streamEntries() const;
    Result<QList<TemplateEntry>> templateEntries() const;

    // searchclient_documents.cpp
    Result<HttpRequest> shardSearch(const ShardRef &shard, const QJsonObject &body) const;
    Result<HttpResponse> sendToPrimary(const HttpRequest &request) const;
    Result<QJsonObject> searchShard(const ShardRef &shard, const QJsonObject &body) const;
    Result<qint64> countMatching(const QString &index, const QByteArray &body) const;
    Result<qint64> totalOf(const ShardRef &shard, const QJsonObject &query) const;
    Result<void> addBuckets(const ShardRef &shard, std::span<const SeqRange> ranges, qint64 interval,
        std::vector<SeqBucket> &buckets) const;
    Result<HitPage> readRanges(const ShardRef &shard, std::span<const SeqRange> ranges);
    Result<void> collectRanges(
        const ShardRef &shard, std::span<const SeqRange> ranges, std::vector<std::pair<qint64, std::string>> &found);
    Result<void> lookUpSome(
        const ShardRef &shard, std::span<const DocumentKey> keys, LookAt what, std::vector<Lookup> &lookups);

    // searchclient_writes.cpp
    Result<QStringList> blockSome(const IndexChunk &chunk);
    Result<void> confirmOlderBlocks(const QStringList &indices);
    Result<void> unsetBlock(const IndexChunk &chunk);
    Result<void> awaitLifted(const IndexChunk &chunk);
    Result<QStringList> blockedForWrites(const IndexChunk &chunk) const;
    Result<QJsonObject> writeTasks() const;
    Result<void> awaitWritesOf(std::set<QString> tasks) const;

    // searchclient_cluster.cpp
    Result<QStringList> narrowedIndices(const QStringList &indices) const;

    // searchclient_admin.cpp
    Result<QHash<QString, QJsonObject>> settingsOf(const QStringList &patterns, const QByteArray &names) const;
    Result<void> addRoutingShards(const IndexChunk &chunk, QHash<QString, IndexDefinition> &found) const;
    Result<std::pair<qint64, qint64>> activeShards(const std::vector<IndexChunk> &chunks) const;
    Result<void> addFigures(const QStringList &names, QHash<QString, IndexSummary> &summaries) const;

    Endpoint m_endpoint;
    Secrets m_secrets; //!< for a reindex that reads from here
    RequestGuard m_guard;
    std::stop_token m_stop;
    std::function<void(const PlannedRequest &)> m_note; //!< empty: requests are sent
    std::shared_ptr<SharedClusterInfo> m_shared;
    std::unique_ptr<HttpClient> m_http;
    mutable std::optional<Dialect> m_dialect;
    QJsonObject windowBody(const WindowRead &window) const;
    Result<HitPage> pageOf(HttpRequest request, const WindowRead &window);

    PageReader m_pages;
    BulkReader m_bulks;
    LookupReader m_lookups;
    int m_rangePage = 10'000; //!< hits a search may ask for; less where an index has a smaller max_result_window
};

} // namespace godwit
