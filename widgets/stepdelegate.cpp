// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stepdelegate.h"

#include "models/discretion.h"
#include "models/stepmodel.h"
#include "widgets/statelook.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace godwit {

QSize StepDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, option.fontMetrics.height() + 14};
}

void StepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    const QRect room = option.rect;
    painter->save();
    painter->fillRect(room, t.alternateBase);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, room, part); };
    painter->fillRect(placed(QRect(room.left(), room.top(), 3, room.height())), t.accent);
    const auto state = static_cast<StepState>(index.data(StepModel::StateRole).toInt());
    const QRect line = room.adjusted(35, 0, -14, 0);
    painter->setFont(option.font);
    if (state == StepState::Pending) {
        painter->setPen(t.textSecondary);
        painter->drawText(placed(QRect(room.left() + 8, room.top(), 18, room.height())),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(index.data(StepModel::NumberRole).toInt()));
    } else {
        const auto look = lookOfStep(state);
        paintIcon(
            painter, placed(QRect(room.left() + 13, room.center().y() - 7, 15, 15)), look.icon, toneColor(look.tone));
    }
    const QString time = index.siblingAtColumn(StepModel::TimeColumn).data().toString();
    const QString reason = index.data(StepModel::ReasonRole).toString();
    const QString right = discreet(reason.isEmpty() || state == StepState::Done ? time : reason);
    const QFontMetrics metrics = painter->fontMetrics();
    const int width = std::min(metrics.horizontalAdvance(right), line.width() * 6 / 10);
    const int wide = line.width() - width - 10;
    const QString title = metrics.elidedText(index.data().toString(), Qt::ElideRight, wide);
    painter->setPen(t.text);
    painter->drawText(placed(line.adjusted(0, 0, -width - 10, 0)), Qt::AlignLeft | Qt::AlignVCenter, title);
    // What the step is about stands behind its name, as far as there is room.
    const int begins = metrics.horizontalAdvance(title) + 12;
    const QString figure = discreet(index.data(StepModel::FigureRole).toString());
    if (!figure.isEmpty() && metrics.horizontalAdvance(figure) <= wide - begins) {
        painter->setPen(t.textSecondary);
        painter->drawText(placed(line.adjusted(begins, 0, -width - 10, 0)), Qt::AlignLeft | Qt::AlignVCenter, figure);
    }
    painter->setPen(state == StepState::Failed ? t.error : t.textSecondary);
    painter->drawText(placed(QRect(line.right() - width, line.top(), width + 1, line.height())),
        Qt::AlignRight | Qt::AlignVCenter, painter->fontMetrics().elidedText(right, Qt::ElideRight, width + 1));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(t.accent, 2));
        painter->drawRect(room.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

} // namespace godwit
