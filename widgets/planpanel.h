// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "widgets/panels.h"

class QFormLayout;

namespace godwit {

//! What an opened plan will do, before it runs.
class PlanPanel final : public Card
{
    Q_OBJECT
public:
    explicit PlanPanel(QWidget *parent = nullptr);
    void setPlan(const SessionInfo &info);

private:
    void addRow(const QString &name, const QString &value);
    QFormLayout *m_form;
};

} // namespace godwit
