// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobcontrol.h"
#include "engine/verify/verifyresult.h"
#include "models/verifydesk.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <thread>

namespace godwit {

//! What was compared before a repair, when only what that touched is compared again.
struct ComparedBefore
{
    VerifyResult result;
    QString findingsFile;
};

//! One comparison as the window holds it: runs on a thread of its own and hands over here what it reports, newest
//! progress wins, at most ten times a second. Every finding is written to a file as well; so many of them as a person
//! can look through are kept here.
class VerifySession final : public QObject
{
    Q_OBJECT
public:
    enum class Phase { Ready, Running, Ended };
    static constexpr qsizetype mostFindings = 20'000;

    //! `folder` is for this comparison alone; one with a state in it is resumed. With `before` the pairs of `request`
    //! are some of those that it has, and its rows and findings for the others are part of this result. The desk
    //! outlives the session.
    VerifySession(VerifyDesk *desk, ComparedPair pair, VerifyRequest request, QString folder,
        std::optional<ComparedBefore> before = {}, QObject *parent = nullptr);
    //! Aborts and joins.
    ~VerifySession() override;

    void start();
    void pause();
    void resume();
    void finishAndStop(); //!< can be resumed
    void abort();
    void setThrottle(ThrottleLimits limits);
    bool pauseWanted() const { return m_control->paused(); }

    Phase phase() const { return m_phase; }
    const ComparedPair &pair() const { return m_pair; }
    const VerifyRequest &request() const { return m_request; }
    const std::optional<ComparedBefore> &before() const { return m_before; }
    const VerifyProgress &progress() const { return m_progress; }
    const VerifyResult &result() const { return m_result; }
    const QList<VerifyFinding> &findings() const { return m_findings; }
    QString findingsFile() const; //!< NDJSON with all of them
    QString folder() const { return m_folder; }

Q_SIGNALS:
    void progressChanged();
    void findingsArrived(const QList<godwit::VerifyFinding> &findings);
    void phaseChanged();

private:
    class Inbox;
    void deliver();
    void takeProgress(VerifyProgress progress);

    VerifyDesk *m_desk;
    ComparedPair m_pair;
    VerifyRequest m_request;
    QString m_folder;
    std::optional<ComparedBefore> m_before;
    qint64 m_foundBefore = 0; //!< findings of indices that are not compared again
    std::unique_ptr<JobControl> m_control;
    std::shared_ptr<Inbox> m_inbox;
    std::thread m_thread;
    QTimer m_pace;
    QElapsedTimer m_sinceDelivery;
    VerifyProgress m_progress;
    VerifyResult m_result;
    QList<VerifyFinding> m_findings;
    Phase m_phase = Phase::Ready;
};

} // namespace godwit
