// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/queryconnector.h"

#include "connectors/elasticsearch/indexlist.h"
#include "connectors/elasticsearch/requestguard.h"
#include "engine/jsontree.h"

#include <QUrl>

namespace godwit {
namespace {

Endpoint forReading(Endpoint endpoint)
{
    endpoint.safety = QStringLiteral("read-only");
    return endpoint;
}

int number(const JsonTree *value)
{
    return value ? static_cast<int>(value->integer(-1)) : -1;
}

//! Reason of the first failed shard: {"reason": {"type": …, "reason": …}}.
QString failureOf(const JsonTree &answer)
{
    const JsonTree *failures = answer.at("_shards", "failures");
    if (!failures || failures->children.empty())
        return {};
    const JsonTree *reason = failures->children.front().second.at("reason", "reason");
    return reason ? reason->text() : QString();
}

class QueryClient final : public DocumentQuery
{
    Q_DECLARE_TR_FUNCTIONS(godwit::QueryClient)

public:
    QueryClient(const Endpoint &endpoint, const Secrets &secrets, HttpObserver observer, std::stop_token stop)
        : m_guard(endpoint), m_stop(std::move(stop)), m_http(endpoint, secrets, std::move(observer))
    {
    }

    Result<SearchAnswer> search(const SearchRequest &wanted) override
    {
        const HttpRequest request = put(wanted);
        if (const auto admitted = m_guard.admit(request); !admitted)
            return fail(admitted.error());
        Result<HttpResponse> response = m_http.send(request, m_stop);
        if (!response)
            return fail(response.error());
        SearchAnswer answer;
        answer.body = std::move(response->body);
        answer.elapsed = response->elapsed;
        const auto tree = JsonTree::parse(answer.body);
        if (!tree || !tree->find("hits") || !tree->find("_shards"))
            return fail(ErrorKind::Protocol,
                tr("The answer to a search can't be read. Check what stands between Godwit and the server."));
        const JsonTree *took = tree->find("took");
        answer.tookMs = took ? took->integer() : -1;
        const JsonTree *timedOut = tree->find("timed_out");
        answer.timedOut = !timedOut || timedOut->token != "false";
        answer.shards = number(tree->at("_shards", "total"));
        answer.successful = number(tree->at("_shards", "successful"));
        answer.failed = number(tree->at("_shards", "failed"));
        answer.failure = failureOf(*tree);
        return answer;
    }

private:
    static HttpRequest put(const SearchRequest &wanted)
    {
        HttpRequest request;
        request.path = '/' + encodedIndex(wanted.index) + "/_search";
        request.idempotent = true;
        request.maxBytes = wanted.maxBytes;
        QByteArrayList options;
        if (wanted.wholeOnly)
            options.append("allow_partial_search_results=false");
        if (wanted.fresh)
            options.append("request_cache=false");
        if (wanted.lucene.isEmpty()) {
            request.method = Method::Post;
            request.body = wanted.body;
        } else {
            options.append("q=" + QUrl::toPercentEncoding(wanted.lucene));
            if (wanted.size > 0)
                options.append("size=" + QByteArray::number(wanted.size));
        }
        request.query = options.join('&');
        return request;
    }

    RequestGuard m_guard;
    std::stop_token m_stop;
    HttpClient m_http;
};

} // namespace

QueryConnector::QueryConnector(Endpoint endpoint, Secrets secrets, HttpObserver observer)
    : m_endpoint(forReading(std::move(endpoint))), m_secrets(std::move(secrets)), m_observer(std::move(observer))
{
}

std::unique_ptr<DocumentQuery> QueryConnector::open(std::stop_token stop)
{
    return std::make_unique<QueryClient>(m_endpoint, m_secrets, m_observer, std::move(stop));
}

} // namespace godwit
