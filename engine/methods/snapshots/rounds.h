// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/sourceblock.h"
#include "engine/methods/common/verifyafter.h"
#include "engine/methods/snapshots/roundfigures.h"
#include "engine/methods/snapshots/snapshotjob.h"

namespace godwit {

//! The course of incremental snapshots, before it has begun.
QList<Stage> roundStages();
//! Where the journal keeps the number of the last round that was brought to the target.
inline QString roundDoneKey()
{
    return QStringLiteral("round_done");
}
//! The last number of which a snapshot may exist: on disk before its snapshot is asked for.
inline QString roundBegunKey()
{
    return QStringLiteral("round_begun");
}

//! State of a record in the journal: at the last look it was not on the source, or closed there.
inline QString awayState()
{
    return QStringLiteral("away");
}

//! Incremental snapshots: round after round of snapshot on the source and restore over the closed indices of the
//! target, until a round is short, then a last one inside a write pause.
class SnapshotRounds final : public SnapshotJob
{
public:
    SnapshotRounds(JobSetup &setup, RoundsOptions options);

private:
    // rounds.cpp
    Result<void> conduct() override;
    void settle(bool failed) override;
    void finish(JobSummary &summary) override;
    void describe(JobSnapshot &shot) const override;
    bool complete() const override { return m_pastReturn || m_ended; }
    Result<void> prepare();
    Result<bool> prepareResumed();
    void waitForFirst();
    Result<void> repeat();
    Result<void> endOpen(const QString &why);
    void restAfterCallOff();
    Result<void> round();
    Result<bool> rest(); // roundrest.cpp
    void tellRest(bool resting, double seconds = -1);
    Result<void> bring(const QString &name, const QString &step);
    void countTargets();
    void record(const RoundFigures &figures);
    void updateGate();
    bool findingsMatter() const { return m_setup.cutover == CutoverMode::Auto && !m_setup.plan.acceptFindings; }
    QStringList sources() const;
    QStringList targets() const;
    QString snapshotName() const { return QString(prefix() + QString::number(m_round)); }

    // roundselection.cpp
    Result<void> resolveSelection();
    Result<void> takeIn(
        const IndexSummary &summary, const IndexDefinition &definition, const QHash<QString, QString> &taken);
    Result<QHash<QString, QString>> namesTaken(const QStringList &sources);
    QString unfitName(const QString &target, const QHash<QString, QString> &taken) const;
    void pinned(TravellingIndex &index, const IndexSummary &now);
    void stopIndex(TravellingIndex &index, const QString &kind, const QString &reason);
    void goAway(TravellingIndex &index);
    void comeBack(TravellingIndex &index, const IndexSummary &now);
    bool awaitsReturn();
    void tellLeftOut();

    // roundsnapshot.cpp
    Result<void> takeSnapshot(const QString &step);
    Result<void> makeSnapshot(const QString &step, bool adopt);
    Result<void> takeOver(const SnapshotInfo &there);
    Result<SnapshotInfo> awaitSnapshot(const QString &name, const QString &step);
    Result<void> measureBytes(const QString &name, RoundFigures &figures);

    // roundcutover.cpp
    Result<bool> cutOver(const CutoverOrder &order);
    Result<void> insidePause(const CutoverOrder &order);
    Result<void> stopWrites(const CutoverOrder &order);
    int primaries() const;
    Result<void> lastRound();
    Result<void> compareCounts();
    void verifyCopies();
    Result<void> switchAliases(const CutoverOrder &order);
    Result<void> release();
    Result<void> putSettingsBack();
    QJsonArray aliasActions() const;
    Result<bool> resumeInsideCutover();
    bool pauseLimitReached() const;

    static constexpr int indicesCounted = 100; //!< more are not asked one by one
    const RoundsOptions m_options;
    VerifyAfter m_after{m_notes, m_options.verify};
    SourceBlock m_block;
    QList<RoundFigures> m_rounds; //!< guarded by m_mutex
    CutoverGate m_gate; //!< guarded by m_mutex
    bool m_resting = false; //!< guarded by m_mutex
    QDateTime m_nextRound; //!< guarded by m_mutex
    int m_round = 0; //!< number of the round under way or last done
    bool m_adopt = false; //!< the snapshot of this number may be there from before a crash
    std::atomic<bool> m_pastReturn{false};
    bool m_undecided = false; //!< nobody knows whether the aliases were switched
    std::optional<std::chrono::steady_clock::time_point> m_awaySince; //!< an index of the selection
    bool m_short = false; //!< enough rounds are done, and the last one was short enough
    bool m_ended = false;
    int m_callOffs = 0; //!< cutovers called off in a row
    int m_remade = 0; //!< source indices that were deleted and made again, since the run began
    qint64 m_operations = -1; //!< of the source after the block
};

} // namespace godwit
