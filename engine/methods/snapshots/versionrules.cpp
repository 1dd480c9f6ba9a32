// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/versionrules.h"

#include <QCoreApplication>

namespace godwit {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VersionRules)
};

constexpr qint64 openSearchMask = 0x08000000;

//! OpenSearch as the Elasticsearch version that it counts as.
int comparableMajor(Product product, int major)
{
    return product == Product::OpenSearch ? major + 6 : major;
}

QString named(Product product, const QString &version)
{
    return QString(productName(product) + u' ' + version);
}

} // namespace

IndexOrigin originOf(const QString &versionCreated)
{
    bool ok = false;
    qint64 id = versionCreated.toLongLong(&ok);
    if (!ok || id <= 0)
        return {};
    IndexOrigin origin{Product::Elasticsearch, 0, 0};
    if (id & openSearchMask) {
        origin.product = Product::OpenSearch;
        id ^= openSearchMask;
    }
    origin.major = static_cast<int>(id / 1'000'000);
    origin.minor = static_cast<int>(id / 10'000 % 100);
    return origin;
}

QString snapshotObstacle(Product product, Version madeBy, const ClusterInfo &to)
{
    const QString here = named(product, madeBy.toString());
    const QString there = named(to.product, to.version.toString());
    if (product == Product::OpenSearch && to.product == Product::Elasticsearch)
        return Tr::tr("Snapshots of OpenSearch do not restore into Elasticsearch.");
    if (product == Product::Elasticsearch && to.product == Product::OpenSearch) {
        if (madeBy > Version{7, 10, 99})
            return Tr::tr("Snapshots of %1 do not restore into OpenSearch: the last that do are those of 7.10.")
                .arg(here);
        if (to.version.major > 2)
            return Tr::tr("Snapshots of %1 do not restore into %2.").arg(here, there);
        return {};
    }
    if (madeBy > to.version)
        return Tr::tr("A snapshot of %1 does not restore into the older %2.").arg(here, there);
    return {};
}

QString indexObstacle(const IndexOrigin &origin, const ClusterInfo &to)
{
    if (origin.product == Product::Unknown)
        return {};
    const QString made = QStringLiteral("%1.%2").arg(origin.major).arg(origin.minor);
    const QString here = named(origin.product, made);
    const QString there = named(to.product, to.version.toString());
    const int from = comparableMajor(origin.product, origin.major);
    const int major = comparableMajor(to.product, to.version.major);
    if (origin.product == Product::OpenSearch && to.product == Product::Elasticsearch)
        return Tr::tr("The index was created by %1, which Elasticsearch can't read.").arg(here);
    if (origin.product == to.product
        && Version{origin.major, origin.minor, 99} > Version{to.version.major, to.version.minor, 99})
        return Tr::tr("The index was created by %1, which is newer than %2.").arg(here, there);
    if (from >= major - 1 && from <= major)
        return {};
    if (from > major)
        return Tr::tr("The index was created by %1, which is newer than %2.").arg(here, there);
    const bool archive = to.product == Product::Elasticsearch && to.version >= Version{8, 3, 0};
    return archive ? Tr::tr("The index was created by %1. %2 takes it only as a read-only archive, which needs a "
                            "licence: reindex it first, or use live copy.")
                         .arg(here, there)
                   : Tr::tr("The index was created by %1, which %2 can't read: reindex it first, or use live copy.")
                         .arg(here, there);
}

QString pairObstacle(const ClusterInfo &from, const ClusterInfo &to)
{
    if (const QString obstacle = snapshotObstacle(from.product, from.version, to); !obstacle.isEmpty())
        return obstacle;
    if (indexObstacle({from.product, from.version.major, from.version.minor}, to).isEmpty())
        return {};
    return Tr::tr("%2 restores indices of its own major version and of the one before; all of %1 are older. Step "
                  "through the version between, reindex, or use live copy.")
        .arg(named(from.product, from.version.toString()), named(to.product, to.version.toString()));
}

} // namespace godwit
