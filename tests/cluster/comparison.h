// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/godwitrun.h"
#include "tests/support/clusterfixture.h"

namespace godwit::test {

//! One sentence that names what differs between two indices, or nothing when they are equal.
QString difference(const Documents &here, const Documents &there);

//! "kind/id" of every finding that the summary of a run lists, sorted.
QStringList namedFindings(const QJsonObject &summary);

//! Waits for the end of a run that must succeed, or had when it was killed, then compares every document of the indices
//! on both sides.
void endsExactly(GodwitRun &run, TestCluster &source, TestCluster &target, const QList<QByteArray> &indices,
    int milliseconds = 150'000);

//! The same after the operator's word.
void runsExactly(GodwitRun &run, TestCluster &source, TestCluster &target, const QList<QByteArray> &indices);

//! Bulk lines that index `body` under the ids from `from` up to, not including, `to`.
QByteArray documentLines(const QByteArray &index, int from, int to, const QByteArray &body);
QByteArray deleteLines(const QByteArray &index, int from, int to);

//! Creates an index; `settings` are members of its settings object, for example `"number_of_shards":4`.
bool createIndex(
    TestCluster &cluster, const QByteArray &name, const QByteArray &settings, const QByteArray &mappings = {});

//! Waits for a health of at least `status` of all indices.
bool waitForHealth(TestCluster &cluster, const QByteArray &status, int milliseconds = 60'000);

//! Every index but those with a dot is gone.
void deleteIndices(TestCluster &cluster);

//! The node that holds the primary of a shard, as its place in the fixture (names end with the place).
int primaryNode(TestCluster &cluster, const QByteArray &index, int shard);

} // namespace godwit::test
