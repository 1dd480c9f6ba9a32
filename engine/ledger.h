// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace godwit {

//! Closed book-keeping of documents. `read` is counted where documents are read and never derived from the rest.
struct Ledger
{
    qint64 read = 0;
    qint64 written = 0;
    qint64 already = 0; //!< the target had the same or a newer state
    qint64 rejected = 0; //!< refused for good; in the rejected file
    qint64 filtered = 0;
    qint64 deletesFound = 0;
    qint64 deletesApplied = 0;
    qint64 deletesSuperseded = 0; //!< re-created before the delete arrived

    [[nodiscard]] bool closes() const
    {
        return read == written + already + rejected + filtered && deletesFound == deletesApplied + deletesSuperseded;
    }
    Ledger &operator+=(const Ledger &other)
    {
        read += other.read;
        written += other.written;
        already += other.already;
        rejected += other.rejected;
        filtered += other.filtered;
        deletesFound += other.deletesFound;
        deletesApplied += other.deletesApplied;
        deletesSuperseded += other.deletesSuperseded;
        return *this;
    }
    friend bool operator==(const Ledger &, const Ledger &) = default;
};

} // namespace godwit
