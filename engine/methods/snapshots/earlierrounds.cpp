// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/earlierrounds.h"

#include "engine/journalreader.h"
#include "engine/methods/common/clusterpins.h"

#include <QJsonArray>

namespace godwit {

QList<RoundFigures> earlierRounds(const JobStore &store, const QString &sourceUuid, const QString &targetUuid)
{
    if (sourceUuid.isEmpty() || targetUuid.isEmpty())
        return {};
    for (const JobRecord &job : store.jobs()) {
        if (job.method != QLatin1String("snapshot-rounds"))
            continue;
        const auto values = JournalReader(store.folderOf(job.job)).values();
        if (!values || !pinnedTo(*values, sourceUuid, targetUuid))
            continue;
        QList<RoundFigures> rounds;
        for (const QJsonValue &round : values->value(roundsJournalKey()).toArray())
            rounds.append(RoundFigures::fromJson(round.toObject()));
        if (!rounds.isEmpty())
            return rounds;
    }
    return {};
}

} // namespace godwit
