// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flowlayout.h"

#include <QLabel>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace godwit {
namespace {

//! A label that may wrap asks for a block; here it shall be one line as long as that fits.
QSize wantedSize(QLayoutItem *item)
{
    const QSize usual = item->sizeHint().expandedTo(item->minimumSize());
    const auto *label = qobject_cast<const QLabel *>(item->widget());
    if (!label || !label->wordWrap())
        return usual;
    const int more = 2 * label->margin() + label->contentsMargins().left() + label->contentsMargins().right() + 2;
    const int width = label->fontMetrics().horizontalAdvance(label->text()) + more;
    return {width, label->heightForWidth(width)};
}

} // namespace

FlowLayout::FlowLayout(bool ends, QWidget *parent) : QLayout(parent), m_ends(ends)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(6);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
}

int FlowLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    const auto at = m_items.begin() + index;
    QLayoutItem *item = at->release();
    m_items.erase(at);
    return item;
}

std::vector<FlowLayout::Line> FlowLayout::lines(int width) const
{
    std::vector<Line> found;
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        QSize size = wantedSize(item.get());
        if (size.width() > width) {
            size.setWidth(std::max(item->minimumSize().width(), width));
            if (item->hasHeightForWidth())
                size.setHeight(item->heightForWidth(size.width()));
        }
        const bool first = found.empty();
        if (first || found.back().width + spacing() + size.width() > width)
            found.emplace_back();
        Line &line = found.back();
        line.width += size.width() + (line.items.empty() ? 0 : spacing());
        line.height = std::max(line.height, size.height());
        line.items.emplace_back(item.get(), size);
    }
    return found;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const auto all = lines(width - margins.left() - margins.right());
    for (const Line &line : all)
        height += line.height;
    return height + std::max(0, static_cast<int>(all.size()) - 1) * spacing();
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            least = least.expandedTo(item->minimumSize());
    }
    const QMargins margins = contentsMargins();
    return least + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const auto all = lines(QLAYOUTSIZE_MAX);
    const QSize size = all.empty() ? QSize() : QSize(all.front().width, all.front().height);
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect room = rect.marginsRemoved(contentsMargins());
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int y = room.top();
    bool first = true;
    for (const Line &line : lines(room.width())) {
        const int left = std::max(0, room.width() - line.width);
        int x = room.left() + (m_atEnd ? left : 0);
        const int spare = m_ends && !m_atEnd ? left : 0;
        for (std::size_t i = 0; i < line.items.size(); ++i) {
            const auto &[item, size] = line.items[i];
            const bool last = i + 1 == line.items.size();
            if (last && (line.items.size() > 1 || !first))
                x += spare;
            const QRect place(QPoint(x, y + (line.height - size.height()) / 2), size);
            item->setGeometry(QStyle::visualRect(direction, room, place));
            x += size.width() + spacing();
        }
        y += line.height + spacing();
        first = false;
    }
}

} // namespace godwit
