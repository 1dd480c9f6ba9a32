// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrationdraft.h"
#include "models/preflightmodel.h"

#include <QWidget>

namespace godwit {

//! One step of a new migration. It shows the draft and changes it; it keeps nothing of its own that would be lost.
class WizardStep : public QWidget
{
    Q_OBJECT
public:
    explicit WizardStep(MigrationDraft *draft, QWidget *parent = nullptr) : QWidget(parent), m_draft(draft) { }

    virtual QString title() const = 0;
    //! Called each time that the step is shown.
    virtual void enter() { }
    //! Why the next step can't be shown yet, as one short sentence; empty: it can.
    virtual QString obstacle() const { return {}; }
    //! Something is wrong, and not only missing yet.
    virtual bool isObstacleError() const { return false; }
    //! Asked when Next is pressed; calls `go` at once, or after a question, or never.
    virtual void confirmNext(const std::function<void()> &go) { go(); }
    //! Where the keyboard starts.
    virtual QWidget *firstField() const = 0;
    //! The field in which a finding about `index` is mended; called while the step is shown.
    virtual QWidget *fieldFor(PreflightFix, const QString &) { return firstField(); }

Q_SIGNALS:
    void changed(); //!< the obstacle may be another

protected:
    MigrationDraft *draft() const { return m_draft; }

private:
    MigrationDraft *m_draft;
};

} // namespace godwit
