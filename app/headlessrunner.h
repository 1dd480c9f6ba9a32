// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

#include <QCoreApplication>

namespace godwit {

//! `godwit run` and `godwit resume`: a job on a worker thread, its progress on standard output, and the operator's word
//! from standard input and signals. Needs a QCoreApplication.
class HeadlessRunner
{
    Q_DECLARE_TR_FUNCTIONS(godwit::HeadlessRunner)

public:
    explicit HeadlessRunner(CommandLine line);
    //! Exit code.
    int run();
    int resume();

private:
    struct Order
    {
        JobRecord record;
        bool resume = false;
    };
    int execute(const Order &order);
    Result<JobSummary> work(const Order &order, JobControl &control, class JobPrinter &printer) const;

    CommandLine m_line;
    JobStore m_store;
};

} // namespace godwit
