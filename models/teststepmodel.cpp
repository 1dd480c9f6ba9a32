// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/teststepmodel.h"

#include "models/discretion.h"

#include <QLocale>

namespace godwit {

QString TestStepModel::stateName(TestState state)
{
    switch (state) {
    case TestState::NotTried:
        return tr("Not tried");
    case TestState::Running:
        return tr("Running");
    case TestState::Passed:
        return tr("Passed");
    case TestState::Warning:
        return tr("Warning");
    case TestState::Failed:
        return tr("Failed");
    }
    return {};
}

int TestStepModel::firstProblem() const
{
    int warning = -1;
    for (int i = 0; i < rowCount(); ++i) {
        if (row(i).state == TestState::Failed)
            return i;
        if (row(i).state == TestState::Warning && warning < 0)
            warning = i;
    }
    return warning;
}

QVariant TestStepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TestStep &step = row(index.row());
    const QString detail
        = step.detail.isEmpty() && step.state == TestState::NotTried ? stateName(step.state) : discreet(step.detail);
    switch (role) {
    case Qt::DisplayRole:
        return step.title;
    case Qt::ToolTipRole:
        return step.fix.isEmpty() ? detail : discreet(step.fix);
    case Qt::AccessibleTextRole:
        return QString(step.title + QStringLiteral(": ") + stateName(step.state) + QStringLiteral(", ") + detail);
    case StateRole:
        return static_cast<int>(step.state);
    case DetailRole:
        return detail;
    case TimeRole:
        return step.milliseconds < 0 ? QString() : tr("%1 ms").arg(QLocale().toString(step.milliseconds, 'f', 0));
    case FixRole:
        return discreet(step.fix);
    case RequestRole:
        return discreet(step.request);
    case ChainRole:
        return static_cast<int>(step.chain.size());
    default:
        return {};
    }
}

} // namespace godwit
