// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/badges.h"
#include "widgets/panels.h"
#include "widgets/wizard/wizardstep.h"

#include <QTimer>

class QPlainTextEdit;
class QSortFilterProxyModel;
class QStackedLayout;
class QTableView;

namespace godwit {

class ReviewModel;

//! Step 4: settings and mappings, source beside target. What the conversion changed is explained, and the target's side
//! can be edited; an edit is kept in the plan.
class MappingStep final : public WizardStep
{
    Q_OBJECT
public:
    explicit MappingStep(MigrationDraft *draft, QWidget *parent = nullptr);

    QString title() const override;
    void enter() override;
    QString obstacle() const override;
    bool isObstacleError() const override { return draft()->reviewed().state != Loading::Asking; }
    QWidget *firstField() const override;
    QWidget *fieldFor(PreflightFix fix, const QString &index) override;

    ReviewModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    QPlainTextEdit *sourceText() const { return m_source; }
    QPlainTextEdit *targetText() const { return m_target; }
    QPushButton *undoButton() const { return m_undo; }
    //! What is wrong with the text; empty: nothing.
    QString fault() const { return m_fault; }
    //! Reads the text at once instead of after a short rest.
    void takeEdit();

private:
    QWidget *makeDetail();
    void takeReview();
    void showIndex(const QString &name);
    void showNotes();
    void showFault(const QString &fault);

    ReviewModel *m_model;
    QTableView *m_table;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    TextLabel *m_name;
    TextLabel *m_summary;
    TextLabel *m_notes;
    QPlainTextEdit *m_source;
    QPlainTextEdit *m_target;
    IconText *m_verdict;
    QPushButton *m_undo;
    QTimer m_rest;
    QString m_shown; //!< index whose definition is shown
    QString m_fault;
    bool m_filling = false;
};

} // namespace godwit
