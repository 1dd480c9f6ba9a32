// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace godwit {

//! Something that Godwit is built with, for the about box.
struct Library
{
    QString name;
    QString version;
    QString licence;
    QString link;
};

} // namespace godwit
