// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/textscale.h"

#include <QApplication>
#include <QEvent>
#include <QFont>
#include <QLayout>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace godwit {
namespace {

constexpr double usualPoints = 9.75;

class FontFollower final : public QObject
{
public:
    FontFollower(QWidget *widget, std::function<void()> fit) : QObject(widget), m_fit(std::move(fit))
    {
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == parent()
            && (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange))
            m_fit();
        return false;
    }

private:
    std::function<void()> m_fit;
};

//! Layouts inside of a layout keep heights of their own.
void forget(QLayout *layout)
{
    layout->invalidate();
    for (int i = 0; i < layout->count(); ++i) {
        if (QLayout *inner = layout->itemAt(i)->layout())
            forget(inner);
    }
}

} // namespace

double textScale()
{
    const double points = QApplication::font().pointSizeF();
    return points > 0 ? std::max(1.0, points / usualPoints) : 1;
}

void followFont(QWidget *widget, const std::function<void()> &fit)
{
    new FontFollower(widget, fit);
    fit();
}

void measureAnew(QWidget *widget)
{
    const QList<QWidget *> inside = widget->findChildren<QWidget *>();
    for (const QWidget *each : inside) {
        if (each->layout())
            forget(each->layout());
    }
    for (QWidget *each = widget; each && !each->isWindow(); each = each->parentWidget()) {
        if (each->layout())
            forget(each->layout());
        each->updateGeometry(); // forgets what its layout item kept
    }
}

void setTextWidth(QWidget *widget, int pixels)
{
    followFont(
        widget, [widget, pixels] { widget->setFixedWidth(static_cast<int>(std::lround(pixels * textScale()))); });
}

} // namespace godwit
