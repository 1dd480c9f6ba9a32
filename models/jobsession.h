// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobcontrol.h"
#include "engine/jobobserver.h"
#include "engine/jobsummary.h"
#include "engine/plan.h"
#include "engine/preflight.h"
#include "models/earlierrun.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <thread>

namespace godwit {

//! What an aborted job does with what it put on the target.
enum class AbortChoice { Keep, Remove };

//! How a run ended, and what the checks before it said when they refused it.
struct JobEnd
{
    JobSummary summary;
    QList<PreflightItem> preflight;
    QString folder; //!< of the journal and the findings
    QStringList aliases; //!< that the cutover was to switch
    QStringList blocksLeft; //!< source indices whose write block the cutover left
    QString removal; //!< what was removed from the target after an abort, or why not
};

//! What a task is given besides the observer.
struct JobOrders
{
    JobControl &control;
    std::function<bool()> removeAfterAbort; //!< the operator's choice; thread-safe
    //! Takes "Elasticsearch 7.17.15" of source and target once they are known; thread-safe.
    std::function<void(const QString &source, const QString &target)> tellVersions = {};
    //! Takes what was before, where a job is resumed; before anything is observed. Thread-safe.
    std::function<void(EarlierRun earlier)> tellEarlier = {};
};

//! Runs one job to its end on the thread that calls it. Whoever knows the servers makes it.
using JobTask = std::function<JobEnd(JobOrders &orders, JobObserver &observer)>;

//! What is known about a migration before it runs.
struct SessionInfo
{
    Plan plan;
    QString planFile;
    bool resumes = false;
    QString sourceVersion; //!< "Elasticsearch 7.17.15", when known
    QString targetVersion;
    QString noticeKey = {}; //!< tells its notices from those of others, also when it is started again
};

//! One migration as the window holds it: starts the task on a thread of its own, takes what it reports there and hands
//! it over here, newest snapshot wins, at most ten times a second. The calling thread never waits for the task.
class JobSession final : public QObject
{
    Q_OBJECT
public:
    enum class Phase { Ready, Running, Ended };

    explicit JobSession(SessionInfo info, JobTask task, QObject *parent = nullptr);
    //! Aborts and joins. Let it end before: the destructor is the last resort.
    ~JobSession() override;

    void start();
    Phase phase() const { return m_phase; }
    const SessionInfo &info() const { return m_info; }
    const JobSnapshot &snapshot() const { return m_snapshot; }
    const JobEnd &end() const { return m_end; }
    const QList<Finding> &findings() const { return m_findings; }
    //! Seconds since start, on the session's own clock.
    double elapsed() const;
    //! Seconds since the job was created where there are figures from then on, else since start.
    double age() const { return m_ageAtStart + elapsed(); }

    void pause();
    void resume();
    void finishAndStop();
    void abort(AbortChoice choice);
    void orderCutover(CutoverOrder order);
    void withdrawCutover();
    void orderRound();
    void setThrottle(ThrottleLimits limits);
    void tick(const QString &integration, bool ticked);
    bool pauseWanted() const { return m_control->paused(); }
    bool finishWanted() const { return m_control->finishing() || m_control->aborted(); }
    bool cutoverWanted() const { return m_cutoverWanted; }
    bool roundWanted() const { return m_roundWanted; }

Q_SIGNALS:
    void snapshotChanged(const godwit::JobSnapshot &snapshot);
    void eventsArrived(const QList<godwit::JobEvent> &events);
    void findingsArrived(const QList<godwit::Finding> &findings);
    void phaseChanged();
    //! Of a job that is resumed, before anything else arrives; age() knows of it already.
    void earlierArrived(const godwit::EarlierRun &earlier);
    void infoChanged(); //!< the versions are known now
    void ordersChanged(); //!< an order was given; the snapshot follows later

private:
    class Inbox;
    void deliver();
    void takeEarlier(const EarlierRun &earlier);
    void finish();

    SessionInfo m_info;
    JobTask m_task;
    std::unique_ptr<JobControl> m_control;
    std::shared_ptr<Inbox> m_inbox;
    std::thread m_thread;
    QTimer m_pace;
    QElapsedTimer m_clock;
    QElapsedTimer m_sinceDelivery;
    double m_ageAtStart = 0;
    JobSnapshot m_snapshot;
    JobEnd m_end;
    QList<Finding> m_findings; //!< at most 1,000
    Phase m_phase = Phase::Ready;
    bool m_cutoverWanted = false;
    bool m_roundWanted = false;
    qsizetype m_roundsBefore = 0; //!< that were done when the last order was given
};

} // namespace godwit
