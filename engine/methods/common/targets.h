// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/jobnotes.h"
#include "engine/preflight.h"

#include <functional>

namespace godwit {

//! Whether a setting stays away until Godwit writes no more: what guards deletes and acknowledged writes, and whatever
//! would act on documents that it writes.
bool isHeldBack(const QString &setting);
//! The part of the settings that is held back until the end, or the other part.
QJsonObject settingsPart(const QJsonObject &settings, bool held);

//! All in one request; when the target refuses one of them, the others still get through and the refused one is a
//! finding.
Result<void> putBack(JobNotes &notes, SearchCluster &target, const QString &index, const QJsonObject &settings);
//! Creates one index; that an earlier try whose answer was lost made it is fine.
Result<void> createTargetIndex(JobNotes &notes, SearchCluster &target, const ConvertedIndex &index);
//! What a template of the target put into an index that was just created; empty when it put nothing.
QString templateAdditions(const ConvertedIndex &asked, const IndexDefinition &made);

//! The pipelines that a template of the target gave to an index that was just created. No request names them, and a
//! bulk or an order without a pipeline passes by the default one only.
QJsonObject templatePipelines(const IndexDefinition &made);
//! They come back at the end, unless the source or the plan names others.
void holdPipelines(ConvertedIndex &index, const QJsonObject &ofTemplate);
void tellHeldPipelines(JobNotes &notes, const ConvertedIndex &index, const QJsonObject &ofTemplate);

//! What the target of an index should have where the source has this mapping now.
QJsonObject grownMapping(const Plan &plan, const IndexRecord &record, const QJsonObject &mappings,
    const ClusterInfo &from, const ClusterInfo &to);

//! Adds `aliases` (as in an index definition) on an index to a list of `_aliases` actions.
void addAliasActions(QJsonArray &actions, const QString &index, const QJsonObject &aliases);
//! `add` actions for the aliases of one index.
QJsonArray aliasAdditions(const ConvertedIndex &index);
//! Whether every alias that the actions add is on its index, and every one that they remove is not.
bool haveAliases(const QHash<QString, IndexDefinition> &there, const QJsonArray &actions);

//! The names in groups whose list fits into an address: servers take 4,096 bytes (http.max_initial_line_length).
std::vector<QStringList> fittingAddresses(const QStringList &names);

//! Whether it refuses writes, by a write block or as a read-only index.
bool hasWriteBlock(const IndexDefinition &index);
//! Every operation that the primaries of the indices have accepted, as one sum: it moves with every write. Incomplete
//! while one of so many primaries does not tell.
Result<qint64> operationsOf(SearchCluster &source, const QStringList &indices, int primaries);
//! Those of the indices that have no write block. Blocks that stand already are not Godwit's: they are neither set nor
//! ever lifted.
Result<QStringList> withoutWriteBlock(SearchCluster &source, const QStringList &indices);
//! After a block: where it is set through `_settings` it lets writes through that were under way. Waits for those, then
//! for stillness of all `indices`. Timeout when `limitReached` says so first.
Result<void> awaitBlock(SearchCluster &source, const QStringList &blocked, const QStringList &indices,
    JobControl &control, const std::function<bool()> &limitReached);
//! Lifts the blocks; that one of the indices is gone does not keep the others blocked.
Result<void> liftBlocks(SearchCluster &source, const QStringList &indices);

} // namespace godwit
