// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include "engine/journal.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QThread>

namespace godwit {
namespace {

constexpr int patienceMs = 5000;
constexpr qint64 longestOrder = 64 * 1024;

//! In the user's own runtime folder where there is one: a name in a folder that all can write to could be taken by
//! somebody else. Hashed, since paths of sockets are short.
QString serverName(const QString &root)
{
    const QByteArray hash = QCryptographicHash::hash(root.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    const QString name = QStringLiteral("godwit-") + QString::fromLatin1(hash);
#ifdef Q_OS_UNIX
    // Without the variable Qt makes a folder of its own and complains about it.
    if (const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        return QString(runtime + u'/' + name);
#endif
    return name;
}

} // namespace

SingleInstance::SingleInstance(const QString &stateDir, QObject *parent) : QObject(parent)
{
    const QString root = JobStore(stateDir).root();
    QDir().mkpath(root);
    m_name = serverName(root);
    m_lock = std::make_unique<QLockFile>(QString(root + QStringLiteral("/window.lock")));
    m_lock->setStaleLockTime(0); // never by age: a window may stay open for weeks
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::answer);
}

SingleInstance::Role SingleInstance::begin(const WindowOrder &order)
{
    QElapsedTimer clock;
    clock.start();
    do {
        if (m_lock->tryLock(0))
            return listen() ? Role::First : Role::Unreachable;
        // A folder that can't be written to has no lock to be held: then every window is the first.
        if (m_lock->error() == QLockFile::PermissionError)
            return Role::First;
        if (tell(order))
            return Role::Second;
        QThread::msleep(100); // it may be starting, or ending
    } while (clock.elapsed() < patienceMs);
    return Role::Unreachable;
}

bool SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return true;
    // We hold the lock, so whoever listened there is dead.
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

bool SingleInstance::tell(const WindowOrder &given) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(500))
        return false;
    const QString path = given.plan.isEmpty() ? QString() : QFileInfo(given.plan).absoluteFilePath();
    const QJsonObject order{{QStringLiteral("plan"), path}, {QStringLiteral("start"), given.start},
        {QStringLiteral("profile"), given.profile}};
    socket.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
    socket.flush();
    QElapsedTimer clock;
    clock.start();
    while (!socket.canReadLine() && clock.elapsed() < patienceMs && socket.state() == QLocalSocket::ConnectedState)
        socket.waitForReadyRead(200);
    return socket.readLine().trimmed() == "ok";
}

void SingleInstance::answer()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > longestOrder)
                    socket->abort();
                return;
            }
            const QJsonObject order = QJsonDocument::fromJson(socket->readLine(longestOrder)).object();
            socket->write("ok\n");
            socket->flush();
            socket->disconnectFromServer();
            Q_EMIT opened({order.value(QLatin1String("plan")).toString(), order.value(QLatin1String("start")).toBool(),
                order.value(QLatin1String("profile")).toString()});
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        if (socket->bytesAvailable() > 0)
            read();
    }
}

} // namespace godwit
