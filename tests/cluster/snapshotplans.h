// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/godwitrun.h"
#include "tests/support/clusterfixture.h"

#include <QJsonArray>
#include <QJsonObject>

namespace godwit::test {

//! The plan's words for a folder that every cluster of this test reaches. More settings go to the registration.
QJsonObject sharedRepositoryPlan(const QString &name, const QString &folder = {}, const QJsonObject &settings = {});

QJsonObject roundsPlan(TestCluster &source, TestCluster &target, const QStringList &indices, const QString &name,
    const QJsonObject &rounds = {{QStringLiteral("at_least"), 3}, {QStringLiteral("until_seconds"), 60}});
//! Every index of the snapshot gets `prefix` before its name.
QJsonObject restorePlan(
    TestCluster &target, const QJsonObject &repository, const QString &snapshot, const QString &prefix);

QStringList snapshotsOf(TestCluster &cluster, const QByteArray &repository);
//! Whether an index has a write block.
bool isBlocked(TestCluster &cluster, const QByteArray &index);
//! Waits for the write block of a cutover, then for at most so long again. False when the run ended before.
bool waitInsideCutover(GodwitRun &run, TestCluster &source, const QByteArray &index, int atMostMs);

} // namespace godwit::test
