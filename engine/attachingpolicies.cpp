// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Index State Management of OpenSearch, as its ManagedIndexCoordinator does it: when an index appears, restored ones
// too, and in a sweep every ten minutes, the policy of the highest priority with a matching pattern takes hold of it.
#include "engine/attachingpolicies.h"

#include "engine/plan.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

struct AttachingPolicies
{
    Q_DECLARE_TR_FUNCTIONS(godwit::AttachingPolicies)
};

const QString ownKey = QStringLiteral("index.plugins.index_state_management.auto_manage");
const QString olderKey = QStringLiteral("index.opendistro.index_state_management.auto_manage");

//! Hidden indices are left alone. Before 3.4 the newer name of the setting alone keeps nothing away: the older one,
//! which is true where it is not set, was asked as well.
bool leftAlone(const NewIndex &index, const Version &target)
{
    const auto says = [&index](const QString &key, const char *value) {
        return index.settings.value(key).toVariant().toString() == QLatin1String(value);
    };
    if (index.name.startsWith(u'.') || says(QStringLiteral("index.hidden"), "true"))
        return true;
    if (says(olderKey, "false"))
        return !says(ownKey, "true");
    return says(ownKey, "false") && target >= Version{3, 4, 0};
}

} // namespace

bool letsPoliciesAttach(const QString &setting)
{
    return setting == ownKey || setting == olderKey;
}

QList<AttachingPolicy> policiesThatAttach(
    const QList<AttachingPolicy> &policies, const NewIndex &index, const Version &target)
{
    QList<AttachingPolicy> found;
    if (leftAlone(index, target))
        return found;
    for (AttachingPolicy policy : policies) {
        policy.patterns.removeIf([&](const QString &pattern) { return !matchesWildcard(pattern, index.name); });
        const bool tooOld = index.born >= 0 && policy.since >= index.born;
        if (!policy.patterns.isEmpty() && !tooOld)
            found.append(policy);
    }
    std::stable_sort(found.begin(), found.end(),
        [](const AttachingPolicy &a, const AttachingPolicy &b) { return a.priority > b.priority; });
    return found;
}

PreflightItem policyWarning(const QList<AttachingPolicy> &policies, const QString &target, const QString &where)
{
    QStringList seen;
    for (const AttachingPolicy &policy : policies)
        seen.append(AttachingPolicies::tr("policy %1 by its pattern %2")
                        .arg(policy.name, policy.patterns.join(QLatin1String(", "))));
    PreflightItem item;
    item.id = QStringLiteral("policies");
    item.title = AttachingPolicies::tr("No policy of the target takes hold of the new index");
    item.state = CheckState::Warning;
    item.seen = QString(target + QLatin1String(": ") + seen.join(QLatin1String(", ")));
    item.fix = AttachingPolicies::tr(
        "OpenSearch attaches it by itself, and it may roll over, shrink or delete the index while the migration runs; "
        "a restored index counts as old as on the source. Take the pattern out of the policy's ism_template until the "
        "migration is over, or keep policies away with \"%1\": false in %2. One that is attached is taken off with "
        "POST /_plugins/_ism/remove/%3.")
                   .arg(olderKey, where, target);
    item.request = QLatin1String("GET /_plugins/_ism/policies/") + policies.value(0).name;
    return item;
}

} // namespace godwit
