// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace godwit {

//! What the operator decided at the gate.
struct CutoverOrder
{
    bool writesStopped = false; //!< "I confirm that I have stopped writes to the source cluster"
    bool setBlock = false; //!< Godwit sets the write block itself
    bool switchAliases = true;
};

struct ThrottleLimits
{
    double documentsPerSecond = 0; //!< 0: none
    double bytesPerSecond = 0; //!< 0: none
};

//! The operator's hand on a running job. Thread-safe; every call returns at once.
//! Pause halts reads and writes and keeps the connections. finishAndStop ends cleanly after the batches under way,
//! resumable. abort stops now.
class JobControl
{
public:
    void pause();
    void resume();
    void finishAndStop();
    void abort();
    void orderCutover(CutoverOrder order);
    void withdrawCutover();
    //! Begins the next round now, of a method that rests between rounds.
    void orderRound();
    void setThrottle(ThrottleLimits limits);
    //! Something that has to be pointed to the target by hand is prepared, or is not after all.
    void tick(const QString &integration, bool ticked);

    bool paused() const;
    bool finishing() const;
    bool aborted() const { return m_abort.stop_requested(); }
    ThrottleLimits throttle() const;
    //! True once, with the order, when one was given.
    bool takeCutover(CutoverOrder *order);
    bool cutoverOrdered() const;
    //! True once for each order, or for several that came before anybody looked.
    bool takeRound();
    //! What was ticked or unticked since the last call.
    QHash<QString, bool> takeTicks();
    //! Triggered by abort().
    std::stop_token stopToken() const { return m_abort.get_token(); }
    //! Returns when not paused, or stopping.
    void waitWhilePaused() const;
    //! Sleeps, but wakes early on any order.
    void sleep(int milliseconds) const;

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::stop_source m_abort;
    ThrottleLimits m_limits;
    CutoverOrder m_order;
    bool m_paused = false;
    bool m_finishing = false;
    bool m_ordered = false;
    bool m_roundOrdered = false;
    QHash<QString, bool> m_ticks;
};

} // namespace godwit
