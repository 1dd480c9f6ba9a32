// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QStackedWidget>

namespace godwit {

//! As small as the page that is shown can be, whatever the others need.
class PageStack final : public QStackedWidget
{
    Q_OBJECT
public:
    explicit PageStack(QWidget *parent = nullptr) : QStackedWidget(parent)
    {
        connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
    }
    QSize minimumSizeHint() const override { return currentWidget() ? currentWidget()->minimumSizeHint() : QSize(); }
    bool hasHeightForWidth() const override { return currentWidget() && currentWidget()->hasHeightForWidth(); }
    int heightForWidth(int width) const override
    {
        if (!hasHeightForWidth())
            return -1;
        return leastHeight(*currentWidget(), width);
    }

private:
    //! What the page needs at least; by what it would like, every page would scroll. A stack inside of it claims,
    //! through its layout, the height that its largest page would like; only the one that is shown needs any.
    static int leastHeight(const QWidget &page, int width)
    {
        const QLayout *layout = page.layout();
        if (!layout)
            return page.heightForWidth(width);
        int height = layout->totalMinimumHeightForWidth(width);
        const auto *inner = page.findChild<PageStack *>(QString(), Qt::FindDirectChildrenOnly);
        if (inner && inner->hasHeightForWidth()) {
            const QMargins margins = layout->contentsMargins();
            const int room = width - margins.left() - margins.right();
            height -= inner->layout()->totalMinimumHeightForWidth(room) - inner->heightForWidth(room);
        }
        return height;
    }
};

} // namespace godwit
