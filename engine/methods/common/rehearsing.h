// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobsnapshot.h"
#include "engine/rehearsal.h"

#include <functional>

namespace godwit {

//! Goes through the requests that methods have in common, and says of each when it comes.
class RehearsedSteps
{
public:
    RehearsedSteps(const Rehearsal &rehearsal, const QList<Stage> &stages);

    //! What `call` sends belongs to this step. Its questions are left out: a job asks many.
    void note(
        const char *step, const std::function<void()> &call, const QString &times = {}, const QString &condition = {});

    //! `lowered`: what an index that is appended to gets before the copy.
    void createTargets(const std::function<QJsonObject(const ConvertedIndex &)> &lowered);
    //! Block, aliases, and the block's end where the plan lifts it.
    void stopWrites();
    void switchAliases(const QJsonArray &actions);
    void releaseSource();

    const QStringList &sources() const { return m_sources; }
    const QStringList &targets() const { return m_targets; }

private:
    QStringList blocked() const;

    const Rehearsal &m_rehearsal;
    QHash<QString, QString> m_titles;
    QStringList m_sources;
    QStringList m_targets;
};

} // namespace godwit
