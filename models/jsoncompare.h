// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jsontree.h"

#include <QString>

#include <memory>
#include <vector>

namespace godwit {

//! How the two sides of a value relate.
enum class ValueMark {
    Equal,
    Meaning, //!< written differently, the same value
    Different,
    SourceOnly,
    TargetOnly,
};

//! Two documents laid over each other: one node for what stands in the same place.
struct ComparedValue
{
    QString key; //!< of an object's member; "[2]" for an item of an array
    QString source; //!< as written; "{…}" for what has children; null: not there
    QString target;
    ValueMark mark = ValueMark::Equal; //!< the worst of it and all below it
    int differing = 0; //!< leaves in here that are Different or only on one side
    int alike = 0; //!< leaves in here that are equal in meaning
    ComparedValue *parent = nullptr;
    int row = 0; //!< among its parent's children
    std::vector<std::unique_ptr<ComparedValue>> children;
};

//! The document's root as the root's children. Takes long for large documents: on a worker thread.
std::unique_ptr<ComparedValue> compareValues(const JsonTree *source, const JsonTree *target);

} // namespace godwit
