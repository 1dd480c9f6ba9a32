// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QThread>

#include <memory>

namespace godwit::test {

//! A proxy on 127.0.0.1, in its own thread, that knows CONNECT and basic authentication (RFC 9110, 9.3.6 and 11.7):
//! who names himself rightly gets a tunnel to one port of this machine, whatever host was asked for.
class ConnectProxy
{
public:
    //! `credentials` is "user:password".
    ConnectProxy(quint16 targetPort, QByteArray credentials);
    ~ConnectProxy();
    Q_DISABLE_COPY_MOVE(ConnectProxy)

    QString url() const; //!< http://127.0.0.1:port
    QList<QByteArray> asked() const; //!< hosts that tunnels were made to, with their ports
    int refused() const; //!< requests without the right credentials

private:
    struct Shared;
    class Listener;
    std::shared_ptr<Shared> m_shared;
    QThread m_thread;
    quint16 m_port = 0;
};

} // namespace godwit::test
