// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/canonicaljson.h"
#include "engine/verify/verifyfinding.h"
#include "engine/verify/verifyrequest.h"

#include <string_view>

namespace godwit {

struct SourceComparison
{
    Sameness sameness = Sameness::Bytes;
    QList<SideBySide> places; //!< where they differ in meaning, the first twenty
    qint64 more = 0; //!< places that are not listed
};

//! Two sources of one document. `synthetic`: a side rebuilds its source from the fields, so that the order and
//! repetition of array items, nulls and dots in names mean nothing. `vectors`: fields whose numbers may differ by the
//! rounding of 32-bit floats. Bytes that are no JSON are only compared as bytes.
SourceComparison compareSources(
    std::string_view source, std::string_view target, bool synthetic = false, const VectorFields &vectors = {});

} // namespace godwit
