// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/quiethours.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace godwit {
namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 24 * 60 * minuteMs;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::QuietHours)
};

QString daysText(int days)
{
    if (days == QuietHours::everyDay)
        return Tr::tr("every day");
    const QLocale locale;
    QStringList parts;
    for (int day = 0; day < 7; ++day) {
        if (!(days & 1 << day))
            continue;
        int last = day;
        while (last < 6 && days & 1 << (last + 1))
            ++last;
        const QString first = locale.dayName(day + 1, QLocale::ShortFormat);
        // Two days in a row are a list, three a range.
        if (last - day >= 2) {
            parts.append(QString(first + QStringLiteral("–") + locale.dayName(last + 1, QLocale::ShortFormat)));
            day = last;
        } else {
            parts.append(first);
        }
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

int QuietHours::minutesOf(const QString &time)
{
    static const QRegularExpression format(QStringLiteral("^([01][0-9]|2[0-3]):([0-5][0-9])$"));
    const auto match = format.match(time);
    return match.hasMatch() ? match.captured(1).toInt() * 60 + match.captured(2).toInt() : -1;
}

QString QuietHours::timeText(int minutes)
{
    return QStringLiteral("%1:%2")
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

const QStringList &QuietHours::dayWords()
{
    static const QStringList words{QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"),
        QStringLiteral("thu"), QStringLiteral("fri"), QStringLiteral("sat"), QStringLiteral("sun")};
    return words;
}

QString QuietHours::text() const
{
    return Tr::tr("%1 %2–%3: %4", "days, from, to, limits")
        .arg(daysText(days), timeText(from), timeText(to), limitsText(limits()));
}

QJsonObject QuietHours::toJson() const
{
    QJsonObject object{{QStringLiteral("from"), timeText(from)}, {QStringLiteral("to"), timeText(to)}};
    if (days != everyDay) {
        QJsonArray words;
        for (int day = 0; day < 7; ++day) {
            if (days & 1 << day)
                words.append(dayWords().at(day));
        }
        object.insert(QStringLiteral("days"), words);
    }
    if (documentsPerSecond > 0)
        object.insert(QStringLiteral("documents_per_s"), documentsPerSecond);
    if (megabytesPerSecond > 0)
        object.insert(QStringLiteral("megabytes_per_s"), megabytesPerSecond);
    return object;
}

QString limitsText(ThrottleLimits limits)
{
    const QLocale locale;
    QStringList parts;
    if (limits.documentsPerSecond > 0)
        parts.append(
            Tr::tr("%1 docs/s").arg(locale.toString(limits.documentsPerSecond, 'f', QLocale::FloatingPointShortest)));
    if (limits.bytesPerSecond > 0)
        parts.append(
            Tr::tr("%1 MB/s").arg(locale.toString(limits.bytesPerSecond / 1e6, 'f', QLocale::FloatingPointShortest)));
    return parts.isEmpty() ? Tr::tr("no limit") : parts.join(QStringLiteral(", "));
}

ThrottleSchedule::ThrottleSchedule(QList<QuietHours> hours, ThrottleLimits usual, QTimeZone zone)
    : m_hours(std::move(hours)), m_usual(usual), m_zone(std::move(zone))
{
}

qint64 ThrottleSchedule::instantOf(const QDate &date, int minutes, bool last) const
{
    const qint64 wall = QDateTime(date, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() + minutes * minuteMs;
    const auto offsetAt = [this](qint64 time) {
        return qint64(m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(time, Qt::UTC))) * 1000;
    };
    // With the offset of the day before and of the day after: they differ only around a change of the clock.
    const qint64 before = wall - offsetAt(wall - dayMs);
    const qint64 after = wall - offsetAt(wall + dayMs);
    const bool beforeHolds = before + offsetAt(before) == wall;
    const bool afterHolds = after + offsetAt(after) == wall;
    if (beforeHolds && afterHolds)
        return last ? std::max(before, after) : std::min(before, after);
    if (beforeHolds || afterHolds)
        return beforeHolds ? before : after;
    const QTimeZone::OffsetData change
        = m_zone.nextTransition(QDateTime::fromMSecsSinceEpoch(std::min(before, after) - 1, Qt::UTC));
    return change.atUtc.isValid() ? change.atUtc.toMSecsSinceEpoch() : before;
}

QList<ThrottleSchedule::Span> ThrottleSchedule::spansAround(qint64 time) const
{
    // Hours that began yesterday may still hold, and the same day of the next week is the farthest change.
    constexpr int daysAhead = 9;
    QList<Span> spans;
    const QDate first = QDateTime::fromMSecsSinceEpoch(time, m_zone).date().addDays(-2);
    for (int offset = 0; offset <= daysAhead + 2; ++offset) {
        const QDate date = first.addDays(offset);
        for (int i = 0; i < m_hours.size(); ++i) {
            const QuietHours &hours = m_hours.at(i);
            if (!(hours.days & 1 << (date.dayOfWeek() - 1)))
                continue;
            const QDate lastDate = hours.to > hours.from ? date : date.addDays(1);
            spans.append({instantOf(date, hours.from, false), instantOf(lastDate, hours.to, true), i});
        }
    }
    return spans;
}

int ThrottleSchedule::among(const QList<Span> &spans, qint64 time)
{
    int found = -1;
    for (const Span &span : spans) {
        if (span.begin <= time && time < span.end && (found < 0 || span.hours < found))
            found = span.hours;
    }
    return found;
}

ThrottleSchedule::Now ThrottleSchedule::at(std::chrono::system_clock::time_point time) const
{
    const qint64 now = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const QList<Span> spans = spansAround(now);
    Now state{m_usual, among(spans, now), {}};
    if (state.hours >= 0)
        state.limits = m_hours.at(state.hours).limits();
    QList<qint64> edges;
    for (const Span &span : spans) {
        for (const qint64 edge : {span.begin, span.end}) {
            if (edge > now)
                edges.append(edge);
        }
    }
    std::sort(edges.begin(), edges.end());
    const auto change
        = std::find_if(edges.begin(), edges.end(), [&](qint64 edge) { return among(spans, edge) != state.hours; });
    // The last days of the list end because the list ends, not because the hours do.
    const qint64 sure = now + 8 * dayMs;
    if (change != edges.end() && *change < sure)
        state.until = QDateTime::fromMSecsSinceEpoch(*change, m_zone);
    return state;
}

} // namespace godwit
