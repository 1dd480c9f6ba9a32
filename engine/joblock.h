// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace godwit {

//! Keeps a second process off a job: `job.lock` in its folder. The lock of a dead process is taken over, also when
//! another program, or a restarted Godwit in a container, meanwhile has its process number.
class JobLock
{
public:
    static Result<std::unique_ptr<QLockFile>> take(const QString &jobFolder);
    //! Whether a living process holds it. Touches nothing.
    static bool held(const QString &jobFolder);
};

} // namespace godwit
