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

void note(RepairPlan &plan, const VerifyFinding &finding, qsizetype listed)
{
    ++(finding.kind == QLatin1String("extra") ? plan.deletions : plan.copies);
    if (plan.listed.size() < listed)
        plan.listed.append(finding);
    if (const IndexPair pair{finding.sourceIndex, finding.targetIndex}; !plan.touched.contains(pair))
        plan.touched.append(pair);
}

} // namespace

Result<void> readRepairable(const QString &findingsFile, qsizetype together,
    const std::function<Result<void>(const QList<VerifyFinding> &some)> &take)
{
    QFile file(findingsFile);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file);
    QList<VerifyFinding> some;
    while (!file.atEnd()) {
        const VerifyFinding finding = VerifyFinding::fromJson(QJsonDocument::fromJson(file.readLine()).object());
        if (isRepairable(finding))
            some.append(finding);
        if (some.size() >= together || (file.atEnd() && !some.isEmpty()))
            if (const auto taken = take(std::exchange(some, {})); !taken)
                return taken;
    }
    return {};
}

Result<RepairPlan> planRepair(const QString &findingsFile, qsizetype listed)
{
    RepairPlan plan;
    const auto read
        = readRepairable(findingsFile, repairedTogether, [&](const QList<VerifyFinding> &some) -> Result<void> {
              for (const VerifyFinding &finding : some)
                  note(plan, finding, listed);
              return {};
          });
    if (!read)
        return fail(read.error());
    return plan;
}

Result<RepairPlan> planUndo(const QString &undoFile, qsizetype listed)
{
    RepairPlan plan;
    const auto read = readUndo(undoFile, [&](const UndoLine &line) -> Result<void> {
        if (line.found || line.written) // what neither side had was not touched
            note(plan, line.named(), listed);
        return {};
    });
    if (!read)
        return fail(read.error());
    return plan;
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
