// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/mainwindow.h"

#include <QAction>
#include <QMenu>

namespace godwit {

//! The window's commands; the menus show them, the keyboard reaches them.
struct MainWindow::Actions
{
    QMenu *view = nullptr;
    QList<QAction *> themes; //!< with the word of each as its data
    QAction *endOfPages = nullptr; //!< pages stand above it in the View menu
    QAction *refresh = nullptr;
    QAction *copyCurl = nullptr;
    QAction *present = nullptr;
    QAction *maskIndices = nullptr;
    QAction *practice = nullptr; //!< null: not offered
    QAction *save = nullptr;
    QAction *test = nullptr;
    QAction *showLog = nullptr;
    QAction *showCharts = nullptr;
    QAction *start = nullptr;
    QAction *pause = nullptr;
    QAction *finish = nullptr;
    QAction *round = nullptr;
    QAction *finalize = nullptr;
    QAction *abort = nullptr;
    QAction *close = nullptr; //!< of a migration that does not run
    QList<QAction *> verify; //!< belong to the Verify page
};

} // namespace godwit
