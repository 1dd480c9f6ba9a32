// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/discretion.h"

#include <QClipboard>
#include <QGuiApplication>

namespace godwit {

//! The only way in which the window copies; masks in presentation mode.
inline void copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(discreet(text));
}

} // namespace godwit
