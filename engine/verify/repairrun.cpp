// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/repairrun.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <algorithm>

namespace godwit {
namespace {

constexpr qsizetype repairedTogether = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("Repair", text);
}

Result<void> unreadable(const QFile &file)
{
    return fail(ErrorKind::Storage, tr("%1 can't be read: %2.").arg(file.fileName(), file.errorString()));
}

const VerifyRow *rowOf(const QList<VerifyRow> &rows, const IndexPair &pair)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const VerifyRow &row) { return row.pair == pair; });
    return found == rows.end() ? nullptr : &*found;
}

//! Collects what a plan says while a file is read.
class Planner
{
public:
    void add(const VerifyFinding &finding, qint64 at)
    {
        (finding.kind == QLatin1String("extra") ? m_deletions : m_copies).push_back(at);
        const IndexPair pair{finding.sourceIndex, finding.targetIndex};
        if (pair == m_last)
            return;
        m_last = pair;
        if (!m_plan.touched.contains(pair))
            m_plan.touched.append(pair);
    }
    RepairPlan finished(const QString &file, bool undo)
    {
        m_plan.file = file;
        m_plan.undo = undo;
        m_plan.copies = static_cast<qint64>(m_copies.size());
        m_plan.deletions = static_cast<qint64>(m_deletions.size());
        m_deletions.insert(m_deletions.end(), m_copies.begin(), m_copies.end());
        m_plan.lines = std::make_shared<const std::vector<qint64>>(std::move(m_deletions));
        return std::move(m_plan);
    }

private:
    RepairPlan m_plan;
    IndexPair m_last;
    std::vector<qint64> m_copies;
    std::vector<qint64> m_deletions;
};

VerifyFinding findingOf(const QByteArray &line)
{
    return VerifyFinding::fromJson(QJsonDocument::fromJson(line).object());
}

//! Every finding of a file that a repair can make equal, with the place of its line.
Result<void> eachRepairable(
    const QString &findingsFile, const std::function<Result<void>(VerifyFinding finding, qint64 at)> &take)
{
    QFile file(findingsFile);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file);
    while (!file.atEnd()) {
        const qint64 at = file.pos();
        VerifyFinding finding = findingOf(file.readLine());
        if (!isRepairable(finding))
            continue;
        if (const auto taken = take(std::move(finding), at); !taken)
            return taken;
    }
    return {};
}

} // namespace

Result<void> readRepairable(const QString &findingsFile, qsizetype together,
    const std::function<Result<void>(const QList<VerifyFinding> &some)> &take)
{
    QList<VerifyFinding> some;
    const auto read = eachRepairable(findingsFile, [&](VerifyFinding finding, qint64) -> Result<void> {
        some.append(std::move(finding));
        return some.size() >= together ? take(std::exchange(some, {})) : Result<void>();
    });
    return !read || some.isEmpty() ? read : take(some);
}

Result<RepairPlan> planRepair(const QString &findingsFile)
{
    Planner planner;
    const auto read = eachRepairable(findingsFile, [&](const VerifyFinding &finding, qint64 at) -> Result<void> {
        planner.add(finding, at);
        return {};
    });
    if (!read)
        return fail(read.error());
    return planner.finished(findingsFile, false);
}

Result<RepairPlan> planUndo(const QString &undoFile)
{
    Planner planner;
    const auto read = readUndo(undoFile, [&](const UndoLine &line) -> Result<void> {
        if (line.found || line.written) // what neither side had was not touched
            planner.add(line.named(), line.at);
        return {};
    });
    if (!read)
        return fail(read.error());
    return planner.finished(undoFile, true);
}

Result<QList<VerifyFinding>> readPlanned(const RepairPlan &plan, qint64 first, qint64 count)
{
    QFile file(plan.file);
    if (!file.open(QIODevice::ReadOnly))
        return fail(unreadable(file).error());
    QList<VerifyFinding> some;
    const qint64 end = std::min(first + count, plan.lines ? static_cast<qint64>(plan.lines->size()) : 0);
    for (qint64 i = first; i < end; ++i) {
        VerifyFinding finding;
        if (file.seek((*plan.lines)[static_cast<std::size_t>(i)])) {
            if (!plan.undo)
                finding = findingOf(file.readLine());
            else
                finding = undoneAt(file).value_or(VerifyFinding());
        }
        if (finding.id.isEmpty())
            return fail(
                ErrorKind::Storage, tr("%1 has changed since it was read. Close this and ask again.").arg(plan.file));
        some.append(finding);
    }
    return some;
}

Result<void> repairAll(const QString &findingsFile, Repair &repair, const std::function<bool(qint64 done)> &goOn)
{
    qint64 done = 0;
    return readRepairable(findingsFile, repairedTogether, [&](const QList<VerifyFinding> &some) -> Result<void> {
        if (goOn && !goOn(done))
            return fail(ErrorKind::Cancelled, tr("The repair was stopped."));
        done += some.size();
        return repair.repair(some);
    });
}

QList<VerifyRow> rowsAfterRepair(QList<VerifyRow> before, const QList<VerifyRow> &again)
{
    for (VerifyRow &row : before)
        if (const VerifyRow *renewed = rowOf(again, row.pair))
            row = *renewed;
    return before;
}

VerifyResult resultAfterRepair(const VerifyResult &before, VerifyResult again)
{
    const auto renewed = [&](const IndexPair &pair) { return rowOf(again.rows, pair) != nullptr; };
    QList<VerifyFinding> findings;
    for (const VerifyFinding &finding : before.findings)
        if (!renewed({finding.sourceIndex, finding.targetIndex}))
            findings.append(finding);
    for (const VerifyRow &row : before.rows)
        if (!renewed(row.pair))
            again.findingCount += row.findings;
    again.request = before.request;
    again.rows = rowsAfterRepair(before.rows, again.rows);
    again.findings = findings + again.findings;
    again.begun = before.begun;
    again.seconds += before.seconds;
    if (again.outcome == Outcome::Succeeded && again.findingCount > 0)
        again.outcome = Outcome::Findings;
    return again;
}

QString repairUndoFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("repair-undo.ndjson"));
}

} // namespace godwit
