// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobsession.h"
#include "models/migrationdesk.h"
#include "models/preflightmodel.h"
#include "models/profilestore.h"
#include "widgets/badges.h"
#include "widgets/panels.h"

#include <QWidget>

class QAction;
class QStackedWidget;

namespace godwit {

class MigrationDraft;
class StepBar;
class WizardStep;

//! Puts a migration together in six steps, from source and target to the start. The same page edits a plan that was
//! opened or cloned.
class MigrationWizard final : public QWidget
{
    Q_OBJECT
public:
    enum Step {
        PairStepNumber,
        SelectStepNumber,
        OptionsStepNumber,
        MappingStepNumber,
        CheckStepNumber,
        ReviewStepNumber
    };

    //! The desk outlives the wizard.
    MigrationWizard(ProfileStore profiles, MigrationDesk *desk, QWidget *parent = nullptr);
    ~MigrationWizard() override;

    //! Opens a plan of the past; its endpoints are resolved.
    void setPlan(const Plan &plan, const QString &file = {});
    Plan plan() const;
    //! Reads the profiles again.
    void refreshProfiles();

    //! Goes on if nothing stands in the way.
    void next();
    void back();
    void showStep(int step);
    //! Goes to the field where a finding of the checks is mended.
    void fix(PreflightFix fix, const QString &index);
    int step() const { return m_step; }
    //! Why Next can't be pressed; empty when it can.
    QString obstacle() const;
    //! What the command line needs to run this plan.
    QString command() const;

    MigrationDraft *draft() const { return m_draft; }
    WizardStep *page(int step) const { return m_steps.at(step); }
    StepBar *bar() const { return m_bar; }
    QPushButton *nextButton() const { return m_next; }
    QPushButton *backButton() const { return m_back; }
    QPushButton *cancelButton() const { return m_cancel; }

public Q_SLOTS:
    void savePlan();
    void copyPlan();
    void copyCommand();

Q_SIGNALS:
    void changed(); //!< name or pair, for title, navigation and the strip
    void startRequested(const godwit::SessionInfo &info);
    void closeRequested();
    void connectionRequested();
    void connectionEditRequested(const QString &profile);

private:
    void makeHead(class QVBoxLayout *layout);
    void makeFoot(class QVBoxLayout *layout);
    void updateHead();
    void updateFoot();
    int reached() const;

    MigrationDraft *m_draft;
    QList<WizardStep *> m_steps;
    StepBar *m_bar;
    QStackedWidget *m_stack;
    EnvironmentTag *m_tags[2];
    TextLabel *m_names[2];
    TextLabel *m_versions[2];
    TextLabel *m_arrow;
    IconText *m_obstacle;
    QPushButton *m_save;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QPushButton *m_back;
    QPushButton *m_next;
    QString m_file;
    QJsonObject m_saved; //!< what the file holds
    int m_step = 0;
    int m_farthest = 0;
};

} // namespace godwit
