// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servers.h"

#include "connectors/elasticsearch/searchconnector.h"
#include "connectors/secrets/environmentsecrets.h"
#include "connectors/secrets/keychainstore.h"
#include "models/profilestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace godwit {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::Servers)
};

struct Role
{
    QString key; //!< "source"
    QString variable; //!< "SOURCE"
};

ProfileStore profiles(const QString &stateDir)
{
    const ProfileStore own(stateDir);
    return stateDir.isEmpty() || QFileInfo(own.folder()).isDir() ? own : ProfileStore();
}

Result<Secrets> secretsFor(const Endpoint &endpoint, const Role &role, const ProfileStore &store)
{
    Secrets secrets = secretsFromEnvironment(role.variable);
    if (!missingSecret(endpoint, secrets).isEmpty() && !endpoint.profile.isEmpty()) {
        const auto profile = store.byName(endpoint.profile);
        if (profile) {
            KeychainStore keychain;
            if (const auto kept = keychain.read(profile->secretKey()))
                fillIn(secrets, *kept);
        }
    }
    if (const QString missing = missingSecret(endpoint, secrets); !missing.isEmpty()) {
        return fail(ErrorKind::Usage,
            Tr::tr("There is no secret for the %1. Set GODWIT_%2_%3, or save it in the keychain with a profile.")
                .arg(role.key, role.variable, missing));
    }
    return secrets;
}

Result<std::unique_ptr<SearchClusterFactory>> makeServer(Endpoint endpoint, const Role &role, const ProfileStore &store)
{
    if (endpoint.url.isEmpty()) {
        const auto resolved = store.resolve(endpoint);
        if (!resolved)
            return fail(ErrorKind::Usage, resolved.error().summary);
        endpoint = *resolved;
    }
    if (endpoint.product == Product::Milvus)
        return fail(notForMilvus(role.key));
    if (endpoint.auth == AuthKind::None) {
        const Secrets given = secretsFromEnvironment(role.variable);
        if (!given.apiKey.isEmpty())
            endpoint.auth = AuthKind::ApiKey;
        else if (!given.bearer.isEmpty())
            endpoint.auth = AuthKind::Bearer;
    }
    const auto secrets = secretsFor(endpoint, role, store);
    if (!secrets)
        return fail(secrets.error());
    if (role.key == QLatin1String("source"))
        endpoint = openedAsSource(std::move(endpoint));
    return std::make_unique<SearchConnector>(endpoint, *secrets);
}

void makeAbsolute(QString &path, const QDir &folder)
{
    if (!path.isEmpty())
        path = QDir::cleanPath(folder.absoluteFilePath(path));
}

} // namespace

Error notForMilvus(const QString &which)
{
    return {ErrorKind::Usage,
        Tr::tr(
            "%1 is a Milvus or Zilliz address. This version of Godwit can't migrate Milvus; choose an Elasticsearch or "
            "OpenSearch cluster.")
            .arg(which),
        {}, 0, false, {}};
}

Result<Servers> makeServers(const Plan &plan, const QString &stateDir)
{
    const ProfileStore store = profiles(stateDir);
    auto source = makeServer(plan.readEndpoint(),
        {QStringLiteral("source"), plan.hasSource() ? QStringLiteral("SOURCE") : QStringLiteral("TARGET")}, store);
    if (!source)
        return fail(source.error());
    auto target = makeServer(plan.target, {QStringLiteral("target"), QStringLiteral("TARGET")}, store);
    if (!target)
        return fail(target.error());
    return Servers{std::move(*source), std::move(*target)};
}

Result<HeldJob> holdJob(const QString &folder, const QString &stateDir)
{
    auto journal = Journal::open(folder);
    if (!journal)
        return fail(journal.error());
    const auto record = (*journal)->loadJob();
    if (!record)
        return fail(record.error());
    auto servers = makeServers(record->plan, stateDir);
    if (!servers)
        return fail(servers.error());
    return HeldJob{std::move(*journal), std::move(*servers)};
}

void makePathsAbsolute(Plan &plan, const QString &planFile)
{
    const QDir folder = QFileInfo(planFile).absoluteDir();
    for (Endpoint *endpoint : {&plan.source, &plan.target}) {
        makeAbsolute(endpoint->caFile, folder);
        makeAbsolute(endpoint->clientCertificate, folder);
        makeAbsolute(endpoint->clientKey, folder);
    }
}

} // namespace godwit
