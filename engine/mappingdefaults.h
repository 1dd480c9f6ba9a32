// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace godwit {

//! What decides the default of a parameter beside its name.
struct MappingField
{
    QString type; //!< of the field, "object" where none is named; empty: the root of a mapping
    QString analyzer = {}; //!< that it names; empty: none
    QString searchAnalyzer = {};
    QString dynamic = {}; //!< of the nearest object around it that names one; empty: none
    bool ownDefaultAnalyzer = false; //!< the index's settings say what the analyzer "default" is
};

//! Whether a field that names this parameter with this value is the same as one that leaves it out, as the references
//! of Elasticsearch 6.8 to 9 and OpenSearch 1 to 3 have it. Values are text: "true", "1", "[]"; an object or array is
//! compact JSON, and a JSON null "null" or empty. False for what is not known: it may say anything.
bool isDefaultParameter(const MappingField &field, const QString &name, const QString &value);

//! Whether a server may name it in the answer although nobody asked for it, with values that differ from version to
//! version: what the target alone names there is no loss.
bool isWrittenByServers(const MappingField &field, const QString &name);

} // namespace godwit
