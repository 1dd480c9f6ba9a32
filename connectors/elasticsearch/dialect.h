// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

namespace godwit {

//! Everything that Elasticsearch 6.8, 7, 8, 9 and OpenSearch spell differently. No other file asks for a version.
class Dialect
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Dialect)

public:
    explicit Dialect(const ClusterInfo &info);

    //! Reads the answer of `GET /`. `expected` is the product that the user chose, or Unknown.
    static Result<ClusterInfo> recognise(const QJsonObject &root, Product expected);

    const ClusterInfo &info() const { return m_info; }

    //! Percent-encoded value that pins a search or an _mget to one shard on the node of its primary.
    QByteArray primaryPreference(const ShardRef &shard) const;
    //! 6.x wants a mapping type in the path where the action lines bring none.
    QByteArray bulkPath() const;
    //! `PUT /index/_block/write` waits for running writes; the setting does not.
    bool hasBlockApi() const;
    bool hasExcludeVectors() const;
    //! A snapshot carries free metadata.
    bool hasSnapshotMetadata() const;
    //! `feature_states` in snapshots and restores.
    bool hasFeatureStates() const;
    //! `index_details` of a snapshot: shards and bytes of each index.
    bool hasSnapshotIndexDetails() const;
    bool hasComposableTemplates() const;
    bool hasDataStreams() const;
    //! Hidden indices, and with them expand_wildcards=all and its use in _cat.
    bool hasHiddenIndices() const;
    //! Value of expand_wildcards that means every index, also closed and hidden ones.
    QByteArray everyIndex() const;
    //! Path of the privilege check; empty where the product has none.
    QByteArray privilegesPath() const;
    //! For requests that send typeless mappings.
    QByteArray typelessQuery() const;
    //! For requests that read mappings: 6.x shows its type name, which is kept.
    QByteArray typedQuery() const;
    //! Takes the type level off a 6.x mapping.
    QJsonObject typelessMappings(const QJsonObject &mappings, QString *typeName = nullptr) const;
    //! hits.total is a number in 6.x and an object later; -1 when there is none.
    static qint64 totalHits(const QJsonObject &hits);

private:
    bool elasticsearch(int major, int minor = 0) const; //!< Elasticsearch of at least that version
    bool openSearch() const { return m_info.product == Product::OpenSearch; }
    bool typed() const { return !openSearch() && m_info.version.major < 7; }

    ClusterInfo m_info;
};

} // namespace godwit
