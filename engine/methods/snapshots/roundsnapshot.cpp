// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot of a round: made or taken over, waited for, and judged.
#include "engine/methods/snapshots/judging.h"
#include "engine/methods/snapshots/rounds.h"

#include <QCoreApplication>
#include <QLocale>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotRounds", text);
}

} // namespace

//! Takes the snapshot of this round. One from before an interruption that lacks what came since is left aside.
Result<void> SnapshotRounds::takeSnapshot(const QString &step)
{
    const bool adopt = std::exchange(m_adopt, false);
    const auto made = makeSnapshot(step, adopt);
    if (made || !adopt || made.error().kind != ErrorKind::Incomplete || halting())
        return made;
    event(EventLevel::Warning, {}, tr("The snapshot from before the interruption: %1").arg(made.error().summary));
    ++m_round;
    m_board.begin(StageId::Migration, step);
    return makeSnapshot(step, false);
}

//! Makes the snapshot, or adopts the one of that name.
Result<void> SnapshotRounds::makeSnapshot(const QString &step, bool adopt)
{
    const QString name = snapshotName();
    m_setup.journal.setValue(roundBegunKey(), m_round);
    if (const auto flushed = m_setup.journal.flush(); !flushed)
        return fail(flushed.error());
    bool look = adopt;
    bool conflicted = false;
    const QStringList names = sources();
    const auto begun = patiently(step, [&]() -> Result<void> {
        if (look) {
            const auto there = m_sourceSnapshots->snapshot(m_repository.own.name, name);
            if (!there)
                return fail(there.error());
            if (*there)
                return takeOver(**there);
        }
        look = true; // an answer that was lost may have begun it
        QJsonObject metadata{{QStringLiteral("godwit"), m_setup.job}};
        if (m_block.standing())
            metadata.insert(takenWhileBlockedKey(), true);
        auto made = m_sourceSnapshots->createSnapshot(m_repository.own.name, name, names, metadata);
        // There already: an order whose answer was lost came late, or a proxy sent it twice. Worth one more look.
        if (!made && made.error().kind == ErrorKind::Conflict && !std::exchange(conflicted, true))
            made.error().retryable = true;
        return made;
    });
    if (!begun)
        return fail(begun.error());
    const auto info = awaitSnapshot(name, step);
    if (!info)
        return fail(info.error());
    const auto good = judgeSnapshot(*info, names, primaries());
    if (!good) {
        m_setup.journal.setValue(roundDoneKey(), m_round); // its name is used up; the next try takes the next one
        m_board.failed(step, good.error().summary);
    }
    return good;
}

//! A name alone does not make it this job's: what it holds would go to the target. Servers before 7.3 keep no metadata.
Result<void> SnapshotRounds::takeOver(const SnapshotInfo &there)
{
    const QString maker = there.metadata.value(QLatin1String("godwit")).toString();
    if (maker != m_setup.job) {
        const auto source = m_source->info();
        if (!source)
            return fail(source.error());
        const bool tells = source->product == Product::OpenSearch || source->version >= Version{7, 3, 0};
        if (tells || !there.metadata.isEmpty())
            return fail(ErrorKind::Changed,
                tr("Snapshot %1 is in the repository %2 already, and this job did not make it. It was left as it is. "
                   "Delete it there, then resume.")
                    .arg(there.name, m_repository.own.name));
    }
    event(EventLevel::Info, {}, tr("Snapshot %1 is there already and is taken over.").arg(there.name));
    return {};
}

Result<SnapshotInfo> SnapshotRounds::awaitSnapshot(const QString &name, const QString &step)
{
    const auto since = std::chrono::steady_clock::now();
    auto figured = since;
    for (;;) {
        if (halting() && m_state != JobState::CuttingOver)
            return fail(ErrorKind::Cancelled, tr("Stopped by the user."));
        const auto info = patiently(step, [&] { return m_sourceSnapshots->snapshot(m_repository.own.name, name); });
        if (!info)
            return fail(info.error());
        if (!*info) {
            // Servers take a snapshot whose end they can't write down, and forget it. Its name may have been used.
            m_setup.journal.setValue(roundDoneKey(), m_round);
            Error gone{ErrorKind::Changed,
                tr("Snapshot %1 vanished while it was made. Somebody deleted it, or the source did not reach the "
                   "repository when it ended; its log tells.")
                    .arg(name),
                {}, 0, true, {}};
            return fail(std::move(gone));
        }
        if ((*info)->state != QLatin1String("IN_PROGRESS"))
            return **info;
        if (const auto now = std::chrono::steady_clock::now(); now - figured > std::chrono::seconds(1)) {
            figured = now;
            if (const auto progress = m_sourceSnapshots->progress(m_repository.own.name, name)) {
                qint64 done = 0;
                qint64 bytes = 0;
                for (const SnapshotShard &shard : progress->shards) {
                    done += shard.stage == QLatin1String("DONE") ? 1 : 0;
                    bytes += shard.processedBytes;
                }
                m_board.figure(step,
                    tr("%1 of %2 shards, %3")
                        .arg(done)
                        .arg(progress->shards.size())
                        .arg(QLocale().formattedDataSize(bytes)));
            }
        }
        waitForNextLook(since);
    }
}

Result<void> SnapshotRounds::measureBytes(const QString &name, RoundFigures &figures)
{
    const auto progress = m_sourceSnapshots->progress(m_repository.own.name, name);
    if (!progress)
        return fail(progress.error());
    for (const SnapshotShard &shard : progress->shards) {
        figures.changedBytes += shard.newBytes;
        figures.reusedBytes += shard.totalBytes - shard.newBytes;
    }
    return {};
}

} // namespace godwit
