// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/livecopy/verdict.h"

#include <QCoreApplication>

namespace godwit {

Verdict judge(const BulkItem &item)
{
    const bool block = item.type == QLatin1String("cluster_block_exception");
    if (item.status == 429 || item.status == 503 || item.type == QLatin1String("unavailable_shards_exception")
        || item.type == QLatin1String("es_rejected_execution_exception"))
        return Verdict::Later;
    if (block && item.reason.contains(QLatin1String("/12/"))) // flood stage; lifted by the server when there is room
        return Verdict::Later;
    if (item.status == 409)
        return Verdict::Already;
    if (item.status == 404 || item.type == QLatin1String("index_not_found_exception") || block
        || item.type == QLatin1String("index_closed_exception"))
        return Verdict::StopIndex;
    if (item.status == 401 || item.status == 403)
        return Verdict::StopJob;
    if (item.status >= 500 || item.status < 300) // below 300: a failed copy of the shard
        return Verdict::LaterBounded;
    return Verdict::Reject;
}

Error refusedWrites(const BulkItem &item, const QString &target)
{
    return {item.status == 401 ? ErrorKind::Authentication : ErrorKind::Forbidden,
        QCoreApplication::translate(
            "LiveCopy", "The target refuses writes to %1: %2. Give the user the right and resume.")
            .arg(target, item.reason),
        {}, item.status, false, {}};
}

QString refusedIndex(const BulkItem &item)
{
    return QCoreApplication::translate("LiveCopy", "The target refuses the index: %1").arg(item.reason);
}

} // namespace godwit
