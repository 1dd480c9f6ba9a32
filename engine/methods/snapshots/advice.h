// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methodadvice.h"

namespace godwit {

MethodAdvice adviseSnapshotRounds(const MethodQuestion &question);
MethodAdvice adviseRestore(const MethodQuestion &question);

} // namespace godwit
