// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/badges.h"
#include "widgets/panels.h"
#include "widgets/wizard/wizardstep.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QStackedLayout;

namespace godwit {

class FitPanel;
class MethodPanel;
class RenameRules;
class SelectionTree;
class SelectionTreeModel;

//! Step 2: what moves, under which names, by which method, and whether it fits.
class SelectStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit SelectStep(MigrationDraft *draft, QWidget *parent = nullptr);

    QString title() const override;
    void enter() override;
    QString obstacle() const override;
    bool isObstacleError() const override;
    void confirmNext(const std::function<void()> &go) override;
    QWidget *firstField() const override;
    QWidget *fieldFor(PreflightFix fix, const QString &index) override;

    QLineEdit *filter() const { return m_filter; }
    QString filterNote() const;
    SelectionTree *tree() const { return m_tree; }
    RenameRules *rules() const { return m_rules; }
    QComboBox *existing() const { return m_existing; }
    QPushButton *tickButton() const { return m_tick; }
    QPushButton *untickButton() const { return m_untick; }
    QCheckBox *systemBox() const { return m_system; }
    MethodPanel *methods() const { return m_methods; }
    class SnapshotPicker *picker() const { return m_picker; }

private:
    void makeTop(class QVBoxLayout *layout);
    void makeFoot(class QVBoxLayout *layout);
    void showState();
    void showPicker();
    void sayAsked();
    void showFigures();
    void showCounts();
    void showFilter();
    void showNames();
    void sayExisting();

    SelectionTreeModel *m_model;
    QLineEdit *m_filter;
    TextLabel *m_matches;
    IconText *m_filterNote; //!< what the filter means, or why it can't be used
    QCheckBox *m_system;
    QPushButton *m_tick;
    QPushButton *m_untick;
    RenameRules *m_rules;
    SelectionTree *m_tree;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    EmptyState *m_noMatch;
    TextLabel *m_totals;
    TextLabel *m_hidden;
    QPushButton *m_showTicked;
    TextLabel *m_kept;
    QComboBox *m_existing;
    MethodPanel *m_methods;
    FitPanel *m_fit;
    class SnapshotPicker *m_picker; //!< for a restore with a source
};

} // namespace godwit
