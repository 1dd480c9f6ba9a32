// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/clock.h"

#include <ctime>

namespace godwit {
namespace {

class SystemClock final : public Clock
{
public:
    std::chrono::nanoseconds elapsed() const override
    {
#ifdef CLOCK_BOOTTIME
        timespec t{};
        if (clock_gettime(CLOCK_BOOTTIME, &t) == 0)
            return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
#endif
        return std::chrono::steady_clock::now().time_since_epoch();
    }
    std::chrono::system_clock::time_point now() const override { return std::chrono::system_clock::now(); }
};

} // namespace

const Clock &Clock::system()
{
    static const SystemClock clock;
    return clock;
}

} // namespace godwit
