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
    QString url; //!< scheme://host:port[/prefix], no user-info; https and the product's port where nothing was said
    QString user;
    QString password;
    QString apiKey;
    QString caFile;
};

//! Understands a URL with or without credentials, `host:port`, and a line for curl (-u, -H "Authorization: …",
//! --cacert).
AddressParts parseAddress(const QString &text);

} // namespace godwit
