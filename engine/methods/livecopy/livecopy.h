// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/sourceblock.h"
#include "engine/methods/common/verifyafter.h"
#include "engine/methods/livecopy/context.h"
#include "engine/methods/livecopy/workerpool.h"
#include "engine/methods/livecopy/writer.h"

#include <QSet>

#include <map>
#include <memory>
#include <thread>

namespace godwit {

//! A migration of live indices: copy, follow, cut over. Runs on the calling thread, which conducts; workers read and
//! write.
class LiveCopy
{
public:
    LiveCopy(JobSetup &setup, LiveCopyOptions options);
    ~LiveCopy();

    JobSummary run();

private:
    // livecopy.cpp: the course of the job
    Result<void> conduct();
    Result<void> prepare();
    Result<void> prepareNew();
    Result<void> prepareResumed();
    Result<void> copyOnce();
    Result<void> follow();
    JobSummary summarize(const Result<void> &ended);
    void startWorkers();
    void stopWorkers();

    // targets.cpp: indices on the target and what must be put back
    Result<void> createTargets(const std::vector<IndexCopy *> &indices);
    Result<bool> createTarget(IndexCopy &index, const QHash<QString, IndexDefinition> &there);
    Result<void> adoptTarget(IndexCopy &index, const IndexDefinition &there);
    bool holdPipelines(IndexCopy &index, const IndexDefinition &made);
    Result<void> lowerSettings(IndexCopy &index);
    Result<void> restoreSettings(const std::vector<IndexCopy *> &indices);
    Result<void> putTogether(const QHash<QByteArray, QStringList> &byPayload,
        const std::function<void(const QString &target, const Result<void> &put)> &done);
    void restoreAll();
    Result<void> workOffUndoList();
    void reportTemplateAdditions(const IndexCopy &index, const IndexDefinition &made);
    QJsonObject convertedMapping(const IndexCopy &index, const QByteArray &ofSource) const;
    Result<void> growMappings(const std::vector<IndexCopy *> &indices);

    // rounds.cpp: looking at both sides about once a second
    Result<void> addIndices(const QStringList &names, PreflightReport *report);
    Result<void> startLine(const std::vector<IndexCopy *> &indices, bool patient);
    Result<void> openShards(IndexCopy &index, const std::vector<ShardCheckpoint> &checkpoints);
    Result<void> sampleSource(bool duringPause);
    Result<void> round(bool duringPause);
    Result<void> runTails(const std::vector<std::shared_ptr<ShardCopy>> &tails);
    Result<void> runDeletePasses(bool duringPause);
    void settleBase();
    void measureLag();
    void updateGate();
    QStringList activeSources() const;
    std::vector<IndexCopy *> active() const;
    int primariesOf(const std::vector<IndexCopy *> &indices) const;

    // pins.cpp: the selection and the targets, looked at again
    Result<void> resolveSelection();
    QStringList freshIndices(const QList<IndexSummary> &listed);
    Result<void> checkTargets(bool duringPause = false);
    Result<void> checkHistories(bool duringPause);
    Result<void> pinTargets(
        const std::vector<IndexCopy *> &indices, const QHash<QString, IndexDefinition> &definitions);

    // cutover.cpp: everything inside the write pause
    Result<bool> cutOver(const CutoverOrder &order);
    Result<void> prepareCutover();
    Result<void> stopWrites(const CutoverOrder &order);
    Result<void> drain();
    Result<void> setPipelines(bool on);
    Result<void> switchAliases(const CutoverOrder &order);
    Result<void> afterSwitch();
    Result<bool> resumeInsideCutover();
    bool pauseLimitReached() const;
    QJsonArray aliasActions() const;

    // compare.cpp: what is compared before the point of no return, and after a copy without a cutover
    Result<void> compare();
    Result<void> compareChanges();
    Result<void> compareMappings();
    Result<void> refreshTargets();
    std::vector<WorkerPool::Check> changeChecks(std::vector<LiveCopyContext::Change> *unproven);
    Result<void> rememberMoment();
    void verifyCopies();
    std::vector<WorkerPool::Check> countChecks(bool ofSource);
    Result<void> compareCounts() const;
    QString countDifference(const IndexCopy &index, qint64 here, qint64 there) const;
    Result<void> compareOnce();
    Result<bool> judgeCounts(IndexCopy &index);
    Result<void> readBack(
        SearchCluster &target, const ShardRef &ref, const std::vector<LiveCopyContext::Change> &changes) const;
    Result<void> confirmStill();
    using SourceNumbers = std::map<const ShardCopy *, qint64>;
    SourceNumbers sourceNumbers() const;
    Result<void> nothingWrittenSince(const SourceNumbers &before) const;

    // reporter.cpp: snapshots for people
    void report(std::stop_token stop);
    JobSnapshot snapshot();

    LiveCopyContext m_context;
    JobSetup &m_setup;
    std::unique_ptr<SearchCluster> m_source; //!< the conductor's own connections
    std::unique_ptr<SearchCluster> m_target;
    mutable std::mutex m_indicesMutex; //!< the list grows while the reporter reads it
    std::vector<std::unique_ptr<IndexCopy>> m_indices;
    std::unique_ptr<WorkerPool> m_workers;
    std::unique_ptr<WriterPool> m_writers;
    std::jthread m_reporter;

    // Shared with the reporter.
    std::atomic<JobState> m_state{JobState::Preparing};
    std::atomic<double> m_lag{-1};
    std::atomic<double> m_pause{-1};
    mutable std::mutex m_gateMutex;
    CutoverGate m_gate;
    QString m_calledOff; //!< why the last cutover went back
    QString m_stateReason;
    QDateTime m_started;

    // The reporter's own.
    QHash<const IndexCopy *, RateMeter> m_rates;
    int m_hoursTold = 0; //!< changes of hours that are in the log
    RateMeter m_readRate;
    RateMeter m_writeRate;
    RateMeter m_readBytesRate;
    RateMeter m_writeBytesRate;
    RateMeter m_readerBusy;
    RateMeter m_writerBusy;

    // The conductor's own.
    std::chrono::nanoseconds m_begun{0};
    qint64 m_readBefore = 0; //!< documents read by earlier runs of this job, read again or not
    std::atomic<std::chrono::steady_clock::time_point> m_pauseBegun{};
    SourceBlock m_block;
    std::atomic<bool> m_pastReturn{false};
    int m_callOffs = 0; //!< cutovers that were called off
    bool m_undecided = false; //!< nobody knows whether the aliases were switched
    bool m_pipelinesOn = false;
    bool m_yellowSaid = false;
    std::chrono::steady_clock::time_point m_healthSeen;
    std::atomic<std::chrono::steady_clock::time_point> m_lagSeen{};
    bool m_noticed = false;
    bool m_forcePasses = false;
    std::chrono::nanoseconds m_lastTargetCheck{-1'000'000'000'000};
    std::chrono::nanoseconds m_lastResolve{-1'000'000'000'000};
    double m_lastRoundSeconds = -1;
    std::deque<double> m_drainSeconds; //!< of recent rounds, for the predicted pause
    std::deque<std::pair<std::chrono::nanoseconds, qint64>> m_sourceWrites; //!< sum of max_seq_no over time
    bool m_targetReady = false;
    QString m_targetReason;
    QSet<QString> m_refused; //!< indices that appeared and can't be taken, said once
    VerifyAfter m_after{m_context, m_context.options.verify};
};

} // namespace godwit
