// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is looked at again in every round: which indices the selection means now, and whether the targets are still the
// ones that were made.
#include "engine/methods/livecopy/livecopy.h"
#include "engine/selection.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

//! History UUIDs by shard number, by the UUID of their index.
QHash<QString, QJsonObject> historiesOf(const std::vector<ShardState> &states)
{
    QHash<QString, QJsonObject> histories;
    for (const ShardState &state : states)
        histories[state.indexUuid].insert(QString::number(state.shard), state.historyUuid);
    return histories;
}

} // namespace

//! The selection again: new indices get their own start line, vanished and re-created ones are noticed.
Result<void> LiveCopy::resolveSelection()
{
    const auto listed = m_source->listIndices(listPatterns(m_setup.plan.select));
    if (!listed)
        return fail(listed.error());
    QHash<QString, IndexSummary> there;
    for (const IndexSummary &summary : *listed)
        there.insert(summary.name, summary);
    for (const auto &index : m_indices) {
        if (index->stopped() || index->state() == IndexState::Finished)
            continue;
        const auto it = there.constFind(index->source());
        QString why;
        if (it == there.constEnd())
            why = tr("The source index is gone.");
        else if (!it->uuid.isEmpty() && it->uuid != index->record().sourceUuid)
            why = tr("The source index was deleted and made again; its numbers began anew. Migrate it in a new job.");
        else if (!it->open)
            why = tr("The source index was closed.");
        if (why.isEmpty())
            continue;
        const bool gone = it == there.constEnd();
        index->stop(why);
        m_setup.journal.saveIndex(index->record());
        if (gone && m_setup.plan.onSourceDelete == OnSourceDelete::Keep) {
            index->letGo = true;
            m_context.event(
                EventLevel::Warning, index->source(), tr("Gone on the source; the target keeps what was copied."));
        } else {
            m_context.finding(gone ? QStringLiteral("vanished") : QStringLiteral("changed"), index->source(), {}, why);
            m_context.event(EventLevel::Error, index->source(), why);
        }
    }
    const QStringList fresh = freshIndices(*listed);
    if (fresh.isEmpty())
        return {};
    m_context.event(EventLevel::Info, {}, tr("New on the source: %1").arg(fresh.join(QStringLiteral(", "))));
    return addIndices(fresh, nullptr);
}

//! Of those that the selection finds: the ones that are not in the job yet and can be taken in.
QStringList LiveCopy::freshIndices(const QList<IndexSummary> &listed)
{
    const bool oneCluster = m_context.sourceInfo.clusterUuid == m_context.targetInfo.clusterUuid;
    QSet<QString> sources;
    QHash<QString, QString> targets; // which source becomes it
    QSet<QString> made; // by this job
    for (const auto &index : m_indices) {
        sources.insert(index->source());
        targets.insert(index->target(), index->source());
        if (!index->stopped() || !index->record().targetUuid.isEmpty())
            made.insert(index->target());
    }
    QStringList found;
    for (const IndexSummary &summary : listed) {
        if (!m_setup.plan.select.matches(summary.name, summary.hidden) || sources.contains(summary.name)
            || (oneCluster && made.contains(summary.name))) // a copy is not copied again
            continue;
        sources.insert(summary.name);
        if (summary.open && !m_refused.contains(summary.name))
            found.append(summary.name);
    }
    QStringList fresh;
    for (const QString &name : std::as_const(found)) {
        const QString target = m_setup.plan.select.targetName(name);
        QString why;
        if (!isLegalIndexName(target))
            why = tr("the target takes no index of the name \"%1\".").arg(target);
        else if (targets.contains(target))
            why = tr("it would become %1 on the target, as %2 does.").arg(target, targets.value(target));
        else if (oneCluster && target == name)
            why = tr("source and target are one cluster, and it would be copied onto itself.");
        else if (oneCluster && sources.contains(target))
            why = tr("source and target are one cluster, and it would be copied onto %1, which is selected as well.")
                      .arg(target);
        if (why.isEmpty()) {
            targets.insert(target, name);
            fresh.append(name);
            continue;
        }
        m_refused.insert(name);
        m_context.finding(QStringLiteral("changed"), name, {},
            tr("The index appeared while the job runs and is not taken in: %1 Give it another name with a rename rule, "
               "or leave it out, in a new job.")
                .arg(why));
    }
    return fresh;
}

//! The target indices are still the ones that were made: a bulk would make a deleted one again, with guessed mappings.
Result<void> LiveCopy::checkTargets(bool duringPause)
{
    QStringList names;
    for (const IndexCopy *index : active())
        names.append(index->target());
    if (names.isEmpty())
        return {};
    const auto there = m_target->listIndices(names);
    if (!there)
        return fail(there.error());
    QHash<QString, QString> uuids;
    for (const IndexSummary &summary : *there)
        uuids.insert(summary.name, summary.uuid);
    for (IndexCopy *index : active()) {
        const QString uuid = uuids.value(index->target());
        if (uuid == index->record().targetUuid)
            continue;
        index->stop(uuid.isEmpty()
                ? tr("The target index %1 was deleted under the job.").arg(index->target())
                : tr("The target index %1 was deleted and made again under the job.").arg(index->target()));
        m_setup.journal.saveIndex(index->record());
        m_context.finding(QStringLiteral("changed"), index->source(), {}, index->reason());
        m_context.event(EventLevel::Error, index->source(), index->reason());
    }
    return checkHistories(duringPause);
}

//! Their primaries are still those that acknowledged what was written, or copies of them: a stale or empty one in their
//! place lacks some of it, below a checkpoint from which nothing is read again. A shard that does not tell is unknown.
Result<void> LiveCopy::checkHistories(bool duringPause)
{
    QStringList names;
    for (const IndexCopy *index : active())
        names.append(index->target());
    if (names.isEmpty())
        return {};
    const auto states = m_target->shardStates(names);
    if (!states) {
        const bool unknown = states.error().kind == ErrorKind::Incomplete && !duringPause;
        return unknown ? Result<void>{} : fail(states.error());
    }
    const QHash<QString, QJsonObject> histories = historiesOf(*states);
    for (IndexCopy *index : active()) {
        const QJsonObject now = histories.value(index->record().targetUuid);
        QJsonObject pinned = index->targetHistory();
        const auto known = pinned.size();
        for (auto it = now.begin(); it != now.end(); ++it)
            if (!pinned.contains(it.key())) // of a job that was begun before they were pinned
                pinned.insert(it.key(), it.value());
        if (pinned.size() != known) {
            index->setTargetHistory(pinned);
            m_setup.journal.saveIndex(index->record());
        }
        for (auto it = pinned.begin(); it != pinned.end() && !index->stopped(); ++it) {
            if (!now.contains(it.key())) {
                if (duringPause)
                    return fail(Error{ErrorKind::Incomplete,
                        tr("A primary shard of %1 is not available on the target.").arg(index->target()), {}, 0, true,
                        {}});
                continue;
            }
            if (now.value(it.key()) == it.value())
                continue;
            index->stop(tr("The history of shard %1 of the target index %2 changed: what it had acknowledged may be "
                           "lost. Migrate the index anew.")
                            .arg(it.key(), index->target()));
            m_setup.journal.saveIndex(index->record());
            m_context.finding(QStringLiteral("changed"), index->source(), {}, index->reason());
            m_context.event(EventLevel::Error, index->source(), index->reason());
        }
    }
    return {};
}

//! Before anything is written there, and on disk: after a crash only the journal knows what was acknowledged to whom.
Result<void> LiveCopy::pinTargets(
    const std::vector<IndexCopy *> &indices, const QHash<QString, IndexDefinition> &definitions)
{
    QStringList names;
    for (const IndexCopy *index : indices)
        if (!index->stopped())
            names.append(index->target());
    if (names.isEmpty())
        return {};
    const auto pinned = m_context.patiently(QStringLiteral("targets"), [&]() -> Result<void> {
        const auto states = m_target->shardStates(names);
        if (!states)
            return fail(states.error());
        const QHash<QString, QJsonObject> histories = historiesOf(*states);
        for (IndexCopy *index : indices) {
            if (index->stopped())
                continue;
            const QJsonObject now = histories.value(index->record().targetUuid);
            if (now.size() < definitions.value(index->target()).shards())
                return fail(Error{ErrorKind::Incomplete,
                    tr("A primary shard of %1 is not available on the target.").arg(index->target()), {}, 0, true, {}});
            index->setTargetHistory(now);
            m_setup.journal.saveIndex(index->record());
        }
        return {};
    });
    return pinned ? m_setup.journal.flush() : pinned;
}

} // namespace godwit
