// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobcontrol.h"
#include "engine/jobsnapshot.h"
#include "engine/journal.h"

namespace godwit {

//! What a plan wants to be pointed to the target by hand (`options.integrations`), with what is ticked by the values
//! of the job's journal.
QList<Integration> integrationsOf(const Plan &plan, const QHash<QString, QJsonValue> &journalValues);
QList<Integration> integrationsOf(const Plan &plan, const Journal &journal);

//! The same while the job runs: ticks go from the operator into the journal, so that they outlive the run. Used by one
//! thread at a time.
class Integrations
{
public:
    Integrations(const Plan &plan, Journal &journal);
    //! Takes what was ticked since.
    void take(JobControl &control);
    const QList<Integration> &list() const { return m_list; }

private:
    Journal &m_journal;
    QList<Integration> m_list;
};

} // namespace godwit
