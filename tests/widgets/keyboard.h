// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QTest>
#include <QWidget>

//! Everything that a test does goes through keys to the widget that has the focus.
namespace godwit::keyboard {

inline void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    if (QWidget *focus = QApplication::focusWidget())
        QTest::keyClick(focus, key, modifiers);
}

inline void type(const QString &text)
{
    if (QWidget *focus = QApplication::focusWidget())
        QTest::keyClicks(focus, text);
}

//! Tab until a widget has the focus; false when it can't be reached so.
inline bool tabTo(const QWidget *wanted)
{
    constexpr int mostStops = 120;
    for (int stops = 0; stops < mostStops; ++stops) {
        const QWidget *focus = QApplication::focusWidget();
        if (focus == wanted || (focus && focus->focusProxy() == wanted))
            return true;
        press(Qt::Key_Tab);
    }
    return false;
}

} // namespace godwit::keyboard
