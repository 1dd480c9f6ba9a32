// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jsoncompare.h"

#include <QList>

namespace godwit {

//! One line of two JSON texts that stand beside each other. A side that has nothing there is a null string.
struct AlignedRow
{
    QString path; //!< "mappings.properties.price.type", "lines[2].amount"
    QString source; //!< indented by two blanks for each level, without a comma at its end
    QString target;
    ValueMark mark = ValueMark::Equal; //!< of braces: the worst of what is between them
    bool own = true; //!< it is this line that the mark is of, not only something between its braces
    int difference = -1; //!< which difference it belongs to, counted from 0 in the order of rows; -1: to none
    bool operator==(const AlignedRow &) const = default;
};

//! Lays two JSON trees beside each other, line by line. Members stand beside the one of the same key, whatever their
//! order, in the source's order; items of arrays keep theirs, with the fewest that come and go. What only one side has
//! is one difference with all that is in it. Equal in meaning is none: 1.0 and 1.00, and since servers take one for the
//! other, true and "true", except in arrays, `_meta` and aliases. The braces of the whole are left out. A null tree is
//! a side that has nothing.
QList<AlignedRow> alignedRows(const JsonTree *source, const JsonTree *target);

} // namespace godwit
