// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/secrets/environmentsecrets.h"

namespace godwit {

Secrets secretsFromEnvironment(const QString &role)
{
    const auto variable = [&role](const char *what) {
        const QString name = QStringLiteral("GODWIT_%1_%2").arg(role, QLatin1String(what));
        return qEnvironmentVariable(name.toLatin1().constData());
    };
    return {variable("PASSWORD"), variable("API_KEY"), variable("BEARER"), variable("PROXY_PASSWORD")};
}

} // namespace godwit
