// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/error.h"

#include <QString>

namespace godwit {

struct Secrets
{
    QString password;
    QString apiKey; //!< "id:key" or the encoded form
    QString bearer;
};

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
