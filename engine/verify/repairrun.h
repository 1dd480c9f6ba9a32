// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/verifyrepair.h"
#include "engine/verify/verifyresult.h"
#include "engine/verify/verifyundo.h"

#include <functional>
#include <memory>
#include <vector>

namespace godwit {

//! What a repair of a comparison's findings, or taking one back, would write. Nothing is asked of a server.
struct RepairPlan
{
    qint64 copies = 0; //!< documents that are written
    qint64 deletions = 0; //!< documents that are deleted
    QList<IndexPair> touched;
    QString file; //!< that names them
    bool undo = false; //!< it is one that a repair saved
    //! Where in the file each of them begins: first what is deleted, then the others.
    std::shared_ptr<const std::vector<qint64>> lines;

    qint64 documents() const { return copies + deletions; }
};

//! Hands out the findings of a file (one JSON object a line) that a repair can make equal, at most `together` at a
//! time. No file: nothing was found. An error of `take` ends it.
Result<void> readRepairable(const QString &findingsFile, qsizetype together,
    const std::function<Result<void>(const QList<VerifyFinding> &some)> &take);

Result<RepairPlan> planRepair(const QString &findingsFile);
//! The same for a saved file: found documents are written back, the others deleted.
Result<RepairPlan> planUndo(const QString &undoFile);
//! Some of the documents of a plan, read from its file again. Fewer than `count` are the last ones.
Result<QList<VerifyFinding>> readPlanned(const RepairPlan &plan, qint64 first, qint64 count);

//! Repairs all findings of a file. `goOn` is told how many are through; false ends it between two requests (Cancelled).
//! After an error the outcome of `repair` says what was done until then.
Result<void> repairAll(const QString &findingsFile, Repair &repair, const std::function<bool(qint64 done)> &goOn = {});

//! What counts after a repair: rows and findings of `again`, where the touched indices were compared once more, take
//! the place of those in `before`. Of the findings of `before` only those that it still holds (1,000) are there.
VerifyResult resultAfterRepair(const VerifyResult &before, VerifyResult again);
//! Rows of `again` in place of those of the same pair.
QList<VerifyRow> rowsAfterRepair(QList<VerifyRow> before, const QList<VerifyRow> &again);

//! Where a repair saves what the target had, in the folder of a comparison.
QString repairUndoFile(const QString &folder);

} // namespace godwit
