// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journal.h"
#include "engine/plan.h"
#include "engine/searchcluster.h"

#include <memory>

namespace godwit {

//! Both sides of a plan, ready to be connected to.
struct Servers
{
    std::unique_ptr<SearchClusterFactory> source;
    std::unique_ptr<SearchClusterFactory> target;
};

//! Resolves profiles, fetches the secrets and makes the connectors. Opens no connection. Asks the keychain, so it
//! blocks.
Result<Servers> makeServers(const Plan &plan, const QString &stateDir);

//! A job that ran before: its journal, held against everyone else as long as this lives, and the servers of its plan.
struct HeldJob
{
    std::unique_ptr<Journal> journal;
    Servers servers;
};
//! Errors of the journal (in use, unreadable) and of makeServers(); blocks like it.
Result<HeldJob> holdJob(const QString &folder, const QString &stateDir);

//! Why a Milvus or Zilliz address can't take part; `which` is its role or name.
Error notForMilvus(const QString &which);
//! Paths of certificates in a plan count from the plan's folder.
void makePathsAbsolute(Plan &plan, const QString &planFile);

} // namespace godwit
