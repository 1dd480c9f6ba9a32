// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/ledger.h"
#include "engine/methods/snapshots/roundfigures.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace godwit {

enum class StepState { Pending, Running, Waiting, Done, Skipped, Failed };

//! A named piece of a stage. `figure` is ready to show ("9 of 12 indices"); `reason` says why it waits or failed.
struct Step
{
    QString id; //!< stable key, for example "copy"
    QString title;
    StepState state = StepState::Pending;
    QString figure;
    QString reason;
    double seconds = -1; //!< duration once done; -1 unknown
    double predictedSeconds = -1; //!< what it will take, by what was measured in this job; -1: nothing was
    friend bool operator==(const Step &, const Step &) = default;
};

enum class StageId { Initialization, Migration, Finalization };

struct Stage
{
    StageId id = StageId::Initialization;
    StepState state = StepState::Pending;
    double seconds = -1; //!< running time so far, or duration once done; -1 not begun
    QList<Step> steps;
    friend bool operator==(const Stage &, const Stage &) = default;
};

enum class IndexState { Waiting, Creating, Copying, Following, Finished, Stopped, Failed };

//! Whether the copy of an index was compared with its source, and what came of it.
enum class Verification { Pending, Running, Equal, Different };

//! One primary shard on its way into a snapshot or out of it, as the server tells.
struct ShardProgress
{
    int shard = -1;
    bool restoring = false; //!< out of the snapshot; else into it
    QString stage; //!< the server's word: "INIT", "STARTED", "INDEX", …, "DONE"
    qint64 bytes = 0; //!< moved so far; into a snapshot only what the repository lacked, out of it what is reused too
    qint64 totalBytes = 0; //!< 0: not told yet, or nothing to move
    friend bool operator==(const ShardProgress &, const ShardProgress &) = default;
};

//! One index of a migration as the tables show it.
struct IndexProgress
{
    QString source; //!< identity of the row
    QString target;
    IndexState state = IndexState::Waiting;
    QString reason; //!< why it stopped or waits
    qint64 total = -1; //!< top-level documents expected by the base copy; -1: still counting
    qint64 copied = 0; //!< documents of the base copy handled so far
    Ledger ledger;
    qint64 bytes = 0; //!< document bytes read
    double documentsPerSecond = 0;
    double lagSeconds = -1; //!< -1 unknown
    Verification verification = Verification::Pending;
    QList<ShardProgress> shards = {}; //!< as last told, by number; empty where a method does not go shard by shard
    friend bool operator==(const IndexProgress &, const IndexProgress &) = default;
};

//! What nothing but a person points to the target: a client, a pipeline, a dashboard.
struct Integration
{
    QString text;
    bool ticked = false; //!< prepared, as the operator says
    friend bool operator==(const Integration &, const Integration &) = default;
};

//! What the operator may do at the gate.
struct CutoverGate
{
    bool open = false;
    QString reason; //!< why it is not open, one sentence
    double predictedPauseSeconds = -1; //!< of the steps that were measured; -1: of none
    qint64 recentSourceWrites = 0; //!< operations accepted by the source in the last `recentSeconds`
    double recentSeconds = 0;
    QString busiestIndex; //!< index with most of these writes
    QString calledOff; //!< why the last cutover went back to the state before; empty: there was none
    int unmeasuredSteps = 0; //!< of the pause, which the prediction is without
};

struct ThrottleState
{
    double documentsPerSecond = 0; //!< limit set by the user or the schedule, 0: none
    double bytesPerSecond = 0; //!< limit set by the user or the schedule, 0: none
    double automaticFactor = 1; //!< below 1 while a cluster pushes back
    QString reason; //!< why it is slower than it could be; empty when it is not
    QString hours = {}; //!< the hours of the plan's schedule that hold, or that they are over; empty: none yet
    int hoursChanges = 0; //!< how often the schedule has set the limits
};

enum class JobState {
    Preparing,
    Running, //!< copying or following
    Paused,
    WaitingForCutover, //!< gate open, the operator's word is missing
    CuttingOver,
    Succeeded,
    Findings,
    Failed,
    Stopped, //!< by the user; resumable
};

//! Everything a window or a progress line shows about a job, as one value; sent at most ten times a second.
struct JobSnapshot
{
    QString job;
    QString name;
    QString sourceAddress;
    QString targetAddress;
    JobState state = JobState::Preparing;
    QString stateReason; //!< why it waits, paused, or failed
    QDateTime started; //!< UTC
    QList<Stage> stages;
    QList<IndexProgress> indices;
    Ledger ledger;
    qint64 totalDocuments = -1; //!< base copy; -1: counting
    qint64 copiedDocuments = 0;
    double readPerSecond = 0;
    double writtenPerSecond = 0;
    double readBytesPerSecond = 0;
    double writtenBytesPerSecond = 0;
    double lagSeconds = -1; //!< -1 unknown
    double lagLimitSeconds = 10;
    double bulkMilliseconds = -1; //!< smoothed; -1: none yet
    qint64 queueBytes = 0;
    qint64 queueLimitBytes = 0;
    double sourceBusy = -1; //!< fraction of the readers' time spent waiting for the source; -1 unknown
    double targetBusy = -1; //!< fraction of the writers' time spent waiting for the target; -1 unknown
    QString bottleneck; //!< "source", "target", "throttle" or empty
    ThrottleState throttle;
    CutoverGate gate;
    QList<RoundFigures> rounds; //!< of a method that goes in rounds, in their order
    bool betweenRounds = false; //!< it rests and takes the order to begin the next round now
    QList<Integration> integrations; //!< in the plan's order
    QDateTime nextRound; //!< UTC; when it begins by itself. Invalid: it does not, or no rest is under way
    int findings = 0;
    double writePauseSeconds = -1; //!< measured; -1: none yet
    double pausedForSeconds = -1; //!< the write pause so far, while it lasts; -1: none under way
    bool running() const
    {
        return state == JobState::Preparing || state == JobState::Running || state == JobState::Paused
            || state == JobState::WaitingForCutover || state == JobState::CuttingOver;
    }
};

enum class EventLevel { Info, Warning, Error };

//! One line of the job's log.
struct JobEvent
{
    QDateTime time; //!< UTC
    EventLevel level = EventLevel::Info;
    QString index; //!< empty when it concerns the job
    QString text;
};

//! One thing that is not as it should be. Kinds: rejected, conflict, missing, extra, different, count, mapping,
//! setting, alias, routing, changed, vanished, template.
struct Finding
{
    QString kind;
    QString index;
    QString id;
    QString detail;
};

} // namespace godwit
