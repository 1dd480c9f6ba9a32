// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methodadvice.h"

namespace godwit {

//! Why the target can't read that source in a reindex from remote; empty when it can.
QString remoteReindexObstacle(const ClusterInfo &source, const ClusterInfo &target);

MethodAdvice adviseRemoteReindex(const MethodQuestion &question);
MethodAdvice adviseLocalReindex(const MethodQuestion &question);

} // namespace godwit
