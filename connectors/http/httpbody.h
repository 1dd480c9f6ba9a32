// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct z_stream_s;

namespace godwit {

//! The whole body as one gzip member, at the fastest level. Empty if zlib has no memory left.
QByteArray gzip(const QByteArray &plain);

//! Inflates an answer while it arrives, gzip or zlib framing. Writes straight behind the end of the answer's body.
class Inflater
{
public:
    Inflater();
    ~Inflater();
    Q_DISABLE_COPY_MOVE(Inflater)

    //! False: damaged, or the plain text grew above `limit` (0: none).
    bool feed(const char *data, qsizetype size, QByteArray &plain, qint64 limit);
    //! Whether the stream came to its proper end.
    bool finished() const { return m_finished; }

private:
    std::unique_ptr<z_stream_s> m_stream;
    bool m_finished = false;
    bool m_begun = false;
};

} // namespace godwit
