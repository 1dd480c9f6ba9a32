// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/searchcluster.h"
#include "engine/verify/verifyfinding.h"

#include <functional>

namespace godwit {

struct RepairOutcome
{
    qint64 copied = 0; //!< missing, different and lost routing: written as the source has them now
    qint64 deleted = 0; //!< extra ones, and those that the source no longer has
    qint64 already = 0; //!< nothing to do by now
    QList<VerifyFinding> refused; //!< what the target would not take, with its reason in `detail`
    QString undoFile; //!< NDJSON with what the target had; empty when it overwrote and deleted nothing
};

//! Makes the documents of these findings equal: looks each up on both sides, saves what the target has into `undoFile`
//! (flushed before anything is written), then copies or deletes. Definitions and counts are left alone. `progress` gets the
//! documents handled so far. Verify afterwards.
Result<RepairOutcome> repairDocuments(const QList<VerifyFinding> &findings, SearchCluster &source,
    SearchCluster &target, const QString &undoFile, const std::function<void(qint64)> &progress = {});
//! Sends a saved file back: every document as the target had it before the repair, copied ones that were missing are
//! deleted.
Result<RepairOutcome> undoRepair(const QString &undoFile, SearchCluster &target);

} // namespace godwit
