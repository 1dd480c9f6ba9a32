// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/searchclient.h"

#include <QJsonDocument>

using namespace std::chrono_literals;

namespace godwit {

SearchClient::SearchClient(const Endpoint &endpoint, const Secrets &secrets, HttpObserver observer,
    std::shared_ptr<SharedClusterInfo> shared, std::stop_token stop)
    : m_endpoint(endpoint)
    , m_secrets(secrets)
    , m_guard(endpoint)
    , m_stop(std::move(stop))
    , m_shared(std::move(shared))
    , m_http(std::make_unique<HttpClient>(endpoint, secrets, std::move(observer)))
{
}

Result<ClusterInfo> SearchClient::info()
{
    return learn();
}

Result<ClusterInfo> SearchClient::learn() const
{
    const Result<QJsonObject> root = get("/");
    if (!root)
        return fail(root.error());
    Result<ClusterInfo> info = Dialect::recognise(*root, m_endpoint.product);
    if (!info)
        return info;
    m_dialect.emplace(*info);
    const std::scoped_lock lock(m_shared->mutex);
    m_shared->info = *info;
    return info;
}

Result<const Dialect *> SearchClient::dialect() const
{
    if (!m_dialect) {
        const std::scoped_lock lock(m_shared->mutex);
        if (m_shared->info)
            m_dialect.emplace(*m_shared->info);
    }
    if (!m_dialect) {
        if (const Result<ClusterInfo> info = learn(); !info)
            return fail(info.error());
    }
    return &*m_dialect;
}

namespace {

//! Says yes to whatever changes something, and holds nothing.
HttpResponse accepted()
{
    HttpResponse response;
    response.status = 200;
    response.body = R"({"acknowledged":true,"shards_acknowledged":true,"took":0,"items":[],)"
                    R"("_shards":{"total":0,"successful":0,"failed":0}})";
    return response;
}

} // namespace

Result<HttpResponse> SearchClient::send(const HttpRequest &request) const
{
    if (m_note) {
        PlannedRequest planned;
        planned.method = verbOf(request.method);
        planned.path = request.path;
        planned.query = request.query;
        // A reindex from remote holds the source's credentials.
        planned.body = request.path == "/_reindex" ? QByteArray() : request.body;
        m_note(planned);
        return accepted();
    }
    if (const auto admitted = m_guard.admit(request); !admitted)
        return fail(admitted.error());
    return m_http->send(request, m_stop);
}

namespace {

tl::unexpected<Error> unreadable(const QJsonParseError &error, const QByteArray &path)
{
    return fail(ErrorKind::Protocol,
        SearchClient::tr("The answer to %1 can't be read. Check what stands between Godwit and the server.")
            .arg(QString::fromUtf8(path)),
        error.errorString());
}

} // namespace

Result<QJsonObject> SearchClient::askObject(const HttpRequest &request) const
{
    const Result<HttpResponse> response = send(request);
    if (!response)
        return fail(response.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(response->body, &error);
    if (!document.isObject())
        return unreadable(error, request.path);
    return document.object();
}

Result<QJsonArray> SearchClient::askArray(const HttpRequest &request) const
{
    const Result<HttpResponse> response = send(request);
    if (!response)
        return fail(response.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(response->body, &error);
    if (!document.isArray())
        return unreadable(error, request.path);
    return document.array();
}

Result<QJsonObject> SearchClient::get(const QByteArray &path, const QByteArray &query) const
{
    HttpRequest request;
    request.path = path;
    request.query = query;
    return askObject(request);
}

Result<void> SearchClient::acknowledged(const HttpRequest &request, const QString &refusal)
{
    HttpRequest patient = request;
    patient.query = request.query + "timeout=60s&master_timeout=60s";
    patient.timeout = 90s; // longer than the server's own limit, so that its answer is heard
    const Result<QJsonObject> answer = askObject(patient);
    if (!answer)
        return fail(answer.error());
    const bool shardsToo = !answer->contains(QLatin1String("shards_acknowledged"))
        || answer->value(QLatin1String("shards_acknowledged")).toBool();
    if (!answer->value(QLatin1String("acknowledged")).toBool() || !shardsToo) {
        Error error{ErrorKind::Incomplete, refusal, {}, 0, true, {}};
        return fail(std::move(error));
    }
    return {};
}

Result<void> SearchClient::allShards(const QJsonObject &answer, const QString &refusal) const
{
    const QJsonObject shards = answer.value(QLatin1String("_shards")).toObject();
    const qint64 failed = shards.value(QLatin1String("failed")).toInteger(-1);
    if (failed == 0)
        return {};
    const QJsonValue reason = shards.value(QLatin1String("failures")).toArray().first();
    Error error{ErrorKind::Incomplete, refusal,
        QString::fromUtf8(QJsonDocument(reason.toObject()).toJson(QJsonDocument::Compact)), 0, true, {}};
    return fail(std::move(error));
}

bool SearchClient::blockIsComplete() const
{
    const auto spelling = dialect();
    return spelling && (*spelling)->hasBlockApi();
}

bool SearchClient::knowsExcludeVectors() const
{
    const auto spelling = dialect();
    return spelling && (*spelling)->hasExcludeVectors();
}

} // namespace godwit
