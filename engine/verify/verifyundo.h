// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/verify/guardedwrite.h"
#include "engine/verify/verifyrepair.h"

#include <QFile>

#include <functional>
#include <optional>

namespace godwit {

//! What a saved file says of one document.
struct UndoLine
{
    QString cluster; //!< uuid of the target
    QString index; //!< of the target
    QString id;
    bool found = false; //!< the target had it
    QString routing; //!< that it had
    SeenDocument before; //!< if it had it
    SeenDocument between; //!< of a document that was repaired twice: what the target had before the last time
    bool written = false; //!< the repair wrote it, under `writtenRouting`
    QString writtenRouting;
    SeenDocument after; //!< what the repair made of it; seqNo -1: deleted; -2: it ended before it noted that
    QByteArray digest; //!< SHA-256 of what it wrote, in hex
    QByteArray source; //!< that the target had, as it was stored
    qint64 at = 0; //!< where in its file the line begins

    //! As a finding: "extra" what an undo deletes, "different" what it writes back.
    [[nodiscard]] VerifyFinding named() const;
    //! Where the repair left it, and where it was before.
    [[nodiscard]] QString routingAfter() const { return written ? writtenRouting : routing; }
    [[nodiscard]] QString routingBefore() const { return found ? routing : writtenRouting; }
};

//! Writes a saved file: what the target has before it is changed, on the disk when it returns, and afterwards what
//! became of it. A line that a crash tore off at the end of the file is cut: its document was not written.
class UndoWriter
{
public:
    explicit UndoWriter(const QString &file) : m_file(file) { }
    Result<void> before(const QString &cluster, const std::vector<GuardedChange> &changes);
    //! Asks the target once more. What somebody changed right after the repair is noted as such.
    Result<void> after(SearchCluster &target, const std::vector<GuardedChange> &changes);

private:
    Result<void> open();
    Result<void> write(const QByteArray &text);
    QFile m_file;
};

//! Hands out what taking back has to do, one document at a time, the newest first. Where a document was repaired twice
//! and nobody else changed it in between, `source` and `routing` are of before the first time and `after` of the last;
//! else the first one stays out and goes to `skipped`. A line that is not one of Godwit's is a Usage error before
//! anything is handed out.
Result<void> readUndo(const QString &undoFile, const std::function<Result<void>(const UndoLine &line)> &take,
    const std::function<void(const UndoLine &line)> &skipped = {});

//! The document that the line at the file's position names, as UndoLine::named(); its source may be large and is not
//! looked at. Nothing when the line is not one of Godwit's.
std::optional<VerifyFinding> undoneAt(QFile &file);

//! Sends a saved file back: each document as the target had it before; copied ones that it did not have are deleted.
//! What somebody changed since the repair is left alone. Another cluster than the one that was repaired is a Usage
//! error.
Result<RepairOutcome> undoRepair(const QString &undoFile, SearchCluster &target);

} // namespace godwit
