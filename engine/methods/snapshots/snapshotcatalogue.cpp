// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/snapshotcatalogue.h"

#include "engine/methods/snapshots/judging.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::SnapshotCatalogue)
};

} // namespace

ClusterInfo snapshotMaker(const SnapshotInfo &snapshot)
{
    ClusterInfo maker;
    const QStringList parts = snapshot.version.split(u'.');
    maker.version = {parts.value(0).toInt(), parts.value(1).toInt(), parts.value(2).toInt()};
    maker.product = maker.version.major < 5 ? Product::OpenSearch : Product::Elasticsearch;
    maker.clusterName = snapshot.name;
    return maker;
}

Result<Catalogue> readSnapshotCatalogue(SearchCluster &cluster, const QJsonObject &options)
{
    const QString repository = options.value(QLatin1String("repository"))[QLatin1String("name")].toString();
    const QString name = options.value(QLatin1String("snapshot")).toString();
    const auto service = cluster.snapshots({});
    const auto found = service->snapshot(repository, name);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorKind::NotFound, Tr::tr("%1 has no snapshot %2. Choose another one.").arg(repository, name));
    const SnapshotInfo &info = **found;
    if (info.state != QLatin1String("SUCCESS") || info.failed > 0)
        return fail(ErrorKind::Incomplete,
            Tr::tr("Snapshot %1 is not whole, so it is not restored. Choose another one.").arg(name));
    const auto progress = service->progress(repository, name);
    if (!progress)
        return fail(progress.error());
    const QHash<QString, SnapshotIndexSize> sizes = indexSizesOf(*progress);
    Catalogue catalogue;
    catalogue.info = snapshotMaker(info);
    for (const QString &index : info.indices) {
        IndexSummary summary;
        summary.name = index;
        summary.uuid = QString(info.uuid + u'/' + index);
        summary.primaries = sizes.value(index).shards;
        if (sizes.contains(index))
            summary.primaryBytes = sizes.value(index).bytes;
        catalogue.indices.append(summary);
    }
    std::sort(catalogue.indices.begin(), catalogue.indices.end(),
        [](const IndexSummary &a, const IndexSummary &b) { return a.name < b.name; });
    return catalogue;
}

} // namespace godwit
