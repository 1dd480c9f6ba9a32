// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/patience.h"

#include <algorithm>

namespace godwit {

std::optional<int> RetryPace::next(const Error &error)
{
    const bool passing = error.retryable || error.kind == ErrorKind::Connection || error.kind == ErrorKind::Timeout
        || error.kind == ErrorKind::Busy || error.kind == ErrorKind::Incomplete || error.kind == ErrorKind::Server
        || error.kind == ErrorKind::Protocol;
    if (!passing || error.kind == ErrorKind::Cancelled)
        return std::nullopt;
    const auto now = std::chrono::steady_clock::now();
    if (m_tries++ == 0)
        m_since = now;
    else if (now - m_since > std::chrono::duration<double>(m_seconds))
        return std::nullopt;
    const int pause = std::min(5'000, 100 << std::min(m_tries, 6));
    const auto chance = static_cast<unsigned>(now.time_since_epoch().count());
    return pause / 2 + static_cast<int>(chance % static_cast<unsigned>(pause / 2 + 1));
}

} // namespace godwit
