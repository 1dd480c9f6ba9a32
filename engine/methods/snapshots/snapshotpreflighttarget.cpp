// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the target has to say: names, aliases, room and analyzers.
#include "engine/methods/snapshots/snapshotpreflight.h"

#include "engine/attachingpolicies.h"
#include "engine/methods/snapshots/roundsettings.h"
#include "engine/targetfit.h"

#include <QLocale>
#include <QMap>
#include <QMultiHash>
#include <QSet>

#include <algorithm>

namespace godwit {

QString SnapshotPreflight::sizeText(qint64 bytes)
{
    return bytes < 0 ? QStringLiteral("–") : QLocale().formattedDataSize(bytes);
}

void SnapshotPreflight::checkNames()
{
    QMultiHash<QString, QString> sources;
    for (const Part &part : std::as_const(m_parts))
        sources.insert(part.target, part.name);
    int renamed = 0;
    bool fine = true;
    QString example;
    for (const Part &part : std::as_const(m_parts)) {
        QStringList same = sources.values(part.target);
        same.sort();
        if (!isLegalIndexName(part.target)) {
            fine = false;
            add("target-name", tr("The target name is legal"), CheckState::Blocker, part.target,
                tr("Names are lower case, up to 255 bytes, without \\ / * ? \" < > | space , # : and do not begin with "
                   "- _ or +. Change the rename rule."),
                part.name);
        } else if (same.size() > 1 && same.first() == part.name) {
            fine = false;
            add("rename", tr("Every index gets a name of its own"), CheckState::Blocker,
                tr("%1 would all become %2").arg(same.join(QStringLiteral(", ")), part.target),
                tr("Change the rename rules so that each gets another name."), part.name);
        }
        if (part.target != part.name && renamed++ == 0)
            example = QString(part.name + QStringLiteral(" → ") + part.target);
    }
    if (fine && !m_parts.isEmpty())
        add("rename", tr("Every index gets a name of its own"), CheckState::Pass,
            renamed > 0 ? tr("%n renamed, such as %1", nullptr, renamed).arg(example)
                        : tr("%n names", nullptr, int(m_parts.size())));
}

void SnapshotPreflight::checkExisting()
{
    const QString title = tr("The names are free on the target");
    QStringList names;
    for (const Part &part : std::as_const(m_parts))
        if (isLegalIndexName(part.target))
            names.append(part.target);
    if (names.isEmpty())
        return;
    const auto list = m_target.listIndices(names);
    if (!good(list, "target-exists", title))
        return;
    const auto entries = m_target.names();
    int taken = 0;
    for (const Part &part : std::as_const(m_parts)) {
        if (entries)
            for (const AliasEntry &alias : entries->aliases)
                if (alias.name == part.target)
                    add("target-exists", title, CheckState::Blocker,
                        tr("%1 is an alias of %2 there").arg(part.target, alias.indices.join(QStringLiteral(", "))),
                        tr("Give the index another name with a rename rule, or drop the alias on the target."),
                        part.name);
        const auto there = std::find_if(
            list->begin(), list->end(), [&part](const IndexSummary &index) { return index.name == part.target; });
        if (there == list->end())
            continue;
        ++taken;
        const QString seen = there->open ? tr("%1 is there already, and open").arg(part.target)
                                         : tr("%1 is there already, and closed").arg(part.target);
        if (m_plan.existing == ExistingTarget::Refuse)
            add("target-exists", title, CheckState::Blocker, seen,
                tr("Choose another name with a rename rule, or allow \"existing\": \"replace\"."), part.name);
        else if (part.shards > 0 && there->primaries != part.shards)
            add("target-exists", title, CheckState::Blocker,
                tr("%1, with %2 shards; %3 are to be restored").arg(seen).arg(there->primaries).arg(part.shards),
                tr("Only an index of the same number of shards is restored over. Delete it there, or rename."),
                part.name);
        else
            add("target-exists", title, CheckState::Warning, seen,
                tr("\"replace\" closes it and restores over it: what it holds is lost."), part.name);
    }
    if (taken == 0)
        add("target-exists", title, CheckState::Pass, tr("%n names are free", nullptr, int(names.size())));
}

//! What would keep the aliases from being switched, before the write pause finds out.
void SnapshotPreflight::checkAliases()
{
    QMap<QString, QStringList> wanted; // alias to the indices that get it
    QStringList targets;
    for (const Part &part : std::as_const(m_parts)) {
        targets.append(part.target);
        for (const QString &alias : part.definition.aliases.keys())
            wanted[alias].append(part.target);
    }
    if (!m_plan.aliases || wanted.isEmpty())
        return;
    const QString title = tr("The aliases can be made");
    const auto list = m_target.listIndices(wanted.keys());
    const auto names = m_target.names();
    if (!good(list, "aliases", title) || !good(names, "aliases", title, CheckState::Warning))
        return;
    QSet<QString> taken(targets.cbegin(), targets.cend());
    for (const IndexSummary &index : *list)
        taken.insert(index.name);
    for (const StreamEntry &stream : names->streams)
        taken.insert(stream.name);
    QHash<QString, QStringList> elsewhere;
    for (const AliasEntry &alias : names->aliases)
        for (const QString &index : alias.indices)
            if (!targets.contains(index))
                elsewhere[alias.name].append(index);
    int fine = 0;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        const QStringList others = elsewhere.value(it.key());
        if (taken.contains(it.key()))
            add("aliases", title, CheckState::Blocker,
                tr("alias %1 of %n indices has the name of an index or data stream on the target", nullptr,
                    int(it->size()))
                    .arg(it.key()),
                tr("Rename the index, drop the alias on the source, or set \"aliases\": false."), it->first());
        else if (!others.isEmpty())
            add("aliases", title, CheckState::Blocker,
                tr("alias %1 leads to %n indices on the target already: %2", nullptr, int(others.size()))
                    .arg(it.key(), QStringList(others.mid(0, 5)).join(QStringLiteral(", "))),
                tr("It would lead to all of them. Remove it there first, or set \"aliases\": false."), it->first());
        else
            ++fine;
    }
    if (fine > 0)
        add("aliases", title, CheckState::Pass, tr("%n aliases", nullptr, fine));
}

//! Of an index that a snapshot holds, no birthday is known, so that every pattern that matches counts.
void SnapshotPreflight::checkPolicies()
{
    const auto policies = m_target.attachingPolicies();
    if (!good(policies, "policies", tr("No policy of the target takes hold of the new index"), CheckState::Warning))
        return;
    const QJsonObject set = m_restore ? m_wanted.indexSettings : settingsOfRounds(m_rounds);
    const QStringList ignored = m_restore ? m_wanted.ignoreIndexSettings : lifecyclePatterns();
    for (const Part &part : std::as_const(m_parts)) {
        NewIndex index{part.target, {}};
        const QJsonObject &own = part.definition.settings;
        for (auto it = own.begin(); it != own.end(); ++it)
            if (!coversSetting(ignored, it.key()))
                index.settings.insert(it.key(), it.value());
        for (auto it = set.begin(); it != set.end(); ++it)
            index.settings.insert(it.key(), it.value());
        if (own.contains(QLatin1String("index.creation_date")))
            index.born = own.value(QLatin1String("index.creation_date")).toVariant().toLongLong();
        const auto found = policiesThatAttach(*policies, index, m_to->version);
        if (found.isEmpty())
            continue;
        PreflightItem item = policyWarning(found, part.target, QStringLiteral("\"index_settings\""));
        item.index = part.name;
        m_report.items.append(item);
    }
}

void SnapshotPreflight::checkSize()
{
    const QString title = tr("The target is as large as the source");
    const auto here = m_source.room();
    const auto there = m_target.room();
    if (!good(here, "size", title, CheckState::Warning) || !good(there, "size", title, CheckState::Warning))
        return;
    const bool smaller = there->dataNodes < here->dataNodes
        || (there->diskTotal >= 0 && here->diskTotal >= 0 && there->diskTotal < here->diskTotal * 95 / 100);
    add("size", title, smaller ? CheckState::Warning : CheckState::Pass,
        tr("%1 data nodes with %2; here %3 with %4")
            .arg(there->dataNodes)
            .arg(sizeText(there->diskTotal))
            .arg(here->dataNodes)
            .arg(sizeText(here->diskTotal)),
        smaller ? tr("The target should have the same size or more. Add nodes, or move less.") : QString());
}

void SnapshotPreflight::checkRoom()
{
    const QString title = tr("The target has room");
    const auto room = m_target.room();
    if (!good(room, "disk", title, CheckState::Warning))
        return;
    QList<FitPart> parts;
    for (const Part &part : std::as_const(m_parts))
        parts.append({part.bytes, part.shards, part.replicas, false});
    const TargetFit fit = fitOnTarget(parts, *room);
    add("disk", title, fit.disk,
        tr("needs about %1; %2 free before the flood stage")
            .arg(sizeText(qint64(fit.wanted)), sizeText(qint64(fit.usable))),
        !fit.diskKnown                        ? tr("A size is not known. Look at the target's disks yourself.")
            : fit.disk == CheckState::Blocker ? tr("Add disk or nodes to the target, or restore fewer indices.")
                                              : QString());
    if (fit.shards == CheckState::Blocker)
        add("shards", tr("The target may hold that many shards"), fit.shards,
            tr("%1 now, %2 more, limit %3").arg(fit.shardsNow).arg(fit.shardsMore).arg(fit.shardLimit),
            tr("Raise cluster.max_shards_per_node on the target, add a node, or take fewer indices."));
    else
        add("shards", tr("The target may hold that many shards"), CheckState::Pass,
            tr("%1 now, %2 more").arg(fit.shardsNow).arg(fit.shardsMore));
}

void SnapshotPreflight::checkAnalyzers()
{
    const QString title = tr("The target knows the analyzers");
    int looked = 0;
    bool fine = true;
    for (const Part &part : std::as_const(m_parts)) {
        if (part.definition.settings.isEmpty())
            continue;
        ++looked;
        QJsonObject analysis;
        for (auto it = part.definition.settings.begin(); it != part.definition.settings.end(); ++it)
            if (it.key().startsWith(QLatin1String("index.analysis.")))
                analysis.insert(it.key(), it.value());
        if (analysis.isEmpty())
            continue;
        const auto refused = m_target.refusedAnalyzers(analysis);
        if (!refused) {
            addFailure("analyzers", title, CheckState::Warning, refused.error());
            if (stopped())
                return;
            continue;
        }
        for (const auto &[name, reason] : *refused) {
            fine = false;
            add("analyzers", title, CheckState::Blocker, QString(name + QStringLiteral(": ") + reason),
                tr("Install the plugin or the files that it needs on every node of the target."), part.name);
        }
    }
    if (looked == 0 && !m_parts.isEmpty())
        add("analyzers", title, CheckState::Warning, tr("not known: a snapshot does not tell"),
            tr("An index whose analyzers the target lacks is not restored, and the target says which."));
    else if (fine)
        add("analyzers", title, CheckState::Pass, tr("%n indices looked at", nullptr, looked));
}

} // namespace godwit
