// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace godwit {

class SearchCluster;

//! What one `_reindex` is asked for.
struct ReindexOrder
{
    QString from;
    QString to;
    QJsonObject query; //!< empty: everything
    int slice = -1; //!< of `slices`, on one cluster only; below 0: none
    int slices = 0;
    QStringList fields; //!< of `_source` to carry; empty: all
    QJsonObject script; //!< {"source": …, "lang": …, "params": …}; empty: none
    QString pipeline; //!< of the target; empty: none
    int batch = 1000; //!< documents a scroll page
    double perSecond = 0; //!< documents, 0: no limit
    //! Writes over a copy of the same version as well, not only over an older one: a document that was deleted and made
    //! again counts from 1 anew. A conflict then says that the target has a newer one.
    bool overSame = false;
    QString mark; //!< sent as X-Opaque-Id, by which a task is found again
    QString remoteUrl; //!< under which the target reaches the source; empty: the address of the source's connection
};

//! A document or a page that a task could not handle.
struct ReindexFailure
{
    QString id; //!< empty: reading failed, not one document
    int status = 0;
    QString type; //!< "mapper_parsing_exception"
    QString reason;
};

//! A running or ended task, as `GET _tasks/<id>` shows it.
struct ReindexTask
{
    QString id; //!< "node:number"
    QString mark; //!< the X-Opaque-Id of the request that started it; a restarted node counts from the beginning again
    bool completed = false;
    bool cancelled = false;
    qint64 total = 0; //!< documents that the query found
    qint64 created = 0;
    qint64 updated = 0;
    qint64 deleted = 0; //!< by a script
    qint64 noops = 0; //!< left out by a script
    qint64 conflicts = 0; //!< the target has the same version or a newer one
    qint64 batches = 0;
    double throttledSeconds = 0;
    std::vector<ReindexFailure> failures;
    std::optional<Error> error; //!< why the whole task ended early
    [[nodiscard]] qint64 handled() const { return created + updated + deleted + noops + conflicts; }
};

//! A node as far as a reindex from remote looks at it.
struct ReindexNode
{
    QString name;
    bool data = false;
    bool masterEligible = false;
    bool master = false; //!< the elected one
    bool listKnown = false; //!< the node's configuration names a list of its own
    QStringList allowed; //!< its allow-list: host:port with '*'
};

//! Where a query's documents lie along a field.
struct FieldSpread
{
    std::vector<double> bounds; //!< between equal parts, ascending; fewer than wanted where values repeat
    std::optional<double> largest;
    qint64 documents = 0; //!< that have a value
};

//! Reindexing on a cluster, and the questions that planning it needs, over a connection that must outlive this.
//! Answers are trusted only when whole: Incomplete otherwise.
class ReindexService
{
public:
    virtual ~ReindexService() = default;

    //! Starts a task and returns its id. `remote` is the connection to the source, whose address and credentials go
    //! into the request and nowhere else; null reads from this cluster. Retries nothing.
    //! https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-reindex
    virtual Result<QString> start(const ReindexOrder &order, const SearchCluster *remote) = 0;
    //! A task that runs, or its kept result. NotFound when the cluster knows nothing of it: its node was lost.
    virtual Result<ReindexTask> task(const QString &id) = 0;
    //! Ids of running reindex tasks by their marks.
    virtual Result<QHash<QString, QString>> runningMarks() = 0;
    //! Faster at once, slower after the batch under way. 0: no limit.
    virtual Result<void> rethrottle(const QString &id, double perSecond) = 0;
    //! Ends a task after the batch under way. That it is gone already is no error.
    virtual Result<void> cancel(const QString &id) = 0;

    //! Every node with its allow-list for reindex from remote.
    virtual Result<QList<ReindexNode>> nodes() = 0;

    //! Documents of an index that each query finds, all from one search; the last number is the whole of `all`.
    virtual Result<std::vector<qint64>> countParts(
        const QString &index, const QJsonObject &all, const std::vector<QJsonObject> &parts)
        = 0;
    //! Cuts a numeric or date field (or `_seq_no`) into `parts` of about the same number of documents.
    virtual Result<FieldSpread> spread(const QString &index, const QJsonObject &query, const QString &field, int parts)
        = 0;
    //! Routing values of documents by id; empty where there is none. Documents that are gone are left out.
    virtual Result<QHash<QString, QString>> routings(const QString &index, const QStringList &ids) = 0;
};

} // namespace godwit
