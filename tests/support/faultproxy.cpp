// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultproxy.h"

#include "tests/support/faultsession.h"

#include <QTcpServer>

#include <algorithm>

namespace godwit::test {

class FaultProxy::Listener final : public QTcpServer
{
public:
    explicit Listener(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) { }

    void resetAll()
    {
        const QList<FaultSession *> sessions = findChildren<FaultSession *>();
        for (FaultSession *session : sessions)
            session->reset();
    }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *client = new QTcpSocket(this);
        client->setSocketDescriptor(handle);
        new FaultSession(client, m_shared);
    }

private:
    std::shared_ptr<Shared> m_shared;
};

FaultProxy::FaultProxy(quint16 targetPort) : m_shared(std::make_shared<Shared>()), m_listener(new Listener(m_shared))
{
    m_shared->target = targetPort;
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("The fault proxy can't listen: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.start();
}

FaultProxy::~FaultProxy()
{
    m_thread.quit();
    m_thread.wait();
}

QString FaultProxy::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

void FaultProxy::setTargetPort(quint16 port)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->target = port;
}

void FaultProxy::refuseConnections(bool refuse)
{
    QMetaObject::invokeMethod(
        m_listener,
        [this, refuse] {
            if (refuse) {
                m_listener->close();
                m_listener->resetAll();
            } else if (!m_listener->isListening() && !m_listener->listen(QHostAddress::LocalHost, m_port)) {
                qFatal("The fault proxy can't listen again: %s", qPrintable(m_listener->errorString()));
            }
        },
        Qt::BlockingQueuedConnection);
}

void FaultProxy::resetConnections()
{
    QMetaObject::invokeMethod(
        m_listener, [this] { m_listener->resetAll(); }, Qt::BlockingQueuedConnection);
}

void FaultProxy::faultNext(int count, const QRegularExpression &line, Fault fault)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->rules.append({count, line, std::move(fault)});
}

void FaultProxy::answerNext(int count, const QRegularExpression &line, const CannedAnswer &answer)
{
    Fault fault;
    fault.instead = answer;
    faultNext(count, line, fault);
}

void FaultProxy::resetNext(int count, const QRegularExpression &line)
{
    Fault fault;
    fault.cut = Fault::Cut::Reset;
    faultNext(count, line, fault);
}

void FaultProxy::truncateNext(int count, const QRegularExpression &line)
{
    Fault fault;
    fault.cut = Fault::Cut::Truncate;
    faultNext(count, line, fault);
}

void FaultProxy::loseAnswerNext(int count, const QRegularExpression &line)
{
    Fault fault;
    fault.cut = Fault::Cut::BeforeAnswer;
    faultNext(count, line, fault);
}

void FaultProxy::setHook(Hook hook)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->hook = std::move(hook);
}

void FaultProxy::delayAnswers(std::chrono::milliseconds delay)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->delay = delay;
}

void FaultProxy::limitBandwidth(qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->bytesPerSecond = bytesPerSecond;
}

void FaultProxy::clear()
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->rules.clear();
    m_shared->hook = {};
    m_shared->delay = {};
    m_shared->bytesPerSecond = 0;
}

qsizetype FaultProxy::seen() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->lines.size();
}

qsizetype FaultProxy::seen(const QRegularExpression &line) const
{
    const QMutexLocker lock(&m_shared->mutex);
    return std::count_if(m_shared->lines.cbegin(), m_shared->lines.cend(),
        [&line](const QString &candidate) { return line.match(candidate).hasMatch(); });
}

qsizetype FaultProxy::faulted() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->faulted;
}

qsizetype FaultProxy::connections() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->connections;
}

} // namespace godwit::test
