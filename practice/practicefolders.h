// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QString>

namespace godwit::practicefolders {

//! Where the state of practice clusters is kept when nobody names a folder: per user, outlives a login.
QString defaultState();
//! Where servers started for `state` keep config, data and logs. Usually below `state`; elsewhere when the program runs
//! as root and `state` is closed to others, because servers refuse root and then run as nobody.
QString serversFor(const QString &state);
//! Whether every user may look into `folder`, or into what exists of its parents.
bool openToAll(const QString &folder);
//! Makes `folder`. As root it then belongs to nobody, with all that is in it.
Result<void> makeServerFolder(const QString &folder);
//! Gives what is in `folder` to nobody when running as root; else does nothing.
void handOver(const QString &folder);
bool isRoot();

} // namespace godwit::practicefolders
