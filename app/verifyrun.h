// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verifyprinter.h"
#include "engine/jobcontrol.h"
#include "engine/journal.h"
#include "engine/searchcluster.h"
#include "engine/verify/repairrun.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>

namespace godwit {

//! `godwit verify` on a job that is open: compares and, where wanted, repairs and compares again what that touched.
//! On a worker thread.
class VerifyRun
{
    Q_DECLARE_TR_FUNCTIONS(godwit::VerifyRun)

public:
    //! The operator's answer to what a repair would write, which it shows.
    using Asked = std::function<Result<bool>(const RepairPlan &plan)>;

    //! Without `asked` nothing is repaired. Control and printer outlive it.
    VerifyRun(JobControl &control, VerifyPrinter &printer, Asked asked = {});

    //! A job whose journal says that a repair began compares again what that touched: what was found before is no
    //! longer true.
    Result<JobSummary> run(
        const JobRecord &record, Journal &journal, SearchClusterFactory &source, SearchClusterFactory &target);

    VerifyResult result;
    QJsonObject more; //!< for the summary: what was repaired

private:
    //! What a job is done with.
    struct Place
    {
        const JobRecord &record;
        Journal &journal;
        SearchClusterFactory &source;
        SearchClusterFactory &target;
        VerifyRequest request;
        [[nodiscard]] QString file(const char *name) const;
    };

    Result<void> repair(const Place &place);
    Result<void> begin(const Place &place, const QList<IndexPair> &touched) const;
    void say(const Place &place, const RepairOutcome &outcome, const Result<void> &ended);
    void compareAgain(const Place &place, const QList<IndexPair> &touched);

    JobControl &m_control;
    VerifyPrinter &m_printer;
    Asked m_asked;
};

//! Which documents a repair, or taking one back, did not write, and why.
QJsonArray notWritten(const RepairOutcome &outcome);

} // namespace godwit
