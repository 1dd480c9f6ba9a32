// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace godwit {

//! Calls `task` on a thread of its own and keeps this thread's event loop running meanwhile: the HTTP client and the
//! keychain must not be waited for on the main thread. When it returns, that thread is gone, with all that libraries
//! keep per thread. QThread::wait() comes back earlier than that: what the thread's end then still gives back, the end
//! of the process gives back once more (OpenSSL's OPENSSL_thread_stop beside OPENSSL_cleanup).
void runOnWorker(const std::function<void()> &task);

} // namespace godwit
