// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The selection, looked at again before each round: what is new, what was made again, what is away.
#include "engine/methods/snapshots/rounds.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotRounds", text);
}

} // namespace

//! New indices come along with the next round, and so does what was away and is back.
Result<void> SnapshotRounds::resolveSelection()
{
    const auto list = m_source->listIndices({QStringLiteral("*")});
    if (!list)
        return fail(list.error());
    QHash<QString, IndexSummary> now;
    for (const IndexSummary &summary : *list)
        if (summary.open && m_setup.plan.select.matches(summary.name, summary.hidden))
            now.insert(summary.name, summary);
    {
        // What no round brought is taken in as new: its name on the target may be somebody else's by now.
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_indices, [&now](const auto &index) {
            return index->record.state == awayState() && index->record.targetUuid.isEmpty()
                && now.contains(index->record.source);
        });
    }
    QSet<QString> known;
    for (const auto &index : m_indices) {
        known.insert(index->record.source);
        if (index->stopped()) {
            if (index->record.state == awayState() && now.contains(index->record.source))
                comeBack(*index, now.value(index->record.source));
            continue;
        }
        if (now.contains(index->record.source)) {
            pinned(*index, now.value(index->record.source));
            continue;
        }
        goAway(*index);
    }
    QStringList fresh;
    for (auto it = now.constBegin(); it != now.constEnd(); ++it)
        if (!known.contains(it.key()))
            fresh.append(it.key());
    if (fresh.isEmpty())
        return {};
    fresh.sort();
    const auto definitions = m_source->definitions(fresh);
    if (!definitions)
        return fail(definitions.error());
    const auto taken = namesTaken(fresh);
    if (!taken)
        return fail(taken.error());
    for (const QString &name : fresh)
        if (definitions->contains(name))
            if (const auto done = takeIn(now.value(name), definitions->value(name), *taken); !done)
                return done;
    return m_setup.journal.flush();
}

//! An index that was made again goes on under its name when it still fits over the one on the target.
void SnapshotRounds::pinned(TravellingIndex &index, const IndexSummary &now)
{
    if (now.uuid == index.record.sourceUuid)
        return;
    if (now.primaries == index.record.shards) {
        event(EventLevel::Warning, index.record.source,
            tr("It was made again on the source; the next round brings the new one."));
        ++m_remade;
        index.record.sourceUuid = now.uuid;
        m_setup.journal.saveIndex(index.record);
        return;
    }
    stopIndex(index, QStringLiteral("changed"), tr("It was made again on the source with another number of shards."));
}

void SnapshotRounds::stopIndex(TravellingIndex &index, const QString &kind, const QString &reason)
{
    setState(index, IndexState::Stopped, reason);
    index.record.state = QStringLiteral("stopped");
    index.record.reason = reason;
    m_setup.journal.saveIndex(index.record);
    finding(kind, index.record.source, reason);
}

//! Maybe for a minute only: an index that is made anew every night, or closed for a new setting. That it is left out is
//! said when the job ends without it.
void SnapshotRounds::goAway(TravellingIndex &index)
{
    const QString reason = index.record.targetUuid.isEmpty()
        ? tr("It is gone from the source, or closed there.")
        : tr("It is gone from the source, or closed there. On the target it stays as the last round brought it, "
             "closed.");
    setState(index, IndexState::Stopped, reason);
    index.record.state = awayState();
    index.record.reason = reason;
    m_setup.journal.saveIndex(index.record);
    event(EventLevel::Warning, index.record.source, reason);
}

void SnapshotRounds::comeBack(TravellingIndex &index, const IndexSummary &now)
{
    setState(index, IndexState::Following);
    index.record.state = QStringLiteral("created");
    index.record.reason.clear();
    m_setup.journal.saveIndex(index.record);
    pinned(index, now);
    if (!index.stopped())
        event(EventLevel::Info, index.record.source, tr("It is on the source again; it comes along from now on."));
}

//! Whether an index is away, and not for longer than a server may be.
bool SnapshotRounds::awaitsReturn()
{
    const bool away = std::any_of(
        m_indices.begin(), m_indices.end(), [](const auto &index) { return index->record.state == awayState(); });
    const auto now = std::chrono::steady_clock::now();
    if (!away)
        m_awaySince.reset();
    else if (!m_awaySince)
        m_awaySince = now;
    return away && m_setup.journal.findingCount() == 0
        && now - *m_awaySince < std::chrono::duration<double>(m_options.patienceSeconds);
}

//! At the end: what was away at the last look is not on the target as it should be. One that was deleted may be meant
//! so, by the plan; one that is on the source never is.
void SnapshotRounds::tellLeftOut()
{
    QStringList away;
    for (const auto &index : m_indices)
        if (index->record.state == awayState())
            away.append(index->record.source);
    if (away.isEmpty())
        return;
    const auto list = patiently(QStringLiteral("gate"), [&] { return m_source->listIndices(away); });
    for (const auto &index : m_indices) {
        if (index->record.state != awayState())
            continue;
        const QString &source = index->record.source;
        const bool there = !list || std::any_of(list->begin(), list->end(), [&source](const IndexSummary &found) {
            return found.name == source;
        });
        if (there)
            stopIndex(*index, QStringLiteral("vanished"),
                tr("It was gone from the source, or closed there, at the last look, and was left out. It is on the "
                   "source: move it on its own."));
        else if (m_setup.plan.onSourceDelete != OnSourceDelete::Keep)
            stopIndex(*index, QStringLiteral("vanished"), index->record.reason);
    }
}

//! Of the names that these indices get, those that the target gave to something else meanwhile, with what that is.
//! What a plan lets be replaced is free.
Result<QHash<QString, QString>> SnapshotRounds::namesTaken(const QStringList &sources)
{
    QStringList wanted;
    for (const QString &source : sources)
        if (const QString target = m_setup.plan.select.targetName(source); isLegalIndexName(target))
            wanted.append(target);
    QHash<QString, QString> taken;
    if (wanted.isEmpty())
        return taken;
    const auto there = m_target->listIndices(wanted);
    const auto names = there ? m_target->names() : Result<ClusterNames>();
    if (!there || !names)
        return fail(there ? names.error() : there.error());
    if (m_setup.plan.existing != ExistingTarget::Replace)
        for (const IndexSummary &index : *there)
            taken.insert(index.name, tr("an index"));
    for (const AliasEntry &alias : names->aliases)
        taken.insert(alias.name, tr("an alias"));
    for (const StreamEntry &stream : names->streams)
        taken.insert(stream.name, tr("a data stream"));
    return taken;
}

//! Why an index can't have this name on the target; empty when it can. Preflight has looked at those of the beginning.
QString SnapshotRounds::unfitName(const QString &target, const QHash<QString, QString> &taken) const
{
    if (!isLegalIndexName(target))
        return tr("It would become %1 on the target, which is no legal name.").arg(target);
    for (const TravellingIndex *other : travelling())
        if (other->record.target == target)
            return tr("It would become %1 on the target, as %2 does.").arg(target, other->record.source);
    if (taken.contains(target))
        return tr("It would become %1 on the target, where %2 that is not of this job has that name. Nothing there was "
                  "touched; move this index on its own, under another name.")
            .arg(target, taken.value(target));
    return {};
}

Result<void> SnapshotRounds::takeIn(
    const IndexSummary &summary, const IndexDefinition &definition, const QHash<QString, QString> &taken)
{
    auto index = std::make_unique<TravellingIndex>();
    index->record.source = summary.name;
    index->record.target = m_setup.plan.select.targetName(summary.name);
    index->record.sourceUuid = definition.uuid;
    index->record.shards = definition.shards();
    index->record.definition
        = {{QStringLiteral("settings"), definition.settings}, {QStringLiteral("aliases"), definition.aliases}};
    index->record.state = QStringLiteral("planned");
    index->aliases = definition.aliases;
    if (const QString reason = unfitName(index->record.target, taken); !reason.isEmpty()) {
        stopIndex(*index, QStringLiteral("changed"), tr("%1 It is left out.").arg(reason));
        const std::lock_guard lock(m_mutex);
        m_indices.push_back(std::move(index));
        return {};
    }
    if (m_indices.size() < indicesCounted)
        if (const auto counted = m_source->count(summary.name))
            index->documents = *counted;
    m_setup.journal.saveIndex(index->record);
    if (m_round > 1)
        event(EventLevel::Info, summary.name, tr("New on the source; it comes along from now on."));
    const std::lock_guard lock(m_mutex);
    m_indices.push_back(std::move(index));
    return {};
}

} // namespace godwit
