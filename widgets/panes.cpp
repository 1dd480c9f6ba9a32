// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes.h"

#include "widgets/textscale.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace godwit {

Panes::Panes(int spacing, QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this)), m_spacing(spacing)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
}

void Panes::addMain(QWidget *pane)
{
    add({pane, 0});
}

void Panes::addSide(QWidget *pane, int width)
{
    add({pane, width});
}

void Panes::add(Pane pane)
{
    pane.widget->setParent(this);
    m_panes.push_back(pane);
    m_rows.clear();
    arrange();
}

int Panes::leastWidth(const Pane &pane) const
{
    const int content = pane.widget->minimumSizeHint().width();
    return pane.side == 0 ? std::max(content, pane.widget->minimumWidth())
                          : std::max(content, static_cast<int>(std::lround(pane.side * textScale())));
}

Panes::Rows Panes::rowsFor(int width) const
{
    Rows rows;
    int used = 0;
    for (int i = 0; i < static_cast<int>(m_panes.size()); ++i) {
        const int least = leastWidth(m_panes[static_cast<std::size_t>(i)]);
        if (rows.empty() || used + m_spacing + least > width) {
            rows.emplace_back();
            used = least;
        } else {
            used += m_spacing + least;
        }
        rows.back().push_back(i);
    }
    return rows;
}

//! As narrow as its widest block: then they stand below each other.
QSize Panes::minimumSizeHint() const
{
    int width = 0;
    for (const Pane &pane : m_panes)
        width = std::max(width, leastWidth(pane));
    return {width, m_layout->totalMinimumSize().height()};
}

bool Panes::hasHeightForWidth() const
{
    return m_layout->hasHeightForWidth();
}

void Panes::arrange()
{
    if (m_arranging || m_panes.empty())
        return;
    const Rows rows = rowsFor(width());
    if (rows == m_rows && m_scale == textScale())
        return;
    m_arranging = true;
    m_rows = rows;
    m_scale = textScale();
    while (QLayoutItem *row = m_layout->takeAt(0)) {
        QLayout *layout = row->layout();
        while (layout && layout->count() > 0)
            delete layout->takeAt(0);
        delete row;
    }
    for (const std::vector<int> &row : m_rows) {
        auto *line = new QHBoxLayout;
        line->setSpacing(m_spacing);
        bool main = false;
        for (const int i : row) {
            const Pane &pane = m_panes[static_cast<std::size_t>(i)];
            const bool alone = row.size() == 1;
            main = main || pane.side == 0;
            if (pane.side > 0) {
                pane.widget->setMinimumWidth(leastWidth(pane));
                pane.widget->setMaximumWidth(alone ? QWIDGETSIZE_MAX : leastWidth(pane));
            }
            line->addWidget(pane.widget, pane.side == 0 || alone ? 1 : 0);
        }
        m_layout->addLayout(line, main || m_rows.size() == 1 ? 1 : 0);
    }
    m_arranging = false;
    updateGeometry();
}

bool Panes::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    // What a block needs may have become more.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange)
        arrange();
    return done;
}

void Panes::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace godwit
