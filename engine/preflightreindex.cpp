// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/reindex/advice.h"
#include "engine/methods/reindex/allowlist.h"
#include "engine/methods/reindex/options.h"
#include "engine/methods/reindex/split.h"
#include "engine/preflightrun.h"
#include "engine/schemaoverride.h"

namespace godwit {

ConvertedIndex convertFor(
    const Plan &plan, const IndexDefinition &source, const ClusterInfo &from, const ClusterInfo &to)
{
    const QString target = plan.select.targetName(source.name);
    IndexOverride override = plan.overrides.value(source.name);
    if (!isReindex(plan.method))
        return convertIndex(source, target, from, to, override);
    const QString shardKey = QStringLiteral("index.number_of_shards");
    QJsonObject settings = flatSettings(override.settings);
    const QJsonValue wanted = settings.take(shardKey);
    int shards = wanted.toVariant().toInt();
    const bool wrong = !wanted.isUndefined() && !wanted.isNull() && (shards < 1 || shards > 1'024);
    if (const auto options = ReindexOptions::from(plan.options, isLocalReindex(plan.method));
        options && options->shards > 0 && shards == 0)
        shards = options->shards;
    override.settings = settings;
    ConvertedIndex converted = convertIndex(source, target, from, to, override);
    if (wrong)
        converted.blockers.append(PreflightRun::tr("settings.index.number_of_shards: a whole number from 1 to 1,024"));
    if (wrong || shards < 1 || shards == source.shards())
        return converted;
    QJsonObject create = converted.create.value(QLatin1String("settings")).toObject();
    create.insert(shardKey, QString::number(shards));
    create.remove(QStringLiteral("index.number_of_routing_shards"));
    converted.create.insert(QStringLiteral("settings"), create);
    converted.changes.append(PreflightRun::tr("settings.index.number_of_shards: %1 instead of %2, set by the plan")
                                 .arg(shards)
                                 .arg(source.shards()));
    return converted;
}

void PreflightRun::checkReindex()
{
    if (!isReindex(m_plan.method))
        return;
    const auto options = ReindexOptions::from(m_plan.options, isLocalReindex(m_plan.method));
    const QString title = tr("The options of the reindex can be used");
    if (!options)
        return void(add(QStringLiteral("reindex-options"), title, CheckState::Blocker, options.error().summary,
            tr("Correct the options.")));
    for (const QString &field : {options->splitField, options->catchUp.field}) {
        if (field.isEmpty())
            continue;
        for (const QString &name : pickedNames()) {
            const QString type = fieldTypeOf(m_definitions.value(name).mappings, field);
            if (!splitKind(type))
                add(QStringLiteral("reindex-options"), title, CheckState::Blocker,
                    type.isEmpty() ? tr("no field \"%1\"").arg(field) : tr("%1 is a %2").arg(field, type),
                    tr("Name a date or number field that every selected index has, or leave it out."), name);
        }
    }
    checkReindexPair();
    checkReindexChanges(options->catchUp.field);
    checkInternalIndices();
    if (!isLocalReindex(m_plan.method))
        checkAllowList();
}

void PreflightRun::checkReindexPair()
{
    const QString why = remoteReindexObstacle(*m_from, *m_to);
    const QString id = QStringLiteral("reindex-pair");
    const QString title = tr("The target can read the source");
    if (isLocalReindex(m_plan.method))
        return;
    if (why.isEmpty())
        add(id, title, CheckState::Pass, tr("by its own requests"));
    else
        add(id, title, CheckState::Blocker, why, tr("Use the live copy, which reads through Godwit."));
}

//! What comes of documents that are changed while it runs.
void PreflightRun::checkReindexChanges(const QString &field)
{
    const QString id = QStringLiteral("reindex-changes");
    const QString title = tr("Changes while it runs are brought or told");
    const QString told = tr("deletes, and documents deleted and made again in a lower version, are told, not brought");
    if (field.isEmpty() || field == QLatin1String("_seq_no"))
        return void(add(id, title, CheckState::Pass, told));
    add(id, title, CheckState::Warning, tr("%1; a change that leaves \"%2\" as it was is neither").arg(told, field),
        tr("Leave \"catch_up.field\" out, or be sure that every change sets \"%1\". Such an index is not called equal; "
           "compare it with \"godwit verify\".")
            .arg(field));
}

void PreflightRun::checkAllowList()
{
    const QString id = QStringLiteral("allow-list");
    const QString title = tr("The target may reach the source");
    const auto options = ReindexOptions::from(m_plan.options, false);
    const QString url = options && !options->remoteUrl.isEmpty() ? options->remoteUrl : m_source.address();
    const Hosting hosting = hostingOf(m_target.address());
    if (const QString trust = ownAuthority(m_plan.source, hosting); !trust.isEmpty())
        add(QStringLiteral("own-authority"), tr("The target trusts the source's certificate"), CheckState::Warning,
            tr("the source has a certificate of a private authority"), trust);
    const auto service = m_target.reindexing();
    if (!service || url.isEmpty())
        return;
    const auto nodes = service->nodes();
    if (!nodes)
        return addFailure(id, title, CheckState::Warning, nodes.error());
    const RemoteAccess access = remoteAccess(url, m_to->product, hosting, *nodes);
    if (access.refusing.isEmpty())
        return void(add(id, title, CheckState::Pass, tr("%1 is on the list of every node").arg(access.name)));
    const bool none = access.refusing.size() == nodes->size();
    add(id, title, none ? CheckState::Blocker : CheckState::Warning,
        tr("%1 is not on the list of %2").arg(access.name, access.refusing.join(QStringLiteral(", "))), access.fix)
        .request
        = access.lines.join(QLatin1Char('\n'));
}

void PreflightRun::checkInternalIndices()
{
    for (const QString &name : pickedNames()) {
        if (!name.startsWith(QLatin1Char('.')))
            continue;
        QString seen = tr("an internal index");
        QString fix
            = tr("The server or Kibana keeps its own index of that kind on the target. Restore it by snapshot, or "
                 "rename it and look before you use it.");
        if (name.startsWith(QLatin1String(".kibana"))) {
            seen = tr("saved objects of Kibana");
            fix = tr(
                "Stop Kibana on the target first, and give the copy a name of its own with a rename rule: Kibana "
                "finds its objects by aliases and by a version, and migrates them when it starts. Export and import "
                "of saved objects needs neither and is the safer way.");
        } else if (name.startsWith(QLatin1String(".security"))) {
            seen = tr("users, roles and API keys");
            fix = tr("Make a superuser of the file realm on the target first: whatever is wrong in this index locks "
                     "everybody else out. The target's own users and roles of the same name are replaced. From 8.0 on "
                     "the server refuses such writes; restore the feature state by snapshot there.");
        }
        add(QStringLiteral("internal-indices"), tr("Internal indices are meant"), CheckState::Warning, seen, fix, name);
    }
}

} // namespace godwit
