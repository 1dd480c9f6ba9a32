// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace godwit {

//! What a connection that otherwise only reads may write: this repository's registration, and snapshots in it whose
//! names begin with the prefix. Empty prefix: no snapshots at all.
struct SnapshotPermit
{
    QString repository;
    QString prefix;
};

//! A registered repository, as `GET /_snapshot` shows it.
struct RepositoryInfo
{
    QString name;
    QString type; //!< "fs", "s3", "gcs", "azure", "url"
    QJsonObject settings; //!< values as the server keeps them, all texts
    [[nodiscard]] bool readOnly() const;
    //! What makes two registrations the same place: type and location, bucket or container with its path.
    [[nodiscard]] QString place() const;
};

//! One snapshot of a repository.
struct SnapshotInfo
{
    QString name;
    QString uuid;
    QString state; //!< "IN_PROGRESS", "SUCCESS", "PARTIAL", "FAILED", "INCOMPATIBLE"
    QString version; //!< of the cluster that made it: "7.17.15"
    QStringList indices;
    int shards = 0;
    int successful = 0;
    int failed = 0;
    QStringList failures; //!< "index[0]: reason"
    QJsonObject metadata;
    qint64 startMs = 0; //!< since the epoch
    bool globalState = false;
    QStringList featureStates;
    //! By feature: the indices that a restore of it brings, always under these names. Streams of the system that belong
    //! to a feature are not told.
    QHash<QString, QStringList> featureIndices;
    QStringList dataStreams;
};

//! One shard of a snapshot, from `_snapshot/…/_status`. Bytes and files of the incremental part are those that were not
//! in the repository before.
struct SnapshotShard
{
    QString index;
    int shard = -1;
    QString stage; //!< "INIT", "STARTED", "FINALIZE", "DONE", "FAILURE"
    qint64 newBytes = 0;
    qint64 totalBytes = 0;
    qint64 processedBytes = 0;
};

struct SnapshotProgress
{
    QString state;
    std::vector<SnapshotShard> shards;
};

//! What `_restore` is asked for.
struct RestoreOrder
{
    QString repository;
    QString snapshot;
    QStringList indices;
    QString renamePattern; //!< Java regular expression; empty: the names stay
    QString renameReplacement;
    bool aliases = false;
    bool globalState = false;
    QStringList featureStates; //!< empty: none
    QJsonObject indexSettings;
    QStringList ignoreSettings;
};

//! One shard copy as `_recovery` shows it.
struct ShardRecovery
{
    QString index;
    int shard = -1;
    bool primary = false;
    QString type; //!< "SNAPSHOT", "EXISTING_STORE", "PEER", …
    QString stage; //!< "DONE" at the end
    QString repository; //!< of a snapshot
    QString snapshot;
    qint64 totalBytes = 0;
    qint64 reusedBytes = 0;
    qint64 recoveredBytes = 0;
};

//! What `_verify` found.
struct RepositoryCheck
{
    int verified = 0; //!< nodes that reached the repository
    int wanted = 0; //!< master and data nodes of the cluster
};

//! An index inside a snapshot.
struct SnapshotIndexSize
{
    int shards = 0;
    qint64 bytes = 0;
};

//! Repositories, snapshots and restores of one cluster, over a connection of SearchCluster and with its rules: calls
//! block, and end with Cancelled when the connection's stop token is triggered. Nothing waits for the end of a snapshot
//! or a restore; ask for their state.
class SnapshotService
{
public:
    virtual ~SnapshotService() = default;

    virtual Result<QList<RepositoryInfo>> repositories() = 0;
    //! Registers, without the server's own verification.
    virtual Result<void> putRepository(const RepositoryInfo &repository) = 0;
    //! Takes a registration back; what the repository holds stays.
    virtual Result<void> removeRepository(const QString &repository) = 0;
    //! Incomplete when a node does not reach it is the caller's judgement; a refusal is an error.
    virtual Result<RepositoryCheck> verifyRepository(const QString &repository) = 0;

    //! Every snapshot, or those whose names match a wildcard.
    virtual Result<QList<SnapshotInfo>> snapshots(const QString &repository, const QString &pattern) = 0;
    //! Nothing when there is none of that name.
    virtual Result<std::optional<SnapshotInfo>> snapshot(const QString &repository, const QString &name) = 0;
    //! Begins it. Conflict when the name is taken, Busy while another one runs.
    virtual Result<void> createSnapshot(
        const QString &repository, const QString &name, const QStringList &indices, const QJsonObject &metadata)
        = 0;
    virtual Result<SnapshotProgress> progress(const QString &repository, const QString &name) = 0;
    virtual Result<void> deleteSnapshot(const QString &repository, const QString &name) = 0;
    //! Shard counts and sizes, by index; empty where the server does not tell (before 7.13, OpenSearch).
    virtual Result<QHash<QString, SnapshotIndexSize>> indexSizes(const QString &repository, const QString &name) = 0;

    //! Begins it; `recoveries` tell how it goes.
    virtual Result<void> restore(const RestoreOrder &order) = 0;
    //! Every shard copy of the indices; one that is not there yet is simply left out.
    virtual Result<std::vector<ShardRecovery>> recoveries(const QStringList &indices) = 0;
    //! Indices, by their names here, whose restore out of that snapshot has not ended yet, as the cluster state knows.
    virtual Result<QStringList> restoring(const QString &repository, const QString &snapshot) = 0;
    //! Busy while a restore or a snapshot of one of them still runs.
    virtual Result<void> closeIndices(const QStringList &indices) = 0;
    virtual Result<void> openIndices(const QStringList &indices) = 0;
    //! CPU of the busiest node in percent; -1 where no node tells.
    virtual Result<int> busiestCpu() = 0;
};

} // namespace godwit
