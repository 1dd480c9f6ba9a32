// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/methods/livecopy/shardcopy.h"
#include "engine/preflight.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace godwit {

//! A JSON string token with its quotes, ready for an action line.
QByteArray jsonToken(const QString &text);

//! One index of a live copy: what is pinned, where it stands, its shards. State and reason are thread-safe; the rest is
//! written by the conductor before workers see it.
class IndexCopy
{
public:
    IndexCopy(IndexRecord record, ConvertedIndex converted);

    const QString &source() const { return m_record.source; }
    const QString &target() const { return m_record.target; }
    IndexRecord record() const;
    void setTargetUuid(const QString &uuid);
    //! History UUIDs of the target's primaries, by shard number, as they were before anything was written there; empty
    //! while they are not known. What one history acknowledged may be missing in another.
    QJsonObject targetHistory() const;
    void setTargetHistory(const QJsonObject &history);
    //! Whether documents of one source shard can lie in several shards of the target, by their routing.
    bool isScattered(const ClusterInfo &target) const;
    //! A template of the target gave them to the new index. They wait together with those of the source; the record
    //! keeps them.
    void holdPipelines(const QJsonObject &ofTemplate);
    void setState(IndexState state);
    IndexState state() const { return m_state.load(); }
    //! Takes the index out of the job for good; workers drop what they hold of it.
    //! True for the first reason.
    bool stop(const QString &reason);
    bool stopped() const { return m_stopped.load(); }
    QString reason() const;

    bool baseDone() const;
    bool caughtUp() const;
    bool idle() const;

    ConvertedIndex converted;
    std::vector<std::shared_ptr<ShardCopy>> shards;
    QByteArray mapping; //!< of the source, as last put on the target
    QByteArray mappingsCompared; //!< of both sides, when they were found to agree
    std::atomic<qint64> sourceCount{-1}; //!< asked for inside the cutover
    std::atomic<qint64> targetCount{-1};
    QByteArray indexAction; //!< `{"index":{"_index":"target","_id":`
    QByteArray deleteAction;
    std::atomic<qint64> total{-1}; //!< top-level documents at the start line
    std::atomic<qint64> copied{0}; //!< of the base copy, for the progress bar
    std::atomic<double> lag{-1};
    std::deque<qint64> operations; //!< of the source, sampled; only the conductor looks at it
    std::atomic<double> rate{0};
    std::atomic<Verification> verified{Verification::Pending};
    bool settingsBack = false;
    bool mappingRefused = false;
    std::atomic<bool> letGo{false}; //!< vanished on the source, and the plan says to keep what was copied

private:
    mutable std::mutex m_mutex;
    IndexRecord m_record;
    QString m_reason;
    std::atomic<IndexState> m_state{IndexState::Waiting};
    std::atomic<bool> m_stopped{false};
};

} // namespace godwit
