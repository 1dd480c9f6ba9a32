// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/clusterpins.h"

#include <QCoreApplication>

namespace godwit {
namespace {

const QString sourceKey = QStringLiteral("source_cluster");
const QString targetKey = QStringLiteral("target_cluster");

} // namespace

void pinClusters(Journal &journal, const ClusterInfo &source, const ClusterInfo &target)
{
    journal.setValue(sourceKey, source.clusterUuid);
    journal.setValue(targetKey, target.clusterUuid);
}

bool resumesPinned(const JobSetup &setup)
{
    return setup.resume && !setup.journal.value(targetKey).toString().isEmpty();
}

Result<void> checkPinnedClusters(const Journal &journal, const ClusterInfo &source, const ClusterInfo &target)
{
    if (journal.value(sourceKey).toString() == source.clusterUuid
        && journal.value(targetKey).toString() == target.clusterUuid)
        return {};
    return fail(ErrorKind::Changed,
        QCoreApplication::translate("LiveCopy",
            "One of the addresses leads to another cluster than before. Start a new migration instead of resuming."));
}

bool pinnedTo(const QHash<QString, QJsonValue> &values, const QString &sourceUuid, const QString &targetUuid)
{
    return values.value(sourceKey).toString() == sourceUuid && values.value(targetKey).toString() == targetUuid;
}

} // namespace godwit
