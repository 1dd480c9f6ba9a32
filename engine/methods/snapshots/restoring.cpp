// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Restoring indices out of a snapshot, and knowing when that is done.
#include "engine/methods/snapshots/judging.h"
#include "engine/methods/snapshots/snapshotjob.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotJob", text);
}

//! A name for a Java regular expression.
QString quoted(const QString &name)
{
    QString text;
    for (const QChar c : name) {
        if (c.unicode() < 128 && !c.isLetterOrNumber() && c != u'_' && c != u'-')
            text += u'\\';
        text += c;
    }
    return text;
}

//! A text for a Java replacement.
QString literal(const QString &text)
{
    QString made = text;
    return made.replace(u'\\', QLatin1String("\\\\")).replace(u'$', QLatin1String("\\$"));
}

const QString begunKey = QStringLiteral("restore_begun"); //!< on disk before the snapshot of that name is restored
//! By the target's clock, for each index that was not there: milliseconds since the epoch when its restore was begun.
const QString begunAtKey = QStringLiteral("restore_begun_at");
constexpr int mostLosses = 5;
constexpr auto lostAfter = std::chrono::seconds(3); //!< a node that restarts needs a moment to tell what it has
const QString closedKind = QStringLiteral("closed"); //!< of an entry of the undo list
const QString restoring = QStringLiteral("restoring"); //!< an index that was not there, or closed, when it was begun

} // namespace

QList<RenameGroup> renameGroups(const QList<std::pair<QString, QString>> &names)
{
    QList<RenameGroup> groups;
    QMap<QString, qsizetype> known; // by replacement
    for (const auto &[source, target] : names) {
        const auto at = target.indexOf(source);
        if (at < 0) {
            groups.append({{source}, QString(u'^' + quoted(source) + u'$'), literal(target)});
            continue;
        }
        const QString before = target.left(at);
        const QString after = target.mid(at + source.size());
        const bool same = before.isEmpty() && after.isEmpty();
        const QString replacement = same ? QString() : QString(literal(before) + QStringLiteral("$1") + literal(after));
        // "$1" before a digit would be read as another group.
        if (!after.isEmpty() && after.at(0).isDigit()) {
            groups.append({{source}, QString(u'^' + quoted(source) + u'$'), literal(target)});
            continue;
        }
        if (!known.contains(replacement)) {
            known.insert(replacement, groups.size());
            groups.append({{}, same ? QString() : QStringLiteral("^(.+)$"), replacement});
        }
        groups[known.value(replacement)].indices.append(source);
    }
    return groups;
}

Result<void> SnapshotJob::restore(
    const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, const QString &step)
{
    for (TravellingIndex *index : indices)
        if (index->record.targetUuid.isEmpty())
            setState(*index, IndexState::Copying);
    auto watch = watchFor(order, indices, step);
    if (!watch)
        return fail(watch.error());
    // Once more from the start where an answer was lost: what was begun is found and adopted.
    const auto begun = patiently(step, [&] { return beginRestore(order, indices, *watch, false); });
    if (!begun)
        return fail(begun.error());
    return awaitRestore(order, indices, *watch, step);
}

//! Every index that the restore makes: those of the job, and those that come with the feature states.
Result<SnapshotJob::RestoreWatch> SnapshotJob::watchFor(
    const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, const QString &step)
{
    RestoreWatch watch;
    for (const TravellingIndex *index : indices) {
        watch.shards.insert(index->record.target, index->record.shards);
        if (!index->record.targetUuid.isEmpty())
            watch.uuids.insert(index->record.target, index->record.targetUuid);
    }
    if (order.featureStates.isEmpty())
        return watch;
    const auto found = patiently(step, [&] { return m_targetSnapshots->snapshot(order.repository, order.snapshot); });
    const auto shards = patiently(step, [&] { return m_targetSnapshots->progress(order.repository, order.snapshot); });
    if (!found || !shards)
        return fail(found ? shards.error() : found.error());
    if (!*found)
        return fail(ErrorKind::NotFound, tr("The snapshot %1 is gone. Choose another one.").arg(order.snapshot));
    const auto sizes = indexSizesOf(*shards);
    for (auto it = sizes.constBegin(); it != sizes.constEnd(); ++it)
        watch.inSnapshot.insert(it.key(), it.value().shards);
    for (const QString &feature : order.featureStates)
        for (const QString &name : (*found)->featureIndices.value(feature)) {
            if (watch.inSnapshot.value(name) == 0)
                return fail(ErrorKind::Incomplete,
                    tr("The snapshot does not tell how many shards %1 has, so nobody could tell when it is restored.")
                        .arg(name));
            watch.shards.insert(name, watch.inSnapshot.value(name));
            watch.ofFeatures.append(name);
        }
    return watch;
}

//! True when anything was to be begun.
Result<bool> SnapshotJob::beginRestore(
    const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, const RestoreWatch &watch, bool anew)
{
    QStringList targets;
    for (const TravellingIndex *index : indices)
        targets.append(index->record.target);
    const bool marks = std::any_of(indices.begin(), indices.end(), [](const TravellingIndex *index) {
        return index->record.targetUuid.isEmpty() && index->record.state != restoring;
    });
    const qint64 now = marks ? targetTime() : 0; // before the look that finds a name free
    const auto list = m_target->listIndices(targets);
    if (!list)
        return fail(list.error());
    QHash<QString, IndexSummary> there;
    QStringList open;
    for (const IndexSummary &summary : *list) {
        there.insert(summary.name, summary);
        if (summary.open)
            open.append(summary.name);
    }
    // Only what this job began is its own: with "replace" an index can be there out of the very same snapshot, with
    // other documents since.
    const bool begun = m_setup.journal.value(begunKey).toString() == order.snapshot;
    QSet<QString> adopted;
    QSet<QString> byThisJob;
    QSet<QString> elsewhere; // out of a snapshot that is none of this job
    if (const QStringList known = open + watch.ofFeatures; !known.isEmpty()) {
        const auto recoveries = m_targetSnapshots->recoveries(known);
        if (!recoveries)
            return fail(recoveries.error());
        for (const ShardRecovery &recovery : *recoveries) {
            const bool ofOrder = begun && recovery.primary && isOfOrder(recovery, order);
            if (ofOrder && !anew)
                adopted.insert(recovery.index);
            if (ofOrder
                || (recovery.primary && recovery.repository == order.repository
                    && recovery.snapshot.startsWith(prefix())))
                byThisJob.insert(recovery.index);
            else if (recovery.primary && recovery.type == QLatin1String("SNAPSHOT"))
                elsewhere.insert(recovery.index);
        }
    }
    QStringList doubtful; // under names that were free, and no shard says where it came from
    for (const TravellingIndex *index : indices) {
        const QString &target = index->record.target;
        if (index->record.state == restoring && there.contains(target) && !byThisJob.contains(target))
            doubtful.append(target);
    }
    const auto others = madeByOthers(doubtful);
    if (!others)
        return fail(others.error());
    QList<std::pair<QString, QString>> wanted;
    QStringList close;
    QJsonObject theirs; // what is closed, but is not of this job, with its UUID
    for (TravellingIndex *index : indices) {
        const QString &target = index->record.target;
        if (adopted.contains(target))
            continue;
        wanted.append({index->record.source, target});
        if (!there.contains(target))
            continue;
        const bool own = there.value(target).uuid == index->record.targetUuid || byThisJob.contains(target)
            || (index->record.state == restoring && !others->contains(target) && !elsewhere.contains(target));
        if (!own && !(index->record.targetUuid.isEmpty() && m_setup.plan.existing == ExistingTarget::Replace))
            return fail(ErrorKind::Changed,
                index->record.state == restoring
                    ? tr("%1 is on the target, and this job did not make it: somebody else did after the restore was "
                         "begun. It was left as it is. Remove it there and resume, or choose another name.")
                          .arg(target)
                    : tr("%1 is on the target, and this job did not make it. Remove it there, or choose another name.")
                          .arg(target));
        if (there.value(target).open)
            close.append(target);
        if (there.value(target).open && !own)
            theirs.insert(target, there.value(target).uuid);
    }
    if (!theirs.isEmpty())
        if (const auto noted = noteClosing(theirs); !noted)
            return fail(noted.error());
    if (!close.isEmpty()) {
        if (const auto closed = m_targetSnapshots->closeIndices(close); !closed)
            return fail(closed.error());
    }
    bool fresh = !begun;
    QJsonObject begunAt = m_setup.journal.value(begunAtKey).toObject();
    for (TravellingIndex *index : indices) {
        if (!index->record.targetUuid.isEmpty() || index->record.state == restoring)
            continue;
        index->record.state = restoring;
        begunAt.insert(index->record.target, now);
        m_setup.journal.saveIndex(index->record);
        fresh = true;
    }
    if (fresh) {
        m_setup.journal.setValue(begunKey, order.snapshot);
        m_setup.journal.setValue(begunAtKey, begunAt);
        if (const auto flushed = m_setup.journal.flush(); !flushed)
            return fail(flushed.error());
    }
    // The first call brings what is not of an index. Where it was taken, an index is under way or there.
    const bool taken
        = std::any_of(targets.begin(), targets.end(), [&](const QString &name) { return adopted.contains(name); });
    const bool featuresThere = std::all_of(
        watch.ofFeatures.begin(), watch.ofFeatures.end(), [&](const QString &name) { return adopted.contains(name); });
    RestoreOrder first = order;
    first.globalState = order.globalState && !taken && !anew; // a loss of shards does not take it
    if (taken && featuresThere)
        first.featureStates.clear();
    if (const auto called = callRestore(first, wanted); !called) {
        if (called.error().kind == ErrorKind::Refused)
            giveUpNames(indices);
        return fail(called.error());
    }
    if (const auto forgotten = forgetClosing(); !forgotten)
        return fail(forgotten.error());
    return !wanted.isEmpty();
}

//! Milliseconds since the epoch, by this machine where the target does not tell.
qint64 SnapshotJob::targetTime()
{
    const auto clock = m_target->clock();
    return clock ? *clock : QDateTime::currentMSecsSinceEpoch();
}

//! Of indices whose names were free when their restore was begun: those that somebody else made since. `_recovery`
//! can't tell, as a target that is restarted in the middle of a restore forgets it. But a restored index has the
//! birthday that it has on the source (index.creation_date, which no restore may change), and that was before.
Result<QSet<QString>> SnapshotJob::madeByOthers(const QStringList &doubtful)
{
    QSet<QString> others;
    if (doubtful.isEmpty())
        return others;
    const QJsonObject begunAt = m_setup.journal.value(begunAtKey).toObject();
    const auto definitions = m_target->definitions(doubtful);
    if (!definitions)
        return fail(definitions.error());
    for (const QString &name : doubtful) {
        const qint64 begun = begunAt.value(name).toInteger();
        const QJsonValue born = definitions->value(name).settings.value(QLatin1String("index.creation_date"));
        if (begun > 0 && born.toVariant().toLongLong() >= begun)
            others.insert(name);
    }
    return others;
}

//! Whether a restore that this job began before it was interrupted is still under way.
Result<bool> SnapshotJob::restoresNow(const QString &repository)
{
    const QString begun = m_setup.journal.value(begunKey).toString();
    if (begun.isEmpty())
        return false;
    const auto running = m_targetSnapshots->restoring(repository, begun);
    if (!running)
        return fail(running.error());
    return !running->isEmpty();
}

//! What is not of an index goes with the first call only. A target whose registration leads to another place, by
//! another bucket, client or mount, was verified as well: an empty place is a fine one. Only now it shows.
Result<void> SnapshotJob::callRestore(const RestoreOrder &order, const QList<std::pair<QString, QString>> &names)
{
    QList<RenameGroup> groups = renameGroups(names);
    if (groups.isEmpty() && !order.featureStates.isEmpty())
        groups.append({{QStringLiteral("-*")}, {}, {}}); // no index but those of the features
    RestoreOrder part = order;
    for (const RenameGroup &group : std::as_const(groups)) {
        part.indices = group.indices;
        part.renamePattern = group.pattern;
        part.renameReplacement = group.replacement;
        const auto done = m_targetSnapshots->restore(part);
        if (!done && done.error().detail.contains(QLatin1String("snapshot does not exist")))
            return fail(ErrorKind::Refused,
                tr("The target does not find the snapshot %1 in its repository %2. Compare both registrations: on the "
                   "target it leads to another place, or the snapshot was deleted.")
                    .arg(part.snapshot, part.repository),
                done.error().detail);
        if (!done)
            return done;
        part.globalState = false;
        part.featureStates.clear();
    }
    return {};
}

//! After a refusal: what is not there was not begun, so its name is no longer this job's.
void SnapshotJob::giveUpNames(const std::vector<TravellingIndex *> &indices)
{
    QStringList targets;
    for (const TravellingIndex *index : indices)
        targets.append(index->record.target);
    const auto list = m_target->listIndices(targets);
    if (!list)
        return; // they stay begun, and their birthdays tell whose they are
    QSet<QString> there;
    for (const IndexSummary &summary : *list)
        there.insert(summary.name);
    for (TravellingIndex *index : indices) {
        if (index->record.state != restoring || there.contains(index->record.target))
            continue;
        index->record.state = QStringLiteral("planned");
        m_setup.journal.saveIndex(index->record);
    }
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        event(EventLevel::Warning, {}, flushed.error().summary);
}

//! On disk before an index of somebody else is closed to be restored over.
Result<void> SnapshotJob::noteClosing(const QJsonObject &uuids)
{
    UndoEntry undo;
    undo.cluster = QStringLiteral("target");
    undo.index = uuids.keys().join(u',');
    undo.kind = closedKind;
    undo.payload = uuids;
    const auto noted = m_setup.journal.addUndo(undo);
    return noted ? Result<void>() : fail(noted.error());
}

//! Every call was taken: what was closed is being restored over.
Result<void> SnapshotJob::forgetClosing()
{
    const auto list = m_setup.journal.undoList();
    if (!list)
        return fail(list.error());
    for (const UndoEntry &entry : *list)
        if (entry.kind == closedKind)
            m_setup.journal.removeUndo(entry.id);
    return {};
}

//! At the end of a run: an index that was closed for a restore which the target did not take is open again, as it was.
//! One whose restore was taken is open by that.
Result<void> SnapshotJob::reopen()
{
    const auto list = m_setup.journal.undoList();
    if (!list)
        return fail(list.error());
    QJsonObject uuids;
    for (const UndoEntry &entry : *list)
        if (entry.kind == closedKind)
            for (auto it = entry.payload.begin(); it != entry.payload.end(); ++it)
                uuids.insert(it.key(), it.value());
    if (uuids.isEmpty())
        return {};
    const auto there = m_target->listIndices(uuids.keys());
    if (!there)
        return fail(there.error());
    QStringList shut;
    for (const IndexSummary &summary : *there)
        if (!summary.open && summary.uuid == uuids.value(summary.name).toString())
            shut.append(summary.name);
    if (!shut.isEmpty()) {
        if (const auto opened = m_targetSnapshots->openIndices(shut); !opened)
            return opened;
        event(EventLevel::Info, {},
            tr("Opened again, as the target did not take the restore: %1").arg(shut.join(QStringLiteral(", "))));
    }
    for (TravellingIndex *index : travelling())
        if (shut.contains(index->record.target))
            index->record.state = QStringLiteral("planned"); // no longer this job's to close without a word
    return forgetClosing();
}

Result<void> SnapshotJob::awaitRestore(
    const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, RestoreWatch &watch, const QString &step)
{
    const auto since = std::chrono::steady_clock::now();
    auto movedAt = since;
    qint64 moved = -1;
    int losses = 0;
    auto wellAt = since;
    bool up = false;
    QStringList targets;
    for (const TravellingIndex *index : indices)
        targets.append(index->record.target);
    for (;;) {
        if (halting() && m_state != JobState::CuttingOver)
            return fail(ErrorKind::Cancelled, tr("Stopped by the user."));
        qint64 now = 0;
        QString figure;
        const auto done = patiently(step, [&] { return restoreDone(order, indices, watch, &now, &figure); });
        if (!done)
            return fail(done.error());
        m_board.figure(step, figure);
        if (*done == RestoreState::Done && up)
            break;
        if (*done == RestoreState::Done) { // looked at once more afterwards: a restart in between must not pass
            const QStringList all = watch.shards.keys();
            if (const auto active = patiently(step, [&] { return m_target->waitForPrimaries(all); }); !active)
                return active;
            up = true;
            continue;
        }
        up = false;
        if (*done != RestoreState::Lost)
            wellAt = std::chrono::steady_clock::now();
        if (std::chrono::steady_clock::now() - wellAt > lostAfter && ++losses <= mostLosses) {
            wellAt = std::chrono::steady_clock::now();
            event(EventLevel::Warning, {},
                tr("A node of the target was restarted, or shards moved, before all were seen restored. The restore "
                   "runs again; files that are there are used again."));
            RestoreOrder again = order;
            if (std::none_of(watch.ofFeatures.begin(), watch.ofFeatures.end(),
                    [&watch](const QString &name) { return watch.missing.contains(name); }))
                again.featureStates.clear(); // they are there, and may have been changed since
            bool anew = true;
            const auto begun
                = patiently(step, [&] { return beginRestore(again, indices, watch, std::exchange(anew, false)); });
            if (!begun)
                return fail(begun.error());
            for (const QString &name : watch.shards.keys()) {
                if (again.featureStates.isEmpty() && watch.ofFeatures.contains(name))
                    continue; // not begun again
                watch.seen.remove(name);
                watch.uuids.remove(name);
            }
            continue;
        }
        if (now != moved)
            movedAt = std::chrono::steady_clock::now();
        moved = now;
        if (std::chrono::steady_clock::now() - movedAt > std::chrono::duration<double>(m_patience))
            return fail(ErrorKind::Incomplete,
                tr("The restore on the target stands still: %1. Ask the target why with GET "
                   "/_cluster/allocation/explain.")
                    .arg(figure));
        waitForNextLook(since);
    }
    const bool unknown = std::any_of(indices.begin(), indices.end(),
        [](const TravellingIndex *index) { return index->record.targetUuid.isEmpty(); });
    if (!unknown)
        return {};
    const auto list = patiently(step, [&] { return m_target->listIndices(targets); });
    if (!list)
        return fail(list.error());
    for (TravellingIndex *index : indices) {
        for (const IndexSummary &summary : *list)
            if (summary.name == index->record.target)
                index->record.targetUuid = summary.uuid;
        index->record.state = QStringLiteral("created");
        m_setup.journal.saveIndex(index->record);
    }
    return m_setup.journal.flush();
}

//! One look at the recoveries. What was seen restored stays so while its index is the same one and open: the cluster
//! may move a shard as soon as it is there.
Result<RestoreLook> SnapshotJob::look(const RestoreOrder &order, RestoreWatch &watch)
{
    const QStringList names = watch.shards.keys();
    if (watch.uuids.size() < watch.shards.size()) { // before the look: what it finds is of these indices or of none
        const auto list = m_target->listIndices(names);
        if (!list)
            return fail(list.error());
        for (const IndexSummary &summary : *list)
            watch.uuids.insert(summary.name, summary.uuid);
    }
    const auto recoveries = m_targetSnapshots->recoveries(names);
    if (!recoveries)
        return fail(recoveries.error());
    RestoreLook found = lookAtRestore(*recoveries, order, watch.shards);
    bool left = false;
    for (const QString &name : names) {
        const QSet<int> &restored = found.indices[name].restored;
        left = left || !restored.contains(watch.seen.value(name));
        if (watch.uuids.contains(name))
            watch.seen[name].unite(restored);
    }
    if (found.all || !left)
        return found;
    const auto list = m_target->listIndices(names); // after the look: the index was the same all the time
    if (!list)
        return fail(list.error());
    ShardSet same;
    for (const IndexSummary &summary : *list)
        if (summary.open && summary.uuid == watch.uuids.value(summary.name))
            same.insert(summary.name, watch.seen.value(summary.name));
    return lookAtRestore(*recoveries, order, watch.shards, same);
}

//! Done when `_recovery` says so for every wanted primary. A shard that it leaves out is not done. Where a shard is
//! missing or began from something else though no restore runs any more, the restore is lost: a cluster whose masters
//! were all restarted forgets it.
Result<SnapshotJob::RestoreState> SnapshotJob::restoreDone(const RestoreOrder &order,
    const std::vector<TravellingIndex *> &indices, RestoreWatch &watch, qint64 *moved, QString *figure)
{
    if (!order.featureStates.isEmpty()) { // streams of the system come along that no list of the snapshot names
        const auto running = m_targetSnapshots->restoring(order.repository, order.snapshot);
        if (!running)
            return fail(running.error());
        for (const QString &name : *running) {
            if (!name.startsWith(u'.') || watch.shards.contains(name) || watch.inSnapshot.value(name) == 0)
                continue;
            watch.shards.insert(name, watch.inSnapshot.value(name));
            watch.ofFeatures.append(name);
        }
    }
    const auto found = look(order, watch);
    if (!found)
        return fail(found.error());
    watch.missing.clear();
    for (auto it = watch.shards.constBegin(); it != watch.shards.constEnd(); ++it)
        if (found->indices.value(it.key()).done < it.value())
            watch.missing.insert(it.key());
    RestoreState state = found->all ? RestoreState::Done : RestoreState::Running;
    if (found->settled) {
        const auto running = m_targetSnapshots->restoring(order.repository, order.snapshot);
        if (!running)
            return fail(running.error());
        if (std::none_of(running->begin(), running->end(),
                [&watch](const QString &name) { return watch.shards.contains(name); }))
            state = RestoreState::Lost;
    }
    *moved = found->bytes + found->done;
    const QLocale locale;
    *figure = tr("%1 of %2 shards, %3 of %4")
                  .arg(found->done)
                  .arg(found->wanted)
                  .arg(locale.formattedDataSize(found->bytes), locale.formattedDataSize(found->totalBytes));
    const std::lock_guard lock(m_mutex);
    for (TravellingIndex *index : indices) {
        const RestoreLook::Index one = found->indices.value(index->record.target);
        index->bytes = one.bytes;
        index->totalBytes = one.totalBytes;
    }
    return state;
}

Result<void> SnapshotJob::closeTargets(const std::vector<TravellingIndex *> &indices)
{
    QStringList targets;
    for (const TravellingIndex *index : indices)
        targets.append(index->record.target);
    return targets.isEmpty() ? Result<void>() : m_targetSnapshots->closeIndices(targets);
}

} // namespace godwit
