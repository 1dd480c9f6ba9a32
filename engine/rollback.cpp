// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rollback.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace godwit {
namespace {

const QString blockKey = QStringLiteral("blocks_left");

QString tr(const char *text)
{
    return QCoreApplication::translate("RollBack", text);
}

QStringList namesIn(const QJsonValue &kept)
{
    QStringList names;
    for (const QJsonValue &name : kept.toArray())
        names.append(name.toString());
    return names;
}

} // namespace

QStringList blocksLeftBehind(const Journal &journal)
{
    return namesIn(journal.value(blockKey));
}

QStringList blocksLeftBehind(const QHash<QString, QJsonValue> &values)
{
    return namesIn(values.value(blockKey));
}

void noteBlocksLeftBehind(Journal &journal, const QStringList &indices)
{
    QStringList all = blocksLeftBehind(journal);
    for (const QString &index : indices) {
        if (!all.contains(index))
            all.append(index);
    }
    journal.setValue(blockKey, QJsonArray::fromStringList(all));
}

Result<RollBackOutcome> rollBack(Journal &journal, SearchCluster &source)
{
    const QStringList blocked = blocksLeftBehind(journal);
    if (blocked.isEmpty()) {
        return fail(ErrorKind::Usage,
            tr("This job left no write block on the source, so there is nothing to lift. Point the clients back."));
    }
    const auto records = journal.indices();
    if (!records)
        return fail(records.error());
    const auto there = source.definitions(blocked);
    if (!there)
        return fail(there.error());
    RollBackOutcome outcome;
    for (const QString &name : blocked) {
        const auto record = std::find_if(
            records->begin(), records->end(), [&](const IndexRecord &index) { return index.source == name; });
        const bool same
            = record != records->end() && there->contains(name) && there->value(name).uuid == record->sourceUuid;
        (same ? outcome.lifted : outcome.skipped).append(name);
    }
    if (!outcome.lifted.isEmpty()) {
        if (const auto lifted = source.liftWriteBlock(outcome.lifted); !lifted)
            return fail(lifted.error());
    }
    journal.setValue(blockKey, QJsonArray());
    journal.addEvent({QDateTime::currentDateTimeUtc(), EventLevel::Warning, {},
        tr("Rolled back: lifted the write block on the source. What was written to the target since the switch stays "
           "there and is not copied back.")});
    if (const auto flushed = journal.flush(); !flushed)
        return fail(flushed.error());
    return outcome;
}

} // namespace godwit
