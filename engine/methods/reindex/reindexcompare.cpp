// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/targets.h"
#include "engine/methods/reindex/reindexjob.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Reindex", text);
}

} // namespace

//! Counts every index on both sides; returns a sentence for each difference. `keep`: it becomes a finding.
Result<QStringList> ReindexJob::compare(bool keep)
{
    if (const auto pinned = checkPins(); !pinned)
        return fail(pinned.error());
    QStringList all;
    for (ReindexIndex *index : active()) {
        // As it is, which need not be as the plan would have made it.
        const auto refreshed = m_target->refresh({index->target()}, std::max(1, index->targetShards));
        if (!refreshed)
            return fail(refreshed.error());
        const auto counted = compareIndex(*index);
        if (!counted)
            return fail(counted.error());
        const QString &difference = counted->difference;
        index->verified = !difference.isEmpty() ? Verification::Different
            : counted->proves                   ? Verification::Equal
                                                : Verification::Pending;
        if (!difference.isEmpty()) {
            if (keep)
                m_notes.finding(counted->kind, index->source(), {}, difference);
            all.append(difference);
        }
        index->state = IndexState::Finished;
        index->record.state = QStringLiteral("finished");
        save(*index);
        publish();
    }
    return all;
}

Result<ReindexJob::Counted> ReindexJob::compareIndex(ReindexIndex &index)
{
    const auto difference = compareCounts(index);
    if (!difference)
        return fail(difference.error());
    if (!difference->isEmpty())
        return Counted{*difference, false};
    if (!index.mappingGap.isEmpty())
        return Counted{index.mappingGap, false, QStringLiteral("mapping")};
    auto counted = compareMoves(index); // after the counts: it says whether they stood still
    if (counted && index.before > 0)
        counted->proves = false; // what was there before hides what is missing
    return counted;
}

//! A difference that is seen before anybody's writes are stopped.
QString ReindexJob::knownBefore(const ReindexIndex &index)
{
    const QString newer = newerThere(index);
    return newer.isEmpty() ? index.mappingGap : newer;
}

//! Documents of which the source has a lower version than the target.
QString ReindexJob::newerThere(const ReindexIndex &index)
{
    const qint64 stale = index.stale();
    return stale == 0 ? QString()
                      : tr("%L1 changed documents of %2 have a lower version than their copies, which keep another "
                           "state: they were deleted and made again on the source, or somebody writes to the target. "
                           "Stop writes and begin anew, or use live copy.")
                            .arg(stale)
                            .arg(index.source());
}

//! Documents that the base copy did not write because the target held their id before, in the same or a higher version.
QString ReindexJob::heldBefore(const ReindexIndex &index)
{
    qint64 kept = 0;
    bool twice = false; // what an earlier try wrote is there already, too
    for (const PartRun &run : index.parts) {
        kept += run.round == 0 ? run.seen.conflicts : 0;
        twice = twice || (run.round == 0 && run.attempt > 1);
    }
    if (kept == 0)
        return {};
    const QString text = twice
        ? tr("Up to %L1 documents of %2 have an id that the target held before in the same or a "
             "higher version: the copy left those as they were, with whatever is in them.")
        : tr("%L1 documents of %2 have an id that the target held before in the same or a higher "
             "version: the copy left those as they were, with whatever is in them.");
    return QString(text.arg(kept).arg(index.source()) + u' ' + tr("Compare with \"godwit verify\"."));
}

//! Whether anything was written to the source that no read of this job could see. The number of documents stays the
//! same where they are only changed.
Result<ReindexJob::Counted> ReindexJob::compareMoves(const ReindexIndex &index)
{
    const auto now = operationsOf(*m_source, {index.source()}, index.record.shards);
    if (!now && now.error().kind != ErrorKind::Refused)
        return fail(now.error());
    if (!now || !index.operationsAtFirst || !index.operationsRead)
        return Counted{tr("It is not known whether %1 was written to while it was read: the counts are equal, the "
                          "documents may not be. Compare with \"godwit verify\".")
                           .arg(index.source()),
            false};
    // In the pause the last round read up to here, and whoever paused looks whether writes still arrive.
    const bool drained = m_inPause && index.mark;
    if (!drained && *now != *index.operationsRead)
        return Counted{tr("%1 was written to after it was last read: %L2 changes may be missing on the target, though "
                          "the counts are equal. Stop writes first, let rounds catch up, or use live copy.")
                           .arg(index.source())
                           .arg(*now - *index.operationsRead),
            false};
    const bool byField = catchUpField() != QLatin1String("_seq_no");
    if (!byField || *now == *index.operationsAtFirst)
        return Counted{};
    m_notes.event(EventLevel::Warning, index.source(),
        tr("%L1 changes came while it ran. Those that left \"%2\" as it was are not on the target, so equal counts "
           "prove "
           "nothing. Compare with \"godwit verify\".")
            .arg(*now - *index.operationsAtFirst)
            .arg(catchUpField()));
    return Counted{{}, false};
}

//! One sentence that names what differs by number; empty when nothing does.
Result<QString> ReindexJob::compareCounts(ReindexIndex &index)
{
    std::vector<QJsonObject> queries;
    for (const PartRun &run : index.parts)
        if (run.round == 0 && index.byField)
            queries.push_back(run.part.query);
    if (const auto fresh = m_source->refresh({index.source()}, index.record.shards); !fresh)
        return fail(fresh.error());
    const auto here = m_reading->countParts(index.source(), m_options.query, queries);
    if (!here)
        return fail(here.error());
    const auto there = m_target->count(index.target());
    if (!there)
        return fail(there.error());
    qint64 filtered = 0; // by a script, in the base copy
    for (const PartRun &run : index.parts)
        filtered += run.round == 0 ? run.ledger().filtered : 0;
    const auto refused = leftOut(index);
    if (!refused)
        return fail(refused.error());
    if (const QString newer = newerThere(index); !newer.isEmpty())
        return newer;
    const qint64 expected = here->back() - *refused - filtered;
    if (index.before > 0) {
        m_notes.event(EventLevel::Info, index.source(),
            tr("The target index held %L1 documents before and holds %L2 now; the source has %L3. Where ids are the "
               "same, the counts do not add up, so they are not compared.")
                .arg(index.before)
                .arg(*there)
                .arg(here->back()));
        return heldBefore(index);
    }
    if (*there == expected)
        return index.byField && m_options.carriesAll() && index.rejected() == 0 ? compareParts(index, *here)
                                                                                : Result<QString>(QString());
    const QString counts = tr("%L1 documents on the source, %L2 on the target, %L3 expected there.")
                               .arg(here->back())
                               .arg(*there)
                               .arg(expected);
    if (!m_options.script.isEmpty() || !m_options.pipeline.isEmpty())
        return QString(counts + u' ' + tr("The script or pipeline may leave out documents, or change their ids."));
    if (*there > expected)
        return QString(counts + u' '
            + tr("A reindex does not see deletes: documents that were deleted on the source while it ran stay on the "
                 "target."));
    return QString(
        counts + u' ' + tr("Documents that came while it ran are missing. Stop writes, or let rounds catch up."));
}

//! Refused documents that the source has and the target has not. One that was refused can be gone since, or have been
//! mended and come with a round.
Result<qint64> ReindexJob::leftOut(const ReindexIndex &index)
{
    QSet<QString> ids;
    for (const PartRun &run : index.parts)
        for (const auto &[id, reason] : run.rejected)
            ids.insert(id);
    if (ids.isEmpty())
        return 0;
    const QJsonObject these{{QStringLiteral("ids"),
        QJsonObject{{QStringLiteral("values"), QJsonArray::fromStringList(QStringList(ids.begin(), ids.end()))}}}};
    const auto here = m_reading->countParts(index.source(), bothOf(m_options.query, these), {});
    if (!here)
        return fail(here.error());
    const auto there = m_tasks->countParts(index.target(), these, {});
    return there ? Result<qint64>(here->back() - there->back()) : fail(there.error());
}

//! Part by part, where the target can be asked the same.
Result<QString> ReindexJob::compareParts(ReindexIndex &index, const std::vector<qint64> &here)
{
    std::vector<QJsonObject> queries;
    QStringList labels;
    for (const PartRun &run : index.parts) {
        if (run.round > 0)
            continue;
        queries.push_back(run.part.query);
        labels.append(run.part.label);
    }
    const auto there = m_tasks->countParts(index.target(), {}, queries);
    if (!there)
        return there.error().kind == ErrorKind::Refused ? Result<QString>(QString()) : fail(there.error());
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if ((*there)[i] != here[i])
            return tr("The part \"%1\" has %L2 documents on the source and %L3 on the target.")
                .arg(labels.at(static_cast<qsizetype>(i)))
                .arg(here[i])
                .arg((*there)[i]);
    }
    return QString();
}

//! After the cutover. Refused documents are findings already, and an index that was there before may hold more.
void ReindexJob::verifyCopies()
{
    if (!m_after.due())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_state = JobState::Running;
    }
    QList<IndexPair> pairs;
    QHash<QString, QSet<QString>> refused;
    for (const ReindexIndex *index : active()) {
        pairs.append({index->source(), index->target()});
        for (const PartRun &run : index->parts)
            for (const auto &[id, reason] : run.rejected)
                refused[index->source()].insert(id);
    }
    const auto expected = [&](const VerifyFinding &finding) {
        const bool count = finding.kind == QLatin1String("count");
        const bool more
            = m_setup.plan.existing == ExistingTarget::Append && (count || finding.kind == QLatin1String("extra"));
        const QSet<QString> known = refused.value(finding.sourceIndex);
        return more || known.contains(finding.id) || (count && !known.isEmpty());
    };
    QHash<QString, Verification> verified;
    m_after.run(pairs, expected, [&](const QString &source, Verification verification) {
        const std::lock_guard lock(m_mutex);
        verified.insert(source, verification);
        for (IndexProgress &row : m_rows)
            if (row.source == source)
                row.verification = verification;
    });
    for (ReindexIndex *index : active())
        index->verified = verified.value(index->source(), index->verified);
    publish();
}

} // namespace godwit
