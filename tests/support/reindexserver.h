// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/copyserver.h"

#include <atomic>

namespace godwit {

//! A server in memory whose reindex tasks end at once: for tests of what a reindex decides. Knows the few queries that
//! a reindex asks, aliases, templates and final pipelines.
class ReindexServer : public CopyServer
{
public:
    using CopyServer::CopyServer;

    void alias(const QString &index, const QString &name, bool there = true)
    {
        const std::scoped_lock lock(m_mutex);
        if (there)
            m_aliases[index].insert(name, QJsonObject());
        else
            m_aliases[index].remove(name);
    }
    QJsonObject aliases(const QString &index) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_aliases.value(index);
    }
    QString keep(ReindexTask task)
    {
        const std::scoped_lock lock(m_mutex);
        task.id = QStringLiteral("node:%1").arg(m_tasks.size() + 1);
        m_tasks.insert(task.id, task);
        return task.id;
    }
    std::optional<ReindexTask> task(const QString &id) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_tasks.contains(id) ? std::optional(m_tasks.value(id)) : std::nullopt;
    }
    //! Documents of an index that a query finds.
    Documents matching(const QString &index, const QJsonObject &query) const
    {
        Documents found;
        for (const auto &[id, document] : documents(index))
            if (matches(query, id, document))
                found.emplace(id, document);
        return found;
    }
    static double valueOf(const Document &document, const QString &field)
    {
        return field == QLatin1String("_seq_no")
            ? static_cast<double>(document.seqNo)
            : QJsonDocument::fromJson(QByteArray::fromStdString(document.source)).object().value(field).toDouble();
    }

    // Set before a job starts.
    bool refusesMappings = false;
    std::optional<qint64> oldestLine; //!< the lowest checkpoint of its shards, where one lags behind the others
    std::function<void(const ReindexOrder &order)> beforeTask; //!< what somebody else does meanwhile
    std::atomic<qint64> time{1'000'000}; //!< milliseconds

private:
    static bool matches(const QJsonObject &query, const std::string &id, const Document &document)
    {
        const auto all = [&](const QJsonValue &list) {
            const QJsonArray some = list.toArray();
            return std::all_of(some.begin(), some.end(),
                [&](const QJsonValue &each) { return matches(each.toObject(), id, document); });
        };
        const auto any = [&](const QJsonValue &list) {
            const QJsonArray some = list.toArray();
            return std::any_of(some.begin(), some.end(),
                [&](const QJsonValue &each) { return matches(each.toObject(), id, document); });
        };
        if (query.contains(QLatin1String("bool"))) {
            const QJsonObject inner = query.value(QLatin1String("bool")).toObject();
            return all(inner.value(QLatin1String("filter"))) && !any(inner.value(QLatin1String("must_not")));
        }
        if (query.contains(QLatin1String("ids")))
            return query[QLatin1String("ids")][QLatin1String("values")].toArray().contains(
                QString::fromStdString(id));
        if (query.contains(QLatin1String("range"))) {
            const QJsonObject range = query.value(QLatin1String("range")).toObject();
            const QJsonObject ends = range.begin().value().toObject();
            const double value = valueOf(document, range.begin().key());
            return value >= ends.value(QLatin1String("gte")).toDouble(value)
                && (!ends.contains(QLatin1String("lt")) || value < ends.value(QLatin1String("lt")).toDouble());
        }
        return true;
    }

    mutable std::mutex m_mutex;
    QMap<QString, QJsonObject> m_aliases; //!< by index
    QMap<QString, ReindexTask> m_tasks;
};

class ReindexTasks;

//! A connection to it.
class ReindexCluster final : public CopyCluster
{
public:
    explicit ReindexCluster(ReindexServer *server) : CopyCluster(server), m_server(server) { }

    ReindexServer *server() const { return m_server; }
    std::unique_ptr<ReindexService> reindexing() override;
    Result<qint64> clock() override { return m_server->time.load(); }
    Result<QHash<QString, IndexDefinition>> definitions(const QStringList &names) override
    {
        auto found = CopyCluster::definitions(names);
        for (IndexDefinition &each : *found)
            each.aliases = m_server->aliases(each.name);
        return found;
    }
    Result<void> putMapping(const QString &name, const QJsonObject &mappings) override
    {
        if (m_server->refusesMappings)
            return fail(ErrorKind::Refused, QStringLiteral("mapper can't be changed"));
        const QLatin1String fields("properties");
        QJsonObject all = m_server->kept().value(name).mappings;
        QJsonObject properties = all.value(fields).toObject();
        const QJsonObject more = mappings.value(fields).toObject();
        for (auto it = more.begin(); it != more.end(); ++it)
            properties.insert(it.key(), it.value());
        all.insert(fields, properties);
        m_server->map(name, all);
        return {};
    }
    Result<void> updateAliases(const QJsonArray &actions) override
    {
        for (const QJsonValue &action : actions) {
            const QString verb = action.toObject().keys().first();
            const QJsonObject alias = action[verb].toObject();
            m_server->alias(alias.value(QLatin1String("index")).toString(),
                alias.value(QLatin1String("alias")).toString(), verb == QLatin1String("add"));
        }
        return {};
    }
    Result<std::vector<ShardState>> shardStates(const QStringList &names) override
    {
        auto states = CopyCluster::shardStates(names);
        for (ShardState &state : *states)
            state.globalCheckpoint = std::min(state.globalCheckpoint, m_server->oldestLine.value_or(state.maxSeqNo));
        return states;
    }

private:
    ReindexServer *m_server;
};

class ReindexTasks final : public ReindexService
{
public:
    explicit ReindexTasks(ReindexServer *server) : m_server(server) { }

    Result<QString> start(const ReindexOrder &order, const SearchCluster *remote) override
    {
        if (m_server->beforeTask)
            m_server->beforeTask(order);
        const auto *elsewhere = dynamic_cast<const ReindexCluster *>(remote);
        const ReindexServer &from = elsewhere ? *elsewhere->server() : *m_server;
        const bool piped = !m_server->setting(order.to, "index.final_pipeline").isEmpty();
        ReindexTask task;
        task.mark = order.mark;
        task.completed = true;
        const auto there = m_server->documents(order.to);
        for (const auto &[id, document] : from.matching(order.from, order.query)) {
            ++task.total;
            const auto held = there.find(id);
            const bool newer = held != there.end()
                && (order.overSame ? held->second.version > document.version
                                   : held->second.version >= document.version);
            if (newer) {
                ++task.conflicts;
                continue;
            }
            ++(held == there.end() ? task.created : task.updated);
            m_server->act(QStringLiteral("index"),
                {{QStringLiteral("_index"), order.to}, {QStringLiteral("_id"), QString::fromStdString(id)},
                    {QStringLiteral("version"), document.version}},
                piped ? R"({"piped":true})" : document.source);
        }
        return m_server->keep(task);
    }
    Result<ReindexTask> task(const QString &id) override
    {
        const auto found = m_server->task(id);
        return found ? Result<ReindexTask>(*found) : fail(ErrorKind::NotFound, QStringLiteral("no such task"));
    }
    Result<QHash<QString, QString>> runningMarks() override { return QHash<QString, QString>(); }
    Result<void> rethrottle(const QString &, double) override { return {}; }
    Result<void> cancel(const QString &) override { return {}; }
    Result<QList<ReindexNode>> nodes() override { return QList<ReindexNode>(); }
    Result<std::vector<qint64>> countParts(
        const QString &index, const QJsonObject &all, const std::vector<QJsonObject> &parts) override
    {
        std::vector<qint64> counts;
        const auto whole = m_server->matching(index, all);
        for (const QJsonObject &part : parts) {
            const auto some = m_server->matching(index, part);
            counts.push_back(std::count_if(
                some.begin(), some.end(), [&whole](const auto &each) { return whole.contains(each.first); }));
        }
        counts.push_back(static_cast<qint64>(whole.size()));
        return counts;
    }
    Result<FieldSpread> spread(
        const QString &index, const QJsonObject &query, const QString &field, int parts) override
    {
        std::vector<double> values;
        for (const auto &[id, document] : m_server->matching(index, query))
            values.push_back(ReindexServer::valueOf(document, field));
        std::sort(values.begin(), values.end());
        FieldSpread made;
        made.documents = static_cast<qint64>(values.size());
        if (!values.empty())
            made.largest = values.back();
        const auto all = static_cast<qsizetype>(values.size());
        for (int i = 1; i < parts && all > 0; ++i)
            made.bounds.push_back(values[static_cast<std::size_t>(all * i / parts)]);
        return made;
    }
    Result<QHash<QString, QString>> routings(const QString &, const QStringList &) override
    {
        return QHash<QString, QString>();
    }

private:
    ReindexServer *m_server;
};

inline std::unique_ptr<ReindexService> ReindexCluster::reindexing()
{
    return std::make_unique<ReindexTasks>(m_server);
}

class ReindexFactory final : public SearchClusterFactory
{
public:
    explicit ReindexFactory(ReindexServer *server) : m_server(server) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override { return std::make_unique<ReindexCluster>(m_server); }
    QString address() const override { return QString(QStringLiteral("memory:") + m_server->uuid()); }

private:
    ReindexServer *m_server;
};

} // namespace godwit
