// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/methods/livecopy/replay.h"
#include "engine/rollback.h"

#include <QFuture>

namespace godwit {

//! What is done with a job besides running it, by whoever knows its servers and its journal. Every call returns at
//! once; the work is done on another thread.
class JobServices
{
public:
    virtual ~JobServices() = default;
    //! Where the refused documents of a job are kept, whether there are any or not.
    virtual QString rejectedFile(const QString &job) const = 0;
    //! Sends the documents of the rejected file again.
    virtual QFuture<Result<ReplayOutcome>> replay(const QString &job) = 0;
    //! Lifts the write block that the cutover left on the source.
    virtual QFuture<Result<RollBackOutcome>> rollBack(const QString &job) = 0;
    //! Writes a report, of a comparison its certificate: .html, .pdf or .json by the path's suffix; `logo` is a picture
    //! or empty.
    virtual QFuture<Result<void>> report(const QString &job, const QString &path, const QString &logo) = 0;
};

} // namespace godwit
