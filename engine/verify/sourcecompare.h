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

//! Two sources of one document. `spelling`: what a side rebuilds of it; vectors may differ by their tolerance as well.
//! Bytes that are no JSON are only compared as bytes.
SourceComparison compareSources(std::string_view source, std::string_view target, const Spelling &spelling = {});

} // namespace godwit
