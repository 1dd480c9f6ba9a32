// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include <algorithm>
#include <cmath>

namespace godwit {

//! Every colour of the window, by name; one set for light and one for dark desktops.
struct Tokens
{
    bool isDark = false;
    QColor window;
    QColor nav;
    QColor base;
    QColor alternateBase;
    QColor button;
    QColor text;
    QColor textSecondary;
    QColor textDisabled;
    QColor line;
    QColor control;
    QColor track;
    QColor accent;
    QColor onAccent;
    QColor selection;
    QColor ok;
    QColor okTint;
    QColor running;
    QColor runningTint;
    QColor waiting;
    QColor waitingTint;
    QColor paused;
    QColor pausedTint;
    QColor warning;
    QColor warningTint;
    QColor error;
    QColor errorTint;
    QColor chart1;
    QColor chart2;
    QColor chart3;
    QColor chart4;
    QColor chartLag;
    QColor chartLimit;
    QColor envProd;
    QColor onEnvProd;
    QColor envStaging;
    QColor onEnvStaging;
    QColor envTest;
    QColor onEnvTest;
    QColor envDev;
    QColor onEnvDev;

    static const Tokens &light();
    static const Tokens &dark();
    //! A desktop's high contrast palette: its own ground and text for all that is not the colour of a state.
    static Tokens highContrast(const QPalette &desktop);
    QColor byName(const QString &name) const;
};

//! WCAG 2 contrast, 1 to 21.
double contrastRatio(const QColor &one, const QColor &two);

} // namespace godwit
