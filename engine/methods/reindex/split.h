// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/reindexservice.h"

namespace godwit {

//! What kind of values a split or a catch-up compares.
enum class SplitKind {
    Date, //!< compared in milliseconds since the epoch
    Whole,
    Decimal
};

//! How a mapping's field type is compared; nothing when it can't be used for ranges of values.
std::optional<SplitKind> splitKind(const QString &fieldType);
//! The type of a field in typeless mappings: "a.b" also below "properties" and "fields"; `_seq_no` is a long. Empty
//! when there is none.
QString fieldTypeOf(const QJsonObject &mappings, const QString &field);

//! One piece of an index that one task reindexes. Pieces of one index never overlap, and together they are the index.
struct ReindexPart
{
    QString label; //!< for people: "created < 1700000000000"
    QJsonObject query; //!< empty: everything
    int slice = -1; //!< below 0: none
    int slices = 0;
};

//! Ranges between the bounds, the first and the last open to their side, and the documents that lack the field.
//! `_seq_no` is never lacking. `within` narrows every part.
std::vector<ReindexPart> splitByRanges(
    const QString &field, SplitKind kind, const std::vector<double> &bounds, const QJsonObject &within);
//! Slices of the server itself, for a reindex within one cluster.
std::vector<ReindexPart> splitBySlices(int slices, const QJsonObject &within);
//! Both queries at once; either may be empty.
QJsonObject bothOf(const QJsonObject &one, const QJsonObject &other);
//! Without the documents of these ids.
QJsonObject withoutIds(const QJsonObject &query, const QStringList &ids);
//! From a value on.
QJsonObject atLeast(const QString &field, SplitKind kind, double value);

//! Documents a scroll page: what leaves three quarters of the target's 100 MB buffer free, and never above `most`.
//! `averageBytes` below 1 is unknown. (`index.max_result_window` and the server's own limit of 10,000 are the caller's
//! to pass in `most`.)
int batchFor(double averageBytes, int most);

} // namespace godwit
