// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statelook.h"

#include <QCoreApplication>

namespace godwit {
namespace {

//! The catalogue of plurals is made from calls of tr().
struct Plural
{
    Q_DECLARE_TR_FUNCTIONS(godwit::StateLook)
};

QString translated(const char *text)
{
    return QCoreApplication::translate("godwit::StateLook", text);
}

} // namespace

StateLook lookOfIndex(IndexState state)
{
    switch (state) {
    case IndexState::Waiting:
        return {StateTone::Waiting, QStringLiteral("clock")};
    case IndexState::Creating:
        return {StateTone::Running, QStringLiteral("loader-circle")};
    case IndexState::Copying:
        return {StateTone::Running, QStringLiteral("play")};
    case IndexState::Following:
        return {StateTone::Running, QStringLiteral("refresh-cw")};
    case IndexState::Finished:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case IndexState::Stopped:
        return {StateTone::Warning, QStringLiteral("circle-stop")};
    case IndexState::Failed:
        return {StateTone::Error, QStringLiteral("circle-x")};
    }
    return {};
}

StateLook lookOfVerification(Verification verification)
{
    switch (verification) {
    case Verification::Pending:
        return {StateTone::Waiting, QStringLiteral("circle-dashed")};
    case Verification::Running:
        return {StateTone::Running, QStringLiteral("loader-circle")};
    case Verification::Equal:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case Verification::Different:
        return {StateTone::Error, QStringLiteral("circle-x")};
    }
    return {};
}

StateLook lookOfStep(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return {StateTone::Waiting, QStringLiteral("circle-dashed")};
    case StepState::Running:
        return {StateTone::Running, QStringLiteral("play")};
    case StepState::Waiting:
        return {StateTone::Waiting, QStringLiteral("clock")};
    case StepState::Done:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case StepState::Skipped:
        return {StateTone::Waiting, QStringLiteral("arrow-right")};
    case StepState::Failed:
        return {StateTone::Error, QStringLiteral("circle-x")};
    }
    return {};
}

StateLook lookOfJob(JobState state)
{
    switch (state) {
    case JobState::Preparing:
        return {StateTone::Running, QStringLiteral("loader-circle")};
    case JobState::Running:
        return {StateTone::Running, QStringLiteral("play")};
    case JobState::Paused:
        return {StateTone::Paused, QStringLiteral("pause")};
    case JobState::WaitingForCutover:
    case JobState::CuttingOver:
        return {StateTone::Running, QStringLiteral("flag")};
    case JobState::Succeeded:
        return {StateTone::Ok, QStringLiteral("circle-check")};
    case JobState::Findings:
        return {StateTone::Warning, QStringLiteral("triangle-alert")};
    case JobState::Failed:
        return {StateTone::Error, QStringLiteral("circle-x")};
    case JobState::Stopped:
        return {StateTone::Waiting, QStringLiteral("circle-stop")};
    }
    return {};
}

StateLook lookOfEvent(EventLevel level)
{
    switch (level) {
    case EventLevel::Info:
        return {StateTone::Running, QStringLiteral("info")};
    case EventLevel::Warning:
        return {StateTone::Warning, QStringLiteral("triangle-alert")};
    case EventLevel::Error:
        return {StateTone::Error, QStringLiteral("circle-x")};
    }
    return {};
}

QString jobStateName(const JobSnapshot &snapshot)
{
    switch (snapshot.state) {
    case JobState::Preparing:
        return translated("Preparing");
    case JobState::Running:
        return translated("Migration running");
    case JobState::Paused:
        return translated("Paused");
    case JobState::WaitingForCutover:
        return translated("Ready to finalize");
    case JobState::CuttingOver:
        return translated("Stopping data sync");
    case JobState::Succeeded:
        return translated("Succeeded");
    case JobState::Findings:
        return Plural::tr("%n finding(s)", nullptr, std::max(snapshot.findings, 1));
    case JobState::Failed:
        return translated("Failed");
    case JobState::Stopped:
        return translated("Stopped");
    }
    return {};
}

QString stageName(StageId stage)
{
    switch (stage) {
    case StageId::Initialization:
        return translated("Initialization");
    case StageId::Migration:
        return translated("Migration");
    case StageId::Finalization:
        return translated("Finalization");
    }
    return {};
}

} // namespace godwit
