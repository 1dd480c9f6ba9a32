// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/chunkqueue.h"

#include <utility>

namespace godwit {

ChunkQueue::ChunkQueue(qint64 limitBytes, qint64 limitDocuments) : m_limit(limitBytes), m_documentLimit(limitDocuments)
{
}

bool ChunkQueue::push(Chunk chunk, bool urgent)
{
    std::unique_lock lock(m_mutex);
    const qint64 size = chunk.body.size();
    const auto count = static_cast<qint64>(chunk.documents.size());
    m_room.wait(lock, [&] {
        return m_closed || m_bytes == 0 || (m_bytes + size <= m_limit && m_documents + count <= m_documentLimit);
    });
    if (m_closed)
        return false;
    m_bytes += size;
    m_documents += count;
    (urgent ? m_urgent : m_chunks).push_back(std::move(chunk));
    m_filled.notify_one();
    return true;
}

std::vector<Chunk> ChunkQueue::pop(qint64 bytes, qint64 documents)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait(lock, [this] { return m_closed || !m_urgent.empty() || !m_chunks.empty(); });
    std::vector<Chunk> taken;
    qint64 sum = 0;
    qint64 count = 0;
    while (!m_urgent.empty() || !m_chunks.empty()) {
        auto &from = m_urgent.empty() ? m_chunks : m_urgent;
        const qint64 size = from.front().body.size();
        const auto more = static_cast<qint64>(from.front().documents.size());
        if (!taken.empty() && (sum + size > bytes || count + more > documents))
            break;
        sum += size;
        count += more;
        taken.push_back(std::move(from.front()));
        from.pop_front();
    }
    m_bytes -= sum;
    m_documents -= count;
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
        m_documents = 0;
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
