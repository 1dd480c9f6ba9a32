// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpexchange.h"

#include <QBuffer>
#include <QNetworkAccessManager>

#include <algorithm>
#include <cstring>

namespace godwit {

namespace {

// A server's Content-Length is believed up to here when memory is reserved; beyond it the buffer grows with what
// arrives.
constexpr qint64 largestReservation = 1024LL * 1024 * 1024;
constexpr qint64 readStep = 1024 * 1024;

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager &manager, HttpTls &tls, const Order &order)
    : m_tls(tls), m_order(order)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpExchange::onSilence);
    dispatch(manager);
}

HttpExchange::~HttpExchange()
{
    m_reply->disconnect(this);
}

void HttpExchange::dispatch(QNetworkAccessManager &manager)
{
    QNetworkRequest request = m_order.request;
    if (m_order.verb == "GET" && m_order.body.isEmpty()) {
        m_reply.reset(manager.get(request));
    } else if (m_order.verb == "HEAD") {
        m_reply.reset(manager.head(request));
    } else {
        request.setHeader(QNetworkRequest::ContentLengthHeader, qint64(m_order.body.size()));
        if (m_order.repeatable) {
            auto buffer = std::make_unique<QBuffer>();
            buffer->setData(m_order.body);
            buffer->open(QIODevice::ReadOnly);
            m_upload = std::move(buffer);
        } else {
            request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
            m_upload = std::make_unique<OneWayBody>(m_order.body);
        }
        m_reply.reset(manager.sendCustomRequest(request, m_order.verb, m_upload.get()));
    }
    QNetworkReply *reply = m_reply.get();
    connect(reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::onHead);
    connect(reply, &QNetworkReply::readyRead, this, &HttpExchange::onReadable);
    connect(reply, &QNetworkReply::finished, &m_loop, &QEventLoop::quit);
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) {
        m_sent = sent;
        m_moved = true;
        touch();
    });
    connect(reply, &QNetworkReply::encrypted, this, [this] {
        m_moved = true;
        touch();
        if (!m_tls.confirms(m_reply->sslConfiguration()))
            giveUp(Ending::Broken);
    });
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (m_tls.accepts(m_reply->sslConfiguration(), errors))
            m_reply->ignoreSslErrors();
    });
}

HttpExchange::Ending HttpExchange::run(std::stop_token stop)
{
    m_timer.start(m_order.timeout);
    // The callback runs on whatever thread asks to stop; the event is dropped with this object if it comes too late.
    const std::stop_callback stopped(stop, [this] {
        QMetaObject::invokeMethod(
            this, [this] { giveUp(Ending::Cancelled); }, Qt::QueuedConnection);
    });
    if (!m_reply->isFinished())
        m_loop.exec();
    m_timer.stop();
    if (m_ending == Ending::Answered) {
        onHead();
        if (m_status == 0)
            m_ending = Ending::Broken;
        else if (!drain())
            m_ending = m_ending == Ending::Answered ? Ending::Damaged : m_ending;
        else if (m_reply->error() != QNetworkReply::NoError && m_reply->error() < QNetworkReply::ContentAccessDenied)
            m_ending = Ending::Broken;
        else if (m_inflater && m_received > 0 && !m_inflater->finished())
            m_ending = Ending::Damaged;
    }
    m_elapsed = std::chrono::microseconds(m_clock.nsecsElapsed() / 1000);
    return m_ending;
}

void HttpExchange::onHead()
{
    touch();
    if (m_status != 0)
        return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_status == 0)
        return;
    m_moved = true;
    if (m_order.verb == "HEAD")
        return;
    const QByteArray coding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (coding == "gzip" || coding == "deflate" || coding == "x-gzip")
        m_inflater.emplace();
    bool known = false;
    const qint64 length = m_reply->rawHeader("Content-Length").toLongLong(&known);
    if (!known || m_inflater || length <= 0)
        return;
    if (m_order.maxBytes > 0 && length > m_order.maxBytes && m_status < 400)
        giveUp(Ending::TooLarge);
    else
        m_body.reserve(qsizetype(std::min(length, largestReservation)) + HttpResponse::padding);
}

void HttpExchange::onReadable()
{
    onHead();
    drain();
}

// Straight into the answer's buffer: a copier's bytes are touched as seldom as possible.
bool HttpExchange::drain()
{
    while (m_ending == Ending::Answered) {
        const qint64 available = m_reply->bytesAvailable();
        if (available <= 0)
            break;
        if (m_inflater) {
            if (!inflate(available))
                return false;
        } else {
            const qsizetype before = m_body.size();
            m_body.resize(before + qsizetype(available));
            const qint64 got = m_reply->read(m_body.data() + before, available);
            m_body.resize(before + qsizetype(std::max<qint64>(got, 0)));
            if (got <= 0)
                break;
            m_received += got;
        }
        if (m_order.maxBytes > 0 && m_body.size() > m_order.maxBytes && m_status < 400) {
            giveUp(Ending::TooLarge);
            return false;
        }
    }
    touch();
    return true;
}

bool HttpExchange::inflate(qint64 available)
{
    m_packed.resize(qsizetype(std::min(available, readStep)));
    const qint64 got = m_reply->read(m_packed.data(), m_packed.size());
    if (got <= 0)
        return true;
    m_received += got;
    const qint64 limit = m_status < 400 ? m_order.maxBytes : 0;
    if (m_inflater->feed(m_packed.constData(), qsizetype(got), m_body, limit))
        return true;
    giveUp(limit > 0 && m_body.size() > limit ? Ending::TooLarge : Ending::Damaged);
    return false;
}

void HttpExchange::onSilence()
{
    const std::chrono::milliseconds idle(m_clock.elapsed() - m_lastMove);
    if (idle >= m_order.timeout)
        giveUp(Ending::Silent);
    else
        m_timer.start(m_order.timeout - idle);
}

void HttpExchange::giveUp(Ending ending)
{
    if (m_ending != Ending::Answered || m_reply->isFinished())
        return;
    m_ending = ending;
    m_reply->abort();
    m_loop.quit();
}

QByteArray HttpExchange::takeBody()
{
    m_packed.clear();
    const qsizetype size = m_body.size();
    m_body.reserve(size + HttpResponse::padding);
    std::memset(m_body.data() + size, 0, HttpResponse::padding);
    return std::move(m_body);
}

} // namespace godwit
