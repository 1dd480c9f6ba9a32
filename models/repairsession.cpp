// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/repairsession.h"

#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <limits>

namespace godwit {
namespace {

using End = RepairSession::End;

QString textOf(const Error &error)
{
    return error.detail.isEmpty() ? error.summary : QString(error.summary + u' ' + error.detail);
}

} // namespace

RepairSession::RepairSession(VerifyDesk *desk, QObject *parent) : QObject(parent), m_desk(desk)
{
    m_pool.setMaxThreadCount(1);
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &RepairSession::progressed);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_running = false;
        const End end = m_watcher.result();
        Q_EMIT ended(end);
    });
}

RepairSession::~RepairSession()
{
    stop();
    m_watcher.disconnect(this);
    m_pool.waitForDone();
}

void RepairSession::stop()
{
    if (m_stop)
        *m_stop = true;
}

void RepairSession::begin(bool undoes, const std::function<void(QPromise<End> &promise, std::atomic<bool> &stop)> &work)
{
    if (m_running)
        return;
    m_running = true;
    m_undoes = undoes;
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_watcher.setFuture(QtConcurrent::run(&m_pool, [work, stop = m_stop](QPromise<End> &promise) {
        promise.setProgressRange(0, std::numeric_limits<int>::max());
        work(promise, *stop);
    }));
}

void RepairSession::repair(const ComparedPair &pair, const QString &findingsFile, const QString &undoFile)
{
    begin(false, [desk = m_desk, pair, findingsFile, undoFile](QPromise<End> &promise, std::atomic<bool> &stop) {
        End end;
        const auto source = desk->cluster(pair, PairSide::Source);
        const auto target = desk->writableTarget(pair);
        if (!source || !target) {
            end.problem = textOf(source ? target.error() : source.error());
            promise.addResult(end);
            return;
        }
        const auto from = (*source)->open({});
        const auto to = (*target)->open({});
        Repair repair(*from, *to, undoFile);
        const auto repaired = repairAll(findingsFile, repair, [&](qint64 done) {
            promise.setProgressValue(static_cast<int>(std::min<qint64>(done, std::numeric_limits<int>::max())));
            return !stop.load();
        });
        end.outcome = repair.outcome();
        if (!repaired)
            end.problem = textOf(repaired.error());
        promise.addResult(end);
    });
}

void RepairSession::undo(const ComparedPair &pair, const QString &undoFile)
{
    begin(true, [desk = m_desk, pair, undoFile](QPromise<End> &promise, std::atomic<bool> &) {
        End end;
        const auto target = desk->writableTarget(pair);
        const auto undone = target ? undoRepair(undoFile, *(*target)->open({})) : fail(target.error());
        if (undone)
            end.outcome = *undone;
        else
            end.problem = textOf(undone.error());
        promise.addResult(end);
    });
}

} // namespace godwit
