// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/elasticsearch/indexlist.h"

#include <QUrl>

#include <algorithm>

namespace godwit {

QByteArray encodedIndex(const QString &name)
{
    return QUrl::toPercentEncoding(name);
}

std::vector<IndexChunk> indexChunks(const QStringList &names, qsizetype budget)
{
    std::vector<IndexChunk> chunks;
    for (const QString &name : names) {
        const QByteArray encoded = encodedIndex(name);
        if (chunks.empty() || chunks.back().path.size() + encoded.size() + 1 > budget) {
            chunks.push_back({encoded, {name}});
            continue;
        }
        chunks.back().path += ',' + encoded;
        chunks.back().names += name;
    }
    return chunks;
}

bool matchesPattern(const QString &name, const QString &pattern)
{
    // Greedy matching with one point to return to: linear for one star, never exponential.
    qsizetype n = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype retry = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern.at(p) == QLatin1Char('*')) {
            star = p++;
            retry = n;
        } else if (p < pattern.size() && pattern.at(p) == name.at(n)) {
            ++p;
            ++n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern.at(p) == QLatin1Char('*'))
        ++p;
    return p == pattern.size();
}

bool matchesAny(const QString &name, const QStringList &patterns)
{
    return std::any_of(patterns.cbegin(), patterns.cend(),
        [&name](const QString &pattern) { return pattern == QLatin1String("_all") || matchesPattern(name, pattern); });
}

} // namespace godwit
