// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"

#include <QString>

namespace godwit {

//! What GODWIT_<role>_PASSWORD, …_API_KEY, …_BEARER and …_PROXY_PASSWORD hold; `role` is "SOURCE" or "TARGET".
Secrets secretsFromEnvironment(const QString &role);

} // namespace godwit
