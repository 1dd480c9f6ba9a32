// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/clock.h"
#include "engine/jobcontrol.h"
#include "engine/jobobserver.h"
#include "engine/journal.h"
#include "engine/jobsummary.h"
#include "engine/plan.h"
#include "engine/searchcluster.h"

namespace godwit {

enum class CutoverMode { Ask, Auto, Never };

//! All that a method needs to run one job. The references outlive the run.
struct JobSetup
{
    Plan plan;
    QString job;
    CutoverMode cutover = CutoverMode::Ask;
    bool resume = false;
    SearchClusterFactory &source;
    SearchClusterFactory &target;
    Journal &journal;
    JobControl &control;
    JobObserver &observer;
    const Clock &clock;
};

//! Runs a job to its end on the calling thread (never the GUI thread) with worker threads of its own. The method is looked up
//! by plan.method. Failures are in the summary; nothing is thrown.
JobSummary runJob(JobSetup &setup);

//! Names of the methods that this build can run.
QStringList knownMethods();

//! Whether `resume` has something left to do. A live copy that ended with findings before its cutover has: once their
//! cause is mended and the refused documents are sent again, it goes on and cuts over.
bool resumable(const JobRecord &job);

} // namespace godwit
