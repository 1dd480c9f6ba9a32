// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/documentquery.h"
#include "engine/searchcluster.h"
#include "engine/verify/verifyresult.h"
#include "models/migrationdesk.h"

#include <memory>

namespace godwit {

//! Two clusters that are held against each other.
struct ComparedPair
{
    Endpoint source;
    Endpoint target;
};

//! Opens what a comparison reads from and what a repair writes to. A port: whoever knows servers and secrets implements
//! it. Every call may ask a keychain, so it blocks its thread, never the GUI's; thread-safe.
class VerifyDesk
{
public:
    virtual ~VerifyDesk() = default;
    //! Read-only, whatever the endpoint allows.
    virtual Result<std::unique_ptr<SearchClusterFactory>> cluster(const ComparedPair &pair, PairSide side) = 0;
    virtual Result<std::unique_ptr<DocumentQueryFactory>> documents(const ComparedPair &pair, PairSide side) = 0;
    //! The target as its connection allows, for a repair. A read-only one refuses every write.
    virtual Result<std::unique_ptr<SearchClusterFactory>> writableTarget(const ComparedPair &pair) = 0;
    //! Writes a certificate: .html, .pdf or .json by the path's suffix; `logo` is a picture or empty.
    virtual Result<void> certify(const VerifyResult &result, const QString &path, const QString &logo) = 0;
};

} // namespace godwit
