// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/loopbackhttp.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QSslSocket>
#include <QTcpServer>

#include <memory>

namespace godwit {
namespace {

QByteArray unchunked(const QByteArray &body)
{
    QByteArray plain;
    qsizetype at = 0;
    for (;;) {
        const qsizetype end = body.indexOf("\r\n", at);
        if (end < 0)
            return plain;
        const qsizetype length = body.mid(at, end - at).split(';').first().trimmed().toLongLong(nullptr, 16);
        if (length <= 0)
            return plain;
        plain += body.mid(end + 2, length);
        at = end + 2 + length + 2;
    }
}

QByteArray requestBytes(const LoopbackServer &server, const QByteArray &method, const QByteArray &path,
    const QByteArray &body, const QByteArray &contentType)
{
    QByteArray text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(server.port)
        + "\r\nConnection: close\r\nAccept: application/json\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n";
    if (!body.isEmpty())
        text += "Content-Type: " + contentType + "\r\n";
    if (!server.authorization.isEmpty())
        text += "Authorization: " + server.authorization + "\r\n";
    return text + "\r\n" + body;
}

LoopbackAnswer parsed(const QByteArray &bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0 || !bytes.startsWith("HTTP/1."))
        return {};
    LoopbackAnswer answer;
    answer.status = bytes.mid(9, 3).toInt();
    answer.body = bytes.mid(headEnd + 4);
    if (bytes.left(headEnd).toLower().contains("\r\ntransfer-encoding: chunked"))
        answer.body = unchunked(answer.body);
    return answer;
}

} // namespace

LoopbackAnswer askLoopback(const LoopbackServer &server, const QByteArray &method, const QByteArray &path,
    const QByteArray &body, const QByteArray &contentType, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    const auto left = [&deadline] { return int(deadline.remainingTime()); };
    std::unique_ptr<QTcpSocket> socket;
    if (server.tls) {
        auto secure = std::make_unique<QSslSocket>();
        secure->setPeerVerifyMode(QSslSocket::VerifyNone);
        secure->connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port);
        if (!secure->waitForEncrypted(left()))
            return {};
        socket = std::move(secure);
    } else {
        socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), server.port);
        if (!socket->waitForConnected(left()))
            return {};
    }
    socket->write(requestBytes(server, method, path, body, contentType));
    QByteArray bytes;
    while (socket->state() == QAbstractSocket::ConnectedState || socket->bytesAvailable() > 0) {
        if (socket->bytesAvailable() == 0 && !socket->waitForReadyRead(left()) && socket->bytesAvailable() == 0) {
            if (socket->state() == QAbstractSocket::ConnectedState)
                return {}; // the time is up
            break;
        }
        bytes += socket->readAll();
    }
    return parsed(bytes);
}

bool isPortTaken(quint16 port)
{
    QTcpServer server;
    return !server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

} // namespace godwit
