// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "widgets/mainwindow.h"

namespace godwit {

//! Pictures of the Verify page, with what a plan has migrated; `grab` takes the window under a name, `waitFor` lets it
//! run until something is so, and is false when that takes too long.
bool photographVerify(MainWindow &window, const Plan &plan, const std::function<bool(const QString &name)> &grab,
    const std::function<bool(const std::function<bool()> &reached)> &waitFor);

} // namespace godwit
