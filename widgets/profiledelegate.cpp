// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiledelegate.h"

#include "models/profilemodel.h"
#include "widgets/badges.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace godwit {
namespace {

StateTone toneFor(int tone)
{
    return tone == ProfileModel::Failed  ? StateTone::Error
        : tone == ProfileModel::Warned   ? StateTone::Warning
        : tone == ProfileModel::Untested ? StateTone::Waiting
                                         : StateTone::Ok;
}

QString iconFor(int tone)
{
    return tone == ProfileModel::Failed  ? QStringLiteral("circle-x")
        : tone == ProfileModel::Warned   ? QStringLiteral("triangle-alert")
        : tone == ProfileModel::Untested ? QStringLiteral("circle-dashed")
                                         : QStringLiteral("circle-check");
}

//! Name, lock, environment. Returns the height of the line.
int paintFirstLine(QPainter *painter, const QRect &room, const QModelIndex &index)
{
    const Tokens &t = Theme::tokens();
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(painter->layoutDirection(), room, part); };
    const QString environment = index.data(ProfileModel::EnvironmentRole).toString();
    int right = room.right() + 1;
    if (!environment.isEmpty()) {
        const QSize size = EnvironmentTag::sizeFor(environment);
        right -= size.width();
        EnvironmentTag::paint(painter, placed(QRect(QPoint(right, room.top()), size)), environment);
    }
    const QFont bold = fontFor(FontRole::CardTitle);
    const QFontMetrics metrics(bold);
    painter->setFont(bold);
    painter->setPen(t.text);
    const QString name = metrics.elidedText(index.data().toString(), Qt::ElideMiddle, right - room.left() - 28);
    painter->drawText(
        placed(QRect(room.left(), room.top(), right - room.left(), metrics.height())), Qt::AlignVCenter, name);
    if (index.data(ProfileModel::SafetyRole).toString() == QLatin1String("read-only"))
        paintIcon(painter,
            placed(QRect(
                room.left() + metrics.horizontalAdvance(name) + 8, room.top() + (metrics.height() - 13) / 2, 13, 13)),
            QStringLiteral("lock"), t.textSecondary);
    return metrics.height();
}

//! Product and version at the left, the last test at the right; the left gives way.
void paintSecondLine(QPainter *painter, const QRect &room, const QModelIndex &index)
{
    const Tokens &t = Theme::tokens();
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(painter->layoutDirection(), room, part); };
    painter->setFont(fontFor(FontRole::Small));
    const QFontMetrics metrics = painter->fontMetrics();
    const QString health = index.data(ProfileModel::HealthRole).toString();
    int width = room.width();
    if (!health.isEmpty()) {
        const int tone = index.data(ProfileModel::ToneRole).toInt();
        const QString shown = metrics.elidedText(health, Qt::ElideRight, room.width() * 2 / 3);
        const int left = room.right() + 1 - metrics.horizontalAdvance(shown);
        painter->setPen(t.text);
        painter->drawText(
            placed(QRect(left, room.top(), room.right() + 1 - left, metrics.height())), Qt::AlignVCenter, shown);
        paintIcon(painter, placed(QRect(left - 18, room.top() + (metrics.height() - 13) / 2, 13, 13)), iconFor(tone),
            toneColor(toneFor(tone)));
        width = left - 26 - room.left();
    }
    painter->setPen(t.textSecondary);
    painter->drawText(placed(QRect(room.left(), room.top(), width, metrics.height())), Qt::AlignVCenter,
        metrics.elidedText(index.data(ProfileModel::DetailRole).toString(), Qt::ElideRight, width));
}

} // namespace

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, 2 * option.fontMetrics.height() + 26};
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    const QRect rect = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(rect, selected ? t.selection : t.base);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.line);
    if (selected)
        painter->fillRect(
            QStyle::visualRect(option.direction, rect, QRect(rect.left(), rect.top(), 3, rect.height())), t.accent);
    const QRect room = rect.adjusted(12, 9, -12, -9);
    const int line = paintFirstLine(painter, room, index);
    paintSecondLine(painter, room.adjusted(0, line + 5, 0, 0), index);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(t.accent, 2));
        painter->drawRect(rect.adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace godwit
