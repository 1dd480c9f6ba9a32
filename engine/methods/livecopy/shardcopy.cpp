// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/shardcopy.h"

#include "engine/methods/livecopy/indexcopy.h"

#include <algorithm>
#include <cmath>

namespace godwit {

ShardCopy::ShardCopy(IndexCopy &index, int shard, std::unique_ptr<DocumentRegister> documents)
    : m_index(index), m_shard(shard), m_documents(std::move(documents))
{
}

void ShardCopy::restore(const ShardCheckpoint &checkpoint)
{
    const std::lock_guard lock(m_mutex);
    m_history = checkpoint.historyUuid;
    m_startLine = checkpoint.startLine;
    m_applied = checkpoint.applied;
    m_handedOut = checkpoint.applied;
    m_extent = std::max(checkpoint.startLine, checkpoint.applied);
    m_started = true;
    m_baseDone = checkpoint.baseDone;
    m_ledger = checkpoint.ledger;
    m_bytes = checkpoint.bytes;
    // Deletes of the time between are not told apart by a counter: the first pass is always made.
    forceDeletePass = true;
}

ShardCheckpoint ShardCopy::checkpoint() const
{
    const std::lock_guard lock(m_mutex);
    ShardCheckpoint made;
    made.index = m_index.source();
    made.shard = m_shard;
    made.historyUuid = m_history;
    made.startLine = m_startLine;
    made.applied = m_applied;
    made.baseDone = m_baseDone;
    made.deleteTotal = m_deleteTotalDone;
    made.deleteNode = m_deleteNodeDone;
    made.ledger = m_ledger;
    made.bytes = m_bytes;
    made.registerBytes = m_documents->bytes();
    return made;
}

void ShardCopy::setNode(const QString &nodeId)
{
    const std::lock_guard lock(m_mutex);
    m_node = nodeId;
}

ShardRef ShardCopy::ref() const
{
    const std::lock_guard lock(m_mutex);
    return {m_index.source(), m_shard, m_node};
}

void ShardCopy::setStartLine(qint64 c0, const QString &historyUuid, qint64 deleteTotal, const QString &node)
{
    const std::lock_guard lock(m_mutex);
    m_startLine = c0;
    m_extent = c0;
    m_history = historyUuid;
    m_deleteTotalDone = deleteTotal;
    m_deleteNodeDone = node;
    m_started = true;
    m_baseDone = c0 < 0;
}

qint64 ShardCopy::startLine() const
{
    const std::lock_guard lock(m_mutex);
    return m_startLine;
}

QString ShardCopy::historyUuid() const
{
    const std::lock_guard lock(m_mutex);
    return m_history;
}

qint64 ShardCopy::applied() const
{
    const std::lock_guard lock(m_mutex);
    return m_applied;
}

bool ShardCopy::baseDone() const
{
    const std::lock_guard lock(m_mutex);
    return m_baseDone;
}

bool ShardCopy::started() const
{
    const std::lock_guard lock(m_mutex);
    return m_started;
}

void ShardCopy::extendTo(qint64 c)
{
    const std::lock_guard lock(m_mutex);
    m_extent = std::max(m_extent, c);
}

std::optional<ShardCopy::Window> ShardCopy::takeWindow(int wantedHits)
{
    const std::lock_guard lock(m_mutex);
    if (!m_returned.empty()) {
        const Window window = m_returned.front();
        m_returned.pop_front();
        return window;
    }
    if (m_handedOut >= m_extent)
        return std::nullopt;
    const auto width = static_cast<qint64>(std::clamp(static_cast<double>(wantedHits) / m_density, 1.0, 1e9));
    Window window;
    window.number = m_nextNumber++;
    window.after = m_handedOut;
    window.base = !m_baseDone;
    // A base window never reaches above the start line: what lies there may still be rolled back.
    window.upTo = std::min(m_extent, m_handedOut + width);
    if (!m_baseDone)
        window.upTo = std::min(window.upTo, m_startLine);
    m_handedOut = window.upTo;
    m_open[window.number].upTo = window.upTo;
    return window;
}

void ShardCopy::saw(qint64 span, qint64 hits, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    if (span > 0) {
        const double density = std::clamp(static_cast<double>(hits) / static_cast<double>(span), 1e-6, 1.0);
        m_density = std::max(density, (m_density + density) / 2); // widen slowly, narrow at once
    }
    if (hits > 0)
        m_documentBytes = (m_documentBytes + static_cast<double>(bytes) / static_cast<double>(hits)) / 2;
}

int ShardCopy::documentsFor(qint64 bytes, int most) const
{
    const std::lock_guard lock(m_mutex);
    // Large pages spare both servers work, but a crash reads again what was under way: a few hundredths of the shard.
    const double share = std::max(1'000.0, static_cast<double>(m_startLine) / 25);
    return static_cast<int>(
        std::clamp(static_cast<double>(bytes) / m_documentBytes, 1.0, std::min(share, static_cast<double>(most))));
}

void ShardCopy::chunkQueued(qint64 window, qint64 read, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    Open &open = m_open[window];
    open.outstanding += read;
    open.ledger.read += read;
    open.bytes += bytes;
}

void ShardCopy::chunkDone(qint64 window, qint64 documents, const Ledger &outcome)
{
    const std::lock_guard lock(m_mutex);
    Open &open = m_open[window];
    open.outstanding -= documents;
    open.ledger += outcome;
    closePrefix();
}

void ShardCopy::readerDone(qint64 window)
{
    const std::lock_guard lock(m_mutex);
    m_open[window].readerDone = true;
    closePrefix();
}

void ShardCopy::giveBack(const Window &window)
{
    const std::lock_guard lock(m_mutex);
    m_returned.push_back(window);
}

void ShardCopy::closePrefix()
{
    while (!m_open.empty()) {
        const auto first = m_open.begin();
        const Open &open = first->second;
        if (!open.readerDone || open.outstanding > 0)
            return;
        m_applied = open.upTo;
        m_ledger += open.ledger;
        m_bytes += open.bytes;
        m_open.erase(first);
    }
    if (!m_baseDone && m_started && m_applied >= m_startLine)
        m_baseDone = true;
}

bool ShardCopy::idle() const
{
    const std::lock_guard lock(m_mutex);
    return m_open.empty();
}

bool ShardCopy::caughtUp() const
{
    const std::lock_guard lock(m_mutex);
    return m_open.empty() && m_applied >= m_extent;
}

void ShardCopy::addLedger(const Ledger &ledger)
{
    const std::lock_guard lock(m_mutex);
    m_ledger += ledger;
}

Ledger ShardCopy::ledger() const
{
    const std::lock_guard lock(m_mutex);
    Ledger sum = m_ledger;
    for (const auto &[number, open] : m_open)
        sum += open.ledger;
    return sum;
}

qint64 ShardCopy::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

qint64 ShardCopy::deleteTotalDone() const
{
    const std::lock_guard lock(m_mutex);
    return m_deleteTotalDone;
}

QString ShardCopy::deleteNodeDone() const
{
    const std::lock_guard lock(m_mutex);
    return m_deleteNodeDone;
}

void ShardCopy::deletePassDone(qint64 deleteTotal, const QString &node)
{
    const std::lock_guard lock(m_mutex);
    m_deleteTotalDone = deleteTotal;
    m_deleteNodeDone = node;
    forceDeletePass = false;
}

} // namespace godwit
