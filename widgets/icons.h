// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QRect>
#include <QString>

class QPainter;

namespace godwit {

enum class StateTone { Ok, Running, Waiting, Paused, Warning, Error };

//! Text colour of a state, and the tint behind it in pills and notes.
QColor toneColor(StateTone tone);
QColor toneTint(StateTone tone);

//! What a line drawing is coloured with; looked up when it is painted, so a change of theme needs no new icon.
enum class IconColor { Text, Secondary, Accent, OnAccent, Ok, Running, Waiting, Paused, Warning, Error };
IconColor iconColor(StateTone tone);

QIcon icon(const QString &name, IconColor color = IconColor::Text);
//! For delegates: one drawing, sharp at the painter's scale.
void paintIcon(QPainter *painter, const QRectF &where, const QString &name, const QColor &color);

} // namespace godwit
