// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/repairrun.h"
#include "models/verifydesk.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace godwit {

//! Repairs what a comparison found, or takes a repair back, on a thread of its own. One thing at a time.
class RepairSession final : public QObject
{
    Q_OBJECT
public:
    //! The desk outlives it.
    explicit RepairSession(VerifyDesk *desk, QObject *parent = nullptr);
    //! Ends after the request under way.
    ~RepairSession() override;

    //! Everything that the files name. What the target had goes to `undoFile` first.
    void repair(const ComparedPair &pair, const QString &findingsFile, const QString &undoFile);
    void undo(const ComparedPair &pair, const QString &undoFile);
    void stop(); //!< after the request under way

    bool running() const { return m_running; }
    bool undoes() const { return m_undoes; }
    int done() const { return m_watcher.progressValue(); } //!< documents that are through
    //! How it ended. What was done before an error is in `outcome`.
    struct End
    {
        RepairOutcome outcome;
        QString problem; //!< empty: it is through
    };

Q_SIGNALS:
    void progressed();
    void ended(const godwit::RepairSession::End &end);

private:
    void begin(bool undoes, const std::function<void(QPromise<End> &promise, std::atomic<bool> &stop)> &work);

    VerifyDesk *m_desk;
    QThreadPool m_pool;
    QFutureWatcher<End> m_watcher;
    std::shared_ptr<std::atomic<bool>> m_stop;
    bool m_running = false;
    bool m_undoes = false;
};

} // namespace godwit
