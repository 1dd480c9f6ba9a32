// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace godwit {

//! How much larger the application's text is than what the pages were drawn with; at least 1.
double textScale();
//! Calls `fit` now and each time that the widget's font becomes another.
void followFont(QWidget *widget, const std::function<void()> &fit);
//! Has the layouts of the widget, in it and above it measured anew. While a part of a page is hidden, Qt tells only the
//! innermost layout of a change; those around it keep the heights that wrapped texts had before.
void measureAnew(QWidget *widget);
//! A width in pixels for text of the usual size, larger with larger text.
void setTextWidth(QWidget *widget, int pixels);

} // namespace godwit
