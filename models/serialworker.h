// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace godwit {

//! One thread that does what it is given, one after the other. For connections, which belong to a thread. Whoever owns
//! it sees to it that what runs ends soon before it is destroyed: that waits for the task under way, and drops the
//! rest.
class SerialWorker
{
public:
    SerialWorker() : m_thread([this] { run(); }) { }
    ~SerialWorker()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_ending = true;
            m_tasks.clear();
        }
        m_wake.notify_one();
        m_thread.join();
    }
    SerialWorker(const SerialWorker &) = delete;
    SerialWorker &operator=(const SerialWorker &) = delete;

    void post(std::function<void()> task)
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
        m_wake.notify_one();
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_wake.wait(lock, [this] { return m_ending || !m_tasks.empty(); });
            if (m_ending)
                return;
            std::function<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            task = {}; // what it holds goes on this thread
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace godwit
