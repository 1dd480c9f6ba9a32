// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wizarddesk.h"

#include "app/servers.h"
#include "app/windowjob.h"
#include "connectors/elasticsearch/searchconnector.h"
#include "engine/journal.h"
#include "engine/methods/snapshots/earlierrounds.h"
#include "engine/methods/snapshots/repositorysetup.h"
#include "engine/methods/snapshots/snapshotcatalogue.h"
#include "engine/rehearsal.h"

#include <QDir>
#include <QStorageInfo>

namespace godwit {

namespace {

//! Free bytes where jobs keep their registers; the folder itself may not be there yet.
qint64 freeBytes(const QString &stateDir)
{
    QDir folder(JobStore(stateDir).root());
    while (!folder.exists() && folder.cdUp()) { }
    return QStorageInfo(folder).bytesAvailable();
}

//! The cluster whose repositories are chosen from.
PairSide shelfSide(const Plan &plan)
{
    return plan.method == QLatin1String("restore") ? PairSide::Target : PairSide::Source;
}

} // namespace

WizardDesk::WizardDesk(QString stateDir, ProfileStore profiles, SecretStore &secrets)
    : m_stateDir(std::move(stateDir)), m_profiles(std::move(profiles)), m_secrets(&secrets)
{
}

Result<std::unique_ptr<SearchClusterFactory>> WizardDesk::server(const Plan &plan, PairSide side) const
{
    const bool source = side == PairSide::Source && plan.hasSource();
    Endpoint endpoint = side == PairSide::Source ? plan.readEndpoint() : plan.target;
    if (endpoint.product == Product::Milvus)
        return fail(notForMilvus(endpoint.profile.isEmpty() ? endpoint.url : endpoint.profile));
    const auto secrets
        = secretsOf(endpoint, source ? QStringLiteral("SOURCE") : QStringLiteral("TARGET"), m_profiles, *m_secrets);
    if (!secrets)
        return fail(secrets.error());
    if (side == PairSide::Source)
        endpoint = openedAsSource(std::move(endpoint));
    return std::make_unique<SearchConnector>(endpoint, *secrets);
}

Result<Catalogue> WizardDesk::catalogue(const Plan &plan, PairSide side, std::stop_token stop)
{
    const bool inSnapshot = side == PairSide::Source && !plan.hasSource();
    const auto factory = server(plan, inSnapshot ? PairSide::Target : side);
    if (!factory)
        return fail(factory.error());
    const auto cluster = (*factory)->open(stop);
    return inSnapshot ? readSnapshotCatalogue(*cluster, plan.options) : readCatalogue(*cluster);
}

Result<QList<RepositoryInfo>> WizardDesk::repositories(const Plan &plan, std::stop_token stop)
{
    const auto factory = server(plan, shelfSide(plan));
    if (!factory)
        return fail(factory.error());
    return (*factory)->open(stop)->snapshots({})->repositories();
}

Result<QList<SnapshotInfo>> WizardDesk::snapshots(const Plan &plan, const QString &repository, std::stop_token stop)
{
    const auto factory = server(plan, shelfSide(plan));
    if (!factory)
        return fail(factory.error());
    return (*factory)->open(stop)->snapshots({})->snapshots(repository, QStringLiteral("*"));
}

Result<QList<ReviewedIndex>> WizardDesk::review(const Plan &plan, std::stop_token stop)
{
    const auto from = server(plan, PairSide::Source);
    const auto to = server(plan, PairSide::Target);
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    const auto source = (*from)->open(stop);
    const auto sourceInfo = source->info();
    const auto targetInfo = (*to)->open(stop)->info();
    if (!sourceInfo || !targetInfo)
        return fail(sourceInfo ? targetInfo.error() : sourceInfo.error());
    const auto definitions = openSelection(*source, plan);
    if (!definitions)
        return fail(definitions.error());
    QList<ReviewedIndex> reviewed;
    for (const IndexDefinition &definition : *definitions)
        reviewed.append(
            {definition, convertIndex(definition, plan.select.targetName(definition.name), *sourceInfo, *targetInfo)});
    return reviewed;
}

Result<PreflightReport> WizardDesk::preflight(const Plan &plan, const QString &only, std::stop_token stop)
{
    const auto from = server(plan, PairSide::Source);
    const auto to = server(plan, PairSide::Target);
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    const auto source = (*from)->open(stop);
    const auto target = (*to)->open(stop);
    const qint64 free = freeBytes(m_stateDir);
    return only.isEmpty() ? runPreflight(plan, *source, *target, free)
                          : repeatCheck(only, plan, *source, *target, free);
}

Result<QList<PlannedRequest>> WizardDesk::requests(const Plan &plan, std::stop_token stop)
{
    const auto from = server(plan, PairSide::Source);
    const auto to = server(plan, PairSide::Target);
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    return rehearseJob(plan, **from, **to, stop);
}

Result<RepositoryCheck> WizardDesk::registerRepository(
    const Plan &plan, const RepositoryInfo &repository, std::stop_token stop)
{
    const auto factory = server(plan, PairSide::Target);
    if (!factory)
        return fail(factory.error());
    return godwit::registerRepository(**factory, repository, stop);
}

QList<RoundFigures> WizardDesk::earlierRounds(const QString &source, const QString &target)
{
    return godwit::earlierRounds(JobStore(m_stateDir), source, target);
}

Result<SourceSample> WizardDesk::sample(const Plan &plan, const QString &index, std::stop_token stop)
{
    const auto factory = server(plan, PairSide::Source);
    if (!factory)
        return fail(factory.error());
    return sampleSource(*(*factory)->open(stop), index);
}

} // namespace godwit
