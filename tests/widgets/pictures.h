// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace godwit {

//! Saves a picture of a widget under a name.
using Saver = std::function<void(QWidget &widget, const QString &name)>;

//! Lets the window paint and answer for so long.
void settle(int milliseconds);

//! Certificates, and the questions before a cluster is written.
void questionPictures(const Saver &save);
//! A connection's test that failed, and each step of the wizard, also as others see it.
void wizardPictures(const Saver &save);
//! The window around the pages, and its dialogs.
void shellPictures(const Saver &save);
//! The Verify page with each of its tabs.
void verifyPictures(const Saver &save);

} // namespace godwit
