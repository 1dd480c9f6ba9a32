// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/methods/snapshots/roundfigures.h"

namespace godwit {

//! What the newest snapshot rounds from the one cluster to the other measured, whatever became of them. Empty: no
//! journal knows any.
QList<RoundFigures> earlierRounds(const JobStore &store, const QString &sourceUuid, const QString &targetUuid);

} // namespace godwit
