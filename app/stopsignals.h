// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <functional>
#include <thread>

namespace godwit {

//! Turns SIGINT and SIGTERM into calls, on a thread of its own so that they arrive whatever the rest of the program
//! waits for. One at a time in a process.
class StopSignals
{
public:
    //! `received` gets 1 for the first signal, 2 for the second, and so on.
    explicit StopSignals(std::function<void(int count)> received);
    ~StopSignals();
    Q_DISABLE_COPY_MOVE(StopSignals)

private:
    void listen();

    std::function<void(int)> m_received;
    std::array<int, 2> m_pipe{-1, -1};
    std::thread m_thread;
};

} // namespace godwit
