// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/clusterfixture.h"

#include <atomic>
#include <random>
#include <thread>

namespace godwit::test {

//! Random inserts, updates, deletes and re-creations within seconds, on ids of the base copy too, as an application
//! that does not know that it is being migrated. Own thread. Stops by itself when the source refuses writes.
class Workload
{
public:
    struct Options
    {
        QList<QByteArray> indices;
        QByteArray routedIndex; //!< documents of this one carry a routing
        int ids = 6'000; //!< a index; the base copy has the first half of them
        double perSecond = 1'000;
        unsigned seed = 1;
        bool typed = false; //!< 6.x
    };
    Workload(TestCluster &cluster, Options options);
    ~Workload();

    //! The base copy.
    bool fill(int documents);
    void start();
    void stop();
    qint64 operations() const { return m_operations; }
    qint64 deletes() const { return m_deletes; }
    //! Milliseconds since the epoch of the last bulk that the source accepted.
    qint64 lastAcceptedMs() const { return m_lastAccepted; }

private:
    void run(std::stop_token stop);
    QByteArray operation();
    QByteArray document(qint64 number);

    TestCluster &m_cluster;
    Options m_options;
    std::mt19937 m_random;
    std::atomic<qint64> m_operations{0};
    std::atomic<qint64> m_deletes{0};
    std::atomic<qint64> m_lastAccepted{0};
    std::jthread m_thread;
};

} // namespace godwit::test
