// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/profilestore.h"
#include "models/verifydesk.h"

namespace godwit {

//! The real clusters behind the Verify page. Secrets come from the environment or from the store of the profiles.
class WindowVerify final : public VerifyDesk
{
public:
    //! `secrets` outlives the desk.
    WindowVerify(ProfileStore profiles, SecretStore &secrets);

    Result<std::unique_ptr<SearchClusterFactory>> cluster(const ComparedPair &pair, PairSide side) override;
    Result<std::unique_ptr<DocumentQueryFactory>> documents(const ComparedPair &pair, PairSide side) override;
    Result<std::unique_ptr<SearchClusterFactory>> writableTarget(const ComparedPair &pair) override;
    Result<void> certify(const VerifyResult &result, const QString &path, const QString &logo) override;

private:
    struct Way
    {
        Endpoint endpoint;
        Secrets secrets;
    };
    Result<Way> wayTo(const ComparedPair &pair, PairSide side) const;

    ProfileStore m_profiles;
    SecretStore *m_secrets;
};

} // namespace godwit
