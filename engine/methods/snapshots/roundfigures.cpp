// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/roundfigures.h"

#include <algorithm>

namespace godwit {

QJsonObject RoundFigures::toJson() const
{
    return {{QStringLiteral("round"), number}, {QStringLiteral("seconds"), seconds()},
        {QStringLiteral("begun"),
            begun.isValid() ? QJsonValue(begun.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue()},
        {QStringLiteral("snapshot_s"), snapshotSeconds}, {QStringLiteral("restore_s"), restoreSeconds},
        {QStringLiteral("close_s"), closeSeconds}, {QStringLiteral("changed_bytes"), changedBytes},
        {QStringLiteral("reused_bytes"), reusedBytes}};
}

RoundFigures RoundFigures::fromJson(const QJsonObject &json)
{
    RoundFigures made;
    made.number = json.value(QLatin1String("round")).toInt();
    made.begun = QDateTime::fromString(json.value(QLatin1String("begun")).toString(), Qt::ISODateWithMs);
    made.snapshotSeconds = json.value(QLatin1String("snapshot_s")).toDouble();
    made.restoreSeconds = json.value(QLatin1String("restore_s")).toDouble();
    made.closeSeconds = json.value(QLatin1String("close_s")).toDouble();
    made.changedBytes = json.value(QLatin1String("changed_bytes")).toInteger();
    made.reusedBytes = json.value(QLatin1String("reused_bytes")).toInteger();
    return made;
}

double predictPause(const QList<RoundFigures> &rounds)
{
    if (rounds.isEmpty())
        return -1;
    // The full one bounds it from above as long as there is no other.
    double shortest = rounds.last().pauseSeconds();
    int seen = 0;
    for (auto it = rounds.crbegin(); it != rounds.crend() && it->number > 1 && seen < 3; ++it, ++seen)
        shortest = std::min(shortest, it->pauseSeconds());
    return shortest + pauseOverhead;
}

} // namespace godwit
