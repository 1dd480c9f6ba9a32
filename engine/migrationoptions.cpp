// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/migrationoptions.h"

#include "engine/methods/livecopy/advice.h"
#include "engine/methods/reindex/advice.h"
#include "engine/methods/snapshots/versionrules.h"

#include <QCoreApplication>

namespace godwit {
namespace {

struct MigrationOptions
{
    Q_DECLARE_TR_FUNCTIONS(MigrationOptions)
};

QString tr(const char *text)
{
    return MigrationOptions::tr(text);
}

bool known(const Deployment &side)
{
    return side.info.product != Product::Unknown;
}

bool isOpenSearch(const Deployment &side)
{
    return side.info.product == Product::OpenSearch;
}

bool isServerless(const Deployment &side)
{
    return side.hosting == Hosting::Serverless;
}

//! Why a snapshot of one can't be restored on the other; empty when it can, as far as the versions tell.
QString restoreObstacle(const Deployment &from, const Deployment &to)
{
    if (isServerless(from) || isServerless(to))
        return tr("Serverless projects have no snapshots of their users.");
    if (!known(from) || !known(to))
        return {};
    return pairObstacle(from.info, to.info);
}

MigrationOption snapshots(const Deployment &from, const Deployment &to, const QString &gain, const QStringList &methods)
{
    const QString method
        = methods.contains(QStringLiteral("snapshot-rounds")) ? QStringLiteral("snapshot-rounds") : QString();
    const QString why = restoreObstacle(from, to);
    if (!why.isEmpty())
        return {tr("Snapshot and restore"), method, CheckState::Blocker, why};
    QString condition = tr("Both clusters have to reach one repository.");
    const IndexOrigin before{from.info.product, from.info.version.major - 1, 0};
    if (!known(from) || !known(to) || !indexObstacle(before, to.info).isEmpty())
        condition += u' ' + tr("Indices made by the major version before the source's can't be restored.");
    return {tr("Snapshot and restore"), method, CheckState::Warning, QString(gain + u' ' + condition)};
}

MigrationOption liveCopy(const Deployment &from, const Deployment &to)
{
    MigrationOption option{tr("Live copy"), QStringLiteral("live-copy"), CheckState::Pass,
        tr("Follows writes and deletes while the source stays in use; pauses writes for about a second.")};
    if (isServerless(from) || isServerless(to)) {
        option.state = CheckState::Blocker;
        option.why = tr("Serverless projects have no shards to set or to follow.");
    } else if (known(from) && !liveCopyReads(from.info)) {
        option.state = CheckState::Blocker;
        option.why = tr("Changes have sequence numbers from Elasticsearch 6.7 on.");
    } else if (known(to) && !liveCopyWrites(to.info)) {
        option.state = CheckState::Blocker;
        option.why = tr("The target has to be Elasticsearch 7 or later, or OpenSearch.");
    }
    return option;
}

MigrationOption reindex(const Deployment &from, const Deployment &to)
{
    MigrationOption option{tr("Reindex from remote"), QStringLiteral("remote-reindex"), CheckState::Warning, {}};
    const QString why
        = known(from) && known(to) && !isServerless(to) ? remoteReindexObstacle(from.info, to.info) : QString();
    if (!why.isEmpty()) {
        option.state = CheckState::Blocker;
        option.why = why;
    } else if (isServerless(to)) {
        option.method.clear();
        option.state = from.hosting == Hosting::SelfManaged || from.hosting == Hosting::Ece || isOpenSearch(from)
            ? CheckState::Blocker
            : CheckState::Warning;
        option.why = option.state == CheckState::Blocker
            ? tr("A serverless project reads in a reindex from Elastic's own hosts only.")
            : tr("A serverless project can reindex from a hosted deployment; done in its console.");
    } else if (to.hosting == Hosting::Hosted || to.hosting == Hosting::Ece) {
        option.why = tr("Sources below *.io and *.com are allowed at once; others by a user setting of the deployment. "
                        "Private certificates need an extension (not on Enterprise).");
    } else {
        option.why
            = tr("The source has to stand in the target's configuration (reindex.remote.whitelist), which takes a "
                 "rolling restart. Sees no deletes.");
    }
    return option;
}

QList<MigrationOption> forUserData(const Deployment &from, const Deployment &to, const QStringList &methods)
{
    return {liveCopy(from, to), reindex(from, to),
        snapshots(from, to, tr("The fastest for very large indices, and keeps every byte."), methods),
        {tr("Logstash"), {}, CheckState::Warning,
            tr("Works between all of them, serverless too. Copies once; changes and deletes by a field of your own.")},
        {tr("Index from the original source"), {}, CheckState::Warning,
            tr("Where the data came from still has it: often the simplest way, with a target of at least this size.")}};
}

QList<MigrationOption> forSystemData(const Deployment &from, const Deployment &to, const QStringList &methods)
{
    MigrationOption restored
        = snapshots(from, to, tr("As feature states. What they hold on the target is replaced."), methods);
    if (restored.state != CheckState::Blocker && (isOpenSearch(from) || isOpenSearch(to))) {
        restored.state = CheckState::Blocker;
        restored.why = tr("OpenSearch has no feature states.");
    } else if (restored.state != CheckState::Blocker && known(from) && from.info.version < Version{7, 12, 0}) {
        restored.why = tr("Feature states exist from 7.12 on; before, name the system indices in the snapshot. %1")
                           .arg(restored.why);
    }
    const CheckState byReindex
        = known(to) && to.info.version.major >= 8 && !isOpenSearch(to) ? CheckState::Blocker : CheckState::Warning;
    return {restored,
        {tr("Reindex from remote"), QStringLiteral("remote-reindex"), byReindex,
            byReindex == CheckState::Blocker
                ? tr("From 8.0 on the servers refuse to write system indices.")
                : tr("For .kibana and .security, by name and with care: the target's own are not replaced but mixed.")},
        {tr("Live copy"), QStringLiteral("live-copy"), CheckState::Blocker, tr("Leaves system indices alone.")}};
}

QList<MigrationOption> forSavedObjects(const Deployment &from, const Deployment &to, const QStringList &methods)
{
    const bool products = known(from) && known(to) && isOpenSearch(from) != isOpenSearch(to);
    return {
        {tr("Export and import of saved objects"), {}, products ? CheckState::Blocker : CheckState::Warning,
            products ? tr("Kibana and OpenSearch Dashboards don't read each other's objects after 7.10.")
                     : tr("Into the same version, a newer minor or the next major, in Kibana or by its interface.")},
        snapshots(from, to, tr("With the feature state of Kibana: all spaces at once, and what was there is replaced."),
            methods)};
}

QList<MigrationOption> forFeatureData(const Deployment &from, const Deployment &to, const QStringList &methods)
{
    return {snapshots(from, to,
                tr("Fleet, Watcher, security and others as their feature states; read each product's guide."), methods),
        {tr("Set up anew"), {}, CheckState::Warning,
            tr("Role mappings, API keys and service tokens belong to their cluster; make new ones for the clients.")}};
}

} // namespace

QString hostingName(Hosting hosting)
{
    switch (hosting) {
    case Hosting::SelfManaged:
        return tr("Self-managed");
    case Hosting::Hosted:
        return tr("Elastic Cloud Hosted");
    case Hosting::Ece:
        return tr("Elastic Cloud Enterprise");
    case Hosting::Serverless:
        break;
    }
    return tr("Elastic Cloud Serverless");
}

QList<DataKindOptions> migrationOptions(const Deployment &from, const Deployment &to, const QStringList &methods)
{
    QList<DataKindOptions> all{
        {DataKind::User, tr("Ingested user data"), tr("What you have put into your own indices and data streams."),
            forUserData(from, to, methods)},
        {DataKind::System, tr("System data"), tr("Configuration and state that the servers keep in system indices."),
            forSystemData(from, to, methods)},
        {DataKind::SavedObjects, tr("Kibana saved objects"),
            tr("Dashboards, visualizations, maps, data views, Canvas workpads."), forSavedObjects(from, to, methods)},
        {DataKind::Feature, tr("Feature and component data"),
            tr("Fleet and integrations, Watcher, alerting and detection rules, role mappings, API keys, tokens."),
            forFeatureData(from, to, methods)}};
    for (DataKindOptions &kind : all)
        for (MigrationOption &option : kind.options)
            if (!methods.contains(option.method))
                option.method.clear();
    return all;
}

} // namespace godwit
