// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/targets.h"
#include "engine/methods/livecopy/livecopy.h"
#include "engine/methods/livecopy/rehearse.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

const QLatin1String guardKey("index.gc_deletes");

} // namespace

QJsonObject loweredSettings(const ConvertedIndex &index, bool copying)
{
    QJsonObject lower{{guardKey, QStringLiteral("24h")}};
    const QJsonObject create = index.create.value(QLatin1String("settings")).toObject();
    const QJsonObject restore = index.restore;
    for (auto it = restore.begin(); it != restore.end(); ++it)
        if (copying || isHeldBack(it.key())) // a stop, or a cutover that was cut off, has put these back as well
            lower.insert(it.key(), create.contains(it.key()) ? create.value(it.key()) : QJsonValue());
    return lower;
}

QJsonObject settingsAtTheEnd(QJsonObject restore)
{
    if (!restore.contains(guardKey))
        restore.insert(guardKey, QJsonValue());
    return restore;
}

QJsonObject pipelineSettings(const ConvertedIndex &index, bool on)
{
    QJsonObject settings;
    for (const QLatin1String key : {QLatin1String("index.default_pipeline"), QLatin1String("index.final_pipeline")}) {
        const QJsonValue value = index.restore.value(key);
        if (value.isString())
            settings.insert(key, on ? value : QJsonValue());
    }
    return settings;
}

//! Asks about all of them at once, and lets their shards start side by side: with hundreds of indices the requests that
//! wait for one index each would take longer than the copy.
Result<void> LiveCopy::createTargets(const std::vector<IndexCopy *> &indices)
{
    if (indices.empty())
        return {};
    QStringList names;
    for (IndexCopy *index : indices) {
        index->setState(IndexState::Creating);
        names.append(index->target());
    }
    const auto read = [this](const QStringList &wanted) {
        return m_context.patiently(QStringLiteral("targets"), [&] { return m_target->definitions(wanted); });
    };
    const auto there = read(names);
    if (!there)
        return fail(there.error());
    std::vector<IndexCopy *> created;
    std::vector<IndexCopy *> adopted;
    QStringList createdNames;
    for (IndexCopy *index : indices) {
        const auto isNew = createTarget(*index, *there);
        if (!isNew)
            return fail(isNew.error());
        (*isNew ? created : adopted).push_back(index);
        if (*isNew)
            createdNames.append(index->target());
    }
    if (const auto pinned = pinTargets(adopted, *there); !pinned)
        return pinned;
    if (created.empty())
        return {};
    const auto started
        = m_context.patiently(QStringLiteral("targets"), [&] { return m_target->waitForPrimaries(createdNames); });
    if (!started)
        return started;
    const auto made = read(createdNames);
    if (!made)
        return fail(made.error());
    for (IndexCopy *index : created) {
        const QString name = index->target();
        if (!made->contains(name))
            return fail(ErrorKind::Incomplete, tr("The target index %1 was created but is not there.").arg(name));
        const bool held = holdPipelines(*index, made->value(name)); // in the record before they go away
        index->setTargetUuid(made->value(name).uuid);
        m_setup.journal.saveIndex(index->record());
        reportTemplateAdditions(*index, made->value(name));
        if (held)
            if (const auto lowered = lowerSettings(*index); !lowered)
                return lowered;
    }
    if (const auto pinned = pinTargets(created, *made); !pinned)
        return pinned;
    return m_setup.journal.flush(); // after a crash an index with documents is only known by this
}

//! True when it was made; false when it was there already, or can't be made, which stops the index.
Result<bool> LiveCopy::createTarget(IndexCopy &index, const QHash<QString, IndexDefinition> &there)
{
    const QString name = index.target();
    if (there.contains(name)) {
        // After a crash between creation and its line in the journal the index is ours when it is empty.
        const auto documents = m_target->count(name);
        const bool ours = m_setup.resume && documents && *documents == 0;
        if (m_setup.plan.existing == ExistingTarget::Append || ours) {
            if (ours)
                holdPipelines(index, there.value(name));
            const auto adopted = adoptTarget(index, there.value(name));
            return adopted ? Result<bool>(false) : fail(adopted.error());
        }
        if (m_setup.plan.existing == ExistingTarget::Refuse) {
            index.stop(tr("The target index %1 exists already. Rename it, or set \"existing\" to append or replace.")
                           .arg(name));
            m_context.finding(QStringLiteral("changed"), index.source(), {}, index.reason());
            return false;
        }
        m_context.event(EventLevel::Warning, index.source(), tr("Replacing the existing target index %1.").arg(name));
        if (const auto deleted = m_target->deleteIndex(name); !deleted)
            return fail(deleted.error());
    }
    UndoEntry undo;
    undo.cluster = QStringLiteral("target");
    undo.index = name;
    undo.kind = QStringLiteral("settings");
    undo.payload = index.converted.restore;
    if (const auto noted = m_setup.journal.addUndo(undo); !noted)
        return fail(noted.error());
    const auto created = createTargetIndex(m_context, *m_target, index.converted);
    if (!created) {
        if (created.error().kind != ErrorKind::Refused)
            return fail(created.error());
        index.stop(tr("The target refuses to create %1: %2").arg(name, created.error().summary));
        m_context.finding(QStringLiteral("mapping"), index.source(), {}, index.reason());
        return false;
    }
    return true;
}

Result<void> LiveCopy::adoptTarget(IndexCopy &index, const IndexDefinition &there)
{
    if (there.shards() != index.record().shards)
        m_context.event(EventLevel::Warning, index.source(),
            tr("The existing target index has %1 shards, the source %2.")
                .arg(there.shards())
                .arg(index.record().shards));
    index.setTargetUuid(there.uuid);
    m_setup.journal.saveIndex(index.record());
    return lowerSettings(index);
}

//! Those that a template gave to an index that this job made. True when there are some: the settings must be lowered.
bool LiveCopy::holdPipelines(IndexCopy &index, const IndexDefinition &made)
{
    const QJsonObject found = templatePipelines(made);
    if (found.isEmpty())
        return false;
    index.holdPipelines(found);
    tellHeldPipelines(m_context, index.converted, found);
    return true;
}

//! Settings for the time of the copy, with their undo entry in the journal first.
Result<void> LiveCopy::lowerSettings(IndexCopy &index)
{
    const QJsonObject lower = loweredSettings(index.converted, !index.baseDone());
    UndoEntry undo;
    undo.cluster = QStringLiteral("target");
    undo.index = index.target();
    undo.indexUuid = index.record().targetUuid;
    undo.kind = QStringLiteral("settings");
    undo.payload = settingsAtTheEnd(index.converted.restore);
    if (const auto noted = m_setup.journal.addUndo(undo); !noted)
        return fail(noted.error());
    const auto put = m_context.patiently(QStringLiteral("targets"), [&]() -> Result<void> {
        const auto all = m_target->putSettings(index.target(), lower);
        if (all || all.error().kind != ErrorKind::Refused)
            return all;
        for (auto it = lower.begin(); it != lower.end(); ++it) {
            const auto one = m_target->putSettings(index.target(), QJsonObject{{it.key(), it.value()}});
            // What it refuses to reset it does not know, so nothing of it acts; that must not keep the others on.
            if (!one && (one.error().kind != ErrorKind::Refused || !it.value().isNull()))
                return one;
        }
        return {};
    });
    if (!put && put.error().kind == ErrorKind::NotFound) {
        index.stop(tr("The target index is gone."));
        m_context.finding(QStringLiteral("changed"), index.source(), {}, index.reason());
        return {};
    }
    return put;
}

void LiveCopy::reportTemplateAdditions(const IndexCopy &index, const IndexDefinition &made)
{
    const QString added = templateAdditions(index.converted, made);
    if (!added.isEmpty())
        m_context.event(EventLevel::Warning, index.source(),
            tr("A template of the target added to %1: %2").arg(index.target(), added));
}

//! What the target should have where the source has this mapping.
QJsonObject LiveCopy::convertedMapping(const IndexCopy &index, const QByteArray &ofSource) const
{
    return grownMapping(m_setup.plan, index.record(), QJsonDocument::fromJson(ofSource).object(), m_context.sourceInfo,
        m_context.targetInfo);
}

Result<void> LiveCopy::growMappings(const std::vector<IndexCopy *> &indices)
{
    QStringList names;
    for (const IndexCopy *index : indices)
        names.append(index->source());
    if (names.isEmpty())
        return {};
    const auto mappings = m_source->mappings(names);
    if (!mappings)
        return fail(mappings.error());
    for (IndexCopy *index : indices) {
        const QByteArray now = mappings->value(index->source());
        if (now.isEmpty() || now == index->mapping)
            continue;
        if (!index->mapping.isEmpty()) {
            const auto put = m_target->putMapping(index->target(), convertedMapping(*index, now));
            if (!put && put.error().kind != ErrorKind::Refused)
                return put;
            if (!put && !index->mappingRefused) {
                index->mappingRefused = true;
                m_context.finding(QStringLiteral("mapping"), index->source(), {},
                    tr("The target refuses the mapping that grew on the source: %1").arg(put.error().summary));
            }
            if (put && index->mapping != "{}")
                m_context.event(EventLevel::Info, index->source(), tr("The mapping grew; the target has it now."));
        }
        index->mapping = now;
    }
    return {};
}

//! Puts back what needs not wait for the end. What can't be put now stays lowered; the first reason is returned.
Result<void> LiveCopy::restoreSettings(const std::vector<IndexCopy *> &indices)
{
    QHash<QString, IndexCopy *> byTarget;
    QHash<QByteArray, QStringList> byPayload;
    for (IndexCopy *index : indices) {
        byTarget.insert(index->target(), index);
        byPayload[QJsonDocument(settingsPart(index->converted.restore, false)).toJson(QJsonDocument::Compact)].append(
            index->target());
    }
    return putTogether(byPayload, [&](const QString &target, const Result<void> &put) {
        if (!put)
            return;
        byTarget.value(target)->settingsBack = true;
        m_setup.journal.saveIndex(byTarget.value(target)->record());
    });
}

//! One request for all that get the same, with addresses that every server takes. Each outcome is told; the first
//! failure is returned.
Result<void> LiveCopy::putTogether(const QHash<QByteArray, QStringList> &byPayload,
    const std::function<void(const QString &target, const Result<void> &put)> &done)
{
    Result<void> worst;
    for (auto it = byPayload.begin(); it != byPayload.end(); ++it) {
        const QJsonObject payload = QJsonDocument::fromJson(it.key()).object();
        for (const QStringList &names : fittingAddresses(it.value())) {
            const Result<void> all
                = payload.isEmpty() ? Result<void>{} : m_target->putSettings(names.join(QLatin1Char(',')), payload);
            // One of them is gone or refuses: the others still get theirs. A target that is away is not asked for each.
            const bool singly
                = !all && (all.error().kind == ErrorKind::Refused || all.error().kind == ErrorKind::NotFound);
            for (const QString &name : names) {
                const Result<void> put = singly ? putBack(m_context, *m_target, name, payload) : all;
                if (!put && worst)
                    worst = put;
                done(name, put);
            }
        }
    }
    return worst;
}

//! At the end of a run, however it ended: nothing stays lowered on the target.
void LiveCopy::restoreAll()
{
    if (const auto undone = workOffUndoList(); !undone)
        m_context.event(EventLevel::Error, {},
            tr("Settings could not be put back on the target: %1 They stay on the list; resume the job to put them "
               "back.")
                .arg(undone.error().summary));
}

Result<void> LiveCopy::workOffUndoList()
{
    const auto list = m_setup.journal.undoList();
    if (!list)
        return fail(list.error());
    // Newest first: an index may stand there several times, and the newest knows all that was taken off.
    QHash<QByteArray, QStringList> byPayload;
    QSet<QString> seen;
    for (auto at = list->rbegin(); at != list->rend(); ++at) {
        const UndoEntry &entry = *at;
        if (entry.kind != QLatin1String("settings") || seen.contains(entry.index))
            continue;
        seen.insert(entry.index);
        QJsonObject payload = settingsAtTheEnd(entry.payload);
        const auto index = std::find_if(
            m_indices.begin(), m_indices.end(), [&](const auto &i) { return i->target() == entry.index; });
        if (index != m_indices.end()) {
            if ((*index)->settingsBack) // only the guard is left
                payload = settingsPart(payload, true);
            if ((*index)->stopped() && (*index)->record().targetUuid.isEmpty())
                continue; // never became ours
        }
        byPayload[QJsonDocument(payload).toJson(QJsonDocument::Compact)].append(entry.index);
    }
    Result<void> failed;
    putTogether(byPayload, [&failed](const QString &, const Result<void> &put) {
        if (!put && put.error().kind != ErrorKind::NotFound && failed)
            failed = put;
    });
    if (!failed)
        return failed;
    for (const UndoEntry &entry : *list)
        if (entry.kind == QLatin1String("settings"))
            m_setup.journal.removeUndo(entry.id);
    for (const auto &index : m_indices)
        index->settingsBack = true;
    return {};
}

} // namespace godwit
