// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/certificatefacts.h"
#include "engine/endpoint.h"
#include "engine/error.h"
#include "engine/secretstore.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace godwit {

enum class Method { Get, Head, Post, Put, Delete };
//! "GET".
QByteArray verbOf(Method method);

struct HttpRequest
{
    Method method = Method::Get;
    QByteArray path; //!< percent-encoded, begins with '/'; appended to the endpoint's path prefix
    QByteArray query; //!< percent-encoded, without '?'
    QByteArray body;
    QByteArray contentType = "application/json";
    QByteArray opaqueId = {}; //!< sent as X-Opaque-Id: search servers show it with the task; printable ASCII
    //! Repeating it is harmless: GET and HEAD always; others only when the caller says so. Only these are retried.
    bool idempotent = false;
    std::chrono::milliseconds timeout{60'000}; //!< without any byte moving; 0: the client's default
    qint64 maxBytes = 0; //!< a larger answer is given up with TooLarge as soon as that is known; 0: no limit
    //! The path itself is a secret, as a webhook's is: it is left out of every record.
    bool secretPath = false;
    int retries = 3; //!< at most, for idempotent requests; jittered exponential back-off, Retry-After respected
};

struct HttpResponse
{
    int status = 0;
    //! Inflated. Has at least `padding` readable bytes reserved behind its end (simdjson wants 32).
    QByteArray body;
    QByteArray contentType;
    std::chrono::microseconds elapsed{0};
    static constexpr int padding = 64;
};

//! One request as it was sent, for the activity list. Never holds a header or a body.
struct HttpTrace
{
    Method method = Method::Get;
    QString host;
    QByteArray path;
    int status = 0; //!< 0: no answer
    std::chrono::microseconds elapsed{0};
    qint64 sent = 0;
    qint64 received = 0;
    QString error;
};
using HttpObserver = std::function<void(const HttpTrace &)>;

//! A certificate chain as the server showed it, for the connection test.
struct TlsFacts
{
    QString protocol; //!< "TLS 1.3"
    QList<CertificateFacts> chain; //!< leaf first; also of a server that is not trusted
    QString fingerprint; //!< SHA-256 of the leaf, hex with colons
    std::chrono::microseconds handshake{0}; //!< from the connection to the first byte that may be sent
    int daysLeft = -1;
    bool encrypted = false;
};

//! The value of the Authorization header for an endpoint; empty when it wants none. Usage when the secret can't be
//! sent.
Result<QByteArray> authorizationHeader(const Endpoint &endpoint, const Secrets &secrets);

//! Blocking HTTP/1.1 client for worker threads: one kept-alive connection, one request at a time. `send` waits in a
//! local event loop on the thread that calls it; debug builds assert that it is not the GUI thread. Use it from one
//! thread at a time.
//!
//! Not built on QNetworkAccessManager (6.4), because that sends a POST again by itself when a connection breaks, takes
//! a chunked answer that was cut off for a whole one, and has Nagle's algorithm hold the end of every large body for 40
//! ms.
//!
//! Statuses of 400 and above become an Error whose summary names cause and next step and whose detail is the server's
//! own reason. Credentials go to the endpoint's host only: a redirect to another host is refused, never followed with
//! them.
class HttpClient
{
public:
    HttpClient(const Endpoint &endpoint, const Secrets &secrets, HttpObserver observer = {});
    ~HttpClient();
    Q_DISABLE_COPY_MOVE(HttpClient)

    //! Cancelled at once, at any moment, when `stop` is triggered.
    Result<HttpResponse> send(const HttpRequest &request, std::stop_token stop = {});
    //! What the last TLS handshake showed.
    TlsFacts tls() const;
    //! scheme://host:port/prefix, without user-info.
    QString address() const;

    enum class Compression { Auto, On, Off }; //!< Auto: gzip except on loopback
    void setCompression(Compression compression);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace godwit
