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
        // What the page needs at least; by what it would like, every page would scroll.
        const QLayout *layout = currentWidget()->layout();
        return layout ? layout->totalMinimumHeightForWidth(width) : currentWidget()->heightForWidth(width);
    }
};

} // namespace godwit
