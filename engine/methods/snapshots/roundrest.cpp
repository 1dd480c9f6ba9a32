// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rest between two rounds, and what ends it.
#include "engine/methods/snapshots/rounds.h"

#include <QCoreApplication>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotRounds", text);
}

} // namespace

//! Waits for the time, the word to begin the next round, or the cutover. True when the job is over.
Result<bool> SnapshotRounds::rest()
{
    using namespace std::chrono;
    const bool byHand = m_options.pace == RoundPace::ByHand;
    if (!m_gate.open && m_options.pace == RoundPace::UntilShort) // written by this thread only
        return false;
    const auto until = steady_clock::now() + duration<double>(m_options.everySeconds);
    tellRest(true, byHand ? -1 : m_options.everySeconds);
    if (byHand)
        event(EventLevel::Info, {}, tr("The next round waits for your word."));
    while (!halting()) {
        const bool asks = m_gate.open && m_setup.cutover == CutoverMode::Ask;
        m_state = asks ? JobState::WaitingForCutover : JobState::Running;
        CutoverOrder order{false, true, m_setup.plan.aliases};
        // Whoever pauses a job does not expect its source to be blocked; a word of their own counts all the same.
        const bool byItself = m_setup.cutover == CutoverMode::Auto && !m_setup.control.paused();
        if (m_gate.open && (byItself || m_setup.control.takeCutover(&order))) {
            tellRest(false);
            const auto cut = cutOver(order);
            if (cut && !*cut)
                restAfterCallOff();
            else if (cut)
                verifyCopies();
            return cut;
        }
        const bool due = !byHand && steady_clock::now() > until && !m_setup.control.paused();
        if (m_setup.control.takeRound() || due)
            break;
        m_setup.control.sleep(200);
    }
    tellRest(false);
    return false;
}

void SnapshotRounds::tellRest(bool resting, double seconds)
{
    const std::lock_guard lock(m_mutex);
    m_resting = resting;
    m_nextRound
        = seconds < 0 ? QDateTime() : QDateTime::currentDateTimeUtc().addMSecs(static_cast<qint64>(seconds * 1000));
}

} // namespace godwit
