// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>

namespace godwit {

//! What the window has to know of a page besides its widget. Everything but the key may be left out.
struct WindowPage
{
    QString key; //!< for MainWindow::showPage()
    QString icon;
    QString title; //!< empty: the page has no entry in the navigation and the View menu
    QKeySequence keys = {};
    QString help = {}; //!< heading of the guide that F1 opens
    QString below = {}; //!< key of the navigation's entry that stands for a page without one
    std::function<void()> shown = {}; //!< called before it is shown
    std::function<void()> find = {}; //!< Ctrl+F
    std::function<void()> refresh = {}; //!< F5
    std::function<QString()> environment = {}; //!< of the cluster that it can write to; empty: it writes to none
};

} // namespace godwit
