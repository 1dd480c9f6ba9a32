// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/profilestore.h"

namespace godwit {

//! The fields of a connection from top to bottom.
enum class ProfileField {
    Name,
    Address,
    User,
    Secret,
    CaFile,
    Fingerprint,
    Certificate,
    Key,
    Proxy,
    ProxyUser,
    ProxySecret
};

//! What a form holds, before it is a profile.
struct ProfileDraft
{
    Profile profile;
    QString addressText; //!< as typed
    QString trust; //!< "system", "ca" or "fingerprint"
    bool manualProxy = false;
    bool secretTyped = false;
    bool secretKept = false;
    bool proxySecretTyped = false;
    bool proxySecretKept = false;
    QStringList otherNames; //!< of all other connections
};

struct ProfileProblem
{
    ProfileField field;
    QString message;
};

//! What is wrong with a draft, from top to bottom; one message a field. Looks at no file and asks no server.
QList<ProfileProblem> checkProfile(const ProfileDraft &draft);

} // namespace godwit
