// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace godwit {

//! How well typed letters fit a text: each of them must occur in order. Beginnings of words, runs and early places
//! count more, so "cfs" finds "Copy from source" before "Check of shards". Below 0: no match; an empty pattern fits
//! with 0.
int fuzzyScore(const QString &pattern, const QString &text, QList<int> *positions = nullptr);

} // namespace godwit
