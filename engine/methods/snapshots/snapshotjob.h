// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job.h"
#include "engine/methods/common/integrations.h"
#include "engine/methods/common/jobnotes.h"
#include "engine/methods/snapshots/judging.h"
#include "engine/methods/snapshots/options.h"
#include "engine/preflight.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace godwit {

//! One index on its way through a repository. Written by the conductor under the list's mutex where the reporter reads.
struct TravellingIndex
{
    IndexRecord record;
    QJsonObject aliases; //!< of the source
    IndexState state = IndexState::Waiting;
    QString reason;
    qint64 documents = -1; //!< on the source; -1 unknown
    qint64 restored = 0; //!< documents on the target, counted there
    qint64 bytes = 0; //!< restored by the restore under way, reused files included
    qint64 totalBytes = 0;
    Verification verified = Verification::Pending;
    QList<ShardProgress> shards; //!< at the last look
    [[nodiscard]] bool stopped() const { return state == IndexState::Stopped; }
};

//! What snapshot rounds and a restore share: connections, stages, snapshots for people, restoring and watching it.
//! Runs on the calling thread; a second thread reports.
class SnapshotJob
{
public:
    JobSummary run();

protected:
    SnapshotJob(JobSetup &setup, double patienceSeconds, QList<Stage> stages, RepositoryOptions repository);
    virtual ~SnapshotJob();
    Q_DISABLE_COPY_MOVE(SnapshotJob)

    virtual Result<void> conduct() = 0;
    //! Puts back what must be put back; the connections are fresh ones where the job was aborted.
    virtual void settle(bool failed) { Q_UNUSED(failed) }
    virtual void finish(JobSummary &summary) { Q_UNUSED(summary) }
    //! Adds what only this method knows. Called by the reporter's thread.
    virtual void describe(JobSnapshot &shot) const { Q_UNUSED(shot) }
    //! Past the point of no return: stopping no longer makes it unfinished.
    virtual bool complete() const { return false; }

    // snapshotjob.cpp
    void connect(std::stop_token stop);
    Result<void> preflight(bool sayWarnings = true);
    Result<void> setUpRepository(SnapshotService &service, const RepositoryInfo &wanted, bool readOnly, bool source);
    bool halting() const { return m_setup.control.finishing(); }
    void event(EventLevel level, const QString &index, const QString &text) { m_notes.event(level, index, text); }
    void finding(const QString &kind, const QString &index, const QString &detail)
    {
        m_notes.finding(kind, index, {}, detail);
    }
    void setState(TravellingIndex &index, IndexState state, const QString &reason = {});
    std::vector<TravellingIndex *> travelling() const;
    QString prefix() const { return QStringLiteral("godwit-%1-").arg(m_setup.job); }
    template <class Call>
    auto patiently(const QString &step, Call call) -> decltype(call())
    {
        return m_notes.patiently(step, std::move(call));
    }
    //! Sleeps between two looks at something that has taken so long already: a twentieth of that, within limits.
    void waitForNextLook(std::chrono::steady_clock::time_point since) const;

    // restoring.cpp
    //! Restores the indices and returns when every primary of them takes requests. A restore of the same snapshot that
    //! runs or ended is adopted. Closes what is this job's own and open, and what `existing` allows to be replaced.
    Result<void> restore(const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, const QString &step);
    Result<void> closeTargets(const std::vector<TravellingIndex *> &indices);

    JobSetup &m_setup;
    const RepositoryOptions m_repository;
    JobNotes m_notes;
    StageBoard &m_board = m_notes.board;
    std::unique_ptr<SearchCluster> m_source;
    std::unique_ptr<SnapshotService> m_sourceSnapshots;
    std::unique_ptr<SearchCluster> m_target;
    std::unique_ptr<SnapshotService> m_targetSnapshots;
    mutable std::mutex m_mutex; //!< indices, and what describe() reads
    std::vector<std::unique_ptr<TravellingIndex>> m_indices;
    std::atomic<JobState> m_state{JobState::Preparing};
    std::atomic<double> m_pause{-1};
    std::atomic<std::chrono::steady_clock::time_point> m_pauseBegun{};

private:
    void noteSnapshot(const std::vector<SnapshotShard> &shards);
    void noteRestore(const std::vector<ShardRecovery> &shards);
    void noteShards(const QHash<QString, QList<ShardProgress>> &byIndex, bool restoring);
    JobSnapshot snapshot() const;
    void report(std::stop_token stop);
    enum class RestoreState { Running, Done, Lost };
    //! What one restore is waited for, and what is known of it.
    struct RestoreWatch
    {
        QHash<QString, int> shards; //!< primaries by index, under the names on the target
        QHash<QString, QString> uuids; //!< of the indices that were there before a look
        ShardSet seen; //!< restored while the index had that UUID
        QStringList ofFeatures; //!< of these: come with a feature state, under their own names
        QHash<QString, int> inSnapshot; //!< primaries of every index of the snapshot, where a feature state is restored
        QSet<QString> missing; //!< not yet whole at the last look
    };
    Result<RestoreWatch> watchFor(
        const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, const QString &step);
    Result<bool> beginRestore(
        const RestoreOrder &order, const std::vector<TravellingIndex *> &indices, const RestoreWatch &watch, bool anew);
    qint64 targetTime();
    Result<QSet<QString>> madeByOthers(const QStringList &doubtful);
    Result<bool> restoresNow(const QString &repository);
    Result<void> callRestore(const RestoreOrder &order, const QList<std::pair<QString, QString>> &names);
    void giveUpNames(const std::vector<TravellingIndex *> &indices);
    Result<void> noteClosing(const QJsonObject &uuids);
    Result<void> forgetClosing();
    Result<void> reopen();
    Result<void> awaitRestore(const RestoreOrder &order, const std::vector<TravellingIndex *> &indices,
        RestoreWatch &watch, const QString &step);
    Result<RestoreState> restoreDone(const RestoreOrder &order, const std::vector<TravellingIndex *> &indices,
        RestoreWatch &watch, qint64 *moved, QString *figure);
    Result<RestoreLook> look(const RestoreOrder &order, RestoreWatch &watch);

    const double m_patience;
    const QDateTime m_started;
    Integrations m_integrations; //!< of the reporter
    std::chrono::nanoseconds m_begun{0};
    QString m_reason;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onAbort;
};

//! How `_restore` is told the new names: one call for indices whose names change by the same beginning and end, one
//! each for all others.
struct RenameGroup
{
    QStringList indices;
    QString pattern; //!< Java regular expression; empty: the names stay
    QString replacement;
};
QList<RenameGroup> renameGroups(const QList<std::pair<QString, QString>> &names);

} // namespace godwit
