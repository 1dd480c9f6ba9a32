// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalogue.h"
#include "engine/methods/snapshots/roundfigures.h"
#include "engine/preflight.h"
#include "engine/rehearsal.h"

#include <stop_token>

namespace godwit {

enum class PairSide { Source, Target };

//! One index before and after the conversion, as somebody reviews it.
struct ReviewedIndex
{
    IndexDefinition source;
    ConvertedIndex converted; //!< without the plan's overrides
};

//! Answers what a new migration asks both clusters before it starts. Reads only, but for registerRepository(). A port:
//! whoever knows the servers implements it. Every call blocks its thread, never the GUI's, is thread-safe, and ends
//! early with `stop`.
class MigrationDesk
{
public:
    virtual ~MigrationDesk() = default;
    //! Of the source without one (a restore): what the plan's snapshot holds, asked of the target.
    virtual Result<Catalogue> catalogue(const Plan &plan, PairSide side, std::stop_token stop) = 0;
    //! Every selected index with its conversion.
    virtual Result<QList<ReviewedIndex>> review(const Plan &plan, std::stop_token stop) = 0;
    //! `only`: one check by its id; empty: all.
    virtual Result<PreflightReport> preflight(const Plan &plan, const QString &only, std::stop_token stop) = 0;
    //! What the job would send, in its order; nothing where the method does not tell.
    virtual Result<QList<PlannedRequest>> requests(const Plan &plan, std::stop_token stop) = 0;
    //! Of the target for a restore, else of the source.
    virtual Result<QList<RepositoryInfo>> repositories(const Plan &plan, std::stop_token stop) = 0;
    virtual Result<QList<SnapshotInfo>> snapshots(const Plan &plan, const QString &repository, std::stop_token stop)
        = 0;
    //! On the plan's target: the one call that writes. Every node of it looks at the place; where one does not reach
    //! it, the registration is taken back.
    virtual Result<RepositoryCheck> registerRepository(
        const Plan &plan, const RepositoryInfo &repository, std::stop_token stop)
        = 0;
    //! What snapshots between two clusters, by their UUIDs, measured before.
    virtual QList<RoundFigures> earlierRounds(const QString &source, const QString &target) = 0;
    virtual Result<SourceSample> sample(const Plan &plan, const QString &index, std::stop_token stop) = 0;
};

} // namespace godwit
