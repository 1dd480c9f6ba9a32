// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/jobnotes.h"
#include "engine/methods/common/sourceblock.h"
#include "engine/methods/common/verifyafter.h"
#include "engine/methods/livecopy/throttle.h"
#include "engine/methods/reindex/options.h"
#include "engine/methods/reindex/reindexindex.h"

#include <QFile>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace godwit {

//! The course of a reindex, before it has begun.
QList<Stage> reindexStages(bool local);

//! A reindex, from a remote cluster or within one: the target's own tasks do the work, this starts, watches and counts
//! them. Runs on the calling thread; one more thread reports.
class ReindexJob
{
public:
    ReindexJob(JobSetup &setup, ReindexOptions options);
    ~ReindexJob();
    Q_DISABLE_COPY_MOVE(ReindexJob)

    JobSummary run();

private:
    // reindexjob.cpp: the course of the job
    Result<void> conduct();
    Result<void> meet();
    Result<void> prepareNew();
    Result<void> prepareResumed();
    Result<void> begin(ReindexIndex &index, const QHash<QString, IndexDefinition> &there);
    Result<void> createTargets();
    Result<void> checkPins();
    void takeAliases(ReindexIndex &index, const IndexDefinition &now);
    Result<void> putSettingsBack(bool held);
    JobSummary summarize(const Result<void> &ended);
    Outcome outcomeOf(const std::optional<Error> &error, bool halted) const;
    void connect(std::stop_token stop);
    void save(const ReindexIndex &index);
    void forget(PartRun &run);
    Result<void> noteMaker(ReindexIndex &index, bool ours);
    Result<void> noteUndo(const ReindexIndex &index);
    Result<void> holdPipelines(ReindexIndex &index, const IndexDefinition &made);
    Result<void> holdBack(const ReindexIndex &index);
    void stopIndex(ReindexIndex &index, const QString &kind, const QString &reason);
    std::vector<ReindexIndex *> active();
    QStringList sources();
    QStringList targets();
    bool local() const;

    // reindexparts.cpp: parts, and the tasks that do them
    Result<void> split();
    Result<void> splitIndex(ReindexIndex &index);
    Result<std::vector<ReindexPart>> partsOf(ReindexIndex &index, qint64 documents);
    Result<void> runParts(const QString &step);
    Result<int> turn();
    Result<void> startPart(ReindexIndex &index, PartRun &run);
    Result<void> lookAt(ReindexIndex &index, PartRun &run);
    Result<void> findAgain(PartRun &run, const ReindexIndex &index);
    Result<void> settle(ReindexIndex &index, PartRun &run);
    Result<void> settleError(ReindexIndex &index, PartRun &run, const Error &error);
    Result<void> settleFailures(ReindexIndex &index, PartRun &run);
    Result<void> reject(ReindexIndex &index, PartRun &run, const std::vector<ReindexFailure> &refused);
    Result<void> again(ReindexIndex &index, PartRun &run, const QString &why, bool trouble);
    void stopTasks();
    double limitFor(const ReindexIndex &index, int running) const;
    QString markOf(const ReindexIndex &index, const PartRun &run) const;
    ReindexOrder orderOf(const ReindexIndex &index, const PartRun &run) const;

    // reindexrounds.cpp: what changes after the base copy began
    Result<void> drawMarks();
    bool roundsWanted() const;
    QString catchUpField() const;
    struct Line
    {
        double mark = 0; //!< where the next round begins
        qint64 operations = 0; //!< of the source
        std::optional<double> future; //!< the newest date of a document, where the source's clock is not there yet
    };
    Result<Line> newLine(const ReindexIndex &index);
    void tellFuture(ReindexIndex &index, const Line &line);
    Result<void> growMappings(const QString &step);
    Result<void> growMapping(ReindexIndex &index, const QJsonObject &now);
    Result<void> countAgain(ReindexIndex &index);
    qint64 readAgain();
    Result<void> catchUp();
    Result<qint64> oneRound(const QString &step);

    // reindexcutover.cpp: what comes at the end
    Result<void> finalize();
    void updateGate();
    Result<bool> cutOver(const CutoverOrder &order);
    Result<void> insidePause(const CutoverOrder &order);
    Result<bool> calledOff(const Error &why);
    int primaries();
    Result<void> stopWrites(const CutoverOrder &order);
    Result<void> switchAliases(const CutoverOrder &order);
    Result<void> afterSwitch();
    Result<bool> resumeInsideCutover();
    QJsonArray aliasActions();
    bool pauseLimitReached() const;
    void remind();

    // reindexcompare.cpp: finished means counted
    Result<QStringList> compare(bool keep);
    struct Counted
    {
        QString difference; //!< one sentence; empty: none was seen
        bool proves = true; //!< that none was seen means that there is none
        QString kind = QStringLiteral("count"); //!< of the finding
    };
    Result<Counted> compareIndex(ReindexIndex &index);
    Result<QString> compareCounts(ReindexIndex &index);
    static QString heldBefore(const ReindexIndex &index);
    static QString knownBefore(const ReindexIndex &index);
    static QString newerThere(const ReindexIndex &index);
    Result<Counted> compareMoves(const ReindexIndex &index);
    void verifyCopies();
    Result<qint64> leftOut(const ReindexIndex &index);
    Result<QString> compareParts(ReindexIndex &index, const std::vector<qint64> &here);

    // reindexreporter.cpp: snapshots for people
    void report(std::stop_token stop);
    void publish();
    JobSnapshot snapshot();

    JobSetup &m_setup;
    const ReindexOptions m_options;
    JobNotes m_notes;
    VerifyAfter m_after{m_notes, m_options.verify};
    Throttle m_throttle;
    ClusterInfo m_from;
    ClusterInfo m_to;
    std::unique_ptr<SearchCluster> m_source;
    std::unique_ptr<SearchCluster> m_target;
    std::unique_ptr<ReindexService> m_reading; //!< questions to the source
    std::unique_ptr<ReindexService> m_tasks; //!< of the target
    std::vector<std::unique_ptr<ReindexIndex>> m_indices;
    QFile m_rejected;
    std::chrono::nanoseconds m_begun{0};
    QDateTime m_started;
    SourceBlock m_block;
    std::atomic<std::chrono::steady_clock::time_point> m_pauseBegun{};
    std::atomic<bool> m_inPause{false};
    std::chrono::steady_clock::time_point m_roundSeen;
    double m_roundSeconds = -1;
    double m_roundRate = -1; //!< documents per second of the last round that read many; -1: none did
    int m_callOffs = 0; //!< cutovers called off in a row
    bool m_different = false; //!< the last cutover was called off because the counts differ
    bool m_released = false; //!< settings that were held back are on their way back to the target
    bool m_pastReturn = false;
    bool m_undecided = false; //!< nobody knows whether the aliases were switched
    std::jthread m_reporter;

    mutable std::mutex m_mutex; //!< what the reporter reads
    JobState m_state = JobState::Preparing;
    QString m_stateReason;
    QList<IndexProgress> m_rows;
    CutoverGate m_gate;
    double m_pause = -1;
    std::optional<std::chrono::steady_clock::time_point> m_pausedSince;

    // The reporter's own.
    QHash<QString, RateMeter> m_rates;
    RateMeter m_readRate;
    RateMeter m_writeRate;
};

} // namespace godwit
