// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalogue.h"

#include <QElapsedTimer>

#include <algorithm>

namespace godwit {

namespace {

constexpr int sampleSize = 2'000;
constexpr qint64 sampleBytes = 16 << 20;

template <class T>
void sortByName(QList<T> &list)
{
    std::sort(list.begin(), list.end(), [](const T &a, const T &b) { return a.name < b.name; });
}

} // namespace

const IndexSummary *Catalogue::find(const QString &name) const
{
    const auto it = std::lower_bound(indices.cbegin(), indices.cend(), name,
        [](const IndexSummary &index, const QString &wanted) { return index.name < wanted; });
    return it != indices.cend() && it->name == name ? &*it : nullptr;
}

Result<Catalogue> readCatalogue(SearchCluster &cluster)
{
    Catalogue catalogue;
    const auto info = cluster.info();
    if (!info)
        return fail(info.error());
    catalogue.info = *info;
    auto indices = cluster.listIndices({QStringLiteral("*")});
    if (!indices)
        return fail(indices.error());
    catalogue.indices = *std::move(indices);
    auto names = cluster.names();
    if (!names)
        return fail(names.error());
    catalogue.aliases = std::move(names->aliases);
    catalogue.streams = std::move(names->streams);
    catalogue.templates = std::move(names->templates);
    const auto room = cluster.room();
    if (room)
        catalogue.room = *room;
    else if (room.error().kind == ErrorKind::Cancelled)
        return fail(room.error());
    sortByName(catalogue.indices);
    sortByName(catalogue.aliases);
    sortByName(catalogue.streams);
    sortByName(catalogue.templates);
    return catalogue;
}

Result<SourceSample> sampleSource(SearchCluster &source, const QString &index)
{
    SourceSample sample;
    sample.index = index;
    const auto shards = source.shardStates({index});
    if (!shards)
        return fail(shards.error());
    const auto fullest = std::max_element(shards->begin(), shards->end(),
        [](const ShardState &a, const ShardState &b) { return a.documents < b.documents; });
    if (fullest == shards->end() || fullest->documents == 0 || fullest->maxSeqNo < 0)
        return sample;
    WindowRead window;
    window.shard = {index, fullest->shard, fullest->nodeId};
    window.upTo = fullest->maxSeqNo;
    window.after = std::max<qint64>(-1, window.upTo - sampleSize + 1);
    window.size = sampleSize;
    window.maxBytes = sampleBytes;
    // The first read opens the connection and warms what the server keeps; the second is timed.
    for (int round = 0; round < 2; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto page = source.readWindow(window);
        if (!page && page.error().kind == ErrorKind::TooLarge && window.upTo - window.after > 1) {
            window.after = window.upTo - std::max<qint64>(1, (window.upTo - window.after) / 16);
            round = -1;
            continue;
        }
        if (!page)
            return fail(page.error());
        sample.documents = static_cast<qint64>(page->hits.size());
        sample.bytes = page->bytes;
        sample.seconds = double(timer.nsecsElapsed()) / 1e9;
    }
    return sample;
}

} // namespace godwit
