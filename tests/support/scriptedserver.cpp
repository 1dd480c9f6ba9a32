// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include <QMutex>
#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

namespace godwit::test {

struct ScriptedServer::Shared
{
    mutable QMutex mutex;
    Handler handler;
    QList<ScriptedReply> replies;
    QList<ScriptedRequest> requests;
    int connections = 0;
    std::optional<QSslConfiguration> tls;

    ScriptedReply answer(const ScriptedRequest &request)
    {
        QMutexLocker lock(&mutex);
        requests.append(request);
        if (!replies.isEmpty())
            return replies.size() > 1 ? replies.takeFirst() : replies.first();
        const Handler current = handler;
        lock.unlock();
        return current ? current(request) : ScriptedReply{};
    }
};

// One connection: requests in, answers out, one after the other.
class ScriptedServer::Session : public QObject
{
public:
    Session(QTcpSocket *socket, std::shared_ptr<Shared> shared)
        : QObject(socket), m_socket(socket), m_shared(std::move(shared))
    {
        connect(socket, &QTcpSocket::readyRead, this, &Session::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void read()
    {
        if (m_busy)
            return;
        while (!m_framer.isComplete() && m_socket->bytesAvailable() > 0) {
            const QByteArray bytes = m_socket->peek(m_socket->bytesAvailable());
            m_socket->skip(m_framer.feed(bytes));
        }
        if (!m_framer.isComplete())
            return;
        m_busy = true;
        const bool isHead = m_framer.method() == "HEAD";
        const ScriptedReply reply
            = m_shared->answer({m_framer.method(), m_framer.target(), m_framer.headers(), m_framer.body()});
        m_framer.next();
        if (reply.silent)
            return;
        QTimer::singleShot(reply.headDelay, this, [this, reply, isHead] { begin(reply, isHead); });
    }

    void begin(const ScriptedReply &reply, bool isHead)
    {
        if (reply.drop) {
            m_socket->disconnectFromHost();
            return;
        }
        m_socket->write(headOf(reply));
        if (isHead) {
            finish(reply);
        } else if (reply.bodyDelay.count() > 0) {
            const qsizetype half = reply.body.size() / 2;
            writeBody(reply, reply.body.left(half));
            m_socket->flush();
            QTimer::singleShot(reply.bodyDelay, this, [this, reply, half] {
                writeBody(reply, reply.body.mid(half));
                finish(reply);
            });
        } else {
            writeBody(reply, reply.truncateAt >= 0 ? reply.body.left(reply.truncateAt) : reply.body);
            finish(reply);
        }
    }

    void writeBody(const ScriptedReply &reply, const QByteArray &part)
    {
        if (!reply.chunked) {
            m_socket->write(part);
        } else if (!part.isEmpty()) {
            m_socket->write(QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n");
        }
    }

    void finish(const ScriptedReply &reply)
    {
        if (reply.chunked && reply.truncateAt < 0)
            m_socket->write("0\r\n\r\n");
        if (reply.truncateAt >= 0 || reply.closeAfter) {
            m_socket->disconnectFromHost();
            return;
        }
        m_busy = false;
        read();
    }

    static QByteArray headOf(const ScriptedReply &reply)
    {
        QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\n";
        if (!reply.contentType.isEmpty())
            head += "Content-Type: " + reply.contentType + "\r\n";
        for (const auto &[name, value] : reply.headers)
            head += name + ": " + value + "\r\n";
        if (reply.chunked)
            head += "Transfer-Encoding: chunked\r\n";
        else
            head += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
        return head + "\r\n";
    }

    QTcpSocket *m_socket;
    std::shared_ptr<Shared> m_shared;
    HttpFramer m_framer{HttpFramer::Kind::Request};
    bool m_busy = false;
};

class ScriptedServer::Listener : public QTcpServer
{
public:
    explicit Listener(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) { }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        new Session(socket, m_shared);
        if (m_shared->tls) {
            socket->setSslConfiguration(*m_shared->tls);
            socket->startServerEncryption();
        }
        const QMutexLocker lock(&m_shared->mutex);
        ++m_shared->connections;
    }

private:
    std::shared_ptr<Shared> m_shared;
};

ScriptedServer::ScriptedServer(Handler handler, std::optional<QSslConfiguration> tls)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->handler = std::move(handler);
    m_shared->tls = std::move(tls);
    auto *listener = new Listener(m_shared);
    if (!listener->listen(QHostAddress::LocalHost))
        qFatal("The scripted server can't listen: %s", qPrintable(listener->errorString()));
    m_port = listener->serverPort();
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    m_thread.start();
}

ScriptedServer::~ScriptedServer()
{
    m_thread.quit();
    m_thread.wait();
}

void ScriptedServer::setHandler(Handler handler)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->replies.clear();
    m_shared->handler = std::move(handler);
}

void ScriptedServer::script(QList<ScriptedReply> replies)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->replies = std::move(replies);
}

quint16 ScriptedServer::port() const
{
    return m_port;
}

QString ScriptedServer::url() const
{
    return QStringLiteral("%1://127.0.0.1:%2")
        .arg(m_shared->tls ? QStringLiteral("https") : QStringLiteral("http"))
        .arg(m_port);
}

QList<ScriptedRequest> ScriptedServer::requests() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->requests;
}

int ScriptedServer::connections() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->connections;
}

} // namespace godwit::test
