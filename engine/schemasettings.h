// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/schemapair.h"

#include <QJsonObject>

namespace godwit {

struct ConvertedSettings
{
    QJsonObject create; //!< as the index is created, with what holds only while copying
    QJsonObject restore; //!< to put back after the base copy; null resets
};

//! Flat settings ("index.x": "value") of one index for the target. Fills pair.goneSimilarities for the mappings.
ConvertedSettings convertSettings(const IndexDefinition &source, SchemaPair &pair, SchemaNotes &notes);

//! `index.analysis.*` in place: names that the target no longer knows, and limits that became errors in 7.0.
void convertAnalysis(QJsonObject &settings, const SchemaPair &pair, SchemaNotes &notes);

//! Keys such as "index.sort.field.0", "index.sort.field.1" as one array under "index.sort.field".
QJsonObject withArrays(const QJsonObject &flat);

} // namespace godwit
