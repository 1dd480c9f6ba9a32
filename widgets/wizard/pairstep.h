// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profilestore.h"
#include "widgets/badges.h"
#include "widgets/panels.h"
#include "widgets/wizard/wizardstep.h"

class QComboBox;
class QLineEdit;
class QStackedLayout;

namespace godwit {

class SnapshotPicker;

//! Step 1: from where to where.
class PairStep final : public WizardStep
{
    Q_OBJECT
public:
    PairStep(MigrationDraft *draft, ProfileStore profiles, QWidget *parent = nullptr);

    QString title() const override;
    void enter() override;
    QString obstacle() const override;
    bool isObstacleError() const override;
    QWidget *firstField() const override;
    QWidget *fieldFor(PreflightFix fix, const QString &index) override;
    //! Shows what the draft holds after a plan was opened.
    void showPlan();
    void refreshProfiles();

    SnapshotPicker *picker() const { return m_picker; }
    QComboBox *box(PairSide side) const { return m_sides[static_cast<int>(side)].box; }
    QLineEdit *nameEdit() const { return m_name; }
    QPushButton *swapButton() const { return m_swap; }
    Note *note() const { return m_note; }

Q_SIGNALS:
    void connectionRequested();

private:
    struct SideCard
    {
        Card *card;
        QComboBox *box;
        EnvironmentTag *tag;
        TextLabel *address;
        IconText *state;
        TextLabel *figures;
        Note *failure;
        QPushButton *retry;
    };
    SideCard makeSide(PairSide side);
    void choose(PairSide side);
    void showSide(PairSide side);
    void showNote();
    void suggestName();
    void chooseSource(bool inSnapshot);

    ProfileStore m_profiles;
    QList<Profile> m_known;
    SideCard m_sides[2];
    QPushButton *m_swap;
    QLineEdit *m_name;
    Note *m_note;
    SnapshotPicker *m_picker = nullptr;
    QStackedLayout *m_stack;
    QString m_suggested;
};

} // namespace godwit
