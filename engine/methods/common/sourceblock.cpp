// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/sourceblock.h"

#include "engine/methods/common/targets.h"
#include "engine/rollback.h"

#include <QCoreApplication>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

} // namespace

SourceBlock::SourceBlock(Journal &journal, JobControl &control, Say say)
    : m_journal(journal), m_control(control), m_say(std::move(say))
{
}

Result<QStringList> SourceBlock::prepare(SearchCluster &source, const QStringList &names)
{
    const auto open = withoutWriteBlock(source, names);
    if (!open || open->isEmpty())
        return open;
    const QStringList &own = *open;
    UndoEntry undo;
    undo.cluster = QStringLiteral("source");
    undo.index = own.join(QLatin1Char(','));
    undo.kind = QStringLiteral("write-block");
    if (const auto noted = m_journal.addUndo(undo); !noted)
        return fail(noted.error());
    m_say(EventLevel::Warning,
        tr("Setting the write block on the source. This lifts it: %1").arg(source.liftWriteBlockCommand(own)));
    m_journal.setPhase(CutoverPhase::blocked());
    if (const auto flushed = m_journal.flush(); !flushed)
        return fail(flushed.error());
    m_standing = true;
    return own;
}

Result<void> SourceBlock::set(
    SearchCluster &source, const QStringList &own, const QStringList &names, const std::function<bool()> &limit)
{
    if (own.isEmpty())
        return {};
    if (const auto blocked = source.setWriteBlock(own); !blocked)
        return blocked;
    return awaitBlock(source, own, names, m_control, limit);
}

//! Blocks that the journal has as Godwit's own.
Result<QList<UndoEntry>> SourceBlock::noted() const
{
    const auto list = m_journal.undoList();
    if (!list)
        return fail(list.error());
    QList<UndoEntry> blocks;
    for (const UndoEntry &entry : *list)
        if (entry.kind == QLatin1String("write-block"))
            blocks.append(entry);
    return blocks;
}

Result<void> SourceBlock::lift(SearchCluster &source, const QString &why)
{
    const auto blocks = noted();
    if (!blocks)
        return fail(blocks.error());
    for (const UndoEntry &entry : *blocks) {
        if (const auto lifted = liftBlocks(source, entry.index.split(QLatin1Char(','))); !lifted)
            return lifted;
        m_journal.removeUndo(entry.id);
        m_say(EventLevel::Info, tr("Lifted the write block on the source. %1").arg(why));
    }
    m_standing = false;
    return m_journal.flush();
}

Result<void> SourceBlock::keep(const SearchCluster &source)
{
    const auto blocks = noted();
    if (!blocks)
        return fail(blocks.error());
    for (const UndoEntry &entry : *blocks) {
        const QStringList names = entry.index.split(QLatin1Char(','));
        m_say(EventLevel::Info,
            tr("The write block stays on the source, so that no late write is lost there. This lifts it: %1")
                .arg(source.liftWriteBlockCommand(names)));
        noteBlocksLeftBehind(m_journal, names);
        m_journal.removeUndo(entry.id);
    }
    m_standing = false;
    return {};
}

} // namespace godwit
