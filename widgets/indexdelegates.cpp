// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/indexdelegates.h"

#include "models/discretion.h"
#include "models/indextablemodel.h"
#include "widgets/icons.h"
#include "widgets/statelook.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QHash>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace godwit {
namespace {

struct DigitCell
{
    int width = 0;
    bool even = true; //!< all digits are as wide as each other
};

DigitCell digitCell(const QFontMetrics &metrics, const QFont &font)
{
    static QHash<QString, DigitCell> known;
    const QString key = font.key();
    if (const auto found = known.constFind(key); found != known.constEnd())
        return *found;
    DigitCell cell;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        const int width = metrics.horizontalAdvance(QChar(digit));
        cell.even = cell.even && (digit == u'0' || width == cell.width);
        cell.width = std::max(cell.width, width);
    }
    known.insert(key, cell);
    return cell;
}

QColor halfWithBase(const QColor &color)
{
    const QColor base = Theme::tokens().base;
    return {(color.red() + base.red()) / 2, (color.green() + base.green()) / 2, (color.blue() + base.blue()) / 2};
}

} // namespace

QRect mirroredIn(const QPainter *painter, const QRect &room, const QRect &part)
{
    return QStyle::visualRect(painter->layoutDirection(), room, part);
}

QRectF takeIconPlace(const QPainter *painter, QRect *room, int width)
{
    const QRect icon(room->left(), room->center().y() - 6, 13, 13);
    const QRectF place = mirroredIn(painter, *room, icon);
    *room = mirroredIn(painter, *room, room->adjusted(width, 0, 0, 0));
    return place;
}

int drawFigures(QPainter *painter, const QRect &room, const QString &text)
{
    const QFontMetrics metrics = painter->fontMetrics();
    // A number that does not fit says so; it never runs into the cell beside it.
    const QString shown = metrics.elidedText(text, Qt::ElideLeft, room.width() + 6); // into the padding
    const DigitCell cell = digitCell(metrics, painter->font());
    if (cell.even) {
        painter->drawText(
            mirroredIn(painter, room, room.adjusted(-6, 0, 0, 0)), Qt::AlignRight | Qt::AlignVCenter, shown);
        return metrics.horizontalAdvance(shown);
    }
    int whole = 0;
    for (const QChar letter : shown)
        whole += letter.isDigit() ? cell.width : metrics.horizontalAdvance(letter);
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    int x = mirrored ? room.left() + whole : room.right() + 1;
    for (qsizetype i = shown.size() - 1; i >= 0; --i) {
        const QChar letter = shown.at(i);
        const int width = letter.isDigit() ? cell.width : metrics.horizontalAdvance(letter);
        x -= width;
        painter->drawText(QRect(x, room.top(), width, room.height()), Qt::AlignCenter, QString(letter));
    }
    return whole;
}

void drawState(QPainter *painter, const QRect &room, const StateLook &look, const QString &text)
{
    QRect rest = room;
    paintIcon(painter, takeIconPlace(painter, &rest, 18), look.icon, toneColor(look.tone));
    painter->drawText(
        rest, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option(given);
    initStyleOption(&option, index);
    const Tokens &t = Theme::tokens();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.selection);
    else if (option.features & QStyleOptionViewItem::Alternate)
        painter->fillRect(option.rect, t.alternateBase);
    painter->setFont(option.font);
    painter->setPen(t.text);
    paintContent(painter, option, option.rect.adjusted(8, 0, -8, 0), index);
    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option(given);
    initStyleOption(&option, index);
    const QString text = discreet(index.data().toString());
    const QFontMetrics metrics(option.font);
    int width = metrics.horizontalAdvance(text) + beside(index) + 20;
    if (option.displayAlignment & Qt::AlignRight) {
        // Digits are painted in cells as wide as the widest of them.
        const auto digits
            = static_cast<int>(std::count_if(text.begin(), text.end(), [](QChar letter) { return letter.isDigit(); }));
        int own = 0;
        for (const QChar letter : text)
            own += letter.isDigit() ? metrics.horizontalAdvance(letter) : 0;
        width += digits * digitCell(metrics, option.font).width - own;
    }
    return {width, QStyledItemDelegate::sizeHint(given, index).height()};
}

void CellDelegate::paintContent(
    QPainter *painter, const QStyleOptionViewItem &option, const QRect &room, const QModelIndex &index) const
{
    const QString text = discreet(index.data().toString());
    painter->drawText(room, static_cast<int>(option.displayAlignment),
        painter->fontMetrics().elidedText(text, Qt::ElideMiddle, room.width()));
}

void ProgressDelegate::paintContent(
    QPainter *painter, const QStyleOptionViewItem &option, const QRect &room, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    const int textWidth = painter->fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + 2;
    const QVariant fraction = index.data(IndexTableModel::FractionRole);
    if (!fraction.isValid()) {
        painter->setPen(t.textSecondary);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        return;
    }
    QRect track = room.adjusted(0, 0, -(textWidth + 8), 0);
    track.setHeight(6);
    track.moveTop(room.center().y() - 2);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.track);
    track = mirroredIn(painter, room, track);
    painter->drawRoundedRect(track, 3, 3);
    const double done = std::min(fraction.toDouble(), 1.0);
    if (done > 0) {
        const auto state = static_cast<IndexState>(index.data(IndexTableModel::StateRole).toInt());
        const bool bad = state == IndexState::Failed || state == IndexState::Stopped;
        QRectF bar(track);
        bar.setWidth(std::max(6.0, bar.width() * done));
        if (painter->layoutDirection() == Qt::RightToLeft)
            bar.moveRight(track.right() + 1); // it fills from where the text begins
        painter->setBrush(bad ? t.error : done >= 1 ? halfWithBase(t.ok) : t.accent);
        painter->drawRoundedRect(bar, 3, 3);
    }
    painter->setPen(t.text);
    painter->setFont(option.font);
    drawFigures(painter, room, index.data().toString());
}

int ProgressDelegate::beside(const QModelIndex &index) const
{
    return index.data(IndexTableModel::FractionRole).isValid() ? 62 : 0;
}

void StateDelegate::paintContent(
    QPainter *painter, const QStyleOptionViewItem &, const QRect &room, const QModelIndex &index) const
{
    drawState(painter, room, lookOfIndex(static_cast<IndexState>(index.data(IndexTableModel::StateRole).toInt())),
        index.data().toString());
}

void VerificationDelegate::paintContent(
    QPainter *painter, const QStyleOptionViewItem &, const QRect &room, const QModelIndex &index) const
{
    const auto state = static_cast<Verification>(index.data(IndexTableModel::VerificationRole).toInt());
    if (state == Verification::Pending)
        painter->setPen(Theme::tokens().textSecondary);
    drawState(painter, room, lookOfVerification(state), index.data().toString());
}

NumberDelegate::NumberDelegate(bool warnAboveZero, QObject *parent) : CellDelegate(parent), m_warn(warnAboveZero) { }

void NumberDelegate::paintContent(
    QPainter *painter, const QStyleOptionViewItem &, const QRect &room, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    const bool quiet = index.data(IndexTableModel::QuietRole).toBool();
    const bool warn = m_warn && !quiet;
    painter->setPen(quiet ? t.textSecondary : warn ? t.warning : t.text);
    if (warn) {
        QFont font = painter->font();
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
    }
    const int width = drawFigures(painter, room, index.data().toString());
    if (warn)
        paintIcon(painter, mirroredIn(painter, room, QRect(room.right() - width - 18, room.center().y() - 6, 13, 13)),
            QStringLiteral("triangle-alert"), t.warning);
}

} // namespace godwit
