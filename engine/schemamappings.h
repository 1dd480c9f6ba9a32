// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/schemapair.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace godwit {

//! Typeless mappings for the target.
QJsonObject convertMappingTree(const QJsonObject &mappings, const SchemaPair &pair, SchemaNotes &notes);

//! One field with all below it. Nothing when the field is left out. `path` is for messages.
std::optional<QJsonObject> convertField(
    const QString &path, const QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes, bool inTemplate = false);

//! Every field of a "properties" or "fields" object.
QJsonObject convertProperties(const QString &path, const QJsonObject &properties, const SchemaPair &pair,
    SchemaNotes &notes, bool inTemplate = false);

//! The field's type for the target with the parameters that belong to it, or a blocker.
void convertFieldType(const QString &path, QJsonObject &field, const SchemaPair &pair, SchemaNotes &notes);

//! One date format, or several with || between them.
QString convertDateFormat(const QString &path, const QString &format, const SchemaPair &pair, SchemaNotes &notes);

} // namespace godwit
