// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/certificatefacts.h"
#include "widgets/dialogs.h"
#include "widgets/migrationoptionsdialog.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace godwit::sample {

//! A server's certificate, the one that signed it, and a root that has expired.
QList<CertificateFacts> certificateChain();
//! What was pinned before the chain's first was shown.
CertificateFacts certificateBefore();
//! Three documents of a target tagged STAGING; their findings are written to that folder.
RepairQuestion repairQuestion(const QString &folder);
//! Source and target of a migration to a newer version.
std::pair<Deployment, Deployment> deployments();

struct NamedDialog
{
    const char *name;
    std::unique_ptr<QDialog> dialog;
    std::function<bool()> isFilled = [] { return true; }; //!< some read their list on another thread
};

//! The questions and lists around a migration as a person meets them. The folder outlives them.
std::vector<NamedDialog> migrationDialogs(const QString &folder);

} // namespace godwit::sample
