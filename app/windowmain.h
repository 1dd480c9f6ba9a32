// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace godwit {

struct CommandLine;

//! `godwit`: the window.
int runWindow(int argc, char **argv, const CommandLine &line);

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
