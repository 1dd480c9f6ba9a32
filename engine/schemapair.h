// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace godwit {

//! What a conversion says about itself.
struct SchemaNotes
{
    QStringList changes;
    QStringList blockers;
    void change(const QString &where, const QString &reason);
    void block(const QString &where, const QString &reason);
};

//! From which server to which, and by which server version the index was made: an index keeps the rules of its birth.
struct SchemaPair
{
    ClusterInfo from;
    ClusterInfo to;
    int createdMajor = 0; //!< Elasticsearch major that made the index; 7 and up stands for OpenSearch too
    QSet<QString> goneSimilarities; //!< names of similarities that the target does not get

    [[nodiscard]] bool toElasticsearch(int major = 0, int minor = 0) const;
    [[nodiscard]] bool toOpenSearch(int major = 0, int minor = 0) const;
    [[nodiscard]] bool changesProduct() const { return from.product != to.product; }
    //! Date formats of these indices are Joda patterns unless they begin with 8.
    [[nodiscard]] bool jodaDates() const { return createdMajor > 0 && createdMajor < 7; }
    [[nodiscard]] QString target() const; //!< "Elasticsearch 8.3.3", for reasons
};

//! Elasticsearch major behind `index.version.created`, OpenSearch's own numbers as 7; 0 when the setting is missing.
int createdMajor(const QString &versionCreated);
//! Pair for one index; the created version falls back to the source cluster's.
SchemaPair schemaPair(const QJsonObject &settings, const ClusterInfo &from, const ClusterInfo &to);
//! routing_num_shards that a server of 7.0 or later gives to an index that names none.
int defaultRoutingShards(int shards);

} // namespace godwit
