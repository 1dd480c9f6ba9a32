// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/methods/common/aliasswitch.h"

#include "engine/methods/common/sourceblock.h"
#include "engine/methods/common/targets.h"

#include <QCoreApplication>

namespace godwit {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LiveCopy", text);
}

} // namespace

Result<void> moveAliases(
    JobNotes &notes, SearchCluster &target, const QStringList &indices, const QJsonArray &actions, bool *undecided)
{
    const auto switched = target.updateAliases(actions);
    const auto there = notes.patiently(QStringLiteral("switch"), [&] { return target.definitions(indices); });
    if (!there) {
        *undecided = true;
        notes.event(EventLevel::Error, {},
            tr("Nobody knows whether the aliases were switched: the target does not tell. The write block stays. "
               "Resume the job: it looks again and decides."));
        return fail(there.error());
    }
    if (haveAliases(*there, actions))
        return {};
    return switched ? fail(ErrorKind::Incomplete, tr("The target did not take over all aliases."))
                    : fail(switched.error());
}

Result<bool> wasSwitched(JobNotes &notes, SearchCluster &target, const QStringList &indices, const QJsonArray &actions)
{
    const auto job = notes.setup.journal.loadJob();
    if (!job)
        return fail(job.error());
    if (job->phase != CutoverPhase::switching())
        return job->phase == CutoverPhase::switched();
    const auto there = notes.patiently(QStringLiteral("check"), [&] { return target.definitions(indices); });
    if (!there)
        return fail(there.error());
    return !actions.isEmpty() && haveAliases(*there, actions);
}

void tellPause(JobNotes &notes, double seconds)
{
    QStringList parts;
    const QList<Stage> stages = notes.board.stages();
    for (const Step &step : stages.last().steps)
        if (step.seconds >= 0 && step.id != QLatin1String("gate"))
            parts.append(tr("%1 %2 s").arg(step.title).arg(step.seconds, 0, 'f', 2));
    notes.event(EventLevel::Info, {},
        tr("Writes paused %1 s (%2). The target at %3 may take writes now.")
            .arg(seconds, 0, 'f', 2)
            .arg(parts.join(QStringLiteral(", ")), notes.setup.target.address()));
}

} // namespace godwit
