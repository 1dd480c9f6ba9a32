// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/badges.h"
#include "widgets/panels.h"
#include "widgets/wizard/wizardstep.h"

class QCheckBox;

namespace godwit {

class CutoverCard;
class PlanPanel;
class RequestsCard;

//! Step 6: what will happen, how long it takes, and what is warned of.
class ReviewStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit ReviewStep(MigrationDraft *draft, QWidget *parent = nullptr);

    QString title() const override;
    void enter() override;
    QString obstacle() const override;
    void confirmNext(const std::function<void()> &go) override;
    QWidget *firstField() const override;
    QCheckBox *warningsBox() const { return m_accept; }
    QPushButton *copyPlanButton() const { return m_copyPlan; }
    TextLabel *duration() const { return m_duration; }
    TextLabel *basis() const { return m_basis; }
    RequestsCard *requests() const { return m_requests; }
    CutoverCard *cutover() const { return m_cutover; }
    QString amount() const { return m_amount->text(); }

private:
    void show();
    int warnings() const;

    PlanPanel *m_plan;
    CutoverCard *m_cutover;
    RequestsCard *m_requests;
    TextLabel *m_amount;
    TextLabel *m_duration;
    TextLabel *m_basis;
    TextLabel *m_pause;
    TextLabel *m_pauseBasis;
    TextLabel *m_notCarried;
    Card *m_warningCard;
    TextLabel *m_warningTitle;
    TextLabel *m_warnings;
    QCheckBox *m_accept;
    QPushButton *m_copyPlan;
    QStringList m_accepted; //!< warnings that were ticked; others need a new tick
};

} // namespace godwit
