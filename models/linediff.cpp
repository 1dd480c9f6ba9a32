// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/linediff.h"

#include <vector>

namespace godwit {
namespace {

constexpr int mostDifferences = 1'000;

bool same(const QString &a, const QString &b)
{
    const auto bare
        = [](const QString &line) { return line.endsWith(u',') ? QStringView(line).chopped(1) : QStringView(line); };
    return bare(a) == bare(b);
}

//! Lines of `left` and `right` between a common beginning and a common end.
struct Middle
{
    int begin = 0;
    int leftEnd = 0;
    int rightEnd = 0;
};

Middle middleOf(const QStringList &left, const QStringList &right)
{
    Middle middle{0, static_cast<int>(left.size()), static_cast<int>(right.size())};
    while (middle.begin < middle.leftEnd && middle.begin < middle.rightEnd
        && same(left[middle.begin], right[middle.begin]))
        ++middle.begin;
    while (middle.leftEnd > middle.begin && middle.rightEnd > middle.begin
        && same(left[middle.leftEnd - 1], right[middle.rightEnd - 1])) {
        --middle.leftEnd;
        --middle.rightEnd;
    }
    return middle;
}

//! How far each diagonal got with d differences: what the way back is read from. Empty: too many differences.
using Reached = std::vector<std::vector<int>>;

//! Whether diagonal `k` is entered by a line that came (from k + 1) instead of one that went.
bool cameDown(const std::vector<int> &before, int d, int k)
{
    const auto at = [&](int diagonal) { return before[static_cast<std::size_t>(diagonal + d)]; };
    return k == -d || (k != d && at(k - 1) < at(k + 1));
}

Reached walk(const QStringList &left, const QStringList &right, const Middle &middle)
{
    const int lines = middle.leftEnd - middle.begin;
    const int others = middle.rightEnd - middle.begin;
    Reached reached;
    std::vector<int> far(3, 0);
    for (int d = 0; d <= std::min(lines + others, mostDifferences); ++d) {
        // Diagonals -d-1 to d+1: the neighbours of the outermost ones are read as well.
        std::vector<int> next(static_cast<std::size_t>(2 * d + 3), 0);
        for (int k = -d; k <= d; k += 2) {
            int x = 0;
            if (d > 0)
                x = cameDown(far, d, k) ? far[static_cast<std::size_t>(k + 1 + d)]
                                        : far[static_cast<std::size_t>(k - 1 + d)] + 1;
            int y = x - k;
            while (x < lines && y < others && same(left[middle.begin + x], right[middle.begin + y])) {
                ++x;
                ++y;
            }
            next[static_cast<std::size_t>(k + d + 1)] = x;
            if (x >= lines && y >= others) {
                reached.push_back(std::move(next));
                return reached;
            }
        }
        reached.push_back(next);
        far = std::move(next);
    }
    return {};
}

} // namespace

LineDifference lineDifference(const QStringList &left, const QStringList &right)
{
    const Middle middle = middleOf(left, right);
    LineDifference difference;
    const Reached reached = walk(left, right, middle);
    if (reached.empty()) {
        for (int line = middle.begin; line < middle.leftEnd; ++line)
            difference.onlyLeft.append(line);
        for (int line = middle.begin; line < middle.rightEnd; ++line)
            difference.onlyRight.append(line);
        return difference;
    }
    int x = middle.leftEnd - middle.begin;
    int y = middle.rightEnd - middle.begin;
    for (int d = static_cast<int>(reached.size()) - 1; d > 0; --d) {
        const std::vector<int> &before = reached[static_cast<std::size_t>(d - 1)];
        const int k = x - y;
        const bool down = cameDown(before, d, k);
        x = before[static_cast<std::size_t>((down ? k + 1 : k - 1) + d)];
        y = x - (down ? k + 1 : k - 1);
        if (down)
            difference.onlyRight.prepend(middle.begin + y);
        else
            difference.onlyLeft.prepend(middle.begin + x);
    }
    return difference;
}

} // namespace godwit
