// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/godwitstyle.h"

#include <QPainter>
#include <QStyleOption>

namespace godwit {

//! Icon at the right of the text. Qt 6.4 mirrors the text's side twice, which puts it at the button's far edge.
void GodwitStyle::drawMirroredLabel(const QStyleOptionButton &button, QPainter *painter) const
{
    constexpr int gap = 6;
    const int flags = Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    const int text = button.fontMetrics.size(flags, button.text).width();
    const QRect room = button.rect;
    const int left = room.center().x() - (text + gap + button.iconSize.width()) / 2;
    const QRect icon(QPoint(left + text + gap, room.center().y() - button.iconSize.height() / 2), button.iconSize);
    const bool enabled = button.state & State_Enabled;
    button.icon.paint(painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled,
        button.state & State_On ? QIcon::On : QIcon::Off);
    drawItemText(painter, {left, room.top(), text + 1, room.height()}, flags, button.palette, enabled, button.text,
        QPalette::ButtonText);
}

} // namespace godwit
