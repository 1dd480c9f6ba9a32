// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "engine/preflight.h"

#include <QJsonObject>

namespace godwit {

//! `godwit check`: everything that can be known before a migration. Exit code 0, or 3 when something blocks it.
int runCheck(const CommandLine &line);

QJsonObject preflightJson(const PreflightReport &report);
QStringList preflightLines(const PreflightReport &report);

} // namespace godwit
