// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace godwit {

struct ZipEntry
{
    QString name; //!< with '/' between folders
    QByteArray content;
};

//! A ZIP archive that every desktop opens: deflated entries with UTF-8 names. For small things; it is made in memory.
QByteArray zipped(const QList<ZipEntry> &entries, const QDateTime &time);

} // namespace godwit
