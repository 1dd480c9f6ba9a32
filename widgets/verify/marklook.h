// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jsoncomparemodel.h"
#include "widgets/theme.h"

namespace godwit {

//! Of the sign of a value that differs.
inline QColor inkOf(ValueMark mark)
{
    const Tokens &t = Theme::tokens();
    return mark == ValueMark::Meaning ? t.running : mark == ValueMark::Different ? t.warning : t.error;
}

//! Of the line that it stands in.
inline QColor tintOf(ValueMark mark)
{
    const Tokens &t = Theme::tokens();
    return mark == ValueMark::Meaning ? t.runningTint : mark == ValueMark::Different ? t.warningTint : t.errorTint;
}

} // namespace godwit
