// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace godwit {

//! One name or wildcard, ready for a path.
QByteArray encodedIndex(const QString &name);

//! Names for one URL: what stands in the path, and which names that are.
struct IndexChunk
{
    QByteArray path; //!< percent-encoded, separated by commas
    QStringList names;
};

//! Cuts a list so that each part stays below the URL length that servers (4 kB) and proxies take.
std::vector<IndexChunk> indexChunks(const QStringList &names, qsizetype budget = 3000);

//! Wildcards as the servers understand them: '*' stands for any run of characters, everything else for itself.
bool matchesPattern(const QString &name, const QString &pattern);
bool matchesAny(const QString &name, const QStringList &patterns);

} // namespace godwit
