// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/preflightmodel.h"
#include "widgets/panels.h"
#include "widgets/wizard/wizardstep.h"

class QStackedLayout;

namespace godwit {

class PreflightPanel;

//! Step 5: every check before the start. Nothing is changed.
class CheckStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit CheckStep(MigrationDraft *draft, QWidget *parent = nullptr);

    QString title() const override;
    void enter() override;
    QString obstacle() const override;
    bool isObstacleError() const override;
    QWidget *firstField() const override;
    PreflightPanel *panel() const { return m_panel; }

Q_SIGNALS:
    void fixRequested(godwit::PreflightFix fix, const QString &index);

private:
    void show();

    PreflightPanel *m_panel;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
};

} // namespace godwit
