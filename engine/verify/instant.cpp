// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/instant.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace godwit {
namespace {

using Reader = DateForm::Reader;

constexpr std::int64_t nanosASecond = 1'000'000'000;
constexpr std::int64_t nanosAMillisecond = 1'000'000;
constexpr std::int64_t secondsADay = 86'400;

struct Instant
{
    std::int64_t seconds = 0; //!< since 1970
    std::int64_t nanos = 0; //!< from there on
};

struct Format
{
    std::string_view name;
    Reader reader;
    std::int64_t unit; //!< of what it prints
};

constexpr Format formats[] = {{"strict_date_optional_time", Reader::IsoPart, nanosAMillisecond},
    {"strict_date_optional_time_nanos", Reader::IsoPart, 1}, {"iso8601", Reader::IsoPart, nanosAMillisecond},
    {"date_optional_time", Reader::IsoLoose, nanosAMillisecond}, {"strict_date_time", Reader::Iso, 1},
    {"date_time", Reader::Iso, 1}, {"strict_date_time_no_millis", Reader::Iso, nanosASecond},
    {"date_time_no_millis", Reader::Iso, nanosASecond}, {"strict_date", Reader::Iso, secondsADay * nanosASecond},
    {"date", Reader::Iso, secondsADay * nanosASecond},
    {"strict_year_month_day", Reader::Iso, secondsADay * nanosASecond}, {"epoch_millis", Reader::Milliseconds, 1},
    {"epoch_second", Reader::Seconds, 1}};

const Format *formatOf(std::string_view name)
{
    const auto found = std::find_if(
        std::begin(formats), std::end(formats), [name](const Format &format) { return format.name == name; });
    return found == std::end(formats) ? nullptr : found;
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t floored(std::int64_t number, std::int64_t by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

//! Takes pieces of a text from its begin on.
class Pieces
{
public:
    explicit Pieces(std::string_view text) : m_rest(text) { }
    bool atEnd() const { return m_rest.empty(); }
    char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    bool take(char wanted)
    {
        if (peek() != wanted)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    //! Exactly so many digits, and not more than `most`.
    bool number(std::size_t digits, int least, int most, int *value)
    {
        if (m_rest.size() < digits || !allDigits(m_rest.substr(0, digits)))
            return false;
        std::from_chars(m_rest.data(), m_rest.data() + digits, *value);
        m_rest.remove_prefix(digits);
        return *value >= least && *value <= most;
    }
    //! One to nine digits behind a point.
    bool fraction(std::size_t most, std::int64_t *nanos, std::int64_t unit)
    {
        std::size_t digits = 0;
        for (; digits < m_rest.size() && m_rest[digits] >= '0' && m_rest[digits] <= '9'; ++digits) {
            unit /= 10;
            *nanos += (m_rest[digits] - '0') * unit;
        }
        m_rest.remove_prefix(digits);
        return digits > 0 && digits <= most;
    }
    std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
};

//! "Z", "+01", "+0100", "+01:00" or nothing, which is UTC. Names of zones are not read.
bool readOffset(Pieces &pieces, std::int64_t *seconds)
{
    *seconds = 0;
    if (pieces.take('Z') || pieces.atEnd())
        return pieces.atEnd();
    const bool west = pieces.peek() == '-';
    int hours = 0;
    int minutes = 0;
    if ((!pieces.take('+') && !pieces.take('-')) || !pieces.number(2, 0, 18, &hours))
        return false;
    if (!pieces.atEnd()) {
        pieces.take(':');
        if (!pieces.number(2, 0, 59, &minutes))
            return false;
    }
    *seconds = (west ? -1 : 1) * (hours * 3'600 + minutes * 60);
    return pieces.atEnd();
}

std::optional<Instant> readIso(std::string_view text, bool part)
{
    Pieces pieces(text);
    int year = 0;
    int month = 1;
    int day = 1;
    if (!pieces.number(4, 0, 9'999, &year))
        return std::nullopt;
    const bool hasMonth = pieces.take('-');
    if (hasMonth && !pieces.number(2, 1, 12, &month))
        return std::nullopt;
    const bool hasDay = hasMonth && pieces.take('-');
    if (hasDay && !pieces.number(2, 1, 31, &day))
        return std::nullopt;
    if (!hasDay && (!part || !pieces.atEnd()))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::int64_t offset = 0;
    Instant instant;
    if (pieces.take('T') && !pieces.atEnd()) {
        if (!pieces.number(2, 0, 23, &hour))
            return std::nullopt;
        if (pieces.take(':')) {
            if (!pieces.number(2, 0, 59, &minute))
                return std::nullopt;
            if (pieces.take(':')) {
                if (!pieces.number(2, 0, 59, &second))
                    return std::nullopt;
                if ((pieces.take('.') || pieces.take(',')) && !pieces.fraction(9, &instant.nanos, nanosASecond))
                    return std::nullopt;
            }
        }
        if (!readOffset(pieces, &offset))
            return std::nullopt;
    }
    if (!pieces.atEnd())
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    instant.seconds = days * secondsADay + hour * 3'600 + minute * 60 + second - offset;
    return instant;
}

//! Units since 1970, with a fraction where the number is not negative: versions read those of negative ones in
//! different ways.
std::optional<Instant> readEpoch(std::string_view text, std::int64_t unit)
{
    const char *end = text.data() + text.size();
    std::int64_t whole = 0;
    const auto read = std::from_chars(text.data(), end, whole);
    if (read.ec != std::errc())
        return std::nullopt;
    Instant instant;
    const std::int64_t aSecond = nanosASecond / unit;
    instant.seconds = floored(whole, aSecond);
    instant.nanos = (whole - instant.seconds * aSecond) * unit;
    Pieces pieces(text.substr(static_cast<std::size_t>(read.ptr - text.data())));
    const std::size_t digits = unit == nanosASecond ? 9 : 6;
    if (pieces.take('.') && (whole < 0 || text.front() == '-' || !pieces.fraction(digits, &instant.nanos, unit)))
        return std::nullopt;
    return pieces.atEnd() ? std::optional(instant) : std::nullopt;
}

std::string spelled(Instant instant, std::int64_t unit)
{
    if (unit <= nanosASecond)
        instant.nanos -= instant.nanos % unit;
    else
        instant = {floored(instant.seconds, unit / nanosASecond) * (unit / nanosASecond), 0};
    const std::int64_t days = floored(instant.seconds, secondsADay);
    const auto ofDay = static_cast<int>(instant.seconds - days * secondsADay);
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    char text[128];
    const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%09dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        ofDay / 3'600, ofDay / 60 % 60, ofDay % 60, static_cast<int>(instant.nanos));
    return {text, static_cast<std::size_t>(size)};
}

//! Of the years 0000 to 9999, which all that is read and printed can have.
bool isUsual(const Instant &instant)
{
    return instant.seconds >= -62'167'219'200 && instant.seconds < 253'402'300'800;
}

} // namespace

std::optional<DateForm> dateForm(std::string_view format, std::string_view printed, bool nanos)
{
    if (format.empty())
        format = nanos ? "strict_date_optional_time_nanos||epoch_millis" : "strict_date_optional_time||epoch_millis";
    if (printed.empty())
        printed = format.substr(0, format.find("||"));
    DateForm form;
    const Format *prints = formatOf(printed);
    if (!prints)
        return std::nullopt;
    form.unit = std::max(prints->unit, nanos ? std::int64_t{1} : nanosAMillisecond);
    for (std::size_t at = 0; at <= format.size();) {
        const std::size_t end = std::min(format.find("||", at), format.size());
        const Format *one = formatOf(format.substr(at, end - at));
        if (!one)
            return std::nullopt;
        form.readers.push_back(one->reader);
        at = end + 2;
    }
    return form;
}

std::optional<std::string> instantOf(std::string_view text, const DateForm &form)
{
    std::optional<Instant> instant;
    for (const Reader reader : form.readers) {
        if (reader == Reader::IsoLoose && allDigits(text) && text.size() <= 5 && text.size() != 4)
            return std::nullopt; // a year, or a number of units
        switch (reader) {
        case Reader::Iso:
            instant = readIso(text, false);
            break;
        case Reader::IsoPart:
        case Reader::IsoLoose:
            instant = readIso(text, true);
            break;
        case Reader::Milliseconds:
            instant = readEpoch(text, nanosAMillisecond);
            break;
        case Reader::Seconds:
            instant = readEpoch(text, nanosASecond);
            break;
        }
        if (instant)
            break;
    }
    return instant && isUsual(*instant) ? std::optional(spelled(*instant, form.unit)) : std::nullopt;
}

} // namespace godwit
