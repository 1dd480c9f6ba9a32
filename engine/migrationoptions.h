// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/methods/reindex/allowlist.h"
#include "engine/preflight.h"

namespace godwit {

//! Where one side of a migration runs; an unknown product means that nobody has asked it yet.
struct Deployment
{
    Hosting hosting = Hosting::SelfManaged;
    ClusterInfo info;
};

//! The four kinds of data that a cluster holds, as Elastic's migration guides divide them
//! (https://www.elastic.co/docs/manage-data/migrate).
enum class DataKind { User, System, SavedObjects, Feature };

//! A way to move one kind of data between two deployments. Pass: it can go; Warning: with conditions; Blocker: it
//! can't.
struct MigrationOption
{
    QString way;
    QString method; //!< as in a plan, where Godwit does it itself; else it is done by other means
    CheckState state = CheckState::Pass;
    QString why;
};

struct DataKindOptions
{
    DataKind kind = DataKind::User;
    QString title;
    QString what; //!< what belongs to it
    QList<MigrationOption> options;
};

QString hostingName(Hosting hosting);
//! Every kind of data with every way, for this pair. `methods` are those that this program has.
QList<DataKindOptions> migrationOptions(const Deployment &from, const Deployment &to, const QStringList &methods);

} // namespace godwit
