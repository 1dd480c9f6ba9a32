// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobobserver.h"
#include "engine/plan.h"

#include <QCoreApplication>

#include <thread>
#include <vector>

namespace godwit {

//! Passes everything on to another observer, and tells notices to the plan's webhook and mail command as well. A
//! webhook gets a POST with {"job","name","text"}; a mail command is started without a shell and gets the text on
//! standard input. Both have ten seconds; what fails is an event of the job, never its end.
class NotifyingObserver final : public JobObserver
{
    Q_DECLARE_TR_FUNCTIONS(godwit::NotifyingObserver)

public:
    NotifyingObserver(JobObserver &next, const Plan &plan, QString job);

    void snapshot(const JobSnapshot &snapshot) override { m_next.snapshot(snapshot); }
    void event(const JobEvent &event) override { m_next.event(event); }
    void finding(const Finding &finding) override { m_next.finding(finding); }
    void notice(const QString &text) override;

private:
    void post(const QString &text);
    void mail(const QString &text);
    void complain(const QString &text);

    JobObserver &m_next;
    QString m_webhook;
    QString m_mailCommand;
    QString m_name;
    QString m_job;
    std::vector<std::jthread> m_threads;
};

} // namespace godwit
