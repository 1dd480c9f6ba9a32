// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secretstore.h"

#include <algorithm>

namespace godwit {
namespace {

struct Need
{
    QString Secrets::*part;
    const char *variable;
};

QList<Need> needsOf(const Endpoint &endpoint)
{
    QList<Need> needs;
    if (endpoint.auth == AuthKind::Basic)
        needs.append({&Secrets::password, "PASSWORD"});
    else if (endpoint.auth == AuthKind::ApiKey)
        needs.append({&Secrets::apiKey, "API_KEY"});
    else if (endpoint.auth == AuthKind::Bearer)
        needs.append({&Secrets::bearer, "BEARER"});
    if (!endpoint.proxyUser.isEmpty())
        needs.append({&Secrets::proxyPassword, "PROXY_PASSWORD"});
    return needs;
}

} // namespace

bool isEmpty(const Secrets &secrets)
{
    return std::all_of(
        secretParts.begin(), secretParts.end(), [&secrets](auto part) { return (secrets.*part).isEmpty(); });
}

void fillIn(Secrets &secrets, const Secrets &more)
{
    for (const auto part : secretParts) {
        if ((secrets.*part).isEmpty())
            secrets.*part = more.*part;
    }
}

Secrets neededBy(const Endpoint &endpoint, const Secrets &secrets)
{
    Secrets needed;
    const QList<Need> needs = needsOf(endpoint);
    for (const Need &need : needs)
        needed.*need.part = secrets.*need.part;
    return needed;
}

QString missingSecret(const Endpoint &endpoint, const Secrets &secrets)
{
    const QList<Need> needs = needsOf(endpoint);
    const auto missing = std::find_if(
        needs.begin(), needs.end(), [&secrets](const Need &need) { return (secrets.*need.part).isEmpty(); });
    return missing == needs.end() ? QString() : QString(QLatin1String(missing->variable));
}

} // namespace godwit
