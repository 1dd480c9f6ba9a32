// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/judging.h"

#include <QCoreApplication>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SnapshotRounds", text);
}

} // namespace

bool isWhole(const SnapshotInfo &snapshot)
{
    return snapshot.state == QLatin1String("SUCCESS") && snapshot.failed == 0 && snapshot.successful >= snapshot.shards;
}

Result<void> judgeSnapshot(const SnapshotInfo &snapshot, const QStringList &wanted, int primaries)
{
    if (!isWhole(snapshot))
        return fail(ErrorKind::Incomplete,
            tr("Snapshot %1 is %2: %3 of %4 shards failed. It is not used. Make every primary shard available, then "
               "resume.")
                .arg(snapshot.name, snapshot.state)
                .arg(snapshot.shards - snapshot.successful)
                .arg(snapshot.shards),
            snapshot.failures.join(QStringLiteral("; ")));
    QStringList missing;
    for (const QString &name : wanted)
        if (!snapshot.indices.contains(name))
            missing.append(name);
    if (!missing.isEmpty())
        return fail(ErrorKind::Incomplete,
            tr("Snapshot %1 lacks %2. Resume to take the next one.")
                .arg(snapshot.name, missing.join(QStringLiteral(", "))));
    if (snapshot.shards < primaries)
        return fail(ErrorKind::Incomplete,
            tr("Snapshot %1 has %2 shards; %3 are wanted. Resume to take the next one.")
                .arg(snapshot.name)
                .arg(snapshot.shards)
                .arg(primaries));
    return {};
}

QHash<QString, SnapshotIndexSize> indexSizesOf(const SnapshotProgress &progress)
{
    QHash<QString, SnapshotIndexSize> sizes;
    for (const SnapshotShard &shard : progress.shards) {
        SnapshotIndexSize &size = sizes[shard.index];
        ++size.shards;
        size.bytes += shard.totalBytes;
    }
    return sizes;
}

bool isOfOrder(const ShardRecovery &recovery, const RestoreOrder &order)
{
    return recovery.type == QLatin1String("SNAPSHOT") && recovery.repository == order.repository
        && recovery.snapshot == order.snapshot;
}

RestoreLook lookAtRestore(const std::vector<ShardRecovery> &recoveries, const RestoreOrder &order,
    const QHash<QString, int> &shards, const ShardSet &seen)
{
    RestoreLook look;
    ShardSet carried; // a copy has what the shard had before
    ShardSet replaced; // the primary began from something else
    bool underWay = false;
    for (const ShardRecovery &recovery : recoveries) {
        const bool over = recovery.stage == QLatin1String("DONE");
        const bool same = recovery.type == QLatin1String("PEER") || recovery.type == QLatin1String("EXISTING_STORE");
        if (over && same) // also of a replica: where it takes over, its recovery stays that of a replica
            carried[recovery.index].insert(recovery.shard);
        if (!recovery.primary)
            continue;
        underWay = underWay || !over;
        if (!isOfOrder(recovery, order)) {
            if (!same)
                replaced[recovery.index].insert(recovery.shard);
            continue;
        }
        RestoreLook::Index &index = look.indices[recovery.index];
        if (over)
            index.restored.insert(recovery.shard);
        index.bytes += recovery.recoveredBytes + recovery.reusedBytes;
        index.totalBytes += recovery.totalBytes;
    }
    look.all = true;
    for (auto it = shards.constBegin(); it != shards.constEnd(); ++it) {
        RestoreLook::Index &index = look.indices[it.key()];
        const QSet<int> still = (seen.value(it.key()) & carried.value(it.key())) - replaced.value(it.key());
        index.done = static_cast<int>((index.restored | still).size());
        look.all = look.all && index.done == it.value();
        look.done += index.done;
        look.wanted += it.value();
        look.bytes += index.bytes;
        look.totalBytes += index.totalBytes;
    }
    look.settled = !look.all && !underWay;
    return look;
}

} // namespace godwit
