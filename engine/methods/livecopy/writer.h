// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/livecopy/context.h"

#include <thread>

namespace godwit {

//! Threads that send bulks. Every item of every answer is read; only refused positions are sent again.
class WriterPool
{
public:
    WriterPool(LiveCopyContext &context, int threads);
    //! Waits for the threads; close the queue before.
    ~WriterPool();

private:
    std::vector<std::jthread> m_threads;
};

} // namespace godwit
