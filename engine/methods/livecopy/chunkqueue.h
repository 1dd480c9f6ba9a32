// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace godwit {

class ShardCopy;

//! Documents of one window, as they stand in a bulk body.
struct Chunk
{
    struct Document
    {
        quint32 offset = 0; //!< of the action line
        quint32 length = 0; //!< action line and source with their line ends
        quint32 action = 0; //!< length of the action line with its line end
        qint64 seqNo = -1;
        qint64 version = -1;
    };
    std::shared_ptr<ShardCopy> shard;
    qint64 window = 0; //!< the window it belongs to
    QByteArray body;
    std::vector<Document> documents;
};

//! Reader → queue → writers. The bound in bytes is the back-pressure and keeps memory flat whatever the size of a
//! document; a chunk larger than the bound passes alone. Changes of the tail go in front of the base copy, so that lag
//! stays low meanwhile.
class ChunkQueue
{
public:
    explicit ChunkQueue(qint64 limitBytes, qint64 limitDocuments);

    //! Waits for room. False when closed.
    bool push(Chunk chunk, bool urgent);
    //! Waits for chunks; takes as many as fit into `bytes` and `documents`, at least one. Empty when closed and
    //! drained.
    std::vector<Chunk> pop(qint64 bytes, qint64 documents);
    //! No more pushes; `discard` also drops what waits.
    void close(bool discard);
    qint64 bytes() const;
    qint64 limit() const { return m_limit; }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_room;
    std::condition_variable m_filled;
    std::deque<Chunk> m_urgent;
    std::deque<Chunk> m_chunks;
    qint64 m_limit;
    qint64 m_documentLimit;
    qint64 m_bytes = 0;
    qint64 m_documents = 0;
    bool m_closed = false;
};

} // namespace godwit
