// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <mutex>
#include <utility>

namespace godwit {

//! Where threads leave what an object of another thread fetches: however often they do, one wake-up is under way at a
//! time. The box may outlive the object, which calls forget() before it goes.
template <class Mail>
class Mailbox
{
public:
    //! `deliver` runs on the receiver's thread and calls take().
    Mailbox(QObject *receiver, std::function<void()> deliver) : m_receiver(receiver), m_deliver(std::move(deliver)) { }

    template <class Change>
    void put(Change change)
    {
        const std::scoped_lock lock(m_mutex);
        change(m_mail);
        if (m_woken || !m_receiver)
            return;
        m_woken = true;
        QMetaObject::invokeMethod(m_receiver, m_deliver, Qt::QueuedConnection);
    }
    //! All that is there; the next put() wakes again. `before` runs while nobody can put anything.
    Mail take(const std::function<void()> &before = [] {})
    {
        const std::scoped_lock lock(m_mutex);
        before();
        m_woken = false;
        return std::exchange(m_mail, {});
    }
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_receiver = nullptr;
    }

private:
    std::mutex m_mutex;
    QObject *m_receiver;
    std::function<void()> m_deliver;
    bool m_woken = false;
    Mail m_mail;
};

} // namespace godwit
