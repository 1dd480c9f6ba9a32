// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace godwit {

//! One job of the past as lists show it: a migration, or a comparison of the command line.
struct KnownJob
{
    QString job;
    QString name;
    QString pair; //!< "orders-eu → orders-new"
    QString state; //!< "running", "succeeded", "findings", "failed", "stopped"
    QString reason;
    QDateTime updated;
    QDateTime begun = {};
    double seconds = -1; //!< that its last run took; -1: not known
    QStringList reports = {}; //!< files that are still there, newest first
    QStringList blocksLeft = {}; //!< source indices that a roll back would open again
    QString folder = {};
    bool comparison = false; //!< its report is a certificate, and it goes on by the command line only
    bool resumable = false; //!< it has something left to do, as the engine says
    //! The window can go on with it where it stood.
    bool goesOnHere() const { return resumable && !comparison; }
    bool operator==(const KnownJob &) const = default;
};

} // namespace godwit
