// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <functional>
#include <stop_token>
#include <thread>

namespace godwit {

//! Ends requests when a write pause has lasted too long, so that a server that hangs can't hold it open. Connections
//! opened with the token are cut off then, and when the job is aborted.
class PauseLimit
{
public:
    //! `reached` is asked from another thread until this is gone.
    PauseLimit(const std::stop_token &aborted, std::function<bool()> reached);
    PauseLimit(const PauseLimit &) = delete;
    PauseLimit &operator=(const PauseLimit &) = delete;

    std::stop_token token() const { return m_limit.get_token(); }

private:
    std::stop_source m_limit;
    std::stop_callback<std::function<void()>> m_aborted;
    std::jthread m_watch;
};

//! Why a write pause of at most so many seconds had to end.
Error pauseLimitError(double seconds);

//! What came of a pause: Timeout once its limit is reached, in place of success and of requests that were cut off. Any
//! other error stays the reason.
Result<void> judgedByLimit(const Result<void> &ended, bool reached, double seconds);

} // namespace godwit
