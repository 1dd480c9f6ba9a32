// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"

namespace godwit {

//! What to ask a server for: finds at least all that the selection matches. Servers know `*` only, and take `?` for
//! itself.
QStringList listPatterns(const Selection &selection);

} // namespace godwit
