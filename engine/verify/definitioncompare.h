// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"
#include "engine/verify/canonicaljson.h"
#include "engine/verify/sourcecompare.h"
#include "engine/verify/verifyfinding.h"

namespace godwit {

//! Where two definitions do not say the same, each place with whether it matters and why. What Godwit's own conversion
//! between these versions does, does not matter. Places begin with "settings.", "mappings." or "aliases.".
QList<SideBySide> compareDefinitions(const IndexDefinition &source, const IndexDefinition &target,
    const ClusterInfo &sourceInfo, const ClusterInfo &targetInfo);

//! A setting that is an index's own mark, which no copy can have: uuid, time of creation, version.
bool isOfOneIndex(const QString &key);

//! "mapping", "setting" or "alias": the kind of finding that such a place makes.
QString kindOfPlace(const QString &place);

//! Whether documents are rebuilt from their fields when they are read: synthetic `_source` of Elasticsearch, derived
//! source of OpenSearch.
bool hasSyntheticSource(const IndexDefinition &index);
//! Fields of type nested.
NestedFields nestedFields(const IndexDefinition &index);
//! What an index that rebuilds its documents keeps of the values of each field. `asWritten`: fields that it gives back
//! in another form than they were written in, which Godwit can't read: dates of other formats, points, ranges.
FieldForms fieldForms(const IndexDefinition &index, QStringList *asWritten);
//! Fields of type dense_vector.
VectorFields vectorFields(const IndexDefinition &index);
//! Why vectors of this index can't be compared with what a server rebuilds of them; empty: they can.
QString vectorFault(const IndexDefinition &index);
//! Why the index does not keep the whole source of its documents; empty when it does.
QString sourceFault(const IndexDefinition &index);

} // namespace godwit
