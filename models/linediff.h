// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace godwit {

//! Lines of two texts that have no equal line at their place on the other side, as numbers from 0.
struct LineDiff
{
    QList<int> left;
    QList<int> right;
    bool operator==(const LineDiff &) const = default;
};

//! Space at both ends and a comma at the end, which JSON needs behind every member but the last, make no difference.
LineDiff differingLines(const QStringList &left, const QStringList &right);

} // namespace godwit
