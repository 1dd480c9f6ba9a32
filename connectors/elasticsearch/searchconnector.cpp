// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/searchconnector.h"

#include "connectors/elasticsearch/searchclient.h"

#include <QUrl>

namespace godwit {

SearchConnector::SearchConnector(Endpoint endpoint, Secrets secrets, HttpObserver observer)
    : m_endpoint(std::move(endpoint))
    , m_secrets(std::move(secrets))
    , m_observer(std::move(observer))
    , m_shared(std::make_shared<SharedClusterInfo>())
{
}

std::unique_ptr<SearchCluster> SearchConnector::open(std::stop_token stop)
{
    return std::make_unique<SearchClient>(m_endpoint, m_secrets, m_observer, m_shared, std::move(stop));
}

std::unique_ptr<SearchCluster> SearchConnector::rehearse(std::function<void(const PlannedRequest &)> note)
{
    // What a source lets out is the guard's matter where something is sent.
    Endpoint endpoint = m_endpoint;
    endpoint.safety.clear();
    auto client = std::make_unique<SearchClient>(endpoint, Secrets(), m_observer, m_shared, std::stop_token());
    client->noteInstead(std::move(note));
    return client;
}

QString SearchConnector::address() const
{
    QUrl url(m_endpoint.url);
    url.setUserInfo({});
    return url.toString(QUrl::StripTrailingSlash);
}

} // namespace godwit
