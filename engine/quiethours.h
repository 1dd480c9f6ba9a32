// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/jobcontrol.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <QTimeZone>

#include <chrono>

namespace godwit {

//! Hours of the week in which other limits hold than the usual ones.
struct QuietHours
{
    static constexpr int everyDay = 0x7f;

    int from = 0; //!< minutes after midnight, local time
    int to = 0; //!< minutes after midnight; not after `from`: on the next day
    int days = everyDay; //!< on which they begin; bit 0 is Monday
    double documentsPerSecond = 0; //!< 0: no limit
    double megabytesPerSecond = 0; //!< 0: no limit
    bool operator==(const QuietHours &) const = default;

    ThrottleLimits limits() const { return {documentsPerSecond, megabytesPerSecond * 1e6}; }
    QJsonObject toJson() const;
    //! "HH:MM" as minutes; -1 when it is no time of a day.
    static int minutesOf(const QString &time);
    static QString timeText(int minutes);
    //! Words of the plan: "mon" to "sun".
    static const QStringList &dayWords();
    //! "Mon–Fri 08:00–18:00: 500 docs/s".
    QString text() const;
};

//! "500 docs/s, 5 MB/s" or "no limit".
QString limitsText(ThrottleLimits limits);

//! Which limits hold when. Hours are those of the wall clock: where it is put forward or back, they are shorter or
//! longer by that.
class ThrottleSchedule
{
public:
    //! Outside of all hours the usual limits hold; where hours overlap, the first in the list wins.
    ThrottleSchedule(QList<QuietHours> hours, ThrottleLimits usual, QTimeZone zone = QTimeZone::systemTimeZone());

    struct Now
    {
        ThrottleLimits limits;
        int hours = -1; //!< which of the list; -1: none
        QDateTime until; //!< when others hold, in the zone; invalid: never
    };
    Now at(std::chrono::system_clock::time_point time) const;
    bool isEmpty() const { return m_hours.isEmpty(); }

private:
    struct Span
    {
        qint64 begin;
        qint64 end;
        int hours;
    };
    //! Every span that may matter around a time, in ms since the epoch.
    QList<Span> spansAround(qint64 time) const;
    //! When the wall clock shows this: the first time, or the last where it is shown twice. A time that is skipped
    //! counts as the moment at which it is skipped.
    qint64 instantOf(const QDate &date, int minutes, bool last) const;
    static int among(const QList<Span> &spans, qint64 time);

    QList<QuietHours> m_hours;
    ThrottleLimits m_usual;
    QTimeZone m_zone;
};

} // namespace godwit
