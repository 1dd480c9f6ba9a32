// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/drain.h"
#include "engine/verify/verifier.h"

#include <QDir>
#include <QJsonObject>
#include <QMap>
#include <QSet>

namespace godwit {

//! One run. The conductor is the thread of run().
struct Verifier::Private
{
    explicit Private(VerifySetup setup) : context(std::move(setup)) { }

    VerifyContext context;
    std::unique_ptr<SearchCluster> source;
    std::unique_ptr<SearchCluster> target;
    std::unique_ptr<ReaderPool> pool;
    ClusterInfo sourceInfo;
    ClusterInfo targetInfo;
    QHash<QString, IndexDefinition> sourceDefinitions; //!< of the pairs at hand
    QHash<QString, IndexDefinition> targetDefinitions;
    std::size_t definitionsUpTo = 0;
    QSet<QString> closed[2]; //!< indices that can't be read, by side
    QDateTime begun;
    double secondsBefore = 0; //!< of earlier runs
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point rowsSaved;
    QMap<std::size_t, QJsonObject> underWay; //!< by row: where a pair stands whose documents were begun

    const VerifyRequest &request() const { return context.setup.request; }
    QString stateFile() const { return QDir(context.setup.folder).filePath(QStringLiteral("verify.json")); }
    //! Each pair has its own: one that was suspended goes on where it stood though others came after it.
    QString spillFolder(std::size_t row) const;
    double seconds() const
    {
        return secondsBefore + std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    }

    Result<void> prepare();
    Result<void> load();
    void takeUnderWay(const QJsonValue &kept);
    Result<void> save();
    Result<void> compareAll();
    Result<void> comparePair(std::size_t row);
    void beginAnew(std::size_t row);
    Result<bool> compareDefinition(std::size_t row);
    Result<void> readable(std::size_t row) const;
    Result<void> readDefinitions(std::size_t row);
    Result<void> compareCounts(std::size_t row);
    Result<std::vector<ShardState>> statesOf(std::size_t row, Side side);
    Result<std::vector<ShardReading>> checkpoints(std::size_t row, Side side);
    //! What a side of the pair rebuilds of its documents. `asWritten`: fields of which that can't be told.
    Spelling spelling(std::size_t row, QStringList *asWritten = nullptr) const;
    const ShardState *atMoment(Side side, const QString &index, int shard) const;
    Result<std::optional<qint64>> deletedSince(std::size_t row, Side side);
    Result<void> compareDocuments(std::size_t row);
    Result<void> drain(std::size_t row, Spill &spill, const std::vector<ShardReading> &shards);
    Result<bool> moved(std::size_t row, const std::vector<ShardReading> &shards);
    Result<void> selfCheck(std::size_t row, const Spill &spill);
    Result<void> settle(std::size_t row, const Spill &spill, bool moving);
    void finish(std::size_t row, const Result<void> &compared);
    void report(const std::stop_token &stop);
    VerifyProgress snapshot() const;
    VerifyResult summarize(const Result<void> &ended);
};

} // namespace godwit
