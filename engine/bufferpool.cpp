// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bufferpool.h"

#include <algorithm>
#include <utility>

namespace godwit {

namespace {

//! Pages are never of quite the same size; buffers are, so that they fit the next one.
constexpr qsizetype step = 1 << 20;

qsizetype roomFor(qsizetype bytes)
{
    return (bytes + step - 1) / step * step;
}

bool smaller(const QByteArray &buffer, qsizetype bytes)
{
    return buffer.capacity() < bytes;
}

} // namespace

BufferPool &BufferPool::shared()
{
    static BufferPool pool(24 << 20);
    return pool;
}

QByteArray BufferPool::take(qsizetype bytes)
{
    QByteArray buffer;
    if (bytes < smallest || bytes > largest) {
        buffer.reserve(bytes);
        return buffer;
    }
    {
        const std::lock_guard lock(m_mutex);
        const auto fitting = std::lower_bound(m_buffers.begin(), m_buffers.end(), bytes, smaller);
        if (fitting != m_buffers.end()) {
            buffer = std::move(*fitting);
            m_buffers.erase(fitting);
            m_waiting -= buffer.capacity();
            return buffer;
        }
    }
    buffer.reserve(roomFor(bytes));
    return buffer;
}

void BufferPool::give(QByteArray &&buffer)
{
    QByteArray back = std::move(buffer);
    const qsizetype room = back.capacity();
    if (room < smallest || room > roomFor(largest) + step || !back.isDetached())
        return;
    back.resize(0); // keeps the room
    const std::lock_guard lock(m_mutex);
    if (m_waiting + room > m_limit)
        return;
    m_waiting += room;
    m_buffers.insert(std::lower_bound(m_buffers.begin(), m_buffers.end(), room, smaller), std::move(back));
}

void BufferPool::clear()
{
    const std::lock_guard lock(m_mutex);
    m_buffers.clear();
    m_waiting = 0;
}

qsizetype BufferPool::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting;
}

} // namespace godwit
