// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/methods/reindex/split.h"
#include "engine/preflight.h"

#include <chrono>
#include <map>

namespace godwit {

//! One piece of work of the target: a part of the base copy, or a round that catches up.
struct PartRun
{
    enum class State { Waiting, Running, Done };

    ReindexPart part;
    int round = 0; //!< 0: the base copy
    //! Of a round: it brings changes from here on. Such a round writes over the same version too, so a conflict is a
    //! document that the target has in a newer version than the source.
    std::optional<double> since;
    State state = State::Waiting;
    QString task; //!< empty while running: nobody knows whether the server took the order
    int attempt = 0;
    qint64 wanted = -1; //!< documents that the source counted before; -1: not counted
    ReindexTask seen; //!< the newest look at the task, or how it ended
    std::map<QString, QString> rejected; //!< ids that the target refuses, with their reason
    // Not kept:
    int troubles = 0; //!< in a row
    double limit = 0; //!< documents per second that the task was told
    int batch = 0; //!< documents a page that the task was told; 0: by an earlier run
    std::chrono::steady_clock::time_point notBefore;

    [[nodiscard]] Ledger ledger() const;
    [[nodiscard]] QJsonObject toJson() const;
    static PartRun from(const QJsonObject &json);
};

//! One index of a reindex: what is pinned, its parts, and how far they are. Only the conductor touches it.
struct ReindexIndex
{
    IndexRecord record;
    ConvertedIndex converted;
    std::vector<PartRun> parts;
    int batch = 1'000;
    double averageBytes = 0; //!< of a document; 0: not known
    qint64 before = 0; //!< documents that the target held already
    //! Whether this job made the target index. Nothing: an older version began the job.
    std::optional<bool> made;
    std::optional<QJsonObject> mapping; //!< of the source as the target follows it; nothing: as it began. Not kept
    QString mappingGap; //!< what grew on the source and the target has not, one sentence. Not kept
    bool futureTold = false; //!< not kept
    qint64 again = 0; //!< documents that each round reads though they did not change; 0: few. Not kept
    bool againTold = false; //!< not kept
    int targetShards = 0; //!< of the target index as it was last seen; not kept
    bool counted = false; //!< parts are made
    bool byField = false; //!< parts can be counted on the target too
    bool settingsBack = false;
    std::optional<double> mark; //!< changes from here on are not on the target yet
    //! Operations of the source, counted before the base copy began to read; nothing: not known.
    std::optional<qint64> operationsAtFirst;
    std::optional<qint64> operationsRead; //!< the same before the newest read, by the base copy or a round
    int round = 0; //!< rounds begun
    QJsonObject pipelines; //!< that a template of the target gave to the new index; they wait until the end
    IndexState state = IndexState::Waiting;
    Verification verified = Verification::Pending;
    bool stopped = false;

    const QString &source() const { return record.source; }
    const QString &target() const { return record.target; }
    [[nodiscard]] bool done() const;
    [[nodiscard]] qint64 total() const; //!< of the base copy; -1: not counted
    [[nodiscard]] qint64 copied() const; //!< of the base copy
    [[nodiscard]] Ledger ledger() const;
    [[nodiscard]] qint64 rejected() const; //!< documents, each once
    //! Documents that the newest round could not bring, because the target has them in a newer version.
    [[nodiscard]] qint64 stale() const;
    [[nodiscard]] double nextSince() const; //!< where the next round begins
    //! Whether its settings are not this job's to change: the target index was there before.
    [[nodiscard]] bool isForeign() const { return !made.value_or(before == 0); }
    //! What the journal keeps beside the record.
    [[nodiscard]] QJsonObject toJson() const;
    void take(const QJsonObject &json);
    //! The target's own pipelines wait together with those of the source.
    void holdPipelines(const QJsonObject &ofTemplate);
};

} // namespace godwit
