// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/connectproxy.h"

#include <QMutex>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

namespace godwit::test {

struct ConnectProxy::Shared
{
    mutable QMutex mutex;
    quint16 targetPort = 0;
    QByteArray credentials;
    QList<QByteArray> asked;
    int refused = 0;
};

class ConnectProxy::Listener : public QTcpServer
{
public:
    explicit Listener(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) { }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *client = new QTcpSocket(this);
        client->setProxy(QNetworkProxy::NoProxy);
        client->setSocketDescriptor(handle);
        connect(client, &QTcpSocket::readyRead, client, [this, client] { readHead(client); });
    }

private:
    void readHead(QTcpSocket *client)
    {
        const QByteArray seen = client->peek(client->bytesAvailable());
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        client->skip(end + 4);
        const QByteArray head = seen.left(end);
        const QMutexLocker lock(&m_shared->mutex);
        if (!head.contains(QByteArray("Proxy-Authorization: Basic " + m_shared->credentials.toBase64()))) {
            ++m_shared->refused;
            client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"tests\"\r\n"
                          "Content-Length: 0\r\n\r\n");
            return;
        }
        m_shared->asked.append(head.split(' ').value(1));
        tunnel(client, m_shared->targetPort);
    }

    void tunnel(QTcpSocket *client, quint16 port)
    {
        client->disconnect(SIGNAL(readyRead()));
        auto *server = new QTcpSocket(client);
        server->setProxy(QNetworkProxy::NoProxy);
        connect(server, &QTcpSocket::connected, client, [client, server] {
            client->write("HTTP/1.1 200 Connection established\r\n\r\n");
            connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
            connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
            if (client->bytesAvailable() > 0)
                server->write(client->readAll());
        });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        server->connectToHost(QHostAddress::LocalHost, port);
    }

    std::shared_ptr<Shared> m_shared;
};

ConnectProxy::ConnectProxy(quint16 targetPort, QByteArray credentials) : m_shared(std::make_shared<Shared>())
{
    m_shared->targetPort = targetPort;
    m_shared->credentials = std::move(credentials);
    auto *listener = new Listener(m_shared);
    if (!listener->listen(QHostAddress::LocalHost))
        qFatal("The proxy can't listen: %s", qPrintable(listener->errorString()));
    m_port = listener->serverPort();
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    m_thread.start();
}

ConnectProxy::~ConnectProxy()
{
    m_thread.quit();
    m_thread.wait();
}

QString ConnectProxy::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

QList<QByteArray> ConnectProxy::asked() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->asked;
}

int ConnectProxy::refused() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->refused;
}

} // namespace godwit::test
