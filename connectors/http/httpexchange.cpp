// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpexchange.h"

#include <QSslSocket>

#include <algorithm>

namespace godwit {

namespace {

constexpr qint64 writeStep = 256 * 1024;
constexpr qsizetype smallBody = 16 * 1024;

qint64 waitingBytes(const QTcpSocket &socket)
{
    const auto *encrypted = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (encrypted ? encrypted->encryptedBytesToWrite() : 0);
}

} // namespace

HttpExchange::HttpExchange(HttpLink &link, HttpTls &tls, const Order &order)
    : m_link(link), m_tls(tls), m_order(order), m_answer(order.isHead, order.maxBytes)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpExchange::onSilence);
}

HttpExchange::Ending HttpExchange::run(std::stop_token stop)
{
    m_clock.start();
    m_timer.start(m_order.timeout);
    // The callback runs on whatever thread asks to stop; the event is dropped with this object if it comes too late.
    const std::stop_callback stopped(stop, [this] {
        QMetaObject::invokeMethod(
            this, [this] { finish(Ending::Cancelled); }, Qt::QueuedConnection);
    });
    m_reused = m_link.isReady();
    if (m_reused) {
        watch();
        m_connected = true;
        begin();
    } else {
        open();
    }
    if (!m_finished)
        m_loop.exec();
    m_timer.stop();
    if (m_link.socket())
        m_link.socket()->disconnect(this);
    if (m_ending == Ending::Answered && m_answer.keepsConnection() && m_sent == m_order.body.size())
        m_link.keep();
    else
        m_link.drop();
    m_elapsed = std::chrono::microseconds(m_clock.nsecsElapsed() / 1000);
    return m_ending;
}

void HttpExchange::open()
{
    QTcpSocket &socket = m_link.renew(m_tls.configuration());
    watch();
    connect(&socket, &QTcpSocket::connected, this, [this] {
        m_connected = true;
        touch();
        m_connectedAt = m_clock.nsecsElapsed();
        if (!m_link.route().encrypted)
            begin();
    });
    if (auto *encrypted = qobject_cast<QSslSocket *>(&socket)) {
        connect(encrypted, &QSslSocket::sslErrors, this, [this, encrypted](const QList<QSslError> &errors) {
            const bool accepted = m_tls.accepts(encrypted->sslConfiguration(), errors);
            noteHandshake();
            if (accepted)
                encrypted->ignoreSslErrors();
        });
        connect(encrypted, &QSslSocket::encrypted, this, [this, encrypted] {
            touch();
            // Before a byte is sent: the credentials are only for the pinned server.
            const bool confirmed = m_tls.confirms(encrypted->sslConfiguration());
            noteHandshake();
            if (confirmed)
                begin();
            else
                finish(Ending::Broken);
        });
    }
    m_link.connectToServer();
}

void HttpExchange::noteHandshake()
{
    m_tls.setHandshakeTime(std::chrono::microseconds((m_clock.nsecsElapsed() - m_connectedAt) / 1000));
}

void HttpExchange::watch()
{
    QTcpSocket *socket = m_link.socket();
    connect(socket, &QTcpSocket::readyRead, this, &HttpExchange::onReadable);
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        touch();
        feed();
    });
    connect(socket, &QTcpSocket::errorOccurred, this, &HttpExchange::onBroken);
    connect(socket, &QTcpSocket::disconnected, this, &HttpExchange::onBroken);
}

void HttpExchange::begin()
{
    m_begun = true;
    QTcpSocket *socket = m_link.socket();
    // A small body travels in one packet with its head.
    const bool small = m_order.body.size() <= smallBody;
    if (small)
        m_sent = m_order.body.size();
    if (socket->write(small ? m_order.head + m_order.body : m_order.head) < 0)
        return onBroken();
    feed();
}

// Gives the socket as much as the network takes, and little more: what waits in its buffer was copied once too often.
void HttpExchange::feed()
{
    QTcpSocket *socket = m_link.socket();
    while (m_begun && !m_finished && m_sent < m_order.body.size() && waitingBytes(*socket) < writeStep) {
        const qint64 want = std::min<qint64>(writeStep, m_order.body.size() - m_sent);
        const qint64 took = socket->write(m_order.body.constData() + m_sent, want);
        // An unbuffered socket says so here and nowhere else.
        if (took < 0)
            return onBroken();
        m_sent += took;
    }
}

void HttpExchange::onReadable()
{
    if (m_reading || m_finished)
        return;
    m_reading = true;
    while (!m_answer.isComplete() && m_answer.fault() == HttpAnswer::Fault::None && m_link.socket()->isOpen()) {
        if (m_answer.readFrom(*m_link.socket()) <= 0)
            break;
        touch();
    }
    m_reading = false;
    if (m_answer.fault() != HttpAnswer::Fault::None)
        finish(Ending::Faulty);
    else if (m_answer.isComplete())
        finish(Ending::Answered); // also when the server would not wait for the rest of the request
    else if (m_link.socket()->state() == QAbstractSocket::UnconnectedState)
        onBroken();
}

void HttpExchange::onBroken()
{
    if (m_reading || m_finished)
        return;
    const QTcpSocket *socket = m_link.socket();
    if (m_socketText.isEmpty()) {
        m_socketError = socket->error();
        m_socketText = socket->errorString();
    }
    // What came before the end still counts.
    m_reading = true;
    while (!m_answer.isComplete() && m_answer.fault() == HttpAnswer::Fault::None && m_link.socket()->isOpen()
        && m_answer.readFrom(*m_link.socket()) > 0) { }
    m_reading = false;
    m_answer.closed();
    if (m_answer.fault() != HttpAnswer::Fault::None)
        finish(Ending::Faulty);
    else if (m_answer.isComplete())
        finish(Ending::Answered);
    else
        finish(m_reused && !m_answer.hasBegun() ? Ending::Stale : Ending::Broken);
}

void HttpExchange::onSilence()
{
    const std::chrono::milliseconds idle(m_clock.elapsed() - m_lastMove);
    if (idle >= m_order.timeout)
        finish(Ending::Silent);
    else
        m_timer.start(m_order.timeout - idle);
}

void HttpExchange::finish(Ending ending)
{
    if (m_finished)
        return;
    m_finished = true;
    m_ending = ending;
    m_loop.quit();
}

} // namespace godwit
