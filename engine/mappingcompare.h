// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace godwit {

//! What the mapping `wanted` asks for and the mapping `there` does not have, field by field, a sentence each: fields
//! that are missing, other types, parameters with other values, and parameters that only one side names, unless they
//! say what holds without them. Fields that only `there` has are none, and at the root neither is what only `there`
//! names (templates may add them).
QStringList mappingDifferences(const QJsonObject &wanted, const QJsonObject &there);

} // namespace godwit
