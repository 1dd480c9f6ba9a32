// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/pauselimit.h"

#include <QCoreApplication>

#include <chrono>

namespace godwit {

PauseLimit::PauseLimit(const std::stop_token &aborted, std::function<bool()> reached)
    : m_aborted(aborted, [this] { m_limit.request_stop(); })
    , m_watch([this, reached = std::move(reached)](std::stop_token over) {
        while (!over.stop_requested() && !reached())
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (!over.stop_requested())
            m_limit.request_stop();
    })
{
}

Error pauseLimitError(double seconds)
{
    const QString text = QCoreApplication::translate("LiveCopy", "The pause limit of %1 s was reached.").arg(seconds);
    return {ErrorKind::Timeout, text, {}, 0, false, {}};
}

Result<void> judgedByLimit(const Result<void> &ended, bool reached, double seconds)
{
    if (reached && (ended || ended.error().kind == ErrorKind::Cancelled))
        return fail(pauseLimitError(seconds));
    return ended;
}

} // namespace godwit
