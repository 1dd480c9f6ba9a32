// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>

namespace godwit {

//! What one round of snapshot and restore cost.
struct RoundFigures
{
    int number = 0;
    QDateTime begun; //!< UTC; invalid in journals of before it was kept
    double snapshotSeconds = 0;
    double restoreSeconds = 0; //!< until every wanted primary takes requests
    double closeSeconds = 0; //!< making the target ready for the next round; not part of a write pause
    qint64 changedBytes = 0; //!< that the repository did not have before
    qint64 reusedBytes = 0; //!< that it had
    [[nodiscard]] double seconds() const { return snapshotSeconds + restoreSeconds + closeSeconds; }
    //! Of a round inside a write pause.
    [[nodiscard]] double pauseSeconds() const { return snapshotSeconds + restoreSeconds; }

    [[nodiscard]] QJsonObject toJson() const;
    static RoundFigures fromJson(const QJsonObject &json);
    friend bool operator==(const RoundFigures &, const RoundFigures &) = default;
};

//! A job's value with its rounds, oldest first.
inline QString roundsJournalKey()
{
    return QStringLiteral("rounds");
}

//! What the write pause has beside its round: block, counts, aliases. Seconds.
constexpr double pauseOverhead = 0.1;

//! The write pause of a cutover now, from the rounds so far: the shortest of the newest three that were not the first
//! full one, and what a cutover has beside its round. The shortest, since a round runs beside the writers and the one
//! inside the pause does not: measured, the pause took 0.78 of the median of three. Below 0: nothing measured yet.
double predictPause(const QList<RoundFigures> &rounds);

} // namespace godwit
