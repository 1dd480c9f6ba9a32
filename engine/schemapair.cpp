// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schemapair.h"

#include <algorithm>
#include <bit>

namespace godwit {

namespace {

//! OpenSearch sets this bit in its version numbers to tell them from those of Elasticsearch.
constexpr qint64 OpenSearchMask = 0x08000000;

bool atLeast(const Version &version, int major, int minor)
{
    return version >= Version{major, minor, 0};
}

} // namespace

void SchemaNotes::change(const QString &where, const QString &reason)
{
    changes.append(where + QLatin1String(": ") + reason);
}

void SchemaNotes::block(const QString &where, const QString &reason)
{
    blockers.append(where + QLatin1String(": ") + reason);
}

bool SchemaPair::toElasticsearch(int major, int minor) const
{
    return to.product == Product::Elasticsearch && atLeast(to.version, major, minor);
}

bool SchemaPair::toOpenSearch(int major, int minor) const
{
    return to.product == Product::OpenSearch && atLeast(to.version, major, minor);
}

QString SchemaPair::target() const
{
    return productName(to.product) + QLatin1Char(' ') + to.version.toString();
}

int createdMajor(const QString &versionCreated)
{
    const qint64 id = versionCreated.toLongLong();
    if (id <= 0)
        return 0;
    if ((id & OpenSearchMask) != 0)
        return 7;
    return int(id / 1'000'000);
}

SchemaPair schemaPair(const QJsonObject &settings, const ClusterInfo &from, const ClusterInfo &to)
{
    SchemaPair pair{from, to, createdMajor(settings.value(QLatin1String("index.version.created")).toString()), {}};
    if (pair.createdMajor == 0)
        pair.createdMajor = from.product == Product::OpenSearch ? 7 : from.version.major;
    return pair;
}

int defaultRoutingShards(int shards)
{
    if (shards < 1)
        return 0;
    // The servers leave room to split ten times by two, up to 1,024 shards, and at least once.
    const int log2Shards = int(std::bit_width(unsigned(shards - 1)));
    return shards << std::max(1, 10 - log2Shards);
}

} // namespace godwit
