// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace godwit {

//! A document that is asked for on both sides, which need not have it under the same routing: one may have lost it.
struct DocumentOnBoth
{
    QString id;
    std::optional<QString> sourceRouting = {}; //!< empty: it has none there; nothing: not known, so it is looked for
    std::optional<QString> targetRouting = {};
};

} // namespace godwit
