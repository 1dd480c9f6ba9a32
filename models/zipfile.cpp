// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zipfile.h"

#include <QtEndian>

#include <zlib.h>

namespace godwit {
namespace {

constexpr quint16 version = 20; // deflate
constexpr quint16 utf8Names = 1 << 11;
constexpr quint16 deflated = 8;

template <class T>
void put(QByteArray &to, T value)
{
    const T little = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&little), sizeof little);
}

//! Without the header and the checksum that zlib puts around it.
QByteArray deflate(const QByteArray &content)
{
    if (content.isEmpty())
        return QByteArray("\x03\0", 2); // Qt makes nothing of nothing
    // Two bytes before and four behind, and four more before from Qt.
    const QByteArray whole = qCompress(content, 9);
    return whole.mid(6, whole.size() - 10);
}

quint32 checksum(const QByteArray &content)
{
    return static_cast<quint32>(
        crc32_z(0, reinterpret_cast<const Bytef *>(content.constData()), static_cast<z_size_t>(content.size())));
}

//! What the entry's own header and the directory have in common.
QByteArray facts(const ZipEntry &entry, const QByteArray &name, const QByteArray &packed, const QDateTime &time)
{
    const QDate date = time.date();
    const QTime clock = time.time();
    QByteArray text;
    put<quint16>(text, version);
    put<quint16>(text, utf8Names);
    put<quint16>(text, deflated);
    put<quint16>(text, static_cast<quint16>(clock.hour() << 11 | clock.minute() << 5 | clock.second() / 2));
    put<quint16>(text, static_cast<quint16>((date.year() - 1980) << 9 | date.month() << 5 | date.day()));
    put<quint32>(text, checksum(entry.content));
    put<quint32>(text, static_cast<quint32>(packed.size()));
    put<quint32>(text, static_cast<quint32>(entry.content.size()));
    put<quint16>(text, static_cast<quint16>(name.size()));
    put<quint16>(text, 0); // no extra field
    return text;
}

} // namespace

QByteArray zipped(const QList<ZipEntry> &entries, const QDateTime &time)
{
    QByteArray archive;
    QByteArray directory;
    for (const ZipEntry &entry : entries) {
        const QByteArray name = entry.name.toUtf8();
        const QByteArray packed = deflate(entry.content);
        const QByteArray common = facts(entry, name, packed, time);
        const auto offset = static_cast<quint32>(archive.size());
        archive += "PK\x03\x04" + common + name + packed;
        directory += "PK\x01\x02";
        put<quint16>(directory, version);
        directory += common;
        put<quint16>(directory, 0); // no comment
        put<quint16>(directory, 0); // first disk
        put<quint16>(directory, 1); // a text
        put<quint32>(directory, 0);
        put<quint32>(directory, offset);
        directory += name;
    }
    const auto begin = static_cast<quint32>(archive.size());
    const auto count = static_cast<quint16>(entries.size());
    archive += directory;
    archive += "PK\x05\x06";
    put<quint32>(archive, 0); // one disk
    put<quint16>(archive, count);
    put<quint16>(archive, count);
    put<quint32>(archive, static_cast<quint32>(directory.size()));
    put<quint32>(archive, begin);
    put<quint16>(archive, 0); // no comment
    return archive;
}

} // namespace godwit
