// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowverify.h"

#include "app/servers.h"
#include "app/verificationcertificate.h"
#include "app/windowjob.h"
#include "connectors/elasticsearch/queryconnector.h"
#include "connectors/elasticsearch/searchconnector.h"

namespace godwit {

WindowVerify::WindowVerify(ProfileStore profiles, SecretStore &secrets)
    : m_profiles(std::move(profiles)), m_secrets(&secrets)
{
}

Result<WindowVerify::Way> WindowVerify::wayTo(const ComparedPair &pair, PairSide side) const
{
    const bool source = side == PairSide::Source;
    Endpoint endpoint = source ? pair.source : pair.target;
    if (endpoint.product == Product::Milvus)
        return fail(notForMilvus(endpoint.profile.isEmpty() ? endpoint.url : endpoint.profile));
    const auto secrets
        = secretsOf(endpoint, source ? QStringLiteral("SOURCE") : QStringLiteral("TARGET"), m_profiles, *m_secrets);
    if (!secrets)
        return fail(secrets.error());
    // What its connection says today counts, not what it said when the pair was chosen.
    if (const auto profile = m_profiles.byName(endpoint.profile); !endpoint.profile.isEmpty() && profile)
        endpoint.safety = profile->endpoint.safety;
    return Way{std::move(endpoint), *secrets};
}

Result<std::unique_ptr<SearchClusterFactory>> WindowVerify::cluster(const ComparedPair &pair, PairSide side)
{
    const auto way = wayTo(pair, side);
    if (!way)
        return fail(way.error());
    return std::make_unique<SearchConnector>(openedAsSource(way->endpoint), way->secrets);
}

Result<std::unique_ptr<DocumentQueryFactory>> WindowVerify::documents(const ComparedPair &pair, PairSide side)
{
    const auto way = wayTo(pair, side);
    if (!way)
        return fail(way.error());
    return std::make_unique<QueryConnector>(way->endpoint, way->secrets);
}

Result<std::unique_ptr<SearchClusterFactory>> WindowVerify::writableTarget(const ComparedPair &pair)
{
    const auto way = wayTo(pair, PairSide::Target);
    if (!way)
        return fail(way.error());
    return std::make_unique<SearchConnector>(way->endpoint, way->secrets);
}

Result<void> WindowVerify::certify(const VerifyResult &result, const QString &path, const QString &logo)
{
    VerificationCertificate certificate(result, {});
    if (const auto taken = certificate.setLogo(logo); !taken)
        return taken;
    return certificate.write(path);
}

} // namespace godwit
