// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/searchcluster.h"
#include "models/cutoffjob.h"

#include <QCoreApplication>

#include <functional>
#include <memory>

namespace godwit {

//! Jobs that say "running" while no living process holds them: what became of them, and giving them up.
class WindowRecovery final
{
    Q_DECLARE_TR_FUNCTIONS(godwit::WindowRecovery)
public:
    using Source = std::function<Result<std::unique_ptr<SearchClusterFactory>>(const Plan &plan)>;

    //! `source` makes the connector to a plan's source; only for lifting a block.
    WindowRecovery(JobStore jobs, Source source) : m_jobs(std::move(jobs)), m_source(std::move(source)) { }

    QList<CutOffJob> look() const;
    //! Marks the job as stopped. Lifts first when told: a job whose block could not be lifted is still cut off.
    Result<void> discard(const QString &job, bool liftBlocks) const;

private:
    CutOffJob describe(const JobRecord &record) const;
    Result<void> lift(Journal &journal, const JobRecord &record) const;

    JobStore m_jobs;
    Source m_source;
};

} // namespace godwit
