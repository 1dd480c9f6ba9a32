// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "engine/plan.h"

#include <QDateTime>
#include <QStringList>

namespace godwit {

//! A job that was running when its process ended, as its journal tells it.
struct CutOffJob
{
    QString job;
    Plan plan; //!< with its profiles resolved where they still are
    QString stage; //!< "Copying", "Following changes", "Inside the cutover"
    qint64 written = 0; //!< documents, up to the last checkpoint
    int indices = 0;
    int copied = 0; //!< indices whose base copy is done
    QDateTime lastSign; //!< when the journal was last written
    QStringList targetIndices; //!< that this job created
    QStringList loweredIndices; //!< of them those whose replicas and refresh are still as for the copy
    QStringList blockedIndices; //!< on the source, by a write block that Godwit set or was about to set
    bool pastSwitch = false; //!< the aliases may be on the target already
    QList<JobEvent> events; //!< the newest, oldest of them first
};

} // namespace godwit
