// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verify/twolinedelegate.h"

#include "models/discretion.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QPainter>

namespace godwit {

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, 2 * option.fontMetrics.height() + 14};
}

void TwoLineDelegate::paintContent(
    QPainter *painter, const QStyleOptionViewItem &option, const QRect &given, const QModelIndex &index) const
{
    const Lines lines = linesOf(option, index);
    QRect room = given.adjusted(2, 6, 0, -6);
    const QRect sign(room.left(), room.top() + 1, 15, 15);
    paintIcon(painter, mirroredIn(painter, room, sign), lines.icon, lines.color);
    room = mirroredIn(painter, room, room.adjusted(23, 0, 0, 0));
    const auto draw = [painter](const QString &text, const QRect &where) {
        painter->drawText(where, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(discreet(text), Qt::ElideRight, where.width()));
    };
    QFont font = option.font;
    if (lines.strong || !lines.word.isEmpty())
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const int height = painter->fontMetrics().height();
    QRect first(room.left(), room.top(), room.width(), height);
    if (!lines.word.isEmpty()) {
        painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, lines.word);
        const int taken = painter->fontMetrics().horizontalAdvance(lines.word) + 7;
        first = mirroredIn(painter, first, first.adjusted(taken, 0, 0, 0));
        painter->setFont(option.font);
    }
    if (lines.code)
        painter->setFont(fontFor(FontRole::Code));
    draw(lines.first, first);
    painter->setFont(fontFor(FontRole::Small));
    painter->setPen(Theme::tokens().textSecondary);
    draw(lines.second, {room.left(), room.top() + height + 2, room.width(), painter->fontMetrics().height()});
}

} // namespace godwit
