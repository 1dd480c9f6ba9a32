// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshotservice.h"

namespace godwit {

//! What a server said when it would not register a repository, with a sentence that says what to mend. `side` is what
//! messages call the cluster: "target". Who was not let in, or not reached, was told nothing about repositories: such
//! an error stays as it is.
Error explainedRefusal(const RepositoryInfo &repository, Error error, const QString &side);

//! The same for a repository that is registered, but that not every node can use.
Error explainedCheck(const RepositoryInfo &repository, Error error, const QString &side);

} // namespace godwit
