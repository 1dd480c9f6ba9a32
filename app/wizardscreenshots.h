// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace godwit {

class MainWindow;

//! Takes a plan through the wizard of a new migration, step by step, and closes it again. `grab` takes one picture,
//! `waitFor` waits while the window lives. False when a step could not be reached or a picture not be taken.
bool photographWizard(MainWindow &window, const QString &planFile, const std::function<bool(const QString &name)> &grab,
    const std::function<bool(const std::function<bool()> &)> &waitFor);

} // namespace godwit
