// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace godwit {

//! `godwit`: the window. `start` begins the plan at once.
int runWindow(int argc, char **argv, const QString &planFile, bool start, const QString &stateDir);

//! What to take pictures of: the real window, with the plan run against its real clusters.
struct ScreenshotOrder
{
    QString outDir;
    QString planFile;
    QString stateDir;
    int scale = 1;
    bool dark = false;
};

//! Runs the plan to its end in a window without a screen and grabs its pages on the way. 0 when every picture was
//! taken.
int runScreenshots(int argc, char **argv, const ScreenshotOrder &order);

} // namespace godwit
