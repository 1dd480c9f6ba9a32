// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/linediff.h"

#include <algorithm>
#include <vector>

namespace godwit {

namespace {

constexpr std::size_t mostCells = 4'000'000; //!< of the table below: 16 MB, some milliseconds

std::vector<QString> bare(const QStringList &lines)
{
    std::vector<QString> all;
    all.reserve(std::size_t(lines.size()));
    for (const QString &line : lines) {
        QString text = line.trimmed();
        if (text.endsWith(u','))
            text.chop(1);
        all.push_back(text);
    }
    return all;
}

//! What lies between equal beginnings and equal ends.
struct Middle
{
    std::size_t begin = 0;
    std::size_t leftEnd = 0;
    std::size_t rightEnd = 0;
};

Middle middleOf(const std::vector<QString> &a, const std::vector<QString> &b)
{
    Middle middle{0, a.size(), b.size()};
    while (middle.begin < std::min(a.size(), b.size()) && a[middle.begin] == b[middle.begin])
        ++middle.begin;
    while (middle.leftEnd > middle.begin && middle.rightEnd > middle.begin
        && a[middle.leftEnd - 1] == b[middle.rightEnd - 1]) {
        --middle.leftEnd;
        --middle.rightEnd;
    }
    return middle;
}

} // namespace

LineDiff differingLines(const QStringList &left, const QStringList &right)
{
    const std::vector<QString> a = bare(left);
    const std::vector<QString> b = bare(right);
    const Middle middle = middleOf(a, b);
    const std::size_t rows = middle.leftEnd - middle.begin;
    const std::size_t columns = middle.rightEnd - middle.begin;
    LineDiff diff;
    // The longest common subsequence of what is left; where the texts are too large for that, all of it differs.
    const bool small = (rows + 1) * (columns + 1) <= mostCells;
    std::vector<int> longest(small ? (rows + 1) * (columns + 1) : 0);
    const auto at = [columns](std::size_t i, std::size_t j) { return i * (columns + 1) + j; };
    for (std::size_t i = rows; small && i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;)
            longest[at(i, j)] = a[middle.begin + i] == b[middle.begin + j]
                ? longest[at(i + 1, j + 1)] + 1
                : std::max(longest[at(i + 1, j)], longest[at(i, j + 1)]);
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (small && i < rows && j < columns && a[middle.begin + i] == b[middle.begin + j]) {
            ++i;
            ++j;
        } else if (i < rows && (!small || j == columns || longest[at(i + 1, j)] >= longest[at(i, j + 1)])) {
            diff.left.append(int(middle.begin + i++));
        } else {
            diff.right.append(int(middle.begin + j++));
        }
    }
    return diff;
}

} // namespace godwit
