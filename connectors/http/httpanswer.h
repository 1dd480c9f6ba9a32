// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpbody.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QIODevice>
#include <QList>
#include <QPair>

#include <optional>

namespace godwit {

//! One HTTP/1.1 answer, read from a device as it comes. The body goes straight into its final buffer where it can: a
//! copier's bytes are touched as seldom as possible. An answer is complete only when its own framing says so.
class HttpAnswer
{
public:
    enum class Fault { None, NotHttp, Framing, Packing, TooLarge };

    //! `withoutBody`: the answer to a HEAD request. `maxBytes` counts for statuses below 400; 0: no limit.
    HttpAnswer(bool withoutBody, qint64 maxBytes);

    //! One read. How many bytes came; 0: none at the moment; below 0: the device has failed.
    qint64 readFrom(QIODevice &device);
    //! The server closed the connection. Ends a body that has no other end.
    void closed();

    bool hasBegun() const { return m_begun; }
    bool hasHead() const { return m_state != State::StatusLine && m_state != State::Headers; }
    bool isComplete() const { return m_state == State::Done; }
    bool keepsConnection() const { return m_keeps; }
    Fault fault() const { return m_fault; }

    int status() const { return m_status; }
    QByteArray header(QByteArrayView name) const;
    QByteArray takeBody();
    qint64 received() const { return m_received; } //!< bytes of the body as they came, packed or not

private:
    enum class State { StatusLine, Headers, Length, ChunkSize, ChunkData, ChunkEnd, Trailer, UntilClose, Done };

    bool isBody() const
    {
        return m_state == State::Length || m_state == State::ChunkData || m_state == State::UntilClose;
    }
    qint64 readBody(QIODevice &device);
    void parse(QByteArrayView bytes);
    void line(QByteArray text);
    void statusLine(const QByteArray &text);
    void headersDone();
    void chooseFraming();
    void chunkSize(const QByteArray &text);
    void store(QByteArrayView bytes);
    void advance(qint64 count);
    void fail(Fault fault);

    bool m_withoutBody;
    qint64 m_maxBytes;
    State m_state = State::StatusLine;
    Fault m_fault = Fault::None;
    bool m_begun = false;
    bool m_keeps = true;
    int m_status = 0;
    QList<QPair<QByteArray, QByteArray>> m_headers; //!< names in lower case
    QByteArray m_line;
    QByteArray m_scratch;
    qint64 m_headSize = 0;
    qint64 m_remaining = 0;
    std::optional<Inflater> m_inflater;
    QByteArray m_body;
    qint64 m_received = 0;
};

} // namespace godwit
