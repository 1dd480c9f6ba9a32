// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"
#include "engine/verify/verifyfinding.h"

#include <QFile>

#include <functional>
#include <optional>

namespace godwit {

struct RepairOutcome
{
    qint64 copied = 0; //!< missing, different and lost routing: written as the source has them now
    qint64 deleted = 0; //!< extra ones, and those that the source no longer has
    qint64 already = 0; //!< nothing to do by now
    QList<VerifyFinding> refused; //!< what the target would not take, with its reason in `detail`
    RepairOutcome &operator+=(const RepairOutcome &other);
};

//! Whether a finding names a document that repair() can make equal.
bool isRepairable(const VerifyFinding &finding);

//! Makes documents of the target equal to the source. What the target has is saved before anything is written.
//!
//! A copied document gets the version _seq_no + 1 like that of a live copy, or the target's own where that is higher,
//! and goes out as external_gte: what somebody changed on the target meanwhile is refused, never overwritten.
class Repair
{
public:
    Repair(SearchCluster &source, SearchCluster &target, const QString &undoFile);

    //! At most a few hundred at a time: sources are held in memory. Those that are not repairable are left alone.
    Result<void> repair(const QList<VerifyFinding> &findings);
    const RepairOutcome &outcome() const { return m_outcome; }

private:
    struct Step;
    Result<std::vector<Step>> look(const QList<VerifyFinding> &findings);
    Result<void> save(const std::vector<Step> &steps);
    Result<void> write(std::vector<Step> &steps);
    Result<void> createAgain(std::vector<Step *> steps);

    SearchCluster &m_source;
    SearchCluster &m_target;
    QFile m_undo;
    QString m_cluster; //!< uuid of the target
    RepairOutcome m_outcome;
};

//! What a saved file says of one document.
struct UndoLine
{
    QString cluster; //!< uuid of the target
    QString index; //!< of the target
    QString id;
    bool found = false; //!< the target had it
    QString routing; //!< that it had
    bool written = false; //!< the repair wrote it, under `writtenRouting`
    QString writtenRouting;
    QByteArray source; //!< that the target had, as it was stored
    qint64 at = 0; //!< where in its file the line begins

    //! As a finding: "extra" what an undo deletes, "different" what it writes back.
    [[nodiscard]] VerifyFinding named() const;
};
//! What stands between the names of a document and the document.
inline constexpr QByteArrayView undoSourceMark(R"(,"source":)");
//! Nothing when it is not one of Godwit's. Of a line that is cut off within its document, the names.
std::optional<UndoLine> undoLine(const QByteArray &text);
//! Hands out a saved file line by line. A line that is not one of Godwit's is a Usage error.
Result<void> readUndo(const QString &undoFile, const std::function<Result<void>(const UndoLine &line)> &take);

//! Sends a saved file back: each document as the target had it before; copied ones that it did not have are deleted.
//! What was changed in them since is overwritten. Another cluster than the one that was repaired is a Usage error.
Result<RepairOutcome> undoRepair(const QString &undoFile, SearchCluster &target);

} // namespace godwit
