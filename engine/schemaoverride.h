// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "engine/preflight.h"

namespace godwit {

//! JSON Merge Patch (RFC 7396): null removes a key, an object is merged, everything else replaces.
QJsonObject mergePatch(QJsonObject document, const QJsonObject &patch);
//! The smallest patch that makes `to` of `from`.
QJsonObject patchBetween(const QJsonObject &from, const QJsonObject &to);

//! Settings as people write them ({"number_of_replicas": 1} or {"index": {"x": {"y": 2}}}) as flat keys below "index.".
QJsonObject flatSettings(const QJsonObject &settings);

//! What an edit of a converted index may show and change: its settings as they will be in the end, and its mappings.
struct EditableIndex
{
    QJsonObject settings; //!< flat
    QJsonObject mappings;
};
EditableIndex editable(const ConvertedIndex &converted);

//! Puts a plan's own settings and mappings on top of a conversion. What would move documents to other shards is a
//! blocker.
void applyOverride(ConvertedIndex &converted, const IndexOverride &override);

} // namespace godwit
