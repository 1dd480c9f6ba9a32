// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace godwit::test {

//! A live copy between two kinds of real clusters while an application writes: every _id, _routing and byte of _source
//! must be on the target at the end. Checks of the running test.
void copiesUnderLoad(const QString &from, const QString &to);

} // namespace godwit::test
