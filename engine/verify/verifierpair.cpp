// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One pair of indices: what they are, and how many documents they have.
#include "engine/verify/definitioncompare.h"
#include "engine/verify/verifierprivate.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

constexpr qsizetype definitionsAtOnce = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("Verify", text);
}

} // namespace

Result<void> Verifier::Private::comparePair(std::size_t row)
{
    const bool goesOn = underWay.contains(row);
    if (!goesOn)
        beginAnew(row);
    if (const auto read = readDefinitions(row); !read)
        return read;
    if (!goesOn) {
        const auto there = compareDefinition(row);
        if (!there)
            return fail(there.error());
        if (!*there)
            return {};
    }
    if (request().level < VerifyLevel::Counts)
        return {};
    if (const auto open = readable(row); !open)
        return open;
    if (!goesOn) {
        context.change(row, [](VerifyRow &one) {
            one.at = VerifyLevel::Counts;
            one.doing = tr("counting");
        });
        if (const auto counted = compareCounts(row); !counted)
            return counted;
    }
    return request().level < VerifyLevel::Ids ? Result<void>() : compareDocuments(row);
}

//! Without what an attempt that was given up has counted and found.
void Verifier::Private::beginAnew(std::size_t row)
{
    const bool reported = context.row(row).findings > 0;
    context.forgetFindings(row);
    context.change(row, [](VerifyRow &one) {
        const IndexPair pair = one.pair;
        const double spent = one.seconds;
        one = VerifyRow(pair);
        one.state = VerifyState::Running;
        one.seconds = spent;
    });
    if (reported)
        context.setup.observer.kept(context.rows());
}

//! Definitions of this pair and those after it.
Result<void> Verifier::Private::readDefinitions(std::size_t row)
{
    if (row < definitionsUpTo)
        return {};
    QStringList here;
    QStringList there;
    const qsizetype end = std::min<qsizetype>(request().pairs.size(), static_cast<qsizetype>(row) + definitionsAtOnce);
    for (qsizetype i = static_cast<qsizetype>(row); i < end; ++i) {
        here.append(request().pairs.at(i).source);
        there.append(request().pairs.at(i).target);
    }
    auto ofSource = context.patiently(row, [&] { return source->definitions(here); });
    if (!ofSource)
        return fail(ofSource.error());
    auto ofTarget = context.patiently(row, [&] { return target->definitions(there); });
    if (!ofTarget)
        return fail(ofTarget.error());
    sourceDefinitions = std::move(*ofSource);
    targetDefinitions = std::move(*ofTarget);
    definitionsUpTo = static_cast<std::size_t>(end);
    return {};
}

//! A closed index has documents that nobody can read.
Result<void> Verifier::Private::readable(std::size_t row) const
{
    const IndexPair pair = context.row(row).pair;
    for (const auto &[side, name] : {std::pair(Side::Source, pair.source), std::pair(Side::Target, pair.target)})
        if (closed[static_cast<int>(side)].contains(name))
            return fail(ErrorKind::Refused,
                side == Side::Source
                    ? tr(
                        "%1 is closed on the source, so its documents were not compared. Open it and compare again, or "
                        "leave it out.")
                          .arg(name)
                    : tr(
                        "%1 is closed on the target, so its documents were not compared. Open it and compare again, or "
                        "leave it out.")
                          .arg(name));
    return {};
}

//! False when one of them does not exist, so that there is nothing else to compare.
Result<bool> Verifier::Private::compareDefinition(std::size_t row)
{
    const IndexPair pair = context.row(row).pair;
    const bool here = sourceDefinitions.contains(pair.source);
    const bool there = targetDefinitions.contains(pair.target);
    if (!here || !there) {
        VerifyFinding finding;
        finding.kind = here ? QStringLiteral("missing") : QStringLiteral("extra");
        finding.sourceIndex = pair.source;
        finding.targetIndex = pair.target;
        finding.detail = here ? tr("The target has no index %1.").arg(pair.target)
            : there           ? tr("The source has no index %1.").arg(pair.source)
                    : tr("There is neither %1 on the source nor %2 on the target.").arg(pair.source, pair.target);
        context.finding(row, finding);
        return false;
    }
    if (context.setup.moment) // definitions were compared before the hand-over
        return true;
    const bool whole = request().level >= VerifyLevel::Definition;
    QList<SideBySide> places = compareDefinitions(
        sourceDefinitions.value(pair.source), targetDefinitions.value(pair.target), sourceInfo, targetInfo);
    if (!whole)
        places.removeIf([](const SideBySide &place) { return kindOfPlace(place.place) != QLatin1String("alias"); });
    context.change(row, [&](VerifyRow &one) {
        one.at = whole ? VerifyLevel::Definition : VerifyLevel::Existence;
        one.definitions = places;
    });
    for (const SideBySide &place : places) {
        if (!place.matters)
            continue;
        VerifyFinding finding;
        finding.kind = kindOfPlace(place.place);
        finding.sourceIndex = pair.source;
        finding.targetIndex = pair.target;
        const QString none = tr("nothing");
        finding.detail = tr("%1 is %2 on the source, %3 on the target. %4")
                             .arg(place.place, place.source.isNull() ? none : place.source,
                                 place.target.isNull() ? none : place.target, place.reason);
        finding.places = {place};
        context.finding(row, finding);
    }
    return true;
}

Result<std::vector<ShardState>> Verifier::Private::statesOf(std::size_t row, Side side)
{
    const IndexPair pair = context.row(row).pair;
    const bool here = side == Side::Source;
    const QString index = here ? pair.source : pair.target;
    const IndexDefinition definition = (here ? sourceDefinitions : targetDefinitions).value(index);
    auto states = context.patiently(row, [&]() -> Result<std::vector<ShardState>> {
        auto asked = (here ? source : target)->shardStates({index});
        if (asked && static_cast<int>(asked->size()) < definition.shards()) {
            Error error{ErrorKind::Incomplete,
                tr("Not every primary shard of %1 is available. Wait until the cluster is yellow or green.").arg(index),
                {}, 0, true, {}};
            return fail(std::move(error));
        }
        return asked;
    });
    if (states)
        for (const ShardState &state : *states)
            if (state.indexUuid != definition.uuid)
                return fail(
                    ErrorKind::Changed, tr("%1 was made again meanwhile. Start the comparison anew.").arg(index));
    return states;
}

//! Root documents, and what else a shard counts as documents. Where a side is written to, equal counts at any moment
//! are good, and a difference must stand still to be one.
Result<void> Verifier::Private::compareCounts(std::size_t row)
{
    const IndexPair pair = context.row(row).pair;
    const auto until = std::chrono::steady_clock::now()
        + std::chrono::milliseconds(static_cast<qint64>(request().settleSeconds * 1000));
    std::vector<qint64> before;
    bool moving = false;
    for (;;) {
        std::vector<qint64> numbers;
        qint64 counts[2] = {0, 0};
        for (const Side side : {Side::Source, Side::Target}) {
            const bool here = side == Side::Source;
            const QString index = here ? pair.source : pair.target;
            SearchCluster &cluster = here ? *source : *target;
            const int primaries = (here ? sourceDefinitions : targetDefinitions).value(index).shards();
            const auto counted = context.patiently(row, [&]() -> Result<qint64> {
                if (const auto done = cluster.refresh({index}, primaries); !done)
                    return fail(done.error());
                return cluster.count(index);
            });
            if (!counted)
                return fail(counted.error());
            const auto states = statesOf(row, side); // after the refresh: what is not searchable is not counted there
            if (!states)
                return fail(states.error());
            counts[static_cast<int>(side)] = *counted;
            context.change(row, [&](VerifyRow &one) {
                VerifySide &ofSide = here ? one.source : one.target;
                ofSide.documents = *counted;
                ofSide.luceneDocuments = 0;
                ofSide.deletedDocuments = 0;
                for (const ShardState &state : *states) {
                    ofSide.luceneDocuments += state.documents;
                    const bool known = ofSide.deletedDocuments >= 0 && state.deletedDocuments >= 0;
                    ofSide.deletedDocuments = known ? ofSide.deletedDocuments + state.deletedDocuments : -1;
                }
            });
            for (const ShardState &state : *states)
                numbers.push_back(state.maxSeqNo);
        }
        moving = moving || (!before.empty() && before != numbers);
        const bool still = before == numbers;
        before = numbers;
        if (counts[0] == counts[1] || request().level > VerifyLevel::Counts)
            return {};
        if (still && (!moving || std::chrono::steady_clock::now() >= until))
            break;
        if (std::chrono::steady_clock::now() >= until)
            return fail(ErrorKind::Changed,
                tr("%1 and %2 are written to and their counts differ from look to look. Compare the ids, or again when "
                   "writes have stopped.")
                    .arg(pair.source, pair.target));
        context.setup.control.sleep(300);
        if (context.halting())
            return fail(ErrorKind::Cancelled, tr("Stopped."));
    }
    const VerifyRow now = context.row(row);
    VerifyFinding finding{QStringLiteral("count"), pair.source, pair.target, {}, {}, {}, {}, {}};
    finding.detail
        = tr("%L1 documents on the source, %L2 on the target.").arg(now.source.documents).arg(now.target.documents);
    context.finding(row, finding);
    return {};
}

} // namespace godwit
