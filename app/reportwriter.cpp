// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reportwriter.h"

#include "app/jobreport.h"
#include "app/verificationcertificate.h"
#include "app/verifycommand.h"
#include "engine/journalreader.h"

namespace godwit {
namespace {

template <class Report>
Result<void> write(Result<Report> report, const QString &path, const QString &logo)
{
    if (!report)
        return fail(report.error());
    if (const auto taken = report->setLogo(logo); !taken)
        return taken;
    return report->write(path);
}

} // namespace

Result<ReportSort> writeReportOf(const QString &jobFolder, const QString &path, const QString &logo)
{
    const auto record = JournalReader(jobFolder).job();
    const bool comparison = record && record->method == verifyMethod;
    const auto written = comparison ? write(VerificationCertificate::load(jobFolder), path, logo)
                                    : write(JobReport::load(jobFolder), path, logo);
    if (!written)
        return fail(written.error());
    if (comparison)
        JobReport::note(jobFolder, path);
    return comparison ? ReportSort::Certificate : ReportSort::Report;
}

} // namespace godwit
