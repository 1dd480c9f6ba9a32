// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/repairrun.h"

#include <QString>

#include <functional>

namespace godwit {

//! How an operator is asked before anything is written.
struct AskedHow
{
    bool yes = false; //!< --yes: listed, but not asked
    std::function<void(const QString &line)> say;
    std::function<bool(const QString &word)> hears; //!< waits for a line; whether it is that word
};

//! Lists each document that a repair, or taking one back, would write, what is deleted first, and asks for a word.
Result<bool> consentTo(const RepairPlan &plan, const AskedHow &how);

} // namespace godwit
