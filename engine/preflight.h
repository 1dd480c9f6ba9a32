// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/plan.h"
#include "engine/searchcluster.h"

#include <QList>
#include <QString>

namespace godwit {

enum class CheckState { Pass, Warning, Blocker };

//! One named check. `seen` is the figure it looked at, `fix` what to do, `request` an exact request to copy where there
//! is one.
struct PreflightItem
{
    QString id; //!< stable, for example "reach-source"
    QString title;
    CheckState state = CheckState::Pass;
    QString index; //!< empty when it concerns the pair
    QString seen;
    QString fix;
    QString request;
    QString cause = {}; //!< the likely one; empty where `seen` says it all
    double seconds = -1; //!< that the check took, with all that it asked
};

//! What a conversion does to one index: the body to create on the target, and each thing changed or not carried with
//! its reason.
struct ConvertedIndex
{
    QString source;
    QString target;
    QJsonObject create; //!< {settings (flat), mappings} ready for createIndex, with the settings used while copying
    QJsonObject restore; //!< flat settings to put back after the base copy; null resets
    QJsonObject aliases; //!< to create at cutover
    QStringList changes; //!< "settings.index.x: left out, because …"
    QStringList blockers;
};

struct PreflightReport
{
    QList<PreflightItem> items;
    QList<ConvertedIndex> indices;
    [[nodiscard]] bool blocked() const;
};

//! Whether the servers take a name for an index.
bool isLegalIndexName(const QString &name);

//! Converts one definition between products and majors. Pure.
ConvertedIndex convertIndex(const IndexDefinition &source, const QString &targetName, const ClusterInfo &from,
    const ClusterInfo &to, const IndexOverride &override = {});
//! The same as a plan wants it: its rename rules, its overrides, and what its method allows (a reindex places documents
//! anew, so it may have another shard count).
ConvertedIndex convertFor(
    const Plan &plan, const IndexDefinition &source, const ClusterInfo &from, const ClusterInfo &to);
//! Mappings only, for a mapping that grew: the same rules as convertIndex.
QJsonObject convertMappings(
    const QJsonObject &mappings, const ClusterInfo &from, const ClusterInfo &to, QStringList *changes = nullptr);
//! The same with the index's settings at hand: an index made by 6.x keeps Joda dates in a 7.x cluster, and only its
//! settings tell.
QJsonObject convertMappings(const IndexDefinition &source, const ClusterInfo &from, const ClusterInfo &to,
    QStringList *changes = nullptr, const IndexOverride &override = {});

//! Whether the target puts documents into other shards than the source did, whatever routing_num_shards says.
bool placedAnew(const IndexDefinition &source, const ClusterInfo &target);

//! Runs every check. Reads only. A cluster that can't be reached is a blocker in the report, not an error; Cancelled is
//! an error.
Result<PreflightReport> runPreflight(
    const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes);
//! One check again, by its id. The items of all others are left out of the report.
Result<PreflightReport> repeatCheck(
    const QString &id, const Plan &plan, SearchCluster &source, SearchCluster &target, qint64 freeDiskBytes);

} // namespace godwit
