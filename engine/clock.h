// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace godwit {

//! Time as the engine sees it. `elapsed` keeps counting while the machine is suspended (CLOCK_BOOTTIME), so lag and the 7-day
//! limit stay true on a notebook.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual std::chrono::nanoseconds elapsed() const = 0;
    virtual std::chrono::system_clock::time_point now() const = 0;
    static const Clock &system();
};

} // namespace godwit
