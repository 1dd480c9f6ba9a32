// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace godwit {

//! The steps that bring a journal from one schema version to the next; the number of steps is the newest version. A
//! step that was released is never changed.
const std::vector<QStringList> &journalSteps();

} // namespace godwit
