// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wizard/selectiontree.h"

#include "models/discretion.h"
#include "models/selectiontreemodel.h"
#include "widgets/icons.h"
#include "widgets/indexdelegates.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace godwit {
namespace {

//! Aliases and streams stay folded until somebody opens them: the indices are what is chosen.
bool opensByItself(int group)
{
    return group == SelectionTreeModel::IndexGroup || group == SelectionTreeModel::AliasGroup;
}

QColor inkOf(const QModelIndex &index)
{
    const Tokens &t = Theme::tokens();
    switch (index.data(SelectionTreeModel::ToneRole).value<SelectionTreeModel::Tone>()) {
    case SelectionTreeModel::Tone::Quiet:
        return t.textSecondary;
    case SelectionTreeModel::Tone::Warning:
        return t.warning;
    case SelectionTreeModel::Tone::Error:
        return t.error;
    case SelectionTreeModel::Tone::Normal:
        break;
    }
    return t.text;
}

class SelectionDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {60, option.fontMetrics.height() + 7};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        CellDelegate::initStyleOption(option, index);
        if (!index.data(SelectionTreeModel::GroupRole).toBool())
            return;
        option->features |= QStyleOptionViewItem::Alternate;
        if (index.column() == SelectionTreeModel::NameColumn)
            option->font.setWeight(QFont::DemiBold);
    }
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &given,
        const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        QRect room = given;
        const bool group = index.data(SelectionTreeModel::GroupRole).toBool();
        painter->setPen(group && index.column() != SelectionTreeModel::NameColumn ? t.textSecondary : inkOf(index));
        if (index.column() == SelectionTreeModel::NameColumn) {
            paintName(painter, option, room, index);
            return;
        }
        const auto tone = index.data(SelectionTreeModel::ToneRole).value<SelectionTreeModel::Tone>();
        const bool loud = tone == SelectionTreeModel::Tone::Warning || tone == SelectionTreeModel::Tone::Error;
        if (loud) {
            paintIcon(painter, takeIconPlace(painter, &room, 18), QStringLiteral("triangle-alert"), inkOf(index));
        } else if (index.column() == SelectionTreeModel::NewNameColumn
            && index.data(SelectionTreeModel::RenamedRole).toBool()) {
            paintIcon(painter, takeIconPlace(painter, &room, 18), QStringLiteral("arrow-right"), t.accent);
        }
        if (option.displayAlignment & Qt::AlignRight)
            drawFigures(painter, room, discreet(index.data().toString()));
        else
            painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                painter->fontMetrics().elidedText(discreet(index.data().toString()), Qt::ElideRight, room.width()));
    }

private:
    static void paintName(
        QPainter *painter, const QStyleOptionViewItem &option, const QRect &given, const QModelIndex &index)
    {
        // The box lies where the base class looks for clicks.
        const QStyle *style = option.widget->style();
        const QRect box = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
        const bool mirrored = option.direction == Qt::RightToLeft;
        const auto begin
            = [&](int from) { return mirrored ? given.adjusted(0, 0, -from, 0) : given.adjusted(from, 0, 0, 0); };
        QRect room = begin(mirrored ? given.right() - box.left() + 8 : box.right() + 8 - given.left());
        if (option.features & QStyleOptionViewItem::HasCheckIndicator) {
            QStyleOptionViewItem check(option);
            check.rect = box;
            check.state &= ~(QStyle::State_HasFocus | QStyle::State_On | QStyle::State_Off | QStyle::State_NoChange);
            check.state |= option.checkState == Qt::Checked ? QStyle::State_On
                : option.checkState == Qt::Unchecked        ? QStyle::State_Off
                                                            : QStyle::State_NoChange;
            if (!(index.flags() & Qt::ItemIsUserCheckable))
                check.state &= ~QStyle::State_Enabled;
            style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &check, painter, option.widget);
        } else if (!index.data(SelectionTreeModel::GroupRole).toBool()) {
            room = begin(19); // as if there were a box
        } else {
            room = given;
        }
        const QString name = discreet(index.data().toString());
        const QString shown = painter->fontMetrics().elidedText(name, Qt::ElideMiddle, room.width());
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, shown);
        const QString note = discreet(index.data(SelectionTreeModel::NoteRole).toString());
        const int used = painter->fontMetrics().horizontalAdvance(shown) + 10;
        if (note.isEmpty())
            return;
        painter->setFont(fontFor(FontRole::Small));
        const int width = painter->fontMetrics().horizontalAdvance(note) + 14;
        if (used + width > room.width())
            return;
        const QRect pill = mirroredIn(painter, room, QRect(room.left() + used, room.center().y() - 8, width, 17));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(toneTint(StateTone::Waiting));
        const QPen ink = painter->pen();
        painter->setPen(Qt::NoPen);
        painter->drawRoundedRect(pill, 8.5, 8.5);
        painter->setPen(ink);
        painter->drawText(pill, Qt::AlignCenter, note);
    }
};

} // namespace

SelectionTree::SelectionTree(QWidget *parent) : QTreeView(parent)
{
    setItemDelegate(new SelectionDelegate(this));
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setIndentation(18);
    setExpandsOnDoubleClick(true);
    header()->setHighlightSections(false);
    header()->setStretchLastSection(true);
    for (int group = 0; group < SelectionTreeModel::GroupCount; ++group)
        m_open.append(opensByItself(group));
}

void SelectionTree::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    const int widths[] = {252, 104, 78, 62, 146, 90};
    for (int column = 0; column < SelectionTreeModel::ColumnCount; ++column)
        setColumnWidth(column, widths[column]);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &SelectionTree::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &SelectionTree::restore);
    restore();
}

void SelectionTree::remember()
{
    for (int group = 0; group < m_open.size(); ++group) {
        const QModelIndex index = model()->index(group, 0);
        if (model()->hasChildren(index))
            m_open[group] = isExpanded(index);
    }
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    m_currentGroup = current.parent().isValid() ? current.parent().row() : current.isValid() ? current.row() : -1;
    m_current = current.parent().isValid() ? current.data().toString() : QString();
}

void SelectionTree::restore()
{
    for (int group = 0; group < m_open.size(); ++group)
        setExpanded(model()->index(group, 0), m_open.at(group));
    if (m_currentGroup < 0)
        return;
    const QModelIndex group = model()->index(m_currentGroup, 0);
    QModelIndex now = group;
    if (!m_current.isEmpty()) {
        // Rows are few after a filter, and the current one is mostly gone: a plain walk is enough.
        for (int row = 0; row < model()->rowCount(group); ++row) {
            const QModelIndex index = model()->index(row, 0, group);
            if (index.data().toString() == m_current) {
                now = index;
                break;
            }
        }
    }
    setCurrentIndex(now);
}

void SelectionTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const Tokens &t = Theme::tokens();
    const bool selected = selectionModel()->isSelected(index);
    painter->fillRect(rect, selected ? t.selection : index.parent().isValid() ? t.base : t.alternateBase);
    if (index.parent().isValid() || !model()->hasChildren(index))
        return;
    const QString name = isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
    paintIcon(painter, QRectF(rect.right() - 15, rect.center().y() - 6, 13, 13), name, t.textSecondary);
}

//! Space ticks all selected rows as the current one becomes.
void SelectionTree::keyPressEvent(QKeyEvent *event)
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (event->key() != Qt::Key_Space || rows.size() < 2) {
        QTreeView::keyPressEvent(event);
        return;
    }
    const bool tick = currentIndex().siblingAtColumn(0).data(Qt::CheckStateRole).toInt() != Qt::Checked;
    for (const QModelIndex &row : rows)
        model()->setData(row, tick ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

} // namespace godwit
