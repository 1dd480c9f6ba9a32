// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/ledger.h"
#include "engine/methods/livecopy/register.h"
#include "engine/searchcluster.h"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>

namespace godwit {

class IndexCopy;

//! One primary shard of a migration: which windows are out, what came back, and so how far the target certainly is.
//! Windows are handed out in order, may be worked on side by side, and count only as a closed prefix. Thread-safe.
class ShardCopy
{
public:
    struct Window
    {
        qint64 number = 0;
        qint64 after = -1; //!< exclusive
        qint64 upTo = -1; //!< inclusive
        bool base = true;
    };

    ShardCopy(IndexCopy &index, int shard, std::unique_ptr<DocumentRegister> documents);

    IndexCopy &index() const { return m_index; }
    int shard() const { return m_shard; }
    DocumentRegister &documents() const { return *m_documents; }

    //! Takes over what a journal remembered.
    void restore(const ShardCheckpoint &checkpoint);
    ShardCheckpoint checkpoint() const;

    void setNode(const QString &nodeId);
    ShardRef ref() const;
    void setStartLine(qint64 c0, const QString &historyUuid, qint64 deleteTotal, const QString &node);
    qint64 startLine() const;
    QString historyUuid() const;
    qint64 applied() const;
    bool baseDone() const;
    bool started() const; //!< has its start line

    //! Lets windows up to `c` be handed out.
    void extendTo(qint64 c);
    //! The next window, sized by the density seen so far; nothing when all are out.
    std::optional<Window> takeWindow(int wantedHits);
    //! What a read showed: hits in a range, for sizing the next windows.
    void saw(qint64 span, qint64 hits, qint64 bytes);
    //! Documents that make about `bytes` by what was seen, between 1 and `most`.
    int documentsFor(qint64 bytes, int most) const;

    //! Book-keeping of a window. A window closes when its reader is through and every chunk was answered.
    void chunkQueued(qint64 window, qint64 read, qint64 bytes);
    void chunkDone(qint64 window, qint64 documents, const Ledger &outcome);
    void readerDone(qint64 window);
    //! The reader could not finish (server gone): the rest of the window goes back in line.
    void giveBack(const Window &window);
    //! Nothing of this shard is under way.
    bool idle() const;
    //! Everything handed out up to the extension is applied.
    bool caughtUp() const;

    void addLedger(const Ledger &ledger);
    Ledger ledger() const; //!< with what is under way
    qint64 bytes() const;

    // Delete passes; used by one thread at a time.
    qint64 deleteTotalDone() const;
    QString deleteNodeDone() const;
    void deletePassDone(qint64 deleteTotal, const QString &node);
    std::atomic<bool> forceDeletePass{false};
    std::atomic<bool> inDeletePass{false};
    std::chrono::steady_clock::time_point nextDeletePass;

    // Samples for the lag, kept by the conductor.
    struct Sample
    {
        std::chrono::nanoseconds at;
        qint64 maxSeqNo;
    };
    std::deque<Sample> samples;
    std::optional<std::chrono::nanoseconds> trailingSince; //!< checkpoint behind max_seq_no since
    ShardState latest; //!< as sampled by the conductor
    bool known = false; //!< the newest sample had this shard

private:
    struct Open
    {
        qint64 upTo = -1;
        qint64 outstanding = 0; //!< documents queued and not answered
        bool readerDone = false;
        qint64 bytes = 0;
        Ledger ledger;
    };
    void closePrefix();

    IndexCopy &m_index;
    const int m_shard;
    std::unique_ptr<DocumentRegister> m_documents;
    mutable std::mutex m_mutex;
    QString m_node;
    QString m_history;
    qint64 m_startLine = -1;
    qint64 m_applied = -1;
    qint64 m_handedOut = -1;
    qint64 m_extent = -1;
    bool m_started = false;
    bool m_baseDone = false;
    qint64 m_nextNumber = 0;
    std::map<qint64, Open> m_open;
    std::deque<Window> m_returned;
    Ledger m_ledger;
    qint64 m_bytes = 0;
    double m_density = 1; //!< live documents a sequence number
    double m_documentBytes = 1'024;
    qint64 m_deleteTotalDone = -1;
    QString m_deleteNodeDone;
};

} // namespace godwit
