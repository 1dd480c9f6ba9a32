// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/endpoint.h"
#include "engine/secretstore.h"

#include <QString>

namespace godwit {

//! What an address field was given, taken apart.
struct AddressParts
{
    bool understood = false;
    QString problem; //!< a sentence when something was recognised and is wrong in itself; else empty
    QString url; //!< scheme://host:port[/prefix], no user-info
    Product product = Product::Unknown; //!< Milvus where the address can be nothing else
    QString name; //!< a name that came with it, as in a Cloud ID
    QString user;
    QString password;
    QString apiKey;
    QString bearer;
    QString caFile;
    QString clientCertificate;
    QString clientKey;
    QString proxy; //!< without user-info
    QString proxyUser;
    QString proxyPassword;
    bool trustsAnything = false; //!< curl's -k: nothing that Godwit takes over

    bool hasSecret() const { return !password.isEmpty() || !apiKey.isEmpty() || !bearer.isEmpty(); }
};

//! Takes a proxy's address apart: user and password out of it, `http://` before it where nothing stands.
void takeProxy(AddressParts *parts, const QString &text);

//! Understands a URL with or without credentials, `host:port`, an Elastic Cloud ID (`name:base64`), a Zilliz or Milvus
//! endpoint, and a line for curl. Where no port was said: the product's, and that of the web for hosted services.
AddressParts parseAddress(const QString &text);

} // namespace godwit
