// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultsession.h"

#include <QHostAddress>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

#include <algorithm>
#include <utility>

namespace godwit::test {

namespace {

constexpr std::chrono::milliseconds pace{10};

bool pending(const QByteArray &bytes, const HttpFramer &answer)
{
    return !bytes.isEmpty() || !answer.isComplete();
}

} // namespace

Fault FaultProxy::Shared::faultFor(const ProxiedRequest &request)
{
    const QString line = request.line();
    QMutexLocker lock(&mutex);
    lines.append(line);
    const Hook asked = hook;
    lock.unlock();
    Fault fault = asked ? asked(request) : Fault{};
    lock.relock();
    if (fault.isNone()) {
        const auto rule = std::find_if(rules.begin(), rules.end(),
            [&line](const Rule &candidate) { return candidate.left > 0 && candidate.line.match(line).hasMatch(); });
        if (rule != rules.end()) {
            --rule->left;
            fault = rule->fault;
        }
    }
    if (!fault.isNone())
        ++faulted;
    fault.delay += delay;
    return fault;
}

FaultSession::FaultSession(QTcpSocket *client, std::shared_ptr<FaultProxy::Shared> shared)
    : QObject(client), m_client(client), m_server(new QTcpSocket(this)), m_shared(std::move(shared))
{
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &FaultSession::readRequest);
    connect(m_client, &QTcpSocket::disconnected, this, [this] {
        m_over = true;
        m_pacing.stop();
        m_server->abort();
        m_client->deleteLater();
    });
    connect(m_server, &QTcpSocket::connected, this,
        [this] { m_server->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    connect(m_server, &QTcpSocket::readyRead, this, &FaultSession::readAnswer);
    connect(m_server, &QTcpSocket::disconnected, this, &FaultSession::answerEnded);
    connect(m_server, &QTcpSocket::errorOccurred, this, [this] {
        if (m_server->state() != QAbstractSocket::ConnectedState)
            answerEnded();
    });
    connect(&m_pacing, &QTimer::timeout, this, &FaultSession::pump);
    QMutexLocker lock(&m_shared->mutex);
    ++m_shared->connections;
    const quint16 target = m_shared->target;
    lock.unlock();
    m_server->connectToHost(QHostAddress(QHostAddress::LocalHost), target);
}

void FaultSession::readRequest()
{
    if (m_busy || m_over)
        return; // pipelined: its turn comes
    while (!m_request.isComplete() && m_client->bytesAvailable() > 0) {
        const QByteArray bytes = m_client->peek(m_client->bytesAvailable());
        const qsizetype used = m_request.feed(bytes);
        m_rawRequest += bytes.first(used);
        m_client->skip(used);
        if (m_request.isBroken())
            return hangUp();
    }
    if (m_request.isComplete())
        decide();
}

void FaultSession::decide()
{
    m_busy = true;
    m_answer.next(m_request.method() == "HEAD");
    m_rawAnswer.clear();
    m_fault = m_shared->faultFor({m_request.method(), m_request.target(), m_request.body()});
    QMutexLocker lock(&m_shared->mutex);
    m_rate = m_shared->bytesPerSecond;
    lock.unlock();
    m_held = m_fault.delay.count() > 0;
    if (m_held) {
        QTimer::singleShot(m_fault.delay, this, [this] {
            m_held = false;
            release();
        });
    }
    if (m_fault.cut == Fault::Cut::BeforeServer)
        return hangUp();
    if (m_fault.instead) {
        m_rawAnswer = cannedBytes(*m_fault.instead);
        m_answer.feed(m_rawAnswer);
        return release();
    }
    forward();
}

void FaultSession::forward()
{
    if (m_ended)
        return hangUp();
    m_server->write(std::exchange(m_rawRequest, {})); // kept until the connection to the server stands
}

void FaultSession::readAnswer()
{
    if (m_over)
        return;
    while (m_server->bytesAvailable() > 0) {
        const QByteArray bytes = m_server->readAll();
        qsizetype used = 0;
        while (used < bytes.size()) {
            if (m_answer.isComplete() && m_answer.status() / 100 == 1)
                m_answer.next(m_request.method() == "HEAD"); // only an interim answer, already passed on
            const qsizetype more = m_answer.feed(QByteArrayView(bytes).sliced(used));
            if (more == 0)
                break;
            used += more;
        }
        m_rawAnswer += bytes;
    }
    release();
}

void FaultSession::answerEnded()
{
    if (m_over)
        return;
    m_ended = true;
    readAnswer();
    m_answer.endOfStream();
    release();
    // Whatever is still to be passed on ends the connection afterwards.
    if (!m_busy || (!m_held && m_rawAnswer.isEmpty()))
        hangUp();
}

// Passes on what may go: nothing while it is held, all at once where the whole answer is needed first.
void FaultSession::release()
{
    if (!m_busy || m_held || m_over)
        return;
    if (m_fault.cut != Fault::Cut::None || m_fault.rewrite) {
        if (!m_answer.isComplete() && !m_ended)
            return;
        if (m_fault.rewrite)
            m_rawAnswer = rewritten();
        if (m_fault.cut != Fault::Cut::None)
            return spoil();
    }
    if (m_rate > 0) {
        if (!m_pacing.isActive())
            m_pacing.start(pace);
    } else {
        m_client->write(std::exchange(m_rawAnswer, {}));
        finishRequest();
    }
}

void FaultSession::pump()
{
    const qsizetype part = std::max<qsizetype>(1, qsizetype(m_rate * pace.count() / 1000));
    m_client->write(m_rawAnswer.first(std::min(part, m_rawAnswer.size())));
    m_rawAnswer.remove(0, part);
    finishRequest();
}

void FaultSession::finishRequest()
{
    if (pending(m_rawAnswer, m_answer))
        return;
    m_pacing.stop();
    m_busy = false;
    m_fault = {};
    m_request.next();
    if (m_ended)
        hangUp();
    else
        readRequest();
}

// Half of the answer, or none of it, and then the end.
void FaultSession::spoil()
{
    if (m_fault.cut == Fault::Cut::BeforeAnswer)
        return hangUp();
    const qsizetype head = m_answer.head().size();
    const qsizetype half = head + (m_rawAnswer.size() - head) / 2;
    m_client->write(m_rawAnswer.first(std::min(half, m_rawAnswer.size() - 1)));
    if (m_fault.cut == Fault::Cut::Truncate)
        return hangUp();
    m_over = true;
    while (m_client->bytesToWrite() > 0 && m_client->waitForBytesWritten(1000)) { }
    reset();
}

void FaultSession::reset()
{
    m_over = true;
    // With a linger time of 0 the kernel sends RST instead of FIN.
    const linger now{1, 0};
    setsockopt(
        int(m_client->socketDescriptor()), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now), sizeof now);
    m_client->abort();
}

void FaultSession::hangUp()
{
    m_over = true;
    m_pacing.stop();
    m_server->abort();
    m_client->disconnectFromHost();
}

QByteArray FaultSession::cannedBytes(const CannedAnswer &answer) const
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + " Canned\r\nContent-Type: "
        + answer.contentType + "\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    for (const auto &[name, value] : answer.headers)
        bytes += name + ": " + value + "\r\n";
    bytes += "\r\n";
    return m_request.method() == "HEAD" ? bytes : bytes + answer.body;
}

QByteArray FaultSession::rewritten() const
{
    CannedAnswer answer;
    answer.status = m_answer.status();
    answer.body = m_fault.rewrite(m_answer.body());
    for (const auto &[name, value] : m_answer.headers()) {
        const QByteArray lower = name.toLower();
        if (lower == "content-type")
            answer.contentType = value;
        else if (lower != "content-length" && lower != "transfer-encoding")
            answer.headers.append({name, value});
    }
    return cannedBytes(answer);
}

} // namespace godwit::test
