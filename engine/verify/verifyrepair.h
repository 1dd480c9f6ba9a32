// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"
#include "engine/verify/verifyfinding.h"

#include <memory>
#include <vector>

namespace godwit {

class UndoWriter;
struct GuardedChange;

struct RepairOutcome
{
    qint64 copied = 0; //!< missing, different and lost routing: written as the source has them now
    qint64 deleted = 0; //!< extra ones, and those that the source no longer has
    qint64 already = 0; //!< nothing to do by now
    QList<VerifyFinding> refused; //!< what was not written, with its reason in `detail`
    qint64 leftAlone = 0; //!< of those: somebody changed them on either side after they were compared
    RepairOutcome &operator+=(const RepairOutcome &other);
};

//! Whether a finding names a document that repair() can make equal.
bool isRepairable(const VerifyFinding &finding);

//! Makes documents of the target equal to the source. What the target has is saved before anything is written.
//!
//! Only what both sides still have as it was compared is written, by sequence number and primary term, up to the moment
//! of the write: what somebody changed, created or deleted since is left alone.
class Repair
{
public:
    Repair(SearchCluster &source, SearchCluster &target, const QString &undoFile);
    ~Repair();
    Q_DISABLE_COPY_MOVE(Repair)

    //! At most a few hundred at a time: sources are held in memory. Those that are not repairable are left alone.
    Result<void> repair(const QList<VerifyFinding> &findings);
    const RepairOutcome &outcome() const { return m_outcome; }

private:
    struct Step;
    Result<std::vector<Step>> look(const QList<VerifyFinding> &findings);
    Result<void> save(const std::vector<GuardedChange> &changes);
    Result<void> seeElsewhere(const QString &index, std::vector<Step> &steps);
    Result<void> write(std::vector<Step> &steps);
    void leaveAlone(const VerifyFinding &finding, const QString &reason);

    SearchCluster &m_source;
    SearchCluster &m_target;
    std::unique_ptr<UndoWriter> m_undo;
    QString m_cluster; //!< uuid of the target
    RepairOutcome m_outcome;
};

} // namespace godwit
