// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "widgets/icons.h"

namespace godwit {

//! How a state is shown: a shape and a colour; the word comes from its model.
struct StateLook
{
    StateTone tone = StateTone::Waiting;
    QString icon;
};

StateLook lookOfIndex(IndexState state);
StateLook lookOfVerification(Verification verification);
StateLook lookOfStep(StepState state);
StateLook lookOfJob(JobState state);
StateLook lookOfEvent(EventLevel level);
//! "Migration running", "Waiting for you", "Finished with findings", …
QString jobStateName(const JobSnapshot &snapshot);
QString stageName(StageId stage);

} // namespace godwit
