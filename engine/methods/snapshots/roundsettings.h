// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/snapshots/options.h"
#include "engine/searchcluster.h"

namespace godwit {

//! Wildcards for the settings by which a server acts on an index on its own: it may shrink, merge or delete it.
//! Elasticsearch keeps them below index.lifecycle (name, rollover_alias, …), OpenSearch below
//! index.plugins.index_state_management (policy_id, …), earlier index.opendistro.index_state_management.
QStringList lifecyclePatterns();
//! Whether one of the patterns covers a setting.
bool coversSetting(const QStringList &patterns, const QString &setting);
//! The settings for each round, without those that wait for the end.
QJsonObject settingsOfRounds(const RoundsOptions &options);
//! The lifecycle settings that belong on the target when the rounds are over: as on the source, or as the plan says.
//! What the source's product alone knows is left out.
QJsonObject lifecycleAfterRounds(const QJsonObject &source, const RoundsOptions &options, Product target);

} // namespace godwit
