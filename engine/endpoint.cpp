// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/endpoint.h"

namespace godwit {

QString productName(Product product)
{
    switch (product) {
    case Product::Elasticsearch:
        return QStringLiteral("Elasticsearch");
    case Product::OpenSearch:
        return QStringLiteral("OpenSearch");
    case Product::Milvus:
        return QStringLiteral("Milvus");
    case Product::Unknown:
        break;
    }
    return {};
}

Safety safetyOf(const Endpoint &endpoint)
{
    if (endpoint.safety == QLatin1String("read-only"))
        return Safety::ReadOnly;
    return endpoint.safety == QLatin1String("confirm") ? Safety::Confirm : Safety::Free;
}

Endpoint openedAsSource(Endpoint endpoint)
{
    endpoint.safety = QStringLiteral("read-only");
    return endpoint;
}

const QStringList &environments()
{
    static const QStringList names{
        QStringLiteral("DEV"), QStringLiteral("TEST"), QStringLiteral("STAGING"), QStringLiteral("PROD")};
    return names;
}

QString stricterEnvironment(const QString &one, const QString &other)
{
    return environments().indexOf(one) >= environments().indexOf(other) ? one : other;
}

QString strictestWritable(const QList<Endpoint> &endpoints)
{
    QString strictest;
    for (const Endpoint &endpoint : endpoints) {
        if (safetyOf(endpoint) != Safety::ReadOnly)
            strictest = stricterEnvironment(strictest, endpoint.environment);
    }
    return strictest;
}

} // namespace godwit
