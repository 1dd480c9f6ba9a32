// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/error.h"

#include <QString>

#include <array>

namespace godwit {

struct Secrets
{
    QString password;
    QString apiKey; //!< "id:key" or the encoded form
    QString bearer;
    QString proxyPassword = {}; //!< of the endpoint's `proxyUser`
};

//! All parts, for whoever goes through them.
inline constexpr std::array secretParts{
    &Secrets::password, &Secrets::apiKey, &Secrets::bearer, &Secrets::proxyPassword};
bool isEmpty(const Secrets &secrets);
//! Takes over what is not there yet.
void fillIn(Secrets &secrets, const Secrets &more);
//! Only what this endpoint has a use for.
Secrets neededBy(const Endpoint &endpoint, const Secrets &secrets);
//! What this endpoint needs and the secrets lack, as the end of its variable's name: "PASSWORD", "API_KEY", "BEARER",
//! "PROXY_PASSWORD". Empty: nothing.
QString missingSecret(const Endpoint &endpoint, const Secrets &secrets);

//! Where secrets are kept: the desktop's keychain, the environment, or this session's memory. Blocks; not for the GUI
//! thread.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual Result<Secrets> read(const QString &key) = 0;
    virtual Result<void> write(const QString &key, const Secrets &secrets) = 0;
    virtual Result<void> remove(const QString &key) = 0;
    //! A sentence for people: "system keychain", "this session only".
    virtual QString place() const = 0;
    //! Whether what is written outlives the program. May become known only with the first read or write.
    virtual bool keeps() const { return true; }
};

} // namespace godwit
