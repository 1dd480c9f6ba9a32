// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QPair>

namespace godwit::test {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

//! The first value of a header, in any spelling of its name.
QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

//! Finds where HTTP/1.1 messages begin and end in a byte stream: Content-Length, chunked, and bodies that end with the
//! connection. Does not judge them.
class HttpFramer
{
public:
    enum class Kind { Request, Response };
    explicit HttpFramer(Kind kind);

    //! Eats bytes of the current message and returns how many; the rest belongs to the next one.
    qsizetype feed(QByteArrayView bytes);
    //! The peer closed. Ends a body that has no other end.
    void endOfStream();
    //! Starts over for the next message. `withoutBody`: the answer to a HEAD request.
    void next(bool withoutBody = false);

    bool hasHead() const { return m_state != State::Head; }
    bool isComplete() const { return m_state == State::Done; }
    bool isBroken() const { return m_state == State::Broken; }
    const QByteArray &head() const { return m_head; } //!< raw, with the empty line
    const HttpHeaders &headers() const { return m_headers; }
    const QByteArray &body() const { return m_body; } //!< without chunk framing
    QByteArray method() const { return m_first.value(0); }
    QByteArray target() const { return m_first.value(1); }
    int status() const { return m_first.value(1).toInt(); }

private:
    enum class State { Head, Length, ChunkSize, ChunkData, ChunkEnd, Trailer, UntilClose, Done, Broken };
    void parseHead();
    qsizetype takeLine(QByteArrayView bytes, QByteArray &line, bool &complete);
    qsizetype takeBody(QByteArrayView bytes);
    void chunkSize();

    Kind m_kind;
    State m_state = State::Head;
    bool m_withoutBody = false;
    QByteArray m_head;
    QByteArray m_line;
    QList<QByteArray> m_first;
    HttpHeaders m_headers;
    QByteArray m_body;
    qint64 m_remaining = 0;
};

} // namespace godwit::test
