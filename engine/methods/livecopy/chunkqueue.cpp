// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/chunkqueue.h"

#include <utility>

namespace godwit {

ChunkQueue::ChunkQueue(qint64 limitBytes) : m_limit(limitBytes) { }

bool ChunkQueue::push(Chunk chunk, bool urgent)
{
    std::unique_lock lock(m_mutex);
    const qint64 size = chunk.body.size();
    m_room.wait(lock, [&] { return m_closed || m_bytes == 0 || m_bytes + size <= m_limit; });
    if (m_closed)
        return false;
    m_bytes += size;
    (urgent ? m_urgent : m_chunks).push_back(std::move(chunk));
    m_filled.notify_one();
    return true;
}

std::vector<Chunk> ChunkQueue::pop(qint64 bytes)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait(lock, [this] { return m_closed || !m_urgent.empty() || !m_chunks.empty(); });
    std::vector<Chunk> taken;
    qint64 sum = 0;
    while (!m_urgent.empty() || !m_chunks.empty()) {
        auto &from = m_urgent.empty() ? m_chunks : m_urgent;
        const qint64 size = from.front().body.size();
        if (!taken.empty() && sum + size > bytes)
            break;
        sum += size;
        taken.push_back(std::move(from.front()));
        from.pop_front();
    }
    m_bytes -= sum;
    m_room.notify_all();
    return taken;
}

void ChunkQueue::close(bool discard)
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    if (discard) {
        m_urgent.clear();
        m_chunks.clear();
        m_bytes = 0;
    }
    m_room.notify_all();
    m_filled.notify_all();
}

qint64 ChunkQueue::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace godwit
