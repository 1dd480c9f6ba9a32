// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace godwit {

//! Shows the Verify page with each of its tabs and has it saved under its name.
void verifyPictures(const std::function<void(QWidget &widget, const QString &name)> &save);

} // namespace godwit
