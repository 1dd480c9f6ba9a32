// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace godwit {

//! Shows the connections with a test that failed, the certificates, the questions before a write and each step of the
//! wizard, and has each saved under its name.
void dialogPictures(const std::function<void(QWidget &widget, const QString &name)> &save);

} // namespace godwit
