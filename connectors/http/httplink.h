// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httptls.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QString>
#include <QTcpSocket>

#include <memory>

namespace godwit {

//! The one connection of a client: plain or encrypted, direct or through a proxy, kept alive between requests.
class HttpLink
{
public:
    struct Route
    {
        QString host;
        quint16 port = 0;
        bool encrypted = false;
        QNetworkProxy proxy{QNetworkProxy::NoProxy};
        //! Plain HTTP through an HTTP proxy: the proxy is connected to, and reads the whole address in the request
        //! line.
        bool asksProxy() const;
    };

    HttpLink() = default;
    ~HttpLink() { drop(); }
    Q_DISABLE_COPY_MOVE(HttpLink)

    void setRoute(const Route &route) { m_route = route; }
    const Route &route() const { return m_route; }

    //! Whether the kept connection can take another request: still open, silent, not idle for too long.
    bool isReady();
    //! A new socket, not yet connected; the old one is closed.
    QTcpSocket &renew(const QSslConfiguration &tls);
    void connectToServer();
    QTcpSocket *socket() const { return m_socket.get(); }
    //! The answer was read to its end and the server keeps the connection. Until the next request it belongs to no
    //! thread.
    void keep();
    void drop();

private:
    Route m_route;
    std::unique_ptr<QTcpSocket> m_socket;
    QElapsedTimer m_idle; //!< valid only while the connection waits for the next request
};

} // namespace godwit
