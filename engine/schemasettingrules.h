// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/schemapair.h"

#include <QJsonObject>
#include <QJsonValue>

namespace godwit {

//! Keep: into the create body. AfterCopy: put on once the base copy stands. Drop: not carried.
enum class SettingFate { Keep, AfterCopy, Drop };

//! What becomes of one flat setting; a drop or a delay that a person should know of is noted.
SettingFate settingFate(const QString &key, const QJsonValue &value, const SchemaPair &pair, SchemaNotes &notes);

//! A lifecycle policy counts from the index's birth: the copy is given that of its source.
void addLifecycleAge(const QJsonObject &settings, const SchemaPair &pair, QJsonObject &restore, SchemaNotes &notes);

} // namespace godwit
