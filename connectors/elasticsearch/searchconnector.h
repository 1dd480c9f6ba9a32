// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "engine/searchcluster.h"

#include <mutex>

namespace godwit {

//! What all connections to one cluster know of it, so that only the first has to ask.
struct SharedClusterInfo
{
    std::mutex mutex;
    std::optional<ClusterInfo> info;
};

//! Connections to an Elasticsearch (6.8 to 9.x) or OpenSearch (2.x, 3.x) cluster.
class SearchConnector final : public SearchClusterFactory
{
public:
    SearchConnector(Endpoint endpoint, Secrets secrets, HttpObserver observer = {});
    std::unique_ptr<SearchCluster> open(std::stop_token stop) override;
    QString address() const override;
    std::unique_ptr<SearchCluster> rehearse(std::function<void(const PlannedRequest &)> note) override;

private:
    Endpoint m_endpoint;
    Secrets m_secrets;
    HttpObserver m_observer;
    std::shared_ptr<SharedClusterInfo> m_shared;
};

} // namespace godwit
