// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultproxy.h"
#include "tests/support/httpframer.h"

#include <QMutex>
#include <QTcpSocket>
#include <QTimer>

namespace godwit::test {

struct FaultProxy::Shared
{
    struct Rule
    {
        int left = 0;
        QRegularExpression line;
        Fault fault;
    };

    mutable QMutex mutex;
    quint16 target = 0;
    QList<Rule> rules;
    Hook hook;
    std::chrono::milliseconds delay{0};
    qint64 bytesPerSecond = 0;
    QList<QString> lines;
    qsizetype faulted = 0;
    qsizetype connections = 0;

    Fault faultFor(const ProxiedRequest &request);
};

//! One connection of a client, with its own connection to the server.
class FaultSession final : public QObject
{
    Q_OBJECT

public:
    FaultSession(QTcpSocket *client, std::shared_ptr<FaultProxy::Shared> shared);

    //! Ends the client's connection with a TCP reset.
    void reset();

private:
    void readRequest();
    void decide();
    void forward();
    void readAnswer();
    void answerEnded();
    void release();
    void pump();
    void spoil();
    void finishRequest();
    void hangUp();
    QByteArray cannedBytes(const CannedAnswer &answer) const;
    QByteArray rewritten() const;

    QTcpSocket *m_client;
    QTcpSocket *m_server;
    std::shared_ptr<FaultProxy::Shared> m_shared;
    HttpFramer m_request{HttpFramer::Kind::Request};
    HttpFramer m_answer{HttpFramer::Kind::Response};
    QByteArray m_rawRequest;
    QByteArray m_rawAnswer; //!< what waits for a delay, for its end, or for the bandwidth
    Fault m_fault;
    QTimer m_pacing;
    qint64 m_rate = 0;
    bool m_busy = false; //!< a request is on its way
    bool m_held = false; //!< the answer waits for its delay
    bool m_ended = false; //!< the server closed
    bool m_over = false; //!< nothing more is done for this client
};

} // namespace godwit::test
