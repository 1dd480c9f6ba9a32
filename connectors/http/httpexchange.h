// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpanswer.h"
#include "connectors/http/httplink.h"
#include "connectors/http/httptls.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <stop_token>

namespace godwit {

//! One request on the wire and what came back for it, with a local event loop around it. No retries, no redirects.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    enum class Ending {
        Answered,
        Stale, //!< the kept connection was closed before a byte of the answer
        Broken,
        Cancelled,
        Silent,
        Faulty, //!< see answer().fault()
    };

    struct Order
    {
        QByteArray head; //!< request line and headers, with the empty line
        QByteArray body;
        bool isHead = false;
        std::chrono::milliseconds timeout{0};
        qint64 maxBytes = 0;
    };

    HttpExchange(HttpLink &link, HttpTls &tls, const Order &order);

    Ending run(std::stop_token stop);

    HttpAnswer &answer() { return m_answer; }
    const HttpAnswer &answer() const { return m_answer; }
    qint64 sent() const { return m_sent; } //!< bytes of the body that were handed over
    std::chrono::microseconds elapsed() const { return m_elapsed; }
    bool wasConnected() const { return m_connected; }
    QAbstractSocket::SocketError socketError() const { return m_socketError; }
    QString socketText() const { return m_socketText; }

private:
    void open();
    void watch();
    void noteHandshake();
    void begin();
    void feed();
    void onReadable();
    void onBroken();
    void onSilence();
    void finish(Ending ending);
    void touch() { m_lastMove = m_clock.elapsed(); }

    HttpLink &m_link;
    HttpTls &m_tls;
    const Order &m_order;
    HttpAnswer m_answer;
    QEventLoop m_loop;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_lastMove = 0;
    qint64 m_connectedAt = 0; //!< nanoseconds
    qint64 m_sent = 0;
    bool m_reused = false;
    bool m_connected = false;
    bool m_begun = false;
    bool m_reading = false;
    bool m_finished = false;
    Ending m_ending = Ending::Broken;
    QAbstractSocket::SocketError m_socketError = QAbstractSocket::UnknownSocketError;
    QString m_socketText;
    std::chrono::microseconds m_elapsed{0};
};

} // namespace godwit
