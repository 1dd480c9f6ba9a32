// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/workerpool.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {

WorkerPool::WorkerPool(LiveCopyContext &context, int threads)
    : m_context(context), m_together(static_cast<std::size_t>(std::max(4, threads)))
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](std::stop_token stop) { work(stop); });
}

WorkerPool::~WorkerPool()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_changed.notify_all();
}

void WorkerPool::run(Task task)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    m_changed.notify_all();
}

Result<void> WorkerPool::runAll(std::vector<Check> checks, const std::function<bool()> &giveUp)
{
    struct Batch // shared: work may outlive the waiting
    {
        std::mutex mutex;
        std::condition_variable done;
        std::size_t left = 0;
        Result<void> result;
    };
    const auto batch = std::make_shared<Batch>();
    batch->left = checks.size();
    for (Check &check : checks) {
        run([batch, check = std::move(check)](SearchCluster &source, SearchCluster &target) {
            const auto result = check(source, target);
            const std::lock_guard lock(batch->mutex);
            if (!result && batch->result)
                batch->result = result;
            --batch->left;
            batch->done.notify_all();
        });
    }
    std::unique_lock lock(batch->mutex);
    while (batch->left > 0) {
        batch->done.wait_for(lock, std::chrono::milliseconds(50));
        if (batch->left > 0 && m_context.halting())
            return fail(ErrorKind::Cancelled, QCoreApplication::translate("LiveCopy", "Stopped."));
        if (batch->left > 0 && giveUp())
            return fail(ErrorKind::Timeout, QCoreApplication::translate("LiveCopy", "It took too long."));
    }
    return batch->result;
}

void WorkerPool::copyTail(const std::shared_ptr<ShardCopy> &shard)
{
    const std::lock_guard lock(m_mutex);
    m_tails.push_back(shard);
    m_changed.notify_all();
}

void WorkerPool::copyBase(const std::shared_ptr<ShardCopy> &shard)
{
    const std::lock_guard lock(m_mutex);
    m_bases.push_back(shard);
    m_changed.notify_all();
}

bool WorkerPool::waitForTails(std::chrono::steady_clock::time_point until)
{
    std::unique_lock lock(m_mutex);
    const auto through = [this] {
        const bool none = m_tasks.empty() && m_tails.empty();
        return m_urgentRunning == 0 && (none || m_context.halting());
    };
    while (!through()) {
        if (std::chrono::steady_clock::now() >= until)
            return false;
        m_changed.wait_for(lock, std::chrono::milliseconds(100));
    }
    return true;
}

void WorkerPool::waitUntilIdle()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] {
        const bool none = m_tasks.empty() && m_tails.empty() && m_bases.empty();
        return m_urgentRunning == 0 && m_baseRunning == 0 && (none || m_context.halting());
    });
}

bool WorkerPool::baseIdle() const
{
    const std::lock_guard lock(m_mutex);
    return m_bases.empty() && m_baseRunning == 0;
}

bool WorkerPool::takeFrom(std::list<std::shared_ptr<ShardCopy>> &shards, Job *job)
{
    // Turn about within the first few shards only: indices should finish one after the other, not all at the end.
    while (!shards.empty()) {
        const std::shared_ptr<ShardCopy> shard = shards.front();
        const int wanted = m_context.pageOf(*shard);
        const auto window = shard->index().stopped() ? std::nullopt : shard->takeWindow(wanted);
        shards.pop_front();
        if (!window)
            continue;
        auto at = shards.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(std::min(m_together - 1, shards.size())));
        shards.insert(at, shard);
        job->shard = shard;
        job->window = *window;
        return true;
    }
    return false;
}

bool WorkerPool::next(Job *job)
{
    if (m_context.halting()) // what was handed out is finished, nothing new begins
        return false;
    if (!m_tasks.empty()) {
        job->task = std::move(m_tasks.front());
        m_tasks.pop_front();
        job->urgent = true;
        return true;
    }
    if (takeFrom(m_tails, job)) {
        job->urgent = true;
        return true;
    }
    return takeFrom(m_bases, job);
}

void WorkerPool::work(std::stop_token stop)
{
    const auto source = m_context.setup.source.open(m_context.stopToken());
    const auto target = m_context.setup.target.open(m_context.stopToken());
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        Job job;
        if (!next(&job)) {
            // A halt comes without a notification of this condition, hence the short wait.
            m_changed.notify_all();
            m_changed.wait_for(lock, stop, std::chrono::milliseconds(50),
                [this] { return !m_context.halting() && !(m_tasks.empty() && m_tails.empty() && m_bases.empty()); });
            continue;
        }
        int &running = job.urgent ? m_urgentRunning : m_baseRunning;
        ++running;
        lock.unlock();
        if (job.task) {
            job.task(*source, *target);
        } else {
            m_context.setup.control.waitWhilePaused();
            readWindow(m_context, *source, *target, job.shard, job.window);
        }
        lock.lock();
        --running;
        m_changed.notify_all();
    }
}

} // namespace godwit
