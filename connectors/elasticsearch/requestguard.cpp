// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/requestguard.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

namespace godwit {

namespace {

//! A path behind the index names that it may begin with: "/orders/_search" is "_search". Empty when it names a document
//! or anything else that is no interface.
QByteArray interfaceOf(const QByteArray &path, bool *hasIndex)
{
    QByteArrayView rest(path);
    while (rest.startsWith('/'))
        rest = rest.sliced(1);
    *hasIndex = !rest.startsWith('_');
    if (*hasIndex) {
        const qsizetype slash = rest.indexOf('/');
        rest = slash < 0 ? QByteArrayView() : rest.sliced(slash + 1);
    }
    return rest.startsWith('_') ? rest.toByteArray() : QByteArray();
}

//! What a POST may call without changing anything that somebody else would see.
bool postReads(const QByteArray &call)
{
    static const QSet<QByteArray> calls{"_search", "_msearch", "_search/scroll", "_search/template",
        "_search/point_in_time", "_msearch/template", "_search_shards", "_async_search", "_count", "_mget", "_pit",
        "_field_caps", "_explain", "_validate/query", "_termvectors", "_mtermvectors", "_terms_enum", "_rank_eval",
        "_analyze", "_refresh", "_flush", "_security/user/_has_privileges", "_xpack/security/user/_has_privileges"};
    return calls.contains(call);
}

bool deleteReleases(const QByteArray &call)
{
    return call == "_pit" || call == "_search/scroll" || call == "_search/point_in_time"
        || (call.startsWith("_async_search/") && call.count('/') == 1);
}

//! Setting or lifting the write block of named indices, and nothing beside it in the same request.
bool putBlocks(const QByteArray &call, const QByteArray &body)
{
    if (call == "_block/write")
        return body.isEmpty();
    if (call != "_settings")
        return false;
    const QJsonObject settings = QJsonDocument::fromJson(body).object();
    return settings.size() == 1 && settings.contains(QLatin1String("index.blocks.write"));
}

} // namespace

RequestGuard::RequestGuard(const Endpoint &endpoint) : m_readOnly(safetyOf(endpoint) == Safety::ReadOnly)
{
    QUrl url(endpoint.url);
    url.setUserInfo({});
    m_name = endpoint.profile.isEmpty() ? url.toString(QUrl::StripTrailingSlash) : endpoint.profile;
}

bool RequestGuard::isHarmless(const HttpRequest &request)
{
    if (request.method == Method::Get || request.method == Method::Head)
        return true;
    bool hasIndex = false;
    const QByteArray call = interfaceOf(request.path, &hasIndex);
    switch (request.method) {
    case Method::Post:
        return postReads(call);
    case Method::Delete:
        return !hasIndex && deleteReleases(call);
    case Method::Put:
        return hasIndex && putBlocks(call, request.body);
    default:
        return false;
    }
}

Result<void> RequestGuard::admit(const HttpRequest &request) const
{
    return m_readOnly && !isHarmless(request) && !allowsSnapshots(request) ? admitWriting() : Result<void>();
}

bool RequestGuard::allowsSnapshots(const HttpRequest &request) const
{
    if (m_permit.repository.isEmpty())
        return false;
    const QByteArray repository = "/_snapshot/" + QUrl::toPercentEncoding(m_permit.repository);
    if (request.path == repository)
        return request.method == Method::Put || (request.method == Method::Delete && m_registered);
    if (request.path == repository + "/_verify")
        return request.method == Method::Post;
    const QByteArray own = repository + '/' + QUrl::toPercentEncoding(m_permit.prefix);
    if (m_permit.prefix.isEmpty() || !request.path.startsWith(own))
        return false;
    const QByteArrayView name = QByteArrayView(request.path).sliced(repository.size() + 1);
    const bool one = !name.contains('/') && !name.contains('*') && !name.contains(',') && !name.contains('%');
    return one && (request.method == Method::Put || request.method == Method::Delete);
}

Result<void> RequestGuard::admitWriting() const
{
    if (!m_readOnly)
        return {};
    return fail(ErrorKind::Forbidden,
        tr("%1 is open for reading only, so Godwit changes nothing there. To write to it, give its connection the "
           "safety level Confirm or Free.")
            .arg(m_name));
}

} // namespace godwit
