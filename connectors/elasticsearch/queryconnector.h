// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "engine/documentquery.h"

namespace godwit {

//! Searches of the user's own making on an Elasticsearch or OpenSearch cluster. Every connection is read-only, whatever
//! the endpoint allows.
class QueryConnector final : public DocumentQueryFactory
{
public:
    QueryConnector(Endpoint endpoint, Secrets secrets, HttpObserver observer = {});
    std::unique_ptr<DocumentQuery> open(std::stop_token stop) override;

private:
    Endpoint m_endpoint;
    Secrets m_secrets;
    HttpObserver m_observer;
};

} // namespace godwit
