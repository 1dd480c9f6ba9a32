// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace godwit {

//! How a server that this program started on 127.0.0.1 is asked.
struct LoopbackServer
{
    quint16 port = 0;
    bool tls = false; //!< any certificate is taken: the server is our own
    QByteArray authorization; //!< value of that header, or empty
};

struct LoopbackAnswer
{
    int status = 0; //!< 0: no answer
    QByteArray body;
};

//! One request over one connection, blocking, without an event loop. For watching servers start and for tests;
//! everything that moves documents uses HttpClient.
LoopbackAnswer askLoopback(const LoopbackServer &server, const QByteArray &method, const QByteArray &path,
    const QByteArray &body = {}, const QByteArray &contentType = "application/json", int timeoutMs = 60'000);

//! Whether somebody listens on 127.0.0.1:port.
bool isPortTaken(quint16 port);

} // namespace godwit
