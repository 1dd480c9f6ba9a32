// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/elasticsearch/searchclient.h"
#include "engine/reindexservice.h"

#include <QCoreApplication>

namespace godwit {

//! Reindexing over a search connection, whose requests, guard and stop token it uses. It must not outlive it.
class ReindexClient final : public ReindexService
{
    Q_DECLARE_TR_FUNCTIONS(godwit::ReindexClient)

public:
    explicit ReindexClient(SearchClient &client);

    Result<QString> start(const ReindexOrder &order, const SearchCluster *remote) override;
    Result<ReindexTask> task(const QString &id) override;
    Result<QHash<QString, QString>> runningMarks() override;
    Result<void> rethrottle(const QString &id, double perSecond) override;
    Result<void> cancel(const QString &id) override;
    Result<QList<ReindexNode>> nodes() override;
    Result<std::vector<qint64>> countParts(
        const QString &index, const QJsonObject &all, const std::vector<QJsonObject> &parts) override;
    Result<FieldSpread> spread(
        const QString &index, const QJsonObject &query, const QString &field, int parts) override;
    Result<QHash<QString, QString>> routings(const QString &index, const QStringList &ids) override;

    //! The body of a `_reindex`. `remote` is what the target needs to reach the source, with its credentials.
    static QJsonObject bodyOf(const ReindexOrder &order, const QJsonObject &remote);
    //! Reads an answer of `GET _tasks/<id>`.
    static ReindexTask readTask(const QJsonObject &answer);

private:
    Result<QJsonObject> remoteOf(const ReindexOrder &order, const SearchClient &remote) const;
    Result<QJsonObject> search(const QString &index, const QJsonObject &body) const;

    SearchClient &m_client;
};

} // namespace godwit
