// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/dialect.h"

#include <QRegularExpression>
#include <QUrl>

namespace godwit {

namespace {

Version parseVersion(const QString &number)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d+)\\.(\\d+)\\.(\\d+)"));
    const QRegularExpressionMatch match = pattern.match(number);
    return {match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
}

bool supported(const ClusterInfo &info)
{
    if (info.product == Product::OpenSearch) {
        // With compatibility.override_main_response_version, 1.x and 2.x call themselves 7.10.2.
        return (info.version.major >= 1 && info.version.major <= 3) || info.version == Version{7, 10, 2};
    }
    return info.version >= Version{6, 7, 0} && info.version < Version{10, 0, 0};
}

} // namespace

Dialect::Dialect(const ClusterInfo &info) : m_info(info) { }

Result<ClusterInfo> Dialect::recognise(const QJsonObject &root, Product expected)
{
    const QJsonObject version = root.value(QLatin1String("version")).toObject();
    const QString number = version.value(QLatin1String("number")).toString();
    const QString tagline = root.value(QLatin1String("tagline")).toString();
    ClusterInfo info;
    info.version = parseVersion(number);
    info.clusterName = root.value(QLatin1String("cluster_name")).toString();
    info.clusterUuid = root.value(QLatin1String("cluster_uuid")).toString();
    info.nodeName = root.value(QLatin1String("name")).toString();
    if (version.value(QLatin1String("distribution")).toString() == QLatin1String("opensearch")
        || tagline.startsWith(QLatin1String("The OpenSearch Project"))) {
        info.product = Product::OpenSearch;
    } else if (tagline == QLatin1String("You Know, for Search")) {
        info.product = Product::Elasticsearch;
    }
    if (info.product == Product::Unknown || info.version == Version{}) {
        return fail(
            ErrorKind::Version, tr("The server is neither Elasticsearch nor OpenSearch. Check address and port."));
    }
    if (expected != Product::Unknown && expected != info.product) {
        return fail(ErrorKind::Version,
            tr("The server is %1, but the connection says %2. Change the product of the connection.")
                .arg(productName(info.product), productName(expected)));
    }
    if (!supported(info)) {
        return fail(ErrorKind::Version,
            tr("%1 %2 is not supported. Use Elasticsearch 6.7 to 9.x, or OpenSearch 1.x to 3.x.")
                .arg(productName(info.product), number));
    }
    if (info.clusterUuid.isEmpty() || info.clusterUuid == QLatin1String("_na_")) {
        Error error{ErrorKind::Busy,
            tr("The server has not joined its cluster yet. Wait until it has elected a master."), {}, 0, true, {}};
        return fail(std::move(error));
    }
    return info;
}

bool Dialect::elasticsearch(int major, int minor) const
{
    return m_info.product == Product::Elasticsearch && m_info.version >= Version{major, minor, 0};
}

QByteArray Dialect::primaryPreference(const ShardRef &shard) const
{
    // 7.0 took _primary away; OpenSearch (a fork of 7.10) brought it back.
    QString preference = QStringLiteral("_shards:%1|").arg(shard.shard);
    if (elasticsearch(7))
        preference += QStringLiteral("_only_nodes:") + shard.nodeId;
    else
        preference += QStringLiteral("_primary");
    return QUrl::toPercentEncoding(preference);
}

QByteArray Dialect::bulkPath() const
{
    // The type in the path is the default of action lines without one; 6.7 and later map _doc to the index's own type.
    return typed() ? QByteArrayLiteral("/_all/_doc/_bulk") : QByteArrayLiteral("/_bulk");
}

bool Dialect::hasBlockApi() const
{
    return openSearch() || elasticsearch(7, 9);
}

bool Dialect::hasExcludeVectors() const
{
    return elasticsearch(9, 2);
}

bool Dialect::hasSnapshotMetadata() const
{
    return openSearch() || elasticsearch(7, 3);
}

bool Dialect::hasFeatureStates() const
{
    return elasticsearch(7, 12);
}

bool Dialect::hasSnapshotIndexDetails() const
{
    return elasticsearch(7, 13);
}

bool Dialect::hasComposableTemplates() const
{
    return openSearch() || elasticsearch(7, 8);
}

bool Dialect::hasDataStreams() const
{
    return openSearch() || elasticsearch(7, 9);
}

bool Dialect::hasHiddenIndices() const
{
    return openSearch() || elasticsearch(7, 7);
}

QByteArray Dialect::everyIndex() const
{
    return hasHiddenIndices() ? QByteArrayLiteral("all") : QByteArrayLiteral("open,closed");
}

QByteArray Dialect::privilegesPath() const
{
    if (openSearch())
        return {};
    return typed() ? QByteArrayLiteral("/_xpack/security/user/_has_privileges")
                   : QByteArrayLiteral("/_security/user/_has_privileges");
}

QByteArray Dialect::typelessQuery() const
{
    return typed() ? QByteArrayLiteral("include_type_name=false&") : QByteArray();
}

QByteArray Dialect::typedQuery() const
{
    return typed() ? QByteArrayLiteral("include_type_name=true&") : QByteArray();
}

QJsonObject Dialect::typelessMappings(const QJsonObject &mappings, QString *typeName) const
{
    if (!typed())
        return mappings;
    for (auto it = mappings.constBegin(); it != mappings.constEnd(); ++it) {
        if (it.key() == QLatin1String("_default_"))
            continue;
        if (typeName)
            *typeName = it.key();
        return it.value().toObject();
    }
    return {};
}

qint64 Dialect::totalHits(const QJsonObject &hits)
{
    const QJsonValue total = hits.value(QLatin1String("total"));
    return total.isObject() ? total.toObject().value(QLatin1String("value")).toInteger(-1) : total.toInteger(-1);
}

} // namespace godwit
