// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wizardscreenshots.h"

#include "models/migrationdraft.h"
#include "widgets/mainwindow.h"
#include "widgets/wizard/migrationwizard.h"

#include "app/console.h"

#include <QPushButton>

namespace godwit {

bool photographWizard(MainWindow &window, const QString &planFile, const std::function<bool(const QString &)> &grab,
    const std::function<bool(const std::function<bool()> &)> &waitFor)
{
    MigrationWizard *wizard = window.editPlan(planFile);
    if (!wizard)
        return false;
    const char *names[] = {"pair", "select", "options", "mappings", "preflight", "review"};
    const MigrationDraft *draft = wizard->draft();
    const auto rested = [draft] {
        const auto done = [](Loading state) { return state != Loading::Asking && state != Loading::Nothing; };
        return done(draft->catalogue(PairSide::Source).state) && done(draft->catalogue(PairSide::Target).state)
            && draft->reviewed().state != Loading::Asking && draft->checked().state != Loading::Asking
            && draft->sampled().state != Loading::Asking;
    };
    for (int step = 0; step <= MigrationWizard::ReviewStepNumber; ++step) {
        wizard->showStep(step);
        if (!waitFor(rested) || !grab(QStringLiteral("wizard-") + QLatin1String(names[step])))
            return false;
        if (step < MigrationWizard::ReviewStepNumber && !wizard->obstacle().isEmpty()) {
            printError(wizard->obstacle());
            return false;
        }
    }
    wizard->cancelButton()->click();
    return true;
}

} // namespace godwit
