// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/verifycost.h"

#include "engine/catalogue.h"

#include <algorithm>

namespace godwit {
namespace {

constexpr qint64 pageBytes = 4'000'000;
constexpr qint64 idBytes = 120; //!< of a hit without its source
constexpr qint64 recordBytes = 85; //!< of a spilled record

struct Size
{
    qint64 documents = 0;
    qint64 bytes = 0;
    qint64 largest = -1;
    QString largestName;
};

Result<Size> sizeOf(SearchCluster &cluster, const QStringList &names)
{
    const auto listed = cluster.listIndices(names);
    if (!listed)
        return fail(listed.error());
    Size size;
    for (const IndexSummary &index : *listed) {
        if (!names.contains(index.name) || !index.open)
            continue;
        size.documents += std::max<qint64>(0, index.documents);
        size.bytes += std::max<qint64>(0, index.primaryBytes);
        if (index.documents > size.largest) {
            size.largest = index.documents;
            size.largestName = index.name;
        }
    }
    return size;
}

} // namespace

Result<QList<LevelCost>> verifyCost(const VerifyRequest &request, SearchCluster &source, SearchCluster &target)
{
    QStringList here;
    QStringList there;
    for (const IndexPair &pair : request.pairs) {
        here.append(pair.source);
        there.append(pair.target);
    }
    const auto ofSource = sizeOf(source, here);
    if (!ofSource)
        return fail(ofSource.error());
    const auto ofTarget = sizeOf(target, there);
    if (!ofTarget)
        return fail(ofTarget.error());
    SourceSample sample;
    if (!ofSource->largestName.isEmpty()) {
        const auto read = sampleSource(source, ofSource->largestName);
        if (!read)
            return fail(read.error());
        sample = *read;
    }
    const qint64 documents = ofSource->documents + ofTarget->documents;
    const qint64 each = sample.known() ? sample.bytes / sample.documents : 1'000;
    const qint64 pairs = request.pairs.size();
    QList<LevelCost> costs;
    const qint64 definitions = 2 * ((pairs + 49) / 50) + 2;
    costs.append({VerifyLevel::Existence, definitions, 0, 0, 0, -1});
    costs.append({VerifyLevel::Definition, definitions, 0, 0, 0, -1});
    costs.append({VerifyLevel::Counts, definitions + 6 * pairs, 0, 0, 0, -1});
    const auto reading = [&](VerifyLevel level, qint64 bytesEach) {
        LevelCost cost;
        cost.level = level;
        cost.documents = documents;
        cost.bytes = documents * bytesEach;
        cost.requests = definitions + 14 * pairs + cost.bytes / pageBytes + documents / 4'000;
        cost.diskBytes = documents * recordBytes;
        // Both sides are read side by side.
        if (sample.known())
            cost.seconds = sample.seconds / static_cast<double>(sample.bytes) * static_cast<double>(cost.bytes) / 2;
        costs.append(cost);
    };
    reading(VerifyLevel::Ids, idBytes);
    reading(VerifyLevel::Content, each);
    return costs;
}

} // namespace godwit
