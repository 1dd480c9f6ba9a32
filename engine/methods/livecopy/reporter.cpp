// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/livecopy.h"

#include "engine/methods/common/reportloop.h"

#include <algorithm>

namespace godwit {

void LiveCopy::report(std::stop_token stop)
{
    reportUntil(stop, [this] {
        m_setup.observer.snapshot(snapshot());
        m_setup.journal.setValue(QStringLiteral("read_in_all"), m_readBefore + m_context.counters.documentsRead);
    });
}

JobSnapshot LiveCopy::snapshot()
{
    JobSnapshot shot = snapshotOf(m_setup, m_started, m_state);
    shot.stages = m_context.board.stages();
    bool counted = true;
    qint64 total = 0;
    {
        const std::lock_guard lock(m_indicesMutex);
        shot.indices.reserve(static_cast<qsizetype>(m_indices.size()));
        for (const auto &index : m_indices) {
            IndexProgress row;
            row.source = index->source();
            row.target = index->target();
            row.state = index->state();
            row.reason = index->reason();
            row.total = index->total;
            row.copied = index->copied;
            row.lagSeconds = index->lag;
            row.verification = index->verified;
            if (row.state != IndexState::Waiting && row.state != IndexState::Creating) {
                for (const auto &shard : index->shards) {
                    row.ledger += shard->ledger();
                    row.bytes += shard->bytes();
                }
            }
            if (row.total < 0)
                counted = false;
            else
                total += std::max(row.total, row.copied);
            shot.copiedDocuments += row.copied;
            shot.ledger += row.ledger;
            row.documentsPerSecond = m_rates[index.get()].update(row.ledger.read);
            shot.indices.append(row);
        }
    }
    shot.totalDocuments = counted && !shot.indices.isEmpty() ? total : -1;
    shot.readPerSecond = m_readRate.update(m_context.counters.documentsRead);
    shot.writtenPerSecond = m_writeRate.update(m_context.counters.documentsWritten);
    shot.readBytesPerSecond = m_readBytesRate.update(m_context.counters.bytesRead);
    shot.writtenBytesPerSecond = m_writeBytesRate.update(m_context.counters.bytesWritten);
    shot.lagSeconds = m_lag;
    // A round that hangs measures nothing; meanwhile the lag grows with the clock.
    const std::chrono::duration<double> age = std::chrono::steady_clock::now() - m_lagSeen.load();
    if (shot.lagSeconds >= 0 && shot.running() && age.count() > 3 + m_context.options.roundSeconds)
        shot.lagSeconds += age.count();
    shot.lagLimitSeconds = m_setup.plan.lagLimitSeconds;
    shot.bulkMilliseconds = m_context.sizer.milliseconds();
    shot.queueBytes = m_context.queue.bytes();
    shot.queueLimitBytes = m_context.queue.limit();
    const double perSecond = 1e-9;
    shot.sourceBusy = std::min(
        1.0, m_readerBusy.update(m_context.counters.readerNanoseconds) * perSecond / m_context.options.readers);
    shot.targetBusy = std::min(
        1.0, m_writerBusy.update(m_context.counters.writerNanoseconds) * perSecond / m_context.options.writers);
    shot.throttle = m_context.throttle.state();
    if (shot.throttle.hoursChanges != m_hoursTold) {
        m_hoursTold = shot.throttle.hoursChanges;
        if (!shot.throttle.hours.isEmpty())
            m_context.event(EventLevel::Info, {}, shot.throttle.hours);
    }
    const double waited = m_context.throttle.waitedFraction() / m_context.options.readers;
    if (waited > 0.5)
        shot.bottleneck = QStringLiteral("throttle");
    else if (shot.targetBusy > 0.8 && shot.targetBusy >= shot.sourceBusy)
        shot.bottleneck = QStringLiteral("target");
    else if (shot.sourceBusy > 0.8)
        shot.bottleneck = QStringLiteral("source");
    shot.findings = static_cast<int>(m_context.findings());
    shot.writePauseSeconds = m_pause;
    const auto pausedSince = m_pauseBegun.load();
    if (m_state == JobState::CuttingOver && !m_pastReturn && pausedSince != std::chrono::steady_clock::time_point())
        shot.pausedForSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - pausedSince).count();
    const std::lock_guard lock(m_gateMutex);
    shot.gate = m_gate;
    shot.gate.calledOff = m_calledOff;
    shot.stateReason = m_stateReason;
    return shot;
}

} // namespace godwit
