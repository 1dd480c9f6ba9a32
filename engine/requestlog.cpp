// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/requestlog.h"

#include <iterator>
#include <utility>

namespace godwit {

RequestLog &RequestLog::shared()
{
    static RequestLog log;
    return log;
}

void RequestLog::add(RequestRecord record)
{
    if (!isRecording())
        return;
    RequestRecord dropped; // declared first, so it is freed after the lock
    const std::scoped_lock lock(m_mutex);
    if (m_waiting.size() >= static_cast<std::size_t>(capacity)) {
        dropped = std::move(m_waiting.front());
        m_waiting.pop_front();
    }
    m_waiting.push_back(std::move(record));
}

QList<RequestRecord> RequestLog::take()
{
    std::deque<RequestRecord> taken;
    {
        const std::scoped_lock lock(m_mutex);
        taken.swap(m_waiting);
    }
    return {std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end())};
}

} // namespace godwit
