// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace godwit {

//! `godwit practice …`: `args` is what stands behind the word practice. Prints to standard output and returns the exit
//! code: 0 done (status: both clusters run), 1 status: they don't, 2 usage, 5 failed, 6 stopped by a signal. Needs a
//! QCoreApplication; waits with an event loop, works on another thread.
//! `program` is this executable: the writer that outlives the call is started from it.
int practiceMain(const QStringList &args, const QString &program = {});

} // namespace godwit
