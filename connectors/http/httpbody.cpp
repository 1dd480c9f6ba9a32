// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpbody.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace godwit {

namespace {

constexpr int gzipFraming = 15 + 16;
constexpr int anyFraming = 15 + 32;

// zlib counts in unsigned int, Qt in qsizetype.
uInt asZlib(qsizetype size)
{
    return uInt(std::min<qsizetype>(size, std::numeric_limits<uInt>::max() / 2));
}

Bytef *bytes(const char *data)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(data));
}

} // namespace

QByteArray gzip(const QByteArray &plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzipFraming, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    qsizetype done = 0;
    int state = Z_OK;
    qsizetype read = 0;
    while (state == Z_OK) {
        const uInt room = asZlib(packed.size() - done);
        const uInt feed = asZlib(plain.size() - read);
        stream.next_out = bytes(packed.data() + done);
        stream.avail_out = room;
        stream.next_in = bytes(plain.constData() + read);
        stream.avail_in = feed;
        state = deflate(&stream, read + qsizetype(feed) == plain.size() ? Z_FINISH : Z_NO_FLUSH);
        read += qsizetype(feed - stream.avail_in);
        done += qsizetype(room - stream.avail_out);
    }
    deflateEnd(&stream);
    if (state != Z_STREAM_END)
        return {};
    packed.truncate(done);
    return packed;
}

Inflater::Inflater() : m_stream(std::make_unique<z_stream>())
{
    *m_stream = {};
    m_begun = inflateInit2(m_stream.get(), anyFraming) == Z_OK;
}

Inflater::~Inflater()
{
    if (m_begun)
        inflateEnd(m_stream.get());
}

bool Inflater::feed(const char *data, qsizetype size, QByteArray &plain, qint64 limit)
{
    if (!m_begun)
        return false;
    m_stream->next_in = bytes(data);
    m_stream->avail_in = asZlib(size);
    while (m_stream->avail_in > 0 && !m_finished) {
        const qsizetype before = plain.size();
        const qsizetype room = std::max<qsizetype>(64 * 1024, qsizetype(m_stream->avail_in) * 4);
        plain.resize(before + room);
        m_stream->next_out = bytes(plain.data() + before);
        m_stream->avail_out = asZlib(room);
        const int state = inflate(m_stream.get(), Z_NO_FLUSH);
        plain.resize(plain.size() - qsizetype(m_stream->avail_out));
        if (limit > 0 && plain.size() > limit)
            return false;
        if (state == Z_STREAM_END)
            m_finished = true;
        else if (state != Z_OK)
            return false;
    }
    return true;
}

} // namespace godwit
