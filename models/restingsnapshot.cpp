// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/restingsnapshot.h"

#include <QCoreApplication>

#include <utility>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("godwit::RestingSnapshot", text);
}

bool isActive(StepState state)
{
    return state == StepState::Running || state == StepState::Waiting;
}

} // namespace

JobSnapshot atRest(JobSnapshot snapshot)
{
    const bool failed = snapshot.state == JobState::Failed;
    const bool paused = snapshot.state == JobState::Paused;
    if (!failed && !paused && snapshot.state != JobState::Stopped)
        return snapshot;
    const StepState left = failed ? StepState::Failed : StepState::Waiting;
    QString reason = failed ? snapshot.stateReason : paused ? tr("paused") : tr("stopped");
    for (Stage &stage : snapshot.stages) {
        if (isActive(stage.state))
            stage.state = left;
        for (Step &step : stage.steps) {
            if (!isActive(step.state))
                continue;
            step.state = left;
            step.figure.clear();
            step.reason = failed ? std::exchange(reason, QString()) : reason; // why it failed is said once
        }
    }
    for (IndexProgress &index : snapshot.indices) {
        index.documentsPerSecond = 0;
        if (paused)
            continue;
        index.lagSeconds = -1;
        if (index.state == IndexState::Creating || index.state == IndexState::Copying)
            index.state = IndexState::Waiting; // what was copied stays so
    }
    snapshot.readPerSecond = snapshot.writtenPerSecond = 0;
    snapshot.readBytesPerSecond = snapshot.writtenBytesPerSecond = 0;
    snapshot.sourceBusy = snapshot.targetBusy = -1;
    snapshot.bottleneck.clear();
    if (!paused)
        snapshot.lagSeconds = -1;
    return snapshot;
}

} // namespace godwit
