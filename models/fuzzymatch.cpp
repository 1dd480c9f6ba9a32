// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fuzzymatch.h"

#include <algorithm>
#include <vector>

namespace godwit {
namespace {

constexpr int perLetter = 1;
constexpr int atWord = 8;
constexpr int inRun = 5;
constexpr int atStart = 4;
constexpr qsizetype longest = 200; //!< of a text; what is beyond is not looked at

bool beginsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber() || (text.at(at).isUpper() && text.at(at - 1).isLower());
}

} // namespace

int fuzzyScore(const QString &pattern, const QString &text, QList<int> *positions)
{
    QString wanted;
    for (const QChar letter : pattern) {
        if (!letter.isSpace())
            wanted += letter.toCaseFolded();
    }
    if (positions)
        positions->clear();
    if (wanted.isEmpty())
        return 0;
    const auto rows = static_cast<std::size_t>(wanted.size());
    const auto columns = static_cast<std::size_t>(std::min(text.size(), longest));
    if (rows > columns)
        return -1;
    // best[r][c]: the best score of the first r + 1 letters with the last of them at c; -1 where they do not fit.
    std::vector<std::vector<int>> best(rows, std::vector<int>(columns, -1));
    std::vector<std::vector<int>> from(rows, std::vector<int>(columns, -1));
    for (std::size_t r = 0; r < rows; ++r) {
        int bestBefore = r == 0 ? 0 : -1;
        int placeBefore = -1;
        for (std::size_t c = 0; c < columns; ++c) {
            const auto at = static_cast<qsizetype>(c);
            if (text.at(at).toCaseFolded() == wanted.at(static_cast<qsizetype>(r))) {
                int score = bestBefore;
                int place = placeBefore;
                if (r > 0 && c > 0 && best[r - 1][c - 1] >= 0 && best[r - 1][c - 1] + inRun > score) {
                    score = best[r - 1][c - 1] + inRun;
                    place = static_cast<int>(c) - 1;
                }
                if (score >= 0) {
                    best[r][c] = score + perLetter + (beginsWord(text, at) ? atWord : 0) + (at == 0 ? atStart : 0);
                    from[r][c] = place;
                }
            }
            if (r > 0 && best[r - 1][c] > bestBefore) {
                bestBefore = best[r - 1][c];
                placeBefore = static_cast<int>(c);
            }
        }
    }
    const auto last = std::max_element(best.back().begin(), best.back().end());
    if (*last < 0)
        return -1;
    if (positions) {
        auto place = static_cast<int>(last - best.back().begin());
        for (std::size_t r = rows; r-- > 0;) {
            positions->prepend(place);
            place = from[r][static_cast<std::size_t>(place)];
        }
    }
    return *last;
}

} // namespace godwit
