// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobservices.h"
#include "models/jobsession.h"
#include "widgets/panels.h"

namespace godwit {

//! Takes a finished cutover back on the source, and says what that does not bring back.
class RollBackCard final : public Card
{
    Q_OBJECT
public:
    explicit RollBackCard(QWidget *parent = nullptr);
    void setEnd(const Plan &plan, const JobEnd &end, JobServices *services);
    QPushButton *button() const { return m_button; }
    Note *note() const { return m_note; }
    QString reason() const { return m_reason->text(); }
    QString until() const { return m_until->text(); }

Q_SIGNALS:
    void rolledBack();

private:
    void ask();
    void run();
    void setReason(const QString &reason);

    Plan m_plan;
    JobEnd m_end;
    JobServices *m_services = nullptr;
    QLabel *m_text;
    QLabel *m_until;
    Note *m_note;
    QPushButton *m_button;
    QLabel *m_reason;
};

} // namespace godwit
