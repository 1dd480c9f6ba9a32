// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mappingcompare.h"
#include "engine/methods/common/targets.h"
#include "engine/methods/reindex/reindexjob.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

constexpr qint64 muchAgain = 10'000; //!< documents that each round may read again before it is told
constexpr qint64 worthARate = 1'000; //!< documents of a round that tell how fast rounds are
constexpr double clocksDiffer = 60'000; //!< milliseconds: not the future yet

double secondsSince(std::chrono::steady_clock::time_point then)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

} // namespace

//! Draws the line of every index that has none: changes from here on are not in the base copy. Also where no round is
//! ordered: the end of the job has to know of them, and it may be resumed with a cutover.
Result<void> ReindexJob::drawMarks()
{
    for (ReindexIndex *index : active()) {
        if (index->mark)
            continue;
        const auto line = m_notes.patiently(QStringLiteral("check"), [&] { return newLine(*index); });
        if (!line) {
            if (line.error().kind != ErrorKind::Refused || !m_options.catchUp.field.isEmpty())
                return fail(line.error());
            m_notes.event(EventLevel::Warning, index->source(),
                tr("Changes after the copy can't be found: the source can't search by _seq_no. Stop writes first, or "
                   "name a field in \"catch_up\"."));
            continue;
        }
        // Where the base copy has begun already, nobody knows what it missed.
        if (!index->counted)
            index->operationsAtFirst = index->operationsRead = line->operations;
        index->mark = line->mark;
        tellFuture(*index, *line);
        save(*index);
        if (!roundsWanted())
            continue;
        const auto again = m_notes.patiently(QStringLiteral("check"), [&] { return countAgain(*index); });
        if (!again)
            return again;
    }
    return {};
}

bool ReindexJob::roundsWanted() const
{
    return m_options.catchUpOrdered || m_setup.cutover != CutoverMode::Never;
}

QString ReindexJob::catchUpField() const
{
    return m_options.catchUp.field.isEmpty() ? QStringLiteral("_seq_no") : m_options.catchUp.field;
}

//! Where the next round has to begin: read before it starts, so that what comes meanwhile is read again.
Result<ReindexJob::Line> ReindexJob::newLine(const ReindexIndex &index)
{
    const auto shards = m_source->shardStates({index.source()});
    if (!shards)
        return fail(shards.error());
    if (static_cast<int>(shards->size()) != index.record.shards)
        return fail(Error{ErrorKind::Incomplete,
            tr("Not every shard of %1 told its state. It is asked again.").arg(index.source()), {}, 0, true, {}});
    Line line;
    qint64 least = std::numeric_limits<qint64>::max();
    for (const ShardState &shard : *shards) {
        least = std::min(least, shard.globalCheckpoint + 1);
        line.operations += shard.maxSeqNo;
    }
    line.mark = static_cast<double>(least);
    const QString field = catchUpField();
    if (field == QLatin1String("_seq_no"))
        return line;
    const auto kind
        = splitKind(fieldTypeOf(index.record.definition.value(QLatin1String("mappings")).toObject(), field));
    if (!kind)
        return fail(ErrorKind::Preflight,
            tr("%1 has no field \"%2\" of a date or number type to catch up by.").arg(index.source(), field));
    const bool dates = *kind == SplitKind::Date;
    auto now = dates ? m_source->clock() : Result<qint64>(0); // before the look: what comes after it is newer
    if (!now && (now.error().kind == ErrorKind::Forbidden || now.error().kind == ErrorKind::Protocol))
        now = QDateTime::currentMSecsSinceEpoch(); // the account may read the index, but not ask the nodes
    if (!now)
        return fail(now.error());
    const auto spread = m_reading->spread(index.source(), m_options.query, field, 1);
    if (!spread)
        return fail(spread.error());
    if (!spread->largest) {
        line.mark = std::numeric_limits<qint64>::min() / 1e6;
        return line;
    }
    line.mark = *spread->largest;
    if (dates) {
        // One document of the year 2099 must not hide all changes until then.
        const auto clock = static_cast<double>(*now);
        if (line.mark > clock + clocksDiffer)
            line.future = line.mark;
        line.mark = std::min(line.mark, clock) - m_options.catchUp.overlapSeconds * 1'000;
    }
    return line;
}

//! Once for each index.
void ReindexJob::tellFuture(ReindexIndex &index, const Line &line)
{
    if (!line.future || std::exchange(index.futureTold, true))
        return;
    m_notes.event(EventLevel::Warning, index.source(),
        tr("%1 has documents whose \"%2\" lies in the future, up to %3. Each round reads those again, and begins no "
           "later than the source's clock.")
            .arg(index.source(), catchUpField(),
                QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(*line.future), Qt::UTC).toString(Qt::ISODate)));
}

//! Brings to the targets what grew in the mappings of the sources.
Result<void> ReindexJob::growMappings(const QString &step)
{
    if (active().empty())
        return {};
    return m_notes.patiently(step, [&]() -> Result<void> {
        const auto mappings = m_source->mappings(sources());
        if (!mappings)
            return fail(mappings.error());
        for (ReindexIndex *index : active()) {
            const QJsonObject now = QJsonDocument::fromJson(mappings->value(index->source())).object();
            if (const auto grown = growMapping(*index, now); !grown)
                return grown;
        }
        return {};
    });
}

Result<void> ReindexJob::growMapping(ReindexIndex &index, const QJsonObject &now)
{
    const QJsonObject begun = index.record.definition.value(QLatin1String("mappings")).toObject();
    const QJsonObject before = index.mapping.value_or(begun);
    if (now.isEmpty() || (now == before && index.mappingGap.isEmpty()))
        return {};
    const auto asWanted = [&](const QJsonObject &mapping) {
        return grownMapping(m_setup.plan, index.record, mapping, m_from, m_to);
    };
    const QJsonObject wanted = asWanted(now);
    if (mappingDifferences(wanted, asWanted(before)).isEmpty() && index.mappingGap.isEmpty()) {
        index.mapping = now; // another spelling
        return {};
    }
    // What a script makes of a new field nobody can tell, and an index that was there before has a mapping of its own:
    // both are only looked at.
    if (!m_options.script.isEmpty() || !m_options.pipeline.isEmpty() || index.isForeign()) {
        const auto there = m_target->mappings({index.target()});
        if (!there)
            return fail(there.error());
        const QJsonObject has = QJsonDocument::fromJson(there->value(index.target())).object();
        QStringList missing = mappingDifferences(wanted, has);
        for (const QString &known : mappingDifferences(asWanted(begun), has)) // wanted so
            missing.removeAll(known);
        index.mappingGap = missing.isEmpty()
            ? QString()
            : tr("The mapping of %1 grew while it was reindexed, and %2 does not have it: %3 Godwit does not put it "
                 "there, because a script or pipeline changes the documents or the index was there before. Put it "
                 "there, then cut over again.")
                  .arg(index.source(), index.target(), missing.join(u' '));
        index.mapping = now;
        return {};
    }
    const auto put = m_target->putMapping(index.target(), wanted);
    if (!put && put.error().kind != ErrorKind::Refused)
        return put;
    index.mappingGap = put ? QString()
                           : tr("The target refuses the mapping that grew on %1 while it was reindexed: %2")
                                 .arg(index.source(), put.error().summary);
    index.mapping = now;
    if (put)
        m_notes.event(EventLevel::Info, index.source(),
            tr("The mapping of %1 grew; the target has it now.").arg(index.source()));
    return {};
}

//! What the next round would read though nothing was written. The line by _seq_no is the lowest of all shards; on
//! shards that were written to more it lies below documents that are on the target already. A round can't ask each shard
//! for its own line: no query tells shards apart, a reindex takes neither a preference nor a routing for its source, and
//! from remote it knows no slices either.
Result<void> ReindexJob::countAgain(ReindexIndex &index)
{
    const QString field = catchUpField();
    if (field != QLatin1String("_seq_no") || !index.mark)
        return {};
    const auto counts
        = m_reading->countParts(index.source(), m_options.query, {atLeast(field, SplitKind::Whole, *index.mark)});
    if (!counts)
        return counts.error().kind == ErrorKind::Refused ? Result<void>() : fail(counts.error());
    const bool much = counts->front() > muchAgain && counts->front() > counts->back() / 10;
    index.again = much ? counts->front() : 0;
    if (much && !std::exchange(index.againTold, true))
        m_notes.event(EventLevel::Warning, index.source(),
            tr("The shards of %1 are uneven: by _seq_no every round reads %L2 documents again, the last one inside the "
               "pause too. Name a field in \"catch_up\" to make rounds and the pause shorter.")
                .arg(index.source())
                .arg(index.again));
    return {};
}

//! Of all indices.
qint64 ReindexJob::readAgain()
{
    qint64 sum = 0;
    for (const ReindexIndex *index : active())
        sum += index->again;
    return sum;
}

//! One round over all indices: what the field says is new since the last one. Returns how many documents it read.
Result<qint64> ReindexJob::oneRound(const QString &step)
{
    const auto begun = std::chrono::steady_clock::now();
    std::vector<ReindexIndex *> taking;
    for (ReindexIndex *index : active()) {
        if (!index->mark)
            continue;
        const int primaries = index->record.shards;
        // The line first: what comes before the refresh is then found by this round, what comes after it by the next
        // one.
        const auto next = m_notes.patiently(step, [&] { return newLine(*index); });
        if (!next)
            return fail(next.error());
        tellFuture(*index, *next);
        const auto refreshed = m_notes.patiently(step, [&] { return m_source->refresh({index->source()}, primaries); });
        if (!refreshed)
            return fail(refreshed.error());
        const QString field = catchUpField();
        const auto kind
            = splitKind(fieldTypeOf(index->record.definition.value(QLatin1String("mappings")).toObject(), field));
        PartRun run;
        run.since = index->nextSince();
        run.round = ++index->round;
        run.part.label = tr("changes, round %1").arg(run.round);
        run.part.query = bothOf(m_options.query, atLeast(field, *kind, *run.since));
        index->parts.push_back(run);
        index->mark = next->mark; // the journal has it together with the part that reads up to it
        index->operationsRead = next->operations;
        save(*index);
        taking.push_back(index);
        if (m_inPause)
            continue;
        if (const auto again = m_notes.patiently(step, [&] { return countAgain(*index); }); !again)
            return fail(again.error());
    }
    if (const auto grown = growMappings(step); !grown) // first, or documents make their own fields
        return fail(grown.error());
    const auto ran = runParts(step);
    if (!ran)
        return fail(ran.error());
    const auto all = active();
    if (std::any_of(all.begin(), all.end(), [](const ReindexIndex *index) { return !index->mappingGap.isEmpty(); }))
        if (const auto seen = growMappings(step); !seen) // documents of this round may have made the fields
            return fail(seen.error());
    qint64 read = 0;
    for (const ReindexIndex *index : taking)
        read += index->parts.back().ledger().read;
    m_roundSeconds = secondsSince(begun);
    if (read >= worthARate)
        m_roundRate = static_cast<double>(read) / m_roundSeconds;
    m_roundSeen = std::chrono::steady_clock::now();
    return read;
}

Result<void> ReindexJob::catchUp()
{
    if (!roundsWanted())
        return m_notes.board.skip(QStringLiteral("follow"), tr("Copied once, as ordered.")), Result<void>();
    m_notes.board.begin(StageId::Migration, QStringLiteral("follow"));
    m_notes.event(EventLevel::Info, {},
        catchUpField() == QLatin1String("_seq_no")
            ? tr("Rounds catch up by _seq_no. They can't see deletes; a document that was deleted and made again in a "
                 "lower version is told, not brought.")
            : tr(
                "Rounds catch up by %1. They can't see deletes, nor a change that leaves %1 as it was; a document that "
                "was deleted and made again in a lower version is told, not brought.")
                  .arg(catchUpField()));
    for (int round = 1; round <= m_options.catchUp.rounds && !m_notes.halting(); ++round) {
        const qint64 again = readAgain();
        const auto read = oneRound(QStringLiteral("follow"));
        if (!read)
            return fail(read.error());
        m_notes.board.figure(QStringLiteral("follow"),
            tr("round %1: %L2 documents in %3 s").arg(round).arg(*read).arg(m_roundSeconds, 0, 'f', 1));
        // Where it read little but what each round reads again, the next one is no shorter.
        if (m_roundSeconds <= m_options.catchUp.untilSeconds || *read - again <= again / 10)
            break;
    }
    m_notes.board.done(QStringLiteral("follow"));
    return {};
}

} // namespace godwit
