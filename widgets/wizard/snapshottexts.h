// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"

#include <QJsonValue>

namespace godwit {

//! Lists and settings of a plan as one line to type, and back.
QString listText(const QJsonValue &list, const QString &separator);
QStringList listFrom(const QString &text, QChar separator);
//! "index.refresh_interval=30s; index.number_of_replicas=0"
QString settingsText(const QJsonObject &settings);
//! Nothing where a part has no name or no value.
std::optional<QJsonObject> settingsFrom(const QString &text);

QStringList snapshotNames(const QList<SnapshotInfo> &snapshots);
//! When it was made, by which version, and how much it holds.
QString snapshotText(const SnapshotInfo &snapshot);

} // namespace godwit
