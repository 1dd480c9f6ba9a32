// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/snapshotpreflight.h"

#include "engine/methods/snapshots/judging.h"
#include "engine/methods/snapshots/repositoryfaults.h"
#include "engine/methods/snapshots/roundsettings.h"
#include "engine/methods/snapshots/versionrules.h"
#include "engine/preflightrun.h"

#include <QMap>

#include <algorithm>

namespace godwit {

namespace {

QString described(const ClusterInfo &info)
{
    return QString(productName(info.product) + u' ' + info.version.toString());
}

Version versionOf(const QString &text)
{
    return {text.section(u'.', 0, 0).toInt(), text.section(u'.', 1, 1).toInt(),
        text.section(u'.', 2, 2).section(u'-', 0, 0).toInt()};
}

//! A setting of a registration, as text.
QString settingOf(const RepositoryInfo &repository, const QString &key)
{
    const QString usual = key == QLatin1String("client") ? QStringLiteral("default") : QString();
    return repository.settings.value(key).toVariant().toString().isEmpty()
        ? usual
        : repository.settings.value(key).toVariant().toString();
}

//! The setting by which two registrations reach different stores, though their buckets have the same name.
QString reachedOtherwise(const RepositoryInfo &there, const RepositoryInfo &wanted)
{
    for (const char *key : {"client", "endpoint"})
        if (settingOf(there, QString::fromLatin1(key)) != settingOf(wanted, QString::fromLatin1(key)))
            return QString::fromLatin1(key);
    return {};
}

} // namespace

SnapshotPreflight::SnapshotPreflight(const Plan &plan, SearchCluster &source, SearchCluster &target)
    : m_plan(plan)
    , m_source(source)
    , m_target(target)
    , m_restore(plan.method == QLatin1String("restore"))
    , m_hasSource(plan.hasSource())
{
}

bool SnapshotPreflight::knows(const QString &method)
{
    return method == QLatin1String("snapshot-rounds") || method == QLatin1String("restore");
}

Result<PreflightReport> SnapshotPreflight::run()
{
    if (!readOptions())
        return std::move(m_report);
    m_sourceSnapshots = m_source.snapshots({m_repository.own.name, {}});
    m_targetSnapshots = m_target.snapshots({m_repository.own.name, {}});
    checkSafety();
    checkReach();
    const auto both = [this] { return m_to && (m_from || m_restore) && m_targetSnapshots; };
    using Check = void (SnapshotPreflight::*)();
    const std::initializer_list<Check> ofRounds{&SnapshotPreflight::gatherFromSource,
        &SnapshotPreflight::checkLifecycle, &SnapshotPreflight::checkVersions, &SnapshotPreflight::checkRepositories,
        &SnapshotPreflight::checkSearchable, &SnapshotPreflight::checkNames, &SnapshotPreflight::checkExisting,
        &SnapshotPreflight::checkAliases, &SnapshotPreflight::checkPolicies, &SnapshotPreflight::checkSize,
        &SnapshotPreflight::checkRoom, &SnapshotPreflight::checkAnalyzers, &SnapshotPreflight::checkStorage,
        &SnapshotPreflight::checkLoad, &SnapshotPreflight::checkIntegrations};
    const std::initializer_list<Check> ofRestore{&SnapshotPreflight::checkRepositories,
        &SnapshotPreflight::checkSnapshot, &SnapshotPreflight::checkLifecycle, &SnapshotPreflight::checkVersions,
        &SnapshotPreflight::checkNames, &SnapshotPreflight::checkExisting, &SnapshotPreflight::checkPolicies,
        &SnapshotPreflight::checkRoom, &SnapshotPreflight::checkAnalyzers, &SnapshotPreflight::checkWriteBlock,
        &SnapshotPreflight::checkWhatItReplaces};
    for (const Check check : m_restore ? ofRestore : ofRounds) {
        if (stopped() || !both())
            break;
        (this->*check)();
    }
    if (m_cancelled)
        return fail(*m_cancelled);
    for (const Part &part : std::as_const(m_parts)) {
        ConvertedIndex index;
        index.source = part.name;
        index.target = part.target;
        if (!m_restore)
            index.changes = {tr("settings.index.number_of_replicas: 0 until the cutover, then %1").arg(part.replicas)};
        m_report.indices.append(index);
    }
    return std::move(m_report);
}

void SnapshotPreflight::add(const char *id, const QString &title, CheckState state, const QString &seen,
    const QString &fix, const QString &index)
{
    m_report.items.append({QString::fromLatin1(id), title, state, index, seen, fix, {}, {}, -1});
}

void SnapshotPreflight::addFailure(const char *id, const QString &title, CheckState state, const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        m_cancelled = error;
        return;
    }
    add(id, title, state, error.detail.isEmpty() ? error.summary : QString(error.summary + u' ' + error.detail),
        tr("Remove the cause and check again."));
}

bool SnapshotPreflight::readOptions()
{
    const QString title = tr("The plan's options are right");
    if (m_restore) {
        const auto options = RestoreOptions::from(m_plan.options);
        if (!good(options, "options", title))
            return false;
        m_wanted = *options;
        m_repository = options->repository;
    } else {
        const auto options = RoundsOptions::from(m_plan.options);
        if (!good(options, "options", title))
            return false;
        m_rounds = *options;
        m_repository = options->repository;
    }
    if (m_plan.existing != ExistingTarget::Append)
        return true;
    add("options", title, CheckState::Blocker, tr("\"existing\": \"append\""),
        tr("A restore can't add to an index. Choose \"refuse\" or \"replace\"."));
    return false;
}

void SnapshotPreflight::checkSafety()
{
    if (m_target.isReadOnly())
        add("target-safety", tr("The target may be written"), CheckState::Blocker,
            tr("The connection to the target is read-only, so nothing can be written there."),
            tr("Choose another target, or set the safety level of its connection to Confirm or Free."));
    if (m_hasSource && !m_restore)
        add("source-writes", tr("What Godwit writes on the source"), CheckState::Pass,
            tr("the registration of the repository %1, snapshots named godwit-…, and the write block at the cutover")
                .arg(m_repository.own.name));
}

void SnapshotPreflight::checkReach()
{
    const auto reach = [this](SearchCluster &cluster, const char *id, const QString &title, CheckState otherwise) {
        std::optional<ClusterInfo> found;
        const Result<ClusterInfo> info = cluster.info();
        if (good(info, id, title, otherwise)) {
            found = *info;
            add(id, title, CheckState::Pass, QString(described(*info) + QStringLiteral(", ") + info->clusterName));
        }
        return found;
    };
    // A restore goes on without its source.
    if (m_hasSource)
        m_from = reach(
            m_source, "reach-source", tr("The source answers"), m_restore ? CheckState::Warning : CheckState::Blocker);
    if (!stopped())
        m_to = reach(m_target, "reach-target", tr("The target answers"), CheckState::Blocker);
    if (m_from && m_to && m_from->clusterUuid == m_to->clusterUuid && !m_restore) {
        add("same-cluster", tr("Source and target are two clusters"), CheckState::Blocker,
            tr("both have the UUID %1").arg(m_from->clusterUuid), tr("Choose another target."));
        m_from.reset();
    }
}

void SnapshotPreflight::gatherFromSource()
{
    const QString title = tr("The selection finds indices");
    const auto all = m_source.listIndices({QStringLiteral("*")});
    if (!good(all, "selection", title))
        return;
    QStringList names;
    QStringList closed;
    for (const IndexSummary &index : *all) {
        if (!m_plan.select.matches(index.name, index.hidden))
            continue;
        (index.open ? names : closed).append(index.name);
        if (index.open)
            m_parts.append({index.name, m_plan.select.targetName(index.name), index.primaries, index.replicas,
                index.primaryBytes, {}});
        if (index.open && index.health == QLatin1String("red"))
            add("health", tr("The source's shards are all there"), CheckState::Blocker, tr("%1 is red").arg(index.name),
                tr("A snapshot needs every primary shard. Bring them back first."), index.name);
    }
    checkDataStreams(m_source.dataStreams({QStringLiteral("*")}));
    if (names.isEmpty()) {
        add("selection", title, CheckState::Blocker, tr("no index"), tr("Correct the names or wildcards."));
        return;
    }
    add("selection", title, CheckState::Pass, tr("%n indices", nullptr, int(names.size())));
    if (!closed.isEmpty())
        add("closed", tr("All selected indices are open"), CheckState::Warning, closed.join(QStringLiteral(", ")),
            tr("Closed indices are left out. Open them to take them along."));
    const auto definitions = m_source.definitions(names);
    if (!good(definitions, "selection", title))
        return;
    for (Part &part : m_parts)
        part.definition = definitions->value(part.name);
}

//! Neither method brings a stream, and its backing indices have hidden names of their own: without a word all of it
//! would stay behind.
void SnapshotPreflight::checkDataStreams(const Result<QStringList> &streams)
{
    const QString title = tr("No data streams are selected");
    if (!good(streams, "data-streams", title, CheckState::Warning))
        return;
    const QStringList selected = selectedStreams(*streams, m_plan.select);
    if (selected.isEmpty())
        return add("data-streams", title, CheckState::Pass, tr("none"));
    add("data-streams", title, CheckState::Blocker, selected.join(QStringLiteral(", ")),
        m_restore
            ? tr("Only indices are restored here. Exclude it with \"-%1\" in the selection, and restore it on the "
                 "target: POST /_snapshot/%2/%3/_restore {\"indices\": \"%1\"}")
                  .arg(selected.first(), m_repository.own.name, m_wanted.snapshot)
            : tr("Rounds bring indices only. Exclude it with \"-%1\" in the selection, and move it with a snapshot "
                 "and restore of the servers' own.")
                  .arg(selected.first()));
}

void SnapshotPreflight::checkVersions()
{
    const QString title = tr("These versions go together");
    if (!m_restore) {
        const QString obstacle = snapshotObstacle(m_from->product, m_from->version, *m_to);
        if (!obstacle.isEmpty())
            return add("versions", title, CheckState::Blocker, obstacle,
                tr("Choose a newer target, or use live copy or remote reindex."));
    }
    int fine = 0;
    int unknown = 0;
    for (const Part &part : std::as_const(m_parts)) {
        const IndexOrigin origin
            = originOf(part.definition.settings.value(QLatin1String("index.version.created")).toVariant().toString());
        const QString obstacle = indexObstacle(origin, *m_to);
        if (!obstacle.isEmpty())
            add("versions", title, CheckState::Blocker, obstacle, tr("Leave the index out, or reindex it."), part.name);
        else if (origin.product == Product::Unknown)
            ++unknown;
        else
            ++fine;
    }
    if (fine > 0)
        add("versions", title, CheckState::Pass, tr("%n indices by the version that created them", nullptr, fine));
    if (unknown > 0)
        add("versions", title, m_restore ? CheckState::Pass : CheckState::Warning,
            tr("%n indices of unknown creation version", nullptr, unknown),
            tr("A snapshot does not tell which version created an index; the target refuses what it can't read."));
}

//! A policy that an index names acts on the target by the policy of that name there: it may shrink, merge or delete
//! what was restored.
void SnapshotPreflight::checkLifecycle()
{
    const QString title = tr("No lifecycle policy acts by surprise");
    const QStringList &ignored = m_restore ? m_wanted.ignoreIndexSettings : m_rounds.ignoreIndexSettings;
    const QStringList keys{QStringLiteral("index.lifecycle.name"),
        QStringLiteral("index.plugins.index_state_management.policy_id"),
        QStringLiteral("index.opendistro.index_state_management.policy_id")};
    QMap<QString, QStringList> named;
    bool unknown = false;
    for (const Part &part : std::as_const(m_parts)) {
        unknown = unknown || part.definition.settings.isEmpty();
        for (const QString &key : keys) {
            const QString policy = part.definition.settings.value(key).toString();
            if (!policy.isEmpty() && !coversSetting(ignored, key))
                named[QString(key + QStringLiteral(": ") + policy)].append(part.name);
        }
    }
    const QString leaveOut = tr("Or leave the setting out: \"ignore_index_settings\": [\"index.lifecycle.*\"], on "
                                "OpenSearch \"index.plugins.index_state_management.*\".");
    const QString fix = m_restore
        ? tr("The target's policy of that name acts as soon as an index is restored, and may shrink or delete it. See "
             "that it says what you want.")
        : tr("The setting stays away while rounds run, and is put back at their end. Policies are not carried: see "
             "that the target has this one, and that it says what you want.");
    for (auto it = named.constBegin(); it != named.constEnd(); ++it)
        add("lifecycle", title, CheckState::Warning,
            tr("%1, on %n indices such as %2", nullptr, int(it->size())).arg(it.key(), it->first()),
            QString(fix + u' ' + leaveOut));
    const QString &own = m_to->product == Product::OpenSearch ? keys.at(1) : keys.first();
    if (m_restore && unknown && !coversSetting(ignored, own))
        add("lifecycle", title, CheckState::Warning, tr("not known: a snapshot does not tell"),
            QString(
                tr("Where an index names a policy, the target's policy of that name acts as soon as it is restored.")
                + u' ' + leaveOut));
}

void SnapshotPreflight::checkSearchable()
{
    const auto known = m_targetSnapshots->repositories();
    if (!known)
        return;
    for (const Part &part : std::as_const(m_parts)) {
        const auto text
            = [&part](const char *key) { return part.definition.settings.value(QLatin1String(key)).toString(); };
        if (text("index.store.type") != QLatin1String("snapshot"))
            continue;
        const QString name = text("index.store.snapshot.repository_name");
        const bool there = std::any_of(known->begin(), known->end(),
            [&name](const RepositoryInfo &repository) { return repository.name == name; });
        add("searchable", tr("Searchable snapshots find their repository"),
            there ? CheckState::Pass : CheckState::Blocker, tr("repository %1").arg(name),
            there ? QString() : tr("Register the repository on the target under the very same name."), part.name);
    }
}

void SnapshotPreflight::checkRepositories()
{
    if (!m_restore && m_sourceSnapshots)
        checkRepository(*m_sourceSnapshots, m_repository.own, true);
    if (!stopped())
        checkRepository(*m_targetSnapshots, m_repository.onTarget, false);
}

void SnapshotPreflight::checkRepository(SnapshotService &service, const RepositoryInfo &wanted, bool source)
{
    const char *id = source ? "repository-source" : "repository-target";
    const QString title = source ? tr("The source has the repository") : tr("The target has the repository");
    const auto known = service.repositories();
    if (!good(known, id, title))
        return;
    if (!source)
        checkWriters(*known);
    const auto there = std::find_if(known->begin(), known->end(),
        [&wanted](const RepositoryInfo &repository) { return repository.name == wanted.name; });
    if (there == known->end()) {
        if (wanted.type.isEmpty())
            return add(id, title, CheckState::Blocker, tr("%1 is not registered").arg(wanted.name),
                tr("Register it there, or give the plan its type and settings."));
        return add(id, title, CheckState::Pass,
            source ? tr("%1 will be registered: %2").arg(wanted.name, wanted.place())
                   : tr("%1 will be registered read-only: %2").arg(wanted.name, wanted.place()));
    }
    if (!wanted.type.isEmpty() && there->place() != wanted.place())
        return add(id, title, CheckState::Blocker,
            tr("%1 is registered as %2, the plan says %3").arg(wanted.name, there->place(), wanted.place()),
            tr("Use another name, or the settings that are there. Godwit never changes a registration."));
    if (const QString other = reachedOtherwise(*there, wanted); !wanted.type.isEmpty() && !other.isEmpty())
        return add(id, title, CheckState::Blocker,
            tr("%1 is registered with %2 \"%3\", the plan says \"%4\"")
                .arg(wanted.name, other, settingOf(*there, other), settingOf(wanted, other)),
            tr("Use another name, or the settings that are there. Godwit never changes a registration."));
    if (source && there->readOnly())
        return add(id, title, CheckState::Blocker, tr("%1 is registered read-only on the source").arg(wanted.name),
            tr("The source has to write its snapshots. Use another repository."));
    if (!source)
        m_targetRepositoryThere = true;
    const auto verified = service.verifyRepository(wanted.name);
    if (!verified)
        return addFailure(id, title, CheckState::Blocker,
            explainedCheck(*there, verified.error(), source ? tr("source") : tr("target")));
    const bool all = verified->verified >= verified->wanted;
    add(id, title, all ? CheckState::Pass : CheckState::Blocker,
        tr("%1: %2 of %3 nodes reach it").arg(wanted.name).arg(verified->verified).arg(verified->wanted),
        all ? QString() : tr("Make it reachable from every master and data node."));
}

//! Two clusters that write to one place ruin the repository.
void SnapshotPreflight::checkWriters(const QList<RepositoryInfo> &known)
{
    const QString title = tr("Only the source writes to the repository");
    QString place = m_repository.onTarget.place();
    for (const RepositoryInfo &repository : known)
        if (repository.name == m_repository.own.name && m_repository.onTarget.type.isEmpty())
            place = repository.place();
    for (const RepositoryInfo &repository : known) {
        if (repository.readOnly() || repository.place() != place)
            continue;
        // A restore alone writes nothing; the target may own the repository.
        add("writers", title, m_restore ? CheckState::Warning : CheckState::Blocker,
            tr("the target has %1 registered as %2, and may write there").arg(repository.place(), repository.name),
            m_restore ? tr("If another cluster still writes there, register it here with \"readonly\": true.")
                      : tr("Two clusters that write to one place ruin it. Register it on the target with \"readonly\": "
                           "true, or choose another place."));
        return;
    }
    if (!m_restore)
        add("writers", title, CheckState::Pass, tr("on the target it is or will be read-only"));
}

//! What the snapshot holds. Before its repository is registered nobody can tell.
void SnapshotPreflight::checkSnapshot()
{
    const QString title = tr("The snapshot is there and whole");
    if (!m_targetRepositoryThere)
        return add("snapshot", title, CheckState::Warning, tr("the repository is not registered on the target yet"),
            tr("What the snapshot holds is looked at when it is, before anything is restored."));
    const auto found = m_targetSnapshots->snapshot(m_repository.own.name, m_wanted.snapshot);
    if (!good(found, "snapshot", title))
        return;
    if (!*found)
        return add("snapshot", title, CheckState::Blocker,
            tr("%1 has no snapshot %2").arg(m_repository.own.name, m_wanted.snapshot), tr("Correct the name."));
    const SnapshotInfo &info = **found;
    if (!isWhole(info))
        return add("snapshot", title, CheckState::Blocker,
            tr("%1 is %2, %3 of %4 shards failed")
                .arg(info.name, info.state)
                .arg(info.shards - info.successful)
                .arg(info.shards),
            tr("A snapshot that is not whole is not restored. Choose another one."));
    add("snapshot", title, CheckState::Pass,
        tr("%1, made by version %2, %n indices", nullptr, int(info.indices.size())).arg(info.name, info.version));
    m_takenWhileBlocked = info.metadata.value(takenWhileBlockedKey()).toBool();
    // OpenSearch numbers begin at 1; Elasticsearch's snapshots here are of 5 or later.
    const Version madeBy = versionOf(info.version);
    const Product product = madeBy.major < 5 && madeBy.major > 0 ? Product::OpenSearch : Product::Elasticsearch;
    if (const QString obstacle = snapshotObstacle(product, madeBy, *m_to); madeBy.major > 0 && !obstacle.isEmpty())
        add("versions", tr("These versions go together"), CheckState::Blocker, obstacle, tr("Choose a newer target."));
    checkDataStreams(info.dataStreams);
    const auto sizes = sizesOf(info);
    const auto definitions = m_from ? m_source.definitions(info.indices) : QHash<QString, IndexDefinition>();
    for (const QString &name : info.indices) {
        if (!m_plan.select.matches(name, false))
            continue;
        Part part{name, m_plan.select.targetName(name), 0, 0, -1, {}};
        if (sizes.contains(name)) {
            part.shards = sizes.value(name).shards;
            part.bytes = sizes.value(name).bytes;
        }
        if (definitions)
            part.definition = definitions->value(name);
        m_parts.append(part);
    }
    if (m_parts.isEmpty())
        return add("selection", tr("The selection finds indices"), CheckState::Blocker,
            tr("none of the %n indices of the snapshot", nullptr, int(info.indices.size())),
            tr("Correct the names or wildcards. It holds: %1").arg(info.indices.mid(0, 20).join(QStringLiteral(", "))));
    add("selection", tr("The selection finds indices"), CheckState::Pass,
        tr("%1 of %2 in the snapshot").arg(m_parts.size()).arg(info.indices.size()));
    for (const QString &feature : m_wanted.featureStates)
        if (!info.featureStates.contains(feature))
            add("features", tr("The snapshot has the feature states"), CheckState::Blocker, feature,
                tr("It holds: %1").arg(info.featureStates.join(QStringLiteral(", "))));
    if (m_wanted.includeGlobalState && !info.globalState)
        add("global-state", tr("The snapshot has the global state"), CheckState::Blocker, tr("it was made without"),
            tr("Leave \"include_global_state\" out."));
}

//! Shards and bytes of the snapshot's indices, as far as the target tells them: at once, or shard by shard in the
//! snapshot's status, which every version has and which takes longer.
QHash<QString, SnapshotIndexSize> SnapshotPreflight::sizesOf(const SnapshotInfo &info)
{
    const auto sizes = m_targetSnapshots->indexSizes(m_repository.own.name, info.name);
    if (sizes && !sizes->isEmpty())
        return *sizes;
    const auto progress = m_targetSnapshots->progress(m_repository.own.name, info.name);
    return progress ? indexSizesOf(*progress) : QHash<QString, SnapshotIndexSize>();
}

//! A snapshot that was taken while writes were stopped restores the write block with the index. No server tells that
//! before: only Godwit's own snapshots and a source that is blocked now do.
void SnapshotPreflight::checkWriteBlock()
{
    if (m_parts.isEmpty())
        return;
    const QString title = tr("What is restored can be written");
    if (m_wanted.leavesWriteBlock())
        return add("write-block", title, CheckState::Pass, tr("a write block of the snapshot is left out"));
    QStringList blocked;
    for (const Part &part : std::as_const(m_parts))
        if (part.definition.settings.value(writeBlockSetting()).toVariant().toString() == QLatin1String("true"))
            blocked.append(part.name);
    if (!m_takenWhileBlocked && blocked.isEmpty())
        return add("write-block", title, CheckState::Pass,
            tr("not known: a snapshot does not tell. An index that comes with a write block is named at the end."));
    add("write-block", title, CheckState::Warning,
        m_takenWhileBlocked
            ? tr("the snapshot was taken while writes were stopped: its write block comes along, and the indices can "
                 "only be read")
            : tr("blocked for writes on the source now: %1; a snapshot of this time brings the block along")
                  .arg(QStringList(blocked.mid(0, 5)).join(QStringLiteral(", "))),
        tr("Set \"lift_write_block\": true (\"Write block of the snapshot: Remove\" among the options), or lift it "
           "after the restore."));
}

void SnapshotPreflight::checkWhatItReplaces()
{
    if (m_wanted.includeGlobalState)
        add("global-state", tr("The global state replaces what the target has"), CheckState::Warning,
            tr("persistent settings, composable templates, ingest pipelines and lifecycle policies are replaced, those "
               "that the snapshot lacks are removed; legacy templates are merged"),
            tr("Leave \"include_global_state\" out to keep them."));
    for (const QString &feature : std::as_const(m_wanted.featureStates))
        add("features", tr("A feature state replaces what the target has"), CheckState::Warning,
            feature == QLatin1String("security")
                ? tr("security: users, roles and API keys are overwritten, so you can be locked out")
                : tr("%1: its indices are closed and overwritten").arg(feature),
            feature == QLatin1String("security") ? tr("Make a superuser in the file realm first.") : QString());
    if (m_wanted.includeAliases)
        add("aliases", tr("Aliases come along"), CheckState::Warning,
            tr("also when an index is renamed: an alias can then lead to both"),
            tr("Leave \"include_aliases\" out for a trial."));
}

void SnapshotPreflight::checkStorage()
{
    qint64 bytes = 0;
    for (const Part &part : std::as_const(m_parts))
        bytes += std::max<qint64>(0, part.bytes);
    add("storage", tr("The repository has room"), CheckState::Pass,
        tr("needs about %1 for the first snapshot, and what changed since for each round; merged segments count as "
           "changed")
            .arg(sizeText(bytes)),
        tr("The servers do not tell how much a repository has free. Look there."));
    add("network", tr("The network carries it"), CheckState::Pass,
        tr("about %1 from the source to the repository, and as much from there to the target").arg(sizeText(bytes)));
}

void SnapshotPreflight::checkLoad()
{
    const QString title = tr("The source is not busy");
    const auto percent = m_sourceSnapshots->busiestCpu();
    if (!good(percent, "load", title, CheckState::Warning))
        return;
    const bool busy = *percent > 85;
    add("load", title, busy ? CheckState::Warning : CheckState::Pass,
        *percent < 0 ? tr("not told") : tr("busiest node: %1 % CPU").arg(*percent),
        busy ? tr("Snapshots cost reading and network. Choose a quieter time with \"rounds.first_at\".") : QString());
}

void SnapshotPreflight::checkIntegrations()
{
    const QString title = tr("Clients that must be pointed to the target");
    if (m_rounds.integrations.isEmpty())
        return add("integrations", title, CheckState::Pass,
            tr("none listed; programs with an address of their own need a hand at the cutover"));
    for (const QString &integration : std::as_const(m_rounds.integrations))
        add("integrations", title, CheckState::Warning, integration,
            tr("Tick it on the migration's page when it is prepared; without a window the report names it. Nothing but "
               "aliases switches by itself."));
}

} // namespace godwit
