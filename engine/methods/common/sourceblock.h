// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobcontrol.h"
#include "engine/journal.h"
#include "engine/searchcluster.h"

#include <algorithm>
#include <functional>

namespace godwit {

//! The write block of a cutover: in the journal before it is set, lifted only where Godwit set it. Blocks that stood
//! before are never touched.
class SourceBlock
{
public:
    using Say = std::function<void(EventLevel level, const QString &text)>;
    SourceBlock(Journal &journal, JobControl &control, Say say);

    //! Notes what will be blocked and shows the command that lifts it. Returns the indices that get the block.
    Result<QStringList> prepare(SearchCluster &source, const QStringList &names);
    //! Sets it. When it returns, no write that the source acknowledges can come later. `names` are all indices of the
    //! cutover, `limit` says that time is up.
    Result<void> set(
        SearchCluster &source, const QStringList &own, const QStringList &names, const std::function<bool()> &limit);
    //! Lifts what Godwit set itself.
    Result<void> lift(SearchCluster &source, const QString &why);
    //! After the point of no return: it stays, and is noted as left behind.
    Result<void> keep(const SearchCluster &source);
    //! Noted by this run, so maybe set.
    bool standing() const { return m_standing; }

private:
    Result<QList<UndoEntry>> noted() const;

    Journal &m_journal;
    JobControl &m_control;
    Say m_say;
    bool m_standing = false;
};

//! Milliseconds to rest after the n-th cutover in a row that was called off while nobody looks on.
inline int callOffRest(int inARow)
{
    return 1'000 << std::clamp(inARow - 1, 0, 6);
}

//! Phases of a cutover, as the journal has them.
namespace CutoverPhase {
inline QString blocked()
{
    return QStringLiteral("cutover:blocked");
}
inline QString ticked()
{
    return QStringLiteral("cutover:ticked");
}
inline QString switching()
{
    return QStringLiteral("cutover:switching");
}
inline QString switched()
{
    return QStringLiteral("cutover:switched");
}
inline QString following()
{
    return QStringLiteral("following");
}
} // namespace CutoverPhase

} // namespace godwit
