// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalogue.h"
#include "engine/methods/snapshots/roundfigures.h"
#include "engine/plan.h"

namespace godwit {

//! What a method looks at to say whether it fits.
struct MethodQuestion
{
    Plan plan; //!< the selection, the limits, the options
    ClusterInfo from;
    ClusterInfo to;
    QList<IndexSummary> picked; //!< the selected indices
    SourceSample sample; //!< how fast the source was read; empty before it was tried
    QList<RoundFigures> earlierRounds = {}; //!< that snapshots between these two clusters took before
};

//! What a method says about one migration.
struct MethodAdvice
{
    QString id; //!< as in a plan: "live-copy"
    QString title;
    bool possible = true;
    bool recommended = false;
    QStringList reasons; //!< why it fits, or why it can't work; one sentence each
    double seconds = -1; //!< of the copy; below 0: not known
    QString basis; //!< what the seconds rest on, or what they depend on where they are not known
    double pauseSeconds = -1; //!< predicted write pause; 0: none; below 0: not known
    QString pauseBasis; //!< as basis
    QString load; //!< what it costs the clusters while it runs
    QStringList pauseSteps; //!< what happens inside of it, in this order
    QStringList notCarried; //!< what the person has to move by other means
};

//! One entry for each method that this program has, in the order of recommendation; the first possible one is
//! recommended.
QList<MethodAdvice> adviseMethods(const MethodQuestion &question);

} // namespace godwit
