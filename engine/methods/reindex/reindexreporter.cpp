// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/reindexjob.h"

#include "engine/methods/common/reportloop.h"

namespace godwit {

void ReindexJob::report(std::stop_token stop)
{
    reportUntil(stop, [this] { m_setup.observer.snapshot(snapshot()); });
}

//! Hands what the conductor knows over to the reporter.
void ReindexJob::publish()
{
    QList<IndexProgress> rows;
    rows.reserve(static_cast<qsizetype>(m_indices.size()));
    for (const auto &index : m_indices) {
        IndexProgress row;
        row.source = index->source();
        row.target = index->target();
        row.state = index->state;
        row.reason = index->record.reason;
        row.total = index->total();
        row.copied = index->copied();
        row.ledger = index->ledger();
        row.bytes = static_cast<qint64>(index->averageBytes * static_cast<double>(row.ledger.read));
        row.verification = index->verified;
        rows.append(row);
    }
    const std::lock_guard lock(m_mutex);
    m_rows = std::move(rows);
}

JobSnapshot ReindexJob::snapshot()
{
    const std::lock_guard lock(m_mutex);
    JobSnapshot shot = snapshotOf(m_setup, m_started, m_state);
    shot.stages = m_notes.board.stages();
    shot.throttle = m_throttle.state();
    shot.findings = static_cast<int>(m_notes.findings());
    shot.lagLimitSeconds = m_setup.plan.lagLimitSeconds;
    shot.stateReason = m_stateReason;
    shot.indices = m_rows;
    shot.gate = m_gate;
    shot.writePauseSeconds = m_pause;
    if (m_pausedSince)
        shot.pausedForSeconds
            = std::chrono::duration<double>(std::chrono::steady_clock::now() - *m_pausedSince).count();
    bool counted = !shot.indices.isEmpty();
    qint64 total = 0;
    qint64 handled = 0;
    for (IndexProgress &row : shot.indices) {
        counted = counted && row.total >= 0;
        total += std::max(row.total, row.copied);
        shot.copiedDocuments += row.copied;
        shot.ledger += row.ledger;
        row.documentsPerSecond = m_rates[row.source].update(row.ledger.read);
        handled += row.ledger.written + row.ledger.already;
    }
    shot.totalDocuments = counted ? total : -1;
    shot.readPerSecond = m_readRate.update(shot.ledger.read);
    shot.writtenPerSecond = m_writeRate.update(handled);
    return shot;
}

} // namespace godwit
