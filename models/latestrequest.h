// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/whenready.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrent>

#include <functional>
#include <stop_token>

namespace godwit {

//! Asks on a thread of a pool; the newest request wins. An answer that comes after a newer request, after cancel() or
//! after the end of the context is dropped, and its request is told to stop.
template <class T>
class LatestRequest
{
public:
    ~LatestRequest() { cancel(); }

    //! `work` runs on a thread of the pool, `done` on the context's. The request lives no longer than the context.
    void ask(QObject *context, QThreadPool *pool, std::function<T(std::stop_token)> work, std::function<void(T)> done)
    {
        cancel();
        m_stop = std::stop_source();
        m_running = true;
        const QFuture<T> answered
            = QtConcurrent::run(pool, [work = std::move(work), token = m_stop.get_token()] { return work(token); });
        whenReady(answered, context, [this, mine = m_stop, done = std::move(done)](T answer) {
            if (mine.stop_requested()) // by a newer request or the end of this object, which may be gone
                return;
            m_running = false;
            done(std::move(answer));
        });
    }
    void cancel()
    {
        m_stop.request_stop();
        m_running = false;
    }
    bool running() const { return m_running; }

private:
    std::stop_source m_stop{std::nostopstate};
    bool m_running = false;
};

} // namespace godwit
