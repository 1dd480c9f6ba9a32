// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/roundsettings.h"

#include "engine/attachingpolicies.h"
#include "engine/plan.h"

#include <algorithm>

namespace godwit {

QStringList lifecyclePatterns()
{
    return {QStringLiteral("index.lifecycle.*"), QStringLiteral("index.plugins.index_state_management.*"),
        QStringLiteral("index.opendistro.index_state_management.*")};
}

bool coversSetting(const QStringList &patterns, const QString &setting)
{
    return std::any_of(patterns.begin(), patterns.end(),
        [&setting](const QString &pattern) { return matchesWildcard(pattern, setting); });
}

QJsonObject settingsOfRounds(const RoundsOptions &options)
{
    QJsonObject settings;
    for (auto it = options.indexSettings.begin(); it != options.indexSettings.end(); ++it)
        if (!coversSetting(lifecyclePatterns(), it.key()) || letsPoliciesAttach(it.key()))
            settings.insert(it.key(), it.value());
    return settings;
}

QJsonObject lifecycleAfterRounds(const QJsonObject &source, const RoundsOptions &options, Product target)
{
    QJsonObject settings;
    for (auto it = source.begin(); it != source.end(); ++it) {
        const bool ofElasticsearch = it.key().startsWith(QLatin1String("index.lifecycle."));
        if (coversSetting(lifecyclePatterns(), it.key()) && !coversSetting(options.ignoreIndexSettings, it.key())
            && ofElasticsearch != (target == Product::OpenSearch))
            settings.insert(it.key(), it.value());
    }
    for (auto it = options.indexSettings.begin(); it != options.indexSettings.end(); ++it)
        if (coversSetting(lifecyclePatterns(), it.key()))
            settings.insert(it.key(), it.value());
    return settings;
}

} // namespace godwit
