// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preflightrun.h"

#include <QLocale>

namespace godwit {

//! Indices made by Elasticsearch 9.4 or later are placed by hash modulo number_of_shards (its IndexVersions.java:
//! MOD_ROUTING_FUNCTION = 9_064_0_00; seen on 9.4, not on 8.19).
bool placedAnew(const IndexDefinition &source, const ClusterInfo &target)
{
    constexpr qint64 firstByModulo = 9'064'000;
    if (target.product != Product::Elasticsearch || target.version < Version{9, 4, 0})
        return false;
    const qint64 created = source.settings.value(QLatin1String("index.version.created")).toString().toLongLong();
    // OpenSearch counts its own versions with a high bit set.
    return created < firstByModulo || created > 99'999'999;
}

void PreflightRun::convert()
{
    for (const QString &name : pickedNames()) {
        if (!m_definitions.contains(name))
            continue;
        const ConvertedIndex index = convertFor(m_plan, m_definitions.value(name), *m_from, *m_to);
        m_report.indices.append(index);
        checkConversion(index);
        checkFeatures(index);
        checkIdentity(index);
        if (m_cancelled)
            return;
        checkAnalyzers(index);
        if (m_cancelled)
            return;
    }
    checkTemplates();
}

void PreflightRun::checkOverrides()
{
    for (auto it = m_plan.overrides.constBegin(); it != m_plan.overrides.constEnd(); ++it) {
        if (!m_definitions.contains(it.key()))
            add(QStringLiteral("overrides"), tr("Every override finds its index"), CheckState::Warning,
                tr("no selected index \"%1\"").arg(it.key()),
                tr("It changes nothing now. Correct the name, or take it out of \"overrides\"."), it.key());
    }
}

void PreflightRun::checkConversion(const ConvertedIndex &index)
{
    const QString id = QStringLiteral("conversion");
    const QString title = tr("Settings and mappings fit the target");
    for (const QString &blocker : index.blockers)
        add(id, title, CheckState::Blocker, blocker, tr("Do what the sentence says, then check again."), index.source);
    if (!index.blockers.isEmpty())
        return;
    if (index.changes.isEmpty())
        add(id, title, CheckState::Pass, tr("nothing is changed"), {}, index.source);
    else
        add(id, title, CheckState::Warning,
            tr("%n changes:", nullptr, int(index.changes.size())) + QLatin1Char('\n')
                + index.changes.join(QLatin1Char('\n')),
            tr("Read the list. Nothing in the documents changes."), index.source);
}

void PreflightRun::checkFeatures(const ConvertedIndex &index)
{
    for (const char *key : {"index.default_pipeline", "index.final_pipeline"}) {
        const QString pipeline = index.restore.value(QLatin1String(key)).toString();
        if (!pipeline.isEmpty() && pipeline != QLatin1String("_none"))
            add(QStringLiteral("pipeline"), tr("Ingest pipelines are on the target"), CheckState::Warning,
                QLatin1String(key) + QLatin1String(": ") + pipeline,
                tr("Pipelines are not carried. The copy runs without them; put this one on the target before the "
                   "cutover, or new "
                   "writes there will fail."),
                index.source)
                .request
                = QLatin1String("GET /_ingest/pipeline/") + pipeline;
    }
    const QString policy = index.restore.value(QLatin1String("index.lifecycle.name")).toString();
    if (!policy.isEmpty())
        add(QStringLiteral("lifecycle"), tr("The lifecycle policy is on the target"), CheckState::Warning,
            QLatin1String("index.lifecycle.name: ") + policy,
            tr("Policies are not carried. Put this one on the target; it is attached after the base copy and counts "
               "the age of "
               "the source index, so a phase may be due at once."),
            index.source)
            .request
            = QLatin1String("GET /_ilm/policy/") + policy;
}

void PreflightRun::checkAnalyzers(const ConvertedIndex &index)
{
    QJsonObject analysis;
    const QJsonObject settings = index.create.value(QLatin1String("settings")).toObject();
    for (auto it = settings.constBegin(); it != settings.constEnd(); ++it) {
        if (it.key().startsWith(QLatin1String("index.analysis.")))
            analysis.insert(it.key(), it.value());
    }
    if (analysis.isEmpty() || !index.blockers.isEmpty())
        return;
    const QString id = QStringLiteral("analysis");
    const QString title = tr("The target knows every analyzer");
    const auto refused = m_target.refusedAnalyzers(analysis);
    if (!refused)
        return addFailure(id, title, CheckState::Warning, refused.error());
    for (const auto &[name, reason] : *refused)
        add(id, title, CheckState::Blocker, name + QLatin1String(": ") + reason,
            tr("Install the missing analysis plugin or dictionary on every target node, or leave the index out."),
            index.source)
            .cause
            = tr("A plugin or a file of the source's nodes is not on those of the target.");
    if (refused->isEmpty())
        add(id, title, CheckState::Pass, tr("all accepted"), {}, index.source);
}

void PreflightRun::checkTemplates()
{
    const QString id = QStringLiteral("templates");
    const QString title = tr("No template of the target reaches into the new index");
    const auto templates = m_target.templatesFor(targetNames());
    if (!templates)
        return addFailure(id, title, CheckState::Warning, templates.error());
    for (const ConvertedIndex &index : std::as_const(m_report.indices)) {
        const QStringList found = templates->value(index.target);
        if (!found.isEmpty())
            add(id, title, CheckState::Warning, found.join(QLatin1String(", ")),
                tr("The target adds what these templates say. That is read back after the index is made, and "
                   "reported."),
                index.source);
    }
}

void PreflightRun::checkIdentity(const ConvertedIndex &index)
{
    const IndexDefinition definition = m_definitions.value(index.source);
    const QString partition = definition.settings.value(QLatin1String("index.routing_partition_size")).toString();
    const bool required
        = definition.mappings.value(QLatin1String("_routing")).toObject().value(QLatin1String("required")).toBool();
    const QString seen = tr("%n shards on both sides", nullptr, definition.shards())
        + (required ? tr(", routing required") : QString())
        + (partition.toInt() > 1 ? tr(", routing partitions of %1").arg(partition) : QString());
    if (definition.shards() < 1 || !index.blockers.isEmpty())
        return;
    const QString id = QStringLiteral("identity");
    const QString title = tr("Documents of one id stay apart");
    if (definition.shards() == 1 || !placedAnew(definition, *m_to))
        return void(add(id, title, CheckState::Pass, seen, {}, index.source));
    const Result<qint64> routed = m_source.countRouted(index.source);
    if (!routed)
        return addFailure(id, title, CheckState::Warning, routed.error());
    if (*routed == 0)
        return void(add(id, title, CheckState::Pass, tr("%1, no routing values").arg(seen), {}, index.source));
    add(id, title, CheckState::Warning,
        tr("%1; %2 documents with a routing value, and the target places them in other shards")
            .arg(seen, QLocale().toString(*routed)),
        tr("Where two documents have the same id under different routing, they can meet in one shard, and only one of "
           "them would stay. Godwit compares the counts before it switches and calls the cutover off then. If ids are "
           "unique in this index, go on; else make them unique first."),
        index.source);
}

} // namespace godwit
