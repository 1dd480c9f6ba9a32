// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpbody.h"
#include "connectors/http/httpclient.h"
#include "connectors/http/httptls.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace godwit {

//! One request on the wire and what came back for it, with a local event loop around it. No retries, no redirects.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    enum class Ending { Answered, Broken, Cancelled, Silent, TooLarge, Damaged };

    struct Order
    {
        QNetworkRequest request;
        QByteArray verb;
        QByteArray body;
        bool repeatable = false;
        std::chrono::milliseconds timeout{0};
        qint64 maxBytes = 0;
    };

    HttpExchange(QNetworkAccessManager &manager, HttpTls &tls, const Order &order);
    ~HttpExchange() override;

    Ending run(std::stop_token stop);

    int status() const { return m_status; }
    QByteArray header(const char *name) const { return m_reply->rawHeader(name); }
    QByteArray takeBody();
    qint64 received() const { return m_received; }
    qint64 sent() const { return m_sent; }
    std::chrono::microseconds elapsed() const { return m_elapsed; }
    bool moved() const { return m_moved; }
    QNetworkReply::NetworkError networkError() const { return m_reply->error(); }
    QString networkText() const { return m_reply->errorString(); }

private:
    void dispatch(QNetworkAccessManager &manager);
    void onHead();
    void onReadable();
    void onSilence();
    void giveUp(Ending ending);
    bool drain();
    bool inflate(qint64 available);
    void touch() { m_lastMove = m_clock.elapsed(); }

    HttpTls &m_tls;
    const Order &m_order;
    std::unique_ptr<QIODevice> m_upload;
    std::unique_ptr<QNetworkReply> m_reply;
    std::optional<Inflater> m_inflater;
    QEventLoop m_loop;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_lastMove = 0;
    bool m_moved = false;
    Ending m_ending = Ending::Answered;
    int m_status = 0;
    QByteArray m_body;
    QByteArray m_packed;
    qint64 m_received = 0;
    qint64 m_sent = 0;
    std::chrono::microseconds m_elapsed{0};
};

} // namespace godwit
