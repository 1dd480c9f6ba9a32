// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/livecopy/throttle.h"
#include "engine/patience.h"
#include "engine/verify/verifier.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace godwit {

//! What all parts of one comparison share. Thread-safe but for `setup`.
class VerifyContext
{
public:
    explicit VerifyContext(VerifySetup setup);

    VerifySetup setup;
    Throttle throttle;
    std::mutex bigDocument; //!< one oversized page at a time, so that memory stays bounded
    std::atomic<qint64> documentsRead{0};
    std::atomic<qint64> bytesRead{0};
    std::atomic<bool> vectors{false}; //!< a side rebuilds vectors of 32-bit floats, and leaves them out unless asked

    //! Ends the comparison with this error; the first one counts.
    void failWith(const Error &error);
    bool failed() const { return m_failed.load(); }
    Error error() const;
    //! Stop at the next good moment.
    bool halting() const { return m_failed || setup.control.finishing(); }
    std::stop_token stopToken() const { return m_stop.get_token(); }

    void event(EventLevel level, const QString &index, const QString &text);
    void finding(std::size_t row, const VerifyFinding &finding);
    QList<VerifyFinding> firstFindings() const;
    qint64 findingCount() const;
    void keepFindings(QList<VerifyFinding> first, qint64 count);
    void forgetFindings(std::size_t row);

    void setRows(QList<VerifyRow> rows);
    QList<VerifyRow> rows() const;
    VerifyRow row(std::size_t number) const;
    void change(std::size_t row, const std::function<void(VerifyRow &)> &how);

    //! Tries again while that can help, with the reason shown in the row, until it works, a halt, or patience ends.
    template <class Call>
    auto patiently(std::size_t row, Call call) -> decltype(call())
    {
        Patience patience(*this, row);
        for (;;) {
            auto result = call();
            if (result || !patience.again(result.error()))
                return result;
        }
    }

    //! The state of one stretch of trying again.
    class Patience
    {
    public:
        Patience(VerifyContext &context, std::size_t row)
            : m_context(context), m_row(row), m_pace(context.setup.request.patienceSeconds)
        {
        }
        ~Patience();
        //! Sleeps with growing back-off; false when trying again is pointless.
        bool again(const Error &error);

    private:
        VerifyContext &m_context;
        std::size_t m_row;
        RetryPace m_pace;
    };

private:
    mutable std::mutex m_mutex;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onAbort;
    std::atomic<bool> m_failed{false};
    Error m_error;
    QList<VerifyRow> m_rows;
    QList<VerifyFinding> m_findings;
    qint64 m_findingCount = 0;
};

} // namespace godwit
