// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/rehearsal.h"

namespace godwit {

//! Goes through the requests of a live copy that goes well, from the first index to the end of the job.
void rehearseLiveCopy(const Rehearsal &rehearsal);

// What a target index gets beside its creation; LiveCopy and its rehearsal send the same.

//! Settings for the time of the job: what is held back until its end, and those of the copy too while it lasts.
QJsonObject loweredSettings(const ConvertedIndex &index, bool copying);
//! `restore` with the setting that guards deletes.
QJsonObject settingsAtTheEnd(QJsonObject restore);
//! The index's pipelines, which work before clients write and never while Godwit does; empty where it has none.
QJsonObject pipelineSettings(const ConvertedIndex &index, bool on);

} // namespace godwit
