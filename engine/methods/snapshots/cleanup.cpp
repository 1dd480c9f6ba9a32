// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/cleanup.h"

#include <QRegularExpression>

namespace godwit {

bool isOwnSnapshot(const SnapshotInfo &snapshot, const QString &job)
{
    const QString prefix = QStringLiteral("godwit-%1-").arg(job);
    static const QRegularExpression number(QStringLiteral("^[0-9]+$"));
    if (job.isEmpty() || !snapshot.name.startsWith(prefix)
        || !number.match(snapshot.name.mid(prefix.size())).hasMatch())
        return false;
    const bool keepsNone = snapshot.version.startsWith(QLatin1String("6."))
        || snapshot.version.startsWith(QLatin1String("7.0.")) || snapshot.version.startsWith(QLatin1String("7.1."))
        || snapshot.version.startsWith(QLatin1String("7.2."));
    return snapshot.metadata.isEmpty() ? keepsNone : snapshot.metadata.value(QLatin1String("godwit")).toString() == job;
}

Result<QStringList> removeOwnSnapshots(SnapshotService &source, const QString &repository, const QString &job)
{
    const auto all = source.snapshots(repository, QStringLiteral("godwit-%1-*").arg(job));
    if (!all)
        return fail(all.error());
    QStringList removed;
    for (const SnapshotInfo &snapshot : *all) {
        if (!isOwnSnapshot(snapshot, job))
            continue;
        if (const auto gone = source.deleteSnapshot(repository, snapshot.name); !gone)
            return fail(gone.error());
        removed.append(snapshot.name);
    }
    return removed;
}

} // namespace godwit
