// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "models/serialworker.h"

#include <QCache>
#include <QList>
#include <QMetaObject>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <utility>

namespace godwit {

//! Rows for a model that can't hold all of them: read page by page when they come into view, on a thread of its own,
//! the page that was looked at last first. Pages that were only passed by are not read, and some of those that were are
//! kept. Lives on the model's thread.
template <class Row>
class PagedRows
{
public:
    using Page = QList<Row>;
    //! Runs on the own thread. Fewer rows than asked for are the last ones.
    using Read = std::function<Result<Page>(qint64 first, int count)>;
    using Arrived = std::function<void(qint64 page, const Result<void> &read)>;
    static constexpr int pageRows = 100;

    //! `arrived` is called on the context's thread. The context owns this.
    PagedRows(QObject *context, Arrived arrived) : m_context(context), m_arrived(std::move(arrived)), m_pages(keptPages)
    {
    }
    ~PagedRows() { restart({}); }
    PagedRows(const PagedRows &) = delete;
    PagedRows &operator=(const PagedRows &) = delete;

    //! Forgets every page and what is under way. From now on pages are read like this; empty: none is. What the reader
    //! before it holds goes on the own thread.
    void restart(Read read)
    {
        ++m_generation;
        auto next = read ? std::make_shared<Read>(std::move(read)) : nullptr;
        m_worker.post([before = std::exchange(m_read, std::move(next))] {});
        m_pages.clear();
        m_wanted.clear();
        m_asking = false;
    }
    //! Something else for the same thread, behind what is under way.
    void post(std::function<void()> task) { m_worker.post(std::move(task)); }

    //! Null while it is not there; then it is asked for. After a page that could not be read none is, until restart().
    const Page *page(qint64 number)
    {
        if (const Page *found = m_pages.object(number))
            return found;
        if (m_read) {
            std::erase(m_wanted, number);
            m_wanted.push_back(number);
            if (m_wanted.size() > mostWanted)
                m_wanted.pop_front();
            askNext();
        }
        return nullptr;
    }

private:
    static constexpr int keptPages = 200;
    static constexpr std::size_t mostWanted = 6;

    void askNext()
    {
        if (m_asking || m_wanted.empty())
            return;
        m_asking = true;
        m_worker.post([this, generation = m_generation, read = m_read, number = m_wanted.back()] {
            Result<Page> page = (*read)(number * pageRows, pageRows);
            QMetaObject::invokeMethod(
                m_context, [this, generation, number, page = std::move(page)] { take(generation, number, page); });
        });
    }
    void take(int generation, qint64 number, const Result<Page> &page)
    {
        if (generation != m_generation)
            return;
        m_asking = false;
        std::erase(m_wanted, number);
        if (page) {
            m_pages.insert(number, new Page(*page));
            m_arrived(number, {});
            askNext();
            return;
        }
        restart({});
        m_arrived(number, fail(page.error()));
    }

    QObject *m_context;
    Arrived m_arrived;
    QCache<qint64, Page> m_pages;
    std::deque<qint64> m_wanted; //!< the last one was looked at last
    bool m_asking = false;
    int m_generation = 0; //!< answers to what was asked before a restart are dropped
    std::shared_ptr<Read> m_read;
    SerialWorker m_worker; //!< the last member: what it runs uses the others
};

} // namespace godwit
