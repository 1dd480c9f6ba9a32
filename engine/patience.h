// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <chrono>
#include <optional>

namespace godwit {

//! How long one stretch of trying again goes on, and with what pauses. Used by one thread.
class RetryPace
{
public:
    //! `seconds`: how long a server may be away, counted from the first failure.
    explicit RetryPace(double seconds) : m_seconds(seconds) { }

    //! Milliseconds until the next try: they grow to five seconds, and vary so that several do not come at once.
    //! Nothing: another try can't help, or patience has ended.
    std::optional<int> next(const Error &error);
    int tries() const { return m_tries; } //!< that failed
    //! Whether somebody should be told now, once in a stretch: before, it may be a hiccup.
    bool worthSaying() const { return m_tries == 3; }

private:
    double m_seconds;
    std::chrono::steady_clock::time_point m_since;
    int m_tries = 0;
};

} // namespace godwit
