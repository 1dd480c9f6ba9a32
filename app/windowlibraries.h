// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/library.h"

#include <QList>

namespace godwit {

//! What this Godwit is built with besides Qt. Asks SQLite for its version, so it takes a moment.
QList<Library> builtWith();

} // namespace godwit
