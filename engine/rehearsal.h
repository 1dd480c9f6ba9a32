// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan.h"
#include "engine/preflight.h"
#include "engine/searchcluster.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace godwit {

//! One request that a job would send.
struct PlannedRequest
{
    bool onSource = false;
    QByteArray method; //!< "PUT"
    QByteArray path; //!< percent-encoded, without the prefix of the address
    QByteArray query; //!< without '?'
    QByteArray body; //!< empty where it holds documents or a secret
    QString step; //!< of the job
    QString times; //!< "once for each window"; empty: once
    QString condition; //!< when it is not sent in any case; empty: always
};

//! What a method needs to go through its requests.
struct Rehearsal
{
    const Plan &plan;
    QList<IndexDefinition> sources;
    QList<ConvertedIndex> indices; //!< in the order of `sources`
    QHash<QString, IndexDefinition> there; //!< target indices that exist
    SearchCluster &source; //!< both note each request in `requests` and send nothing
    SearchCluster &target;
    QList<PlannedRequest> &requests;
};

//! The open indices that the plan selects, as they are now. Those that vanish meanwhile are left out.
Result<QList<IndexDefinition>> openSelection(SearchCluster &source, const Plan &plan);

//! The requests of a job, put together by what sends them when it runs, in their order; looks at both clusters and
//! sends no request of the job. Nothing where the method does not tell.
Result<QList<PlannedRequest>> rehearseJob(
    const Plan &plan, SearchClusterFactory &source, SearchClusterFactory &target, std::stop_token stop);

} // namespace godwit
