// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/livecopy/context.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <thread>

namespace godwit {

//! Threads that read windows from the source and run other small work against both clusters. Each owns a connection to
//! either side. Order of work: tasks, then tails (lag stays low), then base copies, a few shards of it side by side.
class WorkerPool
{
public:
    using Task = std::function<void(SearchCluster &source, SearchCluster &target)>;
    using Check = std::function<Result<void>(SearchCluster &source, SearchCluster &target)>;

    WorkerPool(LiveCopyContext &context, int threads);
    ~WorkerPool();

    void run(Task task);
    //! Runs all of them side by side and waits; the first failure counts. Gives up waiting (not working) with Timeout
    //! when `giveUp` says so.
    Result<void> runAll(std::vector<Check> checks, const std::function<bool()> &giveUp);
    void copyTail(const std::shared_ptr<ShardCopy> &shard);
    void copyBase(const std::shared_ptr<ShardCopy> &shard);
    //! Waits until neither tasks nor tails are left, or the job halts; false when the time ran out. Base copies may go
    //! on.
    bool waitForTails(std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max());
    //! Waits until nothing is under way. Base windows are no longer handed out once the job halts.
    void waitUntilIdle();
    bool baseIdle() const;

private:
    struct Job
    {
        Task task;
        std::shared_ptr<ShardCopy> shard;
        ShardCopy::Window window;
        bool urgent = false;
    };
    void work(std::stop_token stop);
    bool next(Job *job);
    bool takeFrom(std::list<std::shared_ptr<ShardCopy>> &shards, Job *job);

    LiveCopyContext &m_context;
    const std::size_t m_together; //!< shards that take turns
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Task> m_tasks;
    std::list<std::shared_ptr<ShardCopy>> m_tails;
    std::list<std::shared_ptr<ShardCopy>> m_bases;
    int m_urgentRunning = 0;
    int m_baseRunning = 0;
    std::vector<std::jthread> m_threads;
};

//! Reads one window of one shard, writes its lines into the register and queues the bulk lines. Narrows by itself when
//! there is more in it than fits. Gives the rest of the window back when it can't go on.
void readWindow(LiveCopyContext &context, SearchCluster &source, SearchCluster &target,
    const std::shared_ptr<ShardCopy> &shard, ShardCopy::Window window);

} // namespace godwit
