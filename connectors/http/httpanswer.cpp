// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpanswer.h"

#include "connectors/http/httpclient.h"
#include "engine/bufferpool.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace godwit {

namespace {

// A server's Content-Length is believed up to here when memory is reserved; beyond it the buffer grows with what
// arrives.
constexpr qint64 largestReservation = 1024LL * 1024 * 1024;
constexpr qint64 largestHead = 256 * 1024;
constexpr qsizetype scratchSize = 64 * 1024;
constexpr qint64 directStep = 4 * 1024 * 1024;

} // namespace

HttpAnswer::HttpAnswer(bool withoutBody, qint64 maxBytes) : m_withoutBody(withoutBody), m_maxBytes(maxBytes) { }

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const auto &[key, value] : m_headers) {
        if (key == name)
            return value;
    }
    return {};
}

qint64 HttpAnswer::readFrom(QIODevice &device)
{
    // Short chunks are cheaper to cut out of a larger read than to read one by one.
    if (isBody() && !m_inflater && (m_state == State::UntilClose || m_remaining >= scratchSize))
        return readBody(device);
    m_scratch.resize(scratchSize);
    // What follows the end of this answer is left to the device, so that out-of-turn bytes are noticed.
    const qint64 most = m_state == State::Length ? std::min<qint64>(m_remaining, scratchSize) : scratchSize;
    const qint64 got = device.read(m_scratch.data(), most);
    if (got > 0)
        parse(QByteArrayView(m_scratch.constData(), got));
    return got;
}

qint64 HttpAnswer::readBody(QIODevice &device)
{
    const qint64 want = m_state == State::UntilClose ? directStep : std::min(m_remaining, directStep);
    const qsizetype before = m_body.size();
    m_body.resize(before + qsizetype(want));
    const qint64 got = device.read(m_body.data() + before, want);
    m_body.resize(before + qsizetype(std::max<qint64>(got, 0)));
    if (got > 0)
        advance(got);
    return got;
}

void HttpAnswer::parse(QByteArrayView bytes)
{
    m_begun = true;
    while (!bytes.isEmpty() && m_fault == Fault::None) {
        if (m_state == State::Done) {
            m_keeps = false; // more than was promised
            return;
        }
        if (isBody()) {
            const auto part = m_state == State::UntilClose ? bytes.size() : std::min<qint64>(bytes.size(), m_remaining);
            store(bytes.first(part));
            bytes = bytes.sliced(part);
            continue;
        }
        const qsizetype end = bytes.indexOf('\n');
        m_line.append(bytes.first(end < 0 ? bytes.size() : end + 1));
        m_headSize += hasHead() ? 0 : (end < 0 ? bytes.size() : end + 1);
        if (m_line.size() > largestHead || m_headSize > largestHead)
            return fail(Fault::Framing);
        if (m_state == State::StatusLine
            && !m_line.startsWith(QByteArrayView("HTTP/1.").first(std::min<qsizetype>(7, m_line.size()))))
            return fail(Fault::NotHttp);
        if (end < 0)
            return;
        bytes = bytes.sliced(end + 1);
        line(std::exchange(m_line, {}));
    }
}

// One line of the head or of the chunk framing is complete.
void HttpAnswer::line(QByteArray text)
{
    text.chop(text.endsWith("\r\n") ? 2 : 1);
    switch (m_state) {
    case State::StatusLine:
        statusLine(text);
        break;
    case State::Headers:
        if (text.isEmpty()) {
            headersDone();
        } else if (const qsizetype colon = text.indexOf(':'); colon > 0) {
            m_headers.append({text.left(colon).trimmed().toLower(), text.mid(colon + 1).trimmed()});
        }
        break;
    case State::ChunkSize:
        chunkSize(text);
        break;
    case State::ChunkEnd:
        m_state = State::ChunkSize;
        if (!text.isEmpty())
            fail(Fault::Framing);
        break;
    case State::Trailer:
        if (text.isEmpty())
            m_state = State::Done;
        break;
    default:
        break;
    }
    if (m_state == State::Done && m_inflater && m_received > 0 && !m_inflater->finished())
        fail(Fault::Packing);
}

void HttpAnswer::statusLine(const QByteArray &text)
{
    bool ok = false;
    m_status = text.mid(9, 3).toInt(&ok);
    if (!ok || text.size() < 12 || text.at(8) != ' ' || m_status < 100)
        return fail(Fault::NotHttp);
    m_keeps = !text.startsWith("HTTP/1.0");
    m_headers.clear();
    m_state = State::Headers;
}

void HttpAnswer::headersDone()
{
    if (m_status < 200) { // an interim answer: the real one follows
        m_status = 0;
        m_state = State::StatusLine;
        return;
    }
    const QByteArray connection = header("connection").toLower();
    if (connection.contains("close"))
        m_keeps = false;
    else if (connection.contains("keep-alive"))
        m_keeps = true;
    const QByteArray coding = header("content-encoding").toLower();
    if (coding == "gzip" || coding == "x-gzip" || coding == "deflate")
        m_inflater.emplace();
    chooseFraming();
}

void HttpAnswer::chooseFraming()
{
    const QByteArray length = header("content-length");
    if (m_withoutBody || m_status == 204 || m_status == 304) {
        m_state = State::Done;
    } else if (header("transfer-encoding").toLower().contains("chunked")) {
        m_state = State::ChunkSize;
    } else if (!length.isEmpty()) {
        bool ok = false;
        m_remaining = length.toLongLong(&ok);
        if (!ok || m_remaining < 0)
            return fail(Fault::Framing);
        m_state = m_remaining == 0 ? State::Done : State::Length;
        if (m_inflater)
            return;
        if (m_maxBytes > 0 && m_status < 400 && m_remaining > m_maxBytes)
            return fail(Fault::TooLarge);
        m_body
            = BufferPool::shared().take(qsizetype(std::min(m_remaining, largestReservation)) + HttpResponse::padding);
    } else {
        m_keeps = false;
        m_state = State::UntilClose;
    }
}

void HttpAnswer::chunkSize(const QByteArray &text)
{
    bool ok = false;
    m_remaining = text.split(';').first().trimmed().toLongLong(&ok, 16);
    if (!ok || m_remaining < 0)
        return fail(Fault::Framing);
    m_state = m_remaining == 0 ? State::Trailer : State::ChunkData;
}

void HttpAnswer::store(QByteArrayView bytes)
{
    if (!m_inflater) {
        m_body.append(bytes);
    } else {
        const qint64 limit = m_status < 400 ? m_maxBytes : 0;
        if (!m_inflater->feed(bytes.data(), bytes.size(), m_body, limit))
            return fail(limit > 0 && m_body.size() > limit ? Fault::TooLarge : Fault::Packing);
    }
    advance(bytes.size());
}

void HttpAnswer::advance(qint64 count)
{
    m_received += count;
    if (m_maxBytes > 0 && m_status < 400 && m_body.size() > m_maxBytes)
        return fail(Fault::TooLarge);
    if (m_state == State::UntilClose)
        return;
    m_remaining -= count;
    if (m_remaining > 0)
        return;
    if (m_state == State::ChunkData) {
        m_state = State::ChunkEnd;
        return;
    }
    m_state = State::Done;
    if (m_inflater && !m_inflater->finished())
        fail(Fault::Packing);
}

void HttpAnswer::closed()
{
    m_keeps = false;
    if (m_state != State::UntilClose)
        return;
    m_state = State::Done;
    if (m_inflater && m_received > 0 && !m_inflater->finished())
        fail(Fault::Packing);
}

void HttpAnswer::fail(Fault fault)
{
    m_keeps = false;
    if (m_fault == Fault::None)
        m_fault = fault;
}

QByteArray HttpAnswer::takeBody()
{
    const qsizetype size = m_body.size();
    m_body.reserve(size + HttpResponse::padding);
    std::memset(m_body.data() + size, 0, HttpResponse::padding);
    return std::move(m_body);
}

} // namespace godwit
