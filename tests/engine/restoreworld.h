// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"
#include "journaltest.h"
#include "stillcluster.h"

#include <QRegularExpression>
#include <QTemporaryDir>

#include <functional>
#include <map>
#include <memory>

namespace godwit::restoretest {

inline QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

//! What a cluster with a repository has, for tests of what a restore does with answers that no server gives on demand.
struct World
{
    struct Shard
    {
        QString type = QStringLiteral("SNAPSHOT");
        QString stage = QStringLiteral("INDEX");
        QString snapshot;
        bool primary = true;
    };
    struct Index
    {
        QString uuid;
        bool open = true;
        std::vector<Shard> shards;
    };

    ClusterInfo info;
    std::map<QString, Index> indices;
    QHash<QString, IndexDefinition> definitions;
    QStringList streams;
    QList<AttachingPolicy> policies;
    QList<SnapshotInfo> snapshots;
    QHash<QString, int> snapshotShards; //!< of each index in a snapshot
    bool tellsSizes = false; //!< index_details
    bool onlyReads = true; //!< the repository
    bool countsNothing = false; //!< refuses every counting search
    bool knowsNone = false; //!< no repository is registered
    QStringList stillRestoring; //!< in the cluster state
    int verified = 0; //!< times that the nodes were asked for a repository
    Result<void> registering = {};
    int registered = 0; //!< tries
    Result<RepositoryCheck> check = RepositoryCheck{1, 1};
    QStringList removed; //!< registrations
    int looks = 0; //!< questions for recoveries since the last order
    std::function<void(World &)> beforeLook;
    std::function<Result<void>(const RestoreOrder &)> refuse;
    //! Asked in place of making it; appends to `snapshots` what it lets be there.
    std::function<Result<void>(const SnapshotInfo &)> makeSnapshot;
    std::function<void(World &)> afterSnapshot;
    std::function<void()> beforeBlock;

    QList<RestoreOrder> orders;
    QStringList closed;
    QStringList opened;
    QStringList blocked;
    QStringList deleted; //!< snapshots
    QHash<QString, QJsonObject> settingsPut;
    int made = 0;

    Index &put(const QString &name, int shards, const QString &snapshot = {})
    {
        Index &index = indices[name];
        if (index.uuid.isEmpty())
            index.uuid = QStringLiteral("uuid-%1").arg(++made);
        index.open = true;
        index.shards.assign(std::size_t(shards), Shard{});
        for (Shard &shard : index.shards) {
            shard.snapshot = snapshot;
            if (snapshot.isEmpty())
                shard = {QStringLiteral("EMPTY_STORE"), QStringLiteral("DONE"), {}, true};
        }
        return index;
    }
    void finish()
    {
        for (auto &[name, index] : indices)
            for (Shard &shard : index.shards)
                shard.stage = QStringLiteral("DONE");
    }
};

class WorldSnapshots final : public SnapshotService
{
public:
    explicit WorldSnapshots(World &world) : m_world(world) { }
    Result<QList<RepositoryInfo>> repositories() override
    {
        if (m_world.knowsNone)
            return QList<RepositoryInfo>();
        RepositoryInfo kept{text("kept"), text("fs"), {{text("location"), text("/mnt")}}};
        if (m_world.onlyReads)
            kept.settings.insert(text("readonly"), text("true"));
        return QList<RepositoryInfo>{kept};
    }
    Result<void> putRepository(const RepositoryInfo &) override
    {
        ++m_world.registered;
        return m_world.registering;
    }
    Result<void> removeRepository(const QString &name) override
    {
        m_world.removed.append(name);
        return {};
    }
    Result<RepositoryCheck> verifyRepository(const QString &) override
    {
        ++m_world.verified;
        return m_world.check;
    }
    Result<QList<SnapshotInfo>> snapshots(const QString &, const QString &) override { return m_world.snapshots; }
    Result<std::optional<SnapshotInfo>> snapshot(const QString &, const QString &name) override
    {
        for (const SnapshotInfo &info : m_world.snapshots)
            if (info.name == name)
                return info;
        return std::nullopt;
    }
    Result<void> createSnapshot(
        const QString &, const QString &name, const QStringList &indices, const QJsonObject &metadata) override
    {
        SnapshotInfo made = m_world.snapshots.value(0);
        made.name = name;
        made.state = text("SUCCESS");
        made.indices = indices;
        for (const QString &index : indices)
            made.shards += m_world.snapshotShards.value(index);
        made.successful = made.shards;
        made.metadata = metadata;
        if (m_world.makeSnapshot)
            return m_world.makeSnapshot(made);
        m_world.snapshots.append(made);
        if (m_world.afterSnapshot)
            m_world.afterSnapshot(m_world);
        return {};
    }
    Result<SnapshotProgress> progress(const QString &, const QString &) override
    {
        SnapshotProgress all;
        for (auto it = m_world.snapshotShards.constBegin(); it != m_world.snapshotShards.constEnd(); ++it)
            for (int i = 0; i < it.value(); ++i)
                all.shards.push_back({it.key(), i, text("DONE"), 10, 10, 10});
        return all;
    }
    Result<void> deleteSnapshot(const QString &, const QString &name) override
    {
        m_world.deleted.append(name);
        return {};
    }
    Result<QHash<QString, SnapshotIndexSize>> indexSizes(const QString &, const QString &) override
    {
        QHash<QString, SnapshotIndexSize> sizes;
        if (m_world.tellsSizes)
            for (auto it = m_world.snapshotShards.constBegin(); it != m_world.snapshotShards.constEnd(); ++it)
                sizes.insert(it.key(), {it.value(), it.value() * 10});
        return sizes;
    }
    Result<void> restore(const RestoreOrder &order) override
    {
        m_world.orders.append(order);
        m_world.looks = 0;
        if (m_world.refuse)
            if (const auto taken = m_world.refuse(order); !taken)
                return taken;
        QStringList targets;
        for (const QString &name : order.indices) {
            if (name == text("-*"))
                continue;
            QString target = name;
            if (!order.renamePattern.isEmpty())
                target.replace(QRegularExpression(order.renamePattern),
                    QString(order.renameReplacement).replace(text("$1"), text("\\1")));
            if (m_world.indices.contains(target) && m_world.indices.at(target).open)
                return fail(
                    Error{ErrorKind::Conflict, QString(text("an index of that name: ") + target), {}, 500, true, {}});
            m_world.put(target, m_world.snapshotShards.value(name), order.snapshot);
        }
        for (const SnapshotInfo &info : std::as_const(m_world.snapshots))
            for (const QString &feature : order.featureStates)
                for (const QString &name : info.featureIndices.value(feature)) {
                    m_world.indices.erase(name); // a restore of a feature deletes what is there
                    m_world.put(name, m_world.snapshotShards.value(name), order.snapshot);
                }
        return {};
    }
    Result<std::vector<ShardRecovery>> recoveries(const QStringList &names) override
    {
        ++m_world.looks;
        if (m_world.beforeLook && !m_world.orders.isEmpty())
            m_world.beforeLook(m_world);
        std::vector<ShardRecovery> all;
        for (const QString &name : names) {
            if (!m_world.indices.contains(name))
                continue;
            int number = 0;
            for (const World::Shard &shard : m_world.indices.at(name).shards) {
                const bool out = shard.type == text("SNAPSHOT");
                all.push_back({name, number++, shard.primary, shard.type, shard.stage, out ? text("kept") : QString(),
                    out ? shard.snapshot : QString(), 10, 0, 10});
            }
        }
        return all;
    }
    Result<QStringList> restoring(const QString &, const QString &) override { return m_world.stillRestoring; }
    Result<void> closeIndices(const QStringList &names) override
    {
        for (const QString &name : names)
            if (m_world.stillRestoring.contains(name))
                return fail(Error{ErrorKind::Busy, QString(text("still restored: ") + name), {}, 400, true, {}});
        m_world.closed += names;
        for (const QString &name : names)
            m_world.indices.at(name).open = false;
        return {};
    }
    Result<void> openIndices(const QStringList &names) override
    {
        m_world.opened += names;
        for (const QString &name : names)
            m_world.indices.at(name).open = true;
        return {};
    }
    Result<int> busiestCpu() override { return 5; }

private:
    World &m_world;
};

class WorldCluster final : public StillCluster
{
public:
    explicit WorldCluster(World &world) : m_world(world)
    {
        cluster = world.info;
        definition = world.definitions;
        streams = world.streams;
        policies = world.policies;
    }
    std::unique_ptr<SnapshotService> snapshots(const SnapshotPermit &) override
    {
        return std::make_unique<WorldSnapshots>(m_world);
    }
    Result<QHash<QString, IndexDefinition>> definitions(const QStringList &names) override
    {
        definition = m_world.definitions; // as they are by now
        return StillCluster::definitions(names);
    }
    Result<QList<IndexSummary>> listIndices(const QStringList &patterns) override
    {
        QList<IndexSummary> found;
        for (const auto &[name, index] : m_world.indices) {
            if (!patterns.contains(name) && !patterns.contains(text("*")))
                continue;
            IndexSummary summary;
            summary.name = name;
            summary.uuid = index.uuid;
            summary.open = index.open;
            summary.primaries = int(index.shards.size());
            summary.documents = 7;
            summary.primaryBytes = 10;
            found.append(summary);
        }
        return found;
    }
    Result<qint64> count(const QString &) override
    {
        if (m_world.countsNothing)
            return fail(ErrorKind::Forbidden, text("no search for you"));
        return counted;
    }
    Result<void> waitForPrimaries(const QStringList &) override { return {}; }
    Result<void> refresh(const QStringList &, int) override { return {}; }
    Result<std::vector<ShardState>> shardStates(const QStringList &names) override
    {
        std::vector<ShardState> states;
        for (const QString &name : names)
            for (std::size_t shard = 0; shard < m_world.indices.at(name).shards.size(); ++shard) {
                ShardState state;
                state.index = name;
                state.shard = int(shard);
                state.maxSeqNo = state.globalCheckpoint = 6;
                states.push_back(state);
            }
        return states;
    }
    Result<void> setWriteBlock(const QStringList &names) override
    {
        if (m_world.beforeBlock)
            m_world.beforeBlock();
        m_world.blocked = names;
        return {};
    }
    Result<void> liftWriteBlock(const QStringList &) override
    {
        m_world.blocked.clear();
        return {};
    }
    Result<void> putSettings(const QString &index, const QJsonObject &settings) override
    {
        QJsonObject &all = m_world.settingsPut[index];
        for (auto it = settings.begin(); it != settings.end(); ++it)
            all.insert(it.key(), it.value());
        return {};
    }

private:
    World &m_world;
};

class WorldFactory final : public SearchClusterFactory
{
public:
    explicit WorldFactory(World &world) : m_world(world) { }
    std::unique_ptr<SearchCluster> open(std::stop_token) override { return std::make_unique<WorldCluster>(m_world); }
    QString address() const override { return text("http://127.0.0.1:9201"); }

private:
    World &m_world;
};

class Quiet final : public JobObserver
{
public:
    void snapshot(const JobSnapshot &) override { }
    void event(const JobEvent &event) override { told.append(event.text); }
    void finding(const Finding &) override { }
    QStringList told;
};

} // namespace godwit::restoretest
