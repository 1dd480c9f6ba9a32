// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "practice/practicedocuments.h"

#include <QCoreApplication>

#include <functional>
#include <stop_token>

namespace godwit {

//! A practice server: no password, no proxy.
Endpoint practiceEndpoint(const QString &url);

//! Puts believable indices into the practice source: orders-v1 with aliases, three days of logs, catalogue, customers
//! with custom routing. A few documents are then changed and deleted, as in any index that has lived. Blocks.
class PracticeFiller
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PracticeFiller)

public:
    PracticeFiller(const QString &url, qint64 documents);

    Result<void> run(const std::function<void(const QString &)> &progress = {}, std::stop_token stop = {});
    //! How many documents of an index were written, before the deletes.
    static qint64 documentsIn(const PracticeIndex &index, qint64 all);

private:
    Result<void> create(HttpClient &client, const PracticeIndex &index, std::stop_token stop);
    Result<void> fill(HttpClient &client, const PracticeIndex &index, int daysAgo, std::stop_token stop);
    Result<void> sendBulk(HttpClient &client, const QByteArray &index, const QByteArray &lines, std::stop_token stop);

    QString m_url;
    qint64 m_documents;
    PracticeDocuments m_made;
};

} // namespace godwit
