// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

//! Numbers as a person reads them, in the user's locale, always with their unit. Unknown values (below 0) are an en
//! dash.
namespace godwit::formats {

QString unknown();
QString count(qint64 value); //!< 1,874,020
QString shortCount(qint64 value); //!< 122.5 M
QString countOf(qint64 part, qint64 whole); //!< "23.24 of 27.66 M", both in the same unit
QString bytes(qint64 value); //!< 91.8 GB
QString rate(double perSecond); //!< 39,180
QString megabytes(double bytes); //!< 31.4, in MB without the unit
QString seconds(double value); //!< 0.34 s, 12.8 s, 39 min 52 s, 6 days 22 h
QString fixed(double value, int decimals); //!< 0.97
QString percent(double fraction); //!< rounds down: 100 % means done
QString ago(const QDateTime &when); //!< "just now", "12 minutes ago", "2 days ago"

} // namespace godwit::formats
