// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpframer.h"

#include <algorithm>

namespace godwit::test {

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpFramer::HttpFramer(Kind kind) : m_kind(kind) { }

void HttpFramer::next(bool withoutBody)
{
    *this = HttpFramer(m_kind);
    m_withoutBody = withoutBody;
}

qsizetype HttpFramer::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && m_state != State::Done && m_state != State::Broken) {
        const QByteArrayView rest = bytes.sliced(used);
        bool complete = false;
        switch (m_state) {
        case State::Head:
            used += takeLine(rest, m_head, complete);
            if (complete && (m_head.endsWith("\r\n\r\n") || m_head.endsWith("\n\n")))
                parseHead();
            break;
        case State::Length:
        case State::ChunkData:
        case State::UntilClose:
            used += takeBody(rest);
            break;
        case State::ChunkSize:
        case State::ChunkEnd:
        case State::Trailer:
            used += takeLine(rest, m_line, complete);
            if (complete)
                chunkSize();
            break;
        case State::Done:
        case State::Broken:
            break;
        }
    }
    return used;
}

qsizetype HttpFramer::takeLine(QByteArrayView bytes, QByteArray &line, bool &complete)
{
    const qsizetype end = bytes.indexOf('\n');
    complete = end >= 0;
    const qsizetype used = complete ? end + 1 : bytes.size();
    line.append(bytes.first(used));
    return used;
}

qsizetype HttpFramer::takeBody(QByteArrayView bytes)
{
    const qsizetype used
        = m_state == State::UntilClose ? bytes.size() : qsizetype(std::min<qint64>(bytes.size(), m_remaining));
    m_body.append(bytes.first(used));
    m_remaining -= used;
    if (m_state != State::UntilClose && m_remaining == 0)
        m_state = m_state == State::Length ? State::Done : State::ChunkEnd;
    return used;
}

// A line of the chunk framing is complete.
void HttpFramer::chunkSize()
{
    const QByteArray line = m_line.trimmed();
    m_line.clear();
    if (m_state == State::ChunkEnd) {
        m_state = State::ChunkSize;
    } else if (m_state == State::Trailer) {
        if (line.isEmpty())
            m_state = State::Done;
    } else {
        bool ok = false;
        m_remaining = line.split(';').first().trimmed().toLongLong(&ok, 16);
        m_state = !ok ? State::Broken : m_remaining == 0 ? State::Trailer : State::ChunkData;
    }
}

void HttpFramer::parseHead()
{
    const QList<QByteArray> lines = m_head.trimmed().split('\n');
    m_first = lines.first().trimmed().split(' ');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            m_headers.append({lines[i].left(colon).trimmed(), lines[i].mid(colon + 1).trimmed()});
    }
    const int code = status();
    const bool chunked = headerValue(m_headers, "Transfer-Encoding").toLower().contains("chunked");
    const QByteArray length = headerValue(m_headers, "Content-Length");
    if (m_kind == Kind::Response && (m_withoutBody || code == 204 || code == 304 || code / 100 == 1)) {
        m_state = State::Done;
    } else if (chunked) {
        m_state = State::ChunkSize;
    } else if (!length.isEmpty()) {
        bool ok = false;
        m_remaining = length.toLongLong(&ok);
        m_state = !ok || m_remaining < 0 ? State::Broken : m_remaining == 0 ? State::Done : State::Length;
    } else {
        m_state = m_kind == Kind::Response ? State::UntilClose : State::Done;
    }
}

void HttpFramer::endOfStream()
{
    if (m_state == State::UntilClose)
        m_state = State::Done;
}

} // namespace godwit::test
