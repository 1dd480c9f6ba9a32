// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methodadvice.h"

namespace godwit {

//! Whether a live copy can follow changes of such a source, and write to such a target.
bool liveCopyReads(const ClusterInfo &source);
bool liveCopyWrites(const ClusterInfo &target);

MethodAdvice adviseLiveCopy(const MethodQuestion &question);

} // namespace godwit
