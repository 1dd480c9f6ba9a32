// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/stillcluster.h"

#include <QJsonDocument>
#include <QMap>

#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace godwit {

//! Documents of a server, in memory: for tests of what compares and repairs them. What servers do is tested on servers.
class MemoryServer
{
public:
    struct Document
    {
        std::string routing;
        std::string source;
        qint64 seqNo = 0;
        qint64 version = 1;
    };
    using Documents = std::map<std::string, Document>; //!< by id

    explicit MemoryServer(QString uuid) : m_uuid(std::move(uuid)) { }

    void put(const QString &index, const std::string &id, const std::string &source, const std::string &routing = {})
    {
        const std::scoped_lock lock(m_mutex);
        Shard &shard = shardFor(index, id, routing);
        const auto found = shard.documents.find(id);
        write(shard, id, {routing, source, 0, found == shard.documents.end() ? 1 : found->second.version + 1});
    }
    void remove(const QString &index, const std::string &id, const std::string &routing = {})
    {
        const std::scoped_lock lock(m_mutex);
        Shard &shard = shardFor(index, id, routing);
        m_deletions += shard.documents.erase(id) > 0 ? 1 : 0;
        ++shard.next;
    }
    qint64 deletions() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_deletions;
    }
    //! Of all shards; an id that is in several of them is there once.
    Documents documents(const QString &index) const
    {
        Documents all;
        for (int shard = 0; shard < shardsOf(index); ++shard)
            all.merge(documents(index, shard));
        return all;
    }
    Documents documents(const QString &index, int shard) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto all = m_indices.constFind(index);
        return all == m_indices.constEnd() ? Documents() : all->at(static_cast<std::size_t>(shard)).documents;
    }
    //! Ids with routing, and their sources: two equal maps are two equal indices.
    std::map<std::string, std::string> sources(const QString &index) const
    {
        std::map<std::string, std::string> all;
        for (int shard = 0; shard < shardsOf(index); ++shard)
            for (const auto &[id, document] : documents(index, shard))
                all.emplace(id + '/' + document.routing, document.source);
        return all;
    }
    //! What a look finds: the routing leads to a shard, and there the id alone counts.
    std::optional<Document> find(const QString &index, const DocumentKey &key)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_indices.contains(index))
            return std::nullopt;
        const Documents &there = shardFor(index, key.id, key.routing).documents;
        const auto found = there.find(key.id);
        return found == there.end() ? std::nullopt : std::optional(found->second);
    }
    //! The whole index, with its numbers. What is made under its name afterwards is another one.
    void drop(const QString &index)
    {
        const std::scoped_lock lock(m_mutex);
        m_indices.remove(index);
        ++m_dropped[index];
    }
    QString uuidOf(const QString &index) const
    {
        const std::scoped_lock lock(m_mutex);
        const int dropped = m_dropped.value(index);
        return index + m_uuid + (dropped > 0 ? QString::number(dropped) : QString());
    }
    //! As after a restore over the indices.
    void renewHistory()
    {
        const std::scoped_lock lock(m_mutex);
        m_history += u'+';
    }
    QString history() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_history;
    }
    void renumber(const QString &index, const std::function<qint64(qint64)> &how)
    {
        const std::scoped_lock lock(m_mutex);
        for (Shard &shard : m_indices[index])
            for (auto &[id, document] : shard.documents)
                document.seqNo = how(document.seqNo);
    }
    QStringList indices() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_indices.keys();
    }
    const QString &uuid() const { return m_uuid; }
    int shardsOf(const QString &index) const { return shards.value(index, 1); }
    qint64 lastNumber(const QString &index, int shard = 0) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto all = m_indices.constFind(index);
        return all == m_indices.constEnd() ? -1 : all->at(static_cast<std::size_t>(shard)).next - 1;
    }
    //! One action of a bulk; the status that a server would answer.
    int act(const QString &verb, const QJsonObject &meta, const std::string &source)
    {
        const std::scoped_lock lock(m_mutex);
        const QString index = meta.value(QLatin1String("_index")).toString();
        const std::string id = meta.value(QLatin1String("_id")).toString().toStdString();
        const std::string routing = meta.value(QLatin1String("routing")).toString().toStdString();
        Shard &shard = shardFor(index, id, routing);
        Documents &here = shard.documents;
        const auto found = here.find(id);
        const qint64 version = meta.value(QLatin1String("version")).toInteger(-1);
        if (found != here.end() && version >= 0 && version < found->second.version)
            return 409;
        const qint64 only = meta.value(QLatin1String("if_seq_no")).toInteger(-1);
        if (only >= 0
            && (found == here.end() || found->second.seqNo != only
                || meta.value(QLatin1String("if_primary_term")).toInteger() != 1))
            return 409;
        if (verb == QLatin1String("create") && found != here.end())
            return 409;
        if (verb != QLatin1String("delete") && !refused.empty() && id + '/' + routing == refused)
            return 400;
        if (verb == QLatin1String("delete")) {
            const bool was = found != here.end();
            if (was)
                here.erase(found);
            ++m_deletions;
            ++shard.next;
            return was ? 200 : 404;
        }
        const qint64 next = found == here.end() ? 1 : found->second.version + 1;
        write(shard, id, {routing, source, 0, version >= 0 ? version : next});
        return 200;
    }
    QMap<QString, int> shards; //!< of an index that has more than one; before anything is put there
    QStringList closed; //!< indices
    std::string refused; //!< id/routing of a document that it does not take
    std::function<void()> beforeBulk = [] {}; //!< what somebody else does meanwhile
    std::function<void()> beforeLook = [] {};
    std::function<Result<void>()> beforeRead = [] { return Result<void>(); }; //!< on several threads; its error is told
    QMap<QString, QJsonObject> mappings; //!< by index, before anybody connects
    QString node = QStringLiteral("node"); //!< that has the primaries

private:
    struct Shard
    {
        Documents documents;
        qint64 next = 0; //!< sequence number
    };
    //! By the last letter of the routing, or of the id: tests know where a document goes.
    Shard &shardFor(const QString &index, const std::string &id, const std::string &routing)
    {
        std::vector<Shard> &all = m_indices[index];
        if (all.empty())
            all.resize(static_cast<std::size_t>(shardsOf(index)));
        return all[static_cast<unsigned char>((routing.empty() ? id : routing).back()) % all.size()];
    }
    static void write(Shard &shard, const std::string &id, Document document)
    {
        document.seqNo = shard.next++;
        shard.documents[id] = std::move(document);
    }

    mutable std::mutex m_mutex;
    QString m_uuid;
    QMap<QString, std::vector<Shard>> m_indices;
    qint64 m_deletions = 0;
    QMap<QString, int> m_dropped;
    QString m_history = QStringLiteral("history");
};

//! A connection to it. Without a word an index has one shard.
class MemoryCluster : public StillCluster
{
public:
    explicit MemoryCluster(MemoryServer *server) : m_server(server)
    {
        cluster = ClusterInfo{Product::Elasticsearch, {8, 3, 3}, {}, server->uuid(), {}};
        for (const QString &name : server->indices()) {
            IndexSummary summary;
            summary.name = name;
            summary.open = !server->closed.contains(name);
            summary.documents = static_cast<qint64>(server->sources(name).size());
            indices.append(summary);
            IndexDefinition found;
            found.name = name;
            found.uuid = server->uuidOf(name);
            found.settings.insert(
                QStringLiteral("index.number_of_shards"), QString::number(server->shardsOf(name)));
            found.mappings = server->mappings.value(name);
            definition.insert(name, found);
        }
    }
    Result<void> refresh(const QStringList &, int) override { return {}; }
    Result<void> flush(const QStringList &) override { return {}; }
    Result<qint64> count(const QString &index) override
    {
        return static_cast<qint64>(m_server->sources(index).size());
    }
    Result<std::vector<ShardState>> shardStates(const QStringList &names) override
    {
        std::vector<ShardState> states;
        for (const QString &name : names) {
            for (int shard = 0; shard < m_server->shardsOf(name); ++shard) {
                ShardState state;
                state.index = name;
                state.indexUuid = m_server->uuidOf(name);
                state.shard = shard;
                state.nodeId = m_server->node;
                state.deleteTotal = shard == 0 ? m_server->deletions() : 0;
                state.historyUuid = m_server->history();
                state.globalCheckpoint = state.maxSeqNo = m_server->lastNumber(name, shard);
                state.documents = static_cast<qint64>(m_server->documents(name, shard).size());
                state.deletedDocuments = 0;
                states.push_back(state);
            }
        }
        return states;
    }
    Result<HitPage> readWindow(const WindowRead &window) override
    {
        if (const auto reached = m_server->beforeRead(); !reached)
            return fail(reached.error());
        HitPage page;
        const auto keep
            = [&](const std::string &text) -> std::string_view { return page.unescaped.emplace_back(text); };
        for (const auto &[id, document] : m_server->documents(window.shard.index, window.shard.shard)) {
            if (document.seqNo <= window.after || document.seqNo > window.upTo)
                continue;
            Hit hit;
            hit.id = keep(id);
            hit.routing = keep(document.routing);
            hit.source = window.source ? keep(document.source) : std::string_view();
            hit.seqNo = document.seqNo;
            page.hits.push_back(hit);
        }
        return page;
    }
    Result<std::vector<Lookup>> lookUp(
        const ShardRef &shard, const std::vector<DocumentKey> &keys, LookAt what) override
    {
        m_server->beforeLook();
        std::vector<Lookup> answers;
        for (const DocumentKey &key : keys) {
            Lookup &lookup = answers.emplace_back();
            if (const auto found = m_server->find(shard.index, key))
                lookup = {true, found->seqNo, found->version, what == LookAt::Source ? found->source : std::string(),
                    1, what == LookAt::Numbers ? std::string() : found->routing};
        }
        return answers;
    }
    Result<BulkAnswer> bulk(const QByteArray &body, int operations) override
    {
        m_server->beforeBulk();
        BulkAnswer answer;
        const QList<QByteArray> lines = body.split('\n');
        for (qsizetype at = 0; at + 1 < lines.size();) {
            const QJsonObject action = QJsonDocument::fromJson(lines.at(at++)).object();
            const QString verb = action.keys().first();
            const std::string source = verb == QLatin1String("delete") ? std::string() : lines.at(at++).toStdString();
            const int status = m_server->act(verb, action.value(verb).toObject(), source);
            if (status == 409 || status == 400)
                answer.notOk.push_back({answer.items, status, QStringLiteral("version_conflict"), {}});
            ++answer.items;
        }
        return answer.items == operations ? Result<BulkAnswer>(answer)
                                          : fail(ErrorKind::Protocol, QStringLiteral("another number of actions"));
    }

private:
    MemoryServer *m_server;
};

class MemoryFactory final : public SearchClusterFactory
{
public:
    explicit MemoryFactory(MemoryServer *server) : m_server(server) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override { return std::make_unique<MemoryCluster>(m_server); }
    QString address() const override { return QString(QStringLiteral("memory:") + m_server->uuid()); }

private:
    MemoryServer *m_server;
};

} // namespace godwit
