// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/snapshots/restorejob.h"

#include "engine/methods/snapshots/judging.h"

#include <QCoreApplication>

#include <algorithm>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RestoreJob", text);
}

const QString chosenKey = QStringLiteral("restore_chosen");

QList<Stage> restoreStages()
{
    Stage first;
    first.id = StageId::Initialization;
    first.steps = {StageBoard::step("repository", tr("Set up the repository")),
        StageBoard::step("check", tr("Check snapshot and target"))};
    Stage second;
    second.id = StageId::Migration;
    second.steps = {StageBoard::step("restore", tr("Restore on the target"))};
    Stage third;
    third.id = StageId::Finalization;
    third.steps = {StageBoard::step("verify", tr("Query what was restored"))};
    return {first, second, third};
}

} // namespace

RestoreJob::RestoreJob(JobSetup &setup, RestoreOptions options)
    : SnapshotJob(setup, options.patienceSeconds, restoreStages(), options.repository), m_options(std::move(options))
{
}

Result<void> RestoreJob::conduct()
{
    m_board.begin(StageId::Initialization, QStringLiteral("repository"));
    const auto info
        = m_setup.resume ? patiently(QStringLiteral("check"), [this] { return m_target->info(); }) : m_target->info();
    if (!info)
        return fail(info.error());
    const QString cluster = m_setup.journal.value(QStringLiteral("target_cluster")).toString();
    if (m_setup.resume && !cluster.isEmpty() && cluster != info->clusterUuid)
        return fail(ErrorKind::Changed, tr("The target's address leads to another cluster than before."));
    m_setup.journal.setValue(QStringLiteral("target_cluster"), info->clusterUuid);
    // One that was killed before it had chosen begins as a new one.
    const bool chosen = m_setup.resume && m_setup.journal.value(chosenKey).toBool();
    if (chosen)
        if (const auto known = recall(); !known)
            return known;
    if (restored())
        return verifyAgain();
    // Before anything is written: what can be known without the repository.
    if (!chosen)
        if (const auto fine = preflight(false); !fine)
            return fine;
    if (const auto set = setUpRepository(*m_targetSnapshots, m_repository.onTarget, true, false); !set)
        return set;
    m_board.done(QStringLiteral("repository"), m_repository.own.name);
    m_board.begin(StageId::Initialization, QStringLiteral("check"));
    if (!chosen)
        if (const auto fine = preflight(); !fine)
            return fine;
    if (!chosen)
        if (const auto known = choose(); !known)
            return known;
    m_board.done(QStringLiteral("check"));
    m_board.finish(StageId::Initialization);
    m_state = JobState::Running;
    m_board.begin(StageId::Migration, QStringLiteral("restore"));
    RestoreOrder order;
    order.repository = m_repository.own.name;
    order.snapshot = m_options.snapshot;
    order.aliases = m_options.includeAliases;
    order.globalState = m_options.includeGlobalState;
    order.featureStates = m_options.featureStates;
    order.indexSettings = m_options.indexSettings;
    order.ignoreSettings = m_options.ignoreIndexSettings;
    if (m_options.liftWriteBlock)
        order.ignoreSettings.append(writeBlockSetting());
    if (const auto restored = restore(order, travelling(), QStringLiteral("restore")); !restored)
        return restored;
    m_board.done(QStringLiteral("restore"));
    m_board.finish(StageId::Migration);
    return verify();
}

//! The indices that the job chose before it was interrupted.
Result<void> RestoreJob::recall()
{
    const auto records = m_setup.journal.indices();
    if (!records)
        return fail(records.error());
    const std::lock_guard lock(m_mutex);
    for (const IndexRecord &record : *records) {
        m_indices.push_back(std::make_unique<TravellingIndex>());
        m_indices.back()->record = record;
    }
    return {};
}

//! Whether the restore had ended when the job was interrupted: the journal says so of each index, in one go.
bool RestoreJob::restored() const
{
    return !m_indices.empty() && std::all_of(m_indices.begin(), m_indices.end(), [](const auto &index) {
        return index->record.state == QLatin1String("created") || index->record.state == QLatin1String("finished");
    });
}

//! What was restored is in use: it is counted, never restored over, whatever became of its shards since.
Result<void> RestoreJob::verifyAgain()
{
    QStringList targets;
    for (const TravellingIndex *index : travelling())
        targets.append(index->record.target);
    const auto list = patiently(QStringLiteral("check"), [&] { return m_target->listIndices(targets); });
    if (!list)
        return fail(list.error());
    for (const TravellingIndex *index : travelling())
        if (std::none_of(list->begin(), list->end(),
                [index](const IndexSummary &summary) { return summary.uuid == index->record.targetUuid; }))
            return fail(ErrorKind::Changed,
                tr("%1 was restored, and deleted or made again since. Start a new restore to have it back.")
                    .arg(index->record.target));
    for (const QString &step : {QStringLiteral("repository"), QStringLiteral("restore")})
        m_board.skip(step, tr("The restore had ended before the interruption."));
    m_board.done(QStringLiteral("check"));
    m_board.finish(StageId::Initialization);
    m_state = JobState::Running;
    m_board.finish(StageId::Migration);
    return verify();
}

//! The indices of the snapshot that the plan selects.
Result<void> RestoreJob::choose()
{
    const auto found = patiently(QStringLiteral("check"),
        [this] { return m_targetSnapshots->snapshot(m_repository.own.name, m_options.snapshot); });
    if (!found)
        return fail(found.error());
    if (!*found || !isWhole(**found))
        return fail(ErrorKind::Incomplete,
            tr("Snapshot %1 is not whole, so it is not restored. Choose another one.").arg(m_options.snapshot));
    const auto shards = m_targetSnapshots->progress(m_repository.own.name, m_options.snapshot);
    if (!shards)
        return fail(shards.error());
    QHash<QString, int> counts;
    for (const SnapshotShard &shard : shards->shards)
        ++counts[shard.index];
    for (const QString &name : (*found)->indices) {
        if (!m_setup.plan.select.matches(name, false))
            continue;
        if (counts.value(name) == 0)
            return fail(ErrorKind::Incomplete,
                tr("The snapshot does not tell how many shards %1 has, so nobody could tell when it is restored.")
                    .arg(name));
        auto index = std::make_unique<TravellingIndex>();
        index->record.source = name;
        index->record.target = m_setup.plan.select.targetName(name);
        index->record.shards = counts.value(name);
        index->record.state = QStringLiteral("planned");
        m_setup.journal.saveIndex(index->record);
        const std::lock_guard lock(m_mutex);
        m_indices.push_back(std::move(index));
    }
    if (m_indices.empty())
        return fail(ErrorKind::NotFound, tr("The plan selects no index of the snapshot %1.").arg(m_options.snapshot));
    m_setup.journal.setValue(chosenKey, true); // after the last index: a part of them must not pass for all
    return m_setup.journal.flush();
}

//! One counting search an index: every shard must answer.
Result<void> RestoreJob::verify()
{
    m_board.begin(StageId::Finalization, QStringLiteral("verify"));
    qint64 documents = 0;
    for (TravellingIndex *index : travelling()) {
        const auto counted
            = patiently(QStringLiteral("verify"), [this, index] { return m_target->count(index->record.target); });
        if (!counted)
            return fail(counted.error());
        documents += *counted;
        const std::lock_guard lock(m_mutex);
        index->documents = *counted;
        index->restored = *counted;
        index->state = IndexState::Finished;
        index->record.state = QStringLiteral("finished");
    }
    if (const auto told = tellBlocks(); !told)
        return told;
    m_board.done(QStringLiteral("verify"),
        m_blocked.isEmpty() ? tr("%L1 documents").arg(documents)
                            : tr("%L1 documents, %2 indices blocked for writes").arg(documents).arg(m_blocked.size()));
    m_board.finish(StageId::Finalization);
    event(EventLevel::Info, {},
        tr("Restored %1 indices with %L2 documents; every shard answered. Look at one yourself: GET %3/_search")
            .arg(travelling().size())
            .arg(documents)
            .arg(QString(
                m_setup.target.address() + u'/' + (m_indices.empty() ? QString() : m_indices.front()->record.target))));
    m_done = true;
    return {};
}

//! A snapshot that was taken while writes were stopped brings the block along. Whoever expects to write finds out here,
//! not by the first document that is refused.
Result<void> RestoreJob::tellBlocks()
{
    QStringList targets;
    for (const TravellingIndex *index : travelling())
        targets.append(index->record.target);
    const auto there = patiently(QStringLiteral("verify"), [&] { return m_target->definitions(targets); });
    if (!there)
        return fail(there.error());
    for (TravellingIndex *index : travelling()) {
        const QString &name = index->record.target;
        const QJsonValue block = there->value(name).settings.value(writeBlockSetting());
        if (block.toVariant().toString() != QLatin1String("true"))
            continue;
        m_blocked.append(name);
        setState(*index, IndexState::Finished, tr("Blocked for writes: the snapshot carries the block."));
    }
    if (m_blocked.isEmpty())
        return {};
    event(EventLevel::Warning, {},
        tr("%1 of %2 restored indices can only be read: the snapshot was taken while they were blocked for writes, and "
           "carries the block. Lift it with: %3")
            .arg(m_blocked.size())
            .arg(targets.size())
            .arg(m_target->liftWriteBlockCommand(m_blocked)));
    return {};
}

void RestoreJob::describe(JobSnapshot &shot) const
{
    shot.sourceAddress = tr("snapshot %1 of %2").arg(m_options.snapshot, m_repository.own.name);
}

} // namespace godwit
