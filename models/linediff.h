// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace godwit {

//! Lines, counted from 0, that only one of two texts has.
struct LineDifference
{
    QList<int> onlyLeft;
    QList<int> onlyRight;
    bool operator==(const LineDifference &) const = default;
};

//! The fewest lines that have to go and to come for `left` to become `right`, after E. Myers, "An O(ND) Difference
//! Algorithm and Its Variations" (1986). A comma at the end of a line does not count, so that a member that became
//! the last of its JSON object is no difference. Texts that share next to nothing (over 1,000 differing lines) come
//! back as wholly different between their common beginning and end.
LineDifference lineDifference(const QStringList &left, const QStringList &right);

} // namespace godwit
