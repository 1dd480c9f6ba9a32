// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secretstore.h"
#include "models/migrationdesk.h"
#include "models/profilestore.h"

namespace godwit {

//! The real clusters behind a new migration. Secrets come from the environment or from the store of the profiles.
class WizardDesk final : public MigrationDesk
{
public:
    //! `secrets` outlives the desk.
    WizardDesk(QString stateDir, ProfileStore profiles, SecretStore &secrets);

    Result<Catalogue> catalogue(const Plan &plan, PairSide side, std::stop_token stop) override;
    Result<QList<ReviewedIndex>> review(const Plan &plan, std::stop_token stop) override;
    Result<PreflightReport> preflight(const Plan &plan, const QString &only, std::stop_token stop) override;
    Result<QList<PlannedRequest>> requests(const Plan &plan, std::stop_token stop) override;
    Result<QList<RepositoryInfo>> repositories(const Plan &plan, std::stop_token stop) override;
    Result<QList<SnapshotInfo>> snapshots(const Plan &plan, const QString &repository, std::stop_token stop) override;
    Result<RepositoryCheck> registerRepository(
        const Plan &plan, const RepositoryInfo &repository, std::stop_token stop) override;
    QList<RoundFigures> earlierRounds(const QString &source, const QString &target) override;
    Result<SourceSample> sample(const Plan &plan, const QString &index, std::stop_token stop) override;

private:
    Result<std::unique_ptr<SearchClusterFactory>> server(const Plan &plan, PairSide side) const;

    QString m_stateDir;
    ProfileStore m_profiles;
    SecretStore *m_secrets;
};

} // namespace godwit
