// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace godwit {

//! Shows what belongs to the window as a whole, one after the other, and has each of it saved under its name.
void shellPictures(const std::function<void(QWidget &widget, const QString &name)> &save);

} // namespace godwit
