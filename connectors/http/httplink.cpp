// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httplink.h"

#include <QSslSocket>
#include <QThread>

namespace godwit {

namespace {

// Firewalls and balancers forget silent connections. A new one costs a millisecond, a request lost in a dead one a
// time-out.
constexpr qint64 longestIdleMs = 30'000;

} // namespace

bool HttpLink::Route::asksProxy() const
{
    return !encrypted && (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy);
}

bool HttpLink::isReady()
{
    if (!m_socket || !m_idle.isValid() || m_idle.elapsed() > longestIdleMs)
        return false;
    m_socket->moveToThread(QThread::currentThread());
    // Nobody ran this socket's events since the last answer: look whether the server closed, or talks out of turn.
    const bool silent = !m_socket->waitForReadyRead(0) && m_socket->bytesAvailable() == 0;
    return silent && m_socket->state() == QAbstractSocket::ConnectedState;
}

QTcpSocket &HttpLink::renew(const QSslConfiguration &tls)
{
    drop();
    if (m_route.encrypted) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(tls);
        m_socket = std::move(socket);
    } else {
        // A QSslSocket without encryption would copy every byte once more.
        m_socket = std::make_unique<QTcpSocket>();
    }
    QNetworkProxy proxy = m_route.asksProxy() ? QNetworkProxy(QNetworkProxy::NoProxy) : m_route.proxy;
    // Qt writes them in Latin-1; so they go out in UTF-8, as everywhere else (RFC 7617, 2.1).
    proxy.setUser(QString::fromLatin1(proxy.user().toUtf8()));
    proxy.setPassword(QString::fromLatin1(proxy.password().toUtf8()));
    m_socket->setProxy(proxy);
    QTcpSocket *made = m_socket.get();
    QObject::connect(made, &QTcpSocket::connected, made, [made] {
        // Without it the last piece of a large body waits for the server's delayed acknowledgement: 40 ms a request.
        made->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        made->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    });
    return *m_socket;
}

void HttpLink::connectToServer()
{
    if (auto *encrypted = qobject_cast<QSslSocket *>(m_socket.get()))
        encrypted->connectToHostEncrypted(m_route.host, m_route.port);
    else if (m_route.asksProxy())
        m_socket->connectToHost(
            m_route.proxy.hostName(), m_route.proxy.port(), QIODevice::ReadWrite | QIODevice::Unbuffered);
    else
        m_socket->connectToHost(m_route.host, m_route.port, QIODevice::ReadWrite | QIODevice::Unbuffered);
}

// The thread that sent may end before this connection does, and its socket notifiers with it.
void HttpLink::keep()
{
    m_idle.start();
    m_socket->moveToThread(nullptr);
}

void HttpLink::drop()
{
    m_idle.invalidate();
    if (!m_socket)
        return;
    if (m_socket->thread() == nullptr)
        m_socket->moveToThread(QThread::currentThread());
    m_socket->abort();
    m_socket.reset();
}

} // namespace godwit
