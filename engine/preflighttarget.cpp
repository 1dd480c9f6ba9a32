// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attachingpolicies.h"
#include "engine/methods/reindex/options.h"
#include "engine/preflightrun.h"

#include <QLocale>
#include <QMultiHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace godwit {

namespace {

const QLatin1String finalPipeline("index.final_pipeline");

//! Replicas after the copy, of "2" or "0-all" on so many nodes.
int replicasToRestore(const QJsonObject &restore, int dataNodes)
{
    const QString expand = restore.value(QLatin1String("index.auto_expand_replicas")).toString();
    if (expand.contains(QLatin1Char('-'))) {
        const QString most = expand.section(QLatin1Char('-'), 1);
        const int nodes = std::max(0, dataNodes - 1);
        return most == QLatin1String("all") ? nodes : std::min(most.toInt(), nodes);
    }
    return restore.value(QLatin1String("index.number_of_replicas")).toVariant().toInt();
}

} // namespace

bool isLegalIndexName(const QString &name)
{
    static const QRegularExpression bad(QStringLiteral("[\\\\/*?\"<>| ,#:]|^[-_+]"));
    return !name.isEmpty() && name != QLatin1String(".") && name != QLatin1String("..") && name == name.toLower()
        && name.toUtf8().size() <= 255 && !bad.match(name).hasMatch();
}

void PreflightRun::checkNames()
{
    QMultiHash<QString, QString> sources;
    for (const ConvertedIndex &index : std::as_const(m_report.indices))
        sources.insert(index.target, index.source);
    bool fine = true;
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        QStringList same = sources.values(index.target);
        same.sort();
        if (!isLegalIndexName(index.target)) {
            fine = false;
            add(QStringLiteral("target-name"), tr("The target name is legal"), CheckState::Blocker, index.target,
                tr("Names are lower case, up to 255 bytes, without \\ / * ? \" < > | space , # : and do not begin with "
                   "- _ or "
                   "+. Change the rename rule."),
                index.source);
        } else if (same.size() > 1 && same.first() == index.source) {
            fine = false;
            add(QStringLiteral("rename"), tr("Every index gets a name of its own"), CheckState::Blocker,
                tr("%1 would all become %2").arg(same.join(QLatin1String(", ")), index.target),
                tr("Change the rename rules so that each gets another name."), index.source);
        }
    }
    if (fine && !m_report.indices.isEmpty())
        add(QStringLiteral("rename"), tr("Every index gets a name of its own"), CheckState::Pass,
            tr("%n names", nullptr, int(m_report.indices.size())));
}

void PreflightRun::readTarget()
{
    QStringList names;
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        if (isLegalIndexName(index.target))
            names.append(index.target);
        if (m_plan.aliases)
            names.append(index.aliases.keys());
    }
    names.removeDuplicates();
    if (names.isEmpty())
        return;
    const QString id = QStringLiteral("target-exists");
    const QString title = tr("The names are free on the target");
    const Result<QList<IndexSummary>> list = m_target.listIndices(names);
    if (!list)
        return addFailure(id, title, CheckState::Blocker, list.error());
    QStringList found;
    for (const IndexSummary &index : *list) {
        m_there.insert(index.name, index);
        found.append(index.name);
    }
    if (!found.isEmpty()) {
        Result<QHash<QString, IndexDefinition>> definitions = m_target.definitions(found);
        if (!definitions)
            return addFailure(id, title, CheckState::Blocker, definitions.error());
        m_thereDefinitions = *std::move(definitions);
    }
    m_targetRead = true;
}

void PreflightRun::checkExisting()
{
    if (!m_targetRead)
        return;
    const QString id = QStringLiteral("target-exists");
    const QString title = tr("The names are free on the target");
    int free = 0;
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        QStringList holders;
        for (const IndexDefinition &definition : std::as_const(m_thereDefinitions)) {
            if (definition.aliases.contains(index.target))
                holders.append(definition.name);
        }
        if (m_there.contains(index.target)) {
            checkExistingIndex(index, m_there.value(index.target));
        } else if (!holders.isEmpty()) {
            add(id, title, CheckState::Blocker,
                tr("%1 is an alias of %2 there").arg(index.target, holders.join(QLatin1String(", "))),
                tr("Give the index another name with a rename rule, or drop the alias on the target."), index.source);
        } else {
            ++free;
        }
        if (m_cancelled)
            return;
    }
    if (free > 0)
        add(id, title, CheckState::Pass, tr("%n names are free", nullptr, free));
}

void PreflightRun::checkExistingIndex(const ConvertedIndex &index, const IndexSummary &there)
{
    const QString id = QStringLiteral("target-exists");
    const QString title = tr("The names are free on the target");
    const Result<qint64> counted = there.open ? m_target.count(index.target) : Result<qint64>(-1);
    if (!counted && counted.error().kind == ErrorKind::Cancelled)
        return addFailure(id, title, CheckState::Warning, counted.error());
    const QString documents = !there.open ? tr("closed")
        : counted                         ? tr("%1 documents").arg(QLocale().toString(*counted))
                                          : counted.error().summary;
    const QString seen = tr("%1 is there already: %2").arg(index.target, documents);
    if (m_plan.existing == ExistingTarget::Refuse)
        return void(add(id, title, CheckState::Blocker, seen,
                        tr("Choose another name with a rename rule, or allow \"existing\": \"append\" or \"replace\"."),
                        index.source)
                        .cause
            = tr("An earlier migration, or an application that writes there already, made it."));
    if (m_plan.existing == ExistingTarget::Replace)
        return void(add(id, title, CheckState::Warning, seen,
            tr("\"replace\" deletes this index and all it holds before the copy starts."), index.source));
    if (!there.open)
        return void(add(
            id, title, CheckState::Blocker, seen, tr("Open it on the target, or choose \"replace\"."), index.source));

    const IndexDefinition source = m_definitions.value(index.source);
    const IndexDefinition target = m_thereDefinitions.value(index.target);
    const bool partitioned
        = source.settings.value(QLatin1String("index.routing_partition_size")).toString().toInt() > 1;
    const bool required
        = source.mappings.value(QLatin1String("_routing")).toObject().value(QLatin1String("required")).toBool();
    if (source.shards() != target.shards() && (partitioned || required))
        return void(add(id, title, CheckState::Blocker,
            seen
                + tr("; %1 shards there, %2 here")
                      .arg(QString::number(target.shards()), QString::number(source.shards())),
            tr("This index uses custom routing: with another shard count two documents of one id can fall together. "
               "Choose "
               "\"replace\", or another name."),
            index.source));
    // Requests can be told to leave an index's default_pipeline out, never its final_pipeline. A live copy takes that
    // one off where the source has one as well.
    const QString last = target.settings.value(finalPipeline).toString();
    if (!last.isEmpty() && last != QLatin1String("_none")
        && (isReindex(m_plan.method) || !index.restore.contains(finalPipeline)))
        return void(add(id, title, CheckState::Blocker,
            seen + QLatin1String("; ") + finalPipeline + QLatin1String(": ") + last,
            tr("Every copied document would go through this pipeline, and no request can prevent it. Take it off until "
               "the migration is done, or choose \"replace\"."),
            index.source)
                        .request
            = QStringLiteral("PUT /%1/_settings {\"%2\": null}").arg(index.target, finalPipeline));
    add(id, title, CheckState::Warning, seen,
        tr("\"append\" keeps its settings and mappings, and documents of the same id are overwritten."), index.source);
}

void PreflightRun::checkAliases()
{
    if (!m_targetRead || !m_plan.aliases)
        return;
    const QString id = QStringLiteral("aliases");
    const QString title = tr("The aliases can be made");
    const QStringList targets = targetNames();
    int fine = 0;
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        for (const QString &alias : index.aliases.keys()) {
            QStringList holders;
            for (const IndexDefinition &definition : std::as_const(m_thereDefinitions)) {
                const bool leaves = isLocalReindex(m_plan.method) && definition.name == index.source;
                if (definition.aliases.contains(alias) && !targets.contains(definition.name) && !leaves)
                    holders.append(definition.name);
            }
            if (m_there.contains(alias) || targets.contains(alias))
                add(id, title, CheckState::Blocker, tr("alias %1 has the name of an index on the target").arg(alias),
                    tr("Rename the index, drop the alias on the source, or set \"aliases\": false."), index.source);
            else if (!holders.isEmpty())
                add(id, title, CheckState::Warning,
                    tr("alias %1 leads to %2 on the target already").arg(alias, holders.join(QLatin1String(", "))),
                    tr("After the cutover it leads to all of them. Remove it there first if that is not meant."),
                    index.source);
            else
                ++fine;
        }
    }
    if (fine > 0)
        add(id, title, CheckState::Pass, tr("%n aliases", nullptr, fine));
}

void PreflightRun::checkPolicies()
{
    const auto policies = m_target.attachingPolicies();
    if (!policies)
        return addFailure(QStringLiteral("policies"), tr("No policy of the target takes hold of the new index"),
            CheckState::Warning, policies.error());
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        if (m_there.contains(index.target) && m_plan.existing == ExistingTarget::Append)
            continue; // nothing is made
        const auto found = policiesThatAttach(*policies,
            {index.target, index.create.value(QLatin1String("settings")).toObject()}, m_to->version);
        if (found.isEmpty())
            continue;
        PreflightItem item = policyWarning(found, index.target, tr("the settings of its \"overrides\""));
        item.index = index.source;
        m_report.items.append(item);
    }
}

void PreflightRun::checkRoom()
{
    const QString id = QStringLiteral("disk");
    const QString title = tr("The target has room");
    const Result<ClusterRoom> room = m_target.room();
    if (!room)
        return addFailure(id, title, CheckState::Warning, room.error());
    QList<FitPart> parts;
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        const auto summary = std::find_if(m_picked.cbegin(), m_picked.cend(),
            [&index](const IndexSummary &picked) { return picked.name == index.source; });
        parts.append(
            {summary == m_picked.cend() ? -1 : summary->primaryBytes, m_definitions.value(index.source).shards(),
                replicasToRestore(index.restore, room->dataNodes), m_there.contains(index.target)});
    }
    const TargetFit fit = fitOnTarget(parts, *room);
    const QLocale locale;
    const QString seen = tr("needs about %1; %2 free before the flood stage")
                             .arg(locale.formattedDataSize(qint64(fit.wanted)),
                                 fit.usable < 0 ? tr("unknown") : locale.formattedDataSize(qint64(fit.usable)));
    const QString fix = !fit.diskKnown    ? tr("A size is not known. Look at the target's disks yourself.")
        : fit.disk == CheckState::Blocker ? tr("Add disk or nodes to the target, or copy fewer indices.")
        : fit.disk == CheckState::Warning
        ? tr("Merges need room for a while, too. Watch the target's disks, or add some before you start.")
        : QString();
    add(id, title, fit.disk, seen, fix);
    checkShardLimit(fit, room->dataNodes);
}

void PreflightRun::checkShardLimit(const TargetFit &fit, int dataNodes)
{
    const QString seen
        = tr("%1 now, %2 more, limit %3")
              .arg(QString::number(fit.shardsNow), QString::number(fit.shardsMore), QString::number(fit.shardLimit));
    const QString id = QStringLiteral("shards");
    const QString title = tr("The target may hold that many shards");
    if (fit.shards == CheckState::Blocker)
        add(id, title, fit.shards, seen,
            tr("Raise cluster.max_shards_per_node on the target, add a node, or copy fewer indices."))
            .request
            = QString(QLatin1String("PUT /_cluster/settings {\"persistent\":{\"cluster.max_shards_per_node\":")
                + QString::number((fit.shardsNow + fit.shardsMore) / dataNodes + 1) + QLatin1String("}}"));
    else
        add(id, title, CheckState::Pass, seen);
}

void PreflightRun::checkRegister()
{
    if (isReindex(m_plan.method))
        return; // keeps none
    // A register line holds the sequence number, routing and the id; ids made by the servers have 20 bytes.
    constexpr qint64 bytesPerDocument = 40 + 20;
    qint64 documents = 0;
    for (const IndexSummary &index : std::as_const(m_picked))
        documents += std::max<qint64>(0, index.documents);
    const qint64 wanted = documents * bytesPerDocument;
    const QLocale locale;
    const QString id = QStringLiteral("register");
    const QString title = tr("This machine has room for the register of ids");
    const QString seen = tr("needs about %1, free %2")
                             .arg(locale.formattedDataSize(wanted),
                                 m_freeDiskBytes < 0 ? tr("unknown") : locale.formattedDataSize(m_freeDiskBytes));
    const QString fix = tr("Free some space here, or name another folder with --state.");
    if (m_freeDiskBytes < 0)
        add(id, title, CheckState::Warning, seen, fix);
    else if (wanted > m_freeDiskBytes)
        add(id, title, CheckState::Blocker, seen, fix);
    else if (wanted > m_freeDiskBytes / 2)
        add(id, title, CheckState::Warning, seen, fix);
    else
        add(id, title, CheckState::Pass, seen);
}

} // namespace godwit
