// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/navigation.h"

#include "models/discretion.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyle>
#include <QStyledItemDelegate>

namespace godwit {
namespace {

enum Role { KeyRole = Qt::UserRole, IconRole, CountRole, ToneRole };

class NavigationDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {100, option.fontMetrics.height() + (index.parent().isValid() ? 13 : 18)};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const bool child = index.parent().isValid();
        const bool selected = option.state & QStyle::State_Selected;
        QRect rect = option.rect;
        rect.setLeft(6);
        rect.setRight(option.widget->width() - 8);
        const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, rect, part); };
        rect.adjust(0, 1, 0, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.selection);
            painter->drawRoundedRect(rect, 5, 5);
            painter->setBrush(t.accent);
            painter->drawRoundedRect(placed(QRect(rect.left(), rect.top(), 3, rect.height())), 1.5, 1.5);
        }
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(t.accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5);
        }
        const int size = child ? 13 : 17;
        const int left = rect.left() + (child ? 22 : 9);
        const QColor ink = child ? toneColor(static_cast<StateTone>(index.data(ToneRole).toInt())) : t.text;
        paintIcon(painter, QRectF(placed(QRect(left, rect.center().y() - size / 2, size, size))),
            index.data(IconRole).toString(), ink);
        QFont font = fontFor(child ? FontRole::Small : FontRole::Body);
        font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(t.text);
        QRect room = rect.adjusted(left - rect.left() + size + (child ? 7 : 9), 0, -9, 0);
        const QString count = index.data(CountRole).toString();
        if (!count.isEmpty()) {
            painter->save();
            painter->setFont(fontFor(FontRole::Small));
            painter->setPen(t.textSecondary);
            painter->drawText(placed(room), Qt::AlignRight | Qt::AlignVCenter, count);
            painter->restore();
            room.adjust(0, 0, -24, 0);
        }
        painter->drawText(placed(room), Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(discreet(index.data().toString()), Qt::ElideRight, room.width()));
        painter->restore();
    }
};

} // namespace

Navigation::Navigation(QWidget *parent) : QTreeView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new NavigationDelegate(this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(false);
    setFrameShape(QFrame::NoFrame);
    fitWidth();
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Pages"));
    viewport()->setBackgroundRole(QPalette::NoRole);
    viewport()->setAutoFillBackground(false);
}

//! Wide enough for every page's name, also with large text; migrations have an ellipsis.
void Navigation::fitWidth()
{
    QFont font = fontFor(FontRole::Body);
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    int widest = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        widest = std::max(widest, metrics.horizontalAdvance(m_model->item(row)->text()));
    setFixedWidth(std::max(172, widest + 82)); // icon, count and margins
}

void Navigation::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        fitWidth();
}

void Navigation::addPage(const QString &key, const QString &icon, const QString &title)
{
    auto *item = new QStandardItem(title);
    item->setData(key, KeyRole);
    item->setData(icon, IconRole);
    m_model->appendRow(item);
    fitWidth();
}

QStandardItem *Navigation::find(const QString &key) const
{
    const QModelIndexList found = m_model->match(
        m_model->index(0, 0), KeyRole, key, 1, Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive);
    return found.isEmpty() ? nullptr : m_model->itemFromIndex(found.first());
}

void Navigation::setCount(const QString &key, int count)
{
    if (QStandardItem *item = find(key)) {
        item->setData(count > 0 ? QString::number(count) : QString(), CountRole);
        item->setAccessibleText(count > 0 ? tr("%1, %2").arg(item->text(), QString::number(count)) : item->text());
    }
}

void Navigation::setMigration(const QString &key, const QString &icon, int tone, const QString &title)
{
    QStandardItem *item = find(key);
    if (!item) {
        item = new QStandardItem(title);
        item->setData(key, KeyRole);
        find(QStringLiteral("migrations"))->appendRow(item);
        expandAll();
    }
    if (item->text() != title)
        item->setText(title);
    if (item->data(IconRole).toString() != icon)
        item->setData(icon, IconRole);
    if (item->data(ToneRole).toInt() != tone)
        item->setData(tone, ToneRole);
    item->setToolTip(title);
}

void Navigation::removeMigration(const QString &key)
{
    if (QStandardItem *item = find(key); item && item->parent())
        item->parent()->removeRow(item->row());
}

void Navigation::setCurrent(const QString &key)
{
    if (QStandardItem *item = find(key))
        setCurrentIndex(item->index());
}

QString Navigation::current() const
{
    return currentIndex().data(KeyRole).toString();
}

void Navigation::currentChanged(const QModelIndex &now, const QModelIndex &previous)
{
    QTreeView::currentChanged(now, previous);
    if (now.isValid())
        Q_EMIT chosen(now.data(KeyRole).toString());
}

} // namespace godwit
