// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

namespace godwit {

//! What a cluster holds, as somebody chooses from it.
struct Catalogue
{
    ClusterInfo info;
    QList<IndexSummary> indices; //!< by name; hidden, dot and closed ones too
    QList<AliasEntry> aliases; //!< by name
    QList<StreamEntry> streams; //!< by name
    QList<TemplateEntry> templates; //!< by name
    std::optional<ClusterRoom> room; //!< nothing when the account may not ask

    //! The index of that name; null when there is none.
    [[nodiscard]] const IndexSummary *find(const QString &name) const;
};

//! Asks for everything. Reads only. What a cluster refuses to tell about its disks is left out; all else is an error.
Result<Catalogue> readCatalogue(SearchCluster &cluster);

//! How fast a source can be read.
struct SourceSample
{
    QString index;
    qint64 documents = 0;
    qint64 bytes = 0; //!< of the answers
    double seconds = 0;
    [[nodiscard]] bool known() const { return documents > 0 && seconds > 0; }
};

//! Reads at most a few thousand of the newest documents of one shard and takes the time. An index without documents
//! gives an empty sample.
Result<SourceSample> sampleSource(SearchCluster &source, const QString &index);

} // namespace godwit
