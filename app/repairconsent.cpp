// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/repairconsent.h"

#include <QCoreApplication>

namespace godwit {

namespace {

constexpr qint64 listedTogether = 100;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(godwit::RepairConsent)
};

QString lineOf(const VerifyFinding &finding, bool undo)
{
    if (finding.kind == QLatin1String("extra"))
        return Tr::tr("delete %1/%2").arg(finding.targetIndex, finding.id);
    return undo ? Tr::tr("put back %1/%2").arg(finding.targetIndex, finding.id)
                : Tr::tr("copy %1/%2 (%3)").arg(finding.targetIndex, finding.id, finding.kind);
}

} // namespace

Result<bool> consentTo(const RepairPlan &plan, const AskedHow &how)
{
    for (qint64 first = 0; first < plan.documents(); first += listedTogether) {
        const auto some = readPlanned(plan, first, listedTogether);
        if (!some)
            return fail(some.error());
        for (const VerifyFinding &finding : *some)
            how.say(lineOf(finding, plan.undo));
    }
    if (how.yes)
        return true;
    how.say((plan.undo ? Tr::tr("Write the word undo to change these %L1 documents of the target back.")
                       : Tr::tr("Write the word repair to change these %L1 documents of the target."))
                .arg(plan.documents()));
    return how.hears(plan.undo ? QStringLiteral("undo") : QStringLiteral("repair"));
}

} // namespace godwit
