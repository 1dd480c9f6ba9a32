// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profilestore.h"

namespace godwit {

//! Connections as one JSON file for somebody else: settings only, no secret, nothing of what was seen here.
QByteArray exportProfiles(const QList<Profile> &profiles);

//! Reads such a file. Refuses what it does not know by name, so that nothing is lost silently, and an address that
//! holds a password. The profiles have no id yet.
Result<QList<Profile>> importProfiles(const QByteArray &json);

//! Adds profiles under free names: one that is taken keeps both. Returns them as they were saved.
Result<QList<Profile>> addProfiles(const ProfileStore &store, const QList<Profile> &profiles);

} // namespace godwit
