// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace godwit {

//! What the mapping `wanted` asks for and the mapping `there` does not have, field by field, a sentence each: fields
//! that are missing, other types, and parameters that both name with other values. A parameter that only one side names
//! is no difference: servers leave out what equals their default, each version in its own way. Fields that only `there`
//! has are none either (templates may add them).
QStringList mappingDifferences(const QJsonObject &wanted, const QJsonObject &there);

} // namespace godwit
