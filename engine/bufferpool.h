// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <mutex>
#include <vector>

namespace godwit {

//! Keeps a few large buffers for the next answer or bulk. A buffer of some megabytes that is freed goes back to the
//! system, and the next one costs a page fault for every 4 KiB: a third of a copy's processor time. Bounded, and never
//! used for buffers above `largest`, so that one huge document does not stay in memory. Thread-safe.
class BufferPool
{
public:
    static constexpr qsizetype smallest = 512 * 1024; //!< below, the heap does as well
    static constexpr qsizetype largest = 6 << 20;

    explicit BufferPool(qsizetype limitBytes) : m_limit(limitBytes) { }
    //! The one of this process.
    static BufferPool &shared();

    //! An empty array that has room for `bytes`.
    QByteArray take(qsizetype bytes);
    //! Takes a buffer back whose content nobody needs any more; frees it when it is shared, of a wrong size, or too
    //! much.
    void give(QByteArray &&buffer);
    //! Frees all that waits.
    void clear();
    //! Capacity of what waits.
    qsizetype waiting() const;

private:
    mutable std::mutex m_mutex;
    std::vector<QByteArray> m_buffers; //!< by capacity, the smallest first
    qsizetype m_limit;
    qsizetype m_waiting = 0;
};

} // namespace godwit
