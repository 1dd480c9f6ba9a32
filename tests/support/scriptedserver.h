// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/httpframer.h"

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>
#include <QString>
#include <QThread>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace godwit::test {

struct ScriptedRequest
{
    QByteArray method;
    QByteArray target; //!< path and query as they came
    HttpHeaders headers;
    QByteArray body;
    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

//! What the server says, and how it misbehaves while it says it.
struct ScriptedReply
{
    int status = 200;
    QByteArray body = "{}";
    QByteArray contentType = "application/json";
    HttpHeaders headers;
    bool chunked = false;
    bool silent = false; //!< never answers
    bool drop = false; //!< closes the connection instead of answering
    bool closeAfter = false; //!< closes the connection after the answer
    std::chrono::milliseconds headDelay{0};
    std::chrono::milliseconds bodyDelay{0}; //!< between the first half of the body and the rest
    qint64 truncateAt = -1; //!< closes after that many bytes of the body, of which more were promised
};

//! An HTTP(S) server on 127.0.0.1, in its own thread, that answers what the test tells it to. For the HTTP client's own
//! tests.
class ScriptedServer
{
public:
    using Handler = std::function<ScriptedReply(const ScriptedRequest &)>; //!< called on the server's thread

    explicit ScriptedServer(Handler handler = {}, std::optional<QSslConfiguration> tls = {});
    ~ScriptedServer();
    Q_DISABLE_COPY_MOVE(ScriptedServer)

    void setHandler(Handler handler);
    //! Answers one request after the other; the last answer stays.
    void script(QList<ScriptedReply> replies);

    quint16 port() const;
    QString url() const;
    QList<ScriptedRequest> requests() const;
    int connections() const;

private:
    struct Shared;
    class Listener;
    class Session;
    std::shared_ptr<Shared> m_shared;
    QThread m_thread;
    quint16 m_port = 0;
};

} // namespace godwit::test
