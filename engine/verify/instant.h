// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

//! How the dates of a field are written and given back: what its format says.
struct DateForm
{
    //! In the order of the format: the first that can read a text decides.
    enum class Reader {
        Iso, //!< ISO 8601 with the whole date
        IsoPart, //!< or only year and month, or the year
        IsoLoose, //!< a year may have one to five digits
        Milliseconds, //!< since 1970
        Seconds,
    };
    std::vector<Reader> readers;
    std::int64_t unit = 1'000'000; //!< nanoseconds: what is smaller is cut off before it is given back
    bool operator==(const DateForm &) const = default;
};

//! As a mapping has it ("strict_date_optional_time||epoch_millis"); nothing when Godwit can't read one of them.
//! `printed` is the one that dates are given back in, empty: the first. `nanos`: of a date_nanos field.
std::optional<DateForm> dateForm(std::string_view format, std::string_view printed, bool nanos);

//! The instant in UTC with nine digits of the second: "2026-01-01T00:00:00.000000000Z". Nothing for what is no date, or
//! what servers could read in more than one way.
std::optional<std::string> instantOf(std::string_view text, const DateForm &form);

} // namespace godwit
