// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/canonicaljson.h"
#include "engine/verify/verifyfinding.h"
#include "engine/verify/verifyrequest.h"

#include <set>
#include <string>
#include <string_view>

namespace godwit {

struct SourceComparison
{
    Sameness sameness = Sameness::Bytes;
    QList<SideBySide> places; //!< where they differ in meaning, the first twenty
    qint64 more = 0; //!< places that are not listed
};

//! Fields whose objects are documents of their own, with dots between the names.
using NestedFields = std::set<std::string>;

//! Two sources of one document. `synthetic`: one side rebuilds its source from the fields, so that the order of array
//! items, the repetition of strings, nulls and dots in names mean nothing; how often a number occurs does, and so does
//! which values stand together in one object of a `nested` field. Where both sides rebuild it they give it the same
//! form. `vectors`: fields whose numbers may differ by the rounding of 32-bit floats. Bytes that are no JSON are only
//! compared as bytes.
SourceComparison compareSources(std::string_view source, std::string_view target, bool synthetic = false,
    const VectorFields &vectors = {}, const NestedFields &nested = {});

} // namespace godwit
