// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace godwit {

//! The same picture with 256 colours at most. Where there are more, the frequent ones stay as they are, and each other
//! one becomes the nearest that is kept. Nothing is scattered, so plain areas stay plain.
QImage withFewColors(const QImage &image);

//! A picture of a window as PNG, a third as large as with all its colours.
bool saveSmall(const QImage &image, const QString &path);

} // namespace godwit
