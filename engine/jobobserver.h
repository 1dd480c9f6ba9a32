// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/jobsnapshot.h"

namespace godwit {

//! Receives what a job reports. Called from the job's thread; an implementation hands the values over to its own
//! thread.
class JobObserver
{
public:
    virtual ~JobObserver() = default;
    virtual void snapshot(const JobSnapshot &snapshot) = 0;
    virtual void event(const JobEvent &event) = 0;
    virtual void finding(const Finding &finding) = 0;
    //! Something the operator should know while looking elsewhere: the lag fell below the limit. It is an event as
    //! well.
    virtual void notice(const QString &text) { Q_UNUSED(text) }
};

} // namespace godwit
