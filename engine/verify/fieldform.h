// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/instant.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace godwit {

//! What a server keeps of the values of a field, where it rebuilds documents from its fields: a long that was written
//! as text comes back as a number, a date in the format of its field, a number of a keyword field as text.
struct FieldForm
{
    enum class Kind {
        Date,
        Whole, //!< byte, short, integer, long: without what is behind the point
        Exact, //!< unsigned_long
        HalfFloat,
        Float,
        Double,
        Scaled, //!< scaled_float: the whole number nearest to the value times `scale`
        Boolean,
        Ip,
        Text,
        Texts, //!< flattened: everything below it is text
    };
    Kind kind = Kind::Text;
    DateForm date = {};
    double scale = 1;
    std::string nullValue = {}; //!< what is kept of a null, as JSON; empty: nothing
    bool operator==(const FieldForm &) const = default;
};

//! By their names, with dots.
using FieldForms = std::map<std::string, FieldForm, std::less<>>;

//! The form of a field, or of the flattened field that it belongs to; null: it is compared as it is written.
const FieldForm *formOf(const FieldForms &forms, std::string_view field);

//! One value of a field: `token` in canonical spelling, `raw` as it is written. Makes the token the one spelling of
//! what the server keeps, "null" where it keeps nothing, and leaves it as it is where the server could not read it.
//! `once`: whether it is kept once, however often it occurs.
void spellValue(const FieldForm &form, std::string_view raw, std::string &token, bool &once);

} // namespace godwit
