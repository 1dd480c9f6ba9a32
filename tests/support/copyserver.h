// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/memorycluster.h"

#include <QRegularExpression>

namespace godwit {

//! A server in memory that a live copy can run against, as source, target or both: for tests of what the job decides.
//! Thread-safe. What servers do is tested on servers.
class CopyServer : public MemoryServer
{
public:
    struct Index
    {
        QString uuid;
        QString history = QStringLiteral("history");
        QJsonObject settings; //!< flat
        QJsonObject mappings;
        qint64 deletes = 0;
    };
    //! An operation of a bulk, before it is done.
    struct Operation
    {
        QString verb;
        QString index;
        QString id;
    };

    using MemoryServer::MemoryServer;

    void make(const QString &name, QJsonObject settings = {}, const QJsonObject &fields = {})
    {
        settings.insert(QStringLiteral("index.number_of_shards"), QString::number(shardsOf(name)));
        if (!settings.contains(QLatin1String("index.number_of_replicas")))
            settings.insert(QStringLiteral("index.number_of_replicas"), QStringLiteral("0"));
        if (!settings.contains(QLatin1String("index.version.created")))
            settings.insert(QStringLiteral("index.version.created"), QStringLiteral("8030399"));
        const std::scoped_lock lock(m_mutex);
        Index made;
        made.uuid = QStringLiteral("%1-%2").arg(name).arg(++m_made);
        made.settings = settings;
        made.mappings = fields;
        m_kept.insert(name, made);
    }
    //! `count` documents, with ids from 0 on.
    void fill(const QString &name, int count, const std::string &source = R"({"a":1})")
    {
        for (int i = 0; i < count; ++i)
            put(name, std::to_string(i), source);
    }
    //! A delete by a client, which the primary counts.
    void erase(const QString &name, const std::string &id)
    {
        remove(name, id);
        const std::scoped_lock lock(m_mutex);
        ++m_kept[name].deletes;
    }
    void take(const QString &name)
    {
        drop(name);
        const std::scoped_lock lock(m_mutex);
        m_kept.remove(name);
        m_taken.append(name);
    }
    //! A copy of the primary without its past took its place.
    void loseHistory(const QString &name)
    {
        const std::scoped_lock lock(m_mutex);
        m_kept[name].history = QStringLiteral("another history");
    }
    void set(const QStringList &names, const QJsonObject &settings)
    {
        const std::scoped_lock lock(m_mutex);
        for (const QString &name : names) {
            for (auto it = settings.begin(); it != settings.end(); ++it) {
                if (it.value().isNull())
                    m_kept[name].settings.remove(it.key());
                else
                    m_kept[name].settings.insert(it.key(), it.value());
            }
        }
    }
    void map(const QString &name, const QJsonObject &fields)
    {
        const std::scoped_lock lock(m_mutex);
        m_kept[name].mappings = fields;
    }
    QMap<QString, Index> kept() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_kept;
    }
    QString setting(const QString &name, const char *key) const
    {
        return kept().value(name).settings.value(QLatin1String(key)).toString();
    }
    QStringList taken() const //!< deleted indices
    {
        const std::scoped_lock lock(m_mutex);
        return m_taken;
    }

    // What somebody else does meanwhile, or the server instead. Set before a job starts.
    QJsonObject templateSettings; //!< of every index that is made here, where its request does not name them
    std::function<std::optional<BulkItem>(const Operation &)> refuses; //!< with its reason
    std::function<bool(const Operation &)> loses; //!< says that it is done, and does not do it
    std::function<void(const QString &index)> beforeCount;
    std::function<void()> beforeHealth;
    std::function<void()> beforeBlock;

private:
    mutable std::mutex m_mutex;
    QMap<QString, Index> m_kept;
    QStringList m_taken;
    int m_made = 0;
};

//! A connection to it.
class CopyCluster : public MemoryCluster
{
public:
    explicit CopyCluster(CopyServer *server) : MemoryCluster(server), m_copy(server) { }

    //! As a server does it: `*` is the only wildcard.
    Result<QList<IndexSummary>> listIndices(const QStringList &patterns) override
    {
        QList<IndexSummary> found;
        const auto kept = m_copy->kept();
        for (auto it = kept.begin(); it != kept.end(); ++it) {
            const bool wanted = std::any_of(patterns.begin(), patterns.end(), [&it](const QString &pattern) {
                return QRegularExpression(
                    QRegularExpression::anchoredPattern(
                        QRegularExpression::escape(pattern).replace(QStringLiteral("\\*"), QStringLiteral(".*"))))
                    .match(it.key())
                    .hasMatch();
            });
            if (!wanted)
                continue;
            IndexSummary summary;
            summary.name = it.key();
            summary.uuid = it->uuid;
            summary.health = QStringLiteral("green");
            summary.primaries = m_copy->shardsOf(it.key());
            summary.documents = static_cast<qint64>(m_copy->documents(it.key()).size());
            summary.primaryBytes = 1;
            found.append(summary);
        }
        return found;
    }
    Result<QHash<QString, IndexDefinition>> definitions(const QStringList &names) override
    {
        QHash<QString, IndexDefinition> found;
        const auto kept = m_copy->kept();
        for (const QString &name : names) {
            if (!kept.contains(name))
                continue;
            IndexDefinition made;
            made.name = name;
            made.uuid = kept.value(name).uuid;
            made.settings = kept.value(name).settings;
            made.mappings = kept.value(name).mappings;
            found.insert(name, made);
        }
        return found;
    }
    Result<QHash<QString, QByteArray>> mappings(const QStringList &names) override
    {
        QHash<QString, QByteArray> found;
        const auto kept = m_copy->kept();
        for (const QString &name : names)
            if (kept.contains(name))
                found.insert(name, QJsonDocument(kept.value(name).mappings).toJson(QJsonDocument::Compact));
        return found;
    }
    Result<void> createIndex(const QString &name, const QJsonObject &body) override
    {
        QJsonObject settings = m_copy->templateSettings;
        const QJsonObject asked = body.value(QLatin1String("settings")).toObject();
        for (auto it = asked.begin(); it != asked.end(); ++it)
            settings.insert(it.key(), it.value());
        m_copy->make(name, settings, body.value(QLatin1String("mappings")).toObject());
        return {};
    }
    Result<void> waitForPrimaries(const QStringList &) override { return {}; }
    Result<void> deleteIndex(const QString &name) override
    {
        m_copy->take(name);
        return {};
    }
    Result<void> putMapping(const QString &, const QJsonObject &) override { return {}; }
    Result<void> putSettings(const QString &names, const QJsonObject &settings) override
    {
        m_copy->set(names.split(QLatin1Char(',')), settings);
        return {};
    }
    Result<void> updateAliases(const QJsonArray &) override { return {}; }
    Result<void> setWriteBlock(const QStringList &) override
    {
        if (m_copy->beforeBlock)
            m_copy->beforeBlock();
        return {};
    }
    Result<void> liftWriteBlock(const QStringList &) override { return {}; }
    Result<QString> health(const QStringList &) override
    {
        if (m_copy->beforeHealth)
            m_copy->beforeHealth();
        return QStringLiteral("green");
    }
    Result<qint64> count(const QString &index) override
    {
        if (m_copy->beforeCount)
            m_copy->beforeCount(index);
        return MemoryCluster::count(index);
    }
    Result<std::vector<ShardState>> shardStates(const QStringList &names) override
    {
        const auto kept = m_copy->kept();
        QStringList there = names;
        there.removeIf([&kept](const QString &name) { return !kept.contains(name); });
        auto states = MemoryCluster::shardStates(there);
        for (ShardState &state : *states) {
            const CopyServer::Index index = kept.value(state.index);
            state.indexUuid = index.uuid;
            state.historyUuid = index.history;
            state.deleteTotal = index.deletes;
        }
        return states;
    }
    Result<HitPage> readWindow(const WindowRead &window) override
    {
        auto page = MemoryCluster::readWindow(window);
        for (Hit &hit : page->hits) {
            hit.idToken = page->unescaped.emplace_back('"' + std::string(hit.id) + '"');
            if (!hit.routing.empty())
                hit.routingToken = page->unescaped.emplace_back('"' + std::string(hit.routing) + '"');
        }
        return page;
    }
    Result<qint64> countUpTo(const ShardRef &shard, qint64 c) override
    {
        const auto documents = m_copy->documents(shard.index);
        return std::count_if(
            documents.begin(), documents.end(), [c](const auto &each) { return each.second.seqNo <= c; });
    }
    Result<std::vector<SeqBucket>> seqHistogram(
        const ShardRef &shard, const std::vector<SeqRange> &ranges, qint64 interval) override
    {
        std::map<qint64, qint64> buckets;
        for (const auto &[id, document] : m_copy->documents(shard.index))
            if (std::any_of(ranges.begin(), ranges.end(),
                    [&d = document](const SeqRange &r) { return d.seqNo >= r.from && d.seqNo <= r.to; }))
                ++buckets[document.seqNo / interval * interval];
        std::vector<SeqBucket> found;
        for (const auto &[from, count] : buckets)
            found.push_back({from, count});
        return found;
    }
    Result<BulkAnswer> bulk(const QByteArray &body, int operations) override
    {
        m_copy->beforeBulk();
        BulkAnswer answer;
        const QList<QByteArray> lines = body.split('\n');
        for (qsizetype at = 0; at + 1 < lines.size(); ++answer.items) {
            const QJsonObject action = QJsonDocument::fromJson(lines.at(at++)).object();
            const QString verb = action.keys().first();
            const QJsonObject meta = action.value(verb).toObject();
            const std::string source = verb == QLatin1String("delete") ? std::string() : lines.at(at++).toStdString();
            const CopyServer::Operation operation{
                verb, meta.value(QLatin1String("_index")).toString(), meta.value(QLatin1String("_id")).toString()};
            if (auto no = m_copy->refuses ? m_copy->refuses(operation) : std::nullopt) {
                no->position = answer.items;
                answer.notOk.push_back(*no);
            } else if (m_copy->loses && m_copy->loses(operation)) {
                continue;
            } else if (m_copy->act(verb, meta, source) == 409) {
                answer.notOk.push_back({answer.items, 409, QStringLiteral("version_conflict"), {}});
            }
        }
        return answer.items == operations ? Result<BulkAnswer>(answer)
                                          : fail(ErrorKind::Protocol, QStringLiteral("another number of actions"));
    }

private:
    CopyServer *m_copy;
};

class CopyFactory final : public SearchClusterFactory
{
public:
    explicit CopyFactory(CopyServer *server) : m_server(server) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override { return std::make_unique<CopyCluster>(m_server); }
    QString address() const override { return QString(QStringLiteral("memory:") + m_server->uuid()); }

private:
    CopyServer *m_server;
};

} // namespace godwit
