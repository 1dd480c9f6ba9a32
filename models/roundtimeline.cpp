// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/roundtimeline.h"

#include "models/formats.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace godwit {
namespace {

struct Timeline
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Timeline)
};

constexpr double usualBytesPerSecond = 40e6;
constexpr qsizetype mostRounds = 4; //!< of those that are done; all are in the table

QDateTime later(const QDateTime &when, double seconds)
{
    return when.isValid() && seconds >= 0 ? when.addMSecs(static_cast<qint64>(seconds * 1000)) : QDateTime();
}

QString roundsText(const RoundsOptions &options)
{
    if (options.pace == RoundPace::ByHand)
        return Timeline::tr("Rounds of what changed, each on your word");
    const QString until = formats::seconds(options.untilSeconds);
    return options.pace == RoundPace::Interval
        ? Timeline::tr("Rounds of what changed, with a rest of %1, until one takes less than %2")
              .arg(formats::seconds(options.everySeconds), until)
        : Timeline::tr("Rounds of what changed, until one takes less than %1").arg(until);
}

QString cutoverText()
{
    return Timeline::tr("Cutover: writes pause, last snapshot and restore, aliases, the indices open");
}

//! When the gate can open at the earliest; invalid where that is anybody's guess.
QDateTime cutoverTime(const RoundsOptions &options, const JobSnapshot &snapshot, const QDateTime &now)
{
    if (snapshot.gate.open)
        return now;
    const qsizetype missing = std::max<qsizetype>(0, options.atLeast - snapshot.rounds.size());
    if (options.pace == RoundPace::ByHand || snapshot.rounds.size() < 2 || missing == 0)
        return {};
    const double last = snapshot.rounds.last().seconds();
    if (last >= options.untilSeconds)
        return {};
    const double rest = options.pace == RoundPace::Interval ? options.everySeconds : 0;
    return later(now, double(missing) * (last + rest));
}

} // namespace

double unmeasuredTransferSeconds(qint64 bytes)
{
    return bytes < 0 ? -1 : double(bytes) / usualBytesPerSecond;
}

QList<TimelineEntry> plannedTimeline(const RoundsOptions &options, double transferSeconds, const QDateTime &now)
{
    const QDateTime first = options.firstAt.isValid() ? std::max(options.firstAt, now) : now;
    const QDateTime restore = later(first, transferSeconds);
    return {{first, Timeline::tr("First snapshot on the source, with everything"), false},
        {restore, Timeline::tr("Its restore on the target"), false},
        {later(restore, transferSeconds), roundsText(options), false}, {{}, cutoverText(), false}};
}

QList<TimelineEntry> measuredTimeline(const RoundsOptions &options, const JobSnapshot &snapshot, const QDateTime &now)
{
    QList<TimelineEntry> entries;
    const QList<RoundFigures> &rounds = snapshot.rounds;
    for (qsizetype i = 0; i < rounds.size(); ++i) {
        if (i > 0 && i < rounds.size() - mostRounds)
            continue;
        const RoundFigures &round = rounds.at(i);
        entries.append({round.begun.toLocalTime(),
            i == 0 ? Timeline::tr("First snapshot and its restore: %1").arg(formats::seconds(round.seconds()))
                   : Timeline::tr("Round %1: %2").arg(round.number).arg(formats::seconds(round.seconds())),
            true});
    }
    if (!snapshot.running())
        return entries;
    if (rounds.isEmpty()) {
        const bool waits = snapshot.betweenRounds;
        entries.append({waits ? snapshot.nextRound.toLocalTime() : QDateTime(),
            waits ? Timeline::tr("First snapshot on the source, with everything")
                  : Timeline::tr("First snapshot and its restore: under way"),
            false});
    } else if (snapshot.state != JobState::CuttingOver) {
        entries.append({snapshot.betweenRounds ? snapshot.nextRound.toLocalTime() : QDateTime(),
            !snapshot.betweenRounds            ? Timeline::tr("Round %1: under way").arg(rounds.last().number + 1)
                : snapshot.nextRound.isValid() ? Timeline::tr("Round %1, about %2")
                                                     .arg(rounds.last().number + 1)
                                                     .arg(formats::seconds(rounds.last().seconds()))
                                               : Timeline::tr("Round %1, on your word").arg(rounds.last().number + 1),
            false});
    }
    QString cutover = cutoverText();
    if (snapshot.gate.predictedPauseSeconds >= 0)
        cutover = Timeline::tr("Cutover, with a write pause of about %1")
                      .arg(formats::seconds(snapshot.gate.predictedPauseSeconds));
    entries.append({cutoverTime(options, snapshot, now), cutover, false});
    return entries;
}

QString timelineText(const TimelineEntry &entry, const QDateTime &now)
{
    const QLocale locale;
    const QString time = !entry.at.isValid() ? formats::unknown()
        : entry.at.date() == now.date()      ? locale.toString(entry.at.time(), QLocale::ShortFormat)
                                             : locale.toString(entry.at, QLocale::ShortFormat);
    return entry.at.isValid() && !entry.done && entry.at > now
        ? Timeline::tr("about %1: %2", "time, what happens").arg(time, entry.what)
        : Timeline::tr("%1: %2", "time, what happens").arg(time, entry.what);
}

} // namespace godwit
