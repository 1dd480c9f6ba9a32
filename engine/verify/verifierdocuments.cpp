// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One pair of indices: their documents.
#include "engine/verify/definitioncompare.h"
#include "engine/verify/settler.h"
#include "engine/verify/verifierprivate.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace godwit {
namespace {

constexpr std::size_t settledAtOnce = 2'000;
constexpr qsizetype listedExamples = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Verify", text);
}

//! Made of several shards of another index, whose sequence numbers it keeps: they repeat.
bool wasShrunk(const IndexDefinition &index)
{
    const QStringList keys = index.settings.keys();
    return std::any_of(keys.begin(), keys.end(), [](const QString &key) {
        return key.startsWith(QLatin1String("index.resize.source"))
            || key.startsWith(QLatin1String("index.shrink.source"));
    });
}

} // namespace

//! The shard as it was at the moment that is compared; null: as it is now.
const ShardState *Verifier::Private::atMoment(Side side, const QString &index, int shard) const
{
    if (!context.setup.moment)
        return nullptr;
    const auto &states = side == Side::Source ? context.setup.moment->source : context.setup.moment->target;
    const auto then = std::find_if(states.begin(), states.end(),
        [&](const ShardState &state) { return state.index == index && state.shard == shard; });
    return then == states.end() ? nullptr : &*then;
}

//! How many documents may have been deleted after the moment. Nothing where that is not known: a node that took a shard
//! over, or was restarted, counts anew.
Result<std::optional<qint64>> Verifier::Private::deletedSince(std::size_t row, Side side)
{
    const auto states = statesOf(row, side);
    if (!states)
        return fail(states.error());
    qint64 deleted = 0;
    for (const ShardState &state : *states) {
        const ShardState *then = atMoment(side, state.index, state.shard);
        if (!then || then->nodeId != state.nodeId || then->deleteTotal > state.deleteTotal)
            return std::optional<qint64>();
        deleted += state.deleteTotal - then->deleteTotal;
    }
    return std::optional<qint64>(deleted);
}

//! Every operation up to the checkpoint is searchable after the refresh, and none of them can be rolled back.
Result<std::vector<ShardReading>> Verifier::Private::checkpoints(std::size_t row, Side side)
{
    const IndexPair pair = context.row(row).pair;
    const QString index = side == Side::Source ? pair.source : pair.target;
    SearchCluster &cluster = side == Side::Source ? *source : *target;
    const auto trails = [](const std::vector<ShardState> &states) {
        return std::any_of(states.begin(), states.end(),
            [](const ShardState &state) { return state.globalCheckpoint < state.maxSeqNo; });
    };
    auto states = statesOf(row, side);
    if (states && trails(*states)) { // an asynchronous translog closes the gap only now and then
        context.setup.control.sleep(1'000);
        states = statesOf(row, side);
        if (states && trails(*states)) {
            if (const auto flushed = context.patiently(row, [&] { return cluster.flush({index}); }); !flushed)
                return fail(flushed.error());
            states = statesOf(row, side);
        }
    }
    if (!states)
        return fail(states.error());
    const auto refreshed
        = context.patiently(row, [&] { return cluster.refresh({index}, static_cast<int>(states->size())); });
    if (!refreshed)
        return fail(refreshed.error());
    std::vector<ShardReading> shards;
    for (const ShardState &state : *states) {
        ShardReading reading;
        reading.side = side;
        reading.shard = {index, state.shard, state.nodeId};
        reading.indexUuid = state.indexUuid;
        reading.historyUuid = state.historyUuid;
        reading.checkpoint = state.globalCheckpoint;
        if (const ShardState *then = atMoment(side, index, state.shard)) {
            if (then->historyUuid != state.historyUuid)
                return fail(ErrorKind::Changed, tr("%1 is no longer what it was at the hand-over.").arg(index));
            reading.checkpoint = std::min(reading.checkpoint, then->maxSeqNo);
        }
        reading.documentBytes = state.documents > 0
            ? std::clamp(2.0 * static_cast<double>(state.bytes) / static_cast<double>(state.documents), 100.0, 1e6)
            : 500;
        shards.push_back(std::move(reading));
    }
    return shards;
}

namespace {

QJsonArray shardsJson(const std::vector<ShardReading> &shards)
{
    QJsonArray list;
    for (const ShardReading &shard : shards) {
        QJsonArray returned;
        for (const auto &[after, upTo] : shard.returned)
            returned.append(QJsonArray{after, upTo});
        list.append(QJsonArray{shard.side == Side::Source, shard.shard.index, shard.shard.shard, shard.shard.nodeId,
            shard.indexUuid, shard.historyUuid, shard.checkpoint, shard.handedOut, returned,
            shard.returned.empty() ? QString() : shard.seen.toText(), shard.repeats});
    }
    return list;
}

std::vector<ShardReading> shardsFrom(const QJsonArray &list)
{
    std::vector<ShardReading> shards;
    for (const QJsonValue &value : list) {
        const QJsonArray one = value.toArray();
        ShardReading shard;
        shard.side = one.at(0).toBool() ? Side::Source : Side::Target;
        shard.shard = {one.at(1).toString(), one.at(2).toInt(), one.at(3).toString()};
        shard.indexUuid = one.at(4).toString();
        shard.historyUuid = one.at(5).toString();
        shard.checkpoint = one.at(6).toInteger();
        shard.handedOut = one.at(7).toInteger();
        for (const QJsonValue &window : one.at(8).toArray())
            shard.returned.emplace_back(window.toArray().at(0).toInteger(), window.toArray().at(1).toInteger());
        shard.seen = NumberSet::fromText(one.at(9).toString());
        shard.brokeOff = !shard.seen.isEmpty();
        shard.repeats = one.at(10).toBool();
        shards.push_back(std::move(shard));
    }
    return shards;
}

} // namespace

namespace {

//! Where both sides rebuild their documents: what both keep in the same way.
FieldForms bothForms(const FieldForms &forms, const FieldForms &others, QStringList *asWritten)
{
    FieldForms both;
    for (const auto &[name, form] : forms) {
        const auto other = others.find(name);
        if (other == others.end() || other->second == form)
            both.emplace(name, form);
        else
            asWritten->append(QString::fromStdString(name));
    }
    return both;
}

} // namespace

Spelling Verifier::Private::spelling(std::size_t row, QStringList *asWritten) const
{
    const IndexPair pair = context.row(row).pair;
    const IndexDefinition here = sourceDefinitions.value(pair.source);
    const IndexDefinition there = targetDefinitions.value(pair.target);
    Spelling spelling;
    const bool rebuilds[] = {hasSyntheticSource(here), hasSyntheticSource(there)};
    // Where both rebuild it they give it the same form, unless they are of two products.
    spelling.synthetic = rebuilds[0] != rebuilds[1] || (rebuilds[0] && sourceInfo.product != targetInfo.product);
    if (spelling.synthetic) {
        QStringList unread;
        spelling.nested = nestedFields(here);
        spelling.nested.merge(nestedFields(there));
        spelling.forms = fieldForms(rebuilds[0] ? here : there, &unread);
        if (rebuilds[0] && rebuilds[1])
            spelling.forms = bothForms(spelling.forms, fieldForms(there, &unread), &unread);
        unread.removeDuplicates();
        if (asWritten)
            *asWritten = unread;
    }
    if (context.vectors || rebuilds[0] || rebuilds[1])
        spelling.vectors = bothVectors(vectorFields(here), vectorFields(there));
    return spelling;
}

Result<void> Verifier::Private::compareDocuments(std::size_t row)
{
    const VerifyRow begin = context.row(row);
    const bool content = request().level == VerifyLevel::Content;
    if (content)
        for (const auto &definition :
            {sourceDefinitions.value(begin.pair.source), targetDefinitions.value(begin.pair.target)})
            if (const QString fault = sourceFault(definition); !fault.isEmpty())
                return fail(ErrorKind::Refused, fault);
    if (content && context.vectors)
        for (const auto &definition :
            {sourceDefinitions.value(begin.pair.source), targetDefinitions.value(begin.pair.target)})
            if (const QString fault = vectorFault(definition); !fault.isEmpty())
                return fail(ErrorKind::Refused, fault);
    QStringList asWritten;
    const Spelling spelled = content ? spelling(row, &asWritten) : Spelling();
    context.change(row, [&](VerifyRow &one) {
        one.at = request().level;
        one.doing = content ? tr("reading") : tr("reading ids");
        one.bySynthetic = spelled.synthetic;
        one.byVectors = !spelled.vectors.empty();
        one.asWritten = asWritten.mid(0, listedExamples);
    });
    if (!asWritten.isEmpty() && !underWay.contains(row))
        context.event(EventLevel::Warning, begin.pair.source,
            tr("One side gives these fields back in a form that Godwit can't read, so they are compared as they are "
               "written: %1.")
                .arg(asWritten.mid(0, listedExamples).join(QStringLiteral(", "))));
    std::vector<ShardReading> shards;
    std::unique_ptr<Spill> spill;
    if (const auto stands = underWay.constFind(row); stands != underWay.constEnd()) {
        auto reopened = Spill::reopen(spillFolder(row), stands->value(QLatin1String("spill")).toObject());
        if (!reopened)
            return fail(reopened.error());
        spill = std::move(*reopened);
        shards = shardsFrom(stands->value(QLatin1String("shards")).toArray());
        for (const ShardReading &shard : shards)
            if (shard.repeats && shard.brokeOff)
                return fail(brokenOff(shard.shard.index));
        if (const auto same = moved(row, shards); !same) // before anything more is read of another index
            return fail(same.error());
    } else {
        for (const Side side : {Side::Source, Side::Target}) {
            auto some = checkpoints(row, side);
            if (!some)
                return fail(some.error());
            std::move(some->begin(), some->end(), std::back_inserter(shards));
        }
        auto created = Spill::create(spillFolder(row), std::max(begin.source.documents, begin.target.documents));
        if (!created)
            return fail(created.error());
        spill = std::move(*created);
    }
    if (!underWay.value(row).contains(QLatin1String("partition")))
        if (const auto drained = drain(row, *spill, shards); !drained)
            return drained;
    const auto moving = moved(row, shards);
    if (!moving)
        return fail(moving.error());
    context.change(row, [&](VerifyRow &one) {
        one.moving = one.moving || *moving;
        one.source.hash = spill->sum(Side::Source).toHex();
        one.target.hash = spill->sum(Side::Target).toHex();
    });
    if (const auto whole = selfCheck(row, *spill); !whole) {
        underWay.remove(row); // what was read proves nothing: a resume reads it anew
        spill->discard();
        return whole;
    }
    if (const auto settled = settle(row, *spill, context.row(row).moving); !settled)
        return settled;
    spill->discard();
    return {};
}

Result<void> Verifier::Private::drain(std::size_t row, Spill &spill, const std::vector<ShardReading> &shards)
{
    const auto reading = std::make_shared<Drain>(context, row, spill, shards);
    const VerifyRow counted = context.row(row);
    if (request().level == VerifyLevel::Content) // ids alone are hashed faster than looked up
        reading->expect(std::max(counted.source.documents, counted.target.documents));
    reading->setSpelling(spelling(row));
    // What a comparison with a moment concludes rests on reading what is there when it is read.
    if (!context.setup.moment && !wasShrunk(sourceDefinitions.value(counted.pair.source))
        && !wasShrunk(targetDefinitions.value(counted.pair.target)))
        reading->allowScrolls();
    if (!pool)
        pool = std::make_unique<ReaderPool>(context, request().readersPerSide);
    pool->begin(reading);
    const auto keep = [&]() -> Result<void> {
        if (const auto flushed = spill.flush(); !flushed)
            return flushed;
        const QString folder = QFileInfo(spillFolder(row)).fileName();
        QJsonObject &stands = underWay[row];
        stands.insert(QStringLiteral("row"), static_cast<qint64>(row));
        stands.insert(QStringLiteral("folder"), folder);
        stands.insert(QStringLiteral("spill"), spill.state());
        stands.insert(QStringLiteral("shards"), shardsJson(reading->shards()));
        return {};
    };
    const auto read = reading->wait([&]() -> Result<void> {
        if (const auto kept = keep(); !kept)
            return kept;
        return save();
    });
    if (!read)
        return read;
    if (context.failed())
        return fail(context.error());
    if (context.halting()) {
        for (const ShardReading &shard : reading->shards())
            if (shard.handedOut < shard.checkpoint || !shard.returned.empty())
                return fail(ErrorKind::Cancelled, tr("Stopped."));
    }
    return {};
}

//! Whether anything was written since the checkpoints. An error where a shard is no longer what it was then: what was
//! read says nothing about it.
Result<bool> Verifier::Private::moved(std::size_t row, const std::vector<ShardReading> &shards)
{
    bool written = false;
    for (const Side side : {Side::Source, Side::Target}) {
        const auto states = statesOf(row, side);
        if (!states)
            return fail(states.error());
        for (const ShardReading &shard : shards) {
            for (const ShardState &state : *states) {
                if (shard.side != side || shard.shard.shard != state.shard)
                    continue;
                if (!shard.isOf(state))
                    return fail(ErrorKind::Changed, Drain::madeAgain(state.index));
                written = written || state.maxSeqNo != shard.checkpoint;
            }
        }
    }
    return written;
}

//! At rest as many documents must have been read as the server counts: a reader that misses some would prove nothing.
Result<void> Verifier::Private::selfCheck(std::size_t row, const Spill &spill)
{
    const VerifyRow now = context.row(row);
    if (now.moving)
        return {};
    for (const Side side : {Side::Source, Side::Target}) {
        const VerifySide &ofSide = side == Side::Source ? now.source : now.target;
        if (spill.documents(side) != ofSide.documents)
            return fail(ErrorKind::Incomplete,
                tr("%L1 documents of %2 were read where the server counts %L3, so nothing is concluded. Compare it "
                   "again.")
                    .arg(spill.documents(side))
                    .arg(side == Side::Source ? now.pair.source : now.pair.target)
                    .arg(ofSide.documents));
    }
    QJsonObject &stands = underWay[row];
    const bool said = stands.contains(QLatin1String("partition")) || stands.contains(QLatin1String("counted"));
    if (now.source.documents != now.target.documents && !said) {
        VerifyFinding finding{QStringLiteral("count"), now.pair.source, now.pair.target, {}, {}, {}, {}, {}};
        finding.detail
            = tr("%L1 documents on the source, %L2 on the target.").arg(now.source.documents).arg(now.target.documents);
        context.finding(row, finding);
        stands.insert(QStringLiteral("counted"), true);
    }
    return {};
}

//! Where the sums of both sides differ, down to the documents. Only these are asked for again.
Result<void> Verifier::Private::settle(std::size_t row, const Spill &spill, bool moving)
{
    const IndexPair pair = context.row(row).pair;
    const bool meaningCounts = request().wanted == Sameness::Meaning;
    const Settler::How how{moving, context.setup.moment.has_value(), spelling(row)};
    QJsonObject &stands = underWay[row];
    if (how.moment && stands.contains(QLatin1String("partition"))) // what was undecided by then is forgotten
        return fail(ErrorKind::Changed,
            tr("The comparison was interrupted while it looked at documents again. Start it anew."));
    std::optional<qint64> deletions[2];
    std::optional<qint64> vanished;
    if (how.moment) { // of what has been read: what goes from now on is seen to go
        const auto here = deletedSince(row, Side::Source);
        const auto there = deletedSince(row, Side::Target);
        if (!here || !there)
            return fail(here ? there.error() : here.error());
        deletions[0] = *here;
        deletions[1] = *there;
        const auto &counted = context.setup.moment->targetDocuments;
        if (const auto then = counted.constFind(pair.target); then != counted.constEnd())
            vanished = *then - spill.documents(Side::Target);
    }
    Settler settler(context, row, *source, *target, how);
    std::vector<Suspect> waiting;
    qint64 inMeaning = 0;
    QStringList examples;
    qint64 partition = stands.value(QLatin1String("partition")).toInteger();
    qint64 skip = stands.value(QLatin1String("within")).toInteger(); // documents of that partition that are settled
    const auto work = [&](qint64 nextPartition, qint64 within) -> Result<void> {
        if (const auto settled = settler.settle(std::exchange(waiting, {})); !settled)
            return settled;
        context.change(row, [&](VerifyRow &one) {
            one.equalInMeaning += std::exchange(inMeaning, 0);
            one.meaningExamples = (one.meaningExamples + std::exchange(examples, {})).mid(0, listedExamples);
        });
        stands.insert(QStringLiteral("partition"), nextPartition);
        stands.insert(QStringLiteral("within"), within);
        return save();
    };
    for (; partition < spill.partitions(); ++partition) {
        if (spill.equal(static_cast<int>(partition)))
            continue;
        std::deque<Suspect> found;
        const auto compared
            = spill.compare(static_cast<int>(partition), [&](Suspect one) { found.push_back(std::move(one)); });
        if (!compared)
            return compared;
        qint64 within = 0;
        for (Suspect &one : found) {
            if (within++ < skip)
                continue;
            if (one.equalInMeaning && meaningCounts) {
                ++inMeaning;
                if (examples.size() < listedExamples)
                    examples.append(QString::fromStdString(one.id));
            } else {
                waiting.push_back(std::move(one));
            }
            if (waiting.size() >= settledAtOnce)
                if (const auto worked = work(partition, within); !worked)
                    return worked;
        }
        skip = 0;
    }
    const auto worked = work(partition, 0);
    if (worked && settler.undecided())
        settler.conclude(deletions[0], deletions[1], vanished);
    return worked;
}

} // namespace godwit
