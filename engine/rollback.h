// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/searchcluster.h"

#include <QHash>
#include <QStringList>

namespace godwit {

struct RollBackOutcome
{
    QStringList lifted; //!< source indices that take writes again
    QStringList skipped; //!< made again or gone since, so they are not what the job blocked
};

//! The names whose write block a finished cutover left on the source, as the journal keeps them; empty when Godwit set
//! none or it was lifted since.
QStringList blocksLeftBehind(const Journal &journal);
//! The same from the named values of a journal that is only read.
QStringList blocksLeftBehind(const QHash<QString, QJsonValue> &values);
//! Called when a cutover leaves its block on the source.
void noteBlocksLeftBehind(Journal &journal, const QStringList &indices);

//! Takes a finished cutover back on the source: lifts the write block that Godwit set there and left. The target is not
//! touched, and what was written to it since is not brought back. Usage when there is nothing to lift.
Result<RollBackOutcome> rollBack(Journal &journal, SearchCluster &source);

} // namespace godwit
