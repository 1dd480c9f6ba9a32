// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/common/jobnotes.h"
#include "engine/verify/verifier.h"

#include <QSet>

#include <functional>
#include <optional>

namespace godwit {

//! The comparison that follows a cutover, outside the write pause: the target is in use already. Levels up to counts
//! are compared inside the pause and need none.
class VerifyAfter
{
public:
    //! Whether a finding is none because the job knows of it already, or wants it so. Called on any thread.
    using Expected = std::function<bool(const VerifyFinding &finding)>;
    //! How far an index is. Called on any thread.
    using Note = std::function<void(const QString &source, Verification verification)>;

    VerifyAfter(JobNotes &notes, VerifyLevel level) : m_notes(notes), m_level(level) { }
    //! Shows the step in the course of the job, where a cutover will be followed by it.
    void announce();

    //! Inside the pause, where both sides stand still: up to here documents are compared afterwards. `counted`: root
    //! documents of the targets where they were counted right before, and nobody wrote since. The journal has it with
    //! the flush before the switch.
    Result<void> remember(SearchCluster &source, SearchCluster &target, const QStringList &sources,
        const QStringList &targets, const QHash<QString, qint64> &counted = {});
    //! In a run that finds the switch behind it: takes the moment of the run before out of the journal, unless that one
    //! compared. That nobody can compare any more is a finding.
    void recall();
    //! Whether there is a moment to compare.
    bool due() const { return m_moment.has_value(); }
    //! What it finds are findings of the job. That it could not end is one, too: nobody may take it for a proof.
    void run(const QList<IndexPair> &pairs, const Expected &expected, const Note &note);

private:
    JobNotes &m_notes;
    const VerifyLevel m_level;
    std::optional<VerifyMoment> m_moment; //!< right before the target was handed over
    QSet<QString> m_known; //!< findings of the runs before this one
};

//! Reads `options.verify`: "counts", "ids" or "content". Nothing for any other value.
std::optional<VerifyLevel> verifyAfterLevel(const QJsonValue &value);

//! What a method compares inside the pause, as words for people: "counts" or more.
QString comparedInPause(const QString &method);
//! What follows it by the plan's `options.verify`: "ids of all documents"; empty: nothing.
QString comparedAfterwards(const QJsonObject &options);

} // namespace godwit
