// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QMetaType>
#include <QString>

#include <chrono>
#include <type_traits>
#include <utility>

namespace godwit {

//! What went wrong, as far as it decides what to do next.
enum class ErrorKind {
    Usage, //!< the user's input is wrong: plan, command line, form
    Connection, //!< the server could not be reached, or hung up
    Timeout,
    Tls, //!< the certificate is not trusted, or the handshake failed
    Authentication, //!< 401
    Forbidden, //!< 403
    NotFound, //!< 404
    Conflict, //!< 409
    TooLarge, //!< 413, or an answer above the caller's limit
    Busy, //!< 429 or 503, or a block that passes: trying again later can help
    Blocked, //!< a write block or read-only block stands in the way
    Refused, //!< any other 4xx
    Server, //!< any other 5xx
    Protocol, //!< the answer can't be read
    Incomplete, //!< a partial answer: timed out, failed shards, a wanted primary missing
    Version, //!< product or version not supported
    Changed, //!< something pinned changed: index UUID, history UUID, cluster UUID
    Preflight, //!< a blocker was found before anything was touched
    Storage, //!< local disk, journal, register
    Cancelled,
    Expired, //!< not stopped within the limit (7 days by default)
    Internal,
};

//! A failure as value. `summary` is one translated sentence: cause, then next step. `detail` is the server's own text with
//! secrets removed. Nothing in here may contain a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString summary;
    QString detail;
    int httpStatus = 0; //!< 0 when there was no HTTP answer
    bool retryable = false; //!< whether the same request may succeed later
    std::chrono::milliseconds retryAfter{0}; //!< the server's Retry-After; 0 when it gave none
};

template <class T = void>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QString summary, QString detail = {})
{
    return tl::make_unexpected(Error{kind, std::move(summary), std::move(detail), 0, false, {}});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::make_unexpected(std::move(error));
}

} // namespace godwit

// tl::expected 1.0.0 has an unconstrained operator==, which breaks Qt's metatype detection.
template <class T>
struct QTypeTraits::has_operator_equal<tl::expected<T, godwit::Error>> : std::false_type
{
};
