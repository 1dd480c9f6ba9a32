// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/knowndigests.h"
#include "engine/verify/numberset.h"
#include "engine/verify/spill.h"
#include "engine/verify/verifycontext.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <thread>

namespace godwit {

//! One primary shard up to its checkpoint.
struct ShardReading
{
    Side side = Side::Source;
    ShardRef shard;
    QString indexUuid;
    QString historyUuid;
    qint64 checkpoint = -1; //!< the last sequence number that is read
    qint64 handedOut = -1; //!< windows up to here are read or being read
    double density = 1; //!< documents a sequence number
    double documentBytes = 500;
    bool measured = false; //!< documentBytes is of what was read, not of what the shard says
    std::deque<std::pair<qint64, qint64>> returned; //!< windows that were given back: after, up to
    std::deque<std::pair<qint64, qint64>> scrolling; //!< windows that scrolls are in
    NumberSet seen; //!< what scrolls have brought: left out when windows read the rest of one that broke off
    bool brokeOff = false; //!< so that `seen` is needed
    bool repeats = false; //!< a number came twice: `seen` tells nothing, and what breaks off is lost

    //! False: the index was made again under its name, or restored over. Sequence numbers mean something else then.
    [[nodiscard]] bool isOf(const ShardState &state) const
    {
        return indexUuid == state.indexUuid && historyUuid == state.historyUuid;
    }
};

//! Where a scroll broke off whose numbers repeat: nobody can tell what it had brought.
Error brokenOff(const QString &index);

//! Reads both indices of a pair, each shard up to its checkpoint, and spills a record for each document. Several
//! threads of a ReaderPool work on it.
class Drain
{
public:
    Drain(VerifyContext &context, std::size_t row, Spill &spill, std::vector<ShardReading> shards);

    //! About how many documents a side has: room for the digests of what both sides have. Before it is given to a pool.
    void expect(qint64 documents) { m_known = std::make_unique<KnownDigests>(documents); }
    //! How documents are spelled where a server rebuilds them. Before it is given to a pool.
    void setSpelling(Spelling spelling) { m_spelling = std::move(spelling); }
    //! Reads large parts of shards by scrolls where nothing speaks against it. Before it is given to a pool.
    void allowScrolls() { m_scrolls = true; }
    //! Reads windows of one side until none is left. On a pool's thread.
    void work(Side side, SearchCluster &cluster, DocumentHash &hash);
    //! Waits for the end, a halt or a failure; calls `save` every few seconds while nothing is under way.
    Result<void> wait(const std::function<Result<void>()> &save);
    //! What is left, exact only while nothing is under way: in `save` and after wait().
    std::vector<ShardReading> shards() const;
    //! What is said where a shard is not ShardReading::isOf() any more.
    static QString madeAgain(const QString &index);

private:
    struct Window
    {
        std::size_t shard = 0;
        qint64 after = -1;
        qint64 upTo = -1;
        bool scroll = false;
    };
    bool take(Side side, Window *window);
    void read(const Window &window, SearchCluster &cluster, DocumentHash &hash);
    void scroll(const Window &window, SearchCluster &cluster, DocumentHash &hash);
    bool betweenPages();
    bool scrollPays(const ShardReading &shard) const;
    qint64 scrolledAtOnce(const ShardReading &shard) const;
    bool leaveOutSeen(std::size_t shard, HitPage &page);
    void noteSeen(std::size_t shard, const HitPage &page);
    Result<void> keep(Side side, const HitPage &page, DocumentHash &hash);
    void stop(const Error &error);
    bool findPrimary(std::size_t shard, SearchCluster &cluster);
    int pageOf(const ShardReading &shard) const;
    bool ended() const;

    VerifyContext &m_context;
    const std::size_t m_row;
    Spill &m_spill;
    std::unique_ptr<KnownDigests> m_known;
    Spelling m_spelling;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<ShardReading> m_shards;
    std::size_t m_turn = 0;
    int m_running = 0;
    bool m_scrolls = false;
    bool m_hold = false; //!< hand out nothing: the state is being saved
    std::optional<Error> m_error;
};

//! Threads with a connection each, for one pair after the other.
class ReaderPool
{
public:
    ReaderPool(VerifyContext &context, int perSide);
    ~ReaderPool();
    void begin(const std::shared_ptr<Drain> &drain);

private:
    void work(Side side, const std::stop_token &stop);

    VerifyContext &m_context;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::shared_ptr<Drain> m_drain;
    std::uint64_t m_number = 0;
    std::vector<std::jthread> m_threads;
};

} // namespace godwit
